import Analytics
import Market

/// What the dashboard asks of its surroundings.
package enum Effect: Hashable, Sendable {
  case quit
  case suspend
  case repaint
  case rescan
  case nextTheme
  /// Keep a typed line, with the mark of its purpose, over restarts.
  case rememberLine(String)
  /// Let the terminal report the mouse, or no more.
  case mouse(Bool)
  /// Hand the terminal a text for its clipboard; what it is called goes into the notice.
  case copy(String, as: String)
  /// Remember what was seen over restarts.
  case remember(SeenMark)
  /// Keep a scenario among the user's own, in a file of its origin's name; or delete that file.
  case saveScenario(SavedScenario)
  case deleteScenario(SavedScenario)
}
