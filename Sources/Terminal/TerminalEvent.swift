import Canvas

/// What `Terminal.wait` returned for.
package enum TerminalEvent: Hashable, Sendable {
  case input(Input)
  case resized(Size)
  /// A watched descriptor is readable, or will never be again (closed at the other end).
  case ready(Int32)
  /// The time given has passed.
  case timeout
  /// The process was stopped and goes on: the screen is being repainted, the size is current.
  case resumed
  /// The terminal is no more; nothing will come from it and nothing can be shown. Leave at once.
  case gone
}
