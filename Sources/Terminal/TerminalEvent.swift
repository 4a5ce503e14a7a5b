import Canvas
import Theming

/// What `Terminal.wait` returned for.
package enum TerminalEvent: Hashable, Sendable {
  /// As the terminal numbers them.
  package enum Variant: Int, Hashable, Sendable { case dark = 1, light = 2 }

  case input(Input)
  /// What the terminal draws upon, as it answers once it is asked.
  case ground(RGB)
  /// Whether the terminal prefers dark or light colours; told once it is asked, and when that changes.
  case variant(Variant)
  case resized(Size)
  /// A watched descriptor is readable, or will never be again (closed at the other end).
  case ready(Int32)
  /// The time given has passed.
  case timeout
  /// The process was stopped and goes on: the screen is being repainted, the size is current.
  case resumed
  /// The terminal is no more, for this reason; nothing will come from it and nothing can be shown. Leave at once.
  case gone(String)
}
