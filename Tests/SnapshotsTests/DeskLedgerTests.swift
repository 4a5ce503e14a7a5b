import CSystem
import Foundation
import Market
import Testing

@testable import Snapshots

/// Writing a desk's ledger: every other byte stays, the reader agrees, and nothing is lost.
struct DeskLedgerTests {
  private let first =
    #"{"schema":"detente/signals/1","id":"A","date":"2025-05-01","actor":"USA","target":"CHN","code":"036"}"#
  private let second =
    #"{"schema":"detente/signals/1","id":"B","date":"2025-05-02","actor":"CHN","target":"USA","code":"111"}"#

  private func write(_ folder: Folder, _ change: LedgerChange) throws -> LedgerDraft {
    try DeskLedger.write(folder.path) { (_) throws(LedgerError) in change }
  }

  private func text(_ folder: Folder, _ name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: folder.full(name)) ?? Data(), as: UTF8.self)
  }

  /// The message of the error that writing ends with; nil when it does not.
  private func refusal(_ folder: Folder, _ change: LedgerChange) -> String? {
    do {
      _ = try write(folder, change)
      return nil
    } catch LedgerError.refused(let problems) {
      return problems.map(\.description).joined(separator: "\n")
    } catch LedgerError.unfit(let message), LedgerError.folder(let message) {
      return message
    } catch {
      return "\(error)"
    }
  }

  private func names(_ folder: Folder) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  // MARK: Signals

  @Test func theFirstSignalMakesTheFile() throws {
    let folder = Folder()
    let draft = try write(folder, .signal(first))
    #expect(draft.isNew)
    #expect(draft.before.signals.isEmpty)
    #expect(draft.after.signals.first?.origin == Origin(file: "signals.jsonl", line: 1))
    #expect(text(folder, "signals.jsonl") == first + "\n")
    #expect(names(folder) == [".detente.lock", "signals.jsonl"])
  }

  @Test("what stands there stays, byte for byte", arguments: ["\n", "", "\r\n", "\n\n"])
  func appends(ending: String) throws {
    let folder = Folder()
    let old = "\u{FEFF}" + first + ending
    folder.put("ledger.jsonl", old)
    let draft = try write(folder, .signal(second))
    #expect(!draft.isNew)
    #expect(text(folder, "ledger.jsonl") == old + (ending.isEmpty ? "\n" : "") + second + "\n")
    let desk = try DeskFolder.read(folder.path)
    #expect(desk.signals.map(\.id) == ["A", "B"])
    #expect(desk.report("ledger.jsonl")?.problems == [])
  }

  @Test func theNewestFileOfSignalsTakesIt() throws {
    let folder = Folder()
    folder.put("new.jsonl", first)
    folder.put("old.jsonl", second)
    folder.age("old.jsonl")
    folder.put("document.json", #"{"schema":"detente/signals/1","signals":[]}"#)
    #expect(try write(folder, .signal(second)).file == "new.jsonl")
  }

  /// A feed's newer file of signals in our format is not where the trader keeps his own.
  @Test func theUsualFileOfSignalsTakesItHoweverOld() throws {
    let folder = Folder()
    folder.put("feed.jsonl", first)
    folder.put("signals.jsonl", first)
    folder.age("signals.jsonl")
    #expect(try write(folder, .signal(second)).file == "signals.jsonl")
    // Unless it holds something else.
    folder.put("signals.jsonl", quotes(row("AMAT", "1")))
    #expect(try write(folder, .signal(second)).file == "feed.jsonl")
  }

  @Test func whatTheReaderRefusesIsNotWritten() {
    let folder = Folder()
    folder.put("signals.jsonl", first + "\n")
    let wrong = second.replacingOccurrences(of: "\"111\"", with: "\"999\"")
    #expect(
      refusal(folder, .signal(wrong)) == #"signals.jsonl:2:96: found "999", expected a CAMEO event code like "036""#)
    #expect(refusal(folder, .signal("{")) != nil)
    #expect(text(folder, "signals.jsonl") == first + "\n")
  }

  @Test("a row that was wrong before is no reason to refuse a good one")
  func oldFaults() throws {
    let folder = Folder()
    let wrong = first.replacingOccurrences(of: "\"036\"", with: "\"999\"")
    folder.put("signals.jsonl", wrong + "\n" + first + "\n")
    #expect(try write(folder, .signal(second)).after.signals.map(\.id) == ["A", "B"])
  }

  @Test("a torn file is left alone")
  func tornFile() {
    let folder = Folder()
    folder.put("signals.jsonl", first + "\n{\"id\":")
    #expect(refusal(folder, .signal(second))?.hasPrefix("signals.jsonl:2:") == true)
    #expect(text(folder, "signals.jsonl") == first + "\n{\"id\":")
  }

  @Test("a record is found whole, with what this program does not know")
  func records() throws {
    let folder = Folder()
    let record =
      #"{"id":"A","date":"2025-05-01","actor":"USA","target":"CHN","code":"036","desk":{"by":"a, \"b }"},"n":[1,2]}"#
    folder.put("lines.jsonl", second + "\n\n" + record + "\n")
    folder.put(
      "document.json",
      "{\"schema\":\"detente/signals/1\",\"signals\":[\n" + first.replacingOccurrences(of: "\"A\"", with: "\n\"C\"")
        + "]}")
    let ledger = try DeskLedger(folder.path)
    func fields(_ id: String) -> [String: String] {
      let signal = ledger.desk.signals.first { $0.id == id }
      let fields = signal.flatMap { ledger.record(of: $0) } ?? []
      return Dictionary(fields.map { ($0.key, $0.text) }, uniquingKeysWith: { a, _ in a })
    }
    #expect(fields("A")["desk"] == #"{"by":"a, \"b }"}"#)
    #expect(fields("A")["n"] == "[1,2]")
    #expect(fields("B")["code"] == "\"111\"")
    #expect(fields("C")["id"] == "\"C\"")
  }

  // MARK: Tariffs

  private let step = #"{"effective":"2025-03-01","rate":20}"#
  private let march = Day(number: 20148)

  private func change(_ id: String) -> LedgerChange { .step(step, measure: id, effective: march, announced: march) }

  @Test(
    "a step goes to its place in time, set as its neighbours are",
    arguments: [
      (
        "[{\"effective\":\"2025-02-04\",\"rate\":10},\r\n  {\"effective\":\"2025-04-01\",\"rate\":0}]",
        "[{\"effective\":\"2025-02-04\",\"rate\":10},\r\n  NEW,\r\n  {\"effective\":\"2025-04-01\",\"rate\":0}]"
      ),
      (
        "[\n  {\"effective\":\"2025-02-04\",\"rate\":10}\n ]",
        "[\n  {\"effective\":\"2025-02-04\",\"rate\":10},\n  NEW\n ]"
      ),
      ("[ {\"effective\":\"2025-04-01\",\"rate\":0}]", "[ NEW, {\"effective\":\"2025-04-01\",\"rate\":0}]"),
      ("[]", "[NEW]"), ("[ ]", "[NEW ]"),
    ])
  func steps(before: String, after: String) throws {
    let folder = Folder()
    func document(_ steps: String) -> String {
      "{\"schema\":\"detente/tariffs/1\", \"measures\":[{\"id\":\"X\",\"by\":\"US\",\"scope\":\"fee\",\"steps\":[]},\n"
        + " {\"scope\":\"all\",\"steps\":\(steps),\"id\":\"M\",\"by\":\"US\",\"mine\":1e2}]}"
    }
    folder.put("t.json", document(before))
    let draft = try write(folder, change("M"))
    #expect(text(folder, "t.json") == document(after.replacingOccurrences(of: "NEW", with: step)))
    #expect(draft.after.tariffs.measures.first { $0.id == "M" }?.steps.contains { $0.rate == 20 } == true)
  }

  @Test func aNewMeasureMakesOrJoinsAFile() throws {
    let measure = #"{"id":"M","by":"US","scope":"all","steps":[{"effective":"2025-03-01","rate":20}]}"#
    let empty = Folder()
    #expect(try write(empty, .measure(measure)).file == "tariffs-ledger.json")
    #expect(try DeskFolder.read(empty.path).tariffs.measures.map(\.id) == ["M"])
    let other = measure.replacingOccurrences(of: "\"M\"", with: "\"N\"")
    #expect(try write(empty, .measure(other)).file == "tariffs-ledger.json")
    #expect(try DeskFolder.read(empty.path).tariffs.measures.map(\.id) == ["M", "N"])
  }

  @Test func aWrongStepIsRefusedWithItsPlace() {
    let folder = Folder()
    let document = #"{"schema":"detente/tariffs/1","measures":[{"id":"M","by":"US","scope":"all","steps":[]}]}"#
    folder.put("t.json", document)
    let wrong = #"{"effective":"2025-03-01","rate":-1}"#
    #expect(
      refusal(folder, .step(wrong, measure: "M", effective: march, announced: march))
        == "t.json:1:119: found -1, expected a number from 0 to 10000")
    #expect(refusal(folder, change("NONE"))?.contains("NONE") == true)
    #expect(text(folder, "t.json") == document)
  }

  // MARK: Files

  @Test("what a killed writer left does not count, and the next one clears it")
  func leftovers() throws {
    let folder = Folder()
    folder.put("signals.jsonl", first + "\n")
    folder.write(inPlace: ".detente.tmp", "{\"half")
    folder.write(inPlace: ".detente.lock", "")
    #expect(try DeskFolder.read(folder.path).signals.map(\.id) == ["A"])
    _ = try write(folder, .signal(second))
    #expect(text(folder, "signals.jsonl") == first + "\n" + second + "\n")
    #expect(names(folder) == [".detente.lock", "signals.jsonl"])
  }

  @Test func theModeStays() throws {
    let folder = Folder()
    folder.put("signals.jsonl", first + "\n")
    chmod(folder.full("signals.jsonl"), 0o660)
    _ = try write(folder, .signal(second))
    var info = stat()
    #expect(stat(folder.full("signals.jsonl"), &info) == 0 && info.st_mode & 0o7777 == 0o660)
  }

  @Test func aLinkInsideIsFollowedOneThatLeavesIsNot() throws {
    let (folder, outside) = (Folder(), Folder())
    folder.makeFolder("files")
    folder.put("files/real.data", first + "\n")
    folder.link("signals.jsonl", to: "files/real.data")
    _ = try write(folder, .signal(second))
    #expect(text(folder, "files/real.data") == first + "\n" + second + "\n")
    #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: folder.full("signals.jsonl"))) != nil)

    outside.put("theirs.jsonl", first + "\n")
    let linked = Folder()
    linked.link("signals.jsonl", to: outside.full("theirs.jsonl"))
    #expect(refusal(linked, .signal(second))?.contains("a link that leaves the folder") == true)
    #expect(text(outside, "theirs.jsonl") == first + "\n")
  }

  @Test func waitsForAnotherWriterAndThenSaysSo() throws {
    let folder = Folder()
    let root = dt_open_directory(folder.path)
    let file = dt_open_lock_at(root, ".detente.lock")
    #expect(dt_lock(file) == 0)
    #expect {
      try DeskLedger.write(folder.path, patience: 0.05) { (_) throws(LedgerError) in .signal(self.first) }
    } throws: { error in
      guard case LedgerError.folder(let message) = error else { return false }
      return message.contains("another writer")
    }
    #expect(names(folder) == [".detente.lock"])
    close(file)
    close(root)
    _ = try write(folder, .signal(first))
  }

  @Test("a writer without the lock is not overwritten: its line is taken in")
  func foreignWriter() throws {
    let folder = Folder()
    folder.put("signals.jsonl", first + "\n")
    var tries = 0
    let draft = try DeskLedger.write(folder.path) { (ledger) throws(LedgerError) in
      tries += 1
      // Between the reading and the replacing.
      if tries == 1 { folder.put("signals.jsonl", self.first + "\n" + self.second + "\n") }
      return .signal(self.second.replacingOccurrences(of: "\"B\"", with: "\"C\(ledger.desk.signals.count)\""))
    }
    #expect(tries == 2)
    #expect(Set(draft.after.signals.map(\.id)) == ["A", "B", "C2"])
    #expect(Set(try DeskFolder.read(folder.path).signals.map(\.id)) == ["A", "B", "C2"])
  }

  @Test func aMissingFolderIsNamed() {
    #expect(throws: LedgerError.self) {
      try DeskLedger.write("/no/such/desk") { (_) throws(LedgerError) in .signal(self.first) }
    }
  }
}
