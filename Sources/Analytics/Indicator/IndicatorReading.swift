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

  /// The policy index under other settings of half-lives, scale and weights, which share one ledger.
  package struct Spread: Hashable, Sendable {
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
    /// The last date that changes a rate.
    package let from: Day
    /// The steps of that date.
    package let steps: [TariffReading.Change]
  }

  /// What the events rest on: the newest signal that is not withdrawn. A change of a signal's status is no new evidence.
  package struct Evidence: Hashable, Sendable {
    /// Days after which it is old, and after which it is none.
    static let fresh = 7
    static let longest = 30

    /// The date of the newest signal; nil without any.
    package let newest: Day?
    /// Days from then to the day of the reading.
    package let ageDays: Int?
    package var isOld: Bool { (ageDays ?? 0) > Evidence.fresh }
    /// Older than 30 days, or no signal: the index has no label.
    package var isMissing: Bool { (ageDays ?? .max) > Evidence.longest }
  }

  package let day: Day
  package let policy: Estimate
  /// Nil without evidence, or without a part of the index.
  package var label: Label? { isKnown && !evidence.isMissing ? Label(policy.value) : nil }
  /// Nil where the label is.
  package let spread: Spread?
  /// Only where it differs from the policy index.
  package let announced: Announced?
  /// Nil without a market component.
  package let combined: Estimate?
  package let market: MarketReading?
  /// Nil when the desk has no ledger of signals: the part is then dropped. A ledger that begins later reads 50.
  package let events: Part?
  /// The points of `events` by what the signals are: statements, and acts; they add up to its contribution.
  package let words: Double?
  package let deeds: Double?
  /// The policy index without the signals that are steps of measures on all goods, which count in the tariff level too; nil
  /// without events.
  package let withoutMeasures: Double?
  /// Nil where a side has no baseline.
  package let tariffs: Part?
  /// The sides' halves of `tariffs`: their level, and their share of its contribution.
  package let usTariffs: Part?
  package let chinaTariffs: Part?
  /// Every event within its year, largest points first.
  package let contributions: [Contribution]
  package let evidence: Evidence
  package let talks: Trigger
  package let rollback: Trigger
  /// Headline plus baseline at or below which rollback fires on this day.
  package let rollbackUS: Double
  package let rollbackChina: Double
  /// The policy index if every lapsed truce has come to its end (``TariffMeasure/Step/ifLapsed``); nil where none has lapsed.
  package let ifLapsed: Double?
  /// Whether a part of the policy index exists; else its value says nothing.
  package var isKnown: Bool { events != nil || tariffs != nil }
}
