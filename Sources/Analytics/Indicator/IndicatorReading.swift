import Market

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

  /// How old the ledger of signals is.
  package struct LedgerAge: Hashable, Sendable {
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
  /// Nil when the desk has no ledger of signals: the part is then dropped. A ledger that begins later reads 50.
  package let events: Part?
  /// Nil where a side has no baseline.
  package let tariffs: Part?
  /// The sides' halves of `tariffs`: their level, and their share of its contribution.
  package let usTariffs: Part?
  package let chinaTariffs: Part?
  /// Every event within its year, largest points first.
  package let contributions: [Contribution]
  package let ledger: LedgerAge
  package let talks: Trigger
  package let rollback: Trigger
  /// Headline plus baseline at or below which rollback fires on this day.
  package let rollbackUS: Double
  package let rollbackChina: Double
  /// Whether a part of the policy index exists; else its value says nothing.
  package var isKnown: Bool { events != nil || tariffs != nil }
}
