import Glibc

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

  /// Saves a file whole or not at all; false, with `errno`, when it could not be saved.
  func save(_ bytes: [UInt8], as name: String) -> Bool {
    let target = path + "/" + name
    let temporary = "\(target).\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return false }
    let isSafe = UserFolder.write(bytes, to: descriptor) && fsync(descriptor) == 0
    let reason = errno
    close(descriptor)
    errno = reason
    guard isSafe, rename(temporary, target) == 0 else {
      let reason = errno
      unlink(temporary)
      errno = reason
      return false
    }
    return true
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + sent, bytes.count - sent) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
