import Alerts
import Canvas
import Market

/// What can happen to the dashboard.
package enum Message: Sendable {
  case input(Input)
  case resized(Size)
  /// The files changed; with the wall clock of that moment.
  /// - Parameter moved: symbols whose quotes are others than on the desk before; nil: any may be.
  case desk(Desk, moved: Set<String>? = nil, at: Instant)
  /// The files changed, and have changed once more: rules alone look at it.
  case passed(Desk, at: Instant)
  /// An evaluation that was left to the surroundings is finished.
  case evaluated(FinishedEvaluation)
  /// The moment of ``DashboardState/awaited`` has been waited for long enough for that to be said.
  case late
  /// The wall clock, at most once a minute.
  case clock(Instant)
  /// A stop of the past has been shown for as long as ``Play/seconds`` says.
  case played
  /// A line for the footer, until the next key (a theme's name, "polling").
  case notice(String)
  /// The configuration was read. One that is broken brings the preferences that hold meanwhile.
  /// - Parameter fault: `path:line:column: found X, expected Y`; nil: nothing is wrong with it.
  case preferences(Preferences, fault: String?)
  /// The lines typed in earlier runs were read.
  case history(PromptHistory)
  /// The themes were listed anew, by their names.
  case themes([String])
  /// The rules of the trader's configuration were read.
  case ownAlerts([AlertLine])
  /// The user's own scenarios were read.
  case scenarios(SavedScenarios)
}
