import Foundation
import Market
import System
import Testing

@testable import Snapshots

/// The engine on real folders (W and F of the fault catalogue). Waiting has generous limits so that a failure ends.
@Suite(.serialized) struct RefreshEngineTests {
  let folder = Folder()

  @Test func showsARenamedFile() {
    let running = Running(folder.path)
    folder.put("q.json", quotes(row("AMAT", "100.5")))
    #expect(running.wait { $0.quotes["AMAT"]?.price == 100.5 })
    folder.put("q.json", quotes(row("AMAT", "101.25")))
    #expect(running.wait { $0.quotes["AMAT"]?.price == 101.25 })
    #expect(running.desk.files.map(\.path) == ["q.json"])
    #expect(running.desk.quotes["AMAT"]?.origin == Origin(file: "q.json", line: 1))
  }

  @Test func readsARenamedCSVAtOnce() {
    let running = Running(folder.path)
    folder.put("AMAT.csv", "Date,Close\n2025-04-30,150.71\n")
    #expect(running.wait { $0.histories["AMAT"]?.bars.first?.close == 150.71 })
  }

  @Test func takesAFileWrittenInPlaceOnlyWhole() {
    folder.put("q.json", quotes(row("AMAT", "100")))
    let running = Running(folder.path)
    #expect(running.wait { $0.quotes["AMAT"]?.price == 100 })
    let text = quotes(row("AMAT", "200"))
    folder.write(inPlace: "q.json", String(text.prefix(40)))
    #expect(running.wait { $0.report("q.json")?.state == .beingWritten })
    #expect(running.desk.quotes["AMAT"]?.price == 100)
    folder.write(inPlace: "q.json", text)
    #expect(running.wait { $0.quotes["AMAT"]?.price == 200 && $0.report("q.json")?.state == .ok })
  }

  /// `102.50` whose writer stalls behind `10`, a header without rows, and JSON that reads as a mixture of old and new.
  @Test(arguments: [
    ("AMAT.csv", "Date,Close\n2025-04-30,99.75\n", "Date,Close\n2025-04-30,102.50\n", 24),
    ("AMAT.csv", "Date,Close\n2025-04-30,99.75\n", "Date,Close\n2025-04-30,102.50\n", 11),
    (
      "q.json", quotes(row("AMAT", "99.75"), row("KLAC", "676.31")),
      quotes(row("AMAT", "102.5"), row("KLAC", "702.69")),
      130
    ),
  ])
  func keepsTheLastGoodDataWhileAWriterStalls(name: String, old: String, new: String, bytes: Int) throws {
    folder.put(name, old)
    let running = Running(folder.path)
    func price(_ desk: Desk) -> Double? { desk.quotes["AMAT"]?.price ?? desk.histories["AMAT"]?.bars.last?.close }
    #expect(running.wait { price($0) == 99.75 })
    // In place, and over the old text where it is JSON.
    let file = try #require(fopen(folder.full(name), name.hasSuffix(".csv") ? "w" : "r+"))
    fputs(String(new.prefix(bytes)), file)
    fflush(file)
    #expect(running.wait { $0.report(name)?.state == .beingWritten })
    #expect(price(running.desk) == 99.75)
    #expect(running.desk.quotes["AMAT"]?.kept != true)
    #expect(running.desk.quotes["KLAC"]?.price == (name == "q.json" ? 676.31 : nil))
    fputs(String(new.dropFirst(bytes)), file)
    fclose(file)
    #expect(running.wait { price($0) == 102.5 && $0.report(name)?.state == .ok && $0.report(name)?.problems == [] })
  }

  /// Two dozen of the writers that `make soak` lets stall by the thousand.
  @Test func showsTheOldOrTheNewOfEachWriting() throws {
    func table(_ version: Int) -> String {
      let price = "\(version % 2 == 0 ? 90 : 1000 + version).\(version % 7)"
      return "symbol,Date,Close\nAMAT,2025-05-01,\(price)\nKLAC,2025-05-01,\(price)\n"
    }
    folder.put("all.csv", table(0))
    let running = Running(folder.path)
    #expect(running.wait { $0.histories.count == 2 })
    var wrong: [String] = []
    for version in 1...24 {
      let (old, new) = (table(version - 1), table(version))
      let prices = Set([old, new].compactMap { Double($0.dropLast().split(separator: ",").last ?? "") })
      func isNew(_ desk: Desk) -> Bool {
        let shown = ["AMAT", "KLAC"].map { desk.histories[$0]?.bars.last?.close ?? 0 }
        if !shown.allSatisfy(prices.contains) { wrong.append("\(version): \(shown)") }
        return shown.allSatisfy { "\($0)" == new.dropLast().split(separator: ",").last.map(String.init) }
      }
      let file = try #require(fopen(folder.full("all.csv"), version % 3 == 0 ? "r+" : "w"))
      let cut = new.utf8.count * version / 25
      fputs(String(new.prefix(cut)), file)
      fflush(file)
      // The writer stalls until the reader has looked, unless what is there is still the old text.
      if version % 3 != 0 || old.prefix(cut) != new.prefix(cut) {
        let isSeen = running.wait { desk in
          _ = isNew(desk)
          return desk.report("all.csv")?.state == .beingWritten
        }
        #expect(isSeen, "\(version)")
      }
      fputs(String(new.dropFirst(cut)), file)
      fflush(file)
      ftruncate(fileno(file), new.utf8.count)
      fclose(file)
      #expect(running.wait(until: isNew), "\(version)")
    }
    #expect(wrong == [])
  }

  /// A shell that closes the file after each row (`>>`).
  @Test func waitsForTheRowsOfAFileThatIsClosedBetweenThem() {
    let header = "symbol,Date,Close\n"
    folder.put("all.csv", header + "AMAT,2025-04-30,150.71\nKLAC,2025-04-30,702.69\n")
    let running = Running(folder.path)
    #expect(running.wait { $0.histories.count == 2 })
    folder.write(inPlace: "all.csv", header + "AMAT,2025-05-01,148.96\n")
    #expect(running.wait { $0.report("all.csv")?.state == .beingWritten })
    #expect(running.desk.histories["AMAT"]?.bars.last?.close == 150.71)
    #expect(running.desk.histories["KLAC"]?.bars.last?.close == 702.69)
    folder.write(inPlace: "all.csv", header + "AMAT,2025-05-01,148.96\nKLAC,2025-05-01,676.31\n")
    #expect(running.wait { $0.histories["KLAC"]?.bars.last?.close == 676.31 && $0.report("all.csv")?.state == .ok })
  }

  @Test func showsInTheEndWhatLooksCutAndSaysSo() {
    folder.put("AMAT.csv", "Date,Close\n2025-04-29,152.31\n2025-04-30,150.71\n")
    let running = Running(folder.path, patience: 0.2)
    #expect(running.wait { $0.histories["AMAT"] != nil })
    folder.write(inPlace: "AMAT.csv", "Date,Close\n2025-05-01,148.96")
    #expect(running.wait { $0.histories["AMAT"]?.bars.last?.close == 148.96 })
    let report = running.desk.report("AMAT.csv")
    #expect(report?.state == .ok)
    #expect(
      report?.problems.map(\.description) == [
        "AMAT.csv:2: found no line end, expected one behind the last row (it may be cut)",
        "AMAT.csv: found 1 rows, expected 2 as before (it may be cut)",
      ])
    #expect(report?.problems.allSatisfy(\.isNotice) == true)
  }

  /// Lines come behind the others, and nobody ever closes the file.
  @Test func showsLinesAsTheyCome() throws {
    func signal(_ id: String) -> String {
      #"{"schema":"detente/signals/1","id":"\#(id)","date":"2025-05-01","actor":"USA","target":"CHN","code":"036"}"#
        + "\n"
    }
    folder.put("s.jsonl", signal("A"))
    let running = Running(folder.path)
    #expect(running.wait { $0.signals.map(\.id) == ["A"] })
    let file = try #require(fopen(folder.full("s.jsonl"), "a"))
    defer { fclose(file) }
    for id in ["B", "C"] {
      fputs(signal(id), file)
      fflush(file)
      #expect(running.wait { $0.signals.last?.id == id })
    }
  }

  @Test func acceptsACSVWrittenInPlace() {
    folder.put("AMAT.csv", "Date,Close\n2025-04-30,150.71\n")
    let running = Running(folder.path)
    #expect(running.wait { $0.histories["AMAT"] != nil })
    folder.write(inPlace: "AMAT.csv", "Date,Close\n2025-04-30,150.71\n2025-05-01,148.32\n")
    #expect(running.wait { $0.histories["AMAT"]?.bars.count == 2 })
  }

  /// A packed file shows by its trailer that it is whole, also where it is written in place.
  @Test func readsAPackedFileOnceItIsWhole() {
    folder.put("AMAT.csv.gz", Array(GzipTests.csv.prefix(30)))
    let running = Running(folder.path, patience: 0.2)
    #expect(running.wait { $0.report("AMAT.csv.gz")?.state == .bad })
    folder.put("AMAT.csv.gz", GzipTests.csv)
    #expect(running.wait { $0.histories["AMAT"]?.bars.first?.close == 150.71 })
  }

  @Test func takesAFileThatIsNeverClosedOnceItIsWhole() throws {
    let running = Running(folder.path, patience: 0.2)
    let text = quotes(row("AMAT", "200"))
    let file = try #require(fopen(folder.full("q.json"), "w"))
    defer { fclose(file) }
    fputs(String(text.prefix(40)), file)
    fflush(file)
    // The half has stood still.
    #expect(running.wait { $0.report("q.json")?.state == .bad })
    #expect(running.desk.quotes["AMAT"] == nil)
    fputs(String(text.dropFirst(40)), file)
    fflush(file)
    #expect(running.wait { $0.quotes["AMAT"]?.price == 200 })
  }

  /// What was renamed in and is rewritten in place before it could be read is no longer known to be whole.
  @Test func forgetsARenameWhenAWriterFollows() throws {
    var reader = FolderReader(path: folder.path)
    _ = try reader.open()
    let name = Array("AMAT.csv".utf8)
    folder.put("AMAT.csv", "Date,Close\n2025-04-30,150.71\n")
    reader.schedule(name, at: 0, told: .moved)
    folder.write(inPlace: "AMAT.csv", "Date,Close\n2025-04-30,15")
    // Never old enough to be taken as finished, however long this test is kept waiting.
    folder.age("AMAT.csv", seconds: -3600)
    reader.schedule(name, at: 0, told: .open)
    reader.readDue(now: MonotonicClock.milliseconds) { _, _ in }
    _ = reader.assembly.merge()
    #expect(reader.assembly.desk.histories["AMAT"] == nil)
  }

  /// A file of another user whose writer cannot be asked for: what events tell, and times.
  @Test func goesByEventsAndTimesWhereNobodyTellsOfTheWriter() throws {
    func writer(_ told: Completeness.Writer, isOpen: Bool?, isTouched: Bool, age: Int64) -> Completeness.Writer {
      FileRecord.writer(
        told: told, at: .now, isOpen: isOpen, isTouchedSince: isTouched,
        modified: Instant(milliseconds: Instant.now.milliseconds - age))
    }
    #expect(writer(.closed, isOpen: nil, isTouched: false, age: 100) == .closed)
    #expect(writer(.open, isOpen: nil, isTouched: true, age: 100) == .open)
    #expect(writer(.unknown, isOpen: nil, isTouched: true, age: 100) == .moved)
    #expect(writer(.unknown, isOpen: nil, isTouched: false, age: 100) == .unknown)
    #expect(writer(.unknown, isOpen: false, isTouched: true, age: 100) == .moved)
    #expect(writer(.unknown, isOpen: false, isTouched: false, age: 100) == .closed)
    #expect(writer(.unknown, isOpen: true, isTouched: true, age: 100) == .open)
    #expect(writer(.closed, isOpen: true, isTouched: false, age: 100) == .open)
    #expect(writer(.open, isOpen: false, isTouched: false, age: 100) == .closed)
    #expect(writer(.moved, isOpen: nil, isTouched: false, age: 100) == .moved)
  }

  /// To be parsed anew is no reason to take half a file.
  @Test func readsAgainOnlyWhatIsWhole() throws {
    var reader = FolderReader(path: folder.path)
    folder.put("AMAT.csv", "Date,Close\n2025-04-30,150.71\n")
    folder.age("AMAT.csv")
    _ = try reader.open()
    _ = reader.scan(now: 0)
    reader.readDue(now: MonotonicClock.milliseconds) { _, _ in }
    folder.write(inPlace: "AMAT.csv", "Date,Close\n2025-04-30,15")
    reader.readAgain(now: 0)
    reader.readDue(now: .infinity) { _, _ in }
    _ = reader.assembly.merge()
    #expect(reader.assembly.desk.histories["AMAT"]?.bars.first?.close == 150.71)
  }

  @Test func handsOverWhatItHasBeforeALargeFile() throws {
    var reader = FolderReader(path: folder.path)
    folder.put("a.csv", "Date,Close\n2025-04-30,150.71\n" + String(repeating: "\n", count: 2 << 20))
    folder.put("q.json", quotes(row("AMAT", "100")))
    for name in ["a.csv", "q.json"] { folder.age(name) }
    _ = try reader.open()
    _ = reader.scan(now: 0)
    var before: [Bool] = []
    reader.readDue(now: MonotonicClock.milliseconds) { assembly, beforeLarge in
      _ = assembly.merge()
      if beforeLarge { before.append(assembly.desk.quotes["AMAT"]?.price == 100) }
    }
    #expect(before == [true])
  }

  @Test func aBadFileHidesNoOther() {
    let running = Running(folder.path)
    folder.put("good.json", quotes(row("AMAT", "100")))
    let bad = ["", "{", "[]", "null", "\0\0\0\0", "<html>", quotes(row("AMAT", "1e999")), quotes("{}"), "\u{FEFF}"]
    for (index, text) in bad.enumerated() {
      folder.put("bad\(index).json", text)
      folder.put("bad\(index).csv", text)
    }
    #expect(
      running.wait { desk in
        desk.files.count == 1 + 2 * bad.count && !desk.files.contains { $0.state == .pending }
          && desk.files.allSatisfy { ($0.state == .ok) == ($0.path == "good.json") }
      })
    #expect(running.desk.quotes["AMAT"]?.price == 100)
    #expect(running.desk.quotes["AMAT"]?.kept == false)
  }

  /// A file and a link out of the folder take each other's place without pause.
  @Test func aSwappedLinkLeadsNowhere() {
    let outside = Folder()
    outside.put("secret.json", quotes(row("AMAT", "666")))
    folder.put("q.json", quotes(row("AMAT", "100")))
    let running = Running(folder.path, pollInterval: 0.1)
    #expect(running.wait { $0.quotes["AMAT"]?.price == 100 })
    for _ in 0..<500 {
      unlink(folder.full("link"))
      folder.link("link", to: outside.full("secret.json"))
      rename(folder.full("link"), folder.full("q.json"))
      folder.put("q.json", quotes(row("AMAT", "100")))
      running.wait(seconds: 0.001) { _ in false }
      #expect(running.desk.quotes["AMAT"]?.price != 666)
    }
    #expect(running.wait { $0.report("q.json")?.state == .ok })
  }

  @Test func keepsTheValuesOfADeletedFileMarked() {
    folder.put("q.json", quotes(row("AMAT", "100")))
    let running = Running(folder.path)
    #expect(running.wait { $0.quotes["AMAT"]?.price == 100 })
    folder.remove("q.json")
    #expect(running.wait { $0.report("q.json")?.state == .gone && $0.quotes["AMAT"]?.kept == true })
    folder.put("q.json", quotes(row("AMAT", "100")))
    #expect(running.wait { $0.report("q.json")?.state == .ok && $0.quotes["AMAT"]?.kept == false })
    folder.remove("q.json")
    #expect(running.wait { $0.report("q.json")?.state == .gone })
    folder.put("other.json", quotes(row("AMAT", "101", time: "2025-05-01T19:00:00Z")))
    #expect(running.wait { $0.quotes["AMAT"]?.price == 101 && $0.report("q.json") == nil })
  }

  @Test func keepsTheLastGoodValuesOfAnEmptiedFile() {
    folder.put("q.json", quotes(row("AMAT", "100")))
    let running = Running(folder.path, patience: 0.2)
    #expect(running.wait { $0.quotes["AMAT"]?.price == 100 })
    folder.write(inPlace: "q.json", "")
    #expect(running.wait { $0.report("q.json")?.state == .bad })
    #expect(running.desk.quotes["AMAT"]?.price == 100)
    #expect(running.desk.quotes["AMAT"]?.kept == true)
  }

  @Test func followsAFolderThatWasReplaced() {
    folder.put("q.json", quotes(row("AMAT", "100")))
    let running = Running(folder.path)
    #expect(running.wait { $0.quotes["AMAT"]?.price == 100 })
    rename(folder.path, folder.path + ".old")
    defer { try? FileManager.default.removeItem(atPath: folder.path + ".old") }
    #expect(running.wait { !$0.notices.isEmpty && $0.quotes["AMAT"]?.kept == true })
    mkdir(folder.path, 0o755)
    folder.put("q.json", quotes(row("AMAT", "102")))
    #expect(running.wait { $0.quotes["AMAT"]?.price == 102 })
  }

  @Test func waitsForAFolderThatWasDeleted() {
    folder.put("q.json", quotes(row("AMAT", "100")))
    let running = Running(folder.path)
    #expect(running.wait { $0.quotes["AMAT"]?.price == 100 })
    try? FileManager.default.removeItem(atPath: folder.path)
    #expect(running.wait { $0.report("q.json")?.state == .gone })
    mkdir(folder.path, 0o755)
    folder.put("q.json", quotes(row("AMAT", "103")))
    #expect(running.wait { $0.quotes["AMAT"]?.price == 103 && $0.notices.filter { $0.contains("waiting") }.isEmpty })
  }

  @Test func followsALinkThatIsPointedElsewhere() {
    folder.makeFolder("v1")
    folder.makeFolder("v2")
    folder.put("v1/q.json", quotes(row("AMAT", "1")))
    folder.put("v2/q.json", quotes(row("AMAT", "2")))
    folder.link("current", to: "v1")
    let running = Running(folder.full("current"))
    #expect(running.wait { $0.quotes["AMAT"]?.price == 1 })
    folder.link("next", to: "v2")
    rename(folder.full("next"), folder.full("current"))
    #expect(running.wait { $0.quotes["AMAT"]?.price == 2 })
  }

  @Test func followsAVolumeSwap() {
    folder.makeFolder("..1")
    folder.makeFolder("..2")
    folder.put("..1/q.json", quotes(row("AMAT", "1")))
    folder.put("..2/q.json", quotes(row("AMAT", "2")))
    folder.link("..data", to: "..1")
    folder.link("q.json", to: "..data/q.json")
    let running = Running(folder.path)
    #expect(running.wait { $0.quotes["AMAT"]?.price == 1 })
    #expect(running.desk.files.map(\.path) == ["q.json"])
    folder.link("..data_tmp", to: "..2")
    rename(folder.full("..data_tmp"), folder.full("..data"))
    #expect(running.wait { $0.quotes["AMAT"]?.price == 2 })
  }

  @Test func readsSubfoldersAndThoseMadeLater() {
    folder.makeFolder("a")
    folder.makeFolder("a/b")
    folder.put("a/b/q.json", quotes(row("AMAT", "1")))
    let running = Running(folder.path)
    #expect(running.wait { $0.quotes["AMAT"]?.origin.file == "a/b/q.json" })
    folder.makeFolder("c")
    folder.put("c/q.json", quotes(row("KLAC", "2")))
    #expect(running.wait { $0.quotes["KLAC"]?.price == 2 })
    folder.put("c/q.json", quotes(row("KLAC", "3")))
    #expect(running.wait { $0.quotes["KLAC"]?.price == 3 })
    folder.makeFolder("a/b/d")
    folder.put("a/b/d/deep.json", quotes(row("FSLR", "2")))
    // What comes later shows that the folder below was seen.
    folder.put("c/q.json", quotes(row("KLAC", "4")))
    #expect(running.wait { $0.quotes["KLAC"]?.price == 4 })
    #expect(running.desk.quotes["FSLR"] == nil)
  }

  @Test func reportsWhatIsNoFileAndNeverOpensIt() {
    mkfifo(folder.full("pipe.json"), 0o600)
    folder.makeFolder("folder.json")
    folder.link("out.json", to: "/etc/passwd")
    folder.link("loop.json", to: "loop.json")
    folder.put("q.json", quotes(row("AMAT", "100")))
    let running = Running(folder.path)
    #expect(
      running.wait {
        $0.quotes["AMAT"]?.price == 100 && $0.files.count == 5 && !$0.files.contains { $0.state == .pending }
      })
    #expect(running.desk.problem("pipe.json") == "pipe.json: found a named pipe, expected a regular file")
    #expect(running.desk.problem("folder.json") == "folder.json: found a folder, expected a regular file")
    #expect(
      running.desk.problem("out.json") == "out.json: found a link that leaves the folder, expected a file beneath it")
    #expect(running.desk.problem("loop.json") == "loop.json: found a link that leads nowhere, expected a file")
    #expect(running.desk.files.filter { $0.state == .ignored }.count == 4)
  }

  @Test func neverReadsTemporaryNames() {
    for name in [".q.json", "q.json~", "q.json.tmp", "q.json.part", ".q.json.swp", "4913", ".nfs0001", "..x.json"] {
      folder.put(name, quotes(row("AMAT", "1")))
    }
    let running = Running(folder.path)
    folder.put("q.json", quotes(row("KLAC", "2")))
    #expect(running.wait { $0.quotes["KLAC"]?.price == 2 })
    // An editor's copy of what is there is named.
    #expect(running.desk.files.map(\.path) == ["q.json", "q.json~"])
    #expect(running.desk.report("q.json~")?.state == .ignored)
    #expect(running.desk.quotes["AMAT"] == nil)
  }

  @Test func keepsNamesThatLookAlikeApart() {
    folder.put("e\u{301}.json", quotes(row("AMAT", "1")))
    folder.put("\u{e9}.json", quotes(row("KLAC", "2")))
    let running = Running(folder.path)
    #expect(running.wait { $0.files.count == 2 && $0.quotes.count == 2 })
  }

  @Test func showsNamesThatAreNoText() {
    let name: [CChar] =
      (folder.path + "/a").utf8.map { CChar(bitPattern: $0) } + [-1] + ".json".utf8.map { CChar(bitPattern: $0) } + [0]
    guard let file = fopen(name, "w") else { return }
    let text = quotes(row("AMAT", "1"))
    fwrite(text, 1, text.utf8.count, file)
    fclose(file)
    let running = Running(folder.path)
    #expect(running.wait { $0.quotes["AMAT"]?.price == 1 })
    #expect(running.desk.files.map(\.path) == ["a\\xFF.json"])
  }

  /// A scan alone, without events, finds a change (same size, same time, other content).
  @Test func findsByTickWhatNoEventTold() throws {
    var reader = FolderReader(path: folder.path)
    folder.put("q.json", quotes(row("AMAT", "100")))
    folder.age("q.json")
    _ = try reader.open()
    _ = reader.scan(now: MonotonicClock.milliseconds)
    reader.readDue(now: MonotonicClock.milliseconds) { _, _ in }
    folder.put("q.json", quotes(row("AMAT", "200")))
    folder.age("q.json")
    _ = reader.scan(now: MonotonicClock.milliseconds)
    #expect(reader.next != nil)
    reader.readDue(now: .infinity) { _, _ in }
    _ = reader.assembly.merge()
    #expect(reader.assembly.desk.quotes["AMAT"]?.price == 200)
    _ = reader.scan(now: MonotonicClock.milliseconds)
    #expect(reader.next == nil)
  }

  @Test func refusesALargeFileWithoutReadingIt() {
    folder.put("big.json", "")
    truncate(folder.full("big.json"), 5 << 30)
    let running = Running(folder.path)
    #expect(running.wait { $0.report("big.json")?.state == .bad })
    #expect(running.desk.problem("big.json") == "big.json: found more than 128 MiB, expected a smaller file")
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func saysThatAFileIsUnreadable() {
    folder.put("q.json", quotes(row("AMAT", "1")))
    folder.put("k.json", quotes(row("KLAC", "2")))
    chmod(folder.full("q.json"), 0)
    let running = Running(folder.path)
    #expect(running.wait { $0.quotes["KLAC"]?.price == 2 && $0.report("q.json")?.state == .bad })
    chmod(folder.full("q.json"), 0o600)
    #expect(running.wait { $0.quotes["AMAT"]?.price == 1 })
  }

  @Test func pollsWhenAsked() {
    let running = Running(folder.path, pollInterval: 0.1)
    folder.put("q.json", quotes(row("AMAT", "1")))
    #expect(running.wait { $0.quotes["AMAT"]?.price == 1 })
  }

  /// A writer that rewrites a CSV in place without pause, and after some times waits until it is shown: no price may ever
  /// be shown that it did not write.
  @Test func neverShowsATornCSV() async {
    @Sendable func text(_ version: Int) -> String {
      var text = "symbol,Date,Close\n"
      for index in 0..<1500 { text += "A\(1000 + index),2025-05-01,\(100_000 + version)\n" }
      return text
    }
    folder.put("q.csv", text(0))
    let running = Running(folder.path)
    #expect(running.wait { $0.histories.count == 1500 })
    let path = folder.full("q.csv")
    let last = 60
    let shown = DispatchSemaphore(value: 0)
    let writer = Foundation.Thread {
      for version in 1...last {
        guard let file = fopen(path, "w") else { return }
        setvbuf(file, nil, _IONBF, 0)
        let bytes = Array(text(version).utf8)
        for start in stride(from: 0, to: bytes.count, by: 4096) {
          bytes.withUnsafeBytes { _ = fwrite($0.baseAddress! + start, 1, min(4096, bytes.count - start), file) }
          if start % 16384 == 0 { usleep(500) }
        }
        fclose(file)
        if version % 10 == 0 { shown.wait() }
      }
    }
    writer.start()
    var wrong = 0
    for version in stride(from: 10, through: last, by: 10) {
      let isShown = running.wait(seconds: 120) { desk in
        let prices = Set(desk.histories.values.compactMap { $0.bars.first?.close })
        if prices.count != 1 || desk.histories.count != 1500 { wrong += 1 }
        return prices.first == Double(100_000 + version)
      }
      #expect(isShown)
      shown.signal()
    }
    #expect(wrong == 0)
  }
}
