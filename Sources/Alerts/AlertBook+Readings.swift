import Analytics
import Canvas
import Market
import Wording

extension AlertBook {
  /// What a rule sees of a reading beyond its subject.
  struct Context {
    let reading: DeskReading
    let desk: Desk
    /// The whole minute of the reading.
    let minute: Instant
    /// Whether it is another than that of the reading before.
    let isNewMinute: Bool
    /// Whether what governments say and do may be another.
    let isNewPolicy: Bool
    /// Whether nothing was ever looked at before.
    let isFirst: Bool

    var now: Instant { reading.asOf }
  }

  /// Takes in a later reading of the desk, and says what rings, in the order of the data.
  /// - Parameter desk: what the reading is of. Files that are still to be read would seem to be gone: wait for them.
  package mutating func take(_ reading: DeskReading, of desk: Desk) -> [Firing] {
    guard !rules.isEmpty else { return [] }
    let missed = catchUp(to: reading, of: desk)
    return missed + look(at: reading, of: desk)
  }

  /// Takes in a reading, whatever was before it.
  mutating func look(at reading: DeskReading, of desk: Desk) -> [Firing] {
    let now = reading.asOf
    if let last = lastTaken, now < last { setBack(to: now) }
    if !layout.fits(reading, desk) { layout = AlertLayout(rules, reading, desk) }
    sessions = desk.sessions
    let minute = now.wholeMinute
    let isDue = nextDue.map { $0 <= now } ?? false
    let context = Context(
      reading: reading, desk: desk, minute: minute, isNewMinute: layout.minute != minute || isDue,
      isNewPolicy: layout.policyRevision != desk.policyRevision, isFirst: lastTaken == nil)
    (layout.minute, layout.policyRevision) = (minute, desk.policyRevision)
    layout.historyRevision = desk.historyRevision
    var rung: [Firing] = []
    takeNames(context, &rung)
    takeDesk(context, &rung)
    // Of a past moment it is not known how its files stood.
    if desk.present.map({ $0 <= now }) ?? true { takeFiles(context, &rung) }
    lastTaken = now
    return rung.sorted { ($0.time, $0.subject, $0.id) < ($1.time, $1.subject, $1.id) }
  }

  /// The clock was set back: what is read from now on is dated before what was read, and is no older for that.
  private mutating func setBack(to now: Instant) {
    lastTaken = now
    for index in tracks.indices where rules[index].subject != .heartbeat {
      for (subject, track) in tracks[index] where track.time.map({ $0 > now }) ?? false {
        tracks[index][subject]?.time = now
      }
    }
  }

  /// Takes in one value of a column of a name, without a reading.
  /// - Parameter rearm: how far on the other side of its level a rule is armed again that does not say it.
  package mutating func take(
    _ value: Double, of symbol: String, column: String = "last", at time: Instant, rearm: Double = 0
  ) -> [Firing] {
    var rung: [Firing] = []
    if runs == nil { runs = time }
    for index in layout.rules(of: symbol, rules) where rules[index].column == column {
      evaluations += 1
      var level: Double?
      if case .number(let number)? = rules[index].level { level = number }
      let sight = AlertSight(
        subject: symbol, symbol: symbol, value: .number(value), level: level, time: time,
        day: Zone.newYork.day(of: time))
      let rule = rules[index]
      let edge = weigh(sight, index) { rule.rearm == nil ? rearm : Self.usualRearm(sight.level ?? 0, rule) }
      if let edge { ring(edge, sight, index, &rung) }
    }
    lastTaken = max(lastTaken ?? time, time)
    return rung
  }

  /// Weighs what a rule sees, and rings where it does; where it does not, time may.
  mutating func take(
    _ sight: AlertSight, _ index: Int, _ context: Context, _ rung: inout [Firing], rearm: (() -> Double)? = nil
  ) {
    let rule = rules[index]
    let edge = weigh(sight, index) { rearm?() ?? Self.usualRearm(sight.level ?? 0, rule) }
    if let edge { return ring(edge, sight, index, &rung) }
    wait(sight, index, context, &rung)
  }

  /// Takes what a rule sees; nil where it does not ring.
  private mutating func weigh(_ sight: AlertSight, _ index: Int, rearm: () -> Double) -> AlertEdge? {
    let rule = rules[index]
    guard !isSpent(index), rule.admits(sight.time, sessions) else { return nil }
    var track = tracks[index][sight.subject] ?? AlertTrack()
    // A session has one close: the first that is told.
    if rule.isAtClose, let last = track.time, sight.time <= last { return nil }
    let before = track
    let edge: AlertEdge?
    switch (sight.value, rule.predicate) {
    case (.number(let value), .moves(let size, let isPercent, let seconds, nil)):
      edge = track.takeMove(
        AlertDatum(value: value, time: sight.time, day: sight.day), of: size, isPercent: isPercent, seconds: seconds,
        rule)
    case (.number(let value), .changes):
      edge = track.takeChange(AlertDatum(value: value, time: sight.time, day: sight.day), rule)
    case (.number(let value), _):
      guard let level = sight.level else { return nil }
      edge = track.take(
        AlertDatum(value: value, level: level, time: sight.time, day: sight.day), rule, rearm: rearm)
    case (.word(let word), _):
      edge = track.take(word, isAwaited: rule.awaits(word), at: sight.time, sight.day, rule)
    }
    tracks[index][sight.subject] = track
    if edge == nil { note(before, track, sight, index) }
    return edge
  }

  /// Has time go on for a rule whose value stands, where it is looked at by the minute.
  private mutating func wait(_ sight: AlertSight, _ index: Int, _ context: Context, _ rung: inout [Firing]) {
    let rule = rules[index]
    guard rule.waits, rule.admits(context.now, sessions), !isSpent(index),
      var track = tracks[index][sight.subject]
    else { return }
    var word = rule.sides.first == .below ? "below" : "above"
    if case .word(let text) = sight.value { word = text }
    let before = track
    let edge = track.elapse(to: context.now, rule, word: word)
    guard track != before else { return }
    tracks[index][sight.subject] = track
    if let edge { ring(edge, sight, index, &rung) }
  }

  /// Logs that a rule is armed again, or holds and waits.
  private mutating func note(_ before: AlertTrack, _ after: AlertTrack, _ sight: AlertSight, _ index: Int) {
    guard before.time != nil else {
      isUnkept = true
      return
    }
    let isArmed = before.armed != after.armed || before.isFiring != after.isFiring
    let waits = before.pending == nil && after.pending != nil
    guard isArmed || before.pending != after.pending else { return }
    changes.append(
      AlertChange(
        rules[index], subject: sight.subject, waits ? "pending" : "armed", value: AlertText.value(sight, rules[index]),
        time: sight.time))
  }

  /// Whether a rule has its last firing behind it.
  func isSpent(_ index: Int) -> Bool { rules[index].frequency == .once && !firings[index].isEmpty }

  // MARK: Ringing

  /// Makes a firing of an edge, unless that went out before.
  mutating func ring(_ edge: AlertEdge, _ sight: AlertSight, _ index: Int, _ rung: inout [Firing]) {
    let rule = rules[index]
    let id = Firing.digest([rule.key, sight.subject, edge.word, "\(edge.time.milliseconds)"])
    // Two values of one time are one datum.
    guard firings[index][sight.subject]?.id != id else { return }
    let isLate = isLate(edge.time)
    let sentence = AlertText.sentence(sight, edge, rule)
    let number = sight.shown ?? sight.number
    let brief = number.map { AlertText.short($0, column: rule.column) } ?? AlertText.value(sight, rule)
    let firing = Firing(
      id: id,
      edgeKey: Firing.digest([rule.key, sight.subject, edge.word]), rule: rule.text, name: rule.name, note: rule.note,
      origin: rule.origin, subject: sight.subject, symbol: sight.symbol, edge: edge.word,
      value: AlertText.value(sight, rule), number: number, source: sight.source, time: edge.time,
      since: edge.since, short: TerminalSafe("\(sight.subject)\(AlertText.column(rule)) \(brief)"),
      text: TerminalSafe(isLate ? "\(sentence) (late, \(AlertText.moment(edge.time)))" : sentence),
      isUrgent: rule.isUrgent, isLate: isLate, isDoubtful: false, isOwn: rule.isOwn, ways: rule.ways,
      isSnoozed: snoozes[index].map { $0.until > edge.time } ?? false)
    keep(firing, index)
    tell(firing, &rung)
  }

  /// Seconds that one may be younger than this run and not late: as long as another session may take to take over.
  private static let punctual: Int64 = 10

  /// Whether nothing ran at the time of a datum.
  func isLate(_ time: Instant) -> Bool { runs.map { time.seconds(to: $0) > Self.punctual } ?? false }

  /// Firings remembered of a rule that looks at many names.
  private static let mostFirings = 64

  mutating func keep(_ firing: Firing, _ index: Int) {
    firings[index][firing.subject] = firing
    guard firings[index].count > Self.mostFirings,
      let oldest = firings[index].min(by: { ($0.value.time, $0.key) < ($1.value.time, $1.key) })
    else { return }
    firings[index][oldest.key] = nil
  }

  /// Hands a firing on, unless it went out in an earlier run.
  mutating func tell(_ firing: Firing, _ rung: inout [Firing]) {
    guard !told.contains(firing.edgeKey, since: firing.since, time: firing.time) else {
      isUnkept = true
      return
    }
    changes.append(AlertChange(firing))
    rung.append(firing)
  }
}

extension AlertRule {
  /// Whether a word is one that it waits for.
  func awaits(_ word: String) -> Bool {
    switch predicate {
    case .becomes(let words): words.contains { AlertRule.isSame($0, word) }
    case .fires: word == Trigger.State.fired.rawValue
    case .silent: word == "silent"
    default: true
    }
  }
}

extension Instant {
  /// The whole minute that it lies in.
  var wholeMinute: Instant { Instant(seconds: seconds.floorDivided(by: 60) * 60) }

  /// The first whole minute at or after it.
  var nextWholeMinute: Instant {
    let minute = wholeMinute
    return minute == self ? self : minute.advanced(bySeconds: 60)
  }
}
