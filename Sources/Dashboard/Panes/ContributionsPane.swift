import Analytics
import Canvas
import Market
import Wording

/// What makes the index: neutral 50, the parts, every event, and what it would be if.
struct ContributionsPane {
  let reading: DeskReading
  let selected: Int
  let focused: Bool
  /// The first event in view; nil where the cursor decides.
  var first: Int?
  var list = RowList()

  private static let mostScenarios = 4
  /// Columns behind the points: a bar of 14, and what is free beside it.
  private static let barRoom = 17

  /// Rows that a region of so many has for events, the line that sums up the others among them.
  private static func eventRows(of reading: DeskReading, in rows: Int) -> Int {
    let indicator = reading.indicator
    let terms = 1 + (indicator.tariffs == nil ? 0 : 1) + (indicator.events == nil ? 0 : 1)
    let scenarios = min(reading.scenarios.count, mostScenarios)
    return rows - 1 - terms - (scenarios == 0 ? 0 : scenarios + 2)
  }

  /// Of `count` events those that are in view at once.
  private static func shown(_ count: Int, in rows: Int) -> Int { max(0, count > rows ? rows - 1 : rows) }

  /// Events that a region shows.
  static func page(_ content: PaneContent, _ region: Region) -> Int {
    shown(Pane.contributions.rows?(content) ?? 0, in: eventRows(of: content.reading, in: region.rows))
  }

  /// A line of the sum.
  private struct Term {
    let name: TerminalSafe
    let remark: TerminalSafe
    let points: Double
    /// Since the day before; nil for what never changes.
    let change: Double?
  }

  func draw(into canvas: inout Canvas, in region: Region) {
    let indicator = reading.indicator
    let right = min(region.columns - 2, max(52, region.columns - Self.barRoom))
    let showsChanges = region.columns >= right + 15
    var heads = [ColumnHead("points", right: right)]
    if showsChanges { heads.append(ColumnHead("since \(weekday(reading.day.advanced(by: -1)))", right: right + 14)) }
    let title: TerminalSafe =
      "What makes \(indicator.isKnown ? NumberText.fixed(indicator.policy.value, 1) : "the index")"
    let sorted: TerminalSafe = list.sort.map { "  by \($0.column)" } ?? ""
    let scale: TerminalSafe =
      hasBars(region, right: right) && largest > 0 ? ", bars to \(NumberText.fixed(largest, 2))" : ""
    canvas.paneRule(
      list.title(title) + scale + sorted, in: region,
      focused: focused, heads: heads)
    let terms = terms
    for (offset, term) in terms.enumerated() {
      draw(term, row: 1 + offset, right: right, showsChange: showsChanges, &canvas, region)
    }
    let row = 1 + terms.count
    let scenarios = Array(reading.scenarios.prefix(Self.mostScenarios))
    drawEvents(
      into: &canvas, in: region, from: row, rows: Self.eventRows(of: reading, in: region.rows), right: right)
    drawScenarios(scenarios, into: &canvas, in: region, right: right)
  }

  /// Neutral 50 and the parts that exist, rounded such that they add up.
  private var terms: [Term] {
    let indicator = reading.indicator
    let (parts, changes) = (indicator.shownParts, reading.today.shownParts)
    var terms = [Term(name: "Neutral", remark: "", points: 50, change: nil)]
    if let tariffs = indicator.tariffs {
      let level = NumberText.fixed(tariffs.level, 1)
      terms.append(
        Term(name: "Tariffs", remark: "level \(level) of 100", points: parts.tariffs ?? 0, change: changes.tariffs))
    }
    if indicator.events != nil {
      let newest: TerminalSafe =
        indicator.evidence.newest.map { ", newest \(DateText.compact($0, year: reading.day.parts.year))" } ?? ""
      let remark: TerminalSafe = "\(indicator.contributions.count) in the window\(newest)"
      terms.append(Term(name: "Events", remark: remark, points: parts.events ?? 0, change: changes.events))
    }
    return terms
  }

  private func draw(
    _ term: Term, row: Int, right: Int, showsChange: Bool, _ canvas: inout Canvas, _ region: Region
  ) {
    let isPart = term.change != nil
    canvas.write(term.name, in: region, row: row, column: 2, width: 9)
    canvas.write(term.remark, in: region, row: row, column: 11, width: right - 20, style: .dim)
    canvas.write(
      NumberText.fixed(term.points, 1, signed: isPart), in: region, row: row, column: right - 8, width: 8,
      style: Style(isPart ? NumberText.role(term.points, 1) : .text), alignment: .right)
    guard showsChange, let change = term.change else { return }
    canvas.write(
      NumberText.fixed(change, 1, signed: true), in: region, row: row, column: right + 6, width: 8,
      style: Style(NumberText.role(change, 1)), alignment: .right)
  }

  private func weekday(_ day: Day) -> TerminalSafe { TerminalSafe(String(DateText.weekday(day).text.prefix(3))) }

  private func drawEvents(into canvas: inout Canvas, in region: Region, from row: Int, rows: Int, right: Int) {
    let contributions = list.select(from: reading.indicator.contributions)
    guard rows > 1, !contributions.isEmpty else {
      if list.filter != nil {
        canvas.write("no event is so: Esc shows all", in: region, row: row, column: 3, width: right - 3, style: .dim)
      }
      return
    }
    // What a filter leaves out counts too, and so has its line.
    let height = list.filter == nil ? Self.shown(contributions.count, in: rows) : min(contributions.count, rows - 1)
    var table = Table(columns(right: right), rows: contributions, selected: focused ? selected : nil)
    table.margins.lead = 2
    table.first = first
    table.drawRows(
      into: &canvas, in: Region(row: region.row + row, column: region.column, rows: height, columns: region.columns))
    let shown = contributions[table.visible(height: height)]
    let left = reading.indicator.contributions.count - shown.count
    let split = Split(
      shown.map(\.points), of: reading.indicator.events?.contribution ?? 0, leavesOut: left > 0, decimals: 2)
    if let sum = split.rest, height < rows {
      let text: TerminalSafe = left > 0 ? "rest, \(left) more" : "rest"
      canvas.write(text, in: region, row: row + height, column: 3, width: right - 12, style: .dim)
      canvas.write(
        NumberText.fixed(sum, 2, signed: true), in: region, row: row + height, column: right - 8, width: 8,
        style: Style(NumberText.role(sum)), alignment: .right)
    }
  }

  /// What fills a bar.
  private var largest: Double { reading.indicator.contributions.map { abs($0.points) }.max() ?? 0 }

  private func hasBars(_ region: Region, right: Int) -> Bool { region.columns > right + 3 }

  /// - Parameter right: where points end.
  private func columns(right: Int) -> [Column<IndicatorReading.Contribution>] {
    let year = reading.day.parts.year
    let largest = largest
    return [
      Column("date", ColumnExtent(7), alignment: .right) { .text(DateText.compact($0.signal.day, year: year), .dim) },
      Column("actor", ColumnExtent(3)) { .text(CountryText.short($0.signal.actor), .dim) },
      Column("text", ColumnExtent(12...max(12, right - 23))) {
        .text("\($0.signal.text)", mark: $0.signal.verificationMark)
      },
      Column("points", ColumnExtent(9), alignment: .right, mark: 1) { .number($0.points, 2) },
      Column("bar", ColumnExtent(1...14, gap: 2, rank: 1)) { item in
        .plot {
          $0.bar(
            item.points, of: largest, in: $1, row: 0, column: 0, width: $1.columns,
            style: Style(NumberText.role(item.points)))
        }
      },
    ]
  }

  private func drawScenarios(_ scenarios: [Scenario], into canvas: inout Canvas, in region: Region, right: Int) {
    for (offset, scenario) in scenarios.enumerated() {
      let row = region.rows - scenarios.count + offset
      let points = scenario.shownPoints(from: reading.indicator.policy.value)
      if offset == 0 { canvas.write("If", in: region, row: row, column: 2, style: .dim) }
      canvas.write("\(scenario.title)", in: region, row: row, column: 10, width: right - 19)
      canvas.write(
        NumberText.fixed(points, 1, signed: true), in: region, row: row, column: right - 8, width: 8,
        style: Style(NumberText.role(points, 1)), alignment: .right)
    }
  }
}

extension Pane {
  static let contributions = Pane(
    "contributions", of: { $0.indicator.contributions }, columns: ContributionColumns.all,
    page: { ContributionsPane.page($0, $1) },
    open: { .detail(.signal(id: $0.signal.id)) }, isEmpty: { !$0.indicator.isKnown }
  ) { view, canvas, region in
    ContributionsPane(
      reading: view.moment.reading, selected: view.cursor, focused: view.isFocused, first: view.first,
      list: view.list
    ).draw(into: &canvas, in: region)
  }
}
