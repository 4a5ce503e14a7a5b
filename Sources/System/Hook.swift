import CSystem
import Glibc

/// A program of the user's own that is run when something happened, and told of it on its standard input.
package struct Hook: Hashable, Sendable {
  /// Why it did not do what it was run for.
  package enum Failure: Error, Hashable, CustomStringConvertible {
    /// As of `errno`.
    case notStarted(Int32)
    case exited(Int32)
    case killed(signal: Int32)
    case late(milliseconds: Int)

    package var description: String {
      switch self {
      case .notStarted(let code): "not started: \(String(cString: strerror(code)))"
      case .exited(let status): "exit status \(status)"
      case .killed(let signal): "ended by signal \(signal)"
      case .late(let milliseconds): "not done after \(milliseconds / 1000) s, ended"
      }
    }
  }

  /// Milliseconds that a run may take.
  package static let limit = 10_000

  /// The program, searched for in `PATH`, and what it is given: no shell reads it.
  package let arguments: [String]

  /// Nil without a program.
  package init?(_ arguments: [String]) {
    guard let program = arguments.first, !program.isEmpty else { return nil }
    self.arguments = arguments
  }

  /// Runs it and waits for its end, on a thread that may be held up. At the end of its time, or once it has ended, all that
  /// it has started is ended, too. What it writes is thrown away.
  /// - Parameters:
  ///   - input: a text, such as a JSON document.
  ///   - milliseconds: of its time.
  ///   - keeper: the path of the program that has it run, which calls ``becomeKeeper()`` first.
  package func run(
    _ input: [UInt8], within milliseconds: Int = Hook.limit, keeper: String = "/proc/self/exe"
  ) throws(Failure) {
    var strings: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { strings.forEach { free($0) } }
    let result = dt_hook_run(&strings, input, input.count, milliseconds, keeper)
    switch result.kind {
    case Int32(DT_HOOK_EXITED.rawValue) where result.value == 0: return
    case Int32(DT_HOOK_EXITED.rawValue): throw .exited(result.value)
    case Int32(DT_HOOK_KILLED.rawValue): throw .killed(signal: result.value)
    case Int32(DT_HOOK_LATE.rawValue): throw .late(milliseconds: milliseconds)
    default: throw .notStarted(result.value)
    }
  }

  /// Does not return in a process that was started to keep a hook; the first thing that a program does.
  package static func becomeKeeper() { dt_hook_become_keeper(CommandLine.argc, CommandLine.unsafeArgv) }
}
