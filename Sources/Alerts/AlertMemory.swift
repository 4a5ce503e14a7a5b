import Canvas
import Market

/// What is kept of the rules over restarts.
package struct AlertMemory: Hashable, Sendable {
  /// How one rule stands, by what it looks at.
  struct Rule: Hashable, Sendable {
    var tracks: [String: AlertTrack] = [:]
    var firings: [String: Firing] = [:]
    var acknowledged: Instant?
    var snooze: AlertBook.Snooze?
    var known: Set<UInt64>?
  }

  /// The moment of the last reading; nil: there was none.
  package var lastTaken: Instant?
  /// By the rule's words.
  var rules: [String: Rule] = [:]
  var held: Set<String> = []
  var doubted: [String: Day] = [:]

  package init() {}

  /// The last firings of each rule and subject whose data are of a moment or later, the oldest first.
  package func rung(since first: Instant) -> [Firing] {
    rules.values.flatMap(\.firings.values).filter { $0.time >= first && !$0.isSnoozed }
      .sorted { ($0.time, $0.id) < ($1.time, $1.id) }
  }
}

extension AlertBook {
  /// What is to be kept of the rules that there are.
  package var memory: AlertMemory {
    var memory = AlertMemory()
    (memory.lastTaken, memory.held, memory.doubted) = (lastTaken, held, doubted)
    for (index, rule) in rules.enumerated() {
      memory.rules[rule.key] = AlertMemory.Rule(
        tracks: tracks[index], firings: firings[index], acknowledged: acknowledged[index], snooze: snoozes[index],
        known: known[index])
    }
    return memory
  }

  mutating func restoreCommon(_ memory: AlertMemory) {
    (lastTaken, held, doubted) = (memory.lastTaken, memory.held, memory.doubted)
  }

  mutating func restore(_ index: Int) {
    guard let rule = kept.rules[rules[index].key] else { return }
    (tracks[index], firings[index], known[index]) = (rule.tracks, rule.firings, rule.known)
    (acknowledged[index], snoozes[index]) = (rule.acknowledged, rule.snooze)
  }
}

/// Firings that went out, by their edges, so that none goes out twice: after a kill, and from several sessions that read
/// different values of one move.
package struct ToldFirings: Hashable, Sendable {
  /// The span of data that the edge lies in.
  struct Span: Hashable, Sendable {
    let since: Instant
    let time: Instant
  }

  private var spans: [String: [Span]] = [:]

  package init() {}

  package mutating func insert(_ edge: String, since: Instant, time: Instant) {
    spans[edge, default: []].append(Span(since: since, time: time))
  }

  /// Whether an edge of this kind lies in the same data.
  package func contains(_ edge: String, since: Instant, time: Instant) -> Bool {
    spans[edge]?.contains { $0.time == time || $0.since < time && since < $0.time } ?? false
  }
}
