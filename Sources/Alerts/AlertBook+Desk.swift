import Analytics
import Canvas
import Market
import Wording

/// Rules of the desk as a whole: what changes with the clock is looked at once a whole minute, so that every session sees
/// it at one time; what the ledger tells, at once.
extension AlertBook {
  mutating func takeDesk(_ context: Context, _ rung: inout [Firing]) {
    guard context.isNewMinute || context.isNewPolicy else { return }
    let isHeld = context.reading.holdsPolicy
    for index in layout.desk {
      evaluations += 1
      switch rules[index].subject {
      case .signal(let side, let grade):
        if !isHeld { takeSignals(index, side, grade, context, &rung) }
      case .deadline(let kind): takeDeadlines(index, kind, context, &rung)
      case .feed(let name): takeFeed(index, name, context, &rung)
      case .heartbeat: beat(index, context, &rung)
      default:
        guard !isHeld, let sight = sight(ofDesk: rules[index], context) else { continue }
        take(sight, index, context, &rung)
      }
    }
  }

  // MARK: Numbers and words

  /// What a rule sees of the desk; nil where that is not known.
  mutating func sight(ofDesk rule: AlertRule, _ context: Context) -> AlertSight? {
    let indicator = context.reading.indicator
    var time = context.minute
    if rule.isAtClose {
      guard let close = context.desk.sessions[.nyse].lastClosing(onOrBefore: context.now) else { return nil }
      time = close
    }
    func sight(_ subject: String, _ value: AlertSight.Value, shown: Double? = nil, level: Double? = nil) -> AlertSight {
      AlertSight(
        subject: subject, value: value, shown: shown, level: level ?? rule.number, time: time,
        day: context.reading.day)
    }
    switch rule.subject {
    case .number(let number):
      if case .moves(let size, _, let seconds, let cause?) = rule.predicate {
        return move(by: cause, in: seconds, context).map {
          sight(number.rawValue, .number(abs($0)), shown: $0, level: size)
        }
      }
      return number.value(in: indicator).map { sight(number.rawValue, .number($0)) }
    case .label: return indicator.isKnown ? sight("label", .word(indicator.label?.words ?? AlertRule.noLabel)) : nil
    case .trigger(let name):
      let trigger = name == .talks ? indicator.talks : indicator.rollback
      return sight(rule.subject.words, .word(trigger.state.rawValue))
    case .tariff(let side, let isAllIn):
      let tariffs = context.reading.tariffs.side(side)
      let rate = isAllIn ? tariffs.allIn : tariffs.shownHeadline
      return rate.map { sight(rule.subject.words, .number($0)) }
    default: return nil
    }
  }

  /// Points that the index moved by a cause in the last seconds: by what governments said and did, without the decay of
  /// what they did before; or by the market's part of the combined index.
  private mutating func move(by cause: AlertRule.Cause, in seconds: Int64, _ context: Context) -> Double? {
    let now = context.reading.indicator
    guard now.isKnown, !now.evidence.isMissing else { return nil }
    let before = past.reading(of: context.desk, asOf: context.minute.advanced(bySeconds: -seconds)).indicator
    switch cause {
    case .policy:
      return IndicatorChange(from: before, to: now).items.reduce(0) { sum, item in
        switch item.cause {
        case .tariffs, .event(_, _, _, .new), .event(_, _, _, .status): sum + item.points
        case .event: sum
        }
      }
    case .market:
      guard let combined = now.combined, let old = before.combined else { return nil }
      return combined.value - now.policy.value - (old.value - before.policy.value)
    }
  }

  // MARK: Signals and deadlines

  private mutating func takeSignals(
    _ index: Int, _ side: Side?, _ grade: AlertRule.Grade?, _ context: Context, _ rung: inout [Firing]
  ) {
    let rule = rules[index]
    var present: Set<UInt64> = []
    for row in context.reading.signals where row.points != nil && rule.awaits(row.status.rawValue) {
      let signal = row.signal
      guard grade?.admits(signal) ?? true, side.map({ signal.actor == $0.actor }) ?? true else { continue }
      let key = Self.number([signal.id, row.status.rawValue])
      present.insert(key)
      guard let known = known[index], !known.contains(key), rule.admits(context.now, sessions), !isSpent(index) else {
        continue
      }
      let time =
        signal.status.last { $0.status == row.status && $0.known <= context.reading.cutoff }?.known ?? signal.known
      let sight = AlertSight(
        subject: signal.id, value: .word("\(row.status.rawValue): \(signal.text)"), time: time,
        day: context.reading.day, source: signal.origin)
      ring(AlertEdge(word: row.status.rawValue, time: time, since: time), sight, index, &rung)
    }
    note(present, index)
  }

  private mutating func takeDeadlines(
    _ index: Int, _ kind: CalendarEntry.Kind?, _ context: Context, _ rung: inout [Firing]
  ) {
    guard case .within(let seconds) = rules[index].predicate else { return }
    var present: Set<UInt64> = []
    for entry in context.reading.ahead where entry.isDeadline(of: kind) {
      let due = entry.instant.advanced(bySeconds: -seconds).nextWholeMinute
      guard due <= context.now else { continue }
      let key = Self.number([entry.title, "\(entry.instant.milliseconds)"])
      present.insert(key)
      guard let known = known[index], !known.contains(key), rules[index].admits(context.now, sessions), !isSpent(index)
      else { continue }
      // It became known later than it would have rung: it rings when it is seen.
      let last = lastTaken ?? due
      let time = due > last ? due : context.minute
      let sight = AlertSight(
        subject: entry.title, value: .word(AlertText.moment(entry.instant)), time: time, day: context.reading.day,
        source: entry.origin)
      ring(AlertEdge(word: "within", time: time, since: min(due, last)), sight, index, &rung)
    }
    note(present, index)
  }

  private mutating func note(_ present: Set<UInt64>, _ index: Int) {
    guard known[index] != present else { return }
    known[index] = present
    isUnkept = true
  }

  /// 64 bits that tell a thing from others.
  private static func number(_ parts: [String]) -> UInt64 { UInt64(Firing.digest(parts), radix: 16) ?? 0 }

  // MARK: Feeds

  private mutating func takeFeed(_ index: Int, _ name: String, _ context: Context, _ rung: inout [Firing]) {
    guard context.isNewMinute, case .silent(let seconds) = rules[index].predicate,
      let feed = context.feed(name), let start = feed.start
    else { return }
    let due = max(feed.newest ?? start, start).advanced(bySeconds: seconds).nextWholeMinute
    let isSilent = due <= context.minute
    let last = tracks[index][name]?.time
    let time = isSilent && last.map({ $0 < due }) ?? true ? due : context.minute
    let sight = AlertSight(
      subject: name, symbol: feed.symbol, value: .word(isSilent ? "silent" : "alive"),
      time: isSilent ? time : context.minute,
      day: context.reading.day)
    take(sight, index, context, &rung)
  }

  /// A sign of life at each whole multiple of its time.
  private mutating func beat(_ index: Int, _ context: Context, _ rung: inout [Firing]) {
    guard case .every(let seconds) = rules[index].frequency else { return }
    let time = Instant(seconds: context.now.seconds.floorDivided(by: seconds) * seconds)
    let subject = "heartbeat"
    let last = tracks[index][subject]?.time
    guard last.map({ $0 < time }) ?? true else { return }
    tracks[index][subject, default: AlertTrack()].time = time
    isUnkept = true
    // Nobody waits for signs of life of a time when there was none.
    guard let last, let runs, time >= runs, rules[index].admits(time, sessions) else { return }
    let sight = AlertSight(subject: subject, value: .word("alive"), time: time, day: context.reading.day)
    ring(AlertEdge(word: "beat", time: time, since: last), sight, index, &rung)
  }
}

extension AlertBook.Context {
  /// A feed by its file, or by a name of the watchlist.
  struct Feed {
    /// The time of its newest price.
    let newest: Instant?
    /// Since when a venue of its names has traded without a pause; nil where none trades.
    let start: Instant?
    let symbol: String?
  }

  /// Nil where the desk knows neither.
  func feed(_ name: String) -> Feed? {
    for row in reading.sectors.lazy.flatMap(\.rows) where row.instrument.isNamed(name) {
      let newest = row.instrument.symbols.compactMap { desk.quotes[$0]?.time }.max()
      return Feed(newest: newest, start: start(of: [row]), symbol: row.instrument.symbol)
    }
    guard let file = desk.files.first(where: { $0.path == name }) else { return nil }
    let rows = reading.sectors.flatMap(\.rows).filter { row in
      row.instrument.symbols.contains { desk.quotes[$0]?.origin.file == name }
    }
    let newest = rows.flatMap(\.instrument.symbols).compactMap { desk.quotes[$0]?.time }.max()
    return Feed(newest: [newest, file.changes.last].compactMap(\.self).max(), start: start(of: rows), symbol: nil)
  }

  private func start(of rows: [QuoteRow]) -> Instant? {
    rows.compactMap { row in row.instrument.venue.flatMap { desk.sessions[$0].trading(at: minute)?.start } }.min()
  }
}

extension DeskReading {
  /// A file of the ledger is refused or gone: what follows from it is what it said before.
  var holdsPolicy: Bool { troubledFiles.contains { $0.kind == "signals" || $0.kind == "tariffs" } }
}

extension AlertRule {
  /// The number that it compares with.
  fileprivate var number: Double? { if case .number(let number)? = level { number } else { nil } }
}

extension AlertRule.Number {
  /// Nil where it is not known, and where no evidence is left of which the index is made.
  func value(in indicator: IndicatorReading) -> Double? {
    let policy = indicator.isKnown && !indicator.evidence.isMissing ? indicator.policy.value : nil
    return switch self {
    case .index: policy
    case .words: policy.flatMap { _ in indicator.words }
    case .deeds: policy.flatMap { _ in indicator.deeds }
    case .market: indicator.market?.value
    case .gap: policy.flatMap { policy in indicator.market.map { policy - $0.value } }
    }
  }
}

extension Side {
  /// As signals name who acts.
  fileprivate var actor: String { self == .us ? "USA" : "CHN" }
}

extension AheadEntry {
  /// Whether it is to come by a date; of a kind, or a deadline, a tariff step or the end of a truce.
  func isDeadline(of kind: CalendarEntry.Kind?) -> Bool {
    switch subject {
    case .calendar(let entry): entry.kind == kind ?? .deadline
    case .step(let change): kind == nil && !change.isContinuation
    case .expiry: kind == nil
    case .opening, .reopening, .earlyClose: false
    }
  }

  var title: String {
    switch subject {
    case .calendar(let entry): entry.title
    case .step(let change): change.measure.title
    case .expiry(let measure): "\(measure.title) ends"
    case .opening(let venue), .reopening(let venue), .earlyClose(let venue): venue.shortName
    }
  }
}
