import Market

/// Bars of one symbol as a feed tells them, dated by day or by moment; they become a daily history or one within days.
struct PriceSeries {
  /// What the bars cover.
  enum Interval: Equatable {
    case daily
    /// So many seconds.
    case within(Int)
    /// The bars tell: one a day are daily bars; two on one day or within half a day, or a single one that does not stand
    /// at midnight, are none. Those of weeks are refused (``BarSeries/refuseWeeks(of:_:)``).
    case told
  }

  let symbol: String
  /// The clock by which the symbol's sessions are dated.
  let zone: Zone
  var currency: String?
  private var actions: [Day: ShareAction] = [:]
  private(set) var days = BarSeries()
  private var moments: [(time: Instant, day: Day?, bar: Bar)] = []
  /// Bars without a close: they do not tell whether the others are daily.
  private var closeless: [(time: Instant, day: Day?, bar: Bar)] = []
  private var refusedMoments: [Instant] = []
  /// Fields that are none, of bars that do without.
  private var asides: [Fault] = []

  init(symbol: String, currency: String? = nil) {
    self.symbol = symbol
    self.currency = currency
    zone = Zone(symbol: symbol)
  }

  mutating func reserve(_ count: Int) { days.reserve(count) }

  /// Whether all prices of its daily bars are adjusted ones: the closes too.
  var isAdjusted: Bool {
    get { days.isAdjusted }
    set { days.isAdjusted = newValue }
  }

  /// Notes fields that are none, for the log.
  mutating func note(_ faults: [Fault]) { asides += faults }

  /// The log shows no more of them.
  var wantsAsides: Bool { asides.count < ProblemLog.limit }

  /// A bar of a day. One without a close is no session, and of a day that stands twice one bar counts: both are said in
  /// the end.
  @inline(__always) mutating func add(_ bar: Bar) { days.add(bar) }

  /// The same of a bar dated by a moment; its `day` is not used.
  /// - Parameter day: The day that the moment stands for, where file or format tells it: a midnight on the clock that it is
  ///   told by, the end of a window.
  mutating func add(_ bar: Bar, at time: Instant, day: Day? = nil) {
    if bar.shownClose == nil { closeless.append((time, day, bar)) } else { moments.append((time, day, bar)) }
  }

  /// Takes a split or dividend that goes before a session; one of neither, or that is none, is not kept.
  @inline(__always) mutating func note(_ action: ShareAction, on day: Day) {
    if action.split != 1 || action.dividend != 0 { keep(action, day) }
  }

  private mutating func keep(_ action: ShareAction, _ day: Day) {
    // Without a split feeds write 0 or 1.
    let split = action.split > 0 && action.split.isFinite ? action.split : 1
    let dividend = action.dividend > 0 && action.dividend.isFinite ? action.dividend : 0
    guard split != 1 || dividend != 0 else { return }
    let action = ShareAction(split: split, dividend: dividend)
    actions[day] = actions[day]?.joined(with: action) ?? action
  }

  /// Takes the moments that were added for the ends of their bars: each moves back by what two bars are at least apart.
  mutating func takeMomentsForEnds() {
    let times = moments.map(\.time).sorted()
    let gaps = zip(times, times.dropFirst()).map { $0.seconds(to: $1) }
    guard let gap = gaps.lazy.filter({ $0 > 0 }).min(), gap < 12 * 3600 else { return }
    for index in moments.indices { moments[index].time = moments[index].time.advanced(bySeconds: -gap) }
  }

  mutating func refuse(_ day: Day?) { days.refuse(day) }

  /// Refuses a bar dated by a moment; nil where that could not be read.
  mutating func refuse(at time: Instant?) {
    days.refuse(nil)
    if let time { refusedMoments.append(time) }
  }

  var isDatedByDay: Bool? { !days.isEmpty ? true : moments.isEmpty ? nil : false }

  /// The values of a file of such series.
  static func values(
    _ series: [PriceSeries], _ interval: Interval = .told, _ input: inout FileInput
  ) -> FileValues {
    var daily: [(History, BarSeries)] = []
    var within: [(IntradayHistory, IntradaySeries)] = []
    for var one in series {
      for fault in one.asides { input.log.add(fault, &input.lines) }
      if let found = one.resolve(interval, &input) {
        within.append((found.0, found.1))
      } else {
        one.days.settle(&input.log)
        if interval == .told { one.days.refuseWeeks(of: one.symbol, &input) }
        var history = History(
          symbol: one.symbol, currency: one.currency, bars: one.days.bars, file: input.path)
        history.doubts = one.days.doubts
        history.actions = ShareActions(one.actions)
        daily.append((history, one.days))
      }
    }
    input.log.add(daily.flatMap(\.1.closeless), beside: daily.lazy.flatMap(\.1.bars).map(\.day))
    input.log.add(within.flatMap(\.1.closeless), beside: within.lazy.flatMap(\.1.bars).map(\.time))
    guard !within.isEmpty else { return HistoryFormat.values(daily) }
    var values = HistoryFormat.values(within)
    if !daily.isEmpty { values.join(HistoryFormat.values(daily)) }
    return values
  }

  /// Makes days of the moments, or a history within days.
  private mutating func resolve(
    _ interval: Interval, _ input: inout FileInput
  ) -> (IntradayHistory, IntradaySeries)? {
    let opensOnEve = opensOnEve
    for time in refusedMoments { days.refuse(session(of: time, opensOnEve)) }
    guard !moments.isEmpty || !closeless.isEmpty else { return nil }
    switch interval {
    case .daily: break
    case .within(let seconds): return intraday(seconds, &input)
    case .told: guard moments.isEmpty || isDaily(opensOnEve) else { return intraday(nil, &input) }
    }
    for (time, day, bar) in [moments, closeless].joined() {
      days.add(bar.dated(day ?? session(of: time, opensOnEve)))
    }
    return nil
  }

  /// The session of a daily bar's moment. The last minute of a day of UTC ends that day's bar on any exchange.
  private func session(of time: Instant, _ opensOnEve: Bool) -> Day {
    Zone.utc.secondOfDay(of: time) >= 86_340 ? Zone.utc.day(of: time) : zone.session(of: time, opensOnEve: opensOnEve)
  }

  /// Whether bars of the evening are the next day's. Of a Friday or Saturday they cannot be: then such a feed dates its
  /// bars after the close.
  private var opensOnEve: Bool {
    !moments.contains { [zone] in zone.isEve($0.time) && (4...5).contains(zone.day(of: $0.time).weekday) }
  }

  /// Whether the moments are those of daily bars.
  private func isDaily(_ opensOnEve: Bool) -> Bool {
    // More days than a market is old.
    guard moments.count < 200_000 else { return false }
    let sessions = Set(
      moments.lazy.map { $0.day ?? self.session(of: $0.time, opensOnEve) })
    guard sessions.count == Set(moments.lazy.map(\.time)).count else { return false }
    guard moments.count > 1 else {
      let (time, day, _) = moments[0]
      return day != nil || zone.secondOfDay(of: time) == 0 || Zone.utc.secondOfDay(of: time) == 0
    }
    let times = moments.map(\.time).sorted()
    return zip(times, times.dropFirst()).allSatisfy { $0 == $1 || $0.seconds(to: $1) >= 12 * 3600 }
  }

  /// What was added is no more in the series then: of millions of bars there is one copy.
  private mutating func intraday(_ seconds: Int?, _ input: inout FileInput) -> (IntradayHistory, IntradaySeries) {
    var series = IntradaySeries()
    series.reserve(moments.count + closeless.count)
    if days.hasRefused { series.refuse() }
    for (time, _, bar) in [moments, closeless].joined() {
      series.add(
        IntradayBar(
          time: time, open: bar.open, high: bar.high, low: bar.low, close: bar.close ?? bar.adjustedClose,
          volume: bar.volume, line: Int(bar.line)))
    }
    (moments, closeless) = ([], [])
    series.settle(&input.log)
    var history = IntradayHistory(
      symbol: symbol, currency: currency, interval: seconds ?? IntradaySeries.interval(of: series.bars),
      bars: series.bars, file: input.path)
    history.doubts = series.doubts
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
