import Alerts
import Analytics
import Market

/// What a command asks the dashboard for.
enum Request: Sendable {
  case open(Route)
  /// Goes to a screen: back to it where it is open.
  case go(Place)
  /// Closes what is open; at home nothing.
  case back
  /// Closes what is open; at home quits.
  case leave
  /// Shows the evening of a day; nil: the present.
  case show(Instant?)
  /// Shows the past forward, until a key or the end.
  case play
  /// Moves the overview's cursor to a name.
  case select(String)
  /// Marks a name for the comparison, or unmarks it.
  case mark(String)
  /// Takes all that is shown as seen.
  case acknowledge
  /// Lets the trader type a line for the screen in view, or for the dashboard where it is a command.
  case ask(Prompt)
  /// Something is wrong with the line being typed: it stays, marked.
  case mistake(Mistake)
  /// Sorts the table in focus; nil: as its file has it.
  case sort(SortOrder?)
  /// Lists the columns of the overview's names.
  case listColumns
  /// Chooses the columns of the overview's names, by id; nil: the usual ones.
  case columns([String]?)
  /// Leaves out a pane of the overview by its id, or shows it again.
  case hide(String, Bool)
  /// Narrows the names of the overview to those that a line of `/` leaves; empty: all of them.
  case filter(String)
  /// A line for the footer, until the next key.
  case notice(String)
  /// Copies what stands on the screen.
  case copy(CopyExtent)
  /// Takes the mouse from the terminal, or gives it back.
  case switchMouse
  case setMouse(Bool)
  /// Keeps the arrangement in the configuration.
  case save
  /// Has a rule not ring for a while.
  case snooze(AlertRule)
  /// Takes the last firing of a rule as seen.
  case acknowledgeAlert(AlertRule)
  case effect(Effect)
}

/// How much of the screen is copied.
enum CopyExtent: Hashable, Sendable {
  /// The row with the cursor.
  case row
  /// The pane in focus; a screen or a page as a whole.
  case part
}
