/// The words that options take, which other parts of the program know.
package struct Vocabulary: Sendable {
  /// The first is the default.
  package let themes: [String]
  /// In which colour a price rises; the first is the default.
  package let directions: [String]
  /// Ids of the watchlist's columns.
  package let columns: [String]
  /// Those of them, and others, that names can be sorted by.
  package let sorts: [String]
  /// Ids of the panes that can be hidden.
  package let panes: [String]
  /// Words of the commands that a key can be bound to.
  package let commands: [String]
  /// Names of the tz database; the first is the default.
  package let timeZones: [String]
  /// What `~` stands for; nil where nobody knows.
  package let home: String?

  package init(
    themes: [String], directions: [String], columns: [String], sorts: [String], panes: [String], commands: [String],
    timeZones: [String], home: String?
  ) {
    self.themes = themes
    self.directions = directions
    self.columns = columns
    self.sorts = sorts
    self.panes = panes
    self.commands = commands
    self.timeZones = timeZones
    self.home = home
  }
}
