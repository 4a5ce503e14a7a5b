/// A dated figure with its source, e.g. the goods deficit of 2024.
package struct Fact: Hashable, Sendable {
  package let id: String
  package let label: String
  package let value: Double?
  package let unit: String
  /// The period that it speaks of.
  package let day: Day?
  /// When it was published; nil: not told.
  package let published: Day?
  package let source: String
  /// What is to be known of it; empty where nothing is told.
  package let note: String
  package let verified: Bool
  package var origin: Origin

  package init(
    id: String, label: String, value: Double?, unit: String, day: Day?, published: Day? = nil, source: String,
    note: String = "", verified: Bool, origin: Origin
  ) {
    self.id = id
    self.label = label
    self.value = value
    self.unit = unit
    self.day = day
    self.published = published
    self.source = source
    self.note = note
    self.verified = verified
    self.origin = origin
  }
}

extension Fact {
  /// Whether it is known at a moment: from 16:20 New York of its publication. Without one, on its own date; undated,
  /// always.
  package func isKnown(asOf instant: Instant) -> Bool {
    if let published { return published.asOf <= instant }
    return day.map { $0 <= Zone.newYork.day(of: instant) } ?? true
  }
}
