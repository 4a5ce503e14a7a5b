import Alerts
import Canvas
import Configuration
import Market
import Report
import Snapshots
import TestSupport
import Terminal
import Theming
import YAML

@testable import Dashboard

/// What reads bytes from outside: fuzzed by a name, seeds of its own, and one run.
struct Parser: Sendable {
  let name: String
  /// Texts that it is made for.
  let seeds: @Sendable (Corpus) -> [[UInt8]]
  /// Runs of one input; a broken promise ends the program by `precondition`.
  let run: @Sendable ([UInt8]) -> Void

  /// Each that there is; one line a parser.
  static let all: [Parser] = [
    Parser("CSV", \.tables) { read("AMAT.csv", $0) },
    Parser("JSON", \.documents) { read("AMAT.json", $0) },
    Parser("JSON lines", \.documents) { read("AMAT.jsonl", $0) },
    Parser("YAML of a watchlist", \.yaml) { read("watchlist.yaml", $0) },
    Parser("YAML", \.yaml) { bytes in _ = try? bytes.withUnsafeBytes { try YAMLDocument($0).root?.fields.count } },
    Parser("gzip", \.packed) { read("AMAT.csv.gz", $0) },
    Parser("keys", \.keys, keys),
    Parser("filter", \.words) { _ = Filter.read(text($0), columns: ["symbol", "price", "chg%", "volume"]) },
    Parser("command line", \.words) { typed(":" + text($0)) },
    Parser("search", \.words) { typed("/" + text($0)) },
    Parser("signal", \.words) { _ = try? SignalShorthand(text($0)) },
    Parser("rule", \.words) { _ = try? AlertRule.parse(text($0)) },
    Parser("line template", \.words) { _ = try? LineTemplate(text($0), symbols: ["AMAT"]) },
    Parser("date and time", \.words) { bytes in
      _ = bytes.withUnsafeBytes { (Instant(rfc3339: $0), Day(utf8: $0)) }
    },
    Parser("theme base16", \.yaml) { _ = try? Theme(base16: $0) },
    Parser("theme btop", \.themes) { _ = try? Theme(btop: $0, name: "fuzz") },
    Parser("configuration", \.yaml) { _ = ConfigurationReading($0, .fuzz) },
    Parser("text", \.words, safe),
  ]

  private init(
    _ name: String, _ seeds: @escaping @Sendable (Corpus) -> [[UInt8]], _ run: @escaping @Sendable ([UInt8]) -> Void
  ) {
    (self.name, self.seeds, self.run) = (name, seeds, run)
  }

  @Sendable private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Prices are finite and of a size that markets have, whatever the file says; every problem has its file.
  @Sendable private static func read(_ name: String, _ bytes: [UInt8]) {
    let desk = Desk(files: [(name, bytes)])
    for quote in desk.quotes.values { precondition(quote.price.isFinite && abs(quote.price) <= 1e15) }
    for bar in desk.histories.values.flatMap(\.bars) {
      precondition(bar.close.map { $0.isFinite && abs($0) <= 1e15 } ?? true)
    }
    precondition(desk.files.allSatisfy { $0.problems.allSatisfy { $0.path == name && $0.line >= 0 } })
  }

  /// In one piece, and torn at every byte: nothing but what a trader can enter comes of it.
  @Sendable private static func keys(_ bytes: [UInt8]) {
    var whole = KeyDecoder()
    _ = whole.decode(bytes, at: 0)
    _ = whole.expire(at: 10_000)
    var torn = KeyDecoder()
    torn.expectAnswers(at: 0)
    for (index, byte) in bytes.enumerated() { _ = torn.decode([byte], at: index * 7) }
    _ = torn.expire(at: .max)
  }

  private static let demo = DashboardState(
    desk: DemoFiles.desk, present: DemoFiles.opening, isDemo: true, size: Size(columns: 100, rows: 30),
    themes: ["terminal", "nord"])

  /// Typed into the dashboard and painted, before Enter and behind it.
  @Sendable private static func typed(_ line: String) {
    var state = demo
    for scalar in line.unicodeScalars.prefix(200) { _ = state.update(.input(.key(.character(scalar)))) }
    _ = state.draw()
    _ = state.update(.input(.key(.tab)))
    _ = state.update(.input(.key(.enter)))
    _ = state.draw()
  }

  /// No control character is left of any text, and what is fitted fits.
  @Sendable private static func safe(_ bytes: [UInt8]) {
    let text = TerminalSafe(text(bytes))
    precondition(text.text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
    precondition(text.fitted(to: 10).width <= 10)
  }
}

extension Vocabulary {
  fileprivate static let fuzz = Vocabulary(
    themes: ["terminal", "nord"], directions: ["green-up", "red-up"], columns: ["symbol", "price", "volume"],
    sorts: ["price", "volume"], panes: ["facts", "ahead"], commands: ["sort", "help"], timeZones: ["New York", "UTC"],
    home: "/home/fuzz")
}
