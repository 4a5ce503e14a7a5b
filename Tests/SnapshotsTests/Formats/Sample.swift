import Market
import Testing

@testable import Snapshots

/// Small files of one format for the conformance table. Each is written by hand; add one to `all` with a format.
struct Sample: CustomTestStringConvertible, Sendable {
  /// The name of the format in `Format.all`.
  let format: String
  /// A file name under which such files come.
  let file: String
  /// A few good rows.
  let typical: String
  /// Well-formed without any row; it must not be taken for damage.
  var empty: String?
  /// The typical file with its optional values missing as the format writes it.
  var nulls: String?

  var testDescription: String { format }

  static let all: [Sample] =
    nativeSamples + [
      BarsCSVTests.sample, GermanTablesTests.ariva, BarsCSVTests.european, BarsCSVTests.intraday, ReferenceTests.sample,
      YahooChartTests.sample, YahooQuoteTests.sample,
      AlphaVantageTests.quote, AlphaVantageTests.daily, AlphaVantageTests.intraday, StooqJSONTests.sample,
      FinnhubTests.quote, FinnhubTests.daily,
      TwelveDataTests.series, TwelveDataTests.quote, PolygonTests.aggregates, PolygonTests.snapshot,
      AlpacaTests.bars, AlpacaTests.snapshot, TiingoTests.prices, TiingoTests.quotes, FREDJSONTests.sample,
      SchwabTests.sample, IBKRTests.web, EastmoneyTests.sample, FutuTests.json,
      FederalRegisterTests.sample,
      YFinanceTests.sample, YFinanceTests.several, StooqTests.history, StooqTests.quotes, StooqTests.bare,
      StooqTests.package,
      NasdaqTests.sample, TradingViewTests.chart, TradingViewTests.list, AlphaVantageCSVTests.daily,
      AlphaVantageCSVTests.intraday, AlphaVantageCSVTests.quote, GDELTTests.second, GDELTTests.first,
      ICEWSTests.sample, ICEWSTests.commas, TariffScheduleTests.sample, WideClosesTests.sample, WideClosesTests.flat,
      YahooPortfolioTests.sample, PolygonFlatTests.sample, IBKRTests.bars, MetaTraderTests.sample, FinamTests.sample,
      GoogleFinanceTests.sample, InvestingTests.sample, BarchartTests.sample, MacrotrendsTests.sample, WSJTests.sample,
      FutuTests.csv, BaostockTests.sample, TushareTests.sample, AkshareTests.sample, AkshareTests.sina,
      YFinanceTests.twoLines, YFinanceTests.oneLine, ExchangeRatesTests.euro, ExchangeRatesTests.portal,
      ExchangeRatesTests.settlements, TariffAveragesTests.yale, TariffAveragesTests.countries,
      TariffAveragesTests.daily,
      PredictionMarketTests.kalshi, PredictionMarketTests.polymarket,
    ]
}

/// A value that a desk shows: the line where it stands, and what it says.
struct Shown: Hashable {
  let file: String
  let line: Int
  let text: String
}

extension Desk {
  /// Every value of market data, in words, so that two readings of a file can be compared.
  var shown: Set<Shown> {
    var all: Set<Shown> = []
    func add(_ origin: Origin, _ parts: Any?...) {
      all.insert(
        Shown(
          file: origin.file, line: origin.line, text: parts.map { $0.map { "\($0)" } ?? "-" }.joined(separator: " ")))
    }
    for quote in quotes.values {
      add(quote.origin, quote.symbol, quote.time, "price", quote.price)
      for (name, value) in [
        ("previous", quote.previousClose), ("open", quote.open), ("high", quote.high), ("low", quote.low),
        ("volume", quote.volume), ("bid", quote.bid), ("ask", quote.ask), ("yearHigh", quote.yearHigh),
        ("yearLow", quote.yearLow),
      ] {
        if let value { add(quote.origin, quote.symbol, quote.time, name, value) }
      }
    }
    for history in histories.values {
      for bar in history.bars {
        for (name, value) in [
          ("open", bar.open), ("high", bar.high), ("low", bar.low), ("close", bar.close),
          ("adjusted", bar.adjustedClose), ("volume", bar.volume),
        ] {
          if let value { add(Origin(file: history.file, line: Int(bar.line)), history.symbol, bar.day, name, value) }
        }
      }
    }
    for history in intraday.values {
      for bar in history.bars {
        for (name, value) in [
          ("open", bar.open), ("high", bar.high), ("low", bar.low), ("close", bar.close), ("volume", bar.volume),
        ] {
          if let value { add(Origin(file: history.file, line: Int(bar.line)), history.symbol, bar.time, name, value) }
        }
      }
    }
    for series in references {
      for value in series.values { add(series.origin, series.id, value.day, value.value) }
    }
    for signal in signals { add(signal.origin, signal.id, signal.day, signal.code, signal.weight, signal.scope) }
    for measure in tariffs.measures {
      for step in measure.steps { add(step.origin, measure.id, step.effective, step.rate) }
    }
    for baseline in tariffs.baselines { add(baseline.origin, baseline.by, baseline.from, baseline.average) }
    for scenario in scenarios { add(scenario.origin, scenario.id, scenario.us, scenario.china) }
    for fact in facts { add(fact.origin, fact.id, fact.day, fact.value) }
    for entry in calendar { add(entry.origin, entry.day, entry.minute, entry.title) }
    return all
  }
}

/// Our own formats.
private let nativeSamples = [
  Sample(
    format: "detente/quotes/1", file: "q.json",
    typical: """
      {"schema":"detente/quotes/1","quotes":[
      {"symbol":"AMAT","time":"2025-05-01T18:31:03Z","price":148.32,"previousClose":150.71,"volume":4210000},
      {"symbol":"KLAC","time":"2025-05-01T18:31:04Z","price":676.5,"currency":"USD"}]}

      """, empty: #"{"schema":"detente/quotes/1","quotes":[]}"#,
    nulls: #"""
      {"schema":"detente/quotes/1","quotes":[
      {"symbol":"AMAT","time":"2025-05-01T18:31:03Z","price":148.32,"previousClose":null,"volume":null,"bid":null}]}
      """#),
  Sample(
    format: "detente/history/1", file: "h.json",
    typical: """
      {"schema":"detente/history/1","symbol":"AMAT","interval":"1d","bars":[
      {"date":"2025-04-30","open":145.97,"high":151.04,"low":144.71,"close":150.71,"volume":7273600},
      {"date":"2025-05-01","close":148.32}]}

      """, empty: #"{"schema":"detente/history/1","symbol":"AMAT","bars":[]}"#,
    nulls: #"{"schema":"detente/history/1","bars":[{"date":"2025-04-30","open":null,"close":150.71,"volume":null}]}"#),
  Sample(
    format: "detente/history/1", file: "m.json",
    typical: """
      {"schema":"detente/history/1","symbol":"AMAT","interval":"5m","bars":[
      {"time":"2025-05-01T13:30:00Z","open":149.9,"high":150.2,"low":149.1,"close":149.5,"volume":120000},
      {"time":"2025-05-01T13:35:00Z","close":149.7}]}

      """, empty: #"{"schema":"detente/history/1","symbol":"AMAT","interval":"5m","bars":[]}"#,
    nulls: #"""
      {"schema":"detente/history/1","interval":"1h","bars":[{"time":"2025-05-01T13:30:00Z","open":null,"close":1.5}]}
      """#),
  Sample(
    format: "detente/signals/1", file: "s.json",
    typical: """
      {"schema":"detente/signals/1","signals":[
      {"id":"E16","date":"2025-05-01","actor":"USA","target":"CHN","code":"036","scope":0.5}]}

      """, empty: #"{"schema":"detente/signals/1","signals":[]}"#,
    nulls: #"""
      {"schema":"detente/signals/1","signals":[
      {"id":"E16","date":"2025-05-01","actor":"USA","target":"CHN","code":"036","scope":null,"time":null,"url":null}]}
      """#),
  Sample(
    format: "detente/signals/1, lines", file: "s.jsonl",
    typical: """
      {"schema":"detente/signals/1","id":"E16","date":"2025-05-01","actor":"USA","target":"CHN","code":"036"}
      {"schema":"detente/signals/1","id":"E17","date":"2025-05-02","actor":"CHN","target":"USA","code":"112"}

      """,
    nulls: #"{"id":"E16","date":"2025-05-01","actor":"USA","target":"CHN","code":"036","source":null,"status":null}"#),
  Sample(
    format: "detente/tariffs/1", file: "t.json",
    typical: """
      {"schema":"detente/tariffs/1","measures":[
      {"id":"US-R","by":"US","on":"CN","scope":"all","steps":[{"effective":"2025-04-10","rate":125}]}],
      "baselines":[{"by":"US","from":"2023-01-01","average":19.5}]}

      """, empty: #"{"schema":"detente/tariffs/1","measures":[]}"#,
    nulls: #"""
      {"schema":"detente/tariffs/1","measures":[
      {"id":"US-R","by":"US","scope":"all","title":null,"steps":[{"effective":"2025-04-10","rate":null}]}]}
      """#),
  Sample(
    format: "detente/facts/1", file: "f.json",
    typical: """
      {"schema":"detente/facts/1","facts":[
      {"id":"deficit","label":"Deficit","value":295.4,"unit":"bn USD","date":"2024-12-31"}]}

      """, empty: #"{"schema":"detente/facts/1","facts":[]}"#,
    nulls: #"{"schema":"detente/facts/1","facts":[{"id":"deficit","label":"Deficit","value":null,"date":null}]}"#),
  Sample(
    format: "detente/calendar/1", file: "c.json",
    typical: """
      {"schema":"detente/calendar/1","entries":[
      {"date":"2025-05-10","time":"09:00","title":"Geneva","kind":"talks"}]}

      """, empty: #"{"schema":"detente/calendar/1","entries":[]}"#,
    nulls: #"""
      {"schema":"detente/calendar/1","entries":[
      {"date":"2025-05-10","time":null,"title":"Geneva","kind":"talks","symbols":null}]}
      """#),
  Sample(
    format: "detente/reference/1", file: "r.json",
    typical: """
      {"schema":"detente/reference/1","id":"EPU","values":[
      {"date":"2025-04-01","value":481.25},{"date":"2025-05","value":512}]}

      """, empty: #"{"schema":"detente/reference/1","id":"EPU","values":[]}"#,
    nulls: #"{"schema":"detente/reference/1","id":"EPU","unit":null,"values":[{"date":"2025-04-01","value":null}]}"#),
  Sample(
    format: "detente/scenario/1", file: "x.json",
    typical: """
      {"schema":"detente/scenario/1","id":"geneva",
      "us":30,"cn":10}

      """, nulls: #"{"schema":"detente/scenario/1","id":"geneva","us":30,"cn":10,"note":null,"elasticity":null}"#),
  Sample(
    format: "detente/watchlist/1", file: "w.yaml",
    typical: """
      schema: detente/watchlist/1
      sectors:
        - name: Oil
          instruments:
            - { symbol: CL, currency: USD }

      """, empty: "schema: detente/watchlist/1\nsectors: []\n",
    nulls: "schema: detente/watchlist/1\ntitle: ~\nsectors: [{ name: Oil, instruments: [{ symbol: CL, name: null }] }]"),
  Sample(
    format: "detente/alerts/1", file: "a.yaml",
    typical: """
      schema: detente/alerts/1
      rules:
        - AMAT crosses below 140 rearm 142
        - fall: KLAC chg% <= -3 daily

      """, empty: "schema: detente/alerts/1\nrules: []\n",
    nulls: "schema: detente/alerts/1\nrules: [{ rule: index >= 60, name: ~, note: null }]"),
]
