import Foundation
import Testing

/// A file system that fails, hangs or tells nothing, under a running dashboard: what was read stays and is marked, keys
/// are answered, and what is on disk is shown in the end. The faults come from `Tests/Faults/faults.c`, without special
/// rights.
@Suite(.serialized, .enabled(if: TmuxSession.isInstalled, "tmux is not installed"))
struct FileSystemFaultTests {
  @Test(arguments: [
    "read=EIO", "read=ESTALE", "openat=EMFILE", "openat=ENFILE", "fstat=ESTALE", "fstatat=EIO", "readdir=EIO",
  ])
  func anErrorPasses(fault: String) throws {
    let desk = try FaultyDesk(options: "--poll 1")
    #expect(desk.shows("148.32"))
    try desk.set(fault)
    try desk.put("967.51")
    #expect(desk.meetsFault())
    // A file can be read although its folder cannot be listed.
    #expect(desk.shows(fault.hasPrefix("readdir") ? "967.51" : "148.32"))
    #expect(try desk.answersKeys())
    #expect(desk.session.screen.contains(fault.hasPrefix("readdir") ? "967.51" : "148.32"))
    try desk.set("")
    #expect(desk.shows("967.51 "))
  }

  @Test func anUnreadableFileIsMarked() throws {
    let desk = try FaultyDesk()
    #expect(desk.shows("148.32"))
    try desk.set("read=EIO")
    try desk.put("967.51")
    #expect(desk.session.wait { $0.contains("148.32s") && $0.contains("quotes.json has errors") } != nil)
    try desk.set("")
    // Without another event: it is tried again by itself.
    #expect(desk.shows("967.51 "))
  }

  @Test(arguments: ["read=short", "read=interrupted", "read=slow"])
  func aTroubledReadIsFinished(fault: String) throws {
    let desk = try FaultyDesk(faults: fault)
    #expect(desk.shows("148.32"))
    try desk.put("967.51")
    #expect(try desk.answersKeys())
    #expect(desk.shows("967.51 "))
  }

  @Test func aHungReadHoldsUpNothing() throws {
    let desk = try FaultyDesk()
    #expect(desk.shows("148.32"))
    try desk.set("read=hang")
    try desk.put("967.51")
    #expect(desk.meetsFault())
    #expect(try desk.answersKeys())
    #expect(desk.session.screen.contains("148.32"))
    try desk.set("")
    #expect(desk.shows("967.51 "))
    try desk.set("read=hang")
    try desk.put("203.84")
    #expect(desk.meetsFault())
    try desk.session.type("q")
    #expect(desk.session.wait { $0.contains("ready>") && !$0.contains("Watchlist") } != nil)
  }

  /// Scenarios of one's own stand in the home folder, which may be another file system than the desk's.
  @Test func aHungHomeHoldsUpNoKey() throws {
    let desk = try FaultyFolder()
    let home = try TemporaryFolder()
    let scenarios = home.path + "/detente/scenarios"
    try FileManager.default.createDirectory(atPath: scenarios, withIntermediateDirectories: true)
    func save(_ title: String, _ name: String) throws {
      try #"{"schema":"detente/scenario/1","id":"\#(name)","title":"\#(title)","us":54,"cn":10}"#
        .write(toFile: scenarios + "/\(name).json", atomically: true, encoding: .utf8)
    }
    try save("KKKKKK", "a")
    let terminal = try PseudoTerminal(
      [desk.folder.path], columns: 120, rows: 40,
      environment: desk.environment.merging(["XDG_DATA_HOME": home.path]) { $1 })
    #expect(terminal.read(until: "148.32"))
    terminal.type("w")
    #expect(terminal.read(until: "KKKKKK"))
    try desk.set("read=hang")
    try save("ZZZZZZ", "b")
    terminal.type("r")
    #expect(desk.meetsFault())
    terminal.type("?")
    #expect(terminal.read(until: "one calendar day back"))
    #expect(!String(decoding: terminal.output, as: UTF8.self).contains("ZZZZZZ"))
    terminal.type("q")
    try desk.set("")
    #expect(terminal.read(until: "ZZZZZZ"))
    // What is to be kept is kept, however soon one leaves.
    terminal.type("Sqq")
    #expect(terminal.exitStatus() == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scenarios).count == 3)
  }

  @Test func aFileCutWhileItIsReadIsNotTaken() throws {
    let desk = try FaultyDesk(options: "--poll 1")
    #expect(desk.shows("148.32"))
    try desk.set("read=hang")
    try desk.put("967.51")
    #expect(desk.meetsFault())
    #expect(truncate(desk.folder.path + "/quotes.json", 60) == 0)
    try desk.set("")
    #expect(desk.session.wait { !$0.contains("148.32s") && $0.contains("quotes.json is being written: f") } != nil)
    try desk.session.type("f")
    let page = desk.session.wait { $0.contains("being written: its last good values are shown") }
    #expect(page?.contains("writing  quotes.json") == true)
    try desk.put("203.84")
    try desk.session.type("q")
    #expect(desk.shows("203.84"))
  }

  @Test(arguments: ["inotify_init1=EMFILE", "inotify_add_watch=ENOSPC"])
  func withoutInotifyItPollsAndSaysSo(fault: String) throws {
    let desk = try FaultyDesk(faults: fault)
    #expect(desk.shows("148.32"))
    try desk.put("967.51")
    #expect(desk.shows("967.51 "))
    try desk.session.type("f")
    let page = desk.session.wait { $0.contains("polling every 2 s") }
    #expect(page?.contains("inotify") == true && page?.contains("No space left") == false)
  }

  @Test func aChangeThatNoEventTellsIsFound() throws {
    let desk = try FaultyDesk(options: "--poll 1", faults: "inotify_add_watch=blind")
    #expect(desk.shows("148.32"))
    try desk.put("967.51")
    #expect(desk.shows("967.51 "))
  }

  @Test func lostEventsAreMadeUpFor() throws {
    let desk = try FaultyDesk(faults: "events=overflow")
    #expect(desk.shows("148.32"))
    for price in ["967.51", "203.84", "581.27"] { try desk.put(price) }
    #expect(desk.shows("581.27 "))
  }

  @Test func aFileWithoutEndIsRefused() throws {
    let desk = try FaultyDesk()
    #expect(desk.shows("148.32"))
    try desk.set("read=endless")
    try desk.put("967.51")
    #expect(desk.session.wait(seconds: 60) { $0.contains("148.32s") } != nil)
    try desk.session.type("f")
    #expect(desk.session.wait { $0.contains("more than 128 MiB") } != nil)
  }

  @Test(arguments: ["-3600", "864000"])
  func theClockMayJump(seconds: String) throws {
    let desk = try FaultyDesk(age: 7300)
    #expect(desk.shows("148.32"))
    try desk.set("clock=\(seconds)")
    // Old enough not to be of the future where the clock was set back.
    try desk.put("967.51", age: 7200)
    #expect(desk.shows("967.51"))
    #expect(try desk.answersKeys())
    try desk.set("")
    try desk.put("203.84", age: 7100)
    #expect(desk.shows("203.84"))
    #expect(try desk.answersKeys())
  }

  /// A fault of the program's own, on the reader's thread.
  @Test func aTrapGivesTheTerminalBack() throws {
    let desk = try FaultyFolder()
    let terminal = try desk.terminal()
    #expect(terminal.read(until: "148.32"))
    try desk.set("read=trap")
    try desk.put("967.51")
    #expect(terminal.exitStatus() == 128 + SIGILL)
    #expect(terminal.leftovers == [])
  }

  /// Each call in its turn fails once. None is so important that its failure may be seen a poll later.
  @Test func anyOneCallMayFail() throws {
    // Some at a time, so that one waits for its poll while another starts.
    for first in stride(from: 1, through: 40, by: 8) {
      let started = try (first..<first + 8).map { call in
        let desk = try FaultyFolder()
        try desk.set("nth=\(call)")
        return (call: call, desk: desk, terminal: try desk.terminal(["--poll", "1"]))
      }
      for (call, _, terminal) in started {
        #expect(terminal.read(until: "148.32"), "call \(call)")
        terminal.type("q")
        #expect(terminal.exitStatus() == 0, "call \(call)")
        #expect(terminal.leftovers == [], "call \(call)")
      }
    }
  }
}

/// A desk folder with one quote of AMAT, and the control file of its faults.
class FaultyFolder {
  let folder: TemporaryFolder
  private let control: TemporaryFolder

  init(faults: String = "", age: Double = 0) throws {
    folder = try TemporaryFolder()
    control = try TemporaryFolder()
    try set(faults)
    try put("148.32", age: age)
  }

  var environment: [String: String] { ["FAULTS": control.path + "/faults"] }

  func set(_ faults: String) throws {
    try? FileManager.default.removeItem(atPath: control.path + "/faults.met")
    try control.put(faults + "\n", "faults")
  }

  /// Waits until the reader has met a fault that was set; false when it does not.
  func meetsFault() -> Bool {
    let end = Date().addingTimeInterval(20)
    while Date() < end {
      if FileManager.default.fileExists(atPath: control.path + "/faults.met") { return true }
      usleep(10_000)
    }
    return false
  }

  /// Replaces the quote by one that is `age` seconds old.
  func put(_ price: String, age: Double = 0) throws {
    let stamp = ToldClock.ordinary.stamp(age: age)
    try folder.put(
      """
      {"schema":"detente/quotes/1","quotes":[{"symbol":"AMAT","time":"\(stamp)","price":\(price),\
      "previousClose":150.71,"currency":"USD"}]}
      """, "quotes.json")
  }

  func terminal(_ options: [String] = []) throws -> PseudoTerminal {
    try PseudoTerminal([folder.path] + options, environment: environment)
  }
}

/// A dashboard on such a folder in tmux.
final class FaultyDesk: FaultyFolder {
  let session: TmuxSession

  init(options: String = "", faults: String = "", age: Double = 0) throws {
    session = try TmuxSession()
    try super.init(faults: faults, age: age)
    try session.start("\(folder.path) \(options)", environment: environment)
  }

  func shows(_ text: String) -> Bool { session.wait { $0.contains(text) } != nil }

  /// Whether help comes and goes.
  func answersKeys() throws -> Bool {
    try session.type("?")
    guard session.wait(until: { $0.contains("previous sector") }) != nil else { return false }
    try session.type("q")
    return session.wait { !$0.contains("previous sector") } != nil
  }
}
