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
    /// When it became known; nil: known from its effective date.
    package let announced: Day?
    package let effective: Day
    /// Clock time of effect, if it is not the side's usual one (US 00:01 New York, China 12:01 Beijing).
    package let time: Instant?
    /// Percentage points; nil: no rate of its own (a fee, a licence).
    package let rate: Double?
    package let state: State
    /// Last day of a stated suspension or truce: a countdown, not an end of the rate.
    package let until: Day?
    package let instrument: String
    package let note: String
    package let source: String
    package var origin: Origin

    package init(
      announced: Day?, effective: Day, time: Instant? = nil, rate: Double?, state: State = .inForce, until: Day? = nil,
      instrument: String = "", note: String = "", source: String = "", origin: Origin
    ) {
      self.announced = announced
      self.effective = effective
      self.time = time
      self.rate = rate
      self.state = state
      self.until = until
      self.instrument = instrument
      self.note = note
      self.source = source
      self.origin = origin
    }

    /// The day from which it is known.
    package var known: Day { announced ?? effective }
  }

  package let id: String
  package let by: Side
  /// Two-letter code of the target, `all`, or free text.
  package let on: String
  package let authority: String
  package let title: String
  package let scope: Scope
  package let sectors: [String]
  /// Ascending by effective date.
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
    self.steps = steps
    self.origin = origin
  }
}
