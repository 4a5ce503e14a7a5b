import Market

/// Everything known of one name at a moment: its prices, the measures made of them, and where each comes from.
package struct InstrumentReading: Hashable, Sendable {
  /// One value with its unit, the time it is of, and its place. Missing values stay, as nil.
  package struct Value: Hashable, Sendable {
    /// Raw values are the names that scripts see.
    package enum Name: String, Sendable {
      case price, change
      case changePercent
      case previousClose
      case open, high, low, volume
      /// Mean of the 20 sessions before; nil unless all of them have a volume.
      case averageVolume = "averageVolume20"
      /// Volume in percent of that mean.
      case volumeRatio
      /// Of the quote where it brings them, else of the last 252 adjusted closes.
      case yearLow
      case yearHigh
      case yearPosition
      case sigma
      case versusReference
      case sinceEvent
      case extended = "extendedPrice"
      /// From the close of the last session.
      case extendedPercent
      case simple20 = "sma20"
      case simple50 = "sma50"
      case exponential20 = "ema20"
      case strength = "rsi14"
      case volatility = "volatility20"
      case lowestClose = "lowestClose252"
      case highestClose = "highestClose252"
      case closePosition = "closePosition252"
      case drawdown
      case deepestDrawdown = "deepestDrawdown252"
    }

    package enum Unit: Hashable, Sendable {
      /// Nil where it is not known.
      case currency(String?)
      case percent
      case percentAYear
      /// Of percent.
      case points
      case shares
      /// Standard deviations.
      case deviations
      /// A scale from 0 to 100.
      case ofHundred
    }

    package let name: Name
    package let value: Double?
    package let unit: Unit
    package let time: Instant?
    package let origin: Origin?
  }

  /// The same company elsewhere, in its own currency.
  package struct OtherListing: Hashable, Sendable {
    package let listing: Instrument.Listing
    /// Its own row; the price is nil where nothing is known.
    package let row: QuoteRow
    /// Price over the shares that one unit stands for, in its own currency; nil for plain shares and a doubtful price.
    package var pricePerShare: Double? {
      guard let price = row.price, row.doubt == nil, let ratio = listing.ratio, ratio > 0 else { return nil }
      return price / ratio
    }
  }

  package let row: QuoteRow
  package let sector: String
  /// What ``QuoteRow/versusReference`` compares with.
  package let reference: String
  package let series: PriceSeries
  /// Prices and what the day made of them.
  package let facts: [Value]
  /// Measures of the adjusted closes, those of ``TechnicalMeasures``.
  package let technical: [Value]
  package let sensitivities: [Sensitivity]
  /// Lots opened by the moment's date.
  package let holdings: [Holding]
  package let otherListings: [OtherListing]
  /// Why prices that files tell of it are not used, or in what unit they may be, with their places.
  package let notes: [String]

  /// The name of a symbol or alias as it reads at a moment; nil when the reading has no such row.
  package init?(named symbol: String, reading: DeskReading, desk: Desk) {
    guard
      let sector = reading.sectors.first(where: { $0.rows.contains { $0.instrument.isNamed(symbol) } }),
      let row = sector.rows.first(where: { $0.instrument.isNamed(symbol) })
    else { return nil }
    let instrument = row.instrument
    let known = KnownPrices(instrument, desk: desk, asOf: reading.asOf, barsWithinDays: true)
    self.row = row
    self.sector = sector.name
    reference = sector.reference
    series = PriceSeries(known, showing: row)
    facts = Self.facts(row, known, series)
    technical = Self.technical(row, known, series)
    sensitivities = Sensitivity.sensitivities(of: instrument, desk: desk, asOf: reading.asOf)
    notes = (instrument.symbols + instrument.listings.map(\.symbol)).flatMap { desk.priceNotes[$0] ?? [] }
    holdings = row.holdings(on: reading.day)
    otherListings = instrument.listings.map { listing in
      let other = Instrument(
        symbol: listing.symbol, venue: listing.venue, unknownExchange: listing.unknownExchange,
        currency: listing.currency)
      return OtherListing(listing: listing, row: QuoteRow(other, desk: desk, asOf: reading.asOf))
    }
  }

  private static func facts(_ row: QuoteRow, _ known: KnownPrices, _ series: PriceSeries) -> [Value] {
    let currency = Value.Unit.currency(row.currency)
    func own(_ name: Value.Name, _ value: Double?, _ unit: Value.Unit) -> Value {
      Value(name: name, value: value, unit: unit, time: row.time, origin: value == nil ? nil : row.origin)
    }
    let isQuoted = known.quote != nil && known.quote?.origin == row.origin
    let bar = series.bars.last.flatMap { $0.day == row.session && series.doubts[$0.day] == nil ? $0 : nil }
    /// The row's value, else that of the session's bar.
    func ofSession(_ name: Value.Name, _ value: Double?, _ other: Double?, _ unit: Value.Unit) -> Value {
      guard value == nil, let other, let bar, let file = series.file else { return own(name, value, unit) }
      return Value(
        name: name, value: other, unit: unit, time: row.time, origin: Origin(file: file, line: Int(bar.line)))
    }
    var facts = [
      own(.price, row.price, currency), own(.change, row.change, currency),
      own(.changePercent, row.changePercent, .percent), previousClose(row, known, isQuoted: isQuoted, currency),
      ofSession(.open, row.open, bar?.open, currency), ofSession(.high, row.high, bar?.high, currency),
      ofSession(.low, row.low, bar?.low, currency), ofSession(.volume, row.volume, bar?.volume, .shares),
      own(.averageVolume, row.averageVolume, .shares),
      own(.volumeRatio, row.relativeVolume.map { 100 * $0 }, .percent),
    ]
    if isQuoted, known.quote?.yearLow != nil, known.quote?.yearHigh != nil {
      facts += [own(.yearLow, row.yearLow, currency), own(.yearHigh, row.yearHigh, currency)]
    } else {
      facts += [
        extreme(.yearLow, row.yearLow, currency, known, series),
        extreme(.yearHigh, row.yearHigh, currency, known, series),
      ]
    }
    facts += [
      own(.yearPosition, row.yearPosition.map { 100 * $0 }, .percent), own(.sigma, row.sigma, .deviations),
      own(.versusReference, row.versusReference, .points), own(.sinceEvent, row.sinceEvent, .percent),
    ]
    if let extended = row.extended {
      let origin = extended.origin ?? known.quote?.origin ?? row.origin
      facts += [
        Value(name: .extended, value: extended.price, unit: currency, time: extended.time, origin: origin),
        Value(
          name: .extendedPercent, value: row.extendedPercent, unit: .percent, time: extended.time, origin: origin),
      ]
    }
    return facts
  }

  private static func previousClose(
    _ row: QuoteRow, _ known: KnownPrices, isQuoted: Bool, _ currency: Value.Unit
  ) -> Value {
    guard row.previousClose != nil, !(isQuoted && known.quote?.previousClose != nil), let session = row.session,
      let bar = known.bar(rightBefore: session), let history = known.history
    else {
      return Value(
        name: .previousClose, value: row.previousClose, unit: currency, time: row.time,
        origin: row.previousClose == nil ? nil : row.origin)
    }
    return Value(
      name: .previousClose, value: row.previousClose, unit: currency, time: known.calendar.close(of: bar.day),
      origin: Origin(file: history.file, line: Int(bar.line)))
  }

  /// A lowest or highest of the last 252 closes, at the bar that it is of.
  private static func extreme(
    _ name: Value.Name, _ value: Double?, _ unit: Value.Unit, _ known: KnownPrices, _ series: PriceSeries
  ) -> Value {
    let year = (known.history?.bars ?? []).prefix(known.count).suffix(TechnicalMeasures.year)
    guard let value, let history = known.history, let bar = year.last(where: { series.close(of: $0) == value }) else {
      return Value(name: name, value: value, unit: unit, time: nil, origin: known.quote?.origin)
    }
    return Value(
      name: name, value: value, unit: unit, time: known.calendar.close(of: bar.day),
      origin: Origin(file: history.file, line: Int(bar.line)))
  }

  private static func technical(_ row: QuoteRow, _ known: KnownPrices, _ series: PriceSeries) -> [Value] {
    let closes = series.closes
    let last = series.bars.last { series.close(of: $0) != nil }
    let currency = Value.Unit.currency(row.currency)
    let isQuote = series.endsWithQuote && last?.day == known.quoteSession
    let time = isQuote ? known.quote?.time : last.map { known.calendar.close(of: $0.day) }
    let origin =
      isQuote
      ? known.quote?.origin
      : last.flatMap { last in series.file.map { Origin(file: $0, line: Int(last.line)) } }
    func value(_ name: Value.Name, _ value: Double?, _ unit: Value.Unit) -> Value {
      Value(name: name, value: value, unit: unit, time: time, origin: value == nil ? nil : origin)
    }
    let range = TechnicalMeasures.range(closes)
    return [
      value(.simple20, TechnicalMeasures.simpleAverage(closes, 20).last ?? nil, currency),
      value(.simple50, TechnicalMeasures.simpleAverage(closes, 50).last ?? nil, currency),
      value(.exponential20, TechnicalMeasures.exponentialAverage(closes, 20).last ?? nil, currency),
      value(.strength, TechnicalMeasures.relativeStrength(closes).last ?? nil, .ofHundred),
      value(.volatility, TechnicalMeasures.volatility(closes), .percentAYear),
      extreme(.lowestClose, range?.low, currency, known, series),
      extreme(.highestClose, range?.high, currency, known, series),
      value(.closePosition, TechnicalMeasures.position(closes), .percent),
      value(.drawdown, TechnicalMeasures.drawdown(closes), .percent),
      value(.deepestDrawdown, TechnicalMeasures.deepestDrawdown(closes), .percent),
    ]
  }
}
