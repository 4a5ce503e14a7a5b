import Market

/// The policy index of a day at other headlines, with the events as they are: the same formula as the index itself
/// (``PolicyIndex``), with τ = baseline + headline on either side.
package struct HeadlineIndex: Hashable, Sendable {
  private let settings: IndicatorSettings
  /// E, 0…100; nil for a desk without a ledger.
  private let events: Double?
  private let usBaseline: Double?
  private let chinaBaseline: Double?

  package init(_ reading: DeskReading, settings: IndicatorSettings) {
    self.settings = settings
    events = reading.indicator.events?.level
    usBaseline = reading.tariffs.us.baseline
    chinaBaseline = reading.tariffs.china.baseline
  }

  init(_ ledger: PolicyIndex, events: Double?, at instant: Instant) {
    settings = ledger.settings
    self.events = events
    usBaseline = ledger.schedule.baseline(.us, at: instant)
    chinaBaseline = ledger.schedule.baseline(.china, at: instant)
  }

  /// T, 0…100, the mean of both sides, at headlines in points; nil where a side has no baseline.
  package func tariffLevel(us: Double, china: Double) -> Double? {
    guard let usBaseline, let chinaBaseline else { return nil }
    return
      (PolicyIndex.tariffLevel(.us, allIn: us + usBaseline)
      + PolicyIndex.tariffLevel(.china, allIn: china + chinaBaseline)) / 2
  }

  /// The policy index, 0…100; nil where a side has no baseline.
  package func value(us: Double, china: Double) -> Double? {
    tariffLevel(us: us, china: china).map { level in
      Shares(
        events: settings.eventsWeight, tariffs: settings.tariffsWeight, hasEvents: events != nil, true
      ).value(events: events, tariffs: level)
    }
  }
}
