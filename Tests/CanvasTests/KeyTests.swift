import Canvas
import Testing

struct KeyTests {
  @Test func scriptsAreRead() throws {
    #expect(
      try Key.parse("j<Enter><C-d><S-Tab><lt><F1>G")
        == [.character("j"), .enter, .control("d"), .backTab, .character("<"), .function(1), .character("G")])
  }

  @Test func controlKeysThatAreOtherKeys() throws {
    #expect(try Key.parse("<C-i><C-m>") == [.tab, .enter])
  }

  @Test(arguments: ["<Foo>", "<", "<Enter", "<F13>", "<C-dd>", "<>"])
  func unknownNamesAreRefused(script: String) {
    #expect(throws: KeyNotationError.self) { try Key.parse(script) }
  }

  @Test func notationReadsBack() throws {
    for key: Key in [.enter, .escape, .up, .pageDown, .character("x"), .character("<"), .control("l"), .function(12)] {
      #expect(try Key.parse(key.notation) == [key])
    }
  }
}
