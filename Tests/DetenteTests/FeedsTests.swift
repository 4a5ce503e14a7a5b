import Foundation
import Testing

/// The recipes of `detente feeds`, run as a trader runs them, against a server that the test starts on this machine.
@Suite(.serialized)
struct FeedsTests {
  static let hasCurl = isInstalled("curl")
  static let hasPython = isInstalled("python3")

  static func isInstalled(_ tool: String) -> Bool {
    (try? Program.command("sh", ["-c", "command -v \(tool)"]).status) == 0
  }

  @Test func theOverviewNamesEveryFile() throws {
    let overview = try Program.run(["feeds"])
    #expect(overview.status == 0)
    let names = try feedNames()
    #expect(names.count >= 8)
    let alerts = try Program.run(["feeds", "alerts.txt"]).output
    for name in names { #expect((overview.output + alerts).contains("detente feeds \(name)")) }
  }

  @Test func anUnknownNameIsWrongUsage() throws {
    let result = try Program.run(["feeds", "telex.sh"])
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("found telex.sh, expected one of: overview, curl-file.sh"))
  }

  /// The overview's lines that write files, as they stand there.
  @Test func theOverviewsCommandsWriteTheFiles() throws {
    let home = try FeedsHome()
    let texts = try [["feeds"], ["feeds", "alerts.txt"]].map { try Program.run($0).output }
    let lines = texts.joined().split(separator: "\n").filter {
      $0.contains("mkdir -p ") || $0.contains(" > ~/") || $0.contains(" >> ~/")
    }
    #expect(lines.count >= 15)
    for line in lines {
      // Words behind the file's name are the overview's own.
      let command = line.split(separator: "  ", omittingEmptySubsequences: true).first.map(String.init) ?? ""
      #expect(try home.run(command).status == 0, "\(line)")
    }
    for name in try feedNames() where !name.hasSuffix(".txt") {
      let isUnit = name.hasSuffix(".service") || name.hasSuffix(".timer")
      let place = name.hasSuffix(".tmux.conf") ? ".tmux.conf" : (isUnit ? ".config/systemd/user/" : "feeds/") + name
      #expect(home.text(place) == (try Program.run(["feeds", name]).output))
    }
  }

  @Test(.enabled(if: isInstalled("shellcheck"), "shellcheck is not installed"))
  func shellScriptsAreChecked() throws {
    let home = try FeedsHome()
    for name in try feedNames() where name.hasSuffix(".sh") {
      let result = try home.run("shellcheck --shell=sh --enable=all --exclude=SC2250 '\(try home.install(name))'")
      #expect(result.status == 0, "\(result.output)")
    }
  }

  @Test(.enabled(if: hasPython, "python3 is not installed"))
  func pythonScriptsAreChecked() throws {
    let home = try FeedsHome()
    let result = try home.run("python3 -W error -m py_compile '\(try home.install("yfinance-desk.py"))'")
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test(.enabled(if: isInstalled("systemd-analyze"), "systemd-analyze is not installed"))
  func unitsAreChecked() throws {
    let home = try FeedsHome()
    let units = try ["detente-feed.service", "detente-feed.timer", "detente-alerts.service"].map {
      try home.install($0)
    }
    let result = try home.run(
      "XDG_RUNTIME_DIR=\"$HOME\" systemd-analyze --user verify \(units.joined(separator: " "))")
    #expect(result.status == 0)
    #expect(result.errors.isEmpty, "\(result.errors)")
  }

  // MARK: curl

  @Test(.enabled(if: hasCurl && hasPython, "curl or python3 is not installed"))
  func curlBringsAFileAndOnlyWhatChanged() throws {
    let (home, server) = (try FeedsHome(), try StandIn())
    try server.put(quote(148.32), "AMAT.json")
    #expect(try home.curl(server, "AMAT.json").status == 0)
    #expect(home.text("desk/AMAT.json") == quote(148.32))
    #expect(
      try Program.run(["check", home.path + "/desk"], environment: ["HOME": home.path]).output.contains("quotes"))

    // Unchanged there: not sent, not touched.
    let before = home.inode("desk/AMAT.json")
    #expect(try home.curl(server, "AMAT.json").status == 0)
    #expect(home.inode("desk/AMAT.json") == before)
    #expect(try server.log().hasSuffix("200 304 "))

    // Changed there: another file under the same name, so it was renamed and not written in place.
    try server.put(quote(149.5), "AMAT.json", modified: Date().addingTimeInterval(60))
    #expect(try home.curl(server, "AMAT.json").status == 0)
    #expect(home.text("desk/AMAT.json") == quote(149.5))
    #expect(home.inode("desk/AMAT.json") != before)
    #expect(home.names("desk") == ["AMAT.json"])
  }

  @Test(
    .enabled(if: hasCurl && hasPython, "curl or python3 is not installed"),
    arguments: [
      ("page", "a page"), ("marked-page", "a page"), ("empty", "an empty body"), ("blank", "a blank body"),
      ("failing", "curl ended with 22"), ("absent", "curl ended with 22"), ("torn", "curl ended with 18"),
      ("slow", "curl ended with 28"), ("large", "curl ended with 63"), ("created", "HTTP status 201"),
    ])
  func curlKeepsTheOldFile(path: String, reason: String) throws {
    let (home, server) = (try FeedsHome(), try StandIn())
    try home.put(quote(148.32), "desk/AMAT.json")
    // No answer but the slow one, which never comes, needs its time.
    let limit = path == "slow" ? "--max-time 0.2" : ""
    let result = try home.curl(server, path, to: "AMAT.json", limit)
    #expect(result.status == 1)
    #expect(result.errors.contains("AMAT.json kept: ") && result.errors.contains(reason), "\(result.errors)")
    #expect(home.text("desk/AMAT.json") == quote(148.32))
    #expect(home.names("desk", hidden: true).filter { $0.hasSuffix(".part") }.isEmpty)
  }

  @Test(.enabled(if: hasCurl && hasPython, "curl or python3 is not installed"))
  func curlNeverRunsTwiceAtOnce() throws {
    let (home, server) = (try FeedsHome(), try StandIn())
    try server.put(quote(149.5), "AMAT.json")
    try home.put(quote(148.32), "desk/AMAT.json")
    let script = try home.install("curl-file.sh")
    // Whoever asks for the same file by another path has the same lock.
    #expect(try home.run("cd desk && sh '\(script)' \(server.address)/absent AMAT.json").status == 1)
    let before = try server.log()
    let result = try home.run(
      "flock run/detente-curl-*.lock sh '\(script)' \(server.address)/AMAT.json ../\"${PWD##*/}\"/desk/AMAT.json")
    #expect(result.status == 0, "\(result.errors)")
    #expect(home.text("desk/AMAT.json") == quote(148.32))
    #expect(try server.log() == before)
  }

  @Test(.enabled(if: hasCurl && hasPython, "curl or python3 is not installed"))
  func curlBringsGzip() throws {
    let (home, server) = (try FeedsHome(), try StandIn())
    #expect(
      try home.run("printf 'Date,Close\\n2025-04-30,150.71\\n' | gzip > '\(server.path)/AMAT.csv.gz'").status == 0)
    #expect(try home.curl(server, "AMAT.csv.gz").status == 0)
    #expect(try Program.run(["check", home.path + "/desk"]).output.contains("history"))
  }

  // MARK: yfinance

  /// Two days of AMAT as DOMAIN has them; the change of the second against the first is -1.16 %.
  @Test(.enabled(if: hasPython, "python3 is not installed"))
  func yfinanceWritesHistoryAndQuote() throws {
    let home = try FeedsHome()
    try home.put(fakeYfinance, "python/yfinance.py")
    let result = try home.yfinance("AMAT BRK.B")
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      home.names("desk") == ["AMAT-history.json", "AMAT-quote.json", "BRK.B-history.json", "BRK.B-quote.json"])

    let check = try Program.run(["check", home.path + "/desk", "--as-of", "2025-05-01"])
    #expect(check.status == 0, "\(check.output)")
    let print = try Program.run([
      "print", home.path + "/desk", "--format", "json", "--only", "quotes", "--as-of", "2025-05-01",
    ])
    let document = try JSONSerialization.jsonObject(with: Data(print.output.utf8)) as? [String: Any] ?? [:]
    let rows = document["quotes"] as? [[String: Any]] ?? []
    let amat = try #require(rows.first { $0["symbol"] as? String == "AMAT" })
    #expect(amat["price"] as? Double == 148.96)
    let change = try #require(amat["changePercent"] as? Double)
    #expect(abs(change - (148.96 / 150.71 - 1) * 100) < 1e-9)
    let history = try #require(home.json("desk/AMAT-history.json"))
    let bars = history["bars"] as? [[String: Any]] ?? []
    #expect(bars.map { $0["date"] as? String } == ["2025-04-30", "2025-05-01"])
    #expect(bars.last?["open"] is NSNull)
    #expect(bars.first?["close"] as? Double == 150.71)
  }

  @Test(.enabled(if: hasPython, "python3 is not installed"))
  func yfinanceKeepsWhatFails() throws {
    let home = try FeedsHome()
    try home.put(fakeYfinance, "python/yfinance.py")
    try home.put("old", "desk/EMPTY-history.json")
    let result = try home.yfinance("EMPTY BROKEN ../up AMAT")
    #expect(result.status == 1)
    #expect(result.errors.contains("EMPTY: ValueError: found no bars"))
    #expect(result.errors.contains("BROKEN: RuntimeError: rate limit"))
    #expect(result.errors.contains("../up: ValueError: found a path"))
    #expect(home.text("desk/EMPTY-history.json") == "old")
    #expect(home.names("desk") == ["AMAT-history.json", "AMAT-quote.json", "EMPTY-history.json"])
    #expect(try home.run("python3 '\(try home.install("yfinance-desk.py"))' desk", python: true).status == 2)
  }

  @Test(.enabled(if: hasPython, "python3 is not installed"))
  func yfinanceSaysWhatItNeeds() throws {
    let home = try FeedsHome()
    try home.put("raise ModuleNotFoundError(\"No module named 'yfinance'\")", "python/yfinance.py")
    let result = try home.yfinance("AMAT")
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("yfinance-desk.py: No module named 'yfinance'; "))
    #expect(result.errors.contains("pip install yfinance"))
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(home.names("desk").isEmpty)
  }

  // MARK: the remote box

  @Test(.enabled(if: isInstalled("rsync"), "rsync is not installed"))
  func rsyncBringsTheDesk() throws {
    let home = try FeedsHome()
    try home.put(quote(148.32), "desk/AMAT.json")
    try home.put("half", "desk/.KLAC.json.part")
    try home.put("half", "desk/KLAC.json.tmp")
    try home.put("old", "desk/signals.jsonl", modified: Date().addingTimeInterval(-3600))
    try home.put("newer", "box/signals.jsonl")
    try home.put("theirs", "box/notes.json")
    let result = try home.run("sh '\(try home.install("rsync-desk.sh"))' desk box")
    #expect(result.status == 0, "\(result.errors)")
    #expect(home.names("box", hidden: true) == ["AMAT.json", "notes.json", "signals.jsonl"])
    #expect(home.text("box/AMAT.json") == quote(148.32))
    #expect(home.text("box/signals.jsonl") == "newer")
  }

  // MARK: a folder that others write to

  /// What a colleague can put where the scripts write: the names of locks and parts that are known, and the file's own.
  enum Planted: CaseIterable {
    case link, hardLink, pipe

    func command(_ name: String) -> String {
      switch self {
      case .link: "ln -sf \"$HOME/mine\" \(name)"
      case .hardLink: "ln -f \"$HOME/mine\" \(name)"
      case .pipe: "rm -f \(name) && mkfifo \(name)"
      }
    }
  }

  @Test(.enabled(if: hasCurl && hasPython, "curl or python3 is not installed"), arguments: Planted.allCases)
  func curlFollowsNothingThatWasPlanted(planted: Planted) throws {
    let (home, server) = (try FeedsHome(), try StandIn())
    try server.put(quote(149.5), "AMAT.json")
    try home.put("mine", "mine")
    for name in [".AMAT.json.lock", ".AMAT.json.part", "AMAT.json"] {
      #expect(try home.run(planted.command("desk/" + name)).status == 0)
    }
    // Older than what is fetched, or the server would say that nothing has changed.
    #expect(try home.run("touch -h -d 2020-01-01 mine desk/AMAT.json").status == 0)
    let script = try home.install("curl-file.sh")
    let result = try home.run("timeout 20 sh '\(script)' \(server.address)/AMAT.json desk/AMAT.json")
    #expect(result.status == 0, "\(result.errors)")
    #expect(home.text("mine") == "mine")
    #expect(try home.run("test ! -L desk/AMAT.json && test -f desk/AMAT.json").status == 0)
    #expect(home.text("desk/AMAT.json") == quote(149.5))
  }

  /// Nor does the file land in the folder that a link leads to.
  @Test(.enabled(if: hasCurl && hasPython, "curl or python3 is not installed"))
  func curlReplacesALinkToAFolder() throws {
    let (home, server) = (try FeedsHome(), try StandIn())
    try server.put(quote(149.5), "AMAT.json")
    #expect(try home.run("ln -s \"$HOME/box\" desk/AMAT.json").status == 0)
    #expect(try home.curl(server, "AMAT.json").status == 0)
    #expect(home.names("box", hidden: true).isEmpty)
    #expect(home.text("desk/AMAT.json") == quote(149.5))
  }

  @Test(.enabled(if: hasPython, "python3 is not installed"), arguments: Planted.allCases)
  func yfinanceFollowsNothingThatWasPlanted(planted: Planted) throws {
    let home = try FeedsHome()
    try home.put(fakeYfinance, "python/yfinance.py")
    try home.put("mine", "mine")
    for name in [".yfinance-desk.lock", ".AMAT-history.json.part", ".AMAT-quote.json.part", "AMAT-quote.json"] {
      #expect(try home.run(planted.command("desk/" + name)).status == 0)
    }
    let script = try home.install("yfinance-desk.py")
    let result = try home.run("timeout 20 python3 '\(script)' desk AMAT", python: true)
    #expect(result.status == 0, "\(result.errors)")
    #expect(home.text("mine") == "mine")
    #expect(home.json("desk/AMAT-quote.json") != nil && home.json("desk/AMAT-history.json") != nil)
  }

  @Test(.enabled(if: isInstalled("rsync"), "rsync is not installed"), arguments: Planted.allCases)
  func rsyncFollowsNothingThatWasPlanted(planted: Planted) throws {
    let home = try FeedsHome()
    try home.put(quote(148.32), "desk/KLAC.json")
    try home.put("mine", "mine")
    for name in ["desk/.rsync-desk.lock", "box/KLAC.json", "box/.~tmp~"] {
      #expect(try home.run(planted.command(name)).status == 0)
    }
    // Older than what is sent: it would be kept (--update).
    #expect(try home.run("touch -h -d '2020-01-01' box/KLAC.json mine").status == 0)
    let result = try home.run("timeout 20 sh '\(try home.install("rsync-desk.sh"))' desk box")
    #expect(result.status == 0, "\(result.errors)")
    #expect(home.text("mine") == "mine")
    #expect(home.text("box/KLAC.json") == quote(148.32))
  }

  /// Parts of runs that were killed do not pile up, and those of a run that is at work stay.
  @Test(.enabled(if: hasCurl && hasPython, "curl or python3 is not installed"))
  func oldPartsAreRemoved() throws {
    let (home, server) = (try FeedsHome(), try StandIn())
    try server.put(quote(149.5), "AMAT.json")
    try home.put(fakeYfinance, "python/yfinance.py")
    let old = Date().addingTimeInterval(-3600)
    for name in ["AMAT.json", "AMAT-quote.json"] {
      try home.put("half", "desk/.\(name).aaaaaaaa.part", modified: old)
      try home.put("half", "desk/.\(name).bbbbbbbb.part")
    }
    #expect(try home.curl(server, "AMAT.json").status == 0)
    #expect(try home.yfinance("AMAT").status == 0)
    #expect(
      home.names("desk", hidden: true).filter { $0.hasSuffix(".part") }
        == [".AMAT-quote.json.bbbbbbbb.part", ".AMAT.json.bbbbbbbb.part"])
  }

  // MARK: recipes

  /// The trap of Debian's own Python, which takes no packages: each recipe runs the one that the overview makes.
  @Test func theRecipesRunTheOverviewsPython() throws {
    let overview = try Program.run(["feeds"]).output
    #expect(overview.contains("  python3 -m venv ~/feeds/venv && ~/feeds/venv/bin/pip install yfinance\n"))
    for (name, home) in [("crontab", "$HOME"), ("detente-feed.service", "%h")] {
      let lines = try Program.run(["feeds", name]).output.split(separator: "\n").filter {
        $0.contains("yfinance-desk.py")
      }
      #expect(lines.count == 1)
      for line in lines { #expect(line.contains("\(home)/feeds/venv/bin/python")) }
    }
  }

  /// A name of a venue in whose hours nothing is fetched would be told as a stopped feed, every day.
  @Test(.enabled(if: isInstalled("systemd-analyze"), "systemd-analyze is not installed"))
  func theTimerRunsWhileTheServicesVenuesTrade() throws {
    let home = try FeedsHome()
    #expect(try Program.run(["feeds", "detente-feed.service"]).output.contains(" SPY 1919.HK\n"))
    let times = try Program.run(["feeds", "detente-feed.timer"]).output.split(separator: "\n")
      .filter { $0.hasPrefix("OnCalendar=") }.map { $0.dropFirst("OnCalendar=".count) }
    // A Tuesday: noon in New York, the afternoon session in Hong Kong.
    for moment in ["2025-11-25 17:02:00", "2025-11-25 06:02:00"] {
      let next = try times.map { time in
        try home.run("TZ=UTC systemd-analyze calendar --base-time='\(moment) UTC' '\(time)'").output
      }
      let soon = moment.replacingOccurrences(of: ":02:", with: ":05:")
      #expect(next.contains { $0.contains("Next elapse: Tue \(soon) UTC") }, "\(next)")
    }
  }

  /// Every line of the crontab, with the stand-ins for the provider and the box.
  @Test(
    .enabled(
      if: hasCurl && hasPython && isInstalled("rsync"), "curl, python3 or rsync is not installed"))
  func everyLineOfTheCrontabRuns() throws {
    let (home, server) = (try FeedsHome(), try StandIn())
    try server.put(quote(148.32), "AMAT.json")
    try home.put(fakeYfinance, "python/yfinance.py")
    try home.installPython()
    for name in ["curl-file.sh", "yfinance-desk.py", "rsync-desk.sh"] { _ = try home.install(name) }
    let lines = try Program.run(["feeds", "crontab"]).output.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let entries = lines.filter { $0.first?.isNumber == true || $0.first == "*" }
    #expect(entries.count == 4 && lines.count == 5)
    for entry in entries {
      let fields = entry.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
      #expect(fields.prefix(5).allSatisfy { $0.allSatisfy { "0123456789*/-,".contains($0) } })
      let command = String(try #require(fields.dropFirst(5).first))
        .replacingOccurrences(of: "https://example.com", with: server.address)
        .replacingOccurrences(of: "box:desk", with: "box")
      let result = try home.run(command, python: true)
      #expect(result.status == 0, "\(entry): \(result.errors)")
    }
    #expect(home.names("box").contains("AMAT.json") && home.names("box").contains("SPY-history.json"))
  }

  /// The commands of the service, with its specifiers set in.
  @Test(.enabled(if: hasCurl && hasPython, "curl or python3 is not installed"))
  func everyCommandOfTheServiceRuns() throws {
    let (home, server) = (try FeedsHome(), try StandIn())
    try server.put(quote(148.32), "AMAT.json")
    try home.put(fakeYfinance, "python/yfinance.py")
    try home.installPython()
    for name in ["curl-file.sh", "yfinance-desk.py"] { _ = try home.install(name) }
    let commands = try Program.run(["feeds", "detente-feed.service"]).output.split(separator: "\n")
      .filter { $0.hasPrefix("ExecStart=") }
    #expect(commands.count == 2)
    for command in commands {
      let command = command.dropFirst("ExecStart=".count).drop { $0 == "-" }
        .replacingOccurrences(of: "%h", with: home.path)
        .replacingOccurrences(of: "https://example.com", with: server.address)
      let result = try home.run(command, python: true)
      #expect(result.status == 0, "\(command): \(result.errors)")
    }
    #expect(home.names("desk").contains("AMAT.json") && home.names("desk").contains("SPY-quote.json"))
  }

  /// A folder that the trader may read but not write, as somebody who has no more rights than that.
  @Test func aReadOnlyFolderIsEnough() throws {
    let home = try FeedsHome()
    #expect(try Program.run(["init", home.path + "/shared"]).status == 0)
    // Another user is not told whether a file is still open: it has to be at rest.
    for name in home.names("shared", hidden: true) {
      try FileManager.default.setAttributes(
        [.modificationDate: Date().addingTimeInterval(-60)], ofItemAtPath: home.path + "/shared/" + name)
    }
    #expect(chmod(home.path, 0o755) == 0 && chmod(home.path + "/shared", 0o555) == 0)
    defer { chmod(home.path + "/shared", 0o755) }
    let drop = getuid() == 0 ? "setpriv --reuid 65534 --regid 65534 --clear-groups" : ""
    let folder = "'\(home.path)/shared'"
    for command in ["print", "check", ""] {
      let result = try home.run(
        "\(drop) '\(Program.path)' \(command) \(folder) \(command.isEmpty ? "--dump" : "") --as-of 2025-05-01")
      #expect(result.status == 0, "\(command): \(result.errors)")
      #expect(result.output.contains("148.96") || command == "check")
    }
    let signal = "\(drop) '\(Program.path)' signal 'US>CN 036 C3: reached out' \(folder)"
    let written = try home.run("\(signal) --yes")
    #expect(written.status == 4, "\(written.errors)")
    #expect(written.errors.contains("signals.jsonl: found a file for reading only, expected a writable one"))
    // What is only looked at needs no right to write.
    let looked = try home.run("\(signal) --dry-run")
    #expect(looked.status == 0, "\(looked.errors)")
    #expect(looked.output.contains("signals.jsonl, for reading only"))
    #expect(home.names("shared", hidden: true).count == 8)
  }

  private func feedNames() throws -> [String] {
    let error = try Program.run(["feeds", ""]).errors
    let list = try #require(error.components(separatedBy: "expected one of: ").last)
    return list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter {
      $0 != "overview"
    }
  }

  private func quote(_ price: Double) -> String {
    #"{"schema":"detente/quotes/1","quotes":[{"symbol":"AMAT","time":"2025-05-01T18:31:03Z","price":\#(price)}]}"#
  }

  /// What the script uses of yfinance 1.7 and its data frames, with AMAT's prices of 30 April and 1 May 2025.
  private let fakeYfinance = """
    from datetime import datetime, timedelta, timezone

    NEW_YORK = timezone(timedelta(hours=-4))


    class Frame:
        def __init__(self, rows):
            self.rows = rows

        def to_dict(self, orient):
            assert orient == "index"
            return self.rows


    class Ticker:
        def __init__(self, symbol):
            self.symbol = symbol
            self.history_metadata = {
                "currency": "HKD" if symbol.endswith(".HK") else "USD",
                "regularMarketTime": datetime(2025, 5, 1, 16, 0, tzinfo=NEW_YORK),
                "regularMarketPrice": 148.96,
                "chartPreviousClose": 12.3,
                "fiftyTwoWeekHigh": 255.89,
                "fiftyTwoWeekLow": 123.74,
            }

        def history(self, period, interval, auto_adjust, actions, timeout):
            assert interval == "1d" and not auto_adjust and not actions and timeout > 0
            if self.symbol == "BROKEN":
                raise RuntimeError("rate limit")
            if self.symbol == "EMPTY":
                return Frame({})
            if self.symbol == "AMAT":
                self.history_metadata["regularMarketTime"] = 1746129600
            days = [(30, 145.97, 150.71, 149.37), (1, float("nan"), 148.96, 147.63)]
            return Frame({
                datetime(2025, 4 if day == 30 else 5, day, tzinfo=NEW_YORK): {
                    "Open": opened, "High": 151.04, "Low": 144.71, "Close": close, "Adj Close": adjusted,
                    "Volume": 7273600,
                }
                for day, opened, close, adjusted in days
            })

    """
}

/// A trader's home: `detente` on the path, an empty desk and an empty folder that stands for the remote box.
final class FeedsHome {
  private let folder: TemporaryFolder
  var path: String { folder.path }

  init() throws {
    folder = try TemporaryFolder()
    for name in ["desk", "box", "feeds", "python", "run"] { try makeFolder(name) }
  }

  private func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: path + "/" + name, withIntermediateDirectories: true)
  }

  /// Runs a line of the shell here; `python` lets Python find the module that stands for yfinance.
  func run(_ line: String, python: Bool = false) throws -> Program.Result {
    let programs = URL(fileURLWithPath: Program.path).deletingLastPathComponent().path
    var environment = [
      "HOME": path, "XDG_RUNTIME_DIR": path + "/run",
      "PATH": programs + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"),
      "PYTHONDONTWRITEBYTECODE": "1", "no_proxy": "127.0.0.1",
    ]
    if python { environment["PYTHONPATH"] = path + "/python" }
    return try Program.command("sh", ["-c", "cd \"$HOME\" && { \(line)\n}"], environment: environment)
  }

  /// What stands for the Python that `python3 -m venv` makes.
  func installPython() throws {
    let result = try run("mkdir -p feeds/venv/bin && ln -s \"$(command -v python3)\" feeds/venv/bin/python")
    guard result.status == 0 else { throw POSIXError(.ENOENT) }
  }

  /// Writes a script or unit as `detente feeds NAME > feeds/NAME` does; its path.
  func install(_ name: String) throws -> String {
    let result = try Program.run(["feeds", name])
    try put(result.output, "feeds/" + name)
    return path + "/feeds/" + name
  }

  func curl(_ server: StandIn, _ path: String, to name: String? = nil, _ options: String = "") throws -> Program.Result
  {
    let script = try install("curl-file.sh")
    return try run("sh '\(script)' \(server.address)/\(path) '\(self.path)/desk/\(name ?? path)' \(options)")
  }

  func yfinance(_ symbols: String) throws -> Program.Result {
    try run("python3 '\(try install("yfinance-desk.py"))' \"$HOME/desk\" \(symbols)", python: true)
  }

  func put(_ text: String, _ name: String, modified: Date? = nil) throws {
    try text.write(toFile: path + "/" + name, atomically: false, encoding: .utf8)
    if let modified {
      try FileManager.default.setAttributes([.modificationDate: modified], ofItemAtPath: path + "/" + name)
    }
  }

  func text(_ name: String) -> String? { try? String(contentsOfFile: path + "/" + name, encoding: .utf8) }

  func json(_ name: String) -> [String: Any]? {
    text(name).flatMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
  }

  func inode(_ name: String) -> UInt64? {
    (try? FileManager.default.attributesOfItem(atPath: path + "/" + name))?[.systemFileNumber] as? UInt64
  }

  /// Sorted names in a folder.
  func names(_ name: String, hidden: Bool = false) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path + "/" + name)) ?? []
    return names.filter { hidden || !$0.hasPrefix(".") }.sorted()
  }
}
