/// A series published by others, to lay beside the program's own: an uncertainty index, an average tariff.
package struct ReferenceSeries: Hashable, Sendable {
  package struct Value: Hashable, Sendable {
    /// The day the value is of; the first of the month, quarter or year for series of those.
    package let day: Day
    package let value: Double
    /// Read in its source; false where memory or a weak source says it.
    package let verified: Bool

    package init(day: Day, value: Double, verified: Bool = true) {
      self.day = day
      self.value = value
      self.verified = verified
    }
  }

  package let id: String
  package let label: String
  package let unit: String
  package let source: String
  /// What is to be known of it; empty where nothing is told.
  package let note: String
  /// Whose average tariff it is, where it is one, in percent.
  package let side: Side?
  /// What time each value is of; nil where the file does not say.
  package let frequency: SeriesFrequency?
  /// Whether its values are, where they do not say.
  package let verified: Bool
  /// Ascending by day, one value a day.
  package let values: [Value]
  package var origin: Origin
  /// Kept from a file that has since broken or gone.
  package var kept = false

  package init(
    id: String, label: String, unit: String = "", source: String = "", note: String = "", side: Side? = nil,
    frequency: SeriesFrequency? = nil, verified: Bool = true, values: [Value], origin: Origin
  ) {
    self.id = id
    self.label = label
    self.unit = unit
    self.source = source
    self.note = note
    self.side = side
    self.frequency = frequency
    self.verified = verified
    self.values = values
    self.origin = origin
  }
}

/// What time each value of a published series is of.
package enum SeriesFrequency: Hashable, Sendable {
  case daily, monthly, quarterly, yearly

  /// Months that a value is of; nil for days.
  package var months: Int? {
    switch self {
    case .daily: nil
    case .monthly: 1
    case .quarterly: 3
    case .yearly: 12
    }
  }
}
