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
  static func rows(_ signals: [Signal], _ part: PolicyReading, asOf instant: Instant) -> [SignalRow] {
    var points: [String: Double] = [:]
    for contribution in part.contributions { points[contribution.signal.id] = contribution.points }
    let rows = signals.filter { $0.known <= instant && $0.day <= part.day }.map { signal in
      let status = signal.status(asOf: instant)
      return SignalRow(
        signal: signal, status: status, credibility: signal.credibility(status), points: points[signal.id])
    }
    return rows.sorted { a, b in
      if a.signal.day != b.signal.day { return a.signal.day > b.signal.day }
      if a.signal.known != b.signal.known { return a.signal.known > b.signal.known }
      let (first, second) = (abs(a.points ?? 0), abs(b.points ?? 0))
      // Equal strengths differ in their last bits.
      return abs(first - second) > 1e-9 ? first > second : a.signal.id < b.signal.id
    }
  }
}
