import Foundation
import Testing

/// The built program, run as a user runs it.
enum Program {
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Beside the test bundle that is running.
  static let path: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("detente").path
  }()

  /// Runs it to its end with its standard output and error captured, in a home of its own.
  static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Result {
    try command(path, arguments, environment: environment)
  }

  static func command(_ path: String, _ arguments: [String], environment: [String: String] = [:]) throws -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    var variables = ProcessInfo.processInfo.environment
    variables["DETENTE_DESK"] = nil
    variables.merge(environment) { $1 }
    process.environment = variables
    // Files, not pipes: a daemon started meanwhile (tmux) would hold a pipe open for ever.
    let folder = try TemporaryFolder()
    let paths = (output: folder.path + "/output", errors: folder.path + "/errors")
    for path in [paths.output, paths.errors] {
      _ = FileManager.default.createFile(atPath: path, contents: nil)
    }
    process.standardOutput = FileHandle(forWritingAtPath: paths.output)
    process.standardError = FileHandle(forWritingAtPath: paths.errors)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: paths.output)), as: UTF8.self)
    let errorText = String(decoding: try Data(contentsOf: URL(fileURLWithPath: paths.errors)), as: UTF8.self)
    return Result(status: process.terminationStatus, output: text, errors: errorText)
  }
}

/// A new folder that is removed with the value's last use.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "detente-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file whole and renames it into place, as feeds should.
  func put(_ text: String, _ name: String) throws {
    let temporary = path + "/.\(name).tmp"
    try text.write(toFile: temporary, atomically: false, encoding: .utf8)
    guard rename(temporary, path + "/" + name) == 0 else { throw POSIXError(.EIO) }
  }
}
