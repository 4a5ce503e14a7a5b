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
  /// - Returns: Nil, and nothing is changed, when something stands there that is not expected.
  func save(
    _ bytes: [UInt8], as name: String, over expected: WholeFile.Expectation
  ) throws(WholeFile.Failure) -> WholeFile.Written? {
    try WholeFile(name.utf8, in: path.utf8).write(bytes, over: expected, mode: 0o600)
  }

  /// The bytes of a file of the folder; nil, with `errno`, where it cannot be read, is no regular file, or is larger than
  /// `limit`.
  /// - Parameter followsLinks: whether the file may be a link to another, as people keep theirs.
  func contents(of name: String, limit: Int, followsLinks: Bool = false) -> [UInt8]? {
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followsLinks ? 0 : O_NOFOLLOW)
    let descriptor = open(path + "/" + name, flags)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { return nil }
    guard info.st_mode & S_IFMT == S_IFREG, info.st_size <= limit else {
      errno = info.st_mode & S_IFMT == S_IFREG ? EFBIG : EINVAL
      return nil
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while bytes.count <= limit {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      guard count > 0 else { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
    errno = EFBIG
    return nil
  }

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
