import Alerts
import Analytics
import Glibc
import Market
import Snapshots

/// The rules of a desk and the trader's own, and what is kept of them.
enum DeskAlerts {
  /// The trader's own rules, below `$XDG_CONFIG_HOME/detente` (else `~/.config/detente`).
  static let file = "alerts.yaml"
  /// Bytes of it: as much as a desk reads.
  private static let limit = 16 << 20

  private static var folder: UserFolder? {
    UserFolder("XDG_CONFIG_HOME", otherwise: ".config", name: "detente")
  }

  /// Where the trader's own rules stand; nil where no home is known.
  static var path: String? { folder.map { "\($0.path)/\(file)" } }

  /// The trader's own rules; none where there is no file, and with a problem where it cannot be read.
  static func readOwn() -> OwnAlerts {
    guard let folder else { return OwnAlerts() }
    guard let bytes = folder.contents(of: file, limit: limit, followsLinks: true) else {
      let code = errno
      return [ENOENT, ENOTDIR].contains(code)
        ? OwnAlerts() : OwnAlerts(unreadable: "\(folder.path)/\(file)", reason: String(cString: strerror(code)))
    }
    return OwnAlerts(bytes, path: "\(folder.path)/\(file)")
  }

  /// Those of the trader's own rules that are for a desk.
  /// - Parameter path: of its folder; nil: the demo, which has those for every desk.
  static func lines(_ own: OwnAlerts, for path: String?) -> [AlertLine] {
    let real = path.flatMap(realPath)
    return own.lines { folder in path != nil && (folder == path || realPath(folder).map { $0 == real } ?? false) }
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// How the rules stand in a reading, as far as files and what is kept tell. Nothing rings, and nothing is kept.
  /// - Parameter path: of the desk's folder; nil: the demo, of which nothing is kept.
  static func book(_ desk: Desk, _ reading: DeskReading, at path: String?) -> (book: AlertBook, own: OwnAlerts) {
    let own = path == nil ? OwnAlerts() : readOwn()
    var memory = path.flatMap { AlertStore(desk: $0) }?.read().memory ?? AlertMemory()
    // Of a past moment it is not known how they stood.
    if let last = memory.lastTaken, reading.asOf < last { memory = AlertMemory() }
    var book = AlertBook(desk.alerts, own: lines(own, for: path), remembering: memory)
    _ = book.take(reading, of: desk)
    return (book, own)
  }
}
