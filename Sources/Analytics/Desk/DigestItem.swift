import Market

/// One thing that happened since the trader looked.
package enum DigestItem: Hashable, Sendable {
  /// The policy index; `label` is the band that it moved into, nil where it stayed in its own.
  case index(from: Double, to: Double, label: Label?)
  /// The index has no label any more: the newest signal, if there is one, is of this day.
  case noEvidence(since: Day?)
  /// The market needle.
  case market(from: Double, to: Double)
  /// A name's change in percent, and how many of its daily sigmas that is.
  case move(symbol: String, change: Double, sigma: Double?)
  case doubt(symbol: String, price: Double?, Doubt)
  /// A signal that is new, or known before in another status.
  case signal(Signal, Signal.Status, isNew: Bool)
  case headline(Side, from: Double, to: Double)
  /// A measure on some goods that took another state.
  case layer(TariffReading.Layer)
  /// A step to come.
  case announced(TariffReading.Change)
  /// A file that is bad or gone.
  case file(path: String, FileReport.State)
}
