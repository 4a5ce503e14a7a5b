import Analytics
import Canvas
import Market
import Wording

/// The health of every snapshot file, worst first, and the selected one in full below.
struct FilesScreen: Screen {
  static let commands = [
    ScreenCommands<FilesScreen>(place: .files, group: .files).command(
      [.character("s")], "order", "by path, or the worst first", label: "order"
    ) { screen, moment in
      screen.isByPath.toggle()
      screen.order()
      screen.follow(moment)
      return []
    }
  ]

  private var rows: [FileHealth] = []
  private var notices: [String] = []
  private(set) var selected: String?
  private var isByPath = false
  private var detail: [DetailLine] = []
  private var pageHeight = 1
  /// Columns of the longest path, within limits.
  private var pathWidth = 0

  init() {}

  var place: Place { .files }

  private var row: Int { rows.firstIndex { $0.file.path == selected } ?? 0 }

  mutating func refresh(from moment: Moment) {
    rows = FileHealth.all(of: moment.desk, moment.reading)
    pathWidth = min(40, max(16, rows.map { TerminalSafe($0.file.path).width }.max() ?? 0))
    notices = moment.desk.notices
    order()
    if !rows.contains(where: { $0.file.path == selected }) { selected = rows.first?.file.path }
    pageHeight = max(1, Self.tableHeight(moment.size.rows - 2, notices.count, rows.count))
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
    if isByPath { rows.sort { $0.file.path < $1.file.path } } else { rows.sort { $0.isWorse(than: $1) } }
  }

  private mutating func follow(_ moment: Moment) {
    detail = rows.isEmpty ? [] : rows[row].lines(columns: moment.size.columns)
  }

  // MARK: Drawing

  /// Rows of the table: what there is, but at least half of the screen for the selected file where both do not fit.
  private static func tableHeight(_ rows: Int, _ notices: Int, _ files: Int) -> Int {
    let room = rows - 1 - notices
    return rows < 12 ? room : min(files, room / 2)
  }

  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region) {
    var rest = region
    let columns = FileColumn.columns(width: region.columns, path: pathWidth)
    canvas.paneRule(
      summary, in: rest.takeRows(1), focused: true,
      heads: columns.filter { $0.column != .path && $0.column != .state }.map { ($0.column.head, $0.right) })
    for notice in notices {
      canvas.write("\(notice)", in: rest.takeRows(1), row: 0, column: 3, style: Style(.warning))
    }
    guard !rows.isEmpty else {
      let lines: [TerminalSafe] = [
        "no snapshot files in the folder: the next is shown as it comes", "",
        "detente feeds       scripts and timers that fill it", "detente formats     what it may hold",
        "detente init PATH   an example desk to start from",
      ]
      for line in lines { canvas.write(line, in: rest.takeRows(1), row: 0, column: 3, style: .dim) }
      return
    }
    let height = Self.tableHeight(region.rows, notices.count, rows.count)
    let table = rest.takeRows(height)
    let first = firstVisible(selected: row, count: rows.count, height: height)
    for (offset, health) in rows.dropFirst(first).prefix(max(0, height)).enumerated() {
      let isSelected = first + offset == row
      if isSelected { canvas.cursor(in: table, row: offset, focused: true) }
      for (column, right) in columns {
        let (text, style) = column.cell(health)
        canvas.write(
          text, in: table, row: offset, column: right - column.width(path: pathWidth),
          width: column.width(path: pathWidth),
          style: isSelected && column == .path ? Style(.text, [.bold]) : style, alignment: column.alignment)
      }
    }
    if rest.rows >= 3 {
      _ = rest.takeRows(rest.rows > detail.count + 2 ? 1 : 0)
      Page(title: TerminalSafe(selected ?? ""), lines: detail).draw(into: &canvas, in: rest, first: 0)
    }
  }

  /// `Files: 7, 1 stopped, 1 bad`.
  private var summary: TerminalSafe {
    var text: TerminalSafe = "Files"
    let troubled = rows.filter { !$0.isWell }.map(\.state)
    for (index, state) in troubled.enumerated() where troubled.firstIndex(of: state) == index {
      text = text + (text == "Files" ? ": " : ", ") + "\(troubled.filter { $0 == state }.count) " + state
    }
    return text
  }
}

/// A column of the table of files.
private enum FileColumn: Hashable {
  case state, path, kind, rows, data, file, read, cost, usual

  /// Those that fit, with the column before which each ends; the most telling ones stay longest.
  static func columns(width: Int, path: Int) -> [(column: FileColumn, right: Int)] {
    var kept: Set<FileColumn> = [.path]
    var room = width - 4 - path
    for column in [FileColumn.state, .data, .file, .rows, .kind, .read, .cost, .usual] {
      guard column.width(path: path) + 2 <= room else { continue }
      room -= column.width(path: path) + 2
      kept.insert(column)
    }
    var right = 1
    return [.state, .path, .kind, .rows, .data, .file, .read, .cost, .usual].filter(kept.contains).map { column in
      right += column.width(path: path) + 2
      return (column, right)
    }
  }

  var head: TerminalSafe {
    switch self {
    case .state: "state"
    case .path: "file"
    case .kind: "kind"
    case .rows: "rows"
    case .data: "data"
    case .file: "written"
    case .read: "read"
    case .cost: "ms"
    case .usual: "usually"
    }
  }

  /// - Parameter path: columns of the paths.
  func width(path: Int) -> Int {
    switch self {
    case .path: path
    case .state: 7
    case .kind: 10
    case .rows: 8
    case .data, .file: 7
    case .read: 6
    case .cost: 8
    case .usual: 8
    }
  }

  var alignment: Alignment { self == .state || self == .path ? .left : .right }

  func cell(_ health: FileHealth) -> (TerminalSafe, Style) {
    let file = health.file
    switch self {
    case .state: return (health.state, health.style)
    case .path: return ("\(file.path)", .text)
    case .kind: return ("\(file.kind ?? "-")", .dim)
    case .rows: return (file.kind == nil ? "-" : "\(file.rows)", file.kind == nil ? .dim : .text)
    case .data: return health.dataAge
    case .file: return health.fileAge
    case .read: return (file.read.map { DateText.clock($0, .newYork) } ?? "-", .dim)
    case .cost: return (file.read == nil ? "-" : NumberText.fixed(file.cost, 1), .dim)
    case .usual: return (health.rhythm.map { FileHealth.span($0.usual) } ?? "-", .dim)
    }
  }
}
