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

  /// Where no configuration is: not even the runner's own.
  private static let unconfigured: String = {
    let folder = path + "-unconfigured"
    try? FileManager.default.createDirectory(atPath: folder + "/detente", withIntermediateDirectories: true)
    return folder
  }()

  /// Runs it to its end with its standard output and error captured.
  static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Result {
    try command(path, arguments, environment: environment)
  }

  /// Runs a program to its end.
  static func command(
    _ path: String, _ arguments: [String], environment: [String: String] = [:], preloads: Bool = true
  ) throws -> Result {
    let folder = try TemporaryFolder()
    let (output, errors) = (folder.path + "/output", folder.path + "/errors")
    let identifier = try spawn(path, arguments, environment: environment, preloads: preloads) { actions in
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
      posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT, 0o600)
    }
    var state: Int32 = 0
    while waitpid(identifier, &state, 0) < 0, errno == EINTR {}
    return Result(status: exitStatus(state), output: try text(of: output), errors: try text(of: errors))
  }

  /// Starts a program in a session of its own, or in this one, and all that it starts on the ordinary told clock where
  /// `environment` tells no other. Not by Foundation's `Process`: it waits until nobody holds a socket that the program
  /// hands on to its daemons, and the server of tmux lives on.
  /// - Parameter preloads: the library of `Tests/Faults`; without it the clock is the runner's.
  static func spawn(
    _ path: String, _ arguments: [String], environment: [String: String] = [:], inSession: Bool = false,
    preloads: Bool = true, files: (inout posix_spawn_file_actions_t) -> Void
  ) throws -> pid_t {
    var variables = ProcessInfo.processInfo.environment
    variables["DETENTE_DESK"] = nil
    variables["XDG_CONFIG_HOME"] = unconfigured
    if preloads {
      variables["LD_PRELOAD"] = try Preload.library()
      variables.merge(ToldClock.ordinary.environment) { $1 }
    }
    variables.merge(environment) { $1 }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    files(&actions)
    _ = closeFrom?(&actions, 3)
    // The runner's threads block signals, which a program would inherit.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    // POSIX_SPAWN_SETSID, which <spawn.h> shows to C with extensions only.
    let session: Int32 = inSession ? 0x80 : 0
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | session))

    var argumentList = ([path] + arguments).map { strdup($0) } + [nil]
    var variableList = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (argumentList + variableList).forEach { free($0) } }
    var identifier: pid_t = 0
    let code = posix_spawnp(&identifier, path, &actions, &attributes, &argumentList, &variableList)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
    return identifier
  }

  /// Has a child close what another test has open when it is started: pipes, and files that are being written, as
  /// Foundation opens them to be inherited. (`<spawn.h>` shows it to C with extensions only.)
  private static let closeFrom = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np").map {
    unsafeBitCast($0, to: (@convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32).self)
  }

  /// The exit status, or 128 and the number of the signal that ended it, as a shell says.
  static func exitStatus(_ state: Int32) -> Int32 {
    state & 0x7f == 0 ? (state >> 8) & 0xff : 128 + (state & 0x7f)
  }

  private static func text(of path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
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
    // A feed's rename comes a tick of the kernel's clock after its last byte.
    try FileManager.default.setAttributes(
      [.modificationDate: Date().addingTimeInterval(-0.05)], ofItemAtPath: temporary)
    guard rename(temporary, path + "/" + name) == 0 else { throw POSIXError(.EIO) }
  }
}
