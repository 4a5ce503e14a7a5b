import Canvas
import Market

/// One line of a detail.
enum DetailLine: Sendable {
  case heading(TerminalSafe)
  case field(TerminalSafe, TerminalSafe, style: Style, origin: TerminalSafe)
  case text(TerminalSafe)
  /// Names and what they mean, in two columns where there is room.
  case list([(name: TerminalSafe, meaning: TerminalSafe)])
  /// A line that is cut and never wrapped.
  case verbatim(TerminalSafe, Style)
  case blank

  static func field(_ name: TerminalSafe, _ value: TerminalSafe, _ style: Style = .text, _ origin: Origin? = nil)
    -> DetailLine
  {
    .field(name, value, style: style, origin: origin.map { "\($0.description)" } ?? "")
  }
}
