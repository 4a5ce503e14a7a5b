import Theming

/// What a terminal is asked about its ground, and how it tells the colour (xterm's ctlseqs, OSC 11).
enum GroundAnswer {
  /// Light or dark, now and at each change; the ground's colour; last what every terminal answers, as the end.
  static let questions = "\u{1B}[?996n\u{1B}[?2031h\u{1B}]11;?\u{1B}\\\u{1B}[c"

  /// How the rest of a torn answer begins.
  static let start = "]11;".utf8

  /// The colour in `11;rgb:1e1e/1e1e/2e2e`, with one to four digits a channel; nil where it is something else.
  static func ground(of command: [UInt8]) -> RGB? {
    let text = String(decoding: command, as: UTF8.self)
    guard text.hasPrefix("11;rgb:") || text.hasPrefix("11;rgba:") else { return nil }
    let channels = text.drop { $0 != ":" }.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    guard channels.count >= 3 else { return nil }
    let values = channels.prefix(3).compactMap(channel)
    return values.count == 3 ? RGB(values[0], values[1], values[2]) : nil
  }

  /// `8` is 0x88, `80` is 0x80, `8000` is 0x80: a share of the most that so many digits can say.
  private static func channel(_ digits: Substring) -> UInt8? {
    guard (1...4).contains(digits.count), digits.allSatisfy(\.isHexDigit), let value = Int(digits, radix: 16) else {
      return nil
    }
    let most = (1 << (4 * digits.count)) - 1
    return UInt8((value * 255 + most / 2) / most)
  }
}
