import Market

/// What a change of the ledger does to the policy index (the formula stands at ``PolicyIndex``).
package struct IndexMove: Hashable, Sendable {
  /// The index without and with the change, 0…100; nil where the desk knows neither events nor tariffs.
  package let before: Double?
  package let after: Double?
  /// The same once every measure announced by then is in force.
  package let announcedBefore: Double?
  package let announcedAfter: Double?

  /// From one desk to another, with what is known at a moment.
  package init(from: Desk, to: Desk, asOf instant: Instant) {
    func values(_ desk: Desk) -> (now: Double?, announced: Double?) {
      let reading = PolicyReading(PolicyIndex(desk), asOf: desk.ledgerCutoff(asOf: instant))
      guard reading.events != nil || reading.tariffs != nil else { return (nil, nil) }
      return (reading.policy.value, reading.announced?.value ?? reading.policy.value)
    }
    (before, announcedBefore) = values(from)
    (after, announcedAfter) = values(to)
  }
}
