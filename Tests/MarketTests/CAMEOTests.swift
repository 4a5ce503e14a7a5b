import Market
import Testing

struct CAMEOTests {
  /// Goldstein weights as GDELT publishes them.
  @Test(arguments: [
    ("010", 0), ("011", -0.1), ("012", -0.4), ("013", 0.4), ("016", -2), ("019", 3.4), ("0254", -0.3), ("030", 4),
    ("0311", 5.2), ("032", 4.5), ("0354", 7), ("036", 4), ("037", 5), ("042", 1.9), ("043", 2.8), ("044", 2.5),
    ("046", 7), ("057", 8), ("061", 6.4), ("081", 5), ("085", 7), ("090", -2), ("1054", -5), ("106", -5), ("111", -2),
    ("1244", -4), ("129", -5), ("130", -4.4), ("1312", -5.8), ("134", -5.8), ("139", -7), ("160", -4), ("163", -8),
    ("164", -7), ("172", -5), ("2042", -10), ("20", -10), ("0874", 10),
  ])
  func weights(code: String, expected: Double) { #expect(CAMEO.weight(of: code) == expected) }

  @Test("an unknown code takes the weight of its parent")
  func parents() {
    #expect(CAMEO.weight(of: "1639") == -8)
    #expect(CAMEO.weight(of: "049") == 1)
    #expect(CAMEO.meaning(of: "1639") == CAMEO.meaning(of: "163"))
  }

  @Test(arguments: ["", "1", "99", "21", "36", "x36", "03a", "03600", "٠٣٦"])
  func refused(code: String) {
    #expect(CAMEO.weight(of: code) == nil)
    #expect(CAMEO.meaning(of: code) == nil)
  }

  @Test func names() {
    #expect(CAMEO.meaning(of: "036") == "Express intent to meet or negotiate")
    #expect(CAMEO.meaning(of: "163") == "Impose embargo, boycott or sanctions")
    #expect(CAMEO.meaning(of: "057") == "Sign formal agreement")
  }
}
