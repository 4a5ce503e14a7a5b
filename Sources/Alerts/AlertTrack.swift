import Market

/// A number that a rule looks at, and what it is compared with.
struct AlertDatum {
  var value: Double
  var level = 0.0
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

/// An edge that a rule rings at.
struct AlertEdge {
  /// `above`, `confirmed`, …: with the time what tells it from others.
  let word: String
  let time: Instant
  /// The time of the datum before: the edge lies between the two.
  let since: Instant
}

/// How one rule stands on one subject: the state machine. Plain numbers, as there may be ten thousand of them.
struct AlertTrack: Hashable, Sendable {
  /// The last datum that counted; its time is nil before the first. Of a text it is a number made of it.
  var time: Instant?
  var value = 0.0
  /// What it was compared with, and the date on the clock of what it is of.
  var level = 0.0
  var day: Day?
  /// The ways in which it may ring.
  var armed = AlertSides(rawValue: 0)
  /// Since when it holds without having rung.
  var pending: Instant?
  /// The datum's time of the last firing, and its date.
  var fired: Instant?
  var firedDay: Day?
  /// When it rang last, for those that ring as long as they hold.
  var rang: Instant?
  /// It rang, and is not armed again.
  var isFiring = false
  /// The highest and lowest of late, where the rule is about moves.
  var window: MoveWindow?
}

extension AlertTrack {
  /// Whether a datum is no repetition of the last one and no older one.
  func admits(_ time: Instant, _ value: Double) -> Bool {
    guard let last = self.time else { return true }
    return time > last || time == last && value != self.value
  }

  private mutating func note(_ datum: AlertDatum) {
    (time, value, level, day) = (datum.time, datum.value, datum.level, datum.day)
  }

  // MARK: Levels

  /// Takes in a datum of a rule about a level; what rings, rings once.
  /// - Parameter rearm: the distance on the other side of the level at which it is armed again; asked for where it is not.
  mutating func take(_ datum: AlertDatum, _ rule: AlertRule, rearm: () -> Double) -> AlertEdge? {
    guard admits(datum.time, datum.value), datum.value.isFinite, datum.level.isFinite else { return nil }
    let since = time
    // A new day on which a level holds is a new edge.
    if rule.isDailyLevel, let day, datum.day > day { armed.formUnion(AlertSides(rule.sides)) }
    note(datum)
    var edge: AlertEdge?
    for side in rule.sides {
      let holds = rule.holds(datum.value, datum.level, side)
      guard let since else {
        if !holds { armed.insert(side) }
        continue
      }
      edge = take(side, holds: holds, datum, since, rule, rearm) ?? edge
    }
    return edge
  }

  private mutating func take(
    _ side: AlertSides, holds: Bool, _ datum: AlertDatum, _ since: Instant, _ rule: AlertRule, _ rearm: () -> Double
  ) -> AlertEdge? {
    let word = side == .above ? "above" : "below"
    guard holds else {
      pending = nil
      guard !armed.contains(side) else { return nil }
      let distance = side == .below ? datum.value - datum.level : datum.level - datum.value
      guard distance >= rearm() else { return nil }
      armed.insert(side)
      isFiring = false
      return nil
    }
    guard armed.contains(side) else { return again(word, at: datum.time, since, rule) }
    guard let span = rule.holds else {
      armed.remove(side)
      return ring(word, at: datum.time, since, datum.day, rule)
    }
    let start = pending ?? datum.time
    pending = start
    guard start.seconds(to: datum.time) >= span else { return nil }
    armed.remove(side)
    return ring(word, at: start.advanced(bySeconds: span), start, datum.day, rule)
  }

  // MARK: Words

  /// Takes in a word of a rule about what something becomes, or that it changes.
  /// - Parameter isAwaited: whether the word is one that the rule waits for.
  mutating func take(_ word: String, isAwaited: Bool, at time: Instant, _ day: Day, _ rule: AlertRule) -> AlertEdge? {
    let datum = AlertDatum(value: AlertTrack.number(of: word), time: time, day: day)
    guard admits(time, datum.value) else { return nil }
    let (since, before) = (self.time, value)
    note(datum)
    guard let since else { return nil }
    guard isAwaited else {
      (pending, isFiring) = (nil, false)
      return nil
    }
    let isNew = before != datum.value
    guard let span = rule.holds else {
      return isNew ? ring(word, at: time, since, day, rule) : again(word, at: time, since, rule)
    }
    if isNew { pending = time }
    guard let start = pending else { return again(word, at: time, since, rule) }
    return start.seconds(to: time) >= span
      ? ring(word, at: start.advanced(bySeconds: span), start, day, rule) : nil
  }

  /// Takes in a number of a rule that rings whenever it is another.
  mutating func takeChange(_ datum: AlertDatum, _ rule: AlertRule) -> AlertEdge? {
    guard admits(datum.time, datum.value), datum.value.isFinite else { return nil }
    let (since, before) = (time, value)
    note(datum)
    guard let since, before != datum.value else { return nil }
    defer { isFiring = false }
    return ring(datum.value > before ? "up" : "down", at: datum.time, since, datum.day, rule)
  }

  /// 52 bits of a word: as a number it is kept exactly.
  static func number(of word: String) -> Double {
    Double((UInt64(Firing.digest([word]), radix: 16) ?? 0) & 0xF_FFFF_FFFF_FFFF)
  }

  // MARK: Moves

  /// Takes in a number of a rule about moves: how far it stands from the lowest and the highest of the last while. A move
  /// that rang begins a new one.
  mutating func takeMove(
    _ datum: AlertDatum, of size: Double, isPercent: Bool, seconds: Int64, _ rule: AlertRule
  ) -> AlertEdge? {
    guard admits(datum.time, datum.value), datum.value.isFinite else { return nil }
    let since = time
    note(datum)
    var next = window ?? MoveWindow()
    next.take(datum.value, at: datum.time, seconds: seconds)
    window = next
    guard let since, let lowest = next.lowest, let highest = next.highest else { return nil }
    let rise = AlertTrack.move(from: lowest, to: datum.value, isPercent)
    let fall = -AlertTrack.move(from: highest, to: datum.value, isPercent)
    guard max(rise, fall) >= size else { return nil }
    window = MoveWindow()
    window?.take(datum.value, at: datum.time, seconds: seconds)
    defer { isFiring = false }
    return ring(rise >= size ? "up" : "down", at: datum.time, since, datum.day, rule)
  }

  private static func move(from before: Double, to value: Double, _ isPercent: Bool) -> Double {
    guard isPercent else { return value - before }
    return before > 0 ? 100 * (value / before - 1) : 0
  }

  // MARK: Ringing

  /// - Returns: Nil where it rang on that day already and may ring once a day.
  private mutating func ring(
    _ word: String, at time: Instant, _ since: Instant, _ day: Day, _ rule: AlertRule
  ) -> AlertEdge? {
    pending = nil
    isFiring = true
    if rule.frequency == .daily, let firedDay, day <= firedDay { return nil }
    if case .every(let seconds) = rule.frequency, let rang, rang.seconds(to: time) < seconds { return nil }
    (fired, firedDay, rang) = (time, day, time)
    return AlertEdge(word: word, time: time, since: since)
  }

  /// Rings once more as long as it holds, where the rule asks for that.
  private mutating func again(
    _ word: String, at time: Instant, _ since: Instant, _ rule: AlertRule
  ) -> AlertEdge? {
    guard isFiring, case .every(let seconds) = rule.frequency, let rang, rang.seconds(to: time) >= seconds else {
      return nil
    }
    self.rang = time
    return AlertEdge(word: word, time: time, since: max(since, rang))
  }

  /// Lets time go on without a new datum, where the last one still counts.
  /// - Parameter word: what the edge is called.
  mutating func elapse(to now: Instant, _ rule: AlertRule, word: String) -> AlertEdge? {
    if let span = rule.holds, let start = pending {
      let due = start.advanced(bySeconds: span)
      guard due <= now, let day else { return nil }
      armed.subtract(AlertSides(rule.sides))
      return ring(word, at: due, start, day, rule)
    }
    guard isFiring, case .every(let seconds) = rule.frequency, let rang else { return nil }
    let due = rang.advanced(bySeconds: seconds)
    guard due <= now else { return nil }
    self.rang = due
    return AlertEdge(word: word, time: due, since: rang)
  }

  /// Time in which nobody looked, and no data tell what happened, is none for which it held.
  mutating func skip(seconds: Int64) { pending = pending?.advanced(bySeconds: max(0, seconds)) }
}

extension AlertRule {
  /// The ways in which it can ring, of a level.
  var sides: [AlertSides] {
    switch predicate {
    case .crosses(nil, _): [.above, .below]
    case .crosses(.above?, _), .compares(.greater, _), .compares(.greaterOrEqual, _), .extreme(.above): [.above]
    case .crosses(.below?, _), .compares(.less, _), .compares(.lessOrEqual, _), .extreme(.below): [.below]
    // The size of a move that has a cause.
    case .moves(_, _, _, by: .some): [.above]
    default: []
    }
  }

  /// Whether a value stands beyond a level.
  func holds(_ value: Double, _ level: Double, _ side: AlertSides) -> Bool {
    switch predicate {
    case .compares(.lessOrEqual, _), .extreme(.below): value <= level
    case .compares(.greaterOrEqual, _), .extreme(.above), .moves: value >= level
    default: side == .below ? value < level : value > level
    }
  }

  /// Each day on which it holds is told anew.
  var isDailyLevel: Bool {
    guard frequency == .daily else { return false }
    if case .compares = predicate { return true }
    return false
  }

  /// It rings at what happens, and nothing has to come back.
  var isEvent: Bool {
    switch predicate {
    case .crosses, .compares, .extreme, .becomes, .fires, .silent: if case .signal = subject { true } else { false }
    case .moves(_, _, _, let cause): cause == nil
    case .changes, .within, .beats: true
    }
  }
}

/// The highest and the lowest values of the last while, so that a move from either is seen.
struct MoveWindow: Hashable, Sendable {
  struct Point: Hashable, Sendable {
    let time: Instant
    let value: Double
  }

  /// Points kept on either side; of more than these some between are left out.
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
