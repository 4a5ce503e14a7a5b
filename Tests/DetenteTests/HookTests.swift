import Foundation
import System
import Testing

/// The program that the user has run for an alert: what it is told, what is said of its failures, and that nothing of it
/// outlives its time.
@Suite(.serialized)
struct HookTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs a hook; nil, or why it failed.
  private func failure(
    _ arguments: [String], _ input: String = "{}\n", within milliseconds: Int = 30_000
  ) throws -> Hook.Failure? {
    let hook = try #require(Hook(arguments))
    do throws(Hook.Failure) {
      try hook.run(Array(input.utf8), within: milliseconds, keeper: Program.path)
      return nil
    } catch {
      return error
    }
  }

  private func text(_ name: String) -> String? {
    try? String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
  }

  /// Whether a process that wrote its number is there no more; one that was ended is no one's child but its reaper's.
  private func hasEnded(_ name: String) throws -> Bool {
    let number = try #require(text(name).flatMap { Int32($0.trimmed) })
    return kill(number, 0) == -1 && errno == ESRCH
  }

  @Test func isToldOnItsStandardInput() throws {
    let told = #"{"id":"1","text":"▲AMAT 139.8; $(touch x) `touch x`"}"# + "\n"
    #expect(try failure(["sh", "-c", "cat > \"$0\"", folder.path + "/told"], told) == nil)
    #expect(text("told") == told)
  }

  /// No shell reads the arguments.
  @Test func argumentsAreGivenAsTheyStand() throws {
    let given = ["$HOME", "a  b", "*", "'", "; touch x", ""]
    #expect(try failure(["sh", "-c", "printf '<%s>' \"$@\" > \"$0\"", folder.path + "/given"] + given) == nil)
    #expect(text("given") == given.map { "<\($0)>" }.joined())
  }

  @Test func failuresAreSaid() throws {
    #expect(try failure(["false"]) == .exited(1))
    #expect(try failure(["sh", "-c", "exit 64"]) == .exited(64))
    #expect(try failure(["sh", "-c", "kill -TERM $$"]) == .killed(signal: 15))
    #expect(try failure([folder.path + "/nowhere"]) == .notStarted(ENOENT))
    #expect(try failure(["detente-no-such-program"]) == .notStarted(ENOENT))
    try folder.put("#!/bin/sh\n", "script")
    #expect(try failure([folder.path + "/script"]) == .notStarted(EACCES))
    #expect("\(Hook.Failure.notStarted(ENOENT))" == "not started: No such file or directory")
    #expect("\(Hook.Failure.late(milliseconds: 10_000))" == "not done after 10 s, ended")
    #expect(Hook([]) == nil && Hook([""]) == nil)
  }

  /// What it writes goes nowhere, and one that reads nothing is not waited for.
  @Test func aFloodIsThrownAway() throws {
    let input = String(repeating: "x", count: 1 << 20)
    #expect(try failure(["sh", "-c", "head -c 50000000 /dev/zero; head -c 50000000 /dev/zero >&2"], input) == nil)
  }

  @Test func oneThatHangsIsEnded() throws {
    let file = folder.path + "/number"
    let failure = try failure(
      ["sh", "-c", "trap '' TERM INT HUP; echo $$ > \"$0\"; while :; do sleep 60; done", file], within: 1000)
    #expect(failure == .late(milliseconds: 1000))
    #expect(try hasEnded("number"))
  }

  /// Neither another group, another session, nor the loss of a parent keeps a process from its end.
  @Test(arguments: [("exit 0", true), ("sleep 60", false)])
  func whatItLeavesBehindIsEnded(last: String, isDone: Bool) throws {
    let script = """
      sh -c 'echo $$ > "$0/a"; exec sleep 60' "$0" &
      setsid sh -c 'echo $$ > "$0/b"; exec sleep 60' "$0" &
      (setsid sh -c 'sh -c "sh -c '\\''echo \\$\\$ > \\"\\$0/c\\"; sleep 60; :'\\'' \\"\\$0\\" & echo" "$0" & echo' "$0" &)
      while [ ! -s "$0/a" ] || [ ! -s "$0/b" ] || [ ! -s "$0/c" ]; do sleep 0.01; done
      \(last)
      """
    let failure = try failure(["sh", "-c", script, folder.path], within: isDone ? 30_000 : 3000)
    #expect(failure == (isDone ? nil : .late(milliseconds: 3000)))
    for name in ["a", "b", "c"] { #expect(try hasEnded(name), "\(name)") }
  }

  /// The keeper holds nothing of the terminal and of the files of the one that has it run.
  @Test func itInheritsNothing() throws {
    let held = open(folder.path, O_RDONLY)
    defer { close(held) }
    let list = folder.path + "/list"
    #expect(
      try failure([
        "sh", "-c", "for f in /proc/self/fd/*; do readlink \"$f\"; done > \"$0\"; ps -o tty= -p $$ >> \"$0\"", list,
      ]) == nil)
    let lines = try #require(text("list"))
    #expect(!lines.contains(folder.path + "\n"))
    #expect(lines.hasSuffix("?\n"))
  }
}
