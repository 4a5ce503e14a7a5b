import Market

/// What a change of the ledger does to the policy index (the formula stands at ``PolicyIndex``).
package struct IndexMove: Hashable, Sendable {
  /// The index without and with the change, 0…100; nil where the desk knows neither events nor tariffs.
  package let before: Double?
  package let after: Double?
  /// The same once every measure announced by then is in force.
  package let announcedBefore: Double?
  package let announcedAfter: Double?
  /// The label of the index with the change; nil without evidence.
  package let label: Label?

  /// From one desk to another, with what is known at a moment.
  package init(from: Desk, to: Desk, asOf instant: Instant) {
    func values(_ desk: Desk) -> (now: Double?, announced: Double?, evidence: Bool) {
      let reading = PolicyReading(PolicyIndex(desk), asOf: desk.ledgerCutoff(asOf: instant))
      guard reading.events != nil || reading.tariffs != nil else { return (nil, nil, false) }
      return (
        reading.policy.value, reading.announced?.value ?? reading.policy.value, !reading.evidence.isMissing
      )
    }
    (before, announcedBefore, _) = values(from)
    let changed = values(to)
    (after, announcedAfter) = (changed.now, changed.announced)
    label = changed.evidence ? changed.now.map { Label($0) } : nil
  }
}
