import Canvas
import TestSupport
import Testing
import Theming

@testable import Terminal

/// Expected keys after xterm's control sequences (ctlseqs) and the Linux console's (console_codes(4)).
@Suite struct KeyDecoderTests {
  /// The keys of kitty's protocol and of xterm's modifyOtherKeys, as their documents write them.
  @Test(
    "keys told as numbers",
    arguments: [
      ("[99;5u", [Key.control("c")]), ("[27u", [.escape]), ("[27;1u", [.escape]), ("[13u", [.enter]),
      ("[9;2u", [.backTab]),
      ("[127u", [.backspace]), ("[106u", [.character("j")]), ("[106;2u", [.character("J")]),
      ("[47;2u", [.character("/")]),
      ("[106;65u", [.character("j")]), ("[102;3u", [.escape, .character("f")]), ("[27;5;99~", [.control("c")]),
      ("[27;2;63~", [.character("?")]), ("[1094u", [.character("ц")]), ("[57441;2u", []), ("[97;9u", []), ("[>1u", []),
      ("[?0u", []), ("[97;1:3u", []), ("[0u", []), ("[99999u", []),
    ] as [(String, [Key])])
  func keysToldAsNumbers(bytes: String, keys: [Key]) {
    var decoder = KeyDecoder()
    let events = decoder.decode(Array("\u{1B}\(bytes)".utf8), at: 0)
    #expect(events == keys.map { .input(.key($0)) })
  }

  /// The keys among what was entered.
  private static func notation(_ events: [TerminalEvent]) -> String {
    events.map { if case .input(.key(let key)) = $0 { key.notation } else { "" } }.joined()
  }

  private func keys(_ pieces: [(Int, String)], expireAt: Int? = nil) -> String {
    var decoder = KeyDecoder()
    var keys = pieces.flatMap { decoder.decode(Array($0.1.utf8), at: $0.0) }
    if let expireAt { keys += decoder.expire(at: expireAt) }
    return KeyDecoderTests.notation(keys)
  }

  @Test(arguments: [
    ("j", "j"), ("é", "é"), ("€", "€"), ("𝄞", "𝄞"), (" ", "<Space>"), ("<", "<lt>"),
    ("\t", "<Tab>"), ("\r", "<Enter>"), ("\u{7F}", "<BS>"), ("\u{8}", "<BS>"), ("\u{3}", "<C-c>"), ("\u{13}", "<C-s>"),
    ("\u{1A}", "<C-z>"), ("\u{C}", "<C-l>"),
    ("\u{1B}[A", "<Up>"), ("\u{1B}OA", "<Up>"), ("\u{1B}[B\u{1B}OC\u{1B}[D", "<Down><Right><Left>"),
    ("\u{1B}[1;5A", "<Up>"), ("\u{1B}[1;2P", "<F1>"), ("\u{1B}O5P", "<F1>"),
    ("\u{1B}[H\u{1B}OH\u{1B}[1~\u{1B}[7~", "<Home><Home><Home><Home>"),
    ("\u{1B}[F\u{1B}[4~\u{1B}[8~", "<End><End><End>"), ("\u{1B}[3~\u{1B}[5~\u{1B}[6~", "<Del><PgUp><PgDn>"),
    ("\u{1B}[Z", "<S-Tab>"), ("\u{1B}OM", "<Enter>"),
    ("\u{1B}OP\u{1B}OQ\u{1B}OR\u{1B}OS", "<F1><F2><F3><F4>"), ("\u{1B}[11~\u{1B}[15~", "<F1><F5>"),
    ("\u{1B}[17~\u{1B}[21~\u{1B}[23~\u{1B}[24~", "<F6><F10><F11><F12>"), ("\u{1B}[[A\u{1B}[[E", "<F1><F5>"),
    ("\u{1B}j", "<Esc>j"), ("\u{1B}\u{1B}[A", "<Esc><Up>"), ("\u{1B}[A\u{1B}[Bq", "<Up><Down>q"),
  ])
  func one(_ bytes: String, _ expected: String) {
    #expect(keys([(0, bytes)]) == expected)
    // The same, arriving byte by byte within the patience of the decoder.
    var decoder = KeyDecoder()
    var slow: [TerminalEvent] = []
    for (index, byte) in bytes.utf8.enumerated() { slow += decoder.decode([byte], at: index * 20) }
    #expect(KeyDecoderTests.notation(slow) == expected)
  }

  @Test(arguments: [
    "\u{1B}[<0;10;10M", "\u{1B}[<0;10;10m", "\u{1B}[M qj", "\u{1B}[32;10;10M", "\u{1B}[I", "\u{1B}[O",
    "\u{1B}[200~q\u{1B}[A\u{3}\r\u{1B}[201~", "\u{1B}[200~\u{1B}[201\u{1B}[201~",
    "\u{1B}[200~\u{1B}[20\u{1B}\u{1B}[201~",
    "\u{1B}[?1;2c", "\u{1B}[>41;354;0c", "\u{1B}[?2026;2$y", "\u{1B}[24;80R", "\u{1B}[8;24;80t",
    "\u{1B}[?q", "\u{1B}]11;rgb:0000/0000/0000\u{7}", "\u{1B}]52;c;cXE=\u{1B}\\",
    "\u{1B}P1$r0m\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}^q\u{1B}\\", "\u{1B}Xq\u{1B}\\", "\u{1B}[2~",
    "\u{1B}[1;2;3A", "\u{1B}[99999999999999999999999999~", "\u{1B}[;;;;;;;;A", "\u{0}", "\u{80}", "\u{9F}",
    "\u{1C}\u{1F}",
  ])
  func noKey(_ bytes: String) {
    #expect(keys([(0, bytes)]) == "")
    #expect(keys([(0, bytes), (0, "k")]) == "k")
  }

  @Test func badUTF8IsDroppedAndTheNextKeyKept() {
    for bad: [UInt8] in [
      [0xFF], [0xC0], [0xC3], [0xE2, 0x82], [0xF0, 0x9F], [0xED, 0xA0, 0x80], [0xE0, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80],
    ] {
      var decoder = KeyDecoder()
      #expect(decoder.decode(bad + Array("q".utf8), at: 0) == [.input(.key(.character("q")))])
    }
  }

  @Test func loneEscapeIsSettledAfterItsDelay() {
    var decoder = KeyDecoder()
    #expect(decoder.decode([0x1B], at: 100) == [])
    #expect(decoder.deadline == 150)
    #expect(decoder.expire(at: 149) == [])
    #expect(decoder.expire(at: 150) == [.input(.key(.escape))])
    #expect(decoder.deadline == nil)
    #expect(decoder.decode(Array("[".utf8), at: 200) == [.input(.key(.character("[")))])
  }

  @Test func sequencesTornBySlowLines() {
    #expect(keys([(0, "\u{1B}"), (40, "[A")]) == "<Up>")
    #expect(keys([(0, "\u{1B}["), (400, "A")]) == "<Up>")
    #expect(keys([(0, "\u{1B}"), (300, "[A")]) == "<Esc><Up>")
    #expect(keys([(0, "\u{1B}"), (300, "[<0;1;1Mj")]) == "<Esc>j")
    #expect(keys([(0, "\u{1B}"), (300, "["), (310, "A")]) == "<Esc>[A")
    #expect(keys([(0, "\u{1B}"), (300, "[[")]) == "<Esc>[[")
    #expect(keys([(0, "\u{1B}"), (5000, "[A")]) == "<Esc>[A")
  }

  @Test func whatNeverEndsIsGivenUp() {
    #expect(keys([(0, "\u{1B}["), (501, "j")]) == "j")
    #expect(keys([(0, "\u{1B}]0;title"), (500, "more"), (2000, "j")]) == "j")
    #expect(keys([(0, "\u{1B}[200~rm -rf"), (4000, "q"), (9500, "j")]) == "j")
    #expect(keys([(0, "\u{1B}]0;\u{1B}[A")]) == "<Up>")
  }

  @Test func aPasteIsOneText() {
    var decoder = KeyDecoder()
    let bytes = "\u{1B}[200~12,5\u{1B}[20 é\r\n\u{1B}\u{1B}[201~q"
    let expected: [TerminalEvent] = [
      .input(.paste("12,5\u{1B}[20 é\r\n\u{1B}")), .input(.key(.character("q"))),
    ]
    #expect(decoder.decode(Array(bytes.utf8), at: 0) == expected)
    // The same, byte by byte.
    #expect(bytes.utf8.flatMap { decoder.decode([$0], at: 10) } == expected)
    // Nothing pasted is nothing.
    #expect(decoder.decode(Array("\u{1B}[200~\u{1B}[201~".utf8), at: 20) == [])
  }

  @Test func aMegabyteOfPasteIsNoKey() {
    var decoder = KeyDecoder()
    var found: [TerminalEvent] = []
    found += decoder.decode(Array("\u{1B}[200~".utf8), at: 0)
    for _ in 0..<256 { found += decoder.decode(Array(repeating: UInt8(ascii: "q"), count: 4096), at: 0) }
    found += decoder.decode(Array("\u{1B}[201~u".utf8), at: 0)
    #expect(found == [.input(.paste(String(repeating: "q", count: 4096))), .input(.key(.character("u")))])
  }

  // MARK: The mouse

  /// Buttons after xterm's ctlseqs: 0 left, 1 middle, 2 right, 64 and 65 the wheel, 4 more with Shift, 32 more in motion.
  @Test(arguments: [
    ("\u{1B}[<0;1;1M", [MouseInput(.press, at: Position(row: 0, column: 0))]),
    ("\u{1B}[<0;120;40M\u{1B}[<0;120;40m", [MouseInput(.press, at: Position(row: 39, column: 119))]),
    ("\u{1B}[<64;5;7M", [MouseInput(.wheelUp, at: Position(row: 6, column: 4))]),
    ("\u{1B}[<65;5;7M", [MouseInput(.wheelDown, at: Position(row: 6, column: 4))]),
    ("\u{1B}[<1;5;7M\u{1B}[<2;5;7M\u{1B}[<3;5;7M", []), ("\u{1B}[<4;5;7M\u{1B}[<16;5;7M\u{1B}[<32;5;7M", []),
    ("\u{1B}[<0;0;1M\u{1B}[<0;1;0M\u{1B}[<0;1M\u{1B}[<0M\u{1B}[<0;1;1;1M\u{1B}[<;;M", []),
    ("\u{1B}[M !!\u{1B}[32;10;10M\u{1B}[0;1;1M\u{1B}[?0;1;1M\u{1B}[0;<1;1M", []),
  ])
  func mouse(_ bytes: String, _ expected: [MouseInput]) {
    let events = expected.map { TerminalEvent.input(.mouse($0)) }
    var decoder = KeyDecoder()
    #expect(decoder.decode(Array(bytes.utf8), at: 0) == events)
    #expect(bytes.utf8.flatMap { decoder.decode([$0], at: 10) } == events)
  }

  // MARK: Answers of the terminal

  /// xterm's ctlseqs and XParseColor(3): one to four digits a channel, each a share of the most that so many can say.
  @Test(arguments: [
    ("\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{1B}\\", [TerminalEvent.ground(RGB(0x1E, 0x1E, 0x2E))]),
    ("\u{1B}]11;rgb:ffff/ffff/ffff\u{7}", [.ground(RGB(255, 255, 255))]),
    ("\u{1B}]11;rgb:0/8/f\u{7}", [.ground(RGB(0, 0x88, 255))]),
    ("\u{1B}]11;rgb:FD/F6/E3\u{7}", [.ground(RGB(0xFD, 0xF6, 0xE3))]),
    ("\u{1B}]11;rgba:0000/8000/ffff/8000\u{7}", [.ground(RGB(0, 128, 255))]),
    ("\u{1B}[?997;1n", [.variant(.dark)]), ("\u{1B}[?997;2n", [.variant(.light)]),
    ("\u{1B}[?997;3n\u{1B}[?997n\u{1B}[997;1n\u{1B}[?996;1n", []),
    ("\u{1B}]10;rgb:ff/ff/ff\u{7}\u{1B}]11;?\u{7}\u{1B}]11;rgb:\u{7}\u{1B}]11;rgb:0/0\u{7}", []),
    ("\u{1B}]11;rgb:00000/0/0\u{7}\u{1B}]11;rgb:-1/0/0\u{7}\u{1B}]11;rgb:x/0/0\u{7}\u{1B}]11;red\u{7}", []),
    ("\u{1B}P11;rgb:ff/ff/ff\u{1B}\\", []), ("\u{1B}[?62;22c", []),
  ])
  func answers(_ bytes: String, _ expected: [TerminalEvent]) {
    var decoder = KeyDecoder()
    #expect(decoder.decode(Array(bytes.utf8), at: 0) == expected)
    #expect(bytes.utf8.flatMap { decoder.decode([$0], at: 10) } == expected)
  }

  private static let told = "\u{1B}[?997;2n\u{1B}]11;rgb:fdfd/f6f6/e3e3\u{1B}\\\u{1B}[?62;22c"
  private static let understood: [TerminalEvent] = [.variant(.light), .ground(RGB(0xFD, 0xF6, 0xE3))]

  /// However late, however torn, once or twice: what was typed before and after is all there is besides.
  @Test(arguments: [0, 40, 2000], [20, 400])
  func answersTornAnywhere(late: Int, gap: Int) {
    let bytes = Array((Self.told + Self.told).utf8)
    for cut in 0...bytes.count {
      var decoder = KeyDecoder()
      decoder.expectAnswers(at: 0)
      var events = decoder.decode(Array("j".utf8), at: late)
      events += decoder.decode(bytes[..<cut], at: late)
      events += decoder.expire(at: late + gap)
      events += decoder.decode(bytes[cut...], at: late + gap)
      events += decoder.decode(Array("q".utf8), at: late + gap)
      // The first answer ended the patience: an ESC that begins another is a key again, as a trader's is.
      let isEscape =
        cut > Self.told.utf8.count && gap > 50 && bytes[cut - 1] == 0x1B && bytes[cut] != UInt8(ascii: "\\")
      #expect(Self.notation(events) == (isEscape ? "j<Esc>q" : "jq"), "cut at \(cut)")
      #expect(events.filter { if case .input = $0 { false } else { true } } == Self.understood + Self.understood)
    }
  }

  @Test func answersBetweenKeysAndPastes() {
    var decoder = KeyDecoder()
    decoder.expectAnswers(at: 0)
    let bytes = "g\u{1B}[A\u{1B}[200~a]11;b\u{1B}[201~" + Self.told + "\u{1B}[Bé" + Self.told + "\u{1B}[<64;1;1M"
    let expected: [TerminalEvent] =
      [.input(.key(.character("g"))), .input(.key(.up)), .input(.paste("a]11;b"))] + Self.understood
      + [.input(.key(.down)), .input(.key(.character("é")))] + Self.understood
      + [.input(.mouse(MouseInput(.wheelUp, at: Position(row: 0, column: 0))))]
    #expect(bytes.utf8.flatMap { decoder.decode([$0], at: 10) } == expected)
  }

  /// A terminal that never answers costs patience with a lone Escape, and no more than five seconds of it.
  @Test func answersThatNeverCome() {
    var decoder = KeyDecoder()
    decoder.expectAnswers(at: 1000)
    #expect(decoder.decode([0x1B], at: 2000) == [])
    #expect(decoder.expire(at: 2500) == [.input(.key(.escape))])
    #expect(decoder.decode([0x1B], at: 6001) == [])
    #expect(decoder.expire(at: 6051) == [.input(.key(.escape))])
    // The last of the answers ends it at once.
    decoder.expectAnswers(at: 10_000)
    #expect(decoder.isOwed(at: 10_100))
    #expect(decoder.decode(Array("\u{1B}[?62;22c\u{1B}".utf8), at: 10_100) == [])
    #expect(!decoder.isOwed(at: 10_100) && decoder.deadline == 10_150)
  }

  @Test func anyBytesInAnyPiecesEndInTheGround() {
    var random = SplitMix(state: 20_250_501)
    let alphabet: [UInt8] = [
      0x1B, 0x5B, 0x4F, 0x5D, 0x50, 0x3B, 0x30, 0x32, 0x7E, 0x4D, 0x3C, 0x07, 0x5C, 0xE2, 0x82, 0xAC, 0x71,
    ]
    for _ in 0..<5000 {
      var decoder = KeyDecoder()
      var time = 0
      for _ in 0..<Int.random(in: 0..<12, using: &random) {
        let count = Int.random(in: 0..<6, using: &random)
        let piece = (0..<count).map { _ in
          Bool.random(using: &random)
            ? alphabet.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255, using: &random)
        }
        time += Int.random(in: 0..<600, using: &random)
        _ = decoder.decode(piece, at: time)
      }
      _ = decoder.expire(at: time + 10_000)
      #expect(decoder.deadline == nil)
    }
  }
}
