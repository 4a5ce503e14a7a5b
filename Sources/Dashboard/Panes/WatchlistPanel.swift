import Analytics
import Canvas
import Market
import Wording

/// The names by sector: price, move, place in the year, and the sectors' means.
struct WatchlistPanel {
  let reading: DeskReading
  let reference: String
  let since: Day
  let selected: Int
  let focused: Bool
  /// Names marked for the comparison.
  var marked: Set<String> = []

  private enum Column: Hashable {
    case changePercent, asOf, versus, name, spark, year, change, sigma, since, currency
  }

  /// Rows of the whole list with its rule.
  static func rows(of reading: DeskReading) -> Int {
    1 + max(1, reading.sectors.reduce(0) { $0 + 1 + $1.rows.count })
  }

  /// A line of the list: a sector's heading, or one of its names.
  private struct Line {
    let sector: Int
    let row: Int?
  }

  func draw(into canvas: inout Canvas, in region: Region) {
    let columns = Columns(fitting: region.columns)
    canvas.paneRule("Watchlist", in: region, focused: focused, heads: heads(columns))
    var lines: [Line] = []
    var selectedLine = 0
    var headingLine = 0
    var index = 0
    for (sector, rows) in reading.sectors.enumerated() {
      let heading = lines.count
      lines.append(Line(sector: sector, row: nil))
      for row in rows.rows.indices {
        if index == selected { (selectedLine, headingLine) = (lines.count, heading) }
        lines.append(Line(sector: sector, row: row))
        index += 1
      }
    }
    guard !lines.isEmpty else {
      canvas.write("no names: the watchlist is empty", in: region, row: 1, column: 3, style: .dim)
      return
    }
    let height = region.rows - 1
    var first = firstVisible(selected: selectedLine, count: lines.count, height: height)
    if headingLine < first, selectedLine - headingLine < height { first = headingLine }
    for (offset, line) in lines.dropFirst(first).prefix(height).enumerated() {
      let sector = reading.sectors[line.sector]
      if let row = line.row {
        draw(sector.rows[row], first + offset == selectedLine, columns, &canvas, region, offset + 1)
      } else {
        draw(sector, holdsCursor: first + offset == headingLine, columns, &canvas, region, offset + 1)
      }
    }
  }

  private func heads(_ columns: Columns) -> [(TerminalSafe, Int)] {
    var heads: [(TerminalSafe, Int)] = [("Last", columns.last)]
    func add(_ column: Column, _ text: TerminalSafe) {
      if let right = columns.right[column] { heads.append((text, right)) }
    }
    add(.change, "Chg")
    if let right = columns.right[.changePercent] { heads.append(("Chg %", right - 2)) }
    add(.sigma, "sigma")
    add(.versus, "vs \(reference)")
    add(.since, DateText.short(since, year: reading.day.parts.year))
    if let right = columns.right[.year] { heads.append(("52 weeks", right - columns.year + 8)) }
    if let right = columns.right[.spark] {
      heads.append(("\(columns.spark) days", right - columns.spark + 5 + (columns.spark > 9 ? 2 : 1)))
    }
    add(.asOf, "As of")
    return heads
  }

  private func draw(
    _ sector: SectorRows, holdsCursor: Bool, _ columns: Columns, _ canvas: inout Canvas, _ region: Region, _ row: Int
  ) {
    var title: TerminalSafe = "\(sector.name)"
    if columns.right[.currency] == nil, let currency = commonForeignCurrency(sector) { title = title + " \(currency)" }
    canvas.write(
      title, in: region, row: row, column: 1, width: columns.last - 2,
      style: Style(.heading, holdsCursor ? [.bold] : []))
    let showsMeans = sector.rows.count > 1
    if showsMeans {
      write(sector.meanChangePercent, 2, .changePercent, columns, &canvas, region, row, inset: 2)
      write(sector.meanVersusReference, 2, .versus, columns, &canvas, region, row)
      write(sector.meanSinceEvent, 1, .since, columns, &canvas, region, row)
    }
    let start = columns.remark
    guard start < region.columns else { return }
    let room = region.columns - start - 1
    let remark = remark(sector, room: room)
    guard remark.width <= room else { return }
    canvas.write(remark, in: region, row: row, column: start, width: room, style: .dim)
  }

  private func commonForeignCurrency(_ sector: SectorRows) -> String? {
    let currencies = Set(sector.rows.map { $0.currency ?? "" })
    guard currencies.count == 1, let currency = currencies.first, !currency.isEmpty, currency != "USD" else {
      return nil
    }
    return currency
  }

  private func remark(_ sector: SectorRows, room: Int) -> TerminalSafe {
    let changes = sector.rows.compactMap(\.changePercent)
    if sector.rows.count > 1, !changes.isEmpty {
      var text: TerminalSafe = "mean of \(changes.count)"
      if changes.count < sector.rows.count { text = text + " of \(sector.rows.count)" }
      let all: TerminalSafe = changes.count == 2 ? "both" : "all"
      if changes.allSatisfy({ $0 < 0 }) { text = text + ", \(all) down" }
      if changes.allSatisfy({ $0 > 0 }) { text = text + ", \(all) up" }
      return text
    }
    let states = sector.rows.map(\.venueState)
    guard changes.isEmpty, let state = states.first, let state, state.phase != .open else { return "" }
    switch state.phase {
    case .unknown: return "calendar unknown"
    case .lunch: return "lunch break"
    default:
      guard let opening = state.nextOpening else { return "shut" }
      let day = Zone.newYork.day(of: opening)
      let date: TerminalSafe = day == reading.day ? "" : " \(DateText.short(day))"
      let text: TerminalSafe = "shut, opens\(date) \(DateText.clock(opening, .newYork))"
      return room >= text.width + 9 ? text + " New York" : text
    }
  }

  private func draw(
    _ quote: QuoteRow, _ isSelected: Bool, _ columns: Columns, _ canvas: inout Canvas, _ region: Region, _ row: Int
  ) {
    if isSelected { canvas.cursor(in: region, row: row, focused: focused) }
    if marked.contains(quote.instrument.symbol) {
      canvas.write("+", in: region, row: row, column: 2, width: 1, style: Style(.accent))
    }
    canvas.write(
      "\(quote.instrument.symbol)", in: region, row: row, column: 3, width: Columns.symbol - 1,
      style: Style(.text, isSelected ? [.bold] : []))
    if let right = columns.right[.name] {
      canvas.write(
        "\(quote.instrument.name)", in: region, row: row, column: right - columns.name, width: columns.name, style: .dim
      )
    }
    if let right = columns.right[.currency], let currency = quote.currency, currency != "USD" {
      canvas.write("\(currency)", in: region, row: row, column: right - 3, width: 3, style: .dim)
    }
    let stale = quote.isStale || quote.flag == .stale || quote.flag == .doubtful
    canvas.write(
      NumberText.price(quote.price), in: region, row: row, column: columns.last - 9, width: 9,
      style: Style(stale ? .warning : .text), alignment: .right)
    if let flag = quote.flag {
      canvas.write(
        "\(flag.rawValue)", in: region, row: row, column: columns.last, width: 1,
        style: Style(flag == .stale || flag == .doubtful ? .warning : .dim))
    }
    write(quote.change, 2, .change, columns, &canvas, region, row)
    if let right = columns.right[.changePercent] {
      write(quote.changePercent, 2, .changePercent, columns, &canvas, region, row, inset: 2)
      if let change = quote.changePercent, change != 0 {
        canvas.write(
          change > 0 ? canvas.glyphs.up : canvas.glyphs.down, in: region, row: row, column: right - 1, width: 1,
          style: Style(NumberText.role(change)))
      }
    }
    write(quote.sigma, 1, .sigma, columns, &canvas, region, row, colored: false)
    if quote.instrument.symbol != reference {
      write(quote.versusReference, 2, .versus, columns, &canvas, region, row)
    }
    write(quote.sinceEvent, 1, .since, columns, &canvas, region, row)
    if let right = columns.right[.year] {
      canvas.range(
        position: quote.yearPosition, in: region, row: row, column: right - columns.year, width: columns.year)
    }
    if let right = columns.right[.spark] {
      canvas.sparkline(
        quote.closes.suffix(columns.spark).map { $0 }, in: region, row: row, column: right - columns.spark,
        width: columns.spark)
    }
    if let right = columns.right[.asOf] {
      canvas.write(
        asOf(quote), in: region, row: row, column: right - 6, width: 6,
        style: Style(stale || quote.clockAhead != nil ? .warning : .dim), alignment: .right)
    }
  }

  private func asOf(_ quote: QuoteRow) -> TerminalSafe {
    guard let time = quote.time else { return "-" }
    let day = Zone.newYork.day(of: time)
    if day == reading.day { return DateText.clock(time, .newYork) + (quote.clockAhead == nil ? "" : "?") }
    return DateText.narrow(quote.session ?? day, year: reading.day.parts.year)
  }

  private func write(
    _ value: Double?, _ decimals: Int, _ column: Column, _ columns: Columns, _ canvas: inout Canvas, _ region: Region,
    _ row: Int, inset: Int = 0, colored: Bool = true
  ) {
    guard let right = columns.right[column] else { return }
    let role: Role = value == nil ? .dim : colored ? NumberText.role(value, decimals) : .text
    canvas.write(
      NumberText.fixed(value, decimals, signed: true), in: region, row: row, column: right - inset - 8, width: 8,
      style: Style(role), alignment: .right)
  }

  /// Which columns there is room for, and where each ends (exclusive).
  private struct Columns {
    static let symbol = 7

    private(set) var right: [Column: Int] = [:]
    private(set) var last = 0
    private(set) var name = 0
    private(set) var spark = 7
    private(set) var year = 8
    /// Where a sector's remark begins.
    private(set) var remark = 0

    init(fitting columns: Int) {
      let wanted: [(column: Column, width: Int)] = [
        (.changePercent, 9), (.asOf, 7), (.versus, 8), (.name, 10), (.spark, 9), (.year, 10), (.change, 9),
        (.sigma, 7), (.since, 8), (.currency, 4),
      ]
      var chosen: Set<Column> = []
      var free = columns - 1 - (3 + Columns.symbol + 8 + 1)
      for (column, width) in wanted {
        guard width <= free else { break }
        chosen.insert(column)
        free -= width
      }
      name = chosen.contains(.name) ? 10 : 0
      func grow(_ value: inout Int, to limit: Int, if column: Column) {
        guard chosen.contains(column) else { return }
        let more = min(max(0, limit - value), free)
        value += more
        free -= more
      }
      grow(&name, to: 19, if: .name)
      grow(&spark, to: 10, if: .spark)
      grow(&year, to: 9, if: .year)
      grow(&name, to: 26, if: .name)
      grow(&spark, to: 20, if: .spark)
      grow(&year, to: 13, if: .year)
      var edge = 3 + Columns.symbol
      if chosen.contains(.name) {
        edge += name
        right[.name] = edge
      }
      if chosen.contains(.currency) {
        edge += 4
        right[.currency] = edge
      }
      edge += 8
      last = edge
      edge += 1
      for (column, width) in [
        (Column.change, 9), (.changePercent, 9), (.sigma, 7), (.versus, 8), (.since, 8), (.year, year + 2),
        (.spark, spark + 2), (.asOf, 7),
      ] where chosen.contains(column) {
        edge += width
        right[column] = edge
        if column == .year { remark = edge - year }
        if right[.year] == nil, column != .spark, column != .asOf { remark = edge + 2 }
      }
    }
  }
}
