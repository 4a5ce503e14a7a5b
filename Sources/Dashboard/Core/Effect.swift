import Alerts
import Analytics
import Market

/// What the dashboard asks of its surroundings.
package enum Effect: Hashable, Sendable {
  case quit
  /// Work out what ``DashboardState/takeTask()`` hands over, where it holds up no key, and bring it back.
  case evaluate
  case suspend
  case repaint
  case rescan
  case nextTheme
  /// Take a theme of `Moment.themes`.
  case theme(String)
  /// List the themes that there are by now: one is to be chosen.
  case listThemes
  /// Show a theme while it is chosen; nil: the one that was taken.
  case tryTheme(String?)
  /// Set an option of `Moment.options` until the program ends.
  case set(String, String)
  /// Write a table of the moment shown into a file.
  case write(WrittenTable)
  /// Add a signal, written as `detente signal` takes it, to the desk's ledger.
  case addSignal(String)
  /// Note in the ledger what became of a signal.
  case addStatus(Signal.Status, id: String)
  /// Keep a typed line, with the mark of its purpose, over restarts.
  case rememberLine(String)
  /// Let the terminal report the mouse, or no more.
  case mouse(Bool)
  /// Hand the terminal a text for its clipboard; what it is called goes into the notice.
  case copy(String, as: String)
  /// Write the arrangement of the names and the panes, and the theme, into the configuration.
  case save(Preferences)
  /// Remember over restarts what was seen, and which names were named since.
  case remember(Digest)
  /// Let what rang go out, log what happened to rules, and keep how they stand.
  case alerts(AlertNews)
  /// Change the rules of the trader's own file, or of one of the desk.
  case changeAlerts(AlertEdit)
  /// Keep a scenario among the user's own, in a file of its origin's name; or delete that file.
  case saveScenario(SavedScenario)
  case deleteScenario(SavedScenario)
}
