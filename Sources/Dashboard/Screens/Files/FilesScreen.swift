import Analytics
import Canvas
import Market
import Wording

/// The health of every snapshot file, worst first, and the selected one in full below.
struct FilesScreen: Screen {
  private static let own = ScreenCommands<FilesScreen>(place: .files, group: .files)

  static let commands = [
    own.command(
      [.character("s")], "order", "by path, or the worst first", label: "order"
    ) { screen, moment in
      screen.isByPath.toggle()
      screen.order()
      screen.follow(moment)
      return []
    },
    own.command(
      [.character("/")], "find", "narrow the files: words, !word, rows>100; Enter keeps them, Esc leaves",
      label: "find"
    ) { _, _ in [.ask(Prompt(.find))] },
  ]

  /// All files, the worst first or by path.
  private var files: [FileHealth] = []
  /// Those shown.
  private var rows: [FileHealth] = []
  /// How they are narrowed and sorted.
  private var list = RowList()
  /// What stood there before files were looked for.
  private var before: (selected: String?, first: Int, list: RowList)?
  /// The first row in view.
  private var first = 0
  private var notices: [String] = []
  /// How to catch up with a record that ended long ago, wrapped; empty where there is nothing to say or no room.
  private var catchingUp: [TerminalSafe] = []
  private(set) var selected: String?
  private var isByPath = false
  private var detail: [DetailLine] = []
  private var pageHeight = 1
  /// Columns of the longest path, within limits.
  private var pathWidth = 0

  init() {}

  var place: Place { .files }
  func proposedRule(in moment: Moment) -> String? { selected.map { "feed \"\($0)\" silent 10m" } }
  func printed(in moment: Moment) -> PrintedTable? {
    guard !list.isPlain else { return .section(.files) }
    return .section(.files, rows: rows.compactMap { row in moment.desk.files.firstIndex { $0.path == row.file.path } })
  }

  private var row: Int { rows.firstIndex { $0.file.path == selected } ?? 0 }

  mutating func refresh(from moment: Moment) {
    files = FileHealth.all(of: moment.desk, moment.reading)
    pathWidth = min(40, max(16, files.map { TerminalSafe($0.file.path).width }.max() ?? 0))
    notices = moment.desk.notices
    catchingUp =
      moment.size.rows < 20
      ? [] : moment.reading.indicator.catchingUp.flatMap { $0.wrapped(to: moment.size.columns - 4) }
    order()
    follow(moment)
  }

  mutating func move(_ step: Step, in moment: Moment) -> [Request] {
    guard !rows.isEmpty else { return [] }
    selected = rows[step.target(from: row, count: rows.count, page: pageHeight)].file.path
    follow(moment)
    return []
  }

  mutating func open(in moment: Moment) -> [Request] { selected.map { [.open(.detail(.file(path: $0)))] } ?? [] }

  private mutating func order() {
    if isByPath { files.sort { $0.file.path < $1.file.path } } else { files.sort { $0.isWorse(than: $1) } }
    list.arrange(RowSource(files.map(\.file), FileColumns.all, shown: files.map { [$0.state.text] }))
    rows = list.select(from: files)
  }

  private mutating func follow(_ moment: Moment) {
    if !rows.contains(where: { $0.file.path == selected }) { selected = rows.first?.file.path }
    pageHeight = max(1, Self.tableHeight(moment.size.rows - 2, notices.count + catchingUp.count, rows.count))
    first = Viewport.first(first, keeping: row, count: rows.count, height: pageHeight, hasHeadings: false)
    detail = rows.isEmpty ? [] : rows[row].lines(columns: moment.size.columns, clock: moment.clock)
  }

  // MARK: Find and sort

  mutating func take(_ typed: Typed, for purpose: Prompt.Purpose, in moment: Moment) -> [Request] {
    let columns = FileColumns.all.map(\.id)
    switch typed {
    case .changed(let text):
      before = before ?? (selected, first, list)
      arrange(moment) { $0.filter = Filter.typed(text, columns: columns) }
    case .left:
      guard let standing = before else { return [] }
      before = nil
      (selected, first) = (standing.selected, standing.first)
      arrange(moment) { $0 = standing.list }
    case .done(let text):
      if let mistake = Filter.read(text, columns: columns).mistake { return [.mistake(mistake)] }
      before = nil
      guard list.filter != nil, rows.count == 1 else { return [] }
      let found = open(in: moment)
      arrange(moment) { $0.filter = nil }
      return found
    }
    return []
  }

  mutating func showAll(in moment: Moment) -> Bool {
    guard list.filter != nil else { return false }
    arrange(moment) { $0.filter = nil }
    return true
  }

  func completions(of line: Prompt, in moment: Moment) -> Completions { .columns(sortColumns, in: line) }

  var sortColumns: [Completions.Candidate] { Completions.candidates(FileColumns.all) }

  mutating func sort(by order: SortOrder?, in moment: Moment) { arrange(moment) { $0.sort = order } }

  mutating func sort(byHead column: String, in moment: Moment) -> [Request] {
    sort(by: list.order(by: column), in: moment)
    return []
  }

  /// Changes which files are shown; the cursor stays on its file, where that is shown.
  private mutating func arrange(_ moment: Moment, _ change: (inout RowList) -> Void) {
    change(&list)
    order()
    follow(moment)
  }

  // MARK: Drawing

  /// Rows of the table: what there is, but at least half of the screen for the selected file where both do not fit.
  private static func tableHeight(_ rows: Int, _ notices: Int, _ files: Int) -> Int {
    let room = rows - 1 - notices
    return rows < 12 ? room : min(files, room / 2)
  }

  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region) {
    var rest = region
    let table = table(moment.clock)
    let heads = table.heads(region.columns)
    canvas.paneRule(
      table.title(list.title(summary), heads, canvas.glyphs), in: rest.takeRows(1), focused: true, heads: heads)
    for notice in notices {
      canvas.write("\(notice)", in: rest.takeRows(1), row: 0, column: 3, style: Style(.warning))
    }
    for line in catchingUp { canvas.write(line, in: rest.takeRows(1), row: 0, column: 3, style: .dim) }
    guard !rows.isEmpty else {
      guard files.isEmpty else {
        return canvas.write("no file is so", in: rest, row: 0, column: 3, style: .dim)
      }
      let lines: [TerminalSafe] = [
        "no snapshot files in the folder: the next is shown as it comes", "",
        "detente feeds       scripts and timers that fill it", "detente formats     what it may hold",
        "detente init PATH   an example desk to start from",
      ]
      for line in lines { canvas.write(line, in: rest.takeRows(1), row: 0, column: 3, style: .dim) }
      return
    }
    let height = Self.tableHeight(region.rows, notices.count + catchingUp.count, rows.count)
    table.drawRows(into: &canvas, in: rest.takeRows(height))
    if rest.rows >= 3 {
      _ = rest.takeRows(rest.rows > detail.count + 2 ? 1 : 0)
      Page(title: TerminalSafe(selected ?? ""), lines: detail).draw(into: &canvas, in: rest, first: 0)
    }
  }

  /// `Files: 7, 1 stopped, 1 bad`.
  private var summary: TerminalSafe {
    var text: TerminalSafe = "Files"
    let troubled = files.filter { !$0.isWell }.map(\.state)
    for (index, state) in troubled.enumerated() where troubled.firstIndex(of: state) == index {
      text = text + (text == "Files" ? ": " : ", ") + "\(troubled.filter { $0 == state }.count) " + state
    }
    return text
  }

  /// The most telling columns stay longest.
  private func table(_ clock: WallClock) -> Table<FileHealth> {
    func column(
      _ record: FileColumns.Record, _ width: Int, rank: Int, _ cell: @escaping (FileHealth) -> TableCell
    ) -> Column<FileHealth> {
      Column(record, of: \.file, ColumnExtent(width, gap: 2, rank: rank), alignment: .right, cell: cell)
    }
    func age(_ age: (text: TerminalSafe, style: Style)) -> TableCell { .text(age.text, age.style) }
    var table = Table(
      [
        Column(FileColumns.state, of: \.file, ColumnExtent(7, gap: 0, rank: 1)) { .text($0.state, $0.style) },
        Column(FileColumns.path, of: \.file, ColumnExtent(pathWidth, gap: 2), leads: true) { .text("\($0.file.path)") },
        column(FileColumns.kind, 10, rank: 5) { .text("\($0.file.kind ?? "-")", .dim) },
        column(FileColumns.rows, 8, rank: 4) { $0.file.kind == nil ? .text("-", .dim) : .text("\($0.file.rows)") },
        column(FileColumns.data, 7, rank: 2) { age($0.dataAge) },
        column(FileColumns.written, 7, rank: 3) { age($0.fileAge) },
        column(FileColumns.read, 6, rank: 6) { .text($0.file.read.map { clock.time(of: $0) } ?? "-", .dim) },
        column(FileColumns.cost, 8, rank: 7) {
          .text($0.file.read == nil ? "-" : NumberText.fixed($0.file.cost, 1), .dim)
        },
        Column("usual", head: "usually", ColumnExtent(8, gap: 2, rank: 8), alignment: .right) {
          .text($0.rhythm.map { FileHealth.span($0.usual) } ?? "-", .dim)
        },
      ], rows: rows, selected: row)
    table.fills = true
    (table.first, table.sort) = (first, list.sort)
    return table
  }
}
