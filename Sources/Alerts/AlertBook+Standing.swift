import Analytics
import Market
import Wording

extension AlertBook {
  /// How each rule stands in a reading, in the order of ``rules``.
  package func standings(in reading: DeskReading, of desk: Desk) -> [AlertStanding] {
    rules.indices.map { index in
      AlertStanding(
        rule: rules[index], state: state(of: index, at: reading.asOf), subject: "", symbol: nil, value: "",
        distance: "", distancePercent: nil, level: nil, mustReturn: nil,
        lastFiring: firings[index].values.max { $0.time < $1.time }, acknowledged: acknowledged[index])
    }
  }

  /// How a rule stands, whatever the desk says.
  func state(of index: Int, at now: Instant) -> AlertState {
    let rule = rules[index]
    if let until = rule.until, Zone.newYork.day(of: now) > until { return .expired }
    if rule.frequency == .once, !firings[index].isEmpty { return .expired }
    if let snooze = snoozes[index], snooze.until > now { return .snoozed(until: snooze.until) }
    let tracks = tracks[index].values
    if let firing = tracks.filter(\.isFiring).compactMap(\.fired).max() { return .firing(since: firing) }
    if let pending = tracks.compactMap(\.pending).min() { return .pending(since: pending) }
    return tracks.isEmpty ? .noData : .armed
  }
}
