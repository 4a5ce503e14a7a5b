import Canvas
import Testing

/// Untrusted text on the screen (the catalogue's group R): nothing acts, nothing hides, nothing lies about its width.
struct TerminalSafeTests {
  // The strings stand in the tests, not in their arguments: a test log names arguments, and these would act on it.
  @Test func controlsAreShown() {
    for (input, shown) in [
      ("\u{1B}[31mred", "^[[31mred"), ("\u{1B}]0;title\u{07}", "^[]0;title^G"), ("\u{1B}P+q\u{1B}\\", "^[P+q^[\\"),
      ("a\u{0}b", "a^@b"), ("a\tb\nc\rd", "a^Ib^Jc^Md"), ("a\u{8}b", "a^Hb"), ("\u{7F}", "^?"),
      ("\u{9B}31m", "<U+009B>31m"), ("\u{90}x\u{9C}", "<U+0090>x<U+009C>"),
    ] { #expect(TerminalSafe(input).text == shown) }
  }

  @Test func invisibleCharactersAreShown() {
    for (input, shown) in [
      ("abc\u{202E}def", "abc<U+202E>def"), ("\u{2066}x\u{2069}", "<U+2066>x<U+2069>"), ("a\u{200B}b", "a<U+200B>b"),
      ("a\u{00AD}b", "a<U+00AD>b"), ("AMAT\u{E0041}", "AMAT<U+E0041>"), ("\u{3164}", "<U+3164>"),
      ("a\u{200D}b", "a<U+200D>b"), ("A\u{FE0F}", "A<U+FE0F>"), ("\u{FEFF}x", "<U+FEFF>x"),
      ("\u{E000}", "<U+E000>"), ("a\u{2028}b", "a<U+2028>b"), ("a\u{00A0}b", "a b"),
    ] { #expect(TerminalSafe(input).text == shown) }
  }

  @Test func marksAreLimitedAndNeverWithoutBase() {
    let flood = "e" + String(repeating: "\u{301}", count: 500) + "x"
    #expect(TerminalSafe(flood).text.unicodeScalars.count == 4)
    #expect(TerminalSafe(flood).width == 2)
    #expect(TerminalSafe("\u{301}x").text == "\u{25CC}\u{301}x")
  }

  @Test func emojiKeepOneCertainWidth() {
    #expect(TerminalSafe("👩‍💻").text == "👩💻")
    #expect(TerminalSafe("👩‍💻").width == 4)
    #expect(TerminalSafe("❤️").text == "❤")
    #expect(TerminalSafe("👍🏽").text == "👍")
    #expect(TerminalSafe("🇨🇳").text == "CN")
    #expect(TerminalSafe("中美").width == 4)
    #expect(TerminalSafe("e\u{301}").width == 1)
  }

  @Test func longTextIsCut() {
    let million = String(repeating: "A", count: 1_000_000)
    #expect(TerminalSafe(million).width == TerminalSafe.limit + 1)
    #expect(TerminalSafe(million).text.hasSuffix("~"))
    #expect(TerminalSafe("Applied Materials").fitted(to: 8).text == "Applied~")
    #expect(TerminalSafe("中美中美").fitted(to: 4).text == "中~")
    #expect(TerminalSafe("abc").fitted(to: 0).text == "")
    #expect(TerminalSafe("Payrolls").fitted(to: 10, before: " ?").text == "Payrolls ?")
    #expect(TerminalSafe("Payrolls").fitted(to: 8, before: " ?").text == "Payro~ ?")
  }

  @Test func interpolatedStringsAreMadeSafe() {
    let hostile = "AMAT\u{1B}[2J"
    let text: TerminalSafe = "name \(hostile)!"
    #expect(text.text == "name AMAT^[[2J!")
  }

  /// No input leaves a character that a terminal acts on.
  @Test func nothingActsWhateverComes() {
    let blocks: [ClosedRange<UInt32>] = [
      0...0x3000, 0xD7B0...0xFFFF, 0x1D000...0x1D1FF, 0x1F000...0x1FAFF, 0xE0000...0xE01FF,
    ]
    for value in blocks.joined().compactMap({ Unicode.Scalar($0) }) {
      let safe = TerminalSafe("a" + String(Character(value)) + "b")
      for scalar in safe.text.unicodeScalars {
        let category = scalar.properties.generalCategory
        guard category == .control || category == .format || category == .lineSeparator else { continue }
        Issue.record("U+\(String(value.value, radix: 16)) passes")
      }
    }
  }

  @Test func asciiTerminals() {
    #expect(TerminalSafe("Détente").ascii.text == "Detente")
    #expect(TerminalSafe("中 e\u{301}").ascii.text == "? e")
  }
}
