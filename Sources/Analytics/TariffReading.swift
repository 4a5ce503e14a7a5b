import Market

/// Where the tariffs of both sides stand on a day.
package struct TariffReading: Hashable, Sendable {
  package struct SideReading: Hashable, Sendable {
    package let side: Side
    /// Sum of the economy-wide measures in force, percentage points.
    package let headline: Double
    /// Headline plus baseline; nil where there is no baseline.
    package let allIn: Double?
    package let baseline: Double?
    /// First day of the present headline.
    package let since: Day?
    /// The highest headline so far and its first day.
    package let peak: (rate: Double, day: Day)?

    package static func == (a: SideReading, b: SideReading) -> Bool {
      a.side == b.side && a.headline == b.headline && a.allIn == b.allIn && a.baseline == b.baseline
        && a.since == b.since && a.peak?.rate == b.peak?.rate && a.peak?.day == b.peak?.day
    }
    package func hash(into hasher: inout Hasher) { hasher.combine(headline) }
  }

  /// A measure as it stands on the day.
  package struct Layer: Hashable, Sendable {
    package enum State: String, Sendable {
      case inForce = "in force"
      case pending, suspended, ended
      case struckDown = "struck down"
    }

    package let measure: TariffMeasure
    package let state: State
    /// The step in force (pending: the step to come).
    package let step: TariffMeasure.Step
    /// Percentage points in force; nil: no rate.
    package let rate: Double?
    /// First day of this state.
    package let since: Day
    package let until: Day?
  }

  /// A dated change to come.
  package struct Change: Hashable, Sendable {
    package let measure: TariffMeasure
    package let step: TariffMeasure.Step
    /// The moment of effect.
    package let instant: Instant
  }

  package let day: Day
  package let us: SideReading
  package let china: SideReading
  /// Economy-wide first, then by rate, then by id.
  package let layers: [Layer]
  /// Ascending by moment.
  package let pending: [Change]
  /// Days since either headline last changed; nil if never.
  package let daysUnchanged: Int?

  package func side(_ side: Side) -> SideReading { side == .us ? us : china }
}
