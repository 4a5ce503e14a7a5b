import Testing

@testable import Analytics

/// DOMAIN 5.3 and 5.4.
struct TradeResponseTests {
  @Test(
    arguments: [
      (-0.76, ["239.5", "370.0", "390.0", "130.4"]), (-2.0, ["89.2", "280.0", "321.7", "190.8"]),
      (-2.53, ["58.5", "248.5", "296.3", "190.0"]),
    ])
  func tradeAtOtherRates(elasticity: Double, texts: [String]) throws {
    let response = TradeResponse(base: 438.9, baseRate: 19)
    let trade = [164.0, 49, 39].map { response.trade(at: $0, elasticity: elasticity) }
    for (value, text) in zip(trade, texts) { try expect(value, prints: text) }
    let geneva = try #require(trade[1]) - (try #require(trade[0]))
    try expect(geneva, prints: texts[3], "Geneva")
    #expect(response.trade(at: 19, elasticity: elasticity) == 438.9)
    let ten = try #require(response.trade(at: 154, elasticity: elasticity)) - (try #require(trade[0]))
    #expect((5.5...7.5).contains(ten))
  }

  @Test(
    arguments: [
      (582.4, 145.0, 135.0, "-1.98", "-3.80"), (582.4, 145, 130.5, "-1.35", "-2.60"),
      (438.9, 145, 135, "-2.59", "-4.93"), (438.9, 145, 130.5, "-1.77", "-3.36"),
      (582.4, 164, 154, "-2.13", "-4.10"),
    ])
  func impliedByTheRuleOfThumb(base: Double, from: Double, to: Double, low: String, high: String) throws {
    try expect(TradeResponse.impliedElasticity(gain: 50, on: base, from: from, to: to), prints: low)
    try expect(TradeResponse.impliedElasticity(gain: 100, on: base, from: from, to: to), prints: high)
  }

  @Test func theRuleOfThumbIsCapped() {
    #expect(TradeResponse.ruleOfThumb(cut: 10, cap: 582.4) == 50...100)
    #expect(TradeResponse.ruleOfThumb(cut: 115, cap: 582.4) == 575...582.4)
    #expect(TradeResponse.ruleOfThumb(cut: 0, cap: 582.4) == nil)
  }

  @Test func whatCannotBeGivesNothing() {
    #expect(TradeResponse(base: 438.9, baseRate: 19).trade(at: -100, elasticity: -1) == nil)
    #expect(TradeResponse(base: 438.9, baseRate: 19).trade(at: 1e300, elasticity: 1e9) == nil)
    #expect(TradeResponse.impliedElasticity(gain: 50, on: 0, from: 1, to: 2) == nil)
    #expect(TradeResponse.impliedElasticity(gain: 50, on: 10, from: 2, to: 2) == nil)
  }
}
