import Market
import Testing

@testable import Snapshots

/// Every field of a feed's record in its own place: in all files an open is 10, a high 14, a low 9, and so on.
@Suite struct FieldTests {
  enum Field: Double, CaseIterable {
    case yearLow = 5
    case adjusted = 6
    case low = 9
    case open = 10
    case previous = 11
    case bid = 11.5
    case price = 12
    case ask = 12.5
    case high = 14
    case yearHigh = 20
    case volume = 1000
  }

  struct Record: CustomTestStringConvertible, Sendable {
    let format: String
    let file: String
    let text: String
    /// What it tells besides the price and the day's open, high and low; volumes too unless `hasVolume` is false.
    var more: Set<Field> = []
    var hasVolume = true
    var testDescription: String { format }

    var fields: Set<Field> {
      more.union([.price, .open, .high, .low]).union(hasVolume ? [.volume] : [])
    }
  }

  static let quotes = [
    Record(
      format: "detente/quotes/1", file: "q.json",
      text: #"""
        {"schema":"detente/quotes/1","quotes":[{"symbol":"AMAT","time":"2025-05-01T18:31:03Z","price":12,"previousClose":11,
        "open":10,"high":14,"low":9,"volume":1000,"bid":11.5,"ask":12.5,"yearHigh":20,"yearLow":5}]}
        """#, more: [.previous, .bid, .ask, .yearHigh, .yearLow]),
    Record(
      format: "Yahoo quote v7", file: "q.json",
      text: #"""
        {"quoteResponse":{"result":[{"symbol":"AMAT","regularMarketPrice":12,"regularMarketTime":1746129601,
        "regularMarketPreviousClose":11,"regularMarketOpen":10,"regularMarketDayHigh":14,"regularMarketDayLow":9,
        "regularMarketVolume":1000,"bid":11.5,"ask":12.5,"fiftyTwoWeekHigh":20,"fiftyTwoWeekLow":5}]}}
        """#, more: [.previous, .bid, .ask, .yearHigh, .yearLow]),
    Record(
      format: "Alpha Vantage GLOBAL_QUOTE", file: "q.json",
      text: #"""
        {"Global Quote":{"01. symbol":"AMAT","02. open":"10","03. high":"14","04. low":"9","05. price":"12",
        "06. volume":"1000","07. latest trading day":"2025-05-01","08. previous close":"11"}}
        """#, more: [.previous]),
    Record(
      format: "Alpha Vantage quote CSV", file: "q.csv",
      text: "symbol,open,high,low,price,volume,latestDay,previousClose\nAMAT,10,14,9,12,1000,2025-05-01,11\n",
      more: [.previous]),
    Record(
      format: "Stooq JSON", file: "q.json",
      text: #"""
        {"symbols":[{"symbol":"AMAT.US","date":"2025-05-01","time":"22:00:12","open":10,"high":14,"low":9,"close":12,
        "volume":1000}]}
        """#),
    Record(format: "Stooq quotes", file: "q.csv", text: "AMAT.US,2025-05-01,22:00:13,10,14,9,12,1000\n"),
    Record(
      format: "Finnhub quote", file: "AMAT.json", text: #"{"c":12,"h":14,"l":9,"o":10,"pc":11,"t":1746129600}"#,
      more: [.previous], hasVolume: false),
    Record(
      format: "Twelve Data quote", file: "q.json",
      text: #"""
        {"symbol":"AMAT","datetime":"2025-05-01","last_quote_at":1746125940,"open":"10","high":"14","low":"9","close":"12",
        "volume":"1000","previous_close":"11","is_market_open":true,"fifty_two_week":{"low":"5","high":"20"}}
        """#, more: [.previous, .yearHigh, .yearLow]),
    Record(
      format: "Polygon snapshot", file: "q.json",
      text: #"""
        {"ticker":{"ticker":"AMAT","day":{"o":10,"h":14,"l":9,"c":13,"v":1000},"lastQuote":{"p":11.5,"P":12.5},
        "lastTrade":{"p":12,"t":1746125940123456789},"min":{"c":13,"t":1746125880000},"prevDay":{"c":11}}}
        """#, more: [.previous, .bid, .ask]),
    Record(
      format: "Alpaca snapshot", file: "AMAT.json",
      text: #"""
        {"latestTrade":{"t":"2025-05-01T18:59:00Z","p":12},"latestQuote":{"ap":12.5,"bp":11.5},
        "minuteBar":{"t":"2025-05-01T18:58:00Z","c":13},"prevDailyBar":{"t":"2025-04-30T04:00:00Z","c":11},
        "dailyBar":{"t":"2025-05-01T04:00:00Z","o":10,"h":14,"l":9,"c":13,"v":1000}}
        """#, more: [.previous, .bid, .ask]),
    Record(
      format: "Tiingo IEX", file: "q.json",
      text: #"""
        [{"ticker":"AMAT","timestamp":"2025-05-01T14:59:00-04:00","lastSaleTimestamp":"2025-05-01T14:58:00-04:00","last":12,
        "tngoLast":13,"open":10,"high":14,"low":9,"prevClose":11,"bidPrice":11.5,"askPrice":12.5,"volume":1000}]
        """#, more: [.previous, .bid, .ask]),
  ]

  @Test(arguments: quotes) func putsEachFieldOfAQuoteInItsPlace(record: Record) throws {
    let desk = desk((record.file, record.text))
    #expect(desk.files.first?.format == record.format)
    let quote = try #require(desk.quotes["AMAT"])
    let told: [Field: Double?] = [
      .price: quote.price, .open: quote.open, .high: quote.high, .low: quote.low, .previous: quote.previousClose,
      .volume: quote.volume, .bid: quote.bid, .ask: quote.ask, .yearHigh: quote.yearHigh, .yearLow: quote.yearLow,
    ]
    for (field, value) in told { #expect(value == (record.fields.contains(field) ? field.rawValue : nil), "\(field)") }
  }

  static let bars = [
    Record(
      format: "detente/history/1", file: "h.json",
      text: #"""
        {"schema":"detente/history/1","symbol":"AMAT","bars":[{"date":"2025-05-01","open":10,"high":14,"low":9,"close":12,
        "adjustedClose":6,"volume":1000}]}
        """#, more: [.adjusted]),
    Record(
      format: "Yahoo chart v8", file: "h.json",
      text: #"""
        {"chart":{"result":[{"meta":{"symbol":"AMAT","dataGranularity":"1d"},"timestamp":[1746106200],"indicators":{
        "quote":[{"open":[10],"high":[14],"low":[9],"close":[12],"volume":[1000]}],"adjclose":[{"adjclose":[6]}]}}]}}
        """#, more: [.adjusted]),
    Record(
      format: "Alpha Vantage TIME_SERIES", file: "h.json",
      text: #"""
        {"Meta Data":{"2. Symbol":"AMAT"},"Time Series (Daily)":{"2025-05-01":{"1. open":"10","2. high":"14","3. low":"9",
        "4. close":"12","5. adjusted close":"6","6. volume":"1000"}}}
        """#, more: [.adjusted]),
    Record(
      format: "Twelve Data time_series", file: "h.json",
      text: #"""
        {"meta":{"symbol":"AMAT","interval":"1day"},"values":[{"datetime":"2025-05-01","open":"10","high":"14","low":"9",
        "close":"12","volume":"1000"}]}
        """#),
    Record(
      format: "Polygon aggregates", file: "h.json",
      text: #"""
        {"ticker":"AMAT","queryCount":1,"resultsCount":1,"results":[{"v":1000,"vw":13,"o":10,"c":12,"h":14,"l":9,
        "t":1746072000000}]}
        """#),
    Record(
      format: "Alpaca bars", file: "h.json",
      text: #"{"bars":{"AMAT":[{"t":"2025-05-01T04:00:00Z","o":10,"h":14,"l":9,"c":12,"v":1000,"vw":13,"n":7}]}}"#),
    Record(
      format: "Finnhub candles", file: "AMAT.json",
      text: #"{"c":[12],"h":[14],"l":[9],"o":[10],"s":"ok","t":[1746057600],"v":[1000]}"#),
    Record(
      format: "Tiingo prices", file: "AMAT.json",
      text: #"""
        [{"date":"2025-05-01T00:00:00.000Z","close":12,"high":14,"low":9,"open":10,"volume":1000,"adjClose":6,"adjHigh":7,
        "adjLow":4,"adjOpen":3,"adjVolume":2000}]
        """#, more: [.adjusted]),
    Record(
      format: "yfinance CSV", file: "p.csv",
      text:
        "Price,Adj Close,Close,High,Low,Open,Volume\nTicker,AMAT,AMAT,AMAT,AMAT,AMAT,AMAT\nDate,,,,,,\n"
        + "2025-05-01,6,12,14,9,10,1000\n", more: [.adjusted]),
    Record(
      format: "Stooq history", file: "amat_us_d.csv",
      text: "Date,Open,High,Low,Close,Volume\n2025-05-01,10,14,9,12,1000\n"),
    Record(
      format: "Stooq ASCII", file: "x.csv",
      text:
        "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>\nAMAT.US,D,20250501,000000,10,14,9,12,1000\n"),
    Record(
      format: "Nasdaq.com history", file: "AMAT.csv",
      text: "Date,Close/Last,Volume,Open,High,Low\n05/01/2025,$12.00,1000,$10.00,$14.00,$9.00\n"),
    Record(
      format: "TradingView chart export", file: "NASDAQ_AMAT, 1D.csv",
      text: "time,open,high,low,close,MA,Volume\n1746106200,10,14,9,12,13,1000\n"),
    Record(
      format: "Alpha Vantage CSV", file: "daily_adjusted_AMAT.csv",
      text: "timestamp,open,high,low,close,adjusted_close,volume\n2025-05-01,10,14,9,12,6,1000\n", more: [.adjusted]),
    Record(
      format: "OHLCV text", file: "AMAT.csv",
      text: "Date;Last;Vol.;High;Low;Close;Open;Adj Close\n2025-05-01;13;1K;14;9;12;10;6\n", more: [.adjusted]),
  ]

  @Test(arguments: bars) func putsEachFieldOfABarInItsPlace(record: Record) throws {
    let desk = desk((record.file, record.text))
    #expect(desk.files.first?.format == record.format)
    let bar = try #require(desk.histories["AMAT"]?.bars.first)
    #expect(bar.day.description == "2025-05-01")
    let told: [Field: Double?] = [
      .price: bar.close, .open: bar.open, .high: bar.high, .low: bar.low, .adjusted: bar.adjustedClose,
      .volume: bar.volume,
    ]
    for (field, value) in told { #expect(value == (record.fields.contains(field) ? field.rawValue : nil), "\(field)") }
  }
}
