import Market

/// The daily bars of one name as they are known at a moment; the last may be the quote's.
package struct PriceSeries: Hashable, Sendable {
  /// Ascending by day. A running session stands last, made of the quote, with an adjusted close where one follows.
  package let bars: [Bar]
  /// Whether the last bar is made of the quote.
  package let endsWithQuote: Bool
  /// The file of the bars; nil without a history.
  package let file: String?
  /// Why prices of a day may be none; no measure is made of them.
  package let doubts: [Day: Doubt]

  package init(_ instrument: Instrument, desk: Desk, asOf instant: Instant) {
    self.init(KnownPrices(instrument, desk: desk, asOf: instant, barsWithinDays: true))
  }

  init(_ known: KnownPrices) { self.init(known, showing: nil) }

  /// - Parameter row: the name's row: where it shows a quote of a session that has a bar, the bar says the same, so that a day
  ///   has one open, high, low and close.
  init(_ known: KnownPrices, showing row: QuoteRow?) {
    var bars = Array((known.history?.bars ?? []).prefix(known.count))
    file = known.history?.file
    var doubts = known.history?.doubts ?? [:]
    if let quote = known.quote, let session = known.quoteSession, bars.last.map({ $0.day < session }) ?? true {
      bars.append(
        Bar(
          day: session, open: quote.open, high: quote.high, low: quote.low, close: quote.price,
          adjustedClose: known.provisional?.value, volume: quote.volume, line: quote.origin.line))
      doubts[session] = quote.doubt
      endsWithQuote = true
    } else {
      endsWithQuote = false
      if let row, row.doubt == nil, let last = bars.last, row.session == last.day, doubts[last.day] == nil {
        bars[bars.count - 1] = last.showing(row)
      }
    }
    self.bars = bars
    self.doubts = doubts
  }

  /// The close of a bar that measures are made of; nil where it is missing or doubtful.
  package func close(of bar: Bar) -> Double? {
    doubts.isEmpty || doubts[bar.day] == nil ? bar.returnClose : nil
  }

  /// Adjusted closes, oldest first; days without one that is believed are left out.
  package var closes: [Double] { bars.compactMap(close) }

  /// A measure of the adjusted closes, one value a bar; nil on days without one that is believed.
  package func aligned(_ measure: ([Double]) -> [Double?]) -> [Double?] {
    var values = measure(closes)[...]
    return bars.map { close(of: $0) == nil ? nil : values.popFirst() ?? nil }
  }

  /// The bars of a range that ends with the last one.
  package func indices(of range: PriceRange) -> Range<Int> {
    guard let last = bars.last?.day else { return 0..<0 }
    func since(_ day: Day) -> Range<Int> { (bars.firstIndex { $0.day >= day } ?? 0)..<bars.count }
    let year = last.parts.year
    return switch range {
    case .day: (bars.count - 1)..<bars.count
    case .fiveDays: max(0, bars.count - 5)..<bars.count
    case .month: since(last.monthsBefore(1))
    case .threeMonths: since(last.monthsBefore(3))
    case .sixMonths: since(last.monthsBefore(6))
    case .yearToDate: max(0, since(Day(year, 1, 1) ?? last).lowerBound - 1)..<bars.count
    case .year: since(last.monthsBefore(12))
    case .fiveYears: since(last.monthsBefore(60))
    case .all: 0..<bars.count
    }
  }
}

extension Bar {
  /// The bar with the prices that a row shows of its session; what the row lacks stays.
  fileprivate func showing(_ row: QuoteRow) -> Bar {
    guard let price = row.price, let close, close > 0 else { return self }
    return Bar(
      day: day, open: row.open ?? open, high: row.high ?? high, low: row.low ?? low, close: price,
      adjustedClose: adjustedClose.map { $0 * price / close }, volume: row.volume ?? volume, line: Int(line))
  }
}

extension Day {
  /// The same day some months before, the month's last where it is shorter.
  func monthsBefore(_ months: Int) -> Day {
    let (year, month, day) = parts
    let count = year * 12 + month - 1 - months
    let (wantedYear, wantedMonth) = (count / 12, count % 12 + 1)
    guard wantedYear >= 1 else { return self }
    return Day(wantedYear, wantedMonth, min(day, Day.length(ofMonth: wantedMonth, year: wantedYear))) ?? self
  }
}
