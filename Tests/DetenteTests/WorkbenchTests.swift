import Foundation
import Testing

/// What a trader does all day, in a real terminal.
@Suite(.enabled(if: TmuxSession.isInstalled, "tmux is not installed"))
struct WorkbenchTests {
  private static let names = [
    ("688012.SS", "中微公司", "CNY"), ("1919.HK", "中远海控", "HKD"), ("AMAT", "Applied Materials", "USD"),
    ("KLAC", "KLA Corp", "USD"), ("LRCX", "Lam Research", "USD"), ("SPY", "S&P 500 ETF", "USD"),
  ]

  /// A folder with these names, each at 100 before.
  private func desk(_ prices: [Double]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let instruments = Self.names.map { "      - {symbol: \($0.0), name: \"\($0.1)\", currency: \($0.2)}" }
    try folder.put(
      "schema: detente/watchlist/1\nreference: SPY\nsectors:\n  - name: All\n    instruments:\n"
        + instruments.joined(separator: "\n") + "\n", "watchlist.yaml")
    try put(prices, in: folder)
    return folder
  }

  private func put(_ prices: [Double], in folder: TemporaryFolder) throws {
    let stamp = ToldClock.ordinary.stamp()
    let quotes = zip(Self.names, prices).map { name, price in
      """
      {"symbol":"\(name.0)","time":"\(stamp)","price":\(price),"previousClose":100,"currency":"\(name.2)"}
      """
    }
    try folder.put(
      #"{"schema":"detente/quotes/1","quotes":["# + quotes.joined(separator: ",\n") + "]}", "quotes.json")
  }

  private func lines(_ screen: String) -> [Substring] {
    screen.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The symbols of the watchlist, from the top, and the one with the cursor.
  private func list(_ screen: String) -> (symbols: [String], cursor: String?) {
    var found: (symbols: [String], cursor: String?) = ([], nil)
    let below = lines(screen).drop { !$0.contains("Watchlist") }.dropFirst()
    // Other panes list names too.
    for line in below.prefix(while: { !$0.hasPrefix("─") }) {
      let words = line.split(separator: " ")
      for (symbol, _, _) in Self.names {
        guard words.first == symbol[...] || words.first == ">" && words.dropFirst().first == symbol[...] else {
          continue
        }
        found.symbols.append(symbol)
        if words.first == ">" { found.cursor = symbol }
      }
    }
    return found
  }

  /// Found by its name in Chinese, and nothing of the overview is left in the line where that was typed.
  @Test func aChineseNameIsFoundAndOpened() throws {
    let folder = try desk([101, 102, 103, 104, 105, 106])
    let session = try TmuxSession()
    try session.start(folder.path)
    #expect(session.wait { list($0).symbols.count == 6 && $0.contains("q quit") } != nil)
    try session.type("/中微")
    let found = session.wait { list($0).symbols == ["688012.SS"] }
    #expect(found != nil, "\(session.screen)")
    #expect(session.wait { $0.contains("/中微  ") && !$0.contains("q quit") } != nil, "\(session.screen)")
    try session.send("Enter")
    #expect(
      session.wait { $0.contains("688012.SS  中微公司") && $0.contains("Esc back") } != nil, "\(session.screen)")
  }

  /// Every update has another name on top: the cursor goes with its own.
  @Test func theCursorStaysOnItsSymbolThroughUpdates() throws {
    let folder = try desk([101, 102, 103, 104, 105, 106])
    let session = try TmuxSession(columns: 80, rows: 24)
    try session.start(folder.path)
    #expect(session.wait { list($0).cursor == "688012.SS" } != nil)
    try session.type("jjj")
    #expect(session.wait { list($0).cursor == "KLAC" } != nil)
    try session.type("sc")
    let fallen = ["SPY", "LRCX", "KLAC", "AMAT", "1919.HK", "688012.SS"]
    #expect(session.wait { list($0).symbols == fallen && list($0).cursor == "KLAC" } != nil, "\(session.screen)")
    for update in 1...100 {
      // All the same moves, one name further each time; cents tell which update is shown.
      let prices = Self.names.indices.map { 100 + Double(($0 + update) % 6) + Double(update) / 1000 }
      try put(prices.map { ($0 * 1000).rounded() / 1000 }, in: folder)
      let order = Self.names.indices.sorted { prices[$0] > prices[$1] }.map { Self.names[$0].0 }
      let shown = session.wait { list($0).symbols == order }
      #expect(shown.map { list($0).cursor } == "KLAC", "update \(update): \(session.screen)")
    }
  }

  /// The report as terminals send it (SGR, 1006).
  @Test func aClickOnAHeadSorts() throws {
    let folder = try desk([101, 106, 103, 102, 105, 104])
    let session = try TmuxSession()
    try session.start(folder.path)
    #expect(session.wait { list($0).symbols == Self.names.map(\.0) } != nil)
    try session.type("m")
    let screen = try #require(session.wait { $0.contains("mouse on") })
    let row = try #require(lines(screen).firstIndex { $0.contains("Watchlist") })
    let rule = lines(screen)[row]
    let head = try #require(rule.range(of: "Chg %"))
    let column = rule.distance(from: rule.startIndex, to: head.lowerBound) + 1
    func click() throws {
      for end in ["M", "m"] { try session.type("\u{1B}[<0;\(column);\(row + 1)\(end)") }
    }
    let risen = ["1919.HK", "LRCX", "SPY", "AMAT", "KLAC", "688012.SS"]
    try click()
    #expect(session.wait { list($0).symbols == risen } != nil, "\(session.screen)")
    try click()
    #expect(session.wait { list($0).symbols == risen.reversed() } != nil, "\(session.screen)")
  }

  /// From Liberation Day on, a stop a second; the key that stops it does what it always does.
  @Test func aprilIsPlayedUntilAKey() throws {
    let session = try TmuxSession()
    try session.start("")
    #expect(session.wait { $0.contains("> AMAT") } != nil)
    try session.type("p")
    #expect(session.wait { $0.contains("PAST Wed 2 Apr") && $0.contains("a stop every 4 s") } != nil)
    try session.type("++")
    #expect(session.wait { $0.contains("a stop every 1 s") } != nil)
    // Days with a step of tariffs.
    for date in ["Thu 3 Apr", "Fri 4 Apr"] {
      #expect(session.wait { $0.contains("PAST \(date)") } != nil, "\(date): \(session.screen)")
    }
    try session.type("j")
    let stopped = session.wait { $0.contains("> KLAC") && $0.contains("q quit") }
    #expect(stopped?.contains(/PAST ... \d+ Apr  \d\d:\d\d/) == true, "\(session.screen)")
    #expect(stopped?.contains("a stop every") == false)
  }

  /// As a terminal tells that it turned light or dark: losses are read on either ground, the row of the cursor aside.
  @Test func theColoursFollowTheTerminal() throws {
    let session = try TmuxSession()
    try session.start("", environment: ["TERM": "xterm-256color", "NO_COLOR": ""])
    #expect(session.wait { $0.contains("> AMAT") } != nil)
    for (told, ground) in [(2, 1.0), (1, 0), (2, 1)] {
      let half = ground == 1 ? "ffff" : "0000"
      try session.type("\u{1B}[?997;\(told)n")
      // Its ground is asked anew, and told.
      try session.type("\u{1B}]11;rgb:\(half)/\(half)/\(half)\u{1B}\\")
      var index: Int?
      let seen = session.wait { _ in
        let coloured = (try? session.tmux(["capture-pane", "-p", "-e", "-t", "main"])) ?? ""
        index = coloured.firstMatch(of: /\x1B\[38;5;(\d+)m-26\.38/).flatMap { Int($0.1) }
        guard let index else { return false }
        let light = Self.luminance(ofIndex: index)
        return (max(light, ground) + 0.05) / (min(light, ground) + 0.05) >= 4.5
      }
      #expect(seen != nil, "on \(half): \(index.map(String.init) ?? "no colour")")
    }
  }

  /// WCAG 2.1's relative luminance of one of xterm's colours from 16 on: a cube of six steps a side, then 24 greys.
  private static func luminance(ofIndex index: Int) -> Double {
    let steps = [0, 95, 135, 175, 215, 255]
    let cube = index - 16
    let parts =
      cube < 216
      ? [cube / 36, cube / 6 % 6, cube % 6].map { steps[$0] } : Array(repeating: 8 + (cube - 216) * 10, count: 3)
    let linear = parts.map { part -> Double in
      let share = Double(part) / 255
      return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
}
