import Market

/// A value that a rule looks at, and what it is compared with.
struct AlertDatum {
  var value: Double
  /// NaN where it is compared with nothing.
  var level = Double.nan
  /// The distance beyond the level at which the rule is armed again.
  var rearm = 0.0
  var time: Instant
  /// The date on the clock of what it is of.
  var day: Day
}

/// Which way a value went, in the bits of ``AlertTrack``.
struct AlertSides: OptionSet, Hashable {
  let rawValue: UInt8
  static let above = AlertSides(rawValue: 1)
  static let below = AlertSides(rawValue: 2)
}

/// How one rule stands on one subject: the state machine. Plain numbers, as there may be ten thousand of them.
struct AlertTrack: Hashable, Sendable {
  /// The last datum that counted; its time is nil before the first.
  var time: Instant?
  var value = 0.0
  /// What it was compared with, and the date on the clock of what it is of.
  var level = Double.nan
  var day: Day?
  /// The ways in which it may ring.
  var armed = AlertSides(rawValue: 0)
  /// Since when it holds without having rung.
  var pending: Instant?
  /// The datum's time of the last firing, its date there, and when it rang last.
  var fired: Instant?
  var firedDay: Day?
  var rang: Instant?
  /// It rang, and is not armed again.
  var isFiring = false
  /// The highest and lowest of late, where the rule is about moves.
  var window: MoveWindow?

  struct Edge {
    let side: AlertSides
    let time: Instant
    let since: Instant
  }
}

extension AlertTrack {
  /// Whether a datum is no repetition of the last one and no older one.
  func admits(_ time: Instant, _ value: Double) -> Bool {
    guard let last = self.time else { return true }
    return time > last || time == last && value != self.value
  }

  /// Takes in a datum of a level rule; what rings, rings once.
  mutating func take(_ datum: AlertDatum, _ rule: AlertRule) -> Edge? {
    guard admits(datum.time, datum.value), datum.value.isFinite, datum.level.isFinite else { return nil }
    let since = time
    // A new day on which a level holds is a new edge.
    if rule.isDailyLevel, let day, datum.day > day { armed.formUnion(AlertSides(rule.sides)) }
    (time, value, level, day) = (datum.time, datum.value, datum.level, datum.day)
    var edge: Edge?
    for side in rule.sides {
      let holds = rule.holds(datum.value, datum.level, side)
      guard let since else {
        if !holds { armed.insert(side) }
        continue
      }
      edge = take(side, holds: holds, datum, since, rule) ?? edge
    }
    return edge
  }

  private mutating func take(
    _ side: AlertSides, holds: Bool, _ datum: AlertDatum, _ since: Instant, _ rule: AlertRule
  ) -> Edge? {
    guard holds else {
      pending = nil
      let distance = side == .below ? datum.value - datum.level : datum.level - datum.value
      if distance >= datum.rearm {
        armed.insert(side)
        isFiring = false
      }
      return nil
    }
    guard armed.contains(side) else { return again(side, at: datum.time, since, rule) }
    if let span = rule.holds {
      let start = pending ?? datum.time
      pending = start
      guard start.seconds(to: datum.time) >= span else { return nil }
      return ring(side, at: start.advanced(bySeconds: span), since, datum.day, rule)
    }
    return ring(side, at: datum.time, since, datum.day, rule)
  }

  /// Rings once more as long as it holds, where the rule asks for that.
  mutating func again(_ side: AlertSides, at time: Instant, _ since: Instant, _ rule: AlertRule) -> Edge? {
    guard isFiring, case .every(let seconds) = rule.frequency, let rang, rang.seconds(to: time) >= seconds else {
      return nil
    }
    self.rang = time
    return Edge(side: side, time: time, since: max(since, rang))
  }

  /// - Returns: Nil where it rang on that day already and may not again.
  mutating func ring(
    _ side: AlertSides, at time: Instant, _ since: Instant, _ day: Day, _ rule: AlertRule
  ) -> Edge? {
    armed.remove(side)
    pending = nil
    isFiring = true
    if rule.frequency == .daily, let firedDay, day <= firedDay { return nil }
    (fired, firedDay, rang) = (time, day, time)
    return Edge(side: side, time: time, since: since)
  }
}

extension AlertRule {
  /// The ways in which it can ring.
  var sides: [AlertSides] {
    switch predicate {
    case .crosses(nil, _): [.above, .below]
    case .crosses(.above?, _), .compares(.greater, _), .compares(.greaterOrEqual, _), .extreme(.above): [.above]
    case .crosses(.below?, _), .compares(.less, _), .compares(.lessOrEqual, _), .extreme(.below): [.below]
    default: []
    }
  }

  /// Whether a value stands beyond a level.
  func holds(_ value: Double, _ level: Double, _ side: AlertSides) -> Bool {
    switch predicate {
    case .compares(.lessOrEqual, _), .extreme(.below): value <= level
    case .compares(.greaterOrEqual, _), .extreme(.above): value >= level
    default: side == .below ? value < level : value > level
    }
  }

  /// Each day on which it holds is told anew.
  var isDailyLevel: Bool {
    guard frequency == .daily else { return false }
    if case .compares = predicate { return true }
    return false
  }
}

/// The highest and the lowest values of the last while, so that a move from either is seen.
struct MoveWindow: Hashable, Sendable {
  struct Point: Hashable, Sendable {
    let time: Instant
    let value: Double
  }

  /// Points kept on either side: of more every second is left out.
  private static let most = 64

  /// Falling from the highest; rising from the lowest.
  private(set) var highs: [Point] = []
  private(set) var lows: [Point] = []

  init() {}
  init(highs: [Point], lows: [Point]) { (self.highs, self.lows) = (highs, lows) }

  /// Takes in a value; forgets what is older than `seconds`.
  mutating func take(_ value: Double, at time: Instant, seconds: Int64) {
    let start = time.advanced(bySeconds: -seconds)
    highs.removeAll { $0.time < start }
    lows.removeAll { $0.time < start }
    while let last = highs.last, last.value <= value { highs.removeLast() }
    while let last = lows.last, last.value >= value { lows.removeLast() }
    highs.append(Point(time: time, value: value))
    lows.append(Point(time: time, value: value))
    if highs.count > Self.most { highs = Self.thinned(highs) }
    if lows.count > Self.most { lows = Self.thinned(lows) }
  }

  /// The first and the last stay.
  private static func thinned(_ points: [Point]) -> [Point] {
    points.indices.filter { $0 % 2 == 0 || $0 == points.count - 1 }.map { points[$0] }
  }

  var highest: Double? { highs.first?.value }
  var lowest: Double? { lows.first?.value }
}
