import Market
import Testing

@testable import Snapshots

/// Alpha Vantage's answers: numbered keys, numbers as text, newest first, a clock by name.
@Suite struct AlphaVantageTests {
  static let quote = Sample(
    format: "Alpha Vantage GLOBAL_QUOTE", file: "AMAT.json",
    typical: """
      {"Global Quote": {
      "01. symbol": "AMAT", "02. open": "149.9000", "03. high": "151.2000", "04. low": "147.8000",
      "05. price": "148.3200", "06. volume": "4210000", "07. latest trading day": "2025-05-01",
      "08. previous close": "150.7100", "09. change": "-2.3900", "10. change percent": "-1.5858%"}}

      """, empty: #"{"Global Quote":{}}"#,
    nulls: """
      {"Global Quote": {"01. symbol": "AMAT", "02. open": "", "05. price": "148.3200", "06. volume": null,
      "07. latest trading day": "2025-05-01", "08. previous close": "None"}}
      """)

  static let daily = Sample(
    format: "Alpha Vantage TIME_SERIES", file: "AMAT.json",
    typical: """
      {"Meta Data": {"1. Information": "Daily Time Series with Splits and Dividend Events", "2. Symbol": "AMAT",
      "3. Last Refreshed": "2025-05-01", "4. Output Size": "Compact", "5. Time Zone": "US/Eastern"},
      "Time Series (Daily)": {
      "2025-05-01": {"1. open": "149.90", "4. close": "148.32", "5. adjusted close": "147.00", "6. volume": "4210000"},
      "2025-04-30": {"1. open": "145.97", "4. close": "150.71", "5. adjusted close": "149.37", "6. volume": "7273600",
      "7. dividend amount": "0.0000", "8. split coefficient": "1.0"}}}

      """, empty: #"{"Meta Data":{"2. Symbol":"AMAT"},"Time Series (Daily)":{}}"#,
    nulls: """
      {"Meta Data": {"2. Symbol": "AMAT"}, "Time Series (Daily)": {
      "2025-05-01": {"1. open": "", "4. close": "148.32", "5. volume": null}}}
      """)

  static let intraday = Sample(
    format: "Alpha Vantage TIME_SERIES", file: "AMAT.json",
    typical: """
      {"Meta Data": {"2. Symbol": "AMAT", "4. Interval": "5min", "6. Time Zone": "US/Eastern"},
      "Time Series (5min)": {
      "2025-05-01 09:35:00": {"1. open": "149.6", "4. close": "149.75", "5. volume": "110000"},
      "2025-05-01 09:30:00": {"1. open": "149.9", "4. close": "149.55", "5. volume": "120000"}}}

      """)

  /// The plain quote is one of a day's end: nobody knew it before the close.
  @Test func datesTheQuoteByTheClose() throws {
    let quote = try #require(desk(("x.json", Self.quote.typical)).quotes["AMAT"])
    #expect(quote.price == 148.32)
    #expect(quote.time.description == "2025-05-01T20:00:00Z")
    #expect(quote.previousClose == 150.71)
    #expect(quote.volume == 4_210_000)
    #expect(quote.open == 149.9)
    // The Friday after Thanksgiving ends at 13:00.
    let short = Self.quote.typical.replacing("2025-05-01", with: "2025-11-28")
    #expect(desk(("x.json", short)).quotes["AMAT"]?.time.description == "2025-11-28T18:00:00Z")
  }

  private static let delayed = quote.typical.replacing(
    "Global Quote", with: "Global Quote - DATA DELAYED BY 15 MINUTES")

  @Test(arguments: ["0.0000", "-1"]) func takesOtherPricesOfZeroForNone(none: String) {
    var text = Self.delayed
    for price in ["149.9000", "151.2000", "147.8000", "150.7100"] { text = text.replacing(price, with: none) }
    let quote = desk(("x.json", text)).quotes["AMAT"]
    #expect(quote?.price == 148.32)
    #expect([quote?.open, quote?.high, quote?.low, quote?.previousClose] == [nil, nil, nil, nil])
  }

  @Test func readsTheDelayedQuote() {
    #expect(desk(("x.json", Self.delayed)).quotes["AMAT"]?.price == 148.32)
  }

  /// A quote tells its day alone. A file that was written at 11:00 in New York holds no price of 16:00: a licence's is
  /// that of then, or of 15 minutes before. Later, and before the opening, the file's time says nothing.
  @Test(arguments: [
    ("2025-05-01T15:00:00Z", "2025-05-01T15:00:00Z", "2025-05-01T14:45:00Z"),
    ("2025-05-01T20:10:00Z", "2025-05-01T20:00:00Z", "2025-05-01T19:55:00Z"),
    ("2025-05-02T15:00:00Z", "2025-05-01T20:00:00Z", "2025-05-01T20:00:00Z"),
    ("2025-05-01T13:40:00Z", "2025-05-01T13:40:00Z", "2025-05-01T20:00:00Z"),
    ("2025-04-30T15:00:00Z", "2025-05-01T20:00:00Z", "2025-05-01T20:00:00Z"),
  ])
  func datesTheQuoteOfASessionByItsFile(written: String, plain: String, delayed: String) throws {
    let csv = "symbol,open,high,low,price,volume,latestDay,previousClose\nAMAT,10,14,9,12,1000,2025-05-01,11\n"
    let moment: Instant = try #require(Instant(rfc3339: written))
    for (name, text, time) in [
      ("x.json", Self.quote.typical, plain), ("x.json", Self.delayed, delayed), ("x.csv", csv, plain),
    ] {
      var assembly = Assembly()
      assembly.add([Array(name.utf8)])
      assembly.read(name, text, modified: moment)
      #expect(assembly.desk.quotes["AMAT"]?.time.description == time, "\(name)")
    }
  }

  /// Alpha Vantage's suffixes of the mainland: both exchanges close at 15:00, 07:00 UTC.
  @Test(arguments: ["600104.SHH", "000002.SHZ"])
  func datesTheMainlandByItsClose(symbol: String) {
    let text = Self.quote.typical.replacing("AMAT", with: symbol).replacing("2025-05-01", with: "2025-04-30")
    #expect(desk(("x.json", text)).quotes[symbol]?.time.description == "2025-04-30T07:00:00Z")
  }

  @Test func readsAdjustedDays() throws {
    let history = try #require(desk(("x.json", Self.daily.typical)).histories["AMAT"])
    #expect(history.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(history.bars.map(\.close) == [150.71, 148.32])
    #expect(history.bars.map(\.adjustedClose) == [149.37, 147])
    #expect(history.bars.map(\.volume) == [7_273_600, 4_210_000])
  }

  @Test func readsMinutesOnTheirClock() throws {
    let history = try #require(desk(("x.json", Self.intraday.typical)).intraday["AMAT"])
    #expect(history.interval == 300)
    #expect(history.bars.map(\.time.description) == ["2025-05-01T13:30:00Z", "2025-05-01T13:35:00Z"])
    // In winter New York stands five hours behind.
    let winter = Self.intraday.typical.replacing("2025-05-01", with: "2025-01-02")
    #expect(desk(("x.json", winter)).intraday["AMAT"]?.bars.first?.time.description == "2025-01-02T14:30:00Z")
  }

  @Test func refusesMinutesOnAnUnknownClock() {
    let text = Self.intraday.typical.replacing("US/Eastern", with: "Mars/Olympus")
    #expect(desk(("x.json", text)).intraday["AMAT"]?.bars.isEmpty ?? true)
    #expect(desk(("x.json", text)).problem("x.json").contains("expected a \"Time Zone\" like US/Eastern"))
  }

  @Test func refusesBarsOfWeeks() {
    let text = Self.daily.typical.replacing("Time Series (Daily)", with: "Weekly Time Series")
    #expect(
      desk(("x.json", text)).problem("x.json").contains(
        "nearest to Alpha Vantage TIME_SERIES, but no \"Time Series (Daily)\""))
  }

  @Test func namesTheRateLimit() {
    let text =
      #"{"Information":"We have detected your API key and our standard API rate limit is 25 requests per day."}"#
    #expect(
      desk(("AMAT.json", text)).problem("AMAT.json").hasPrefix(
        "AMAT.json: not market data: Alpha Vantage's note: We have detected"))
  }
}
