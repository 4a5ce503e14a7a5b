import Foundation
import Testing

/// `print --format line`: what a status bar shows. The demo's figures are those of its screen on 1 May 2025.
struct LinePrintTests {
  private func line(_ template: String, _ arguments: [String] = []) throws -> String {
    let result = try Program.run(["print", "--format", "line", "--template", template] + arguments)
    #expect(result.errors.isEmpty)
    return result.output
  }

  @Test func theStandardLineFitsAStatusBar() throws {
    #expect(
      try Program.run(["print", "--format", "line"]).output
        == "6.0 Trade war +0.2  US 145.0 CN 125.0  ok  7h41 Small parcels, no duty-~\n")
    for day in ["2025-04-09", "2025-05-14", "2025-11-02", "2026-07-01"] {
      let line = try Program.run(["print", "--format", "line", "--as-of", day]).output
      #expect(line.split(separator: "\n").count == 1 && line.count <= 81)
    }
  }

  @Test func fieldsAreThoseOfTheScreen() throws {
    #expect(try line("{index} {label} {us}/{cn} {AMAT} {AMAT%}") == "6.0 Trade war 145.0/125.0 148.96 -1.16%\n")
    #expect(
      try line("{us-all-in} {cn-all-in} {market} {talks} {rollback} {time}") == "164.0 146.0 31 LATENT OFF 16:20\n")
    #expect(try line("{KLAC%} {FSLR%} {AMAT.time} {digest} {stale} {problems}") == "-3.75% +0.60% 16:00 4 0 0\n")
  }

  /// COSCO had no session on the day: the last one's price with its mark, and its change; by its alias too. It does not trade
  /// out of hours.
  @Test func missingIsADash() throws {
    #expect(try line("{COSCO} {COSCO%} {1919.HK.time} {COSCO.ext%}") == "10.31a +0.17% 30 Apr -\n")
    let folder = try TemporaryFolder()
    #expect(try line("{index} {label} {today} {us} {AMAT} {next}", [folder.path]) == "- - - - - -\n")
    let standard = try Program.run(["print", folder.path, "--format", "line"])
    #expect(standard.output == "- - -  US - CN -  ok  nothing ahead\n")
  }

  /// 690.00 after a close of 702.69 is −1.81 %; the change stays that of the close.
  @Test func outOfHours() throws {
    let folder = try TemporaryFolder()
    try folder.put("symbol,date,close\nAMAT,2026-10-13,700.00\nAMAT,2026-10-14,702.69\n", "prices.csv")
    try folder.put(
      #"{"schema":"detente/quotes/1","quotes":[{"symbol":"AMAT","time":"2026-10-14T16:20:00-04:00","price":690.00,"session":"post"}]}"#,
      "q.json")
    func printed(_ arguments: String...) throws -> String {
      try Program.run(["print", folder.path, "--as-of", "2026-10-14T16:21:00-04:00"] + arguments).output
    }
    let template = "{AMAT} {AMAT%} {AMAT.ext} {AMAT.ext%}"
    #expect(try printed("--format", "line", "--template", template) == "702.69 +0.38% 690.00 -1.81%\n")
    #expect(try printed("--only", "quotes").contains("post 690.00 -1.81 16:20"))
    let csv = try printed("--only", "quotes", "--format", "csv")
    #expect(csv.contains(",post,2026-10-14T16:20:00-04:00,690,-1.80"))
    let json = try printed("--only", "quotes", "--format", "json").replacing(" ", with: "").replacing("\n", with: "")
    #expect(
      json.contains(#""extended":{"session":"post","time":"2026-10-14T16:20:00-04:00","price":690,"percent":-1.80"#))
  }

  @Test func bracesAreDoubled() throws {
    #expect(try line("%{{F#f00}}{us}%{{F-}} }") == "%{F#f00}145.0%{F-} }\n")
  }

  @Test func whatIsDoubtfulIsSaid() throws {
    #expect(try line("{marks}", ["--as-of", "2026-01-10"]).hasPrefix("ledger "))
    let folder = try TemporaryFolder()
    try folder.put("{", "bad.json")
    let result = try Program.run(["print", folder.path, "--format", "line", "--template", "{problems} {marks}"])
    #expect(result.output == "1 1 bad file\n")
    #expect(result.status == 1)
  }

  /// A file whose rows all stand is not bad because a price of it is doubtful.
  @Test func doubtfulIsNotBad() throws {
    let folder = try TemporaryFolder()
    try folder.put("Date,Open,High,Low,Close\n2025-04-30,146,151,145,150.71\n2025-05-01,150,151,148,160\n", "AMAT.csv")
    let result = try Program.run(
      [
        "print", folder.path, "--as-of", "2025-05-01T17:00:00-04:00", "--format", "line", "--template",
        "{problems} {marks}",
      ])
    #expect(result.output == "1 1 doubtful\n")
    #expect(result.status == 1)
  }

  /// Whoever writes on when the wait is over: no bad file, and what it may be cut at is said.
  @Test func whatIsStillBeingWrittenIsNotBad() throws {
    let folder = try TemporaryFolder()
    try folder.put("Date,Close\n2025-04-30,150.71\n2025-05-01,148.", "AMAT.csv")
    let (path, stop) = (folder.path + "/AMAT.csv", folder.path + "/.stop")
    let begun = DispatchSemaphore(value: 0)
    let writer = Thread {
      guard let file = fopen(path, "ae") else { return }
      while access(stop, F_OK) != 0 {
        fputs("9", file)
        fflush(file)
        begun.signal()
        // Its pace: it has the file open all the while.
        usleep(100_000)
      }
      fclose(file)
    }
    writer.start()
    begun.wait()
    defer { _ = FileManager.default.createFile(atPath: stop, contents: nil) }
    let result = try Program.run(
      ["print", folder.path, "--as-of", "2025-05-01T17:00:00-04:00", "--format", "line", "--template", "{marks}"])
    #expect(result.output.contains("1 being written") && !result.output.contains("bad file"), "\(result.output)")
    #expect(result.status == 1)
  }

  @Test(arguments: [
    (["--format", "line", "--template", "{nothing}"], "{nothing}, expected one of index, label, today"),
    (["--format", "line", "--template", "{nothing}"], "SPY, COSCO, 1919.HK\n"),
    (["--format", "line", "--template", "{AMAT"], "found no } after {AMAT"),
    (["--template", "{index}"], "--template: found text, expected line"),
    (["--format", "line", "--only", "quotes"], "--only: "),
    (["--watch"], "--watch: found --format text, expected line or json"),
    (["--watch", "--format", "json"], "--watch: found no folder"),
  ])
  func wrongUsageIsNamed(arguments: [String], message: String) throws {
    let result = try Program.run(["print"] + arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains(message))
    #expect(result.output.isEmpty)
  }

  @Test func hostileTextIsShownNotSent() throws {
    let folder = try TemporaryFolder()
    try folder.put(
      #"{"schema":"detente/calendar/1","entries":[{"date":"2025-05-02","title":"\u001b[31mX\u202e","kind":"talks"}]}"#,
      "calendar.json")
    let result = try Program.run(
      ["print", folder.path, "--as-of", "2025-05-01", "--format", "line", "--template", "\u{1B}]0;t\u{7}{next}"])
    #expect(result.output.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
    #expect(!result.output.unicodeScalars.contains("\u{202E}"))
    #expect(result.output.contains("^[[31mX"))
  }
}
