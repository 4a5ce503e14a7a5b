import Foundation

/// The wall clock that every program under test is told, whatever the day on which the tests run. It goes on from its
/// moment with the system's; times of files are moved with it, by `Tests/Faults/clock.c`.
struct ToldClock {
  /// Of every program that is told no other: a Thursday, 11:00 in New York, before and after days with sessions.
  static let ordinary = ToldClock("2026-10-15T11:00:00-04:00")

  /// Whole seconds from the system's clock to this one.
  private let seconds: Int

  /// A clock that has just come to `moment`, as RFC 3339 writes it.
  init(_ moment: String) {
    let then = Self.moment(moment)
    seconds = Int((then.timeIntervalSince1970 - Date().timeIntervalSince1970).rounded(.up)) + Self.own
  }

  static func moment(_ text: String) -> Date { ISO8601DateFormatter().date(from: text) ?? .distantPast }

  /// What the tests themselves are told, by `Tests/days.sh`.
  private static let own = ProcessInfo.processInfo.environment["CLOCK"].flatMap { Int($0) } ?? 0

  /// What it shows, with its fraction of a second.
  var now: Date { Date().addingTimeInterval(Double(seconds - Self.own)) }

  /// RFC 3339 in UTC, of whole seconds that have passed.
  func stamp(age: Double = 0) -> String { ISO8601DateFormatter().string(from: now.addingTimeInterval(-age)) }

  /// What it shows when the system's clock shows `system`, a whole second.
  func stamp(at system: Date) -> String {
    ISO8601DateFormatter().string(from: system.addingTimeInterval(Double(seconds - Self.own)))
  }

  /// For a program that is to live by it.
  var environment: [String: String] { ["CLOCK": "\(seconds)"] }
}

/// The library of `Tests/Faults` that every program under test is started with.
enum Preload {
  /// Where it was built, or what the compiler said.
  private static let built: Result<String, PreloadError> = {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let folder = tests.path + "/Faults"
    let target = URL(fileURLWithPath: Program.path).deletingLastPathComponent().appendingPathComponent("faults.so").path
    let own = "\(target).\(getpid())"
    let command = ["-shared", "-fPIC", "-O1", "-o", own, folder + "/faults.c", folder + "/clock.c"]
    guard let result = try? Program.command("clang", command, preloads: false) else {
      return .failure(PreloadError(reason: "clang cannot be started"))
    }
    // Other runs may be using the one that is there.
    guard result.status == 0, rename(own, target) == 0 else { return .failure(PreloadError(reason: result.errors)) }
    return .success(target)
  }()

  static func library() throws -> String { try built.get() }
}

/// Without the library no test can be told its clock.
struct PreloadError: Error { let reason: String }
