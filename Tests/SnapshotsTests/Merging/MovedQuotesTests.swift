import Market
import Testing
import TestSupport

@testable import Snapshots

/// Quotes are brought to the desk one by one where nothing is to be said of any: what comes of it is what merging all of
/// them says.
struct MovedQuotesTests {
  private static let watchlist = """
    schema: detente/watchlist/1
    sectors:
      - name: Names
        instruments:
          - { symbol: AMAT, exchange: XNAS, currency: USD }
          - { symbol: KLAC, exchange: XNAS, currency: USD }
          - { symbol: COSCO, aliases: [1919.HK], exchange: XHKG, currency: HKD }
          - { symbol: TSCO.L, exchange: XLON, currency: GBP }
    """
  private static let closes = """
    symbol,date,close
    AMAT,2025-04-30,150
    KLAC,2025-04-30,680
    1919.HK,2025-04-30,12
    """

  private struct Row {
    let symbol: String
    var price: Double
    var minute: Int
    var more: String

    var text: String {
      let time = "2025-05-01T14:\(minute < 10 ? "0" : "")\(minute):00Z"
      return #"{"symbol":"\#(symbol)","time":"\#(time)","price":\#(price)\#(more)}"#
    }
  }

  private let parser = JSONParser()

  private func take(_ name: String, _ text: String, modified: Int, into assembly: inout Assembly) throws {
    let index = try #require(assembly.index(of: Array(name.utf8)))
    let symbols = assembly.symbols
    let outcome = Array(text.utf8).withUnsafeBytes {
      FileOutcome(FileInput(path: name, bytes: $0, readable: $0.count, watchlist: symbols, parser: parser))
    }
    let time = Instant(seconds: 1_746_110_000 + Int64(modified))
    assembly.accept(outcome, at: index, modified: time, read: time, cost: 0)
  }

  private func reports(_ desk: Desk) -> [String] {
    desk.files.map { "\($0.path) \($0.state) \($0.rows) \($0.problems.map(\.description))" }
  }

  @Test("quotes that move one by one are those that are merged anew", arguments: 0..<3)
  func moved(_ seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    var files = ["closes.csv": Self.closes, "watchlist.yaml": Self.watchlist]
    var times = ["closes.csv": 0, "watchlist.yaml": 0, "a.json": 0, "b.json": 0]
    var rows = [
      "a.json": [
        Row(symbol: "AMAT", price: 150, minute: 1, more: #","currency":"USD""#),
        Row(symbol: "KLAC", price: 680, minute: 1, more: #","currency":"USD""#),
        Row(symbol: "BA", price: 180, minute: 1, more: ""),
        Row(symbol: "1919.HK", price: 12, minute: 1, more: #","currency":"HKD""#),
      ],
      "b.json": [
        Row(symbol: "TSCO.L", price: 3.5, minute: 1, more: #","currency":"GBP""#),
        Row(symbol: "CAT", price: 300, minute: 1, more: ""),
      ],
    ]
    // Some desks tell a name twice, or under two names.
    if seed % 3 == 1 { rows["b.json"]?.append(Row(symbol: "AMAT", price: 150, minute: 1, more: #","currency":"USD""#)) }
    if seed % 3 == 2 { rows["b.json"]?.append(Row(symbol: "COSCO", price: 12, minute: 1, more: #","currency":"HKD""#)) }
    let original = rows
    let dollars: Set = ["AMAT", "KLAC", "BA", "CAT"]
    let usual = [#","currency":"USD""#, "", #","bid":1,"ask":2"#]
    var kept = Assembly()
    kept.add(times.keys.sorted().map { Array($0.utf8) })
    var known: [String: Quote] = [:]
    var alone = 0
    for step in 0..<60 {
      let name = Bool.random(using: &random) ? "a.json" : "b.json"
      let isReset = step % 10 == 0
      if isReset { rows = original }
      var told = try #require(rows[name])
      if !isReset {
        for _ in 0...Int.random(in: 0..<2, using: &random) {
          let index = Int.random(in: told.indices, using: &random)
          told[index].minute = Int.random(in: 1..<59, using: &random)
          let base = told[index].price
          switch Int.random(in: 0..<24, using: &random) {
          case 0: told[index].price = base > 100 ? base / 4 : base * 4
          case 1:
            if dollars.contains(told[index].symbol) { told[index].more = usual.randomElement(using: &random) ?? "" }
          case 2: told[index].more = #","extended":{"session":"pre","time":"2025-05-01T13:00:00Z","price":9}"#
          case 3: if told.count > 2 { told.remove(at: index) }
          case 4: told.append(Row(symbol: "NEW\(step)", price: 5, minute: 3, more: ""))
          case 5: told[index].price = 150
          default: told[index].price = (base * 1000 * Double.random(in: 0.99...1.01, using: &random)).rounded() / 1000
          }
        }
      }
      rows[name] = told
      for (name, rows) in rows {
        files[name] = #"{"schema":"detente/quotes/1","quotes":["# + rows.map(\.text).joined(separator: ",\n") + "]}"
      }
      let written = step == 0 ? times.keys.sorted() : isReset ? ["a.json", "b.json"] : [name]
      for name in written { times[name] = step }
      for name in written {
        try take(name, try #require(files[name]), modified: times[name] ?? 0, into: &kept)
      }
      #expect(kept.merge() == true)
      let moved = kept.takeMovedSymbols()

      var fresh = Assembly()
      fresh.add(times.keys.sorted().map { Array($0.utf8) })
      for name in ["watchlist.yaml"] + times.keys.sorted() {
        try take(name, try #require(files[name]), modified: times[name] ?? 0, into: &fresh)
        _ = name == "watchlist.yaml" ? fresh.merge() : false
      }
      _ = fresh.merge()
      let isSame = kept.desk.quotes == fresh.desk.quotes
      #expect(isSame, "seed \(seed), step \(step)")
      #expect(reports(kept.desk) == reports(fresh.desk), "seed \(seed), step \(step)")
      #expect(kept.desk.priceNotes == fresh.desk.priceNotes)
      if let moved {
        alone += 1
        let others = kept.desk.quotes.filter { !moved.contains($0.key) }
        #expect(others == known.filter { !moved.contains($0.key) }, "seed \(seed), step \(step)")
      }
      known = kept.desk.quotes
    }
    // Quotes that want nothing said of them are most, until one does.
    #expect(alone > 5)
  }
}
