import Market

/// A value with its 90 % band, clipped to 0…100.
package struct Estimate: Hashable, Sendable {
  package let value: Double
  package let low: Double
  package let high: Double

  package init(value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }
}

/// The five bands of the index.
package enum Label: String, Sendable, CaseIterable {
  case tradeWar = "Trade war"
  case escalation = "Escalation"
  case stalemate = "Stalemate"
  case deEscalation = "De-escalation"
  case detente = "Détente"

  /// <20, <40, <60, <80, else.
  package init(_ value: Double) {
    self =
      switch value {
      case ..<20: .tradeWar
      case ..<40: .escalation
      case ..<60: .stalemate
      case ..<80: .deEscalation
      default: .detente
      }
  }
}

/// A trigger of the seed article: off, claimed, or fired.
package struct Trigger: Hashable, Sendable {
  package enum State: String, Sendable { case off, latent, fired }

  package let state: State
  /// First day of the current state; nil when off.
  package let since: Day?
  /// Last day on which the present evidence holds it in this state; nil when off.
  package let lapses: Day?
  /// What is missing for `fired`, in plain words, most important first; empty when off or fired.
  package let lacking: [String]

  package init(state: State, since: Day?, lapses: Day?, lacking: [String]) {
    self.state = state
    self.since = since
    self.lapses = lapses
    self.lacking = lacking
  }
}

/// The de-escalation indicator on one day, with everything that made it.
package struct IndicatorReading: Hashable, Sendable {
  package struct Part: Hashable, Sendable {
    /// 0…100.
    package let level: Double
    /// Points of the policy index, from 50.
    package let contribution: Double

    package init(level: Double, contribution: Double) {
      self.level = level
      self.contribution = contribution
    }
  }

  /// One event's share.
  package struct Contribution: Hashable, Sendable {
    package let signal: Signal
    /// Status as of the reading.
    package let status: Signal.Status
    /// Credibility after the status rule.
    package let credibility: Int
    /// Days.
    package let age: Int
    /// 2^(−age/H).
    package let decay: Double
    /// ρ = R × C.
    package let probability: Double
    /// g · ρ · scope · decay.
    package let strength: Double
    /// Points of the policy index.
    package let points: Double
  }

  package struct Models: Hashable, Sendable {
    package let low: Double
    package let median: Double
    package let high: Double
    /// How many of `count` carry the reading's label.
    package let agree: Int
    package let count: Int
  }

  /// The index once announced measures are in force.
  package struct Announced: Hashable, Sendable {
    package let value: Double
    package let from: Day
  }

  package struct Ledger: Hashable, Sendable {
    package let newest: Day?
    package let ageDays: Int?
    /// Older than 7 days.
    package let isStale: Bool
  }

  package let day: Day
  package let policy: Estimate
  package var label: Label { Label(policy.value) }
  package let models: Models
  /// Only where it differs from the policy index.
  package let announced: Announced?
  /// Nil without a market component.
  package let combined: Estimate?
  package let market: MarketReading?
  /// Nil when no signal is known: the part is then dropped.
  package let events: Part?
  /// Nil where a side has no baseline.
  package let tariffs: Part?
  /// Every event within its year, largest points first.
  package let contributions: [Contribution]
  package let ledger: Ledger
  package let talks: Trigger
  package let rollback: Trigger
}

/// The market component: a trade-exposed basket against the market over five sessions.
package struct MarketReading: Hashable, Sendable {
  package struct Member: Hashable, Sendable {
    package let symbol: String
    /// Normalised.
    package let weight: Double
    /// Log return over the window.
    package let logReturn: Double
  }

  /// 0…100.
  package let value: Double
  package let z: Double
  package let relativeReturn: Double
  package let mean: Double
  package let deviation: Double
  /// Standard error of `value`.
  package let standardError: Double
  /// The last session of the reference that counts.
  package let session: Day
  /// The moment up to which prices count.
  package let pricesTo: Instant
  package let members: [Member]
  package let referenceReturn: Double
  /// A close is provisional (quote of a session without a bar).
  package let isProvisional: Bool
  /// A close is not adjusted.
  package let isUnadjusted: Bool
}

/// What moved a value between two days; the items sum to `total`.
package struct IndicatorChange: Hashable, Sendable {
  package enum Cause: Hashable, Sendable {
    /// One event: new, aged, or its status changed.
    case event(id: String)
    /// The tariff part.
    case tariffs(side: Side)
  }

  package struct Item: Hashable, Sendable {
    package let cause: Cause
    package let text: String
    package let points: Double
  }

  package let from: Day
  package let total: Double
  package let events: Double
  package let tariffs: Double
  /// Largest first.
  package let items: [Item]
}

/// What moved the market needle between two days, in needle points; the items sum to `total`.
package struct MarketChange: Hashable, Sendable {
  package struct Item: Hashable, Sendable {
    /// A member's symbol, the reference's symbol, or `window` (days that left the window and the moved baseline).
    package let name: String
    package let points: Double
  }

  package let total: Double
  /// Largest first.
  package let items: [Item]
}
