import Market

/// Bars of one symbol as a feed tells them, dated by day or by moment; they become a daily history or one within days.
struct PriceSeries {
  /// What the bars cover.
  enum Interval: Equatable {
    case daily
    /// So many seconds.
    case within(Int)
    /// The moments tell: one bar a day are daily bars; two bars on one day, or a single bar that does not stand at
    /// midnight, are none.
    case told
  }

  let symbol: String
  /// The clock by which the symbol's sessions are dated.
  let zone: Zone
  var currency: String?
  private(set) var days = BarSeries()
  private var moments: [(time: Instant, bar: Bar)] = []

  init(symbol: String, currency: String? = nil) {
    self.symbol = symbol
    self.currency = currency
    zone = Zone(symbol: symbol)
  }

  mutating func reserve(_ count: Int) { days.reserve(count) }

  /// A bar of a day; false when the day is there already: the first bar stays.
  mutating func add(_ bar: Bar) -> Bool { days.add(bar) }

  /// A bar dated by a moment; its `day` is not used. A moment that stands twice is refused in the end.
  mutating func add(_ bar: Bar, at time: Instant) { moments.append((time, bar)) }

  mutating func refuse(_ day: Day?) { days.refuse(day) }

  var isDatedByDay: Bool? { !days.isEmpty ? true : moments.isEmpty ? nil : false }

  /// The values of a file of such series.
  static func values(
    _ series: [PriceSeries], _ interval: Interval = .told, _ reading: inout Reading
  ) -> FileValues {
    var daily: [(History, BarSeries)] = []
    var within: [(IntradayHistory, IntradaySeries)] = []
    for var one in series {
      if let found = one.resolve(interval, &reading) {
        within.append((found.0, found.1))
      } else {
        let history = History(
          symbol: one.symbol, currency: one.currency, bars: one.days.sorted, file: reading.path)
        daily.append((history, one.days))
      }
    }
    guard !within.isEmpty else { return HistoryFormat.values(daily) }
    var values = HistoryFormat.values(within)
    if !daily.isEmpty { values.join(HistoryFormat.values(daily)) }
    return values
  }

  /// Makes days of the moments, or a history within days.
  private mutating func resolve(
    _ interval: Interval, _ reading: inout Reading
  ) -> (IntradayHistory, IntradaySeries)? {
    guard !moments.isEmpty else { return nil }
    switch interval {
    case .daily: break
    case .within(let seconds): return intraday(seconds, &reading)
    case .told:
      let sessions = Set(moments.lazy.map { [zone] in zone.session(of: $0.time) })
      let isMidnight = moments.count > 1 || isMidnight(moments[0].time)
      guard sessions.count == Set(moments.lazy.map(\.time)).count, isMidnight else { return intraday(nil, &reading) }
    }
    for (time, bar) in moments {
      let dated = bar.dated(zone.session(of: time))
      if days.add(dated) { continue }
      reading.log.add(line: Int(bar.line), column: 0, BarSeries.twice(dated.day))
      days.refuse(dated.day)
    }
    return nil
  }

  private func isMidnight(_ time: Instant) -> Bool {
    zone.secondOfDay(of: time) == 0 || Zone.utc.secondOfDay(of: time) == 0
  }

  private func intraday(_ seconds: Int?, _ reading: inout Reading) -> (IntradayHistory, IntradaySeries) {
    var series = IntradaySeries()
    if days.hasRefused { series.refuse() }
    for (time, bar) in moments {
      let added = series.add(
        IntradayBar(
          time: time, open: bar.open, high: bar.high, low: bar.low, close: bar.close ?? bar.adjustedClose,
          volume: bar.volume, line: Int(bar.line)))
      if added { continue }
      reading.log.add(line: Int(bar.line), column: 0, IntradaySeries.twice(time))
      series.refuse()
    }
    let bars = series.sorted
    let history = IntradayHistory(
      symbol: symbol, currency: currency, interval: seconds ?? IntradaySeries.interval(of: bars), bars: bars,
      file: reading.path)
    return (history, series)
  }
}

extension Bar {
  fileprivate func dated(_ day: Day) -> Bar {
    Bar(
      day: day, open: open, high: high, low: low, close: close, adjustedClose: adjustedClose, volume: volume,
      line: Int(line))
  }
}
