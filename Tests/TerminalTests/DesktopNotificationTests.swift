import Canvas
import Testing

@testable import Terminal

/// The bytes by which a terminal is asked for a notification, whatever the text is.
@Suite struct DesktopNotificationTests {
  typealias Form = DesktopNotification.Form

  private static let e = "\u{1B}"

  private func sent(_ text: String, _ form: Form = .osc9, _ multiplexer: Multiplexer? = nil) -> String {
    String(decoding: DesktopNotification(TerminalSafe(text), through: multiplexer).bytes(as: form), as: UTF8.self)
  }

  /// After iTerm2's, urxvt's and kitty's pages; the wrapping after tmux(1), `allow-passthrough`, and screen(1), `ESC P`.
  @Test func whatIsSent() {
    let e = Self.e
    #expect(sent("▲AMAT 139.8") == "\(e)]9;▲AMAT 139.8\(e)\\")
    #expect(sent("▲AMAT 139.8", .osc777) == "\(e)]777;notify;detente;▲AMAT 139.8\(e)\\")
    #expect(sent("▲AMAT 139.8", .osc99) == "\(e)]99;;▲AMAT 139.8\(e)\\")
    #expect(sent("AMAT", .osc9, .tmux) == "\(e)Ptmux;\(e)\(e)]9;AMAT\(e)\(e)\\\(e)\\")
    #expect(sent("AMAT", .osc9, .screen) == "\(e)P\(e)]9;AMAT\u{07}\(e)\\")
    #expect(sent("AMAT", .osc9, .zellij) == "\(e)]9;AMAT\(e)\\")
  }

  /// `OSC 9;4;…` sets a progress in Windows Terminal and ConEmu, `9;6` runs a macro there.
  @Test(arguments: [
    ("4;1;50", "detente: 4;1;50"), ("  6.0 Trade war", "detente: 6.0 Trade war"), (";9", "detente: ;9"),
    ("٤;1", "detente: ٤;1"), ("", "detente"), ("   ", "detente"), ("AMAT 4;1", "AMAT 4;1"),
  ])
  func noTextIsACommand(text: String, shown: String) {
    #expect(DesktopNotification(TerminalSafe(text), through: nil).text == shown)
  }

  @Test func aSemicolonBeginsNoField() {
    #expect(sent("a;b;c", .osc777) == "\(Self.e)]777;notify;detente;a,b,c\(Self.e)\\")
  }

  @Test(arguments: ["a", "é", "漢", "e\u{301}", "🚢", "𝄞"])
  func longTextEndsOnACharactersEdge(character: String) {
    let text = DesktopNotification(TerminalSafe("x" + String(repeating: character, count: 200)), through: nil).text
    #expect(text.utf8.count <= 120)
    #expect(text.utf8.count > 120 - character.utf8.count - 1)
    #expect(text.hasSuffix("~"))
    #expect(text.dropFirst().dropLast().allSatisfy { $0 == Character(character) })
    let whole = "x" + String(repeating: "a", count: 119)
    #expect(DesktopNotification(TerminalSafe(whole), through: nil).text == whole)
  }

  /// Of hostile texts: what breaks out of a string, what ends one early, what turns the line round.
  static let hostile = [
    "\u{1B}]0;pwned\u{07}", "\u{1B}\\\u{1B}[2J", "\u{9C}\u{9B}31m", "\u{9D}52;c;cm0=\u{9C}", "a\u{07}b\u{07}",
    "\u{18}\u{1A}",
    "\u{1B}Ptmux;\u{1B}\u{1B}]52;c;eA==\u{07}\u{1B}\\", "\r\nrm -rf ~\r\n", "\u{90}\u{98}\u{9E}\u{9F}", "\u{0}\u{7F}",
    "\u{202E}gnp.exe\u{202C}", "\u{2066}a\u{2069}\u{200F}", "\u{FEFF}\u{200B}\u{00AD}", "\u{E0041}\u{E007F}",
    "Ω≈ç√∫˜µ≤≥÷", "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤", "`touch /tmp/blns`", "$(touch /tmp/blns)", "%s%n%x", "{{7*7}}",
    "Мир ✜ 中文 \u{439C}", "\u{10FFFF}\u{FFFE}", "🏳️‍🌈👨‍👩‍👧‍👦🇺🇸", String(repeating: "\u{1B}\\", count: 500),
  ]

  /// Whatever stands in the text, the command is one string, begun once and ended once.
  @Test(arguments: hostile)
  func hostileTextStaysWithin(text: String) {
    for form in Form.allCases {
      for multiplexer in [nil, Multiplexer.zellij, .tmux, .screen] {
        let bytes = DesktopNotification(TerminalSafe(text), through: multiplexer).bytes(as: form)
        let plain = DesktopNotification("AMAT", through: multiplexer).bytes(as: form)
        #expect(bytes.filter(isControl) == plain.filter(isControl))
        // Of an 8-bit control, too, as its own character and as a byte without a lead.
        let decoded = String(decoding: bytes, as: UTF8.self)
        #expect(!decoded.unicodeScalars.contains { (0x7F...0x9F).contains($0.value) || $0.value == 0xFFFD })
        #expect(
          !decoded.unicodeScalars.contains { $0.properties.isBidiControl || $0.properties.generalCategory == .format })
        #expect(unwrapped(bytes, multiplexer).map { isOneCommand($0) } == true)
        #expect(bytes.count <= 120 + 40)
      }
    }
  }

  private func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }

  /// What comes out of a multiplexer on the other side; nil: it would not be handed on as one.
  private func unwrapped(_ bytes: [UInt8], _ multiplexer: Multiplexer?) -> [UInt8]? {
    switch multiplexer {
    case nil, .zellij: return bytes
    case .tmux:
      let head = Array("\u{1B}Ptmux;".utf8)
      guard bytes.starts(with: head) else { return nil }
      var inner: [UInt8] = []
      var place = head.count
      while place < bytes.count {
        if bytes[place] == 0x1B {
          guard place + 1 < bytes.count else { return nil }
          if bytes[place + 1] == UInt8(ascii: "\\") { return place + 2 == bytes.count ? inner : nil }
          place += 1
        }
        inner.append(bytes[place])
        place += 1
      }
      return nil
    case .screen:
      guard bytes.starts(with: Array("\u{1B}P".utf8)), bytes.suffix(2).elementsEqual("\u{1B}\\".utf8) else {
        return nil
      }
      return Array(bytes.dropFirst(2).dropLast(2))
    }
  }

  /// `ESC ] … ST` or BEL, with nothing but text between.
  private func isOneCommand(_ bytes: [UInt8]) -> Bool {
    let end = bytes.last == 0x07 ? 1 : 2
    guard bytes.starts(with: Array("\u{1B}]".utf8)), end == 1 || bytes.suffix(2).elementsEqual("\u{1B}\\".utf8)
    else { return false }
    return bytes.dropFirst(2).dropLast(end).allSatisfy { !isControl($0) }
  }

  @Test(
    arguments: [
      (["TERM": "xterm-256color"], nil), (["TERM": "tmux-256color"], .tmux), (["TERM": "screen-256color"], .screen),
      (["TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"], .tmux),
      (["TERM": "screen", "STY": "1.pts"], .screen),
      (["TERM": "screen.xterm-256color", "STY": "1.pts", "TMUX": "x"], .screen),
      (["TERM": "tmux-256color", "STY": "1.pts", "TMUX": "x"], .tmux), (["TERM": "xterm", "TMUX": ""], nil),
      (["TERM": "xterm-256color", "ZELLIJ": "0"], .zellij), ([:], nil),
    ] as [([String: String], Multiplexer?)])
  func theMultiplexerIsTheInnermost(environment: [String: String], expected: Multiplexer?) {
    #expect(Multiplexer { environment[$0] } == expected)
  }
}
