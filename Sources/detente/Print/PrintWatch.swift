import Analytics
import Glibc
import Market
import Snapshots
import System

/// Prints the content of a folder anew whenever it differs, a line each time, until nobody reads it. Signals end it as
/// they end any filter.
struct PrintWatch {
  /// How long the first line waits for files that are being read, in milliseconds.
  private static let patience = 2000.0

  /// One output.
  struct Line {
    let text: String
    /// Equal where nothing has changed that is worth a line.
    let key: String
  }

  let path: String
  /// The moment shown; nil: now.
  let asOf: Instant?
  let line: (Desk, DeskReading) throws -> Line

  func run() throws -> Never {
    try DashboardSession.requireFolder(path)
    let engine = RefreshEngine(path: path)
    guard engine.start() else { throw Failure(status: 1, message: "no thread for reading the folder") }
    var evaluator = DeskEvaluator()
    var desk = firstDesk(engine)
    var last: String?
    while true {
      let now = Instant.now
      let known = asOf == nil ? desk.known(at: now) : desk
      let reading = evaluator.reading(of: known, asOf: asOf ?? now)
      let next = try line(known, reading)
      if next.key != last { Output.stream(next.text) }
      last = next.key
      let silence = asOf == nil ? reading.nextSilence.map { Int(max(1, $0.milliseconds - now.milliseconds)) } : nil
      let wake = min(millisecondsToMinute, silence ?? .max)
      if !wait(for: engine, milliseconds: wake) { engine.tick() }
      desk = engine.take() ?? desk
    }
  }

  /// The first desk with every file read, or what there is when patience ends.
  private func firstDesk(_ engine: RefreshEngine) -> Desk {
    let end = MonotonicClock.milliseconds + Self.patience
    var desk = Desk()
    var isRead = false
    while !isRead {
      let left = end - MonotonicClock.milliseconds
      guard left > 0, wait(for: engine, milliseconds: Int(left.rounded(.up))) else { break }
      guard let next = engine.take() else { continue }
      desk = next
      isRead = !next.files.contains(where: \.isUnread)
    }
    return desk
  }

  private var millisecondsToMinute: Int { Int(60_000 - Instant.now.milliseconds % 60_000) + 1 }

  /// False when the time has passed; ends the program when the reader has gone.
  private func wait(for engine: RefreshEngine, milliseconds: Int) -> Bool {
    // Nothing is asked of standard output: that its other end is closed is told unasked.
    var descriptors = [
      pollfd(fd: engine.fileDescriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: 1, events: 0, revents: 0),
    ]
    let count = poll(&descriptors, 2, Int32(clamping: milliseconds))
    if count > 0, descriptors[1].revents != 0 { exit(0) }
    return count != 0
  }
}
