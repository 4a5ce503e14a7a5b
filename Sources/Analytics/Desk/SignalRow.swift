import Market

/// A signal as it stands at a moment.
package struct SignalRow: Hashable, Sendable {
  package let signal: Signal
  package let status: Signal.Status
  /// Credibility after the status rule.
  package let credibility: Int
  /// Points of the policy index; nil when the event is more than a year old.
  package let points: Double?
}

extension SignalRow {
  /// What orders rows; signals are large, and are not moved to be sorted.
  private struct Key {
    let index: Int
    let day: Day
    let known: Instant
    let points: Double?
  }

  /// Newest first; of one moment the largest first.
  static func rows(_ ledger: PolicyIndex, _ part: PolicyReading, asOf instant: Instant) -> [SignalRow] {
    let signals = ledger.signals
    var points: [String: Double] = [:]
    points.reserveCapacity(part.contributions.count)
    for contribution in part.contributions { points[contribution.signal.id] = contribution.points }
    var keys: [Key] = []
    keys.reserveCapacity(signals.count)
    for (index, known) in ledger.known.enumerated() where known <= instant && signals[index].day <= part.day {
      let day = signals[index].day
      let isYoung = day.days(to: part.day) <= PolicyIndex.window
      keys.append(
        Key(index: index, day: day, known: known, points: isYoung ? points[signals[index].id] : nil))
    }
    keys.sort { a, b in
      if a.day != b.day { return a.day > b.day }
      if a.known != b.known { return a.known > b.known }
      let (first, second) = (abs(a.points ?? 0), abs(b.points ?? 0))
      // Equal strengths differ in their last bits.
      return abs(first - second) > 1e-9 ? first > second : signals[a.index].id < signals[b.index].id
    }
    return keys.map { key in
      let signal = signals[key.index]
      let status = signal.status(asOf: instant)
      return SignalRow(
        signal: signal, status: status, credibility: signal.credibility(status), points: key.points)
    }
  }
}
