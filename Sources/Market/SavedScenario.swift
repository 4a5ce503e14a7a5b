/// Headlines that somebody wants to ask about again.
package struct SavedScenario: Hashable, Sendable {
  /// Headlines that may be asked about, points.
  package static let rates = 0.0...1000
  /// Elasticities that may be asked about: trade does not grow with its tariff.
  package static let elasticities = -20.0...0

  package let id: String
  package let title: String
  /// Headlines in points.
  package let us: Double
  package let china: Double
  /// The trade elasticity to ask with; nil: the one in use.
  package let elasticity: Double?
  package let note: String
  package let saved: Instant?
  package var origin: Origin
  /// Kept from a file that has since broken or gone.
  package var kept = false

  package init(
    id: String, title: String, us: Double, china: Double, elasticity: Double? = nil, note: String = "",
    saved: Instant? = nil, origin: Origin
  ) {
    self.id = id
    self.title = title
    self.us = us
    self.china = china
    self.elasticity = elasticity
    self.note = note
    self.saved = saved
    self.origin = origin
  }
}

/// The user's own scenarios, from the folder that the program saves them to.
package struct SavedScenarios: Hashable, Sendable {
  /// Ascending by file name.
  package var scenarios: [SavedScenario] = []
  /// Files there that cannot be used, and files beyond those that are read.
  package var problems: [Problem] = []

  package init(scenarios: [SavedScenario] = [], problems: [Problem] = []) {
    self.scenarios = scenarios
    self.problems = problems
  }
}
