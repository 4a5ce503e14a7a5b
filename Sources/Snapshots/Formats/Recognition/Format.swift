import YAML

/// One format that files come in: how its content is recognised, and how it is read. One file each; one line in `all`.
struct Format: Sendable {
  typealias ReadDocument = @Sendable (JSONValue, inout FileInput) throws(Fault) -> FileValues
  typealias ReadYAML = @Sendable (YAMLValue, inout FileInput) throws(Fault) -> FileValues
  typealias ReadFile = @Sendable (inout FileInput) throws(Fault) -> FileValues

  /// What a file must be before it can be this format, and how it is then looked at and read.
  enum Shape: Sendable {
    /// One JSON document: an object or a list.
    case document(recognise: @Sendable (JSONValue) -> Verdict, read: ReadDocument)
    /// One JSON object a line, recognised by the first.
    case lines(recognise: @Sendable (JSONValue) -> Verdict, read: ReadFile)
    /// One mapping of YAML, or of JSON, recognised by its schema.
    case yaml(read: ReadYAML)
    /// Separated values or lists of words, recognised by the first lines.
    case text(recognise: @Sendable (TextHead) -> Verdict, read: ReadFile)
  }

  /// As people know it: "Yahoo chart v8".
  let name: String
  /// What it holds: "history", "quotes", …
  let kind: String
  /// One sentence: what it is, what is taken from it, and its traps.
  let summary: String
  /// The value of `schema` in our own formats, which alone decides for them.
  let schema: StaticString?
  let shape: Shape

  /// A format of one JSON document.
  init(
    _ name: String, _ kind: String, _ summary: String,
    document recognise: @escaping @Sendable (JSONValue) -> Verdict, read: @escaping ReadDocument
  ) {
    self.init(name, kind, summary, schema: nil, .document(recognise: recognise, read: read))
  }

  /// A format of separated values or words.
  init(
    _ name: String, _ kind: String, _ summary: String, text recognise: @escaping @Sendable (TextHead) -> Verdict,
    read: @escaping ReadFile
  ) {
    self.init(name, kind, summary, schema: nil, .text(recognise: recognise, read: read))
  }

  init(_ name: String, _ kind: String, _ summary: String, schema: StaticString?, _ shape: Shape) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.schema = schema
    self.shape = shape
  }

  /// One of our own formats of one document.
  init(_ kind: String, _ summary: String, schema: StaticString, read: @escaping ReadDocument) {
    self.init(
      "\(schema)", kind, summary, schema: schema, .document(recognise: { _ in .yes }, read: read))
  }
}

extension Format {
  /// Every format, in the order in which they are asked: our own, then those of feeds, the most particular first.
  static let all: [Format] = [
    // Ours
    QuotesFormat.format,
    HistoryFormat.format,
    SignalsFormat.format,
    SignalsFormat.linesFormat,
    TariffsFormat.format,
    FactsFormat.format,
    CalendarFormat.format,
    ReferenceFormat.format,
    ScenarioFormat.format,
    WatchlistFormat.format,
    AlertsFormat.format,
    // JSON of feeds
    YahooChartFormat.format,
    YahooQuoteFormat.format,
    AlphaVantageQuoteFormat.format,
    AlphaVantageSeriesFormat.format,
    StooqJSONFormat.format,
    FinnhubQuoteFormat.format,
    FinnhubCandlesFormat.format,
    TwelveDataSeriesFormat.format,
    TwelveDataQuoteFormat.format,
    PolygonAggregatesFormat.format,
    PolygonSnapshotFormat.format,
    AlpacaBarsFormat.format,
    AlpacaSnapshotFormat.format,
    TiingoIEXFormat.format,
    TiingoPricesFormat.format,
    SchwabFormat.format,
    IBKRHistoryFormat.format,
    EastmoneyFormat.format,
    FutuFormat.format,
    FREDJSONFormat.format,
    FederalRegisterFormat.format,
    KalshiFormat.format,
    PolymarketFormat.format,

    // Text of feeds
    YFinanceFormat.format,
    StooqQuoteFormat.format,
    StooqHistoryFormat.format,
    FinamFormat.format,
    StooqASCIIFormat.format,
    NasdaqFormat.format,
    TradingViewChartFormat.format,
    TradingViewListFormat.format,
    AlphaVantageQuoteCSVFormat.format,
    AlphaVantageCSVFormat.format,
    GDELTFormat.format,
    ICEWSFormat.format,
    TariffScheduleFormat.format,
    YahooPortfolioFormat.format,
    PolygonFlatFormat.format,
    IBKRBarsFormat.format,
    MetaTraderFormat.format,
    GoogleFinanceFormat.format,
    InvestingFormat.format,
    BarchartFormat.format,
    MacrotrendsFormat.format,
    WSJFormat.format,
    FutuFormat.tableFormat,
    BaostockFormat.format,
    TushareFormat.format,
    AkshareFormat.format,
    EuroRatesFormat.format,
    SDMXRatesFormat.format,
    YaleTariffsFormat.format,
    TradeWarReduxCountriesFormat.format,
    TradeWarReduxDailyFormat.format,
    // Text of any origin
    WideClosesFormat.format,
    ReferenceCSVFormat.format,
    BarsCSVFormat.format,
  ]
}
