import Foundation

/// The program on a terminal that a test can break: signals, hang-ups, a reader that stalls, odd sizes.
final class PseudoTerminal {
  // TIOCSPTLCK and TIOCGPTN, macros that Swift does not see.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  private var controller: Int32
  private let device: Int32
  private let identifier: pid_t
  private let home: TemporaryFolder
  private let modes: termios
  private let flags: Int32
  private(set) var output: [UInt8] = []
  /// The state that `waitpid` told, once the program has ended.
  private var state: Int32?

  /// Starts the program. `files` may replace what is opened as 0 and 1, which are the terminal; `shell` is run by `sh` in
  /// place of the program, which it finds as `$0`.
  init(
    _ arguments: [String] = [], columns: UInt16 = 80, rows: UInt16 = 24, environment: [String: String] = [:],
    input: String? = nil, sink: String? = nil, shell: String? = nil
  ) throws {
    home = try TemporaryFolder()
    controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var locked: Int32 = 0
    var number: Int32 = 0
    guard ioctl(controller, PseudoTerminal.setLock, &locked) == 0,
      ioctl(controller, PseudoTerminal.getNumber, &number) == 0
    else { throw POSIXError(.EIO) }
    let path = "/dev/pts/\(number)"
    device = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(device, UInt(TIOCSWINSZ), &size)
    var found = termios()
    tcgetattr(device, &found)
    modes = found
    flags = fcntl(device, F_GETFL)
    var variables = ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": home.path, "XDG_STATE_HOME": home.path]
    variables.merge(environment) { $1 }
    let command = shell.map { ("sh", ["-c", $0, Program.path] + arguments) } ?? (Program.path, arguments)
    identifier = try Program.spawn(command.0, command.1, environment: variables, inSession: true) { actions in
      // The first terminal that a new session opens is its own.
      for file in 0...2 { posix_spawn_file_actions_addopen(&actions, Int32(file), path, O_RDWR, 0) }
      if let input { posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0) }
      if let sink { posix_spawn_file_actions_addopen(&actions, 1, sink, O_WRONLY, 0) }
    }
  }

  deinit {
    if !hasEnded {
      kill(identifier, SIGKILL)
      waitpid(identifier, nil, 0)
    }
    close(device)
    hangUp()
  }

  /// Takes the terminal away.
  func hangUp() {
    if controller >= 0 { close(controller) }
    controller = -1
  }

  /// The program itself, below its guardian and a shell where there are such.
  var program: Int32? { ProcessTree.find("detente", below: identifier) ?? (isRunning ? identifier : nil) }

  /// What stays beside the program to give the terminal back; nil: nothing.
  var guardian: Int32? {
    guard let program, program != identifier else { return nil }
    return ProcessTree.find("dt-guard", below: identifier) ?? identifier
  }

  /// Resident bytes of the program.
  var memory: Int? { program.flatMap { ProcessTree.memory("Rss", of: $0) } }

  func send(_ signal: Int32) { kill(identifier, signal) }

  func type(_ keys: String) { _ = keys.withCString { write(controller, $0, strlen($0)) } }

  /// Types and waits until the program has taken it in; false when it does not.
  @discardableResult func typeAndWait(_ keys: String, seconds: Double = 20) -> Bool {
    type(keys)
    let end = Date().addingTimeInterval(seconds)
    var waiting: Int32 = 0
    while ioctl(device, UInt(FIONREAD), &waiting) == 0, waiting > 0, Date() < end { usleep(200) }
    return waiting == 0
  }

  func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(device, UInt(TIOCSWINSZ), &size)
  }

  /// What a terminal does on Ctrl-S.
  func stopOutput() { tcflow(device, TCOOFF) }

  /// What it does on Ctrl-Q.
  func continueOutput() { tcflow(device, TCOON) }

  /// Reads what has come; for `seconds`, or until the output holds `text`. Whether it does.
  @discardableResult func read(until text: String = "\u{0}", seconds: Double = 20) -> Bool {
    let end = Date().addingTimeInterval(seconds)
    let wanted = Array(text.utf8)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while Date() < end {
      if output.contains(wanted) { return true }
      var descriptor = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
      guard poll(&descriptor, 1, 20) > 0 else { continue }
      let count = Foundation.read(controller, &buffer, buffer.count)
      guard count > 0 else { break }
      output += buffer[..<count]
    }
    return output.contains(wanted)
  }

  /// The same of what comes from now on alone.
  func readsAnew(until text: String) -> Bool {
    let before = output
    output = []
    defer { output = before + output }
    return read(until: text)
  }

  private var hasEnded: Bool {
    if state != nil { return true }
    var result: Int32 = 0
    if waitpid(identifier, &result, WNOHANG) == identifier { state = result }
    return state != nil
  }

  var isRunning: Bool { !hasEnded }

  /// The exit status within a time, 128 and the signal's number where one ended it; nil: it still runs.
  func exitStatus(within seconds: Double = 30) -> Int32? {
    let end = Date().addingTimeInterval(seconds)
    while !hasEnded, Date() < end { if controller >= 0 { read(seconds: 0.02) } else { usleep(20_000) } }
    if hasEnded { drain() }
    return state.map(Program.exitStatus)
  }

  /// Reads all that waits: what the program wrote last may stand behind much else, and the kernel hands it over when it
  /// comes to it, but in order. Hence up to a mark, which is left out.
  private func drain() {
    guard controller >= 0 else { return }
    let mark = "\u{0}end\u{0}"
    let end = Date().addingTimeInterval(20)
    var descriptor = pollfd(fd: device, events: Int16(POLLOUT), revents: 0)
    // What waits may leave it no room.
    while poll(&descriptor, 1, 0) == 0, Date() < end { read(seconds: 0.02) }
    guard descriptor.revents & Int16(POLLOUT) != 0, write(device, mark, mark.utf8.count) > 0 else { return }
    if read(until: mark) { output.removeLast(mark.utf8.count) }
  }

  /// What came once the screen was given back.
  var afterwards: String { String(decoding: output, as: UTF8.self).components(separatedBy: "\u{1B}[?1049l").last ?? "" }

  /// What of the terminal is not as it was found; empty when all is.
  var leftovers: [String] {
    var left: [String] = []
    var now = termios()
    tcgetattr(device, &now)
    if now.c_iflag != modes.c_iflag || now.c_oflag != modes.c_oflag || now.c_lflag != modes.c_lflag {
      left.append("modes")
    }
    if fcntl(device, F_GETFL) != flags { left.append("flags") }
    let text = String(decoding: output, as: UTF8.self)
    for (name, on, off) in [
      ("screen", "\u{1B}[?1049h", "\u{1B}[?1049l"), ("cursor", "\u{1B}[?25l", "\u{1B}[?25h"),
      ("paste", "\u{1B}[?2004h", "\u{1B}[?2004l"), ("link", "\u{1B}]8;;http", "\u{1B}]8;;\u{1B}"),
      ("keypad", "\u{1B}=", "\u{1B}>"),
      ("mouse", "\u{1B}[?1000h", "\u{1B}[?1000l"), ("variant", "\u{1B}[?2031h", "\u{1B}[?2031l"),
    ] {
      guard let last = text.range(of: on, options: .backwards) else { continue }
      if text.range(of: off, range: last.upperBound..<text.endIndex) == nil { left.append(name) }
    }
    return left
  }
}

extension [UInt8] {
  fileprivate func contains(_ wanted: [UInt8]) -> Bool {
    Data(self).range(of: Data(wanted)) != nil
  }
}
