import Analytics
import Canvas
import Market
import Wording

/// The columns of the watchlist as the screen shows them.
struct WatchlistColumns {
  typealias Made = Column<QuoteLine>

  let reading: DeskReading
  let clock: WallClock
  let reference: String
  let since: Day
  /// Of the widest symbol.
  let symbolWidth: Int
  /// The sessions outside the regular one of which names have prices.
  let outside: Set<Quote.Session>
  /// Names marked for the comparison.
  let marked: Set<String>
  /// Names that rang.
  let ringing: Set<String>
  let glyphs: Glyphs
  /// Percent that fill the pictures of closes: one scale for all, so that they compare.
  let scale: Double

  /// The last closes in percent of the last one.
  private static func moves(of quote: QuoteRow, days: Int) -> [Double] {
    guard let last = quote.closes.last, last > 0 else { return [] }
    return quote.closes.suffix(days).map { ($0 / last - 1) * 100 }
  }

  /// What holds the moves of some names, a whole percent, at least one.
  static func scale(of quotes: some Sequence<QuoteRow>, days: Int) -> Double {
    quotes.reduce(1) { most, quote in moves(of: quote, days: days).reduce(most) { max($0, abs($1)) } }.rounded(.up)
  }

  /// Mark and symbol, then columns by their ids; an id that there is not is passed over.
  func columns(_ ids: [String]) -> [Made] {
    [
      Made("mark", ColumnExtent(1, gap: 0)) { [marked, ringing, glyphs] line in
        let symbol = line.quote.instrument.symbol
        if ringing.contains(symbol) { return .text(glyphs.alertMark, Style(.warning)) }
        return marked.contains(symbol) ? .text("+", Style(.accent)) : .empty
      },
      Made(
        QuoteColumns.symbol, ColumnExtent(1 + min(24, max(6, symbolWidth)), gap: 0, gives: true), mark: 1, leads: true
      ) {
        .text(
          "\($0.quote.instrument.symbol)", mark: $0.quote.results == nil ? "" : "*", Style(.accent))
      },
    ] + ids.flatMap { prices($0) ?? history($0) ?? session($0) ?? holdings($0) ?? [] }
  }

  // MARK: By what they are of

  private func prices(_ id: String) -> [Made]? {
    switch id {
    case QuoteColumns.name.id:
      [
        Made(QuoteColumns.name, ColumnExtent(10...26, fair: 17, gap: 0, rank: 4)) {
          .text("\($0.quote.instrument.name)", .dim)
        }
      ]
    case QuoteColumns.currency.id:
      [
        Made(QuoteColumns.currency, head: "", ColumnExtent(3, rank: 10)) { line in
          line.quote.currency.flatMap { $0 == "USD" ? nil : .text("\($0)", .dim) } ?? .empty
        }
      ]
    case QuoteColumns.last.id:
      [Made(QuoteColumns.last, ColumnExtent(9), alignment: .right, mark: 1) { last($0.quote) }]
    case QuoteColumns.change.id: [number(QuoteColumns.change, 8, rank: 11) { .number($0.change, 2) }]
    case QuoteColumns.changePercent.id:
      [
        number(QuoteColumns.changePercent, 6, rank: 1) { .number($0.changePercent, 2) },
        Made("direction", ColumnExtent(1, rank: 1)) { direction($0.quote) },
      ]
    case QuoteColumns.sigma.id: [number(QuoteColumns.sigma, 6, rank: 7) { .number($0.sigma, 1, isDirected: false) }]
    case QuoteColumns.versus.id:
      [
        number(QuoteColumns.versus, head: versusHead, 7, rank: 3) { quote in
          quote.instrument.symbol == reference ? .empty : .number(quote.versusReference, 2)
        }
      ]
    case QuoteColumns.since.id:
      [
        number(QuoteColumns.since, head: DateText.compact(since, year: reading.day.parts.year), 7, rank: 8) {
          .number($0.sinceEvent, 1)
        }
      ]
    case QuoteColumns.time.id: [Made(QuoteColumns.time, ColumnExtent(6, rank: 2), alignment: .right) { asOf($0.quote) }]
    default: nil
    }
  }

  private func history(_ id: String) -> [Made]? {
    switch id {
    case QuoteColumns.year.id: [range(QuoteColumns.year, rank: 5, \.yearPosition)]
    case QuoteColumns.dayRange.id: [range(QuoteColumns.dayRange, rank: WatchlistColumns.chosen, \.dayPosition)]
    case WatchlistView.spark.id:
      [
        Made(
          WatchlistView.spark.id, headOfWidth: { "\($0)d ±\(NumberText.fixed(scale, 0))%" },
          ColumnExtent(8...20, fair: 10, gap: 2, rank: 9)
        ) { line in
          .plot {
            $0.sparkline(
              Self.moves(of: line.quote, days: $1.columns), in: $1, row: 0, column: 0, width: $1.columns,
              range: -scale...scale)
          }
        }
      ]
    case QuoteColumns.target.id:
      [
        Made(QuoteColumns.target, ColumnExtent(8, rank: WatchlistColumns.chosen), alignment: .right) {
          .number($0.target, 2, signed: false)
        }
      ]
    case QuoteColumns.beta.id:
      [
        Made(QuoteColumns.beta, ColumnExtent(6, rank: WatchlistColumns.chosen), alignment: .right) {
          .number($0.beta, 2, signed: false)
        }
      ]
    default: nil
    }
  }

  private func session(_ id: String) -> [Made]? {
    switch id {
    case QuoteColumns.open.id: [price(QuoteColumns.open, \.open)]
    case QuoteColumns.high.id: [price(QuoteColumns.high, \.high)]
    case QuoteColumns.low.id: [price(QuoteColumns.low, \.low)]
    case QuoteColumns.previousClose.id: [price(QuoteColumns.previousClose, \.previousClose)]
    case QuoteColumns.bid.id: [price(QuoteColumns.bid, \.bid)]
    case QuoteColumns.ask.id: [price(QuoteColumns.ask, \.ask)]
    case QuoteColumns.volume.id:
      [
        number(QuoteColumns.volume, 8, rank: WatchlistColumns.chosen) {
          .text(NumberText.volume($0.volume), style($0.volume))
        }
      ]
    case QuoteColumns.relativeVolume.id:
      [
        number(QuoteColumns.relativeVolume, 7, rank: WatchlistColumns.chosen) {
          .number($0.relativeVolume, 2, signed: false)
        }
      ]
    case QuoteColumns.spread.id:
      [number(QuoteColumns.spread, 7, rank: WatchlistColumns.chosen) { .number($0.spread, 1, signed: false) }]
    case QuoteColumns.extended.id: extended
    case QuoteColumns.session.id:
      [
        Made(QuoteColumns.session, ColumnExtent(7, rank: WatchlistColumns.chosen)) {
          .text("\($0.quote.venueState?.phase.word ?? "-")", .dim)
        }
      ]
    case QuoteColumns.age.id:
      [
        Made(QuoteColumns.age, ColumnExtent(6, rank: WatchlistColumns.chosen), alignment: .right) { line in
          .text(line.quote.time.map { DateText.age($0.seconds(to: line.asOf)) } ?? "-", .dim)
        }
      ]
    case QuoteColumns.file.id:
      [
        Made(QuoteColumns.file, ColumnExtent(8...24, fair: 14, rank: WatchlistColumns.chosen)) {
          .text("\($0.quote.origin?.description ?? "-")", .dim)
        }
      ]
    default: nil
    }
  }

  private func holdings(_ id: String) -> [Made]? {
    func money(
      _ record: QuoteColumns.Record, signed: Bool = true, rank: Int = WatchlistColumns.chosen,
      _ value: @escaping ([Holding]) -> Double?
    ) -> Made {
      Made(record, ColumnExtent(10, rank: rank), alignment: .right) { line in
        let holdings = line.holdings
        guard !holdings.isEmpty else { return .empty }
        let money = value(holdings)
        return .text(NumberText.money(money, signed: signed), signed ? Style(NumberText.role(money)) : style(money))
      }
    }
    return switch id {
    case QuoteColumns.lots.id:
      [
        Made(QuoteColumns.lots, ColumnExtent(8, rank: WatchlistColumns.chosen), alignment: .right) { line in
          line.holdings.quantity.map { .text(NumberText.quantity($0)) } ?? .empty
        }
      ]
    case QuoteColumns.value.id: [money(QuoteColumns.value, signed: false) { $0.value }]
    case QuoteColumns.dayGain.id: [money(QuoteColumns.dayGain, rank: 6) { $0.dayGain }]
    case QuoteColumns.gain.id: [money(QuoteColumns.gain) { $0.gain }]
    case QuoteColumns.gainPercent.id:
      [
        Made(QuoteColumns.gainPercent, ColumnExtent(7, rank: WatchlistColumns.chosen), alignment: .right) { line in
          guard !line.holdings.isEmpty, case .number(let percent) = QuoteColumns.gainPercent.value(line) else {
            return .empty
          }
          return .number(percent, 1)
        }
      ]
    default: nil
    }
  }

  /// The reference, where all sectors have the same; others are named over their sector.
  private var versusHead: TerminalSafe {
    let isOne = reading.sectors.allSatisfy { $0.reference == reference }
    return TerminalSafe(QuoteColumns.versus.name) + (isOne ? " \(reference)" : "")
  }

  // MARK: By how they look

  /// The rank of columns that only a trader who asked for them has: they stand before names and charts.
  private static let chosen = 3

  private func number(
    _ record: QuoteColumns.Record, head: TerminalSafe? = nil, _ width: Int, rank: Int,
    _ cell: @escaping (QuoteRow) -> TableCell
  ) -> Made {
    Made(record, head: head, ColumnExtent(width, rank: rank), alignment: .right) { line in
      var cell = cell(line.quote)
      if line.quote.isStale { cell.style = .dim }
      return cell
    }
  }

  private func price(_ record: QuoteColumns.Record, _ value: @escaping (QuoteRow) -> Double?) -> Made {
    let head: TerminalSafe? = record.id == QuoteColumns.previousClose.id ? "Prev" : nil
    return number(record, head: head, 9, rank: WatchlistColumns.chosen) {
      .text(NumberText.price(value($0)), style(value($0)))
    }
  }

  private func range(_ record: QuoteColumns.Record, rank: Int, _ position: @escaping (QuoteRow) -> Double?) -> Made {
    let head = TerminalSafe(record.head)
    var column = Made(
      record.id, headOfWidth: { $0 < head.width ? TerminalSafe(record.id) : head },
      ColumnExtent(5...13, fair: 9, gap: 2, rank: rank), order: { record.value($0) }
    ) { line in
      .plot { $0.range(position: position(line.quote), in: $1, row: 0, column: 0, width: $1.columns) }
    }
    column.letter = record.letter
    return column
  }

  /// Percent from the close; before it, as far as there is room, the price, then its session. Its time is the first to go.
  private var extended: [Made] {
    // As wide as session, price and percent.
    let wide = 18
    let word = outside.count == 1 ? outside.first?.shortWord ?? "ext" : "ext"
    let time = Made("ext-time", ColumnExtent(6, rank: 5), alignment: .right) { line in
      line.quote.extended.map { .text(moment($0.time), .dim) } ?? .empty
    }
    let change = Made(
      QuoteColumns.extended, headOfWidth: { $0 < wide ? word : "out of hours" },
      ColumnExtent(7...19, fair: wide, rank: WatchlistColumns.chosen), alignment: .right
    ) { line in
      guard let extended = line.quote.extended else { return .empty }
      let percent = line.quote.extendedPercent
      let text = NumberText.fixed(percent, 2, signed: true)
      let style = Style(percent == nil || line.quote.isStale ? .dim : NumberText.role(percent))
      let (session, price) = (TerminalSafe(extended.session.rawValue), NumberText.price(extended.price))
      let before = ["\(session) \(price)", price]
      return .plot { canvas, region in
        canvas.write(text, in: region, row: 0, style: style, alignment: .right)
        // Decimals stand on one x, whatever the percent.
        let room = region.columns - 7
        guard let before = before.first(where: { $0.width <= room }) else { return }
        canvas.write(before, in: region, row: 0, width: room, style: .dim, alignment: .right)
      }
    }
    return [time, change]
  }

  /// The clock, another day's date.
  private func moment(_ time: Instant) -> TerminalSafe {
    let day = clock.day(of: time)
    return day == clock.day(of: reading.asOf)
      ? clock.time(of: time) : DateText.narrow(day, year: reading.day.parts.year)
  }

  private func style(_ value: Double?) -> Style { value == nil ? .dim : .text }

  private func isDoubtful(_ quote: QuoteRow) -> Bool { quote.isStale || quote.flag == .doubtful }

  private func last(_ quote: QuoteRow) -> TableCell {
    let style: Style = quote.flag == .doubtful ? Style(.warning) : quote.isStale ? .dim : .text
    return .text(
      NumberText.price(quote.price), style, mark: "\(quote.flag?.rawValue ?? "")",
      isDoubtful(quote) ? Style(.warning) : .dim)
  }

  private func direction(_ quote: QuoteRow) -> TableCell {
    guard let change = quote.changePercent, change != 0 else { return .empty }
    return .text(change > 0 ? glyphs.up : glyphs.down, quote.isStale ? .dim : Style(NumberText.role(change)))
  }

  private func asOf(_ quote: QuoteRow) -> TableCell {
    .text(time(quote), Style(isDoubtful(quote) || quote.clockAhead != nil ? .warning : .dim))
  }

  private func time(_ quote: QuoteRow) -> TerminalSafe {
    guard let time = quote.time else { return "-" }
    let day = clock.day(of: time)
    if day == clock.day(of: reading.asOf) {
      return clock.time(of: time) + (quote.clockAhead == nil ? "" : "?")
    }
    return DateText.narrow(quote.session ?? day, year: reading.day.parts.year)
  }
}
