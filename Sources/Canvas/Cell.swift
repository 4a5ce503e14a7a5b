/// What a cell means. A theme decides how each role looks at each colour depth.
package enum Role: UInt8, Hashable, Sendable, CaseIterable {
  /// Numbers and plain text.
  case text
  /// Names, dates, gauges' frames: there, but not in the way.
  case dim
  /// Rules between panes and the heads written in them.
  case rule
  /// Titles of panes and headings of sectors.
  case heading
  /// The one figure of a row or pane that the eye should find.
  case accent
  /// A change for the better: a higher price, points toward de-escalation.
  case up
  /// A change for the worse.
  case down
  /// Stale, denied, pending: to be read with care.
  case warning
  /// Broken: a file refused, a venue's feed dead.
  case error
  /// A key in the footer or the help.
  case key
  /// The header bar.
  case header
  /// The header bar while a past moment is shown.
  case past
  /// Lines of a chart that are to be told apart, and their names.
  case series1, series2, series3, series4, series5, series6, series7, series8
  /// Bars by how much of their scale they fill, least first.
  case heat1, heat2, heat3, heat4

  private static let allSeries: [Role] = [
    .series1, .series2, .series3, .series4, .series5, .series6, .series7, .series8,
  ]

  /// The role of a chart's line, counted from 0; those after the eighth begin anew.
  package static func series(_ index: Int) -> Role { allSeries[index & 7] }

  /// Which line it is, 0…7; nil for other roles.
  package var seriesIndex: Int? { Role.allSeries.firstIndex(of: self) }

  /// The role of a bar that fills `share` (0…1, clipped) of its scale.
  package static func heat(_ share: Double) -> Role {
    [.heat1, .heat2, .heat3, .heat4][Canvas.step(share, low: 0, high: 1, steps: 4)]
  }
}

/// Emphasis that works without colour.
package struct Traits: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  package static let bold = Traits(rawValue: 1)
  package static let inverse = Traits(rawValue: 2)
  package static let underline = Traits(rawValue: 4)
  /// In the row with the cursor: painted over its whole width.
  package static let selected = Traits(rawValue: 8)
}

/// How a text is drawn: its meaning and its emphasis.
package struct Style: Hashable, Sendable {
  package var role: Role
  package var traits: Traits

  package init(_ role: Role, _ traits: Traits = []) {
    self.role = role
    self.traits = traits
  }

  package static let text = Style(.text)
  package static let dim = Style(.dim)
}

/// One position of the screen.
package struct Cell: Hashable, Sendable {
  /// Base character (a Unicode scalar value that `TerminalSafe` lets through).
  package var scalar: UInt32
  /// Up to two combining marks, 0 for none.
  package var firstMark: UInt32 = 0
  package var secondMark: UInt32 = 0
  package var role: Role
  package var traits: Traits
  /// Columns: 1 or 2; 0 for the right half of the wide character before it.
  package var width: UInt8

  package init(scalar: UInt32, style: Style, width: UInt8 = 1) {
    self.scalar = scalar
    role = style.role
    traits = style.traits
    self.width = width
  }

  package static let blank = Cell(scalar: 0x20, style: .text)
}
