import Market
import RealModule
import Testing

@testable import Analytics

/// DOMAIN 4.2 and 4.3: computed apart, with pandas.
struct TechnicalMeasuresTests {
  private func closes(_ symbol: String, _ date: String) throws -> [Double] {
    let history = try #require(referenceDesk().histories[symbol])
    let day = try #require(Day(date))
    return history.bars.filter { $0.day <= day && $0.day >= Day(2024, 1, 2)! }.compactMap(\.returnClose)
  }

  private func expectMeasures(_ closes: [Double], _ texts: [String?], _ what: String) throws {
    let range = TechnicalMeasures.range(closes)
    let values: [Double?] = [
      closes.last, TechnicalMeasures.simpleAverage(closes, 20).last ?? nil,
      TechnicalMeasures.simpleAverage(closes, 50).last ?? nil,
      TechnicalMeasures.exponentialAverage(closes, 20).last ?? nil,
      TechnicalMeasures.relativeStrength(closes).last ?? nil,
      TechnicalMeasures.volatility(closes), range?.high, range?.low, TechnicalMeasures.position(closes),
      TechnicalMeasures.drawdown(closes), TechnicalMeasures.deepestDrawdown(closes),
    ]
    let names = [
      "close", "SMA20", "SMA50", "EMA20", "RSI14", "vol20", "high", "low", "position", "drawdown", "deepest",
    ]
    for ((value, text), name) in zip(zip(values, texts), names) {
      if let text { try expect(value, prints: text, "\(what) \(name)") }
    }
  }

  @Test func matchTheTable() throws {
    let rows: [(String, String, [String?])] = [
      (
        "AMAT", "2025-05-01",
        [
          "147.6393", "140.8391", "148.4115", "144.6986", "52.52", "83.59", "251.0559", "125.8244", "17.4", "-41.19",
          "-49.88",
        ]
      ),
      (
        "KLAC", "2025-05-01",
        [
          "671.2208", "650.7431", "681.3530", "667.5539", "50.47", "87.54", "879.5849", "572.1917", "32.2", "-23.69",
          "-34.95",
        ]
      ),
      (
        "FSLR", "2025-05-01",
        [
          "126.5700", "130.0550", "133.2528", "131.3114", "45.65", "81.42", "300.7100", "120.3800", "3.4", "-57.91",
          "-59.97",
        ]
      ),
      (
        "SPY", "2025-05-01",
        [
          "558.4700", "533.5420", "556.8493", "544.2310", "56.08", "53.27", "611.0920", "494.0630", "55.0", "-8.61",
          "-18.76",
        ]
      ),
      (
        "1919.HK", "2025-04-30",
        ["10.3135", "10.0455", "10.3671", "10.1475", "52.66", "72.15", "12.6654", "7.3505", "55.7", nil, nil]
      ),
    ]
    for (symbol, date, texts) in rows { try expectMeasures(try closes(symbol, date), texts, symbol) }
  }

  @Test(
    arguments: [("AMAT", "71.99"), ("KLAC", "70.57"), ("FSLR", "78.47"), ("SPY", "66.85"), ("1919.HK", "76.65")])
  func relativeStrengthAfterGeneva(symbol: String, text: String) throws {
    try expect(
      try #require(TechnicalMeasures.relativeStrength(try closes(symbol, "2025-05-14")).last), prints: text, symbol)
  }

  @Test func matchTheSyntheticTable() throws {
    let rows: [(String, [Double], [String], String, String)] = [
      (
        "AAA", Synthetic.aaa,
        [
          "115.871266", "116.613679", "115.164985", "116.399134", "47.468569", "4.849629", "117.990647", "100.740858",
          "87.713583", "-1.796228", "-3.189720",
        ], "0.328915", "0.116680"
      ),
      (
        "BBB", Synthetic.bbb,
        [
          "55.959216", "57.144004", "55.952363", "56.733675", "28.436301", "2.430554", "57.704262", "50.186615",
          "76.787338", "-3.024120", "-4.791829",
        ], "-1.510938", "-0.615880"
      ),
      (
        "CCC", Synthetic.ccc,
        [
          "9.312667", "9.431721", "9.460605", "9.400617", "35.623054", "5.641963", "10.027470", "9.283113", "3.970407",
          "-7.128448", "-7.423179",
        ], "-0.461015", "-0.131872"
      ),
      (
        "MKT", Synthetic.market,
        [
          "438.845029", "433.676603", "434.312671", "434.916009", "83.607508", "1.432791", "438.845029", "403.856380",
          "100", "0", "-1.372004",
        ], "1", "1"
      ),
    ]
    func returns(_ closes: [Double]) -> [Double] { zip(closes.dropFirst(), closes).map { .log($0 / $1) }.suffix(60) }
    for (name, closes, texts, beta, correlation) in rows {
      try expectMeasures(closes, texts, name)
      let model = try #require(MarketModel(name: returns(closes), market: returns(Synthetic.market)))
      try expect(model.beta, prints: beta, "\(name) beta")
      try expect(model.correlation, prints: correlation, "\(name) correlation")
    }
  }

  @Test(
    arguments: [("AMAT", "1.4676", "0.8538"), ("KLAC", "1.5537", "0.9043"), ("FSLR", "0.8717", "0.4638")])
  func rollingBetaToTheMarket(symbol: String, beta: String, correlation: String) throws {
    let desk = referenceDesk()
    let pairs = ReturnSeries(desk.instrument(named: symbol), desk: desk, asOf: Day(2025, 5, 1)!.asOf).pairs(last: 60)
    let model = try #require(MarketModel(name: pairs.name, market: pairs.market))
    try expect(model.beta, prints: beta, symbol)
    try expect(model.correlation, prints: correlation, symbol)
    #expect(model.betaInterval.contains(model.beta))
    #expect(try #require(model.correlationInterval).contains(try #require(model.correlation)))
  }

  /// Scipy: stats.t.ppf(1 - p/2, n) for 5 %, 1 % and 0.1 %.
  @Test(
    arguments: [
      (1, ["12.7062047", "63.6567412", "636.6192488"]), (2, ["4.3026527", "9.9248432", "31.5990546"]),
      (3, ["3.1824463", "5.8409093", "12.9239786"]), (4, ["2.7764451", "4.6040949", "8.6103016"]),
      (5, ["2.5705818", "4.0321430", "6.8688266"]), (8, ["2.3060041", "3.3553873", "5.0413054"]),
      (13, ["2.1603687", "3.0122758", "4.2208317"]), (30, ["2.0422725", "2.7499957", "3.6459586"]),
      (58, ["2.0017175", "2.6632870", "3.4663288"]), (118, ["1.9802722", "2.6181369", "3.3748917"]),
      (1998, ["1.9611520", "2.5782923", "3.2954030"]),
    ])
  func quantilesOfStudent(freedom: Int, expected: [String]) throws {
    for (probability, text) in zip([0.05, 0.01, 0.001], expected) {
      let quantile = StudentT.quantile(beyond: probability, freedom: freedom)
      try expect(quantile, prints: text, "\(freedom)")
      #expect(abs(StudentT.probability(beyond: -quantile, freedom: freedom) - probability) < 1e-12)
    }
  }

  /// Scipy: 2·stats.t.sf(t, n).
  @Test(
    arguments: [
      (0, 5, "1.000000"), (1.37, 8, "0.207900"), (2.2174, 13, "0.045034"), (1.96, 118, "0.052353"),
      (4.303, 2, "0.049993"), (.infinity, 9, "0.000000"), (3, 0, "1.000000"),
    ])
  func chancesOfStudent(t: Double, freedom: Int, expected: String) throws {
    try expect(StudentT.probability(beyond: t, freedom: freedom), prints: expected)
  }

  @Test func tooFewClosesGiveNothing() {
    #expect(TechnicalMeasures.simpleAverage([1, 2], 3) == [nil, nil])
    #expect(TechnicalMeasures.exponentialAverage([1, 2], 3) == [nil, nil])
    #expect(TechnicalMeasures.relativeStrength([1, 2, 3]) == [nil, nil, nil])
    #expect(TechnicalMeasures.volatility(Array(repeating: 1, count: 20)) == nil)
    #expect(TechnicalMeasures.position([5, 5]) == nil)
    #expect(TechnicalMeasures.drawdown([]) == nil)
    #expect(TechnicalMeasures.deepestDrawdown([]) == nil)
    #expect(TechnicalMeasures.volatility([1, -1] + Array(repeating: 1, count: 19)) == nil)
    #expect(MarketModel(name: [1, 2], market: [1, 2]) == nil)
    #expect(MarketModel(name: [1, 2, 3], market: [1, 1, 1]) == nil)
  }
}
