import Analytics
import Canvas
import Market
import Wording

/// The table of events and names, the averages below it, and where there is room the way around the selected event.
struct EventGrid {
  let table: EventTable
  let glance: EventGlance

  /// How the columns stand at a width.
  private struct Columns {
    let date: Int
    let text: (start: Int, width: Int)
    /// Where the turns of the headlines stand; nil where there is no room.
    let turns: Int?
    /// Where the market's number ends; nil where there is no room.
    let market: Int?
    /// Names in view, and where their numbers end.
    let names: [(index: Int, right: Int)]
    let showsT: Bool
  }

  private static let turnWidth = 26

  /// Rows of events at a screen's size, for paging.
  static func rows(of size: Size) -> Int { heights(size.rows - 2, size.columns).rows }

  /// How the rows of a region are shared out.
  private static func heights(_ rows: Int, _ columns: Int) -> (rows: Int, averages: Int, chart: Int, notes: Int) {
    let notes = rows >= 12 ? (rows >= 30 ? 2 : 1) : 0
    let averages = rows >= 14 ? 4 : 0
    let chart = rows >= 32 && columns >= 70 ? min(20, rows - notes - averages - 20) : 0
    return (max(0, rows - 1 - notes - averages - chart), averages, chart, notes)
  }

  func draw(into canvas: inout Canvas, in region: Region) {
    let heights = Self.heights(region.rows, region.columns)
    let columns = columns(region.columns)
    drawHeads(columns, &canvas, region)
    let first = firstVisible(selected: glance.row, count: glance.order.count, height: heights.rows)
    for (offset, event) in glance.order.dropFirst(first).prefix(heights.rows).enumerated() {
      draw(event, isSelected: first + offset == glance.row, columns, &canvas, region, offset + 1)
    }
    var rest = region
    _ = rest.takeRows(1 + min(heights.rows, glance.order.count))
    if heights.averages > 0 { drawAverages(columns, &canvas, rest.takeRows(heights.averages)) }
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
    EventPathChart(lines: glance.paths, settings: table.settings).draw(
      into: &canvas, in: isWide ? region.columns(from: 0, count: 112) : region,
      title: "Around \(DateText.short(event.day, year: glance.year))")
    guard isWide else { return }
    EventItems(event: event, market: table.market, change: table.marketChanges[glance.order[glance.row]]).draw(
      into: &canvas, in: region.columns(from: 113), selected: nil)
  }

  private var event: MarketEvent { table.events[glance.order[glance.row]] }

  private func columns(_ width: Int) -> Columns {
    let date = glance.dateWidth
    let start = 4 + date + 2
    let market = width >= 56 ? 8 : 0
    let least = width >= 70 ? 22 : 10
    let wide = glance.isHeat ? 6 : 16
    let showsT = !glance.isHeat && start + least + market + table.names.count * wide <= width
    let cell = glance.isHeat ? 6 : showsT ? 16 : 9
    let count = min(table.names.count, max(1, (width - start - least - market - 1) / cell))
    let used = market + count * cell
    let turns = width - start - used - Self.turnWidth - 2 >= 36
    let text = min(60, width - start - used - (turns ? Self.turnWidth + 2 : 0) - 1)
    var right = start + text + (turns ? Self.turnWidth + 2 : 0) + market
    // The names in view hold the selected one.
    let first = firstVisible(selected: glance.name(in: table) ?? 0, count: table.names.count, height: count)
    let names = (first..<first + count).map { index -> (Int, Int) in
      right += cell
      return (index, right - (glance.isHeat ? 1 : showsT ? 9 : 3))
    }
    return Columns(
      date: 4 + date, text: (start, max(0, text)), turns: turns ? start + text + 2 : nil,
      market: market > 0 ? (names.first.map { $0.1 } ?? 0) - (cell - (glance.isHeat ? 1 : showsT ? 9 : 3)) : nil,
      names: names, showsT: showsT)
  }

  // MARK: Heads

  private func drawHeads(_ columns: Columns, _ canvas: inout Canvas, _ region: Region) {
    let what: TerminalSafe = glance.isHeat ? "t of CAR" : "CAR %"
    let measure: TerminalSafe = "\(what) \(table.settings.windowText)"
    // Every column of numbers keeps its head.
    let title = region.columns < 72 ? measure : "Events, " + measure
    canvas.paneRule(title, in: region, focused: true)
    let date: TerminalSafe = "date"
    let free = title.width + 4
    func head(_ text: TerminalSafe, _ column: EventsScreen.Column?, right: Int, _ canvas: inout Canvas) {
      guard right - text.width > free + date.width + 2 else { return }
      write(head: text, column, right: right, &canvas, region)
    }
    write(head: date, .day, right: free + 1 + date.width, &canvas, region)
    if let market = columns.market { head("\(table.market) %", .market, right: market, &canvas) }
    if let turns = columns.turns { head("headline, points", nil, right: turns + 16, &canvas) }
    for (index, right) in columns.names {
      let symbol: TerminalSafe = "\(table.names[index].symbol)"
      head(symbol.fitted(to: glance.isHeat ? 5 : 7), .name(table.names[index].symbol), right: right, &canvas)
      if columns.showsT { head("t", nil, right: right + 8, &canvas) }
    }
  }

  private func arrow(_ canvas: Canvas) -> TerminalSafe {
    glance.sorted.isDescending ? canvas.glyphs.down : canvas.glyphs.up
  }

  /// A head that ends before `right`; the selected one stands out, the sorted one carries an arrow behind it.
  private func write(
    head text: TerminalSafe, _ column: EventsScreen.Column?, right: Int, _ canvas: inout Canvas, _ region: Region
  ) {
    let isSelected = column != nil && column == glance.column
    canvas.write(" \(text) ", in: region, row: 0, column: right - text.width - 1, style: Style(.rule))
    canvas.write(
      text, in: region, row: 0, column: right - text.width, style: isSelected ? Style(.accent, [.bold]) : Style(.rule))
    if column != nil, column == glance.sorted.column {
      canvas.write(arrow(canvas) + " ", in: region, row: 0, column: right, style: Style(.rule))
    }
  }

  // MARK: Rows

  private func draw(
    _ index: Int, isSelected: Bool, _ columns: Columns, _ canvas: inout Canvas, _ region: Region, _ row: Int
  ) {
    let event = table.events[index]
    if isSelected { canvas.cursor(in: region, row: row, focused: true) }
    if glance.marked.contains(event.day) {
      canvas.write("*", in: region, row: row, column: 2, width: 1, style: Style(.accent, [.bold]))
    }
    canvas.write(
      DateText.short(event.day, year: glance.year), in: region, row: row, column: 4, width: columns.date - 4,
      style: .dim, alignment: .right)
    let more: TerminalSafe = event.others > 0 ? " (+\(event.others))" : ""
    let text: TerminalSafe = "\(event.text)"
    canvas.write(
      text.fitted(to: columns.text.width - 1 - more.width) + more, in: region, row: row, column: columns.text.start,
      width: columns.text.width - 1, style: isSelected ? Style(.text, [.bold]) : .text)
    if let turns = columns.turns {
      canvas.write(
        EventText.turns(event), in: region, row: row, column: turns, width: Self.turnWidth, style: .dim)
    }
    if let market = columns.market {
      number(
        table.marketChanges[index], 1, Style(NumberText.role(table.marketChanges[index], 1)), right: market, &canvas,
        region, row)
    }
    for (name, right) in columns.names {
      let isCell = isSelected && glance.name(in: table) == name
      draw(table.cells[index][name], isSelected: isCell, right: right, columns.showsT, &canvas, region, row)
    }
  }

  private func draw(
    _ cell: EventTable.Cell, isSelected: Bool, right: Int, _ showsT: Bool, _ canvas: inout Canvas, _ region: Region,
    _ row: Int
  ) {
    guard let study = cell.value else {
      canvas.write("-", in: region, row: row, column: right - 1, width: 1, style: isSelected ? Style(.accent) : .dim)
      return
    }
    var style = EventText.style(study)
    if isSelected { style.traits.insert(.inverse) }
    if glance.isHeat {
      let sign: TerminalSafe = study.cumulative < 0 ? "-" : "+"
      canvas.write(sign, in: region, row: row, column: right - 4, width: 1, style: style)
      canvas.fill(
        canvas.glyphs.heat(EventText.heat(study)), in: region, row: row, column: right - 3, width: 3, style: style)
      if cell.holdsResults { canvas.write("r", in: region, row: row, column: right, width: 1, style: .dim) }
      return
    }
    number(100 * study.cumulative, 2, style, right: right, &canvas, region, row)
    canvas.write(EventText.flags(cell), in: region, row: row, column: right, width: 3, style: .dim)
    if showsT { number(study.t, 2, style, right: right + 8, signed: false, &canvas, region, row) }
  }

  private func number(
    _ value: Double?, _ decimals: Int, _ style: Style, right: Int, signed: Bool = true, _ canvas: inout Canvas,
    _ region: Region, _ row: Int
  ) {
    canvas.write(
      NumberText.fixed(value, decimals, signed: signed), in: region, row: row, column: right - 8, width: 8,
      style: value == nil ? .dim : style, alignment: .right)
  }

  // MARK: Below

  private func drawAverages(_ columns: Columns, _ canvas: inout Canvas, _ region: Region) {
    let what: TerminalSafe =
      switch glance.set {
      case .all: glance.averaged == 1 ? "1 event" : "all \(glance.averaged) events"
      case .cuts: "\(glance.averaged) tariff \(glance.averaged == 1 ? "cut" : "cuts")"
      case .raises: "\(glance.averaged) tariff \(glance.averaged == 1 ? "raise" : "raises")"
      case .marked: "\(glance.averaged) marked"
      }
    canvas.paneRule("Average of \(what)", in: region)
    if glance.set == .marked, glance.averaged == 0 {
      canvas.write("mark events with Space", in: region, row: 1, column: 4, style: .dim)
      return
    }
    let labels: [TerminalSafe] = ["mean CAR %", "t across events", "events"]
    for (row, label) in labels.enumerated() {
      canvas.write(label, in: region, row: row + 1, column: 4, width: columns.text.start + 9, style: .dim)
    }
    for (index, right) in columns.names {
      guard let average = glance.averages[index] else {
        canvas.write("-", in: region, row: 1, column: right - 1, width: 1, style: .dim)
        continue
      }
      let style = average.isWeak ? Style.dim : Style(NumberText.role(average.mean, 4), [.bold])
      number(100 * average.mean, glance.isHeat ? 1 : 2, style, right: right, &canvas, region, 1)
      number(average.t, glance.isHeat ? 1 : 2, style, right: right, signed: false, &canvas, region, 2)
      number(Double(average.count), 0, .dim, right: right - (glance.isHeat ? 0 : 3), signed: false, &canvas, region, 3)
      if average.isWeak, !glance.isHeat { canvas.write("~", in: region, row: 1, column: right, width: 1, style: .dim) }
    }
  }

  private func drawNotes(_ canvas: inout Canvas, _ region: Region) {
    guard region.rows > 0 else { return }
    canvas.write(reading(room: region.columns - 2), in: region, row: 0, column: 1, width: region.columns - 2)
    guard region.rows > 1 else { return }
    let scale: TerminalSafe = [0, 1, 2, 3].reduce("") { text, level in
      let block = TerminalSafe(String(Character(canvas.glyphs.heat(level))))
      return text + block + " \(["weak, |t| under 1.96", "5 %", "1 %", "0.1 %"][level])   "
    }
    let legend: TerminalSafe =
      (glance.isHeat ? scale : "~ weak, |t| under 1.96   p provisional close   ") + "r results in the window   "
      + "market model on \(table.settings.estimation) sessions to \(table.settings.gap) before"
    canvas.write(legend, in: region, row: 1, column: 1, width: region.columns - 2, style: .dim)
  }

  /// What stands behind the selected cell, as much of it as a line holds.
  private func reading(room: Int) -> TerminalSafe {
    guard let name = glance.name(in: table) else {
      let turns = EventText.turns(event)
      return "\(DateText.long(event.day))  \(event.text)" + (turns.isEmpty ? "" : ", " + turns)
    }
    let cell = table.cells[glance.order[glance.row]][name]
    let symbol: TerminalSafe = "\(table.names[name].symbol)"
    guard let study = cell.value else { return symbol + "  - \(cell.gap?.rawValue ?? "")" }
    let parts: [TerminalSafe] = [
      "CAR \(NumberText.fixed(100 * study.cumulative, 2, signed: true)) %",
      "t \(NumberText.fixed(study.t, 2))" + (study.isWeak ? " weak" : ""),
      "\(EventText.span(study.days, year: glance.year))" + (cell.holdsResults ? ", results" : ""),
      "beta \(NumberText.fixed(study.model.beta, 3))",
      "on \(study.model.observations) of \(EventText.span(study.estimation, year: glance.year))",
    ]
    return parts.reduce(symbol) { $0.width + 2 + $1.width <= room ? $0 + "  " + $1 : $0 }
  }
}

/// Words and styles for events and studies.
enum EventText {
  /// `US 145 to 30, CN 125 to 10`; empty where no headline changed.
  static func turns(_ event: MarketEvent) -> TerminalSafe {
    let texts = event.turns.map { turn in
      "\(turn.side.rawValue) \(NumberText.plain(turn.from)) to \(NumberText.plain(turn.to))" as TerminalSafe
    }
    return texts.reduce("") { $0.isEmpty ? $1 : $0 + ", " + $1 }
  }

  /// `9 May to 13 May`, or one date; a year that both share stands once.
  static func span(_ days: [Day], year: Int) -> TerminalSafe {
    guard let first = days.first, let last = days.last else { return "-" }
    return span(first...max(first, last), year: year)
  }

  static func span(_ days: ClosedRange<Day>, year: Int) -> TerminalSafe {
    let (first, last) = (days.lowerBound, days.upperBound)
    let end = DateText.short(last, year: year)
    guard first != last else { return end }
    let isShared = first.parts.year == last.parts.year
    return (isShared ? DateText.short(first) : DateText.short(first, year: year)) + " to " + end
  }

  /// Dim where weak; the stronger, the more it stands out. The sign is in the number.
  static func style(_ study: EventStudy) -> Style {
    study.isWeak ? .dim : Style(NumberText.role(study.cumulative, 4), [.bold])
  }

  /// Two-sided 5 %, 1 % and 0.1 %.
  static func heat(_ study: EventStudy) -> Int {
    let t = abs(study.t ?? 0)
    return [EventStudy.significance, 2.576, 3.291].filter { t >= $0 }.count
  }

  /// `~` weak, `r` results in the window, `p` provisional.
  static func flags(_ cell: EventTable.Cell) -> TerminalSafe {
    guard let study = cell.value else { return "" }
    var flags = study.isWeak ? "~" : " "
    if cell.holdsResults { flags += "r" }
    if study.isProvisional { flags += "p" }
    return TerminalSafe(flags)
  }
}
