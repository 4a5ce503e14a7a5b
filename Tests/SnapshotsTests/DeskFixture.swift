import Foundation
import Market

@testable import Snapshots

/// A desk folder of its own for one test; deleted with it.
final class Folder {
  let path: String

  init() {
    let base = FileManager.default.temporaryDirectory.path
    path = base + "/desk-" + UUID().uuidString
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    chmod(path, 0o700)
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Whether the system says who has a file of one's own open, as local file systems do.
  static let tellsWriters: Bool = {
    let folder = Folder()
    folder.put("a.csv", "")
    let root = open(folder.path, O_RDONLY)
    defer { close(root) }
    return (try? FileRead(Array("a.csv".utf8), beneath: root, asksWriterWithin: .infinity).isOpen) ?? nil != nil
  }()

  func full(_ name: String) -> String { path + "/" + name }

  /// The convention: a temporary file, renamed.
  func put(_ name: String, _ text: String) { put(name, Array(text.utf8)) }

  func put(_ name: String, _ bytes: [UInt8]) {
    let temporary = full(".tmp-" + UUID().uuidString)
    write(temporary, bytes)
    rename(temporary, full(name))
  }

  /// Truncates and writes in place.
  func write(inPlace name: String, _ text: String) { write(full(name), Array(text.utf8)) }

  private func write(_ path: String, _ bytes: [UInt8]) {
    guard let file = fopen(path, "w") else { return }
    bytes.withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, file) }
    fclose(file)
  }

  func remove(_ name: String) { unlink(full(name)) }

  func makeFolder(_ name: String) { mkdir(full(name), 0o755) }

  /// Makes a file look finished long ago.
  func age(_ name: String, seconds: Int = 3600) {
    let then = time(nil) - seconds
    var times = [timeval(tv_sec: then, tv_usec: 0), timeval(tv_sec: then, tv_usec: 0)]
    utimes(full(name), &times)
  }

  func link(_ name: String, to target: String) { symlink(target, full(name)) }
}

/// Tells of each time that somebody has read a file and closed it.
final class Readings: Sendable {
  private let events = inotify_init1(Int32(IN_CLOEXEC))

  init(of path: String) { inotify_add_watch(events, path, UInt32(IN_CLOSE_NOWRITE)) }

  deinit { close(events) }

  /// Waits for the next.
  func next() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    _ = read(events, &buffer, buffer.count)
  }
}

extension Folder {
  /// Writes closes, stops within the last number, 102.50, and goes on once the file has been read.
  func writeInTwo(_ name: String) {
    let file = open(full(name), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    Glibc.write(file, "Date,Close\n2025-04-30,10", 24)
    let readings = Readings(of: full(name))
    let writer = Foundation.Thread {
      readings.next()
      Glibc.write(file, "2.50\n", 5)
      close(file)
    }
    writer.start()
  }
}

/// A started engine and the newest desk that it has handed over.
final class Running {
  let engine: RefreshEngine
  private(set) var desk = Desk()

  init(_ path: String, pollInterval: Double? = nil, patience: Double = DeskFolder.patience) {
    engine = RefreshEngine(path: path, pollInterval: pollInterval, patience: patience)
    _ = engine.start()
  }

  /// Takes desks until one satisfies `condition`; false after the limit, which is only there so that a failure ends.
  @discardableResult
  func wait(seconds: Double = 30, until condition: (Desk) -> Bool) -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while true {
      if let next = engine.take() { desk = next }
      if condition(desk) { return true }
      let left = end.timeIntervalSinceNow
      guard left > 0 else { return false }
      var descriptor = pollfd(fd: engine.fileDescriptor, events: Int16(POLLIN), revents: 0)
      poll(&descriptor, 1, Int32(left * 1000) + 1)
    }
  }
}

func quotes(_ rows: String...) -> String {
  #"{"schema":"detente/quotes/1","quotes":["# + rows.joined(separator: ",\n") + "]}"
}

func row(_ symbol: String, _ price: String, time: String = "2025-05-01T18:31:03Z", _ more: String = "") -> String {
  #"{"symbol":"\#(symbol)","time":"\#(time)","price":\#(price)\#(more)}"#
}

func desk(_ files: (String, String)...) -> Desk {
  Desk(files: files.map { ($0.0, Array($0.1.utf8)) })
}

extension Desk {
  func report(_ path: String) -> FileReport? { files.first { $0.path == path } }
  func problem(_ path: String) -> String { report(path)?.problems.first?.description ?? "" }
}
