import Testing
import Wording

/// Numbers, dates and spans as a screen shows them.
struct NumberAndDateTextTests {
  @Test(
    arguments: [
      (nil, 2, false, "-"), (.nan, 2, false, "-"), (.infinity, 1, false, "-"), (-0.001, 2, false, "0.00"),
      (0.0, 1, true, "0.0"), (-3.754, 2, true, "-3.75"), (1.005, 1, true, "+1.0"), (0.1 + 0.2, 2, false, "0.30"),
      (1e-12, 2, false, "0.00"), (1e15, 2, false, ">1e15"), (-1e300, 0, false, "<-1e15"), (164, 1, false, "164.0"),
      (999.995, 2, false, "1000.00"), (12, 0, false, "12"), (1e12, 7, false, "1000000000000.00"),
      (-123_456_789_012.5, 7, false, "-123456789012.500"), (999_999_999_999_999, 2, true, "+999999999999999"),
    ] as [(Double?, Int, Bool, String)])
  func numbers(value: Double?, decimals: Int, signed: Bool, text: String) {
    #expect(NumberText.fixed(value, decimals, signed: signed).text == text)
  }

  /// 8.8086 = 50 - 17.6620 - 23.5294: each rounded alone would be 8.8, -17.7, -23.5, which add up.
  @Test(
    arguments: [
      (nil, "-"), (.nan, "-"), (0, "0.00"), (148.32, "148.32"), (-37.63, "-37.63"), (1, "1.00"), (0.5, "0.5000"),
      (0.0123, "0.0123"), (0.00567, "0.00567"), (0.000567, "0.000567"), (0.0001, "0.000100"), (0.00001234, "0.0000123"),
      (-0.00001234, "-0.000012"), (0.000001234, "1.23e-6"), (-0.0000012, "-1.20e-6"), (0.00000999999, "1.00e-5"),
      (1e-12, "1.00e-12"),
    ] as [(Double?, String)])
  func pricesKeepTheDigitsThatCount(value: Double?, text: String) {
    #expect(NumberText.price(value).text == text)
    #expect(text.count <= 9)
  }

  @Test func partsAddUpAsShown() {
    #expect(NumberText.addingUp([-17.6620, -23.5294], to: -41.1914) == [-17.7, -23.5])
    #expect(NumberText.addingUp([0.04, 0.04, 0.04], to: 0.12).reduce(0, +) == 0.1)
    #expect(NumberText.addingUp([], to: 0) == [])
  }

  @Test func spans() {
    #expect(DateText.countdown(5 * 3600 + 10 * 60).text == "5h10")
    #expect(DateText.countdown(32 * 3600).text == "1d 8h")
    #expect(DateText.countdown(165 * 86400 + 7).text == "165d")
    #expect(DateText.countdown(-5).text == "0h00")
    // A minute before the opening by the clock, whatever its seconds.
    #expect(DateText.countdown(1).text == "0h01")
    #expect(DateText.countdown(60).text == "0h01")
    #expect(DateText.countdown(61).text == "0h02")
    #expect(DateText.age(30).text == "<1m")
    #expect(DateText.age(3 * 3600).text == "3h")
    #expect(DateText.age(-3600).text == "in the future")
    #expect(DateText.age(.max).text.hasSuffix("d"))
  }
}
