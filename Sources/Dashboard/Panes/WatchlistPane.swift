import Analytics
import Canvas
import Market
import Wording

/// The names by sector: price, move, place in the year, and the sectors' means.
struct WatchlistPane {
  let reading: DeskReading
  let reference: String
  let since: Day
  let selected: Int
  let focused: Bool
  /// Names marked for the comparison.
  var marked: Set<String> = []

  /// Rows of the whole list with its rule.
  static func rows(of reading: DeskReading) -> Int {
    1 + max(1, reading.sectors.reduce(0) { $0 + 1 + $1.rows.count })
  }

  func draw(into canvas: inout Canvas, in region: Region) {
    guard !reading.sectors.isEmpty else {
      Table<QuoteLine>(columns(canvas.glyphs), rows: []).draw(
        "Watchlist", into: &canvas, in: region, focused: focused)
      canvas.write("no names: the watchlist is empty", in: region, row: 1, column: 3, style: .dim)
      return
    }
    var lines: [Table<QuoteLine>.Line] = []
    var selectedLine: Int?
    var index = 0
    for sector in reading.sectors {
      let holdsCursor = (index..<index + sector.rows.count).contains(selected)
      lines.append(.heading { draw(sector, holdsCursor: holdsCursor, $2, &$0, $1) })
      for row in sector.rows {
        if index == selected { selectedLine = lines.count }
        lines.append(.row(QuoteLine(sector: sector.name, quote: row, asOf: reading.asOf)))
        index += 1
      }
    }
    var table = Table(columns(canvas.glyphs), lines: lines, selected: selectedLine)
    (table.margins.lead, table.isCursorDim) = (2, !focused)
    table.draw("Watchlist", into: &canvas, in: region, focused: focused)
  }

  // MARK: Columns

  private func columns(_ glyphs: Glyphs) -> [Column<QuoteLine>] { names + prices(glyphs) + history }

  private var names: [Column<QuoteLine>] {
    [
      Column("mark", ColumnExtent(1, gap: 0)) { [marked] in
        marked.contains($0.quote.instrument.symbol) ? .text("+", Style(.accent)) : .empty
      },
      Column(QuoteColumns.symbol, ColumnExtent(7, gap: 0), mark: 1, leads: true) {
        .text("\($0.quote.instrument.symbol)")
      },
      Column(QuoteColumns.name, ColumnExtent(10...26, fair: 19, gap: 0, rank: 4)) {
        .text("\($0.quote.instrument.name)", .dim)
      },
      Column(QuoteColumns.currency, ColumnExtent(3, rank: 10)) { line in
        line.quote.currency.flatMap { $0 == "USD" ? nil : .text("\($0)", .dim) } ?? .empty
      },
    ]
  }

  private func prices(_ glyphs: Glyphs) -> [Column<QuoteLine>] {
    func number(
      _ record: QuoteColumns.Record, head: TerminalSafe? = nil, _ width: Int, rank: Int,
      _ cell: @escaping (QuoteRow) -> TableCell
    ) -> Column<QuoteLine> {
      Column(record, head: head, ColumnExtent(width, rank: rank), alignment: .right) {
        cell($0.quote)
      }
    }
    let date = DateText.short(since, year: reading.day.parts.year)
    return [
      Column(QuoteColumns.last, ColumnExtent(9, gap: 0), alignment: .right, mark: 1) {
        last($0.quote)
      },
      number(QuoteColumns.change, 8, rank: 7) { .number($0.change, 2) },
      number(QuoteColumns.changePercent, 6, rank: 1) { .number($0.changePercent, 2) },
      Column("direction", ColumnExtent(1, rank: 1)) { direction($0.quote, glyphs) },
      number(QuoteColumns.sigma, 6, rank: 8) { .number($0.sigma, 1, isDirected: false) },
      number(QuoteColumns.versus, head: "\(QuoteColumns.versus.name) \(reference)", 7, rank: 3) {
        quote in
        quote.instrument.symbol == reference ? .empty : .number(quote.versusReference, 2)
      },
      number(QuoteColumns.since, head: date, 7, rank: 9) { .number($0.sinceEvent, 1) },
    ]
  }

  private var history: [Column<QuoteLine>] {
    [
      Column(QuoteColumns.year, ColumnExtent(8...13, fair: 9, gap: 2, rank: 6)) { line in
        .plot {
          $0.range(position: line.quote.yearPosition, in: $1, row: 0, column: 0, width: $1.columns)
        }
      },
      Column(
        "spark", headOfWidth: { "\($0) days" }, ColumnExtent(7...20, fair: 10, gap: 2, rank: 5)
      ) { line in
        .plot {
          $0.sparkline(
            Array(line.quote.closes.suffix($1.columns)), in: $1, row: 0, column: 0,
            width: $1.columns)
        }
      },
      Column(QuoteColumns.time, ColumnExtent(6, rank: 2), alignment: .right) { asOf($0.quote) },
    ]
  }

  private func isDoubtful(_ quote: QuoteRow) -> Bool {
    quote.isStale || quote.flag == .stale || quote.flag == .doubtful
  }

  private func last(_ quote: QuoteRow) -> TableCell {
    let isMarked = quote.flag == .stale || quote.flag == .doubtful
    return .text(
      NumberText.price(quote.price), Style(isDoubtful(quote) ? .warning : .text),
      mark: "\(quote.flag?.rawValue ?? "")", Style(isMarked ? .warning : .dim))
  }

  private func direction(_ quote: QuoteRow, _ glyphs: Glyphs) -> TableCell {
    guard glyphs != .plain, let change = quote.changePercent, change != 0 else { return .empty }
    return .text(change > 0 ? glyphs.up : glyphs.down, Style(NumberText.role(change)))
  }

  private func asOf(_ quote: QuoteRow) -> TableCell {
    .text(time(quote), Style(isDoubtful(quote) || quote.clockAhead != nil ? .warning : .dim))
  }

  private func time(_ quote: QuoteRow) -> TerminalSafe {
    guard let time = quote.time else { return "-" }
    let day = Zone.newYork.day(of: time)
    if day == reading.day {
      return DateText.clock(time, .newYork) + (quote.clockAhead == nil ? "" : "?")
    }
    return DateText.narrow(quote.session ?? day, year: reading.day.parts.year)
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
        QuoteColumns.changePercent.id: .number(sector.meanChangePercent, 2),
        QuoteColumns.versus.id: .number(sector.meanVersusReference, 2),
        QuoteColumns.since.id: .number(sector.meanSinceEvent, 1),
      ]
      fit.draw(into: &canvas, in: line) { means[$0.id] }
    }
    let numbers = [
      QuoteColumns.change.id, "direction", QuoteColumns.sigma.id, QuoteColumns.versus.id,
      QuoteColumns.since.id,
    ]
    .compactMap { fit[$0]?.upperBound }.max()
    let start = fit[QuoteColumns.year.id]?.lowerBound ?? numbers.map { $0 + 2 } ?? line.columns
    let remark = remark(sector, room: line.columns - start - 1)
    guard remark.width <= line.columns - start - 1 else { return }
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
    guard changes.isEmpty, let state = states.first, let state, state.phase != .open else {
      return ""
    }
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
}

extension Pane {
  static let watchlist = Pane(
    "watchlist", rows: { $0.reading.nameCount }, height: { WatchlistPane.rows(of: $0.reading) },
    open: { row, moment in moment.reading.name(at: row).map { .instrument(symbol: $0.instrument.symbol) } }
  ) { view, canvas, region in
    let moment = view.moment
    WatchlistPane(
      reading: moment.reading, reference: moment.desk.watchlist.reference, since: moment.desk.watchlist.since,
      selected: view.cursor, focused: view.isFocused, marked: moment.marked
    ).draw(into: &canvas, in: region)
  }
}
