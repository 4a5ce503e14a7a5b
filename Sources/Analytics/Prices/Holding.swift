import Market

/// A lot valued at the row's price, not at a doubtful one. Money in the row's currency.
package struct Holding: Hashable, Sendable {
  package let lot: Instrument.Lot
  package let value: Double?
  package let cost: Double
  /// Quantity × change of the session, from the lot's cost where it was opened in that session; nil where it was
  /// opened later, or there is no change.
  package let dayGain: Double?
  package let gain: Double?

  fileprivate init(_ lot: Instrument.Lot, _ row: QuoteRow) {
    self.lot = lot
    cost = lot.quantity * lot.cost
    let price = row.doubt == nil ? row.price : nil
    value = price.map { $0 * lot.quantity }
    gain = price.map { ($0 - lot.cost) * lot.quantity }
    if let opened = lot.opened, let session = row.session, opened >= session {
      dayGain = opened == session ? gain : nil
    } else {
      dayGain = row.change.map { $0 * lot.quantity }
    }
  }
}

extension QuoteRow {
  /// Its lots opened by a day.
  package func holdings(on day: Day) -> [Holding] {
    instrument.lots.filter { $0.opened.map { $0 <= day } ?? true }.map { Holding($0, self) }
  }
}

/// Sums; nil where a lot has none, or there are no lots.
extension [Holding] {
  package var quantity: Double? { isEmpty ? nil : reduce(0) { $0 + $1.lot.quantity } }
  package var value: Double? { sum(\.value) }
  package var cost: Double? { sum(\.cost) }
  package var dayGain: Double? { sum(\.dayGain) }
  package var gain: Double? { sum(\.gain) }

  private func sum(_ part: (Holding) -> Double?) -> Double? {
    let known = compactMap(part)
    return known.isEmpty || known.count < count ? nil : known.reduce(0, +)
  }
}
