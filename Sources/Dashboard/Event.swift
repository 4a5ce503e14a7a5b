import Analytics
import Canvas
import Market

/// What can happen to the dashboard.
package enum Event: Sendable {
  case key(Key)
  case resized(Size)
  /// The files changed; with the wall clock of that moment.
  case desk(Desk, at: Instant)
  /// The wall clock, at most once a minute.
  case clock(Instant)
  /// A line for the footer, until the next key (a theme's name, "polling").
  case notice(String)
  /// The user's own scenarios were read.
  case scenarios(ScenarioShelf)
}

/// What the dashboard asks of its surroundings.
package enum Effect: Hashable, Sendable {
  case quit
  case suspend
  case repaint
  case rescan
  case nextTheme
  /// Remember what was seen over restarts.
  case remember(SeenMark)
  /// Keep a scenario among the user's own, in a file of its origin's name; or delete that file.
  case saveScenario(SavedScenario)
  case deleteScenario(SavedScenario)
}
