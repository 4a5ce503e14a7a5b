import Analytics
import Market
import Wording

/// The rules of a desk and how each stands. It changes only by the readings it takes in and by what the trader does; it
/// has no clock.
///
/// A rule sees data: values with their times. The first that it sees arms it and never rings; later ones ring at an edge.
/// A value that is stale, carried, adjusted only or doubtful is none.
package struct AlertBook: Sendable {
  /// In the order of the desk's files, then the trader's own.
  package private(set) var rules: [AlertRule] = []
  /// Lines that are no rules, or repeat one.
  package private(set) var problems: [Problem] = []
  /// Steps of rules that were made: of a change of one name its own rules, its sector's and those of any name.
  package internal(set) var evaluations = 0
  /// The moment of the last reading that was taken in; nil: none was.
  package internal(set) var lastTaken: Instant?

  private var lines: [AlertLine] = []
  private var own: [AlertLine] = []
  /// By rule, by what it looks at.
  var tracks: [[String: AlertTrack]] = []
  /// By rule, the last firing of each subject.
  var firings: [[String: Firing]] = []
  /// By rule, by when it was acknowledged.
  var acknowledged: [Int: Instant] = [:]
  var snoozes: [Int: Snooze] = [:]
  /// What was known of signals and deadlines, by rule: what is not in here is new.
  var known: [Int: Set<UInt64>] = [:]
  /// Files that are dead or refused and were told; names whose doubtful price was told, with its session.
  var held: Set<String> = []
  var doubted: [String: Day] = [:]
  /// Firings that went out before a restart, by their edges.
  var told = ToldFirings()
  /// From when on this run sees what happens; what is dated before is late.
  var runs: Instant?
  /// States kept for rules that are no more, or not yet read.
  var kept = AlertMemory()
  var layout = AlertLayout()
  var changes: [AlertChange] = []
  /// Rules stand otherwise than what was kept last.
  var isUnkept = false
  /// When venues trade, as the desk of the last reading tells.
  var sessions = Sessions.published
  /// For the past that moves of the index are counted from.
  var past = DeskEvaluator()

  struct Snooze: Hashable, Sendable {
    var until: Instant
    /// How often it was asked for: each time for longer.
    var count: Int
  }

  package init() {}

  /// The rules of lines, none looked at yet.
  /// - Parameters:
  ///   - lines: the desk's.
  ///   - own: those of the trader's configuration.
  ///   - memory: how they stood before.
  ///   - told: what went out in earlier runs.
  package init(
    _ lines: [AlertLine], own: [AlertLine] = [], remembering memory: AlertMemory = AlertMemory(),
    told: ToldFirings = ToldFirings()
  ) {
    self.told = told
    kept = memory
    restoreCommon(memory)
    use(lines, own: own)
  }

  /// Has these lines be the rules; those that were there before stand as they stood.
  package mutating func use(_ lines: [AlertLine], own: [AlertLine]) {
    guard lines != self.lines || own != self.own || rules.isEmpty && problems.isEmpty else { return }
    (self.lines, self.own) = (lines, own)
    kept.rules.merge(memory.rules) { $1 }
    (rules, problems) = ([], [])
    (tracks, firings, acknowledged, snoozes, known) = ([], [], [:], [:], [:])
    var places: [String: Origin] = [:]
    for (line, isOwn) in lines.map({ ($0, false) }) + own.map({ ($0, true) }) {
      do throws(AlertRuleFault) {
        let rule = try AlertRule(line, isOwn: isOwn)
        if let first = places[rule.key] {
          problems.append(
            AlertRuleFault(column: 1, message: "found the rule of \(first) once more, expected another").problem(line))
          continue
        }
        places[rule.key] = rule.origin
        add(rule)
      } catch {
        problems.append(error.problem(line))
      }
    }
    layout = AlertLayout()
  }

  private mutating func add(_ rule: AlertRule) {
    let index = rules.count
    rules.append(rule)
    tracks.append([:])
    firings.append([:])
    restore(index)
  }

  /// Whether nothing is to be looked at.
  package var isEmpty: Bool { rules.isEmpty }

  /// What rang, what has happened to rules and what is to be kept since this was asked last; nil where that is nothing.
  /// - Parameter firings: what ``take(_:of:)`` gave since then.
  package mutating func news(_ firings: [Firing] = []) -> AlertNews? {
    guard isUnkept || !changes.isEmpty || !firings.isEmpty else { return nil }
    defer { (changes, isUnkept) = ([], false) }
    return AlertNews(firings: firings, changes: changes, memory: memory)
  }

  // MARK: What the trader does

  /// Minutes of the first snooze, and of the next.
  private static let snoozes: [Int64] = [15, 60]

  /// Has a rule not ring for 15 minutes; once more, for an hour; once more, until tomorrow (00:00 New York).
  package mutating func snooze(_ rule: AlertRule, at now: Instant) {
    guard let index = rules.firstIndex(of: rule) else { return }
    let count = snoozes[index].map { $0.until > now ? $0.count : 0 } ?? 0
    let tomorrow = Zone.newYork.instant(Zone.newYork.day(of: now).advanced(by: 1))
    let until = count < Self.snoozes.count ? now.advanced(bySeconds: Self.snoozes[count] * 60) : tomorrow
    snoozes[index] = Snooze(until: until, count: count + 1)
    changes.append(AlertChange(rule, subject: "", "snoozed", value: "", time: now))
  }

  /// Takes the last firing of a rule as seen.
  package mutating func acknowledge(_ rule: AlertRule, at now: Instant) {
    guard let index = rules.firstIndex(of: rule) else { return }
    acknowledged[index] = now
    changes.append(AlertChange(rule, subject: "", "acknowledged", value: "", time: now))
  }

  /// Seconds for which what happened, and does not last, stands.
  private static let eventSeconds: Int64 = 86400

  /// The firings that stand: their rules are not armed again, and nobody has acknowledged them. The newest first.
  package var standing: [Firing] {
    rules.indices.flatMap { index in
      let isEvent = rules[index].isEvent
      return firings[index].values.filter { firing in
        let stands =
          isEvent
          ? lastTaken.map { firing.time.seconds(to: $0) < Self.eventSeconds } ?? true
          : tracks[index][firing.subject]?.isFiring ?? false
        return stands && !firing.isSnoozed && (acknowledged[index].map { $0 < firing.time } ?? true)
      }
    }.sorted { ($1.time, $0.id) < ($0.time, $1.id) }
  }

  /// Names of the watchlist with a firing that stands.
  package var firingSymbols: Set<String> { Set(standing.compactMap(\.symbol)) }

  /// When a rule is to be looked at although nothing has changed, before the next whole minute: what is pending then holds
  /// for long enough. Nil: nothing is pending.
  package var nextDue: Instant? {
    var next: Instant?
    for index in rules.indices {
      guard let span = rules[index].holds else { continue }
      for track in tracks[index].values {
        guard let pending = track.pending else { continue }
        let due = pending.advanced(bySeconds: span)
        // It was looked at by then: what it waits for is a new value.
        if let lastTaken, due <= lastTaken { continue }
        next = min(next ?? due, due)
      }
    }
    return next
  }
}

/// A change of a rule's state, for the log.
package struct AlertChange: Hashable, Sendable {
  package let rule: String
  package let origin: Origin
  package let subject: String
  /// `armed`, `pending`, `firing`, `snoozed`, `acknowledged`, `doubtful`.
  package let state: String
  /// As it is shown; empty where there is none.
  package let value: String
  package let time: Instant
  /// Of the firing; nil for other changes.
  package let id: String?

  init(_ rule: AlertRule, subject: String, _ state: String, value: String, time: Instant, id: String? = nil) {
    (self.rule, origin, self.subject, self.state, self.value) = (rule.text, rule.origin, subject, state, value)
    (self.time, self.id) = (time, id)
  }

  init(_ firing: Firing) {
    (rule, origin, subject, value) = (firing.rule, firing.origin, firing.subject, firing.value)
    (state, time, id) = (firing.isDoubtful ? "doubtful" : "firing", firing.time, firing.id)
  }
}

/// What a reading made of the rules, for the surroundings.
package struct AlertNews: Hashable, Sendable {
  /// To go out, in the order of their data.
  package var firings: [Firing]
  /// To be logged.
  package var changes: [AlertChange]
  /// To be kept.
  package var memory: AlertMemory

  package init(firings: [Firing], changes: [AlertChange], memory: AlertMemory) {
    (self.firings, self.changes, self.memory) = (firings, changes, memory)
  }
}

extension Desk {
  /// The same desk, whose files say which of their rules are none.
  package func refusing(_ problems: [Problem]) -> Desk {
    guard !problems.isEmpty else { return self }
    var desk = self
    let byPath = Dictionary(grouping: problems, by: \.path)
    for index in desk.files.indices {
      if let refused = byPath[desk.files[index].path] { desk.files[index].refuse(refused) }
    }
    return desk
  }
}
