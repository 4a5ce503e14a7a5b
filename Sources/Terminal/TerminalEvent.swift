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

/// Why there is no screen. Each is one line for standard error; the program ends with status 3.
package enum TerminalError: Error, Hashable, CustomStringConvertible {
  case notTerminal(String)
  /// `TERM` cannot address the cursor.
  case incapable(String)
  case failed(String)

  package var description: String {
    switch self {
    case .notTerminal(let stream): "\(stream) is no terminal; `detente print` works without one"
    case .incapable(let name): "TERM=\(name) cannot place text on the screen; `detente print` works without that"
    case .failed(let what): "\(what) failed; no screen could be opened"
    }
  }
}
