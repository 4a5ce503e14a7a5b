import Foundation
import Testing

/// A running `detente print --watch` with its standard output in a pipe.
final class WatchingProgram {
  let identifier: pid_t
  private var reading: Int32
  private var pending: [UInt8] = []
  private var isRunning = true

  private let errorsFolder: TemporaryFolder

  init(_ arguments: [String], environment: [String: String] = [:]) throws {
    errorsFolder = try TemporaryFolder()
    let errors = errorsFolder.path + "/errors"
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw POSIXError(.EMFILE) }
    let writing = ends[1]
    identifier = try Program.spawn(Program.path, arguments, environment: environment) { actions in
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_adddup2(&actions, writing, 1)
      posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }
    close(writing)
    reading = ends[0]
  }

  deinit {
    leave()
    if isRunning {
      kill(identifier, SIGKILL)
      _ = end()
    }
  }

  /// The next line; nil when none comes within the limit, which is only there so that a failure ends.
  func line(seconds: Int = 30) -> String? {
    while true {
      if let end = pending.firstIndex(of: 0x0A) {
        defer { pending.removeFirst(end + 1) }
        return String(decoding: pending[..<end], as: UTF8.self)
      }
      var descriptor = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, Int32(seconds * 1000)) > 0 else { return nil }
      var buffer = [UInt8](repeating: 0, count: 65536)
      let count = read(reading, &buffer, buffer.count)
      guard count > 0 else { return nil }
      pending += buffer[..<count]
    }
  }

  /// What it has said on its standard error once there is anything; nil when nothing comes within the limit.
  func errors(seconds: Int) -> String? {
    let end = Date().addingTimeInterval(Double(seconds))
    while Date() < end {
      if let text = try? String(contentsOfFile: errorsFolder.path + "/errors", encoding: .utf8), text.hasSuffix("\n") {
        return text
      }
      usleep(20_000)
    }
    return nil
  }

  func leave() {
    if reading >= 0 { close(reading) }
    reading = -1
  }

  /// Waits for its end; as a shell says it.
  func end() -> Int32 {
    var state: Int32 = 0
    while waitpid(identifier, &state, 0) < 0, errno == EINTR {}
    isRunning = false
    return Program.exitStatus(state)
  }
}
