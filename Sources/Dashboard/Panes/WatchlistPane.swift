import Analytics
import Canvas
import Market
import Wording

/// The names by sector: price, move, place in the year, and the sectors' means.
struct WatchlistPane {
  let reading: DeskReading
  var clock = WallClock.newYork
  let reference: String
  let since: Day
  let names: NameList
  let view: WatchlistView
  let selected: Int
  let focused: Bool
  /// The first line in view; nil where the cursor decides.
  var first: Int?
  /// Names marked for the comparison.
  var marked: Set<String> = []
  /// Names that rang.
  var ringing: Set<String> = []

  /// Rows of the whole list with its rule, and with the sums of what is held.
  static func rows(of names: NameList) -> Int { 1 + max(1, names.lines.count) + (names.isHeld ? 1 : 0) }

  /// Lines of the list that a region shows.
  static func page(_ names: NameList, in region: Region) -> Int {
    region.rows - 1 - (showsGains(names, in: region) ? 1 : 0)
  }

  /// The sums give way to names.
  private static func showsGains(_ names: NameList, in region: Region) -> Bool { names.isHeld && region.rows >= 9 }

  func draw(into canvas: inout Canvas, in region: Region) {
    var list = region
    list.rows = 1 + WatchlistPane.page(names, in: region)
    table(canvas.glyphs, scale: scale(in: list, canvas.glyphs)).draw(title, into: &canvas, in: list, focused: focused)
    if names.lines.isEmpty {
      let text: TerminalSafe =
        view.filter == nil ? "no names: the watchlist is empty" : "no name is so: Esc shows all"
      canvas.write(text, in: region, row: 1, column: 3, style: .dim)
    }
    if WatchlistPane.showsGains(names, in: region) {
      drawGains(into: &canvas, in: region, row: min(list.rows, 1 + names.lines.count))
    }
  }

  /// Where the columns stand in a pane of a width.
  func fit(_ width: Int, _ glyphs: Glyphs) -> TableFit<QuoteLine> { table(glyphs).fit(width) }

  /// The scale of the pictures of closes that are in view, where there are any.
  private func scale(in list: Region, _ glyphs: Glyphs) -> Double {
    let table = table(glyphs)
    guard let days = table.fit(list.columns)[WatchlistView.spark.id]?.count else { return 1 }
    return WatchlistColumns.scale(
      of: table.visible(height: list.rows - 1).lazy.compactMap { names.lines[$0].quote(in: reading) }, days: days)
  }

  /// - Parameter scale: of the pictures of closes, in percent.
  private func table(_ glyphs: Glyphs, scale: Double = 1) -> Table<QuoteLine> {
    let places = names.places
    var table = Table<QuoteLine>(
      columns(glyphs, scale: scale), count: names.lines.count,
      selected: places.indices.contains(selected) ? places[selected] : nil, line: line, heading: names.heading)
    (table.margins.lead, table.isCursorDim) = (2, !focused)
    table.first = first
    table.sort = view.sort
    table.showsLetters = view.awaitsSort
    table.position = (selected + 1, view.filter == nil ? names.count : 0)
    return table
  }

  private var title: TerminalSafe {
    guard let filter = view.filter else { return "Watchlist" }
    return "Watchlist  /\(filter.text) \(names.count) of \(names.total)"
  }

  private func line(_ index: Int) -> Table<QuoteLine>.Line {
    let line = names.lines[index]
    if let row = names.quoteLine(line, in: reading) { return .row(row) }
    let sector = reading.sectors[line.sector]
    let holdsCursor =
      names.places.indices.contains(selected) && names.lines[names.places[selected]].sector == line.sector
    return .heading { draw(sector, holdsCursor: holdsCursor, $2, &$0, $1) }
  }

  /// What is held has gained, by currency: sums of two are none.
  private func drawGains(into canvas: inout Canvas, in region: Region, row: Int) {
    var column = 1
    func write(_ text: TerminalSafe, _ style: Style) {
      canvas.write(text, in: region, row: row, column: column, width: region.columns - column - 1, style: style)
      column += text.width + 1
    }
    write("P&L", Style(.heading))
    for sum in names.gains(in: reading) {
      write(" \(sum.currency)", .dim)
      write(NumberText.money(sum.gain, signed: true), Style(NumberText.role(sum.gain)))
      write("day", .dim)
      write(NumberText.money(sum.day, signed: true), Style(NumberText.role(sum.day)))
    }
  }

  private func columns(_ glyphs: Glyphs, scale: Double) -> [Column<QuoteLine>] {
    WatchlistColumns(
      reading: reading, clock: clock, reference: reference, since: since, symbolWidth: names.symbolWidth,
      outside: names.outside, marked: marked, ringing: ringing, glyphs: glyphs, scale: scale
    ).columns(view.columns ?? WatchlistView.usual(hasExtended: !names.outside.isEmpty, hasLots: names.isHeld))
  }

  // MARK: Sectors

  private func draw(
    _ sector: SectorRows, holdsCursor: Bool, _ fit: TableFit<QuoteLine>, _ canvas: inout Canvas,
    _ line: Region
  ) {
    var title: TerminalSafe = "\(sector.name)"
    if fit[QuoteColumns.currency.id] == nil, let currency = commonForeignCurrency(sector) {
      title = title + " \(currency)"
    }
    let room = (fit[QuoteColumns.last.id]?.upperBound ?? line.columns) - 3
    canvas.write(
      title, in: line, row: 0, column: 1, width: room,
      style: Style(.heading, holdsCursor ? [.bold] : []))
    if sector.rows.count > 1 {
      let means: [String: TableCell] = [
        QuoteColumns.changePercent.id: .number(sector.meanChangePercent?.value, 2),
        QuoteColumns.versus.id: .number(sector.meanVersusReference?.value, 2),
        QuoteColumns.since.id: .number(sector.meanSinceEvent?.value, 1),
      ]
      fit.draw(into: &canvas, in: line) { means[$0.id] }
    }
    let numbers = [
      QuoteColumns.change.id, "direction", QuoteColumns.sigma.id, QuoteColumns.versus.id,
      QuoteColumns.since.id,
    ]
    .compactMap { fit[$0]?.upperBound }.max()
    let start = fit[QuoteColumns.year.id]?.lowerBound ?? numbers.map { $0 + 2 } ?? line.columns
    let remark = sector.remark(asOf: reading.asOf, clock, usual: reference, room: line.columns - start - 1)
    canvas.write(remark, in: line, row: 0, column: start, style: .dim)
  }

  private func commonForeignCurrency(_ sector: SectorRows) -> String? {
    let currencies = Set(sector.rows.map { $0.currency ?? "" })
    guard currencies.count == 1, let currency = currencies.first, !currency.isEmpty,
      currency != "USD"
    else {
      return nil
    }
    return currency
  }
}

extension WatchlistPane {
  init(_ content: PaneContent, selected: Int, focused: Bool, first: Int?) {
    let moment = content.moment
    self.init(
      reading: moment.reading, clock: moment.clock, reference: moment.desk.watchlist.reference,
      since: moment.desk.watchlist.since,
      names: content.names, view: content.view, selected: selected, focused: focused, first: first,
      marked: moment.marked, ringing: moment.ringingNames)
  }
}

extension Pane {
  static let watchlist = Pane(
    "watchlist", rows: { $0.names.count }, page: { WatchlistPane.page($0.names, in: $1) },
    height: { WatchlistPane.rows(of: $0.names) },
    open: { row, content in
      content.names.row(at: row, in: content.reading).map { .instrument(symbol: $0.instrument.symbol) }
    }
  ) { view, canvas, region in
    WatchlistPane(view.content, selected: view.cursor, focused: view.isFocused, first: view.first)
      .draw(into: &canvas, in: region)
  }
}
