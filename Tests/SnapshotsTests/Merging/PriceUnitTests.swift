import Market
import Testing

@testable import Snapshots

/// Prices in whole units and in hundredths. Expected values are worked out by hand.
@Suite struct PriceUnitTests {
  private func watchlist(_ rows: String...) -> (String, String) {
    (
      "watchlist.yaml",
      "schema: detente/watchlist/1\nsectors:\n  - name: London\n    instruments:\n"
        + rows.map { "      - { \($0) }\n" }.joined()
    )
  }

  private func yahoo(_ symbol: String, _ price: String, _ currency: String) -> String {
    #"{"symbol":"\#(symbol)","currency":"\#(currency)","regularMarketPrice":\#(price),"regularMarketTime":1746113400,"#
      + #""regularMarketPreviousClose":\#(price)}"#
  }

  private func yahoo(_ rows: String...) -> String {
    #"{"quoteResponse":{"result":["# + rows.joined(separator: ",") + "]}}"
  }

  private static let pence = "Date,Close\n2025-04-29,152.4\n2025-04-30,153\n"

  /// The watchlist says in what they are shown, the quote says what they are.
  @Test func joinsPenceAndPounds() {
    let quote = yahoo(yahoo("LLOY.L", "72.5", "GBp"), yahoo("TSCO.L", "350", "GBp"))
    let desk = desk(
      watchlist("symbol: LLOY.L, currency: GBX", "symbol: TSCO.L, currency: GBP"),
      ("LLOY.L.csv", "Date,Close\n2025-04-30,73\n"), ("TSCO.L.csv", "Date,Close\n2025-04-30,355\n"), ("q.json", quote))
    #expect(desk.quotes["LLOY.L"]?.price == 72.5)
    #expect(desk.quotes["LLOY.L"]?.currency == "GBX")
    #expect(desk.histories["LLOY.L"]?.bars.map(\.close) == [73])
    #expect(desk.quotes["TSCO.L"]?.price == 3.5)
    #expect(desk.quotes["TSCO.L"]?.previousClose == 3.5)
    #expect(desk.quotes["TSCO.L"]?.currency == "GBP")
    #expect(desk.histories["TSCO.L"]?.bars.map(\.close) == [3.55])
    #expect(desk.histories["TSCO.L"]?.currency == "GBP")
    for name in ["LLOY.L", "TSCO.L"] {
      #expect(
        desk.problem("\(name).csv")
          == "\(name).csv: found no currency of \(name): its prices are taken for pence (GBX), as q.json has them")
      #expect(desk.report("\(name).csv")?.state == .ok)
    }
  }

  /// Reasons name prices as the file tells them, and in which unit.
  @Test func reasonsNameTheirUnit() {
    let table = "Date,Open,High,Low,Close\n2025-04-29,352,356,351,355\n2025-04-30,360,353,349,350.5\n"
    let twice = "Date,Close\n2025-04-29,72\n2025-04-30,73\n2025-04-30,71.5\n"
    let quote = quotes(
      row("VOD.L", "72", #","currency":"GBX","bid":73.5,"ask":71"#), row("TSCO.L", "350", #","currency":"GBX""#),
      row("LLOY.L", "72.5", #","currency":"GBX""#))
    let desk = desk(
      watchlist(
        "symbol: TSCO.L, currency: GBP", "symbol: LLOY.L, currency: GBP", "symbol: VOD.L, currency: GBP"),
      ("TSCO.L.csv", table),
      ("LLOY.L.csv", twice), ("q.json", quote))
    #expect(desk.quotes["VOD.L"]?.price == 0.72)
    #expect(desk.quotes["VOD.L"]?.doubt?.reason == "bid 73.50 above ask 71.00, in pence (GBX)")
    #expect(
      desk.histories["TSCO.L"]?.doubts.values.map(\.reason) == ["open 360.00 above high 353.00, in pence (GBX)"])
    #expect(
      desk.histories["LLOY.L"]?.doubts.values.map(\.reason) == ["told twice: 73.00 and 71.50, in pence (GBX)"])
    // In the unit that is shown nothing is added, nor where no price is named.
    let whole = self.desk(
      watchlist("symbol: TSCO.L, currency: GBP"),
      ("q.json", quotes(row("TSCO.L", "3.5", #","currency":"GBP","bid":3.55,"ask":3.4"#))))
    #expect(whole.quotes["TSCO.L"]?.doubt?.reason == "bid 3.55 above ask 3.40")
    #expect(
      Doubt("looks like a split of 10:1: the feed tells none").told(in: CurrencyUnit("GBX")).reason
        == "looks like a split of 10:1: the feed tells none")
  }

  /// A table in pounds beside a quote in pence: only pounds stand by the quote.
  @Test func takesTheUnitThatStandsByTheOther() {
    let quote = yahoo(yahoo("TSCO.L", "350", "GBp"))
    let desk = desk(
      watchlist("symbol: TSCO.L, currency: GBX"), ("TSCO.L.csv", "Date,Close\n2025-04-30,3.55\n"), ("q.json", quote))
    #expect(desk.histories["TSCO.L"]?.bars.map(\.close) == [355])
    #expect(
      desk.problem("TSCO.L.csv")
        == "TSCO.L.csv: found no currency of TSCO.L: its prices are taken for pounds (GBP), for they stand by those of q.json"
    )
    let pounds = quotes(row("TSCO.L", "3.5", ",\"currency\":\"GBP\""))
    let other = self.desk(("TSCO.L.csv", "Date,Close\n2025-04-30,355\n"), ("q.json", pounds))
    #expect(other.histories["TSCO.L"]?.bars.map(\.close) == [3.55])
  }

  private func desk(_ files: (String, String)...) -> Desk { Desk(files: files.map { ($0.0, Array($0.1.utf8)) }) }

  /// Every way in which a file tells hundredths, into every way in which a watchlist wants them.
  @Test(arguments: [("GBp", "GBP"), ("GBX", "GBP"), ("ZAc", "ZAR"), ("ILA", "ILS"), ("USX", "USD")])
  func readsHundredthsInEveryFormat(told: String, whole: String) {
    let name = "X"
    let native = quotes(
      row(
        name, "250",
        #","currency":"\#(told)","bid":240,"extended":{"session":"post","time":"2025-05-01T21:00:00Z","price":260}"#))
    let history = """
      {"schema":"detente/history/1","symbol":"X","currency":"\(told)","bars":[{"date":"2025-04-30","close":245,"high":251}]}
      """
    let minutes = """
      {"schema":"detente/history/1","symbol":"X","currency":"\(told)","interval":"5m","bars":[
      {"time":"2025-05-01T09:00:00Z","close":244}]}
      """
    let table = "Date,Close,Currency\n2025-04-29,243,\(told)\n"
    for (wanted, factor) in [(whole, 100.0), (CurrencyUnit(told).code, 1)] {
      let read = desk(
        watchlist("symbol: X, currency: \(wanted)"), ("q.json", native), ("h.json", history), ("m.json", minutes),
        ("X.csv", table))
      #expect(read.quotes[name]?.price == 250 / factor)
      #expect(read.quotes[name]?.bid == 240 / factor)
      #expect(read.quotes[name]?.extended?.price == 260 / factor)
      #expect(read.quotes[name]?.currency == wanted)
      #expect(read.histories[name]?.bars.map(\.close) == [243 / factor, 245 / factor])
      #expect(read.histories[name]?.bars.last?.high == 251 / factor)
      #expect(read.intraday[name]?.bars.map(\.close) == [244 / factor])
      #expect(read.files.flatMap(\.problems) == [])
    }
    // What no watchlist names is shown in the whole unit.
    let unlisted = desk(("q.json", native), ("X.csv", table))
    #expect(unlisted.quotes[name]?.price == 2.5)
    #expect(unlisted.quotes[name]?.currency == whole)
    #expect(unlisted.histories[name]?.bars.map(\.close) == [2.43])
  }

  /// One quote in euros of a name in dollars: refused aloud, though nothing else tells a price.
  @Test func refusesAnotherCurrencyAloud() {
    let euros = quotes(row("AMAT", "131.1", ",\"currency\":\"EUR\""))
    let history = "Date,Close,Currency\n2025-04-30,130.2,EUR\n"
    let read = desk(watchlist("symbol: AMAT, currency: USD"), ("q.json", euros), ("AMAT.csv", history))
    #expect(read.quotes.isEmpty)
    #expect(read.histories.isEmpty)
    #expect(read.problem("q.json") == "q.json:1: found AMAT in EUR, expected USD as in the watchlist")
    #expect(read.report("q.json")?.state == .partial)
    #expect(read.problem("AMAT.csv") == "AMAT.csv: found AMAT in EUR, expected USD as in the watchlist")
    #expect(
      read.priceNotes["AMAT"] == [
        "q.json:1: found AMAT in EUR, expected USD as in the watchlist",
        "AMAT.csv: found AMAT in EUR, expected USD as in the watchlist",
      ])
  }

  /// Under one name of an instrument in pence, under another in pounds.
  @Test func joinsTheNamesOfOneInstrument() {
    let read = desk(
      watchlist("symbol: Vodafone, aliases: [VOD.L, VOD.LON], currency: GBP"),
      ("VOD.LON.csv", "Date,Close\n2025-04-30,72\n"), ("q.json", yahoo(yahoo("VOD.L", "71.5", "GBp"))))
    #expect(read.histories["VOD.LON"]?.bars.map(\.close) == [0.72])
    #expect(read.quotes["VOD.L"]?.price == 0.715)
  }

  /// A watchlist that names no currency: the newest quote decides, and bars in another are no history of it.
  @Test func keepsCurrenciesApartWithoutAWatchlist() {
    let read = desk(
      ("q.json", quotes(row("X", "12.5", ",\"currency\":\"HKD\""))),
      ("X.csv", "Date,Close,Currency\n2025-04-30,1.6,USD\n"))
    #expect(read.quotes["X"]?.price == 12.5)
    #expect(read.histories["X"] == nil)
    #expect(read.problem("X.csv") == "X.csv: found X in USD, expected HKD as in q.json")
  }

  /// Nothing tells whether these are pence: said, not guessed.
  @Test(arguments: ["TSCO.L", "tsco.uk", "TSCO.LON", "NPN.JO", "TEVA.TA"])
  func saysWhatMayBePence(symbol: String) {
    let read = desk(("\(symbol).csv", Self.pence))
    #expect(read.histories[symbol]?.bars.map(\.close) == [152.4, 153])
    #expect(read.histories[symbol]?.currency == nil)
    #expect(
      read.problem("\(symbol).csv")
        == "\(symbol).csv: found no currency of \(symbol), whose prices may be whole or hundredths (pence, cents, agorot), "
        + "expected its currency in the watchlist")
    #expect(read.report("\(symbol).csv")?.state == .ok)
    // The watchlist's word settles it.
    let settled = desk(watchlist("symbol: \(symbol), currency: GBX"), ("\(symbol).csv", Self.pence))
    #expect(settled.files.flatMap(\.problems) == [])
    #expect(settled.histories[symbol]?.currency == "GBX")
    let whole = desk(watchlist("symbol: \(symbol), currency: GBP"), ("\(symbol).csv", Self.pence))
    #expect(whole.histories[symbol]?.bars.last?.close == 153)
    #expect(
      whole.problem("\(symbol).csv")
        == "\(symbol).csv: found no currency of \(symbol): its prices are taken for pounds (GBP), as in the watchlist")
    #expect(whole.priceNotes[symbol]?.count == 1)
    #expect(desk(("AMAT.csv", Self.pence)).files.flatMap(\.problems) == [])
  }

  /// A tick of the quote leaves the histories alone; a change of its unit does not.
  @Test func weighsUnitsAnewWhenTheyChange() {
    var assembly = Assembly()
    assembly.add(["T.L.csv", "q.json"].map { Array($0.utf8) })
    assembly.read("T.L.csv", Self.pence)
    #expect(assembly.desk.histories["T.L"]?.bars.last?.close == 153)
    assembly.read("q.json", yahoo(yahoo("T.L", "150", "GBp")))
    #expect(assembly.desk.histories["T.L"]?.bars.last?.close == 1.53)
    let revision = assembly.desk.historyRevision
    assembly.read("q.json", yahoo(yahoo("T.L", "151", "GBp")))
    #expect(assembly.desk.quotes["T.L"]?.price == 1.51)
    #expect(assembly.desk.historyRevision == revision)
  }

  /// A last close a hundred times too high says nothing of the unit of the bars before it.
  @Test func takesNoUnitFromADoubtfulClose() {
    let bars = "Date,Close\n2025-04-28,12.20\n2025-04-29,12.25\n2025-04-30,1234\n"
    let quote =
      #"{"schema":"detente/quotes/1","quotes":[{"symbol":"LLOY.L","time":"2025-05-01T15:00:00Z","price":12.34,"#
      + #""currency":"GBP"}]}"#
    let desk = desk(
      watchlist("symbol: LLOY.L, currency: GBP"), ("LLOY.L.csv", bars), ("q.json", quote))
    #expect(desk.histories["LLOY.L"]?.bars.map(\.close) == [12.2, 12.25, 1234])
    #expect(desk.histories["LLOY.L"]?.doubts.keys.map(\.description) == ["2025-04-30"])
  }
}
