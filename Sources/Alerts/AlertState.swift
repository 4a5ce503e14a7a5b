import Market

/// How a rule stands.
package enum AlertState: Hashable, Sendable {
  /// It waits for its edge.
  case armed
  /// It holds, but not yet for as long as it has to.
  case pending(since: Instant)
  /// It rang, and is not armed again.
  case firing(since: Instant)
  case snoozed(until: Instant)
  /// Its last date has passed, or it was to ring once and did.
  case expired
  /// What it looks at depends on a feed that is dead or a file that is refused.
  case inhibited(by: String)
  case noData

  /// As lists, print and the log say it.
  package var word: String {
    switch self {
    case .armed: "armed"
    case .pending: "pending"
    case .firing: "firing"
    case .snoozed: "snoozed"
    case .expired: "expired"
    case .inhibited: "inhibited"
    case .noData: "no data"
    }
  }
}

/// What a list of rules shows of one.
package struct AlertStanding: Hashable, Sendable {
  package let rule: AlertRule
  package let state: AlertState
  /// What it looks at now, by the name that the desk has for it; of several what is nearest to ringing.
  package let subject: String
  /// The name of the watchlist that it looks at; nil for anything else.
  package let symbol: String?
  /// What is there now, as it is shown; empty without data.
  package let value: String
  /// How far that is from ringing: `8.96 above`; empty where it is no number.
  package let distance: String
  /// The same in percent of the value, unsigned; nil where it is no number.
  package let distancePercent: Double?
  /// The level that it is compared with now; nil where there is none.
  package let level: Double?
  /// Where it has to come back to before it can ring, as it is shown: its level was passed when it was first looked at, or
  /// it rang. Nil where it is armed.
  package let mustReturn: String?
  /// What is wrong with what it looks at; empty where nothing is.
  package let remark: String
  package let lastFiring: Firing?
  /// When the trader acknowledged the last firing; nil: not since then.
  package let acknowledged: Instant?
}
