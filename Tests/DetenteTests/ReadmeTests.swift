import Foundation
import Testing

/// README is one page of plain English, and what it tells to type does what it says.
struct ReadmeTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    .standardizedFileURL.path

  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: root + "/" + path, encoding: .utf8)
  }

  /// The blocks of code of a language.
  private static func blocks(_ language: String) throws -> [String] {
    try text("README.md").components(separatedBy: "```\(language)\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }

  /// README without its blocks of code.
  private static func prose() throws -> [String] {
    let parts = try text("README.md").components(separatedBy: "```")
    return parts.enumerated().filter { $0.offset.isMultiple(of: 2) }.flatMap {
      $0.element.components(separatedBy: "\n\n")
    }
  }

  @Test func itIsOnePage() throws {
    let words = try Self.text("README.md").split(whereSeparator: \.isWhitespace).count
    #expect(words <= 1200)
  }

  /// 25 words a sentence, 80 characters a cell.
  @Test func itIsReadOnce() throws {
    for part in try Self.prose() where !part.isEmpty {
      for line in part.split(separator: "\n") where line.hasPrefix("|") {
        for cell in line.split(separator: "|") {
          #expect(cell.trimmingCharacters(in: .whitespaces).count <= 80, "\(cell)")
        }
      }
      let lines = part.split(separator: "\n").filter { !$0.hasPrefix("|") && !$0.hasPrefix("#") && !$0.hasPrefix("!") }
      let text = lines.map { $0.hasPrefix("- ") ? ". " + $0.dropFirst(2) : String($0) }.joined(separator: " ")
      for sentence in text.components(separatedBy: CharacterSet(charactersIn: "?!")).flatMap({
        $0.components(separatedBy: ". ")
      }) {
        let words = sentence.split(whereSeparator: \.isWhitespace)
        #expect(words.count <= 25, "\(words.count) words: \(sentence)")
      }
    }
  }

  /// Files that it links or names, and pages of the manual.
  @Test func itsLinksResolve() throws {
    let text = try Self.text("README.md")
    for match in text.matches(of: /\]\(([^)]+)\)/) {
      #expect(FileManager.default.fileExists(atPath: Self.root + "/" + match.1), "\(match.1)")
    }
    for match in text.matches(of: /`(docs\/[^`]+)`/) {
      #expect(FileManager.default.fileExists(atPath: Self.root + "/" + match.1), "\(match.1)")
    }
    for match in text.matches(of: /`detente manual ([a-z]+)`/) {
      #expect(try Program.run(["manual", String(match.1)]).status == 0, "\(match.1)")
    }
    let makefile = try Self.text("Makefile")
    for match in text.matches(of: /`?make ([a-z]+)/) { #expect(makefile.contains("\n\(match.1):"), "\(match.1)") }
  }

  /// Every command that README and the manual name is one, with options that it has.
  @Test(
    arguments: ["README.md"]
      + ["detente", "desk", "config", "alerts", "feeds"].map { "Sources/CEmbedded/manual/\($0).txt" })
  func itsCommandsExist(path: String) throws {
    let dump = try JSONSerialization.jsonObject(with: Data(Program.run(["--experimental-dump-help"]).output.utf8))
    let root = try #require((dump as? [String: Any])?["command"] as? [String: Any])
    func named(_ name: String, in command: [String: Any]) -> [String: Any]? {
      (command["subcommands"] as? [[String: Any]])?.first { $0["commandName"] as? String == name }
    }
    func options(_ command: [String: Any]) -> Set<String> {
      Set(
        (command["arguments"] as? [[String: Any]] ?? []).flatMap { $0["names"] as? [[String: Any]] ?? [] }
          .compactMap { $0["name"] as? String })
    }
    var found = 0
    for match in try Self.text(path).matches(of: /(?:`|^|\n| {4}|"#\()detente ([^`\n]+)/) {
      let words = match.1.split(separator: " ").map(String.init)
      var command = root
      for word in words.prefix(2) { if let next = named(word, in: command) { command = next } }
      if let first = words.first, first.allSatisfy(\.isLowercase), first.count > 2, first != "desk" {
        #expect(command["commandName"] as? String != "detente" || path.contains("manual"), "detente \(match.1)")
      }
      let open = named("open", in: root) ?? [:]
      for word in words where word.hasPrefix("--") {
        let name = String(word.dropFirst(2).prefix { $0.isLetter || $0 == "-" })
        #expect(options(command).union(options(open)).contains(name), "detente \(match.1): \(word)")
      }
      found += 1
    }
    #expect(found > 0 || path.hasSuffix("feeds.txt"))
  }

  private static let canFetch =
    (try? Program.command("/bin/sh", ["-c", "command -v curl && command -v python3"]).status) == 0

  /// "A desk of your own in ten minutes", step by step as somebody types it, with the charts of a stand-in.
  @Test(.enabled(if: canFetch, "curl or python3 is not installed"))
  func aDeskOfYourOwn() throws {
    let home = try TemporaryFolder()
    let server = try StandIn()
    let names = ["AMAT", "KLAC", "FSLR", "SPY", "1919.HK", "1211.HK", "2800.HK"]
    for name in names { try server.put(Self.chart(name), name) }
    let steps = try Self.blocks("sh")
    let (write, feed, run) = (steps[1], steps[2], steps[3])
    #expect(feed.split(separator: "\n").count <= 20)
    let watchlist = try #require(try Self.blocks("yaml").first)
    try home.put(feed, "feed.sh")
    let programs = URL(fileURLWithPath: Program.path).deletingLastPathComponent().path
    func type(_ text: String) throws -> Program.Result {
      try Program.command(
        "/bin/sh", ["-ec", text],
        environment: [
          "HOME": home.path, "PATH": programs + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"),
          "FROM": server.address,
        ].merging(ToldClock("2026-10-15T17:00:00-04:00").environment) { $1 })
    }
    let written = try type(write)
    #expect(written.status == 0, "\(written.errors)")
    try watchlist.write(toFile: home.path + "/desk/watchlist.yaml", atomically: true, encoding: .utf8)
    let checked = try type(run)
    #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
    #expect(checked.output.contains("watchlist.yaml  watchlist  ok    5 rows"))
    for name in names { #expect(checked.output.contains("\(name).json")) }
    // Every name has its price and its change against its reference, and nothing is lacking.
    #expect(!checked.output.contains("no prices of"), "\(checked.output)")
    #expect(!checked.output.contains("needle lacks"), "\(checked.output)")
    #expect(!checked.output.contains("no daily bars"), "\(checked.output)")
    let screen = try type("detente ~/desk --dump --size 100x30").output
    for name in ["AMAT", "KLAC", "FSLR", "COSCO", "BYD"] {
      let row = try #require(screen.split(separator: "\n").first { $0.dropFirst(3).hasPrefix(name + " ") })
      #expect(row.contains("+1.00 ↑"), "\(row)")
    }
  }

  /// The sessions of six weeks to 15 October 2026, by turns a percent up and down, the last one up, as Yahoo writes them.
  private static func chart(_ symbol: String) -> String {
    let isHongKong = symbol.hasSuffix(".HK")
    let last = Int(ToldClock.moment("2026-10-15T00:00:00Z").timeIntervalSince1970)
    let holiday = Int(
      ToldClock.moment(isHongKong ? "2026-10-01T00:00:00Z" : "2026-09-07T00:00:00Z").timeIntervalSince1970)
    // 1 January 1970 was a Thursday.
    let days = (0...42).map { last - (42 - $0) * 86400 }.filter {
      ![0, 6].contains(($0 / 86400 + 4) % 7) && $0 != holiday
    }
    let close = isHongKong ? 8 * 3600 : 20 * 3600
    let times = days.map { $0 + close - 23400 }
    let prices = days.indices.map { ($0 - days.count).isMultiple(of: 2) ? "100.0000" : "101.0000" }
    let list = prices.joined(separator: ",")
    return """
      {"chart":{"result":[{"meta":{"currency":"\(isHongKong ? "HKD" : "USD")","symbol":"\(symbol)",\
      "regularMarketTime":\(last + close),"gmtoffset":\(isHongKong ? 28800 : -14400),"regularMarketPrice":\(prices.last ?? ""),\
      "dataGranularity":"1d","range":"1y"},"timestamp":[\(times.map(String.init).joined(separator: ","))],\
      "indicators":{"quote":[{"close":[\(list)],"open":[\(list)],"high":[\(list)],"low":[\(list)]}],\
      "adjclose":[{"adjclose":[\(list)]}]}}],"error":null}}
      """
  }
}
