import Glibc
import System

/// A folder of the program's own below an XDG base directory, for the owner only.
struct UserFolder {
  let path: String

  /// - Parameters:
  ///   - variable: names the base directory, if it holds an absolute path.
  ///   - fallback: the base directory below `$HOME` otherwise.
  ///   - name: the folder below it.
  /// Nil where neither variable names a home. Nothing is made yet.
  init?(_ variable: String, otherwise fallback: String, name: String) {
    if let base = UserFolder.variable(variable), base.hasPrefix("/") {
      path = base + "/" + name
    } else if let home = UserFolder.variable("HOME"), home.hasPrefix("/") {
      path = home + "/" + fallback + "/" + name
    } else {
      return nil
    }
  }

  /// Makes the folder and those above it; false, with `errno`, where it cannot be written to.
  func make() -> Bool {
    var partial = ""
    for part in path.split(separator: "/") {
      partial += "/" + part
      if mkdir(partial, 0o700) != 0, errno != EEXIST { return false }
    }
    return access(path, W_OK | X_OK) == 0
  }

  /// Saves a file whole or not at all.
  /// - Returns: False, and nothing is changed, when something stands there that is not expected.
  func save(
    _ bytes: [UInt8], as name: String, over expected: WholeFile.Expectation
  ) throws(WholeFile.Failure) -> Bool {
    try WholeFile(name.utf8, in: path.utf8).write(bytes, over: expected, mode: 0o600)
  }

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
