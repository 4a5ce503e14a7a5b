import Analytics
import Canvas
import Market
import Wording

/// The table of events and names, the averages below it, and where there is room the way around the selected event.
struct EventGrid {
  let table: EventTable
  let selection: EventSelection
  /// How the events are narrowed.
  var list = RowList()

  private static let turnWidth = 26

  /// Rows of events at a screen's size, for paging.
  static func rows(of size: Size) -> Int { heights(size.rows - 2, size.columns).rows }

  /// How the rows of a region are shared out.
  private static func heights(_ rows: Int, _ columns: Int) -> (
    rows: Int, averages: Int, chart: Int, notes: Int
  ) {
    let notes = rows >= 12 ? (rows >= 30 ? 2 : 1) : 0
    let averages = rows >= 14 ? 5 : 0
    let chart = rows >= 32 && columns >= 70 ? min(20, rows - notes - averages - 20) : 0
    return (max(0, rows - 1 - notes - averages - chart), averages, chart, notes)
  }

  func draw(into canvas: inout Canvas, in region: Region) {
    let heights = Self.heights(region.rows, region.columns)
    let events = events(region.columns)
    let fit = events.fit(region.columns)
    var rest = region
    drawHeads(fit, &canvas, rest.takeRows(1))
    events.drawRows(into: &canvas, in: rest.takeRows(min(heights.rows, selection.order.count)))
    if heights.averages > 0 { drawAverages(fit, &canvas, rest.takeRows(heights.averages)) }
    // With few events there is room for the way around one, where none was set aside.
    let room = min(rest.rows - heights.notes, 20)
    if room >= 9, region.columns >= 60 { drawAround(&canvas, rest.takeRows(room)) }
    let notes = Region(
      row: region.row + region.rows - heights.notes, column: region.column, rows: heights.notes,
      columns: region.columns)
    drawNotes(&canvas, notes)
  }

  /// The way around the selected event; beside it what happened, where there is room for both.
  private func drawAround(_ canvas: inout Canvas, _ region: Region) {
    let isWide = region.columns >= 150
    EventPathChart(lines: selection.paths, settings: table.settings).draw(
      into: &canvas, in: isWide ? region.columns(from: 0, count: 112) : region,
      title: "Around \(DateText.short(event.day, year: selection.year))")
    guard isWide else { return }
    EventItems(
      event: event, market: table.market, change: table.marketChanges[selection.order[selection.row]]
    ).draw(
      into: &canvas, in: region.columns(from: 113), selected: nil)
  }

  private var event: MarketEvent { table.events[selection.order[selection.row]] }

  // MARK: Columns

  /// The events in their order, with as many names as there is room for; the selected one is among them.
  private func events(_ width: Int) -> Table<Int> {
    let start = 4 + selection.dateWidth + 2
    let market = width >= 56 ? 8 : 0
    let least = width >= 70 ? 22 : 10
    let wide = selection.isHeat ? 6 : 16
    let showsT = !selection.isHeat && start + least + market + table.names.count * wide <= width
    let cellWidth = selection.isHeat ? 6 : showsT ? 16 : 9
    let count = min(table.names.count, max(1, (width - start - least - market - 1) / cellWidth))
    let showsTurns = width - start - market - count * cellWidth - Self.turnWidth - 2 >= 36
    let first = Viewport.centred(
      selection.name(in: table) ?? 0, count: table.names.count, height: count)
    let year = selection.year
    var columns: [Column<Int>] = [
      Column("mark", ColumnExtent(1)) { event in
        selection.marked.contains(table.events[event].day)
          ? .text("*", Style(.accent, [.bold])) : .empty
      },
      Column("date", ColumnExtent(selection.dateWidth), alignment: .right) { event in
        .text(DateText.short(table.events[event].day, year: year), .dim)
      },
      Column("text", ColumnExtent(10...60, gap: 2), mark: 1, leads: true) { event in
        let others = table.events[event].others
        let style: Style = isSelected(event) ? Style(.text, [.bold]) : .text
        return .text(
          "\(table.events[event].text)",
          mark: table.events[event].verificationMark + (others > 0 ? " and \(others) more" : ""), style)
      },
    ]
    if showsTurns {
      columns.append(
        Column("turns", ColumnExtent(Self.turnWidth, gap: 2)) {
          .text(EventText.turns(table.events[$0]), .dim)
        })
    }
    if market > 0 {
      columns.append(
        Column("market", ColumnExtent(7), alignment: .right) { .number(table.marketChanges[$0], 1) }
      )
    }
    columns += (first..<first + count).flatMap { self.columns(of: $0, showsT: showsT) }
    var events = Table(columns, rows: selection.order, selected: selection.row)
    events.margins.lead = 2
    events.first = selection.first
    return events
  }

  /// A name's number in each event, and where there is room its t.
  private func columns(of name: Int, showsT: Bool) -> [Column<Int>] {
    let width = showsT ? 9 : selection.isHeat ? 5 : 8
    let numbers = Column<Int>(
      Self.id(name), ColumnExtent(width), alignment: .right, mark: selection.isHeat ? 1 : 3
    ) {
      cell(of: $0, name)
    }
    guard showsT else { return [numbers] }
    return [
      numbers,
      Column("t-\(Self.id(name))", ColumnExtent(5), alignment: .right, mark: 1) { event in
        table.cells[event][name].value.map { .text(t($0), style(of: $0, event, name)) } ?? .empty
      },
    ]
  }

  private static func id(_ name: Int) -> String { "name-\(name)" }

  private func isSelected(_ event: Int) -> Bool { event == selection.order[selection.row] }

  private func isSelected(_ event: Int, _ name: Int) -> Bool {
    isSelected(event) && selection.name(in: table) == name
  }

  private func style(of study: EventStudy, _ event: Int, _ name: Int) -> Style {
    var style = EventText.style(study)
    if isSelected(event, name) { style.traits.insert(.inverse) }
    return style
  }

  private func t(_ study: EventStudy) -> TerminalSafe {
    NumberText.fixed(study.t, abs(study.t ?? 0) < 9.995 ? 2 : 1)
  }

  private func cell(of event: Int, _ name: Int) -> TableCell {
    let cell = table.cells[event][name]
    guard let study = cell.value else {
      return .text("-", isSelected(event, name) ? Style(.accent) : .dim)
    }
    let style = style(of: study, event, name)
    guard selection.isHeat else {
      return .text(
        NumberText.fixed(100 * study.cumulative, 2, signed: true), style,
        mark: EventText.flags(cell))
    }
    return .plot { canvas, region in
      canvas.write(study.cumulative < 0 ? "-" : "+", in: region, row: 0, width: 1, style: style)
      canvas.fill(
        canvas.glyphs.heat(EventText.heat(study)), in: region, row: 0, column: 1, width: 3,
        style: style)
      if cell.holdsResults {
        canvas.write("r", in: region, row: 0, column: 4, width: 1, style: .dim)
      }
    }
  }

  /// The names in view, and where their numbers end.
  private func names(_ fit: TableFit<Int>) -> [(index: Int, right: Int)] {
    table.names.indices.compactMap { name in
      fit[Self.id(name)].map { (name, $0.upperBound - (selection.isHeat ? 1 : 3)) }
    }
  }

  // MARK: Heads

  private func drawHeads(_ fit: TableFit<Int>, _ canvas: inout Canvas, _ region: Region) {
    let what: TerminalSafe = selection.isHeat ? "t of CAR" : "CAR %"
    let measure: TerminalSafe = "\(what) \(table.settings.windowText)"
    // Every column of numbers keeps its head.
    let title = list.title(region.columns < 72 ? measure : "Events, " + measure)
    canvas.paneRule(title, in: region, focused: true)
    let date: TerminalSafe = "date"
    let free = title.width + 4
    func head(
      _ text: TerminalSafe, _ column: EventSelection.Column?, right: Int, _ canvas: inout Canvas
    ) {
      guard right - text.width > free + date.width + 2 else { return }
      write(head: text, column, right: right, &canvas, region)
    }
    write(head: date, .day, right: free + 1 + date.width, &canvas, region)
    if let market = fit["market"] {
      head("\(table.market) %", .market, right: market.upperBound, &canvas)
    }
    if let turns = fit["turns"] {
      head("headline, points", nil, right: turns.lowerBound + 16, &canvas)
    }
    for (index, right) in names(fit) {
      let symbol: TerminalSafe = "\(table.names[index].symbol)"
      head(
        symbol.fitted(to: selection.isHeat ? 5 : 7), .name(table.names[index].symbol), right: right,
        &canvas)
      if fit["t-\(Self.id(index))"] != nil { head("t", nil, right: right + 8, &canvas) }
    }
  }

  private func arrow(_ canvas: Canvas) -> TerminalSafe {
    selection.sorted.isDescending ? canvas.glyphs.down : canvas.glyphs.up
  }

  /// A head that ends before `right`; the selected one stands out, the sorted one carries an arrow behind it.
  private func write(
    head text: TerminalSafe, _ column: EventSelection.Column?, right: Int, _ canvas: inout Canvas,
    _ region: Region
  ) {
    let isSelected = column != nil && column == selection.column
    canvas.write(
      " \(text) ", in: region, row: 0, column: right - text.width - 1, style: Style(.rule))
    canvas.write(
      text, in: region, row: 0, column: right - text.width,
      style: isSelected ? Style(.accent, [.bold]) : Style(.rule))
    if column != nil, column == selection.sorted.column {
      canvas.write(arrow(canvas) + " ", in: region, row: 0, column: right, style: Style(.rule))
    }
  }

  // MARK: Below

  private func number(
    _ value: Double?, _ decimals: Int, _ style: Style, right: Int, signed: Bool = true,
    _ canvas: inout Canvas,
    _ region: Region, _ row: Int
  ) {
    canvas.write(
      NumberText.fixed(value, decimals, signed: signed), in: region, row: row, column: right - 8,
      width: 8,
      style: value == nil ? .dim : style, alignment: .right)
  }

  private var averagedWords: TerminalSafe {
    switch selection.set {
    case .all: selection.averaged == 1 ? "1 event" : "all \(selection.averaged) events"
    case .cuts: "\(selection.averaged) tariff \(selection.averaged == 1 ? "cut" : "cuts")"
    case .raises: "\(selection.averaged) tariff \(selection.averaged == 1 ? "raise" : "raises")"
    case .marked: "\(selection.averaged) marked"
    }
  }

  private func drawAverages(_ fit: TableFit<Int>, _ canvas: inout Canvas, _ region: Region) {
    canvas.paneRule("Average of \(averagedWords)", in: region)
    if selection.set == .marked, selection.averaged == 0 {
      canvas.write("mark events with Space", in: region, row: 1, column: 4, style: .dim)
      return
    }
    guard !selection.averages.isEmpty else {
      canvas.write(
        "tariff cuts and raises are not averaged together: a shows each", in: region, row: 1, column: 4,
        width: region.columns - 5, style: .dim)
      return
    }
    let labels: [TerminalSafe] = ["mean CAR %", "t across events", "events", "left out: overlap"]
    for (row, label) in labels.enumerated() {
      canvas.write(
        label, in: region, row: row + 1, column: 4, width: 4 + selection.dateWidth + 2 + 9, style: .dim
      )
    }
    for (index, right) in names(fit) {
      guard let average = selection.averages[index] else {
        canvas.write("-", in: region, row: 1, column: right - 1, width: 1, style: .dim)
        continue
      }
      let style = average.isWeak ? Style.dim : Style(NumberText.role(average.mean, 4), [.bold])
      number(100 * average.mean, selection.isHeat ? 1 : 2, style, right: right, &canvas, region, 1)
      number(
        average.t, selection.isHeat ? 1 : 2, style, right: right, signed: false, &canvas, region, 2)
      number(
        Double(average.count), 0, .dim, right: right - (selection.isHeat ? 0 : 3), signed: false,
        &canvas, region, 3)
      number(
        Double(average.overlapping), 0, .dim, right: right - (selection.isHeat ? 0 : 3), signed: false,
        &canvas, region, 4)
      if average.isWeak, !selection.isHeat {
        canvas.write("w", in: region, row: 1, column: right, width: 1, style: .dim)
      }
    }
  }

  private func drawNotes(_ canvas: inout Canvas, _ region: Region) {
    guard region.rows > 0 else { return }
    canvas.write(
      reading(room: region.columns - 2), in: region, row: 0, column: 1, width: region.columns - 2)
    guard region.rows > 1 else { return }
    let scale: TerminalSafe = [0, 1, 2, 3].reduce("") { text, level in
      let block = TerminalSafe(String(Character(canvas.glyphs.heat(level))))
      return text + block + " \(["weak: chance over 5 %", "5 %", "1 %", "0.1 %"][level])   "
    }
    let legend: TerminalSafe =
      (selection.isHeat ? scale : "w weak: chance over 5 %   p provisional close   ")
      + "r results in the window   "
      + "market model on \(table.settings.estimation) sessions to \(table.settings.gap) before"
    canvas.write(legend, in: region, row: 1, column: 1, width: region.columns - 2, style: .dim)
  }

  /// What stands behind the selected cell, as much of it as a line holds.
  private func reading(room: Int) -> TerminalSafe {
    guard let name = selection.name(in: table) else {
      let turns = EventText.turns(event)
      return "\(DateText.long(event.day))  \(event.text)\(event.verificationMark)" + (turns.isEmpty ? "" : ", " + turns)
    }
    let cell = table.cells[selection.order[selection.row]][name]
    let symbol: TerminalSafe = "\(table.names[name].symbol)"
    guard let study = cell.value else { return symbol + "  - \(cell.gap?.words ?? "")" }
    let parts: [TerminalSafe] = [
      "CAR \(NumberText.fixed(100 * study.cumulative, 2, signed: true)) %",
      "t \(NumberText.fixed(study.t, 2))" + (study.isWeak ? " weak" : ""),
      "\(EventText.span(study.days, year: selection.year))" + (cell.holdsResults ? ", results" : ""),
      "beta \(NumberText.fixed(study.model.beta, 3))",
      "on \(study.model.observations) of \(EventText.span(study.estimation, year: selection.year))",
    ]
    return parts.reduce(symbol) { $0.width + 2 + $1.width <= room ? $0 + "  " + $1 : $0 }
  }
}
