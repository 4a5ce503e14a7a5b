/// One tariff or non-tariff measure with its dated steps.
package struct TariffMeasure: Hashable, Sendable {
  /// What the rate touches: every good, a sector, listed products; `legacy` stands inside the baseline; `fee` and
  /// `export` are no duty rates.
  package enum Scope: String, Sendable, CaseIterable { case all, sector, product, legacy, fee, export }

  package enum State: String, Sendable, CaseIterable {
    case inForce = "in force"
    case suspended
    case struckDown = "struck down"
    case ended
    /// Found by a feed and not yet read by anyone: shown as pending and never a rate.
    case unconfirmed = "to be confirmed"
  }

  package struct Step: Hashable, Sendable {
    /// The date in New York on which it became known; nil: known from taking effect.
    package let announced: Day?
    /// The moment of the announcement, where it is known.
    package let announcedAt: Instant?
    package let effective: Day
    /// Clock time of effect, if it is not the side's usual one (US 00:01 New York, China 12:01 Beijing).
    package let time: Instant?
    /// Percentage points; nil: no rate of its own (a fee, a licence).
    package let rate: Double?
    package let state: State
    /// Last day on which a stated suspension or truce holds: a countdown, not an end of the rate.
    package let until: Day?
    /// The measure's own rate, percentage points, if the step lapses after `until` and nothing is said; nil: not stated.
    package let ifLapsed: Double?
    package let instrument: String
    package let note: String
    package let source: String
    /// Whether the step was found at its source; else it shows with `?`.
    package let verified: Bool
    package var origin: Origin

    package init(
      announced: Day?, announcedAt: Instant? = nil, effective: Day, time: Instant? = nil, rate: Double?,
      state: State = .inForce, until: Day? = nil, ifLapsed: Double? = nil, instrument: String = "", note: String = "",
      source: String = "", verified: Bool = true, origin: Origin
    ) {
      self.announced = announced ?? announcedAt.map(Zone.newYork.day)
      self.announcedAt = announcedAt
      self.effective = effective
      self.time = time
      self.rate = rate
      self.state = state
      self.until = until
      self.ifLapsed = ifLapsed
      self.instrument = instrument
      self.note = note
      self.source = source
      self.verified = verified
      self.origin = origin
    }

    /// The date of the announcement; that of effect where none is stated.
    package var announcedDay: Day { announced ?? effective }
  }

  package let id: String
  package let by: Side
  /// Two-letter code of the target, `all`, or free text.
  package let on: String
  package let authority: String
  package let title: String
  package let scope: Scope
  package let sectors: [String]
  /// Ascending by effective date; of one date by the moment they became known, then as they were told.
  package var steps: [Step]
  package var origin: Origin
  package var kept = false

  package init(
    id: String, by: Side, on: String, authority: String = "", title: String, scope: Scope, sectors: [String] = [],
    steps: [Step], origin: Origin
  ) {
    self.id = id
    self.by = by
    self.on = on
    self.authority = authority
    self.title = title
    self.scope = scope
    self.sectors = sectors
    self.steps = []
    self.origin = origin
    self.steps = steps.sorted { ($0.effective, known($0)) < ($1.effective, known($1)) }
  }

  /// The moment from which a step is known: that of its announcement, else 16:20 New York of the announcement's date, else
  /// that of its effect.
  package func known(_ step: Step) -> Instant { step.announcedAt ?? step.announced?.asOf ?? instant(of: step) }

  /// The moment a step takes effect: its own time, else 00:01 New York for the US, 12:01 Beijing for China.
  package func instant(of step: Step) -> Instant {
    if let time = step.time { return time }
    return by == .us
      ? Zone.newYork.instant(step.effective, minute: 1) : Zone.shanghai.instant(step.effective, hour: 12, minute: 1)
  }
}
