import Analytics
import Canvas
import Market
import Wording

extension AlertBook {
  /// The names whose rows differ from those seen last, and their sectors.
  mutating func takeNames(_ context: Context, _ rung: inout [Firing]) {
    guard layout.watchesNames else { return }
    for (place, sector) in context.reading.sectors.enumerated() {
      // Rows that lie where they lay are the same.
      guard context.isNewMinute || !layout.isSame(sector.rows, at: place) else { continue }
      layout.rows[place] = sector.rows
      var isChanged = false
      for row in sector.rows.indices where layout.watches(place, row) {
        let seen = AlertLayout.Seen(sector.rows[row])
        let isNew = layout.seen[place][row] != seen
        guard isNew || context.isNewMinute else { continue }
        layout.seen[place][row] = seen
        isChanged = true
        if isNew { tellDoubt(sector.rows[row], context, &rung) }
        let own = layout.names[place][row]
        guard !own.isEmpty || !layout.any.isEmpty else { continue }
        let line = QuoteLine(sector.rows[row], of: sector, asOf: context.now)
        for index in own { take(line, index, isNew: isNew, context, &rung) }
        for index in layout.any { take(line, index, isNew: isNew, context, &rung) }
      }
      guard isChanged else { continue }
      for index in layout.sectors[place] { take(sector, index, context, &rung) }
    }
  }

  /// Weighs a name against one of its rules.
  private mutating func take(
    _ line: QuoteLine, _ index: Int, isNew: Bool, _ context: Context, _ rung: inout [Firing]
  ) {
    let rule = rules[index]
    guard let column = rule.column else { return }
    guard isNew || rule.isAtClose || rule.waits || AlertColumns.isTimed(column) else { return }
    evaluations += 1
    guard let sight = sight(of: line, rule, column, context) else { return }
    take(sight, index, context, &rung) { Self.rearm(line.quote, sight, rule, context) }
  }

  /// What a rule sees of a name; nil where that does not count.
  func sight(of line: QuoteLine, _ rule: AlertRule, _ column: String, _ context: Context) -> AlertSight? {
    let row = line.quote
    guard let record = AlertColumns.records[column] else { return nil }
    let isUntrusted = AlertColumns.isTold(ofUncounted: column)
    guard isUntrusted || row.counts else { return nil }
    let time: Instant
    if rule.isAtClose {
      guard let session = row.session, let told = row.time else { return nil }
      let close = context.desk.sessions(of: row.instrument).close(of: session)
      guard close <= context.now, told >= close else { return nil }
      time = close
    } else if isUntrusted {
      time = context.minute
    } else {
      guard let told = row.time else { return nil }
      time = told
    }
    let day = row.session ?? row.instrument.day(of: time)
    let (symbol, source) = (row.instrument.symbol, row.origin)
    if case .extreme(let direction) = rule.predicate {
      guard let position = row.yearPosition else { return nil }
      return AlertSight(
        subject: symbol, symbol: symbol, value: .number(position), shown: row.price, level: direction == .above ? 1 : 0,
        time: time, day: day, source: source)
    }
    switch record.value(line) {
    case .number(let value?) where value.isFinite:
      return AlertSight(
        subject: symbol, symbol: symbol, value: .number(value), level: level(of: rule, line, context), time: time,
        day: day, source: source)
    case .number: return nil
    case .text(let word):
      return AlertSight(
        subject: symbol, symbol: symbol, value: .word(word), time: time, day: day, source: source)
    case .missing:
      guard isUntrusted else { return nil }
      return AlertSight(
        subject: symbol, symbol: symbol, value: .word(AlertRule.noLabel), time: time, day: day, source: source)
    }
  }

  /// What a name is compared with; nil where that is not known.
  private func level(of rule: AlertRule, _ line: QuoteLine, _ context: Context) -> Double? {
    switch rule.level {
    case .number(let number)?: return number
    case .column(let id)?:
      guard case .number(let value?)? = AlertColumns.records[id]?.value(line) else { return nil }
      return value
    case .average(let average)?:
      // Averages are of adjusted closes, of which the last is the price's: in the price's own unit.
      guard let price = line.quote.price, let last = line.quote.closes.last, last > 0 else { return nil }
      return average.value(of: line.quote, context.desk, asOf: context.now).map { $0 * price / last }
    case nil: return nil
    }
  }

  private mutating func take(_ sector: SectorRows, _ index: Int, _ context: Context, _ rung: inout [Firing]) {
    evaluations += 1
    guard let sight = sight(of: sector, rules[index]) else { return }
    take(sight, index, context, &rung)
  }

  func sight(of sector: SectorRows, _ rule: AlertRule) -> AlertSight? {
    let mean =
      switch rule.column {
      case QuoteColumns.changePercent.id: sector.meanChangePercent
      case QuoteColumns.versus.id: sector.meanVersusReference
      default: sector.meanSinceEvent
      }
    guard let mean, let time = sector.rows.lazy.filter(\.counts).compactMap(\.time).max() else { return nil }
    var level: Double?
    if case .number(let number)? = rule.level { level = number }
    return AlertSight(
      subject: sector.name, value: .number(mean.value), level: level, time: time, day: Zone.newYork.day(of: time))
  }

  // MARK: Re-arming

  /// The part of a price that a level is re-armed by at least.
  private static let leastRearm = 0.002
  private static let rearmSessions = 20
  /// Of the mean range of these sessions.
  private static let rangePart = 0.1

  /// How far on the other side of its level a name has to come back before its rule is armed again.
  static func rearm(_ row: QuoteRow, _ sight: AlertSight, _ rule: AlertRule, _ context: Context) -> Double {
    let level = sight.level ?? 0
    guard rule.rearm == nil, let column = rule.column else { return usualRearm(level, rule) }
    let isExtreme = if case .extreme = rule.predicate { true } else { false }
    guard isExtreme || AlertColumns.isPrice(column) else { return usualRearm(level, rule) }
    let price = isExtreme ? row.price ?? 0 : level
    var distance = Self.leastRearm * abs(price)
    if let history = context.desk.history(of: row.instrument) {
      let bars = history.bars[..<history.count(through: sight.day)].suffix(Self.rearmSessions)
      let ranges = bars.compactMap { bar in bar.high.flatMap { high in bar.low.map { high - $0 } } }
      if !ranges.isEmpty {
        distance = max(distance, Self.rangePart * ranges.reduce(0, +) / Double(ranges.count))
      }
    }
    guard isExtreme else { return distance }
    // In parts of the year's range, as the place in it is.
    guard let low = row.yearLow, let high = row.yearHigh, high > low else { return Self.leastRearm }
    return distance / (high - low)
  }

  /// The same of what is no price: as the rule says, 2 points of a number of the desk, else half the level.
  static func usualRearm(_ level: Double, _ rule: AlertRule) -> Double {
    switch rule.rearm {
    case .value(let value)?: abs(value - level)
    case .percent(let percent)?: abs(level) * percent / 100
    case nil: rule.column == nil && rule.isOfPoints ? 2 : abs(level) / 2
    }
  }
}

extension AlertRule {
  /// The column of the watchlist that it looks at.
  var column: String? {
    switch subject {
    case .name(_, let column), .any(let column), .sector(_, let column): column
    default: nil
    }
  }

  /// What it compares with.
  var level: Level? {
    switch predicate {
    case .crosses(_, let level), .compares(_, let level): level
    default: nil
    }
  }

  /// A number of the whole desk, in points, whose level is set (not the size of a move).
  fileprivate var isOfPoints: Bool {
    guard case .number = subject else { return false }
    return level != nil
  }

  /// Time alone may make it ring: it has to hold for a while, or rings as long as it holds.
  var waits: Bool { if case .every = frequency { true } else { holds != nil } }

  /// Whether a moment is one of those that it is looked at.
  func admits(_ time: Instant, _ sessions: Sessions) -> Bool {
    if let until, Zone.newYork.day(of: time) > until { return false }
    switch hours {
    case .trading(let venue)?: return sessions[venue].trading(at: time) != nil
    case .clock(let start, let end, let zone)?:
      let minute = zone.secondOfDay(of: time) / 60
      return start < end ? (start..<end).contains(minute) : minute >= start || minute < end
    case nil: return true
    }
  }
}

extension AlertRule.Average {
  /// The average of a row's adjusted closes, the present one included; nil where there are too few.
  func value(of row: QuoteRow, _ desk: Desk, asOf instant: Instant) -> Double? {
    switch self {
    case .sma20: AlertRule.Average.mean(row.closes, 20)
    case .sma50: AlertRule.Average.mean(row.closes, 50)
    case .ema20:
      // As the chart has it, from the first close on.
      TechnicalMeasures.exponentialAverage(
        PriceSeries(row.instrument, desk: desk, asOf: instant).closes, 20
      ).last ?? nil
    }
  }

  private static func mean(_ closes: [Double], _ count: Int) -> Double? {
    closes.count < count ? nil : closes.suffix(count).reduce(0, +) / Double(count)
  }
}

extension QuoteRow {
  /// Whether its price may ring: it is believed, fresh, and no adjusted one.
  var counts: Bool { price != nil && doubt == nil && !isStale && flag != .adjusted }
}
