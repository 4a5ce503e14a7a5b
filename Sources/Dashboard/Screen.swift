import Canvas

/// One question answered over the whole terminal, with keys of its own. What it shows is made by `refresh` and by its
/// commands, so that drawing only draws.
protocol Screen: Sendable {
  var place: Place { get }
  var title: TerminalSafe { get }

  /// Takes over what the moment shown says: called when the screen opens, and after a change of desk, moment or size.
  mutating func refresh(from state: DashboardState)

  /// Does what a key asks for: moving, opening, or a command of the screen's own; others are none of its business.
  mutating func perform(_ action: Action, in state: DashboardState) -> Outcome

  /// What an action means while the screen is in the middle of something: of a number, a point is its decimal sign.
  func meaning(of action: Action) -> Action

  /// Draws below the header and above the footer; the first row is for the rule.
  func draw(into canvas: inout Canvas, in region: Region)
}

extension Screen {
  func meaning(of action: Action) -> Action { action }
}

/// What a command of a screen asks the dashboard for.
struct Outcome: Sendable {
  var open: Overlay.Content?
  /// The name that the overview's cursor goes to.
  var select: String?
  var effects: [Effect] = []
  var notice: String?

  static let none = Outcome()
}
