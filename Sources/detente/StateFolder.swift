import Analytics
import Dashboard
import Glibc

/// What the program remembers: the digest mark of each desk, the lines typed, and a log. All under
/// `$XDG_STATE_HOME/detente` (else `~/.local/state/detente`), for the owner only. A folder that cannot be written costs the
/// memory, nothing else.
struct StateFolder {
  static let logLimit = 1 << 20

  private let folder: UserFolder

  /// Nil where neither variable names a home, or the folder cannot be made.
  init?() {
    guard let folder = UserFolder("XDG_STATE_HOME", otherwise: ".local/state", name: "detente"), folder.make()
    else { return nil }
    self.folder = folder
  }

  /// The mark saved for a desk, and what was named since; nil when there is none or it cannot be understood.
  func digest(for desk: String) -> Digest? {
    read(markName(desk)).flatMap { Digest(encoded: $0) }
  }

  /// Saves a desk's mark whole or not at all; false when it could not be saved. What another dashboard has seen later stays.
  func save(_ digest: Digest, for desk: String) -> Bool {
    if let saved = self.digest(for: desk), saved.mark.instant > digest.mark.instant { return true }
    return (try? folder.save(Array(digest.encoded.utf8), as: markName(desk), over: .anything)) != nil
  }

  /// The lines typed in earlier runs, as many as can be read.
  func history() -> PromptHistory { PromptHistory(text: read("history") ?? "") }

  /// Adds a line to those of all runs, whole or not at all; false when it could not be saved.
  func remember(_ line: String) -> Bool {
    var history = history()
    history.add(line)
    return (try? folder.save(Array(history.text.utf8), as: "history", over: .anything)) != nil
  }

  /// The log of the folder, or nil.
  func openLog() -> Int32? { try? Self.openLog(folder.path + "/log") }

  /// A descriptor to append messages to, for the owner only; a log beyond the limit begins anew.
  /// - Throws: `Failure` where there is none, or it is no file.
  static func openLog(_ path: String) throws -> Int32 {
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let descriptor = open(path, flags, 0o600)
    guard descriptor >= 0 else {
      throw Failure.usage("--log: found no way to write \(path) (\(String(cString: strerror(errno)))), expected a file")
    }
    var info = stat()
    guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw Failure.usage("--log: found \(path), which is no file, expected one")
    }
    // It tells what stands in the desk.
    guard info.st_mode & 0o077 == 0 || fchmod(descriptor, info.st_mode & 0o700) == 0 else {
      close(descriptor)
      throw Failure.usage("--log: found \(path), which others may read and is not yours, expected a log of your own")
    }
    if info.st_size > StateFolder.logLimit { ftruncate(descriptor, 0) }
    return descriptor
  }

  /// The text of a file of the folder; nil when there is none, or it is none of the program's own.
  private func read(_ name: String) -> String? {
    folder.contents(of: name, limit: 4 << 20).map { String(decoding: $0, as: UTF8.self) }
  }

  private func markName(_ desk: String) -> String { "seen" + StateFolder.escaped(desk) }

  /// What tells a desk's files from others': its real path with `/` and `%` escaped, the tail of it where that is too long
  /// for a name.
  static func escaped(_ desk: String) -> String {
    let resolved = realpath(desk, nil)
    defer { free(resolved) }
    let real = resolved.map { String(cString: $0) } ?? desk
    let escaped = real.replacing("%", with: "%25").replacing("/", with: "%2F")
    return String(decoding: Array(escaped.utf8.suffix(200)), as: UTF8.self)
  }
}
