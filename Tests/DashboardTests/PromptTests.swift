import Canvas
import Testing

@testable import Dashboard

/// A line editor with the keys of readline.
struct PromptTests {
  private func typed(_ keys: String, limit: Int = 7) throws -> Prompt {
    var prompt = Prompt("rate", alphabet: .number, limit: limit)
    for key in try Key.parse(keys) { #expect(prompt.press(key) == .typing, "\(key.notation)") }
    return prompt
  }

  @Test(arguments: [
    ("12", "12_"), ("12<Left>", "1_2"), ("12<Left>9", "19_2"), ("12<Home>9", "9_12"), ("12<C-a>9<End>3", "9123_"),
    ("12<C-b><C-b>9<C-f>", "91_2"), ("12<BS>", "1_"), ("12<Left><BS>", "_2"), ("12<Home><BS>", "_12"),
    ("12<Home><C-d>", "_2"), ("12<C-d>", "12_"),
    ("12<Home><Del>", "_2"), ("12<Del>", "12_"), ("123<Left><C-k>", "12_"), ("123<Left><C-u>", "_3"),
    ("123<Left><C-w>", "_3"), ("1<Left><Left><Left>", "_1"), ("1<Right><Right>", "1_"),
    ("12.5", "12,5_"), ("1,2,3", "1,23_"), ("123456789", "1234567_"), ("1234567<Left>8", "123456_7"),
  ])
  func edits(keys: String, shown: String) throws { #expect(try typed(keys).shown.text == shown) }

  @Test func answers() throws {
    var prompt = try typed("12")
    #expect(prompt.press(.character("3")) == .typing)
    #expect(prompt.press(.enter) == .done("123"))
    #expect(prompt.press(.escape) == .left)
    // No text, and no editing: the key is another's.
    for key in [Key.character("j"), .down, .tab, .control("c"), .function(1)] { #expect(prompt.press(key) == .passed) }
    // Nothing is left to set.
    #expect(prompt.press(.control("u")) == .left)
  }

  @Test(arguments: [
    ("5", "5"), ("54,2", "54,2"), ("54.2\nrm -rf", "54,2"), ("\u{1B}[31m7", "317"), ("US 30 %", "30"),
    ("99999999999", "9999999"), ("", ""), ("\r1", ""),
  ])
  func pasteIsText(pasted: String, text: String) {
    var prompt = Prompt("rate", alphabet: .number, limit: 7)
    prompt.paste(pasted)
    #expect(prompt.text == text)
  }

  /// 125: what is at the end has nothing behind it to delete. An unknown key does not cost the number.
  @Test(arguments: ["12<Del>5", "12x5", "12 5", "12<C-d>5"])
  func aSlipDoesNotCostTheNumber(keys: String) {
    let state = SampleDesk.state(SampleDesk.demo, 80, 24, keys: "w" + keys + "<Enter>")
    #expect(state.draw().lines[2].hasPrefix(" Index if 125/10:"))
  }

  @Test func whatIsNoNumberIsSaid() {
    let state = SampleDesk.state(SampleDesk.demo, 80, 24, keys: "w,<Enter>")
    #expect(state.notice == "found ,, expected a number such as 12,5")
  }

  /// What is said while a number is typed stays until it can be seen.
  @Test func aNoticeWaitsForThePrompt() {
    var state = SampleDesk.state(SampleDesk.demo, 80, 24, keys: "w5")
    _ = state.update(.notice("not saved: us30-cn10.json is there already"))
    for key in [Key.character("4"), .enter] { _ = state.update(.input(.key(key))) }
    #expect(state.draw().lines[23].hasPrefix(" not saved: us30-cn10.json is there already"))
    _ = state.update(.input(.key(.down)))
    #expect(state.draw().lines[23].hasPrefix(" 7 files"))
  }

  @Test func aPasteIsOfThePromptOnly() throws {
    var state = SampleDesk.state(SampleDesk.demo, 80, 24, keys: "w")
    let before = state.draw()
    #expect(state.update(.input(.paste("q5l"))) == [])
    #expect(state.draw() == before)
    _ = state.update(.input(.key(.character("1"))))
    _ = state.update(.input(.paste("2,5")))
    #expect(state.draw().lines[6].contains(" 12,5_ "))
    #expect(state.draw().lines[23].hasPrefix(" US on China: 12,5_ "))
    #expect(state.draw().lines[23].hasSuffix("Enter set  Esc leave it as it is"))
    _ = state.update(.input(.key(.enter)))
    #expect(state.draw().lines[2].hasPrefix(" Index if 12.5/10:"))
  }
}
