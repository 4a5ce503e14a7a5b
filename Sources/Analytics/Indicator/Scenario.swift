import Market

/// What the policy index would gain today if one thing were different.
package struct Scenario: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The report of talks of a day is confirmed.
    case talksConfirmed(Day)
    case tenPointsOff(Side)
    /// Both sides cut to the rates of the truce.
    case truceRates
  }

  package let kind: Kind
  /// Points of the policy index.
  package let points: Double

  /// Only those that are possible: an unconfirmed report of talks, rates high enough to cut.
  static func scenarios(_ ledger: PolicyIndex, _ part: PolicyReading, asOf instant: Instant) -> [Scenario] {
    var scenarios: [Scenario] = []
    let now = part.policy.value
    let level = part.tariffs?.level

    let claim = part.contributions.filter {
      $0.signal.isAboutTalks && ($0.status == .denied || $0.status == .reported)
    }.max { ($0.signal.day, $0.signal.known) < ($1.signal.day, $1.signal.known) }
    if let claim {
      let sum = ledger.eventSum(on: part.day, asOf: instant).sum
      let force = claim.signal.weight * claim.signal.scope * claim.decay
      let confirmed = sum + force * (claim.signal.probability(.confirmed) - claim.probability)
      let value = ledger.policy(events: ledger.eventsLevel(confirmed, scale: ledger.scale), tariffs: level)
      scenarios.append(Scenario(kind: .talksConfirmed(claim.signal.day), points: value - now))
    }

    let us = ledger.schedule.headline(.us, at: instant)
    let china = ledger.schedule.headline(.china, at: instant)
    let index = HeadlineIndex(ledger, events: part.events?.level, at: instant)
    if us >= 10, let value = index.value(us: us - 10, china: china) {
      scenarios.append(Scenario(kind: .tenPointsOff(.us), points: value - now))
    } else if china >= 10, let value = index.value(us: us, china: china - 10) {
      scenarios.append(Scenario(kind: .tenPointsOff(.china), points: value - now))
    }
    if us > 30 || china > 10, let value = index.value(us: min(us, 30), china: min(china, 10)) {
      scenarios.append(Scenario(kind: .truceRates, points: value - now))
    }
    return scenarios
  }
}
