import Foundation
import Testing

/// The ledger kept from the command line: what is shown, what is written, and with which exit status.
struct LedgerTests {
  private let report = "US>CN 036 C3 denied: US reached out through several channels"

  private func lines(_ folder: TemporaryFolder, _ name: String = "signals.jsonl") throws -> [String] {
    try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private func object(_ line: String?) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(try #require(line).utf8)) as? [String: Any] ?? [:]
  }

  private func demo() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    #expect(try Program.run(["init", folder.path]).status == 0)
    return folder
  }

  // MARK: Signals

  /// One report of weight 4, C3 denied (0.6 · 0.4), today: 50 + 50·tanh(0.96/40) = 51.1998.
  @Test func aSignalIsShownAndWritten() throws {
    let folder = try TemporaryFolder()
    let arguments = ["signal", report, folder.path, "--source", "Yuyuan Tantian", "--url", "https://example.com/\"x\""]
    let result = try Program.run(arguments + ["--yes"])
    #expect(result.status == 0)
    #expect(result.output.contains("Express intent to meet or negotiate, weight +4.0"))
    #expect(result.output.contains("counts as C4: 0.24 of its weight"))
    #expect(result.output.contains("signals.jsonl, new"))
    #expect(result.output.contains("- to 51.2, +1.20 points, Stalemate"))
    #expect(result.output.hasSuffix("to signals.jsonl:1\n"))
    let record = try object(lines(folder).first)
    #expect(record["schema"] as? String == "detente/signals/1")
    #expect(record["actor"] as? String == "USA" && record["target"] as? String == "CHN")
    #expect(record["code"] as? String == "036" && record["status"] as? String == "denied")
    #expect(record["reliability"] as? String == "C" && record["credibility"] as? Int == 3)
    #expect(record["scope"] as? Double == 1 && record["source"] as? String == "Yuyuan Tantian")
    #expect(record["url"] as? String == "https://example.com/\"x\"")
    #expect(record["text"] as? String == "US reached out through several channels")
    // Known from this moment, not from midnight.
    let time = try #require(ISO8601DateFormatter().date(from: record["time"] as? String ?? ""))
    #expect(abs(time.timeIntervalSince(ToldClock.ordinary.now)) < 600)
    #expect(try Program.run(["check", folder.path]).status == 0)
  }

  @Test func looksWithoutWriting() throws {
    let folder = try demo()
    let before = try lines(folder)
    let dry = try Program.run(["signal", report, folder.path, "--dry-run"])
    #expect(dry.status == 0)
    #expect(dry.output.contains("Express intent to meet"))
    let silent = try Program.run(["signal", report, folder.path])
    #expect(silent.status == 2)
    #expect(silent.errors.contains("--yes"))
    #expect(try lines(folder) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).contains(".detente.lock") == false)
  }

  @Test func theDemoCannotBeWritten() throws {
    let result = try Program.run(["signal", report, "--yes"])
    #expect(result.status == 2)
    #expect(result.errors.contains("detente init"))
  }

  @Test func theFolderMayComeFromTheEnvironment() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run(["signal", report, "--yes", "--id", "X1"], environment: ["DETENTE_DESK": folder.path])
    #expect(result.status == 0)
    #expect(try object(lines(folder).first)["id"] as? String == "X1")
  }

  @Test func aGivenDateOrTimeIsKept() throws {
    let folder = try TemporaryFolder()
    #expect(try Program.run(["signal", report, folder.path, "-y", "--date", "2025-05-01"]).status == 0)
    #expect(try Program.run(["signal", report, folder.path, "-y", "--time", "2025-05-02T06:10:00+08:00"]).status == 0)
    let (dated, timed) = (try object(lines(folder).first), try object(lines(folder).last))
    #expect(dated["id"] as? String == "20250501-1" && dated["date"] as? String == "2025-05-01")
    #expect(dated["time"] == nil)
    #expect(timed["date"] as? String == "2025-05-01" && timed["time"] as? String == "2025-05-02T06:10:00+08:00")
  }

  @Test(arguments: [
    ["036: nothing"], ["US>CN 036 C3 denied: x", "--date", "2025-02-30"], ["US>CN 036: x", "--time", "noon"],
    ["US>CN 036: x", "--scope", "half"],
  ])
  func wrongUsageEndsWithTwo(arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let result = try Program.run(["signal"] + [arguments[0], folder.path] + arguments.dropFirst() + ["--yes"])
    #expect(result.status == 2)
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test("what check refuses is refused, with the same place")
  func refusedByTheReader() throws {
    let folder = try demo()
    let before = try lines(folder)
    let result = try Program.run(["signal", report, folder.path, "--yes", "--scope", "2"])
    #expect(result.status == 1)
    #expect(result.errors.contains("signals.jsonl:103:"))
    #expect(result.errors.contains("found 2, expected a number from 0 to 1"))
    let twice = try Program.run(["signal", report, folder.path, "--yes", "--id", "E16"])
    #expect(twice.status == 1)
    #expect(twice.errors.contains("found E16 already (signals.jsonl:"))
    #expect(try lines(folder) == before)
  }

  // MARK: Status

  @Test("a machine-coded event stays one: its status is noted, the index stays")
  func confirmingAMachinesEvent() throws {
    let folder = try TemporaryFolder()
    var row = [String](repeating: "", count: 61)
    for (field, text) in [
      (0, "7"), (1, "20250501"), (7, "USA"), (17, "CHN"), (26, "036"), (59, "20250501134500"),
      (60, "https://example.com/"),
    ] { row[field] = text }
    try folder.put(row.joined(separator: "\t") + "\n", "20250501134500.export.CSV")
    #expect(
      try Program.run(["signal", "confirm", "GDELT-7", folder.path, "--yes", "--date", "2025-05-02"]).status == 0)
    let record = try object(lines(folder).first)
    #expect(record["id"] as? String == "GDELT-7" && record["machineCoded"] as? Bool == true)
    let signals = try Program.run([
      "print", folder.path, "--as-of", "2025-05-03", "--only", "signals", "--format", "csv",
    ])
    #expect(!signals.output.contains("GDELT-7"))
    #expect(try Program.run(["check", folder.path]).status == 0)
  }

  @Test("one word becomes the log's first entry, dated as the signal")
  func confirming() throws {
    let folder = try TemporaryFolder()
    try folder.put(
      #"{"schema":"detente/signals/1","id":"E16","date":"2025-05-01","actor":"USA","target":"CHN","code":"036","status":"denied","mine":[1, 2]}"#
        + "\n", "signals.jsonl")
    #expect(try Program.run(["signal", "confirm", "E16", folder.path, "--yes", "--date", "2025-05-02"]).status == 0)
    let written = try lines(folder)
    #expect(written.count == 2)
    let record = try object(written.last)
    #expect(
      record["status"] as? [[String: String]] == [
        ["date": "2025-05-01", "status": "denied"], ["date": "2025-05-02", "status": "confirmed"],
      ])
    #expect(record["mine"] as? [Int] == [1, 2])
    #expect(record["code"] as? String == "036")
    // A view of the day before does not look ahead.
    let then = try Program.run(["print", folder.path, "--as-of", "2025-05-01", "--only", "signals", "--format", "csv"])
    #expect(then.output.contains("denied") && !then.output.contains("confirmed"))
    let later = try Program.run(["print", folder.path, "--as-of", "2025-05-03", "--only", "signals", "--format", "csv"])
    #expect(later.output.contains("confirmed"))
    // And once more: the log grows.
    #expect(try Program.run(["signal", "withdraw", "E16", folder.path, "--yes"]).status == 0)
    #expect((try object(lines(folder).last)["status"] as? [Any])?.count == 3)
    #expect(try Program.run(["check", folder.path]).status == 0)
  }

  @Test func aStatusThatCannotBeIsRefused() throws {
    let folder = try TemporaryFolder()
    #expect(
      try Program.run(["signal", "US>CN 036: x", folder.path, "-y", "--id", "A", "--date", "2025-05-01"]).status == 0)
    for (arguments, named) in [
      (["confirm", "B"], "found no signal B"), (["confirm", "A", "--date", "2025-04-30"], "2025-05-01T16:20:00-04:00"),
    ] {
      let result = try Program.run(["signal", arguments[0], arguments[1], folder.path, "-y"] + arguments.dropFirst(2))
      #expect(result.status == 1)
      #expect(result.errors.contains(named))
    }
    #expect(try Program.run(["signal", "deny", "A", folder.path, "-y"]).status == 0)
    let again = try Program.run(["signal", "deny", "A", folder.path, "-y"])
    #expect(again.status == 1)
    #expect(again.errors.contains("denied already"))
    #expect(try lines(folder).count == 2)
  }

  /// Of a signal of today that has a date alone, a status may be noted at once: both are of the same date, in their order.
  @Test func aSignalOfTodayIsConfirmedAtOnce() throws {
    let folder = try TemporaryFolder()
    let clock = ToldClock("2026-11-25T10:00:00-05:00")
    let line =
      #"{"schema":"detente/signals/1","id":"S1","date":"2026-11-25","actor":"USA","target":"CHN","code":"036","source":"x","reliability":"C","credibility":3,"text":"US reached out"}"#
    try folder.put(line + "\n", "signals.jsonl")
    let said = try Program.run(["signal", "confirm", "S1", folder.path, "--yes"], environment: clock.environment)
    #expect(said.status == 0, "\(said.errors)")
    let log = try #require(try object(lines(folder).last)["status"] as? [[String: Any]])
    #expect(log.map { $0["status"] as? String } == ["confirmed"])
    #expect(log.last?["date"] as? String == "2026-11-25" && log.last?["time"] == nil)
    let printed = try Program.run(
      ["print", folder.path, "--only", "signals", "--as-of", "2026-11-25"], environment: clock.environment)
    #expect(printed.output.contains("confirmed"))
    // What print says at the present is what the ledger commands say it is.
    let before = try Program.run(
      ["print", folder.path, "--format", "line", "--template", "{index}"], environment: clock.environment)
    let draft = try Program.run(
      ["signal", "US>CN 036 A1 confirmed: again", folder.path, "--dry-run"], environment: clock.environment)
    let move = try #require(draft.output.split(separator: "\n").first { $0.hasPrefix("index today") })
    #expect(move.contains(" \(before.output.dropLast()) to "))
  }

  @Test func aStepOfTodayIsKnownFromNow() throws {
    let folder = try TemporaryFolder()
    let clock = ToldClock("2026-11-25T10:00:00-05:00")
    let new = ["--by", "US", "--title", "New", "--scope", "all", "--rate", "45", "--effective", "2026-11-25", "--yes"]
    #expect(try Program.run(["tariff", "US-NEW", folder.path] + new, environment: clock.environment).status == 0)
    func headline(_ moment: String) throws -> String {
      try Program.run(["print", folder.path, "--format", "line", "--template", "{us}", "--as-of", moment]).output
    }
    #expect(try headline("2026-11-25T08:00:00-05:00") == "-\n")
    #expect(try headline("2026-11-25T10:05:00-05:00") == "45.0\n")
  }

  // MARK: Tariffs

  @Test("a step is inserted; every other byte stays")
  func aStep() throws {
    let folder = try demo()
    let before = try String(contentsOfFile: folder.path + "/tariffs.json", encoding: .utf8)
    let result = try Program.run([
      "tariff", "US-IEEPA-FENTANYL", folder.path, "--rate", "15.5", "--announced", "2025-03-10", "--effective",
      "2025-03-15", "--instrument", "EO 1", "--yes",
    ])
    #expect(result.status == 0)
    // Fentanyl 20 alone before 5 April 2025, all-in 39.
    #expect(result.output.contains("headline     20.0 to 15.5"))
    #expect(result.output.contains("all-in       39.0 to 34.5"))
    let after = try String(contentsOfFile: folder.path + "/tariffs.json", encoding: .utf8)
    let step = #"{"announced":"2025-03-10","effective":"2025-03-15","rate":15.5,"instrument":"EO 1"},"# + "\n  "
    #expect(after.replacingOccurrences(of: step, with: "") == before)
    let twice = try Program.run([
      "tariff", "US-IEEPA-FENTANYL", folder.path, "--rate", "1", "--announced", "2025-03-10", "--effective",
      "2025-03-15", "--yes",
    ])
    #expect(twice.status == 1)
    #expect(try Program.run(["check", folder.path]).status == 0)
  }

  @Test("a step that is there already is no change, known later or not")
  func aStepThatChangesNothing() throws {
    let folder = try demo()
    let before = try String(contentsOfFile: folder.path + "/tariffs.json", encoding: .utf8)
    // Announced on 1 November 2025: the day in force says nothing new.
    let step = ["tariff", "US-IEEPA-FENTANYL", folder.path, "--effective", "2025-11-10", "--yes", "--rate"]
    let same = try Program.run(step + ["10"])
    #expect(same.status == 1)
    #expect(same.errors.contains("found that step of US-IEEPA-FENTANYL already (tariffs.json:5)"))
    #expect(try String(contentsOfFile: folder.path + "/tariffs.json", encoding: .utf8) == before)
    #expect(try Program.run(step + ["10", "--state", "suspended", "--dry-run"]).status == 0)
    #expect(try Program.run(step + ["10", "--until", "2026-11-10", "--dry-run"]).status == 0)
    #expect(try Program.run(step + ["11", "--dry-run"]).status == 0)
  }

  @Test("a step to come is known from today, and moves the index once in force")
  func aStepToCome() throws {
    let folder = try demo()
    let result = try Program.run([
      "tariff", "US-IEEPA-FENTANYL", folder.path, "--rate", "30", "--effective", "2099-01-01", "--state", "in force",
      "--yes",
    ])
    #expect(result.status == 0)
    #expect(result.output.contains("index today") && result.output.contains(" unchanged"))
    #expect(result.output.contains("once in force"))
    let written = try String(contentsOfFile: folder.path + "/tariffs.json", encoding: .utf8)
    #expect(written.contains(#","effective":"2099-01-01","rate":30,"state":"in force"}"#))
    let printed = try Program.run(["print", folder.path, "--only", "ahead"])
    #expect(printed.output.contains("1 Jan 2099") && printed.output.contains("Fentanyl 30 %"))
  }

  @Test func aNewMeasureNeedsItsParts() throws {
    let folder = try TemporaryFolder()
    let step = ["tariff", "US-301-CHIPS", folder.path, "--rate", "none", "--effective", "2027-06-23", "--yes"]
    let missing = try Program.run(step)
    #expect(missing.status == 1)
    #expect(missing.errors.contains("--by"))
    let new = ["--by", "US", "--title", "Chips", "--scope", "sector", "--sector", "Semiconductors"]
    #expect(try Program.run(step + new).status == 0)
    let document = try object(String(contentsOfFile: folder.path + "/tariffs-ledger.json", encoding: .utf8))
    let measure = try #require((document["measures"] as? [[String: Any]])?.first)
    #expect(measure["on"] as? String == "CN" && measure["sectors"] as? [String] == ["Semiconductors"])
    #expect((measure["steps"] as? [[String: Any]])?.first?["rate"] is NSNull)
    #expect(try Program.run(["check", folder.path]).status == 0)
    let known = try Program.run(step + new)
    #expect(known.status == 1)
  }

  @Test(arguments: [
    ["--rate", "much", "--effective", "2025-05-14"], ["--rate", "nan", "--effective", "2025-05-14"],
    ["--rate", "10", "--effective", "May"], ["--rate", "10"], ["--effective", "2025-05-14"],
    ["--rate", "10", "--effective", "2025-05-14", "--state", "paused"],
    ["--rate", "10", "--effective", "2025-05-14", "--until", "soon"],
  ])
  func wrongStepsEndWithTwo(arguments: [String]) throws {
    let folder = try TemporaryFolder()
    #expect(try Program.run(["tariff", "X", folder.path, "--yes"] + arguments).status == 2)
  }

  @Test func aRateThatTheReaderRefuses() throws {
    let folder = try demo()
    let result = try Program.run([
      "tariff", "US-IEEPA-FENTANYL", folder.path, "--rate", "10001", "--effective", "2025-03-15", "--yes",
    ])
    #expect(result.status == 1)
    #expect(result.errors.contains("tariffs.json:5:36: found 10001, expected a number from 0 to 10000"))
  }

  // MARK: Codes

  @Test func codesAreFound() throws {
    let result = try Program.run(["codes", "intent", "negotiate"])
    #expect(result.status == 0)
    #expect(result.output == "036    +4.0  Express intent to meet or negotiate\n")
    for words in [["tariff"], ["export", "control"]] {
      let found = try Program.run(["codes"] + words)
      #expect(found.status == 0)
      #expect(found.output.split(separator: "\n").map { $0.prefix(3) } == ["085", "163"])
    }
    let none = try Program.run(["codes", "zzz"])
    #expect(none.status == 1)
    #expect(none.errors.contains("found no code for zzz"))
    #expect(try Program.run(["codes"]).status == 2)
  }

  // MARK: Folders

  @Test(arguments: ["/no/such/folder", "/sys/kernel"])
  func aFolderThatCannotBeWrittenEndsWithFour(path: String) throws {
    let result = try Program.run(["signal", report, path, "--yes"])
    #expect(result.status == 4)
    #expect(result.errors.contains(path))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  /// A script that took another status for "not written" would write twice. The reader has gone by the time of the report: it
  /// reads what is shown before, and forcing the file to the disk takes a second.
  @Test func aReportThatNobodyHearsIsNoFailure() throws {
    let folder = try demo()
    let control = try TemporaryFolder()
    try control.put("fsync=slow\nthreads=all\n", "faults")
    for (arguments, file) in [
      ("signal '\(report)'", "signals.jsonl"), ("signal deny E16", "signals.jsonl"),
      ("tariff US-122 --rate 0 --state ended --effective 2026-12-24", "tariffs.json"),
    ] {
      let before = try lines(folder, file)
      let shown = try Program.command(
        "sh", ["-c", "\"$0\" \(arguments) '\(folder.path)' --dry-run | wc -l", Program.path])
      let count = shown.output.trimmingCharacters(in: .whitespacesAndNewlines)
      let line = "\"$0\" \(arguments) '\(folder.path)' --yes | head -n \(count) > /dev/null; exit ${PIPESTATUS[0]}"
      let result = try Program.command(
        "bash", ["-c", line, Program.path], environment: ["FAULTS": control.path + "/faults"])
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.errors.contains("wrote ") && result.errors.contains("(standard output: Broken pipe)"))
      #expect(try lines(folder, file) != before)
    }
  }

  /// What is shown before cannot be: then nothing is written.
  @Test func nothingIsWrittenUnseen() throws {
    let folder = try demo()
    let before = try lines(folder)
    let result = try Program.command(
      "sh", ["-c", "\"$0\" signal '\(report)' '\(folder.path)' --yes > /dev/full", Program.path])
    #expect(result.status == 1)
    #expect(try lines(folder) == before)
  }

  /// The rename is done, only its way to the disk is not known: that is said, and is no failure.
  @Test func saysThatTheFolderIsNotForced() throws {
    let folder = try demo()
    let control = try TemporaryFolder()
    try control.put("fsync=EIO\nthreads=all\n", "faults")
    let result = try Program.run(
      ["signal", report, folder.path, "--yes", "--id", "X1"], environment: ["FAULTS": control.path + "/faults"])
    #expect(result.status == 0)
    #expect(result.output.contains("wrote X1 to signals.jsonl:"))
    #expect(
      result.errors.contains("signals.jsonl: found no way to force its folder to the disk (Input/output error)"))
    #expect(try object(lines(folder).last)["id"] as? String == "X1")
  }

  @Test(.enabled(if: FeedsTests.hasPython, "python3 is not installed"))
  func theFileKeepsWhatItHasBesideItsText() throws {
    let folder = try demo()
    // Reading for the user 65534 beside the owner's own rights: an access list as the kernel has it (version 2).
    let attributes = """
      import os, struct, sys
      entries = [(1, 6, 2**32 - 1), (2, 4, 65534), (4, 4, 2**32 - 1), (16, 4, 2**32 - 1), (32, 0, 2**32 - 1)]
      os.setxattr(sys.argv[1], "user.origin", b"desk 7")
      os.setxattr(sys.argv[1], "system.posix_acl_access", struct.pack("<I", 2) + b"".join(
          struct.pack("<HHI", *entry) for entry in entries))
      """
    let show = "import os, sys; print(sorted((n, os.getxattr(sys.argv[1], n)) for n in os.listxattr(sys.argv[1])))"
    let file = folder.path + "/signals.jsonl"
    guard try Program.command("python3", ["-c", attributes, file]).status == 0 else { return }
    let before = try Program.command("python3", ["-c", show, file]).output
    #expect(before.contains("user.origin") && before.contains("posix_acl_access"))
    let result = try Program.run(["signal", report, folder.path, "--yes"])
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    #expect(try Program.command("python3", ["-c", show, file]).output == before)
  }

  @Test func saysThatHardLinksArePart() throws {
    let folder = try demo()
    let before = try lines(folder)
    try FileManager.default.linkItem(atPath: folder.path + "/signals.jsonl", toPath: folder.path + "/copy")
    let result = try Program.run(["signal", report, folder.path, "--yes"])
    #expect(result.status == 0)
    #expect(result.errors.contains("signals.jsonl: found 2 names of the file (hard links), expected one"))
    #expect(try lines(folder, "copy") == before)
  }

  /// A file may not grow beyond 1024 bytes: as on a disk that is full.
  @Test func aFullDiskLeavesTheOldFile() throws {
    let folder = try demo()
    let before = try lines(folder)
    let result = try Program.command(
      "/bin/sh", ["-c", "ulimit -f 2; trap '' XFSZ; exec \(Program.path) signal '\(report)' \(folder.path) --yes"])
    #expect(result.status == 4)
    #expect(result.errors.contains("signals.jsonl"))
    #expect(try lines(folder) == before)
    #expect(try !FileManager.default.contentsOfDirectory(atPath: folder.path).contains(".detente.tmp"))
  }

  @Test("8 writers at once, 25 signals each: none is lost, and check agrees")
  func writersAtOnce() throws {
    let folder = try TemporaryFolder()
    let script = """
      for writer in 1 2 3 4 5 6 7 8; do
        (for number in $(seq 25); do
          \(Program.path) signal "US>CN 036: writer $writer number $number" \(folder.path) --yes > /dev/null || echo lost
        done) &
      done
      wait
      """
    let result = try Program.command("/bin/sh", ["-c", script])
    #expect(result.output.isEmpty && result.errors.isEmpty)
    let records = try lines(folder).map(object)
    #expect(Set(records.compactMap { $0["text"] as? String }).count == 200)
    #expect(Set(records.compactMap { $0["id"] as? String }).count == 200)
    #expect(records.count == 200)
    #expect(try Program.run(["check", folder.path]).status == 0)
  }

  @Test func hostileTextIsShownNotSent() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run([
      "signal", "US>CN 036: a\u{1B}[2Jb\u{202E}\nc", folder.path, "--yes", "--source", "\u{9B}31m",
    ])
    #expect(result.status == 0)
    #expect(result.output.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
    #expect(!result.output.unicodeScalars.contains("\u{202E}"))
    #expect(try lines(folder).count == 1)
    #expect(try object(lines(folder).first)["text"] as? String == "a\u{1B}[2Jb\u{202E}\nc")
  }
}

/// At a terminal: the question, and the dashboard that sees the answer.
@Suite(.serialized, .enabled(if: TmuxSession.isInstalled, "tmux is not installed"))
struct LedgerTerminalTests {
  @Test func asksFirst() throws {
    let folder = try TemporaryFolder()
    let session = try TmuxSession()
    try session.start("signal 'US>CN 036: first try' \(folder.path)")
    #expect(session.wait { $0.contains("Append to signals.jsonl? [y/N]") } != nil)
    try session.type("n")
    try session.send("Enter")
    #expect(session.wait { $0.contains("not written") } != nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    try session.start("signal 'US>CN 036: second try' \(folder.path); echo status $?")
    #expect(session.wait { $0.components(separatedBy: "[y/N]").count == 3 } != nil)
    try session.type("y")
    try session.send("Enter")
    #expect(session.wait { $0.contains("to signals.jsonl:1") && $0.contains("status 0") } != nil)
  }

  @Test func theDashboardSeesIt() throws {
    let folder = try TemporaryFolder()
    #expect(try Program.run(["init", folder.path]).status == 0)
    let session = try TmuxSession()
    try session.start(folder.path)
    #expect(session.wait { $0.contains("all read") } != nil)
    #expect(
      try Program.run(["signal", "CN>US 046 A1 confirmed: Talks open in Geneva", folder.path, "--yes"]).status == 0)
    #expect(session.wait { $0.contains("Talks open in Geneva") && $0.contains("all read") } != nil)
  }
}
