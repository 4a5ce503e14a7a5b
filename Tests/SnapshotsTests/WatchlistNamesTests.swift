import Market
import Testing

@testable import Snapshots

/// A name that stands twice in a watchlist: the second is refused at its place, the rest stands.
@Suite struct WatchlistNamesTests {
  private func read(_ rows: String) -> (instruments: [Instrument], problems: [String], desk: Desk) {
    let desk = desk(("w.yaml", "schema: detente/watchlist/1\nsectors:\n  - name: Ships\n    instruments:\n" + rows))
    return (desk.watchlist.sectors.flatMap(\.instruments), desk.files.flatMap(\.problems).map(\.description), desk)
  }

  @Test func refusesTheSecondAlias() {
    let found = read(
      """
            - { symbol: Maersk, aliases: [AMKBY, MAERSK-B.CO] }
            - { symbol: Evergreen, aliases: [AMKBY, 2603.TW] }
      """)
    #expect(found.instruments.map(\.symbols) == [["Maersk", "AMKBY", "MAERSK-B.CO"], ["Evergreen", "2603.TW"]])
    #expect(found.problems == ["w.yaml:6:40: found alias AMKBY again, expected it once (line 5 has it)"])
    #expect(found.desk.report("w.yaml")?.state == .partial)
  }

  @Test func refusesTheSameCodeInAnotherSpelling() {
    let found = read(
      """
            - { symbol: COSCO, aliases: [1919.HK, 01919.HK] }
            - { symbol: CSD, aliases: [HK.01919, 2866.HK], listings: [{ symbol: 01919 }, { symbol: 601866.SS }] }
      """)
    #expect(found.instruments.map(\.symbols) == [["COSCO", "1919.HK", "01919.HK"], ["CSD", "2866.HK"]])
    #expect(found.instruments[1].listings.map(\.symbol) == ["601866.SS"])
    #expect(
      found.problems == [
        "w.yaml:6:34: found alias HK.01919 again, expected it once (line 5 has it as 1919.HK)",
        "w.yaml:6:75: found listing 01919 again, expected it once (line 5 has it as 1919.HK)",
      ])
  }

  @Test func refusesTheSecondSymbol() {
    let found = read(
      """
            - { symbol: AMAT, name: first }
            - { symbol: KLAC, aliases: [LRCX] }
            - { symbol: AMAT, name: second, aliases: [X] }
            - { symbol: LRCX }
            - { symbol: Z, aliases: [X] }
      """)
    #expect(found.instruments.map(\.symbol) == ["AMAT", "KLAC", "Z"])
    // The refused row has taken no name from those after it.
    #expect(found.instruments.last?.aliases == ["X"])
    #expect(
      found.problems == [
        "w.yaml:7:19: found symbol AMAT again, expected it once (line 5 has it)",
        "w.yaml:8:19: found symbol LRCX again, expected it once (line 6 has it)",
      ])
  }

  @Test func refusesAListingThatIsAnother() {
    let found = read(
      """
            - { symbol: BABA, aliases: [BABA.N], listings: [{ symbol: 9988.HK }, { symbol: BABA.N }, { symbol: 09988.HK }] }
      """)
    #expect(found.instruments.first?.listings.map(\.symbol) == ["9988.HK"])
    #expect(found.problems.count == 2)
  }

  /// Sectors of one name are one; nothing of the second is lost.
  @Test func joinsSectorsOfOneName() {
    let text = """
      schema: detente/watchlist/1
      sectors:
        - name: Chips
          instruments: [{ symbol: AMAT }]
        - name: Solar
          instruments: [{ symbol: FSLR }]
        - name: Chips
          instruments: [{ symbol: KLAC }]
      """
    let read = desk(("w.yaml", text))
    #expect(read.watchlist.sectors.map(\.name) == ["Chips", "Solar"])
    #expect(read.watchlist.sectors.map { $0.instruments.map(\.symbol) } == [["AMAT", "KLAC"], ["FSLR"]])
    #expect(
      read.problem("w.yaml")
        == "w.yaml:7:11: found sector Chips again, expected it once (line 3 has it, where these instruments stand now)")
  }

  /// CSD's own alias gives its price, not COSCO's.
  @Test func showsNoCompanyUnderAnother() throws {
    let rows = """
            - { symbol: COSCO, aliases: [1919.HK], exchange: XHKG, currency: HKD }
            - { symbol: CSD, aliases: [1919.HK, 2866.HK], exchange: XHKG, currency: HKD }
      """
    let list = "schema: detente/watchlist/1\nsectors:\n  - name: Ships\n    instruments:\n" + rows
    let read = desk(
      ("w.yaml", list), ("q.json", quotes(row("1919.HK", "12.1"), row("2866.HK", "0.88", ",\"currency\":\"HKD\""))))
    let instruments = try #require(read.watchlist.sectors.first?.instruments)
    #expect(instruments.map { $0.symbols.compactMap { read.quotes[$0]?.price } } == [[12.1], [0.88]])
  }

  @Test func staysQuickWithManyNames() {
    let rows = (0..<20_000).map { "      - { symbol: S\($0), aliases: [A\($0)] }\n" }.joined()
    #expect(read(rows).instruments.count == 20_000)
  }

  /// A code of Hong Kong, Shanghai or Shenzhen tells the exchange where the row does not.
  @Test func aCodeTellsTheExchange() {
    let found = read(
      """
            - { symbol: 2866.HK }
            - { symbol: CSD, aliases: [CSDHF, 601866.SH], listings: [{ symbol: 000039.SZ }, { symbol: CSDXY }] }
            - { symbol: 0316.HK, exchange: OTC }
            - { symbol: ZIM, aliases: [ZIM.US] }
      """)
    #expect(found.instruments.map(\.venue) == [.hongKong, .shanghai, .otc, nil])
    #expect(found.instruments[1].listings.map(\.venue) == [.shenzhen, nil])
    let list = desk(("Ships.csv", "HKEX:2866,SZSE:000039,SSE:601866,LSE:CKN"))
    #expect(list.watchlist.sectors.flatMap(\.instruments).map(\.venue) == [.hongKong, .shenzhen, .shanghai, nil])
  }
}
