import Analytics
import Market
import Testing
import Wording

/// The words for what a reading says.
struct WordsTests {
  private static let origin = Origin(file: "demo", line: 1)

  private static func move(_ symbol: String, _ percent: Double, sigma: Double? = nil, since: String? = nil)
    -> DigestItem
  {
    let since = since.flatMap { Instant(rfc3339: $0) }
    return .move(
      NameMove(symbol: symbol, percent: percent, sigma: sigma, since: since, price: 100, session: Day(2025, 5, 1)!))
  }

  @Test(
    arguments: [
      (.index(from: 32.4, to: 71, label: .deEscalation), "index 32 to 71", ", De-escalation"),
      (.index(from: 32, to: 36, label: nil), "index 32 to 36", ""),
      (.market(from: 66.6, to: 31), "market 67 to 31", ""),
      (move("KLAC", -3.754, sigma: -2.71), "KLAC -3.75 %", ", 2.7 of its daily sigma"),
      (move("AMAT", 12), "AMAT +12.00 %", ""),
      (
        move("LONGi", -9.02, sigma: -4.1, since: "2025-05-01T04:41:00Z"), "LONGi -9.02 %",
        " since 00:41, 4.1 of its daily sigma"
      ),
      (move("LONGi", -9.02, since: "2025-05-01T01:41:00Z"), "LONGi -9.02 %", " since 30 Apr 21:41"),
      (.trigger(.talks, from: .latent, to: .fired), "talks FIRED", ", was LATENT"),
      (.doubt(symbol: "KLAC", price: 6.7631, Doubt("a hundredth")), "KLAC 6.76 doubtful", ": a hundredth"),
      (.headline(.us, from: 145, to: 30), "US on China 145.0 to 30.0", ""),
      (.headline(.china, from: 125, to: 10), "China on US 125.0 to 10.0", ""),
      (.file(path: "quotes.json", .bad), "quotes.json bad", ""),
    ] as [(DigestItem, String, String)])
  func whatIsNew(item: DigestItem, short: String, more: String) {
    #expect(item.short() == short)
    #expect(item.text() == short + more)
    // A move of another session says which.
    if case .move = item { #expect(item.short(on: Day(2025, 5, 2)) == short + " 1 May") }
  }

  @Test func aSignalIsNewOrOfANewStatus() {
    let signal = Signal(
      id: "E16", day: Day(2025, 5, 1)!, actor: "CHN", target: "USA", code: "036", weight: 4, text: "China: talks",
      origin: Self.origin)
    #expect(DigestItem.signal(signal, .denied, isNew: true).text() == "China: talks, denied")
    #expect(DigestItem.signal(signal, .confirmed, isNew: false).text() == "China: talks, now confirmed")
    #expect(
      IndicatorChange.Item(cause: .event(id: "E16", text: "China: talks", verified: true, .older), points: 1).text
        == "China: talks, older")
  }
}
