import Canvas
import Glibc

/// Text to standard output and standard error; a write that fails is not taken for done.
enum Output {
  /// Writes text as it is, with a final newline. A reader that has gone (EPIPE) or a full disk ends the program, status 1.
  static func print(_ text: String) {
    let text = text.hasSuffix("\n") ? text : text + "\n"
    guard write(Array(text.utf8), to: 1) else {
      let reason = String(cString: strerror(errno))
      error("standard output: \(reason)")
      exit(1)
    }
  }

  /// Says on standard output what is done, a line. Where that cannot be said it is done all the same: the line goes to
  /// standard error, and the program does not fail by it. A script that tried again would do it twice.
  static func report(_ line: String) {
    signal(SIGPIPE, SIG_IGN)
    guard !write(Array((line + "\n").utf8), to: 1) else { return }
    let reason = String(cString: strerror(errno))
    error("\(line) (standard output: \(reason))")
  }

  /// The same for a reader who may leave when it has seen enough: that ends the program, status 0.
  static func stream(_ text: String) {
    signal(SIGPIPE, SIG_IGN)
    guard !write(Array((text + "\n").utf8), to: 1) else { return }
    if errno == EPIPE { exit(0) }
    error("standard output: \(String(cString: strerror(errno)))")
    exit(1)
  }

  /// Bytes for the terminal on standard output, as they are.
  static func raw(_ bytes: [UInt8]) { _ = write(bytes, to: 1) }

  /// One line, made safe, after the program's name.
  static func error(_ message: String) {
    let line = message.split(separator: "\n").map(String.init).joined(separator: " ")
    _ = write(Array("detente: \(TerminalSafe(line).text)\n".utf8), to: 2)
  }

  /// Somebody who can be asked sits there.
  static var canAsk: Bool { isatty(0) == 1 && isatty(2) == 1 }

  /// Asks on the terminal; only y or yes is one.
  static func ask(_ question: String) -> Bool {
    _ = write(Array("\(TerminalSafe(question).text) [y/N] ".utf8), to: 2)
    let answer = readLine()?.lowercased().filter { !$0.isWhitespace }
    return answer == "y" || answer == "yes"
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + sent, bytes.count - sent) }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      sent += count
    }
    return true
  }
}
