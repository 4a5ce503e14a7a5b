import Analytics
import Foundation
import Market
import Snapshots
import Testing

/// What 32 names of three venues read on ten days with holidays, against `Reference/rows.py`, which works it out apart.
struct RowReferenceTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "Reference")

  private static func bytes(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: folder.appendingPathComponent(name)))
  }

  private static func document() throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(try bytes("rows.json"))) as? [String: Any])
  }

  /// The desk with the quotes of a moment.
  private static func desk(_ moment: [String: Any]) throws -> Desk {
    let quotes: [String: Any] = ["schema": "detente/quotes/1", "quotes": try #require(moment["quotes"])]
    return Desk(files: [
      ("watchlist.yaml", try bytes("watchlist.yaml")), ("prices.csv", try bytes("prices.csv")),
      ("quotes.json", Array(try JSONSerialization.data(withJSONObject: quotes))),
    ])
  }

  private func compare(_ value: Double?, _ expected: Any?, _ what: String) {
    guard let wanted = (expected as? NSNumber)?.doubleValue else {
      #expect(value == nil, "\(what)")
      return
    }
    #expect(
      value.map { abs($0 - wanted) <= 1e-8 * max(1, abs(wanted)) } == true, "\(what): \(value ?? .nan), \(wanted)")
  }

  @Test("the rows of 32 names over ten days with holidays of three venues")
  func rows() throws {
    let document = try Self.document()
    let columns = try #require(document["columns"] as? [String])
    let moments = try #require(document["moments"] as? [[String: Any]])
    var compared = 0
    for moment in moments {
      let time = try #require(moment["asOf"] as? String)
      let sectors = SectorRows.sectors(of: try Self.desk(moment), asOf: try #require(Instant(rfc3339: time)))
      let expected = try #require(moment["rows"] as? [String: [Any]])
      for row in sectors.flatMap(\.rows) {
        let symbol = row.instrument.symbol
        let wanted = Dictionary(uniqueKeysWithValues: zip(columns, try #require(expected[symbol], "\(symbol)")))
        let what = "\(symbol) at \(time)"
        compare(row.price, wanted["price"], "price of \(what)")
        compare(row.change, wanted["change"], "change of \(what)")
        compare(row.changePercent, wanted["percent"], "percent of \(what)")
        compare(row.sigma, wanted["sigma"], "sigma of \(what)")
        compare(row.versusReference, wanted["vs"], "vs of \(what)")
        compare(row.sinceEvent, wanted["since"], "since of \(what)")
        compare(row.extendedPercent, wanted["extended"], "out of hours of \(what)")
        #expect(row.session?.description == wanted["session"] as? String, "session of \(what)")
        #expect(row.missing.flatMap(Self.session) == wanted["missing"] as? String, "missing session of \(what)")
        compared += 1
      }
      let means = try #require(moment["sectors"] as? [String: [String: Any]])
      for sector in sectors {
        let wanted = try #require(means[sector.name])
        for (mean, key) in [
          (sector.meanChangePercent, "percent"), (sector.meanVersusReference, "vs"), (sector.meanSinceEvent, "since"),
        ] {
          let pair = wanted[key] as? [Any]
          compare(mean?.value, pair?.first, "mean \(key) of \(sector.name) at \(time)")
          #expect(mean?.count == pair?.last as? Int, "names in the mean \(key) of \(sector.name) at \(time)")
        }
      }
    }
    #expect(compared == 32 * 10 * 5)
  }

  /// Since the evening before, by two deviations × √sessions, the largest first.
  @Test("the names in the digest over ten days with holidays of three venues")
  func digest() throws {
    let moments = try #require(try Self.document()["moments"] as? [[String: Any]])
    var named = 0
    for moment in moments {
      let time = try #require(moment["asOf"] as? String)
      let instant = try #require(Instant(rfc3339: time))
      let desk = try Self.desk(moment)
      var evaluator = DeskEvaluator()
      let reading = evaluator.reading(of: desk, asOf: instant)
      let moves = Digest(reading, of: desk, since: SeenMark.dayBefore(desk, asOf: instant)).moves
      let expected = try #require(moment["digest"] as? [[Any]])
      #expect(moves.map(\.symbol) == expected.map { $0.first as? String }, "at \(time)")
      for (move, wanted) in zip(moves, expected) {
        compare(move.percent, wanted.last, "percent of \(move.symbol) at \(time)")
      }
      named += expected.count
    }
    #expect(named > 30)
  }

  private static func session(_ missing: MissingSession) -> String? {
    switch missing {
    case .running(let day): day.description
    case .closed(let day): day?.description
    }
  }
}
