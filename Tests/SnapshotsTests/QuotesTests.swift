import Market
import Testing

@testable import Snapshots

/// Rows of quotes: fields, refusals, last good values, merging (J11, N, D and the rules of the desk folder).
@Suite struct QuotesTests {
  @Test func readsEveryField() throws {
    let text = """
      {"schema":"detente/quotes/1","source":"desk feed","quotes":[
        {"symbol":"AMAT","time":"2025-05-01T18:31:03Z","price":148.32,"previousClose":150.71,"open":149.9,"high":151.2,
         "low":147.8,"volume":4210000,"currency":"USD","bid":148.30,"ask":148.34,"yearHigh":255.89,"yearLow":123.74,
         "session":"regular","extended":{"session":"post","time":"2025-05-01T21:10:00Z","price":148.9}}]}
      """
    let quote = try #require(desk(("q.json", text)).quotes["AMAT"])
    #expect(quote.price == 148.32)
    #expect(quote.previousClose == 150.71)
    #expect(quote.open == 149.9)
    #expect(quote.high == 151.2)
    #expect(quote.low == 147.8)
    #expect(quote.volume == 4_210_000)
    #expect(quote.currency == "USD")
    #expect(quote.bid == 148.3)
    #expect(quote.ask == 148.34)
    #expect(quote.yearHigh == 255.89)
    #expect(quote.yearLow == 123.74)
    #expect(quote.session == .regular)
    #expect(quote.extended?.session == .post)
    #expect(quote.extended?.price == 148.9)
    #expect(quote.time.description == "2025-05-01T18:31:03Z")
    #expect(quote.origin == Origin(file: "q.json", line: 2))
    #expect(!quote.kept)
  }

  @Test(arguments: [
    (#""148.32""#, "found \"148.32\", expected a number"), ("true", "found true, expected a number"),
    ("null", "found null, expected a number"), ("{}", "found an object, expected a number"),
    ("0", "found 0, expected a price above 0"), ("-37.63", "found -37.63, expected a price above 0"),
  ])
  func refusesARowWithAWrongPrice(price: String, message: String) {
    let desk = desk(("q.json", quotes(row("AMAT", price), row("KLAC", "700"))))
    #expect(desk.quotes["AMAT"] == nil)
    #expect(desk.quotes["KLAC"]?.price == 700)
    #expect(desk.report("q.json")?.state == .partial)
    #expect(desk.problem("q.json") == "q.json:1:95: \(message)")
  }

  @Test(arguments: [
    "2025-02-30T00:00:00Z", "2025-05-01T24:00:00Z", "2025-05-01T18:31:03", "2025-05-01T18:31:03+99:00",
    "25-05-01T18:31:03Z", "2025-05-01 18:31:03Z", "2025-13-01T00:00:00Z", "2025-05-01T18:60:03Z", "", "1746124263",
  ])
  func refusesImpossibleTimes(time: String) {
    let desk = desk(("q.json", quotes(row("AMAT", "1", time: time))))
    #expect(desk.quotes.isEmpty)
    #expect(desk.report("q.json")?.state == .bad)
  }

  /// A leap second is the last second of its minute.
  @Test(arguments: ["2016-12-31T23:59:60Z", "2016-12-31T18:59:60-05:00"])
  func readsALeapSecond(time: String) {
    let desk = desk(("q.json", quotes(row("AMAT", "1", time: time))))
    #expect(desk.quotes["AMAT"]?.time.description == "2016-12-31T23:59:59Z")
  }

  @Test func refusesARowThatIsNoObject() {
    let desk = desk(("q.json", quotes("5", row("KLAC", "700"))))
    #expect(desk.quotes.keys.sorted() == ["KLAC"])
    #expect(desk.problem("q.json").hasSuffix("found 5, expected an object"))
  }

  @Test(arguments: ["", " AMAT", "A\\u0007", "A\\n"])
  func refusesBadSymbols(symbol: String) {
    #expect(desk(("q.json", quotes(row(symbol, "1")))).quotes.isEmpty)
  }

  @Test func readsLongNumbersExactly() {
    let desk = desk(("q.json", quotes(row("A", "0.1"), row("B", "123456789.123456789"), row("C", "1e-12"))))
    #expect(desk.quotes["A"]?.price == 0.1)
    #expect(desk.quotes["B"]?.price == 123_456_789.123456789)
    #expect(desk.quotes["C"]?.price == 1e-12)
  }

  @Test func keepsTheLastGoodValueOfARefusedRow() {
    var assembly = Assembly()
    assembly.add([Array("q.json".utf8)])
    assembly.read("q.json", quotes(row("AMAT", "100"), row("KLAC", "700")))
    assembly.read("q.json", quotes(row("AMAT", "\"x\""), row("KLAC", "701")))
    #expect(assembly.desk.quotes["AMAT"]?.price == 100)
    #expect(assembly.desk.quotes["AMAT"]?.kept == true)
    #expect(assembly.desk.quotes["KLAC"]?.price == 701)
    #expect(assembly.desk.quotes["KLAC"]?.kept == false)
    assembly.read("q.json", quotes(row("KLAC", "702")))
    #expect(assembly.desk.quotes["AMAT"] == nil)
  }

  @Test func keepsAllValuesOfABrokenFile() {
    var assembly = Assembly()
    assembly.add([Array("q.json".utf8)])
    assembly.read("q.json", quotes(row("AMAT", "100")))
    assembly.read("q.json", "{")
    #expect(assembly.desk.quotes["AMAT"]?.price == 100)
    #expect(assembly.desk.quotes["AMAT"]?.kept == true)
    #expect(assembly.desk.files.first?.state == .bad)
    assembly.read("q.json", quotes())
    #expect(assembly.desk.quotes.isEmpty)
    #expect(assembly.desk.files.first?.state == .ok)
    #expect(assembly.desk.files.first?.rows == 0)
  }

  @Test func takesTheLaterTimeInsideTheData() {
    let early = quotes(row("AMAT", "1", time: "2025-05-01T10:00:00Z"))
    let late = quotes(row("AMAT", "2", time: "2025-05-01T11:00:00+00:00"))
    #expect(desk(("a.json", late), ("b.json", early)).quotes["AMAT"]?.price == 2)
    #expect(desk(("a.json", early), ("b.json", late)).quotes["AMAT"]?.price == 2)
    let tie = quotes(row("AMAT", "3", time: "2025-05-01T12:00:00+01:00"))
    #expect(desk(("b.json", tie), ("a.json", late)).quotes["AMAT"]?.price == 3)
  }

  @Test func usesTheCurrencyOfTheWatchlist() {
    let dollars = quotes(row("COSCO", "1.6", time: "2025-05-01T12:00:00Z", #","currency":"USD""#))
    let hongKong = quotes(row("COSCO", "12.5", time: "2025-05-01T08:00:00Z", #","currency":"HKD""#))
    for files in [[("a.json", dollars), ("b.json", hongKong)], [("a.json", hongKong), ("b.json", dollars)]] {
      let desk = Desk(files: files.map { ($0.0, Array($0.1.utf8)) })
      #expect(desk.quotes["COSCO"]?.price == 12.5)
      let bad = files[0].1 == dollars ? "a.json" : "b.json"
      #expect(desk.problem(bad) == "\(bad):1: found COSCO in USD, expected HKD as in the watchlist")
      #expect(desk.report(bad)?.state == .partial)
    }
  }

  /// What is refused of a file's quotes and of its history is said of each.
  @Test func saysWhatIsRefusedOfAChart() {
    let chart = """
      {"chart":{"result":[{"meta":{"currency":"USD","symbol":"COSCO","regularMarketTime":1746129600,
      "regularMarketPrice":1.6,"dataGranularity":"1d"},"timestamp":[1746192600],
      "indicators":{"quote":[{"close":[1.6]}]}}],"error":null}}
      """
    var assembly = Assembly()
    assembly.add(["c.json", "q.json"].map { Array($0.utf8) })
    assembly.read("q.json", quotes(row("COSCO", "12.5", time: "2025-05-01T08:00:00Z", #","currency":"HKD""#)))
    assembly.read("c.json", chart)
    #expect(assembly.desk.problem("c.json").hasSuffix("found COSCO in USD, expected HKD as in the watchlist"))
    #expect(assembly.desk.report("c.json")?.state == .partial)
    #expect(assembly.desk.report("c.json")?.problems.map(\.line) == [1, 0])
    // Once it holds no quote, nothing is refused of that.
    assembly.read("c.json", chart.replacing("\"regularMarketPrice\":1.6,", with: ""))
    #expect(assembly.desk.report("c.json")?.problems.map(\.line) == [0])
    assembly.read("c.json", chart.replacing("USD", with: "HKD"))
    #expect(assembly.desk.report("c.json")?.problems == [])
    #expect(assembly.desk.report("c.json")?.state == .ok)
  }

  /// Every format of quotes, by the price of West Texas crude of 20 April 2020, and by one that no market has.
  @Test(arguments: [
    (
      "CL.json",
      #"{"Global Quote":{"01. symbol":"CL","02. open":"17.73","03. high":"17.85","04. low":"-40.32","05. price":"-37.63","07. latest trading day":"2020-04-20","08. previous close":"18.27"}}"#
    ),
    (
      "q.json",
      #"{"symbols":[{"symbol":"CL","date":"2020-04-20","time":"20:30:00","open":17.73,"high":17.85,"low":-40.32,"close":-37.63}]}"#
    ),
    ("CL.json", #"{"c":-37.63,"h":17.85,"l":-40.32,"o":17.73,"pc":18.27,"t":1587407400}"#),
    (
      "q.json",
      #"[{"ticker":"CL","timestamp":"2020-04-20T18:30:00Z","last":-37.63,"lastSaleTimestamp":"2020-04-20T18:30:00Z","tngoLast":-37.63,"open":17.73,"high":17.85,"low":-40.32,"prevClose":18.27}]"#
    ),
  ])
  func negativePricesAreReadWhereTheyAreAllowed(file: String, quote: String) {
    let watchlist = """
      schema: detente/watchlist/1
      sectors: [{ name: Oil, instruments: [{ symbol: CL, negative: true }] }]
      """
    let desk = Desk(files: [("watchlist.yaml", Array(watchlist.utf8)), (file, Array(quote.utf8))])
    #expect(desk.quotes["CL"]?.price == -37.63, "\(desk.problem(file))")
    #expect(desk.quotes["CL"]?.low == -40.32)
    let without = Desk(files: [(file, Array(quote.utf8))])
    #expect(without.quotes.isEmpty)
    #expect(without.problem(file).hasSuffix("expected a price above 0"), "\(without.problem(file))")
    let huge = Desk(
      files: [("watchlist.yaml", Array(watchlist.utf8)), (file, Array(quote.replacing("-37.63", with: "1e308").utf8))])
    #expect(huge.quotes.isEmpty)
    #expect(huge.problem(file).contains(", a size no market has, expected 1e15 at most"), "\(huge.problem(file))")
  }

  @Test func acceptsNegativePricesWhereAllowed() {
    let watchlist = """
      schema: detente/watchlist/1
      sectors: [{ name: Oil, instruments: [{ symbol: CL, negative: true }, { symbol: BZ }] }]
      """
    let desk = desk(("q.json", quotes(row("CL", "-37.63"), row("BZ", "-1"))), ("w.yaml", watchlist))
    #expect(desk.quotes["CL"]?.price == -37.63)
    #expect(desk.quotes["BZ"] == nil)
  }

  @Test func limitsItsProblems() {
    let rows = (0..<1000).map { row("S\($0)", "0") }.joined(separator: ",")
    let desk = desk(("q.json", "{\"schema\":\"detente/quotes/1\",\"quotes\":[\(rows)]}"))
    #expect(desk.files.first?.problems.count == 51)
    #expect(desk.files.first?.problems.last?.message == "950 more rows are refused")
  }
}

extension Assembly {
  /// Reads a text as the content of a known file and merges.
  mutating func read(_ name: String, _ text: String, modified: Instant? = nil) {
    guard let index = index(of: Array(name.utf8)) else { return }
    let outcome = Array(text.utf8).withUnsafeBytes {
      FileOutcome(
        FileInput(
          path: name, bytes: $0, readable: $0.count, watchlist: symbols, parser: JSONParser(), modified: modified))
    }
    accept(outcome, at: index, modified: modified, read: nil, cost: 0)
    _ = merge()
  }

  /// A price by night is shown apart as those before and after the session are.
  @Test func readsAPriceByNight() {
    let read = SnapshotsTests.desk(
      (
        "q.json",
        quotes(
          row("KLAC", "668.25", time: "2025-05-02T07:00:00Z", #","session":"overnight""#),
          row(
            "AMAT", "148.96",
            #","extended":{"session":"overnight","time":"2025-05-02T07:00:00Z","price":147.2}"#))
      ))
    #expect(read.quotes["KLAC"]?.session == .overnight)
    #expect(read.quotes["AMAT"]?.extended?.session == .overnight)
    #expect(read.quotes["AMAT"]?.extended?.price == 147.2)
    #expect(read.files.first?.state == .ok)
  }

  /// A price out of hours that says no session has its quote's; one that cannot be told is named. The price beside it is
  /// read all the same.
  @Test func keepsTheQuoteBesideABadPriceOutOfHours() {
    func extended(_ price: String) -> String { #","extended":{"time":"2025-05-01T21:10:00Z","price":\#(price)}"# }
    let read = SnapshotsTests.desk(
      (
        "q.json",
        quotes(
          row("KLAC", "702.69", extended("690.00")),
          row("AMAT", "148.96", #","session":"post""# + extended("149.20")),
          row("FSLR", "126.57", #","extended":{"session":"dawn","time":"2025-05-01T21:10:00Z","price":127}"#))
      ))
    #expect(read.quotes["KLAC"]?.price == 702.69 && read.quotes["KLAC"]?.extended == nil)
    #expect(read.quotes["AMAT"]?.extended?.session == .post)
    #expect(read.quotes["FSLR"]?.price == 126.57 && read.quotes["FSLR"]?.extended == nil)
    let problems = read.files.first?.problems.map(\.message) ?? []
    #expect(problems.count == 2)
    #expect(problems.contains { $0.hasPrefix("found no \"session\"") })
    #expect(problems.contains { $0.hasPrefix("found \"dawn\"") })
  }

  /// A row that comes in another currency is refused, and what was known before stays.
  @Test func keepsTheLastQuoteWhereTheCurrencyIsRefused() {
    func quotes(_ price: String, _ currency: String) -> String {
      #"{"schema":"detente/quotes/1","quotes":[{"symbol":"AMAT","time":"2025-05-01T14:12:00Z","price":\#(price),"#
        + #""currency":"\#(currency)"}]}"#
    }
    var assembly = Assembly()
    assembly.add([Array("q.json".utf8)])
    assembly.read("q.json", quotes("147.00", "USD"))
    #expect(assembly.desk.quotes["AMAT"]?.kept == false)
    assembly.read("q.json", quotes("1068.20", "CNY"))
    #expect(assembly.desk.quotes["AMAT"]?.price == 147)
    #expect(assembly.desk.quotes["AMAT"]?.kept == true)
    #expect(assembly.desk.files.first?.state == .partial)
    assembly.read("q.json", quotes("148.32", "USD"))
    #expect(assembly.desk.quotes["AMAT"]?.price == 148.32)
    #expect(assembly.desk.quotes["AMAT"]?.kept == false)
  }
}
