import Analytics
import Canvas
import Market
import Wording

/// Names of a sector, or the marked ones, over one time axis, rebased to 100.
struct ComparisonScreen: Screen {
  private static let own = ScreenCommands<ComparisonScreen>(place: .comparison, group: .comparison)

  static let commands = [
    own.command(
      [.character("h")], "previous-group", "previous sector, or the marked names", label: "sector"
    ) { screen, moment in screen.selectGroup(by: -1, moment) },
    own.command([.character("l")], "next-group", "next sector", label: "sector") { screen, moment in
      screen.selectGroup(by: 1, moment)
    },
    own.command([.left], "base-earlier", "base one session earlier") { screen, moment in screen.moveBase(by: -1, moment)
    },
    own.command([.right], "base-later", "base one session later") { screen, moment in screen.moveBase(by: 1, moment) },
    own.command(
      [.character("n")], "next-base", "base on the next signal, tariff step or `since`", label: "base"
    ) { screen, moment in screen.setBase(screen.baseDays.first { $0 > screen.comparison?.base ?? $0 }, moment) },
    own.command([.character("N")], "previous-base", "base on the previous one", label: "base") { screen, moment in
      screen.setBase(screen.baseDays.last { $0 < screen.comparison?.base ?? $0 }, moment)
    },
  ]

  /// A set of names to compare.
  private struct Group {
    let name: String
    let symbols: [String]
  }

  private var groups: [Group] = []
  /// Position among the groups; nil before the first refresh.
  private var chosen: Int?
  /// The day that stands at 100; nil: the watchlist's `since`.
  private var base: Day?
  private var selected = 0

  // Made by `refresh`.
  private var comparison: Comparison?
  private var eventCache = ChartEvents()
  private var events: [ChartEvent] { eventCache.all }
  private var since = Day(number: 0)
  private var year = 0

  /// The name whose sector is compared first.
  private let symbol: String?
  /// Whether that sector comes before the marked names.
  private let isOpen: Bool

  /// - Parameters:
  ///   - symbol: the name whose sector is compared first.
  ///   - isOpen: whether that sector comes before the marked names.
  init(symbol: String?, isOpen: Bool) {
    self.symbol = symbol
    self.isOpen = isOpen
  }

  var place: Place { .comparison }

  func printed(in moment: Moment) -> PrintedTable? {
    group.map { .comparison($0.symbols, base: base ?? since, group: $0.name) }
  }

  private var title: TerminalSafe {
    guard let comparison else { return "Comparison" }
    return "Comparison  \(group?.name ?? "") against \(comparison.reference)"
  }

  mutating func refresh(from moment: Moment) {
    let reading = moment.reading
    groups = reading.sectors.filter { !$0.rows.isEmpty }.map { sector in
      Group(name: sector.name, symbols: sector.rows.map(\.instrument.symbol))
    }
    let marked = groups.flatMap(\.symbols).filter { moment.marked.contains($0) }
    if !marked.isEmpty { groups.insert(Group(name: "Marked", symbols: marked), at: 0) }
    chosen = min(chosen ?? firstGroup(hasMarked: !marked.isEmpty), max(0, groups.count - 1))
    eventCache.refresh(moment.desk, reading)
    since = moment.desk.watchlist.since
    year = reading.day.parts.year
    compare(moment)
  }

  private func firstGroup(hasMarked: Bool) -> Int {
    if !isOpen, hasMarked { return 0 }
    return groups.lastIndex { group in symbol.map { group.symbols.contains($0) } ?? false } ?? 0
  }

  private var group: Group? {
    groups.isEmpty ? nil : groups[min(max(0, chosen ?? 0), groups.count - 1)]
  }

  private mutating func compare(_ moment: Moment) {
    comparison = Comparison(group?.symbols ?? [], base: base ?? since, reading: moment.reading, desk: moment.desk)
    selected = min(max(0, selected), max(0, (comparison?.lines.count ?? 0) - 1))
  }

  mutating func move(_ step: Step, in moment: Moment) -> [Request] {
    guard let count = comparison?.lines.count else { return [] }
    selected = step.target(from: selected, count: count, page: count)
    return []
  }

  mutating func open(in moment: Moment) -> [Request] {
    guard let lines = comparison?.lines, lines.indices.contains(selected) else { return [] }
    return [.open(.instrument(symbol: lines[selected].row.instrument.symbol))]
  }

  private mutating func moveBase(by sessions: Int, _ moment: Moment) -> [Request] {
    guard let comparison, let position = comparison.baseIndex, comparison.days.indices.contains(position + sessions)
    else {
      return []
    }
    return setBase(comparison.days[position + sessions], moment)
  }

  private mutating func setBase(_ day: Day?, _ moment: Moment) -> [Request] {
    base = day ?? base
    compare(moment)
    return []
  }

  private var baseDays: [Day] { Set(events.map(\.day) + [since]).sorted() }

  private mutating func selectGroup(by step: Int, _ moment: Moment) -> [Request] {
    chosen = min(max(0, (chosen ?? 0) + step), max(0, groups.count - 1))
    selected = 0
    compare(moment)
    return []
  }

  // MARK: What is drawn

  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region) {
    guard let comparison, !comparison.lines.isEmpty else {
      canvas.paneRule("Comparison", in: region, focused: true)
      canvas.write("no names: the watchlist is empty", in: region, row: 1, column: 3, style: .dim)
      return
    }
    let day = DateText.short(comparison.base, year: year)
    canvas.paneRule(
      title, in: region, focused: true, heads: [ColumnHead("100 = close of \(day)", right: region.columns - 2)])
    var rest = region
    _ = rest.takeRows(1)
    if rest.rows >= 12 { drawGroups(&canvas, rest.takeRows(1)) }
    if rest.rows >= 10 { drawBase(&canvas, rest.takeRows(1), comparison) }
    let tableRows = min(comparison.lines.count + 1, max(2, rest.rows / 3))
    let chart = rest.takeRows(rest.rows - tableRows)
    drawChart(&canvas, chart, comparison)
    ComparisonTable(
      lines: comparison.lines, base: comparison.base, reference: comparison.reference, selected: selected, year: year
    )
    .draw(into: &canvas, in: rest)
  }

  private func drawGroups(_ canvas: inout Canvas, _ region: Region) {
    var column = 1
    for (index, item) in groups.enumerated() {
      let isShown = index == chosen
      let text: TerminalSafe = isShown ? "[\(item.name)]" : " \(item.name) "
      guard column + text.width < region.columns else { break }
      canvas.write(text, in: region, row: 0, column: column, style: isShown ? Style(.accent, [.bold]) : .dim)
      column += text.width
    }
    let note: TerminalSafe = "adjusted closes, each in its own currency"
    guard column + note.width + 2 < region.columns else { return }
    canvas.write(note, in: region, row: 0, column: region.columns - note.width - 1, style: .dim)
  }

  /// What happened on the base day.
  private func drawBase(_ canvas: inout Canvas, _ region: Region, _ comparison: Comparison) {
    let date = DateText.weekday(comparison.base, year: year) + "  "
    let those = events.filter { $0.day == comparison.base }
    var text: TerminalSafe = comparison.base == since ? "the watchlist's event day" : ""
    if let first = those.last {
      text = (text.isEmpty ? text : text + "; ") + first.text
      if those.count > 1 { text = text + " and \(those.count - 1) more" }
    }
    canvas.write(date, in: region, row: 0, column: 2, style: Style(.accent, [.bold]))
    canvas.write(
      text.isEmpty ? "no event that day" : text, in: region, row: 0, column: 2 + date.width,
      width: region.columns - 3 - date.width, style: .dim)
  }

  private func drawChart(_ canvas: inout Canvas, _ region: Region, _ comparison: Comparison) {
    guard let scale = PlotScale(comparison.lines.flatMap(\.values).compactMap { $0 }) else {
      canvas.write("no closes by the base day", in: region, row: 0, column: 3, style: .dim)
      return
    }
    let days = comparison.days
    func position(_ day: Day) -> Int? {
      guard let first = days.first, day >= first else { return nil }
      let position = days.partitioningIndex(where: { $0 >= day })
      return position < days.count ? position : nil
    }
    let chosen = events.last { $0.day == comparison.base }
    // The selected line last, so that it is drawn over the others.
    let order = comparison.lines.indices.sorted { a, b in (a == selected ? 1 : 0) < (b == selected ? 1 : 0) }
    LineChart(
      days: days, series: order.map { series(at: $0, comparison) }, scale: scale, levels: [100],
      marks: events.marks(selected: chosen, position: position), crosshair: comparison.baseIndex
    ).draw(into: &canvas, in: region)
  }

  private func series(at index: Int, _ comparison: Comparison) -> LineChart.Series {
    let line = comparison.lines[index]
    let symbol = line.row.instrument.symbol
    return LineChart.Series(
      name: TerminalSafe(symbol).fitted(to: 10), values: line.values,
      style: Style(.series(index), index == selected ? [.bold] : []),
      mark: TerminalSafe(symbol).text.unicodeScalars.first { $0.isASCII } ?? "*")
  }
}

/// What each name has come to since the base.
struct ComparisonTable {
  let lines: [Comparison.Line]
  let base: Day
  let reference: String
  let selected: Int
  let year: Int

  func draw(into canvas: inout Canvas, in region: Region) {
    Table(columns, rows: lines, selected: selected).draw("Since", into: &canvas, in: region)
  }

  private var columns: [Column<Comparison.Line>] {
    let position = Dictionary(
      lines.enumerated().map { ($0.element.row.instrument.symbol, $0.offset) }, uniquingKeysWith: { first, _ in first })
    return [
      Column(ComparisonColumns.symbol, ColumnExtent(9), leads: true) { line in
        // As its line in the chart.
        .text("\(line.row.instrument.symbol)", Style(.series(position[line.row.instrument.symbol] ?? 0)))
      },
      Column(ComparisonColumns.name, ColumnExtent(23, rank: 4), mark: 1) { .text("\($0.row.instrument.name)", .dim) },
      Column(ComparisonColumns.last, ColumnExtent(15, rank: 2), alignment: .right) { line in
        .text(
          "\(NumberText.price(line.row.price)) \(line.row.currency ?? "?")", line.row.price == nil ? .dim : .text)
      },
      Column(ComparisonColumns.base, ColumnExtent(9, rank: 3), alignment: .right) { line in
        .text(date(line.base), line.base == base ? .dim : Style(.warning))
      },
      Column(ComparisonColumns.now, ColumnExtent(8, rank: 1), alignment: .right) { .number($0.now, 2, signed: false) },
      Column(ComparisonColumns.change, ColumnExtent(8), alignment: .right) { .number($0.change, 2) },
      Column(
        ComparisonColumns.versus, head: "\(ComparisonColumns.versus.name) \(reference)", ColumnExtent(8),
        alignment: .right
      ) { .number($0.versusReference, 2) },
      Column(ComparisonColumns.date, ColumnExtent(8, rank: 3), alignment: .right) { .text(date($0.day), .dim) },
    ]
  }

  private func date(_ day: Day?) -> TerminalSafe { day.map { DateText.compact($0, year: year) } ?? "-" }
}
