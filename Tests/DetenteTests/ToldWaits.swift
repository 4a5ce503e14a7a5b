import Foundation

/// Has a program tell of each wait for something to happen, through `Tests/Faults/faults.c`.
final class ToldWaits {
  /// Milliseconds from which on a wait is one for something to happen, and not a look after a while.
  private static let long = 1000

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.put("poll=told\n", "faults")
  }

  /// For the program that is to tell.
  var environment: [String: String] { ["FAULTS": folder.path + "/faults"] }

  /// How often it has begun to wait.
  var count: Int { told.count }

  /// Waits until all of its threads wait for something to happen; false when they do not, in a time that is only there so
  /// that a failure ends.
  func comeToRest() -> Bool {
    let end = Date().addingTimeInterval(30)
    while Date() < end {
      let last = Dictionary(told.map { ($0.thread, $0.milliseconds) }) { $1 }
      if !last.isEmpty, last.values.allSatisfy({ $0 < 0 || $0 >= Self.long }) { return true }
      usleep(10_000)
    }
    return false
  }

  /// Whether it waits more than `count` times, within 30 s.
  func grow(beyond count: Int) -> Bool {
    let end = Date().addingTimeInterval(30)
    while self.count <= count, Date() < end { usleep(1_000) }
    return self.count > count
  }

  private var told: [(thread: Int, milliseconds: Int)] {
    let text = (try? String(contentsOfFile: folder.path + "/faults.waits", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let numbers = line.split(separator: " ").compactMap { Int($0) }
      return numbers.count == 2 ? (numbers[0], numbers[1]) : nil
    }
  }
}
