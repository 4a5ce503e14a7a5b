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
