import Canvas
import Testing

@testable import Dashboard

/// A line editor with the keys of readline.
struct PromptTests {
  private func typed(_ keys: String, _ purpose: Prompt.Purpose = .number("rate"), limit: Int = 7) throws -> Prompt {
    var prompt = Prompt(purpose, limit: limit)
    for key in try Key.parse(keys) { #expect(prompt.press(key) == .typing, "\(key.notation)") }
    return prompt
  }

  @Test(arguments: [
    ("12", "12_"), ("12<Left>", "1_2"), ("12<Left>9", "19_2"), ("12<Home>9", "9_12"), ("12<C-a>9<End>3", "9123_"),
    ("12<C-b><C-b>9<C-f>", "91_2"), ("12<BS>", "1_"), ("12<Left><BS>", "_2"), ("12<Home><BS>", "_12"),
    ("12<Home><C-d>", "_2"), ("12<C-d>", "12_"),
    ("12<Home><Del>", "_2"), ("12<Del>", "12_"), ("123<Left><C-k>", "12_"), ("123<Left><C-u>", "_3"),
    ("123<Left><C-w>", "_3"), ("1<Left><Left><Left>", "_1"), ("1<Right><Right>", "1_"),
    ("12.5", "12.5_"), ("12,5", "12.5_"), ("1,2,3", "1.23_"), ("123456789", "1234567_"), ("1234567<Left>8", "123456_7"),
  ])
  func edits(keys: String, shown: String) throws { #expect(try typed(keys).shown.text == shown) }

  /// `_` stands for the cursor. A letter with its marks is one; so are a family and a flag.
  @Test(arguments: [
    ("semi", "semi_"), ("台積電<Left>", "台積_電"), ("台積電<Left><BS>", "台_電"), ("a b<BS><BS><BS>", "_"),
    ("e\u{301}x<Left><BS>", "_x"), ("e\u{301}<Left>x", "x_e\u{301}"), ("\u{1F468}\u{200D}\u{1F469}<BS>", "_"),
    ("a\u{1F1E9}\u{1F1EA}<Left>b", "ab_\u{1F1E9}\u{1F1EA}"), ("e<Left>x<Right>\u{301}", "xe\u{301}_"),
    ("sort chg all<C-w>", "sort chg _"), ("sort chg  <C-w>", "sort _"), ("sort chg<Home><C-w>x", "x_sort chg"),
    ("sort chg<Left><Left><Left><C-k>", "sort _"), ("sort chg<Left><Left><Left><C-u>", "_chg"),
    ("a\u{3000}b\u{A0}c", "a b c_"),
    ("123456789012345", "12345678901234_"),
  ])
  func editsText(keys: String, shown: String) throws {
    #expect(try typed(keys, .find, limit: 14).shown == TerminalSafe(shown))
  }

  /// Marks without end are no way around the limit.
  @Test func aLineIsBounded() {
    var prompt = Prompt(.command, limit: 20)
    prompt.paste("e" + String(repeating: "\u{301}", count: 100_000))
    #expect(prompt.text.unicodeScalars.count == 20 && prompt.characters.count == 1)
  }

  @Test func answersOfText() throws {
    var prompt = try typed("ab<BS><BS>", .find, limit: 40)
    #expect(prompt.text.isEmpty)
    #expect(prompt.press(.delete) == .typing)
    #expect(prompt.press(.backspace) == .left)
    #expect(prompt.press(.control("c")) == .left)
    #expect(prompt.press(.escape) == .left)
    for key in [Key.function(1), .pageDown, .control("l")] { #expect(prompt.press(key) == .passed) }
    for scalar in "\u{202E}\u{200B}\u{E000}\u{7F}".unicodeScalars {
      #expect(prompt.press(.character(scalar)) == .passed)
    }
    prompt.paste("chg%<-2\t\u{202E}\u{1B}semi\r\n:quit")
    #expect(prompt.press(.enter) == .done("chg%<-2 semi"))
  }

  /// Up and down go through what was typed before; what was begun waits at the end.
  @Test func recalls() {
    var prompt = Prompt(.find, earlier: ["semi", "vs>=1"])
    prompt.paste("ch")
    var seen: [String] = []
    for key in [Key.up, .up, .up, .down, .down, .down, .control("p"), .control("n")] {
      #expect(prompt.press(key) == .typing)
      seen.append(prompt.text)
    }
    #expect(seen == ["vs>=1", "semi", "semi", "vs>=1", "ch", "ch", "vs>=1", "ch"])
  }

  /// Tab writes what is offered, one after another, in place of what it begins.
  @Test func completes() throws {
    var prompt = try typed("sort si 9<Left><Left>", .command, limit: 40)
    prompt.offer(Completions(start: 5, candidates: [.init(text: "sigma"), .init(text: "since")]))
    var seen: [String] = []
    for key in [Key.tab, .tab, .tab, .backTab] {
      #expect(prompt.press(key) == .typing)
      seen.append(prompt.shown.text)
    }
    #expect(seen == ["sort sigma_ 9", "sort since_ 9", "sort sigma_ 9", "sort since_ 9"])
    #expect(prompt.press(.character("x")) == .typing)
    #expect(prompt.completions == .none && prompt.chosen == nil)
  }

  @Test func aHistoryIsBoundedAndHasEachLineOnce() {
    var history = PromptHistory(
      text: ":sort sigma\n/semi\nnothing\n:\n/ \n\u{1B}[2J\n:sort sigma\u{1B}[2J\n:theme dark\n")
    #expect(history.lines(of: .command) == ["sort sigma", "theme dark"])
    #expect(history.lines(of: .find) == ["semi"])
    history.add(":sort sigma")
    #expect(history.lines(of: .command) == ["theme dark", "sort sigma"])
    for number in 0..<300 { history.add("/\(number)") }
    #expect(history.lines(of: .command) == [])
    #expect(history.lines(of: .find) == (100..<300).map(String.init))
    #expect(PromptHistory(text: history.text) == history)
  }

  /// The line with its mark in so many columns; `[]` is around the cursor.
  @Test(arguments: [
    ("semi", 10, "/semi[ ]"), ("semi<Left>", 10, "/sem[i]"), ("abcdefghij", 8, "/~fghij[ ]"),
    ("abcdefghij<Home>", 8, "/[a]bcdef~"), ("abcdefghij<Left><Left><Left><Left>", 8, "/~cdef[g]~"),
    ("台積電台積電", 8, "/~積電[ ]"), ("台積電台積電<Left>", 8, "/~台積[電]"), ("abcdef<Left>", 7, "/abcde[f]"),
  ])
  func aLongLineShowsItsCursor(keys: String, columns: Int, shown: String) throws {
    let line = PromptLine(try typed(keys, .find, limit: 40), columns: columns)
    let text = line.pieces.map { piece in
      piece.style.traits.contains(.inverse) ? "[\(piece.text.text)]" : piece.text.text
    }
    #expect(text.joined() == shown)
    #expect(line.pieces.allSatisfy { $0.column + $0.text.width <= columns })
    #expect(line.pieces.contains { $0.column == line.cursorColumn && $0.style.traits.contains(.inverse) })
  }

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
    ("5", "5"), ("54.2", "54.2"), ("54.2\nrm -rf", "54.2"), ("\u{1B}[31m7", "317"), ("US 30 %", "30"),
    ("99999999999", "9999999"), ("", ""), ("\r1", ""),
  ])
  func pasteIsText(pasted: String, text: String) {
    var prompt = Prompt(.number("rate"), limit: 7)
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
    #expect(state.notice == "found ., expected a number such as 12.5")
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
    #expect(state.draw().lines[6].contains(" 12.5_ "))
    #expect(state.draw().lines[23].hasPrefix(" US on China: 12.5_ "))
    #expect(state.draw().lines[23].hasSuffix("Enter set  Esc leave it as it is"))
    _ = state.update(.input(.key(.enter)))
    #expect(state.draw().lines[2].hasPrefix(" Index if 12.5/10:"))
  }
}
