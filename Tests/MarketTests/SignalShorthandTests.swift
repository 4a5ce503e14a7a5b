import Market
import Testing

struct SignalShorthandTests {
  @Test func theWholeLine() throws {
    let signal = try SignalShorthand("US>CN 036 C3 denied: US reached out through several channels")
    #expect(signal.actor == "USA")
    #expect(signal.target == "CHN")
    #expect(signal.code == "036")
    #expect(signal.weight == 4)
    #expect(signal.reliability == .c)
    #expect(signal.credibility == 3)
    #expect(signal.status == .denied)
    #expect(signal.text == "US reached out through several channels")
  }

  @Test("without a grade F6, without a status reported")
  func defaults() throws {
    let signal = try SignalShorthand("cn > usa 1054:  cancel tariffs first: all of them ")
    #expect(signal.actor == "CHN")
    #expect(signal.target == "USA")
    #expect(signal.reliability == .f)
    #expect(signal.credibility == 6)
    #expect(signal.status == .reported)
    #expect(signal.text == "cancel tariffs first: all of them")
  }

  @Test func aGradeOrAStatusAlone() throws {
    let graded = try SignalShorthand("CHN>VNM 042 a1: visit")
    #expect(graded.target == "VNM")
    #expect(graded.reliability == .a && graded.credibility == 1 && graded.status == .reported)
    let confirmed = try SignalShorthand("US>CN 085 Confirmed: cut")
    #expect(confirmed.reliability == .f && confirmed.credibility == 6 && confirmed.status == .confirmed)
  }

  @Test("an unknown code has the weight of its parent")
  func parent() throws { #expect(try SignalShorthand("US>CN 1639: more").weight == -8) }

  @Test(arguments: [
    ("", "a colon"), ("US>CN 036 C3 denied US reached out", "a colon"), ("US>CN 036 C3:", "no text"),
    ("US>CN 036: \t", "no text"), ("US CN 036: x", "actor>target"), (">CN 036: x", "nothing"),
    ("US> 036: x", "\"036\""),
    ("JP>CN 036: x", "\"JP\""), ("US>C1N 036: x", "\"C1N\""), ("US>CN: x", "CAMEO"), ("US>CN 99: x", "\"99\""),
    ("US>CN 36: x", "\"36\""), ("US>CN 036 G3: x", "\"G3\""), ("US>CN 036 C7: x", "\"C7\""),
    ("US>CN 036 C3 rumoured: x", "\"rumoured\""), ("US>CN 036 denied C3: x", "\"C3\""), ("Ü>CN 036: x", "\"Ü\""),
  ])
  func refused(line: String, named: String) {
    let fault = #expect(throws: SignalShorthand.Fault.self) { try SignalShorthand(line) }
    #expect(fault?.message.contains(named) == true)
    #expect(fault?.message.hasPrefix("found ") == true && fault?.message.contains("expected") == true)
  }
}

struct CodeSearchTests {
  private func codes(_ words: String...) -> [String] { CAMEO.codes(matching: words).map(\.code) }

  @Test func byWordsOfTheMeaning() {
    #expect(codes("intent", "meet") == ["036"])
    #expect(codes("NEGOTIATE", "intent") == ["036"])
    #expect(codes("halt negot") == ["134", "164"])
  }

  @Test("a word counts from its beginning: ease is in easing no more than in release")
  func wordsBegin() {
    #expect(codes("embargo", "ease") == ["0354", "085", "1244"])
    #expect(codes("lease") == [])
  }

  @Test func byFirstDigits() {
    #expect(codes("036") == ["036"])
    #expect(codes("16").first == "16")
    #expect(codes("16").allSatisfy { $0.hasPrefix("16") })
    #expect(codes("08", "embargo") == ["085"])
  }

  @Test func nothingFound() {
    #expect(codes() == [])
    #expect(codes("", " ") == [])
    #expect(codes("tariff") == ["085", "163"])
  }

  @Test func saysWeightAndMeaning() {
    let code = CAMEO.codes(matching: ["163"]).first
    #expect(code?.weight == -8)
    #expect(code?.meaning == "Impose embargo, boycott or sanctions")
  }
}
