/// The character sets of the screen.
package enum Glyphs: Hashable, Sendable {
  /// Box drawing, blocks, braille and arrows.
  case unicode
  case ascii
  /// For ears and braille displays: texts in any script, and blanks where the others draw lines and pictures of numbers.
  case plain

  private func drawn(_ unicode: Unicode.Scalar, _ ascii: Unicode.Scalar) -> Unicode.Scalar {
    switch self {
    case .unicode: unicode
    case .ascii: ascii
    case .plain: " "
    }
  }

  package var rule: Unicode.Scalar { drawn("─", "-") }
  package var thickRule: Unicode.Scalar { drawn("━", "=") }
  package var bar: Unicode.Scalar { drawn("│", "|") }
  package var cross: Unicode.Scalar { drawn("┼", "+") }
  package var leftEnd: Unicode.Scalar { drawn("├", "|") }
  package var rightEnd: Unicode.Scalar { drawn("┤", "|") }
  package var axisTick: Unicode.Scalar { drawn("┤", "+") }
  package var axisCorner: Unicode.Scalar { drawn("└", "+") }
  package var axisMark: Unicode.Scalar { drawn("┴", "+") }
  /// The reading on a gauge or range.
  package var marker: Unicode.Scalar { drawn("┃", "|") }
  package var gaugeValue: Unicode.Scalar { drawn("█", "#") }
  package var gaugeMarket: Unicode.Scalar { drawn("┃", "M") }
  /// The area of a band.
  package var shade: Unicode.Scalar { drawn("░", ":") }
  /// A block of `level` 0…3, lightest first, for heat maps.
  package func heat(_ level: Int) -> Unicode.Scalar {
    let set: [Unicode.Scalar] = self == .unicode ? ["░", "▒", "▓", "█"] : [".", "=", "%", "#"]
    return set[min(max(0, level), 3)]
  }

  /// What rang.
  package var alert: TerminalSafe { self == .unicode ? "▲" : self == .ascii ? "^" : "alert " }
  /// The same where a row has one cell for it.
  package var alertMark: TerminalSafe { self == .unicode ? "▲" : "^" }

  package var up: TerminalSafe { self == .unicode ? "↑" : "^" }
  package var down: TerminalSafe { self == .unicode ? "↓" : "v" }
  /// In a sentence.
  package var upWord: TerminalSafe { self == .plain ? "up" : up }
  package var downWord: TerminalSafe { self == .plain ? "down" : down }
  /// Half a cell of a bar; none in ASCII.
  package var leftHalf: Unicode.Scalar? { self == .unicode ? "▌" : nil }
  package var rightHalf: Unicode.Scalar? { self == .unicode ? "▐" : nil }
  /// Half a cell of a drawn digit; none but where there are blocks.
  package var upperHalf: Unicode.Scalar? { self == .unicode ? "▀" : nil }
  package var lowerHalf: Unicode.Scalar? { self == .unicode ? "▄" : nil }
  /// From one value to another.
  package var to: TerminalSafe { self == .ascii ? "->" : "→" }

  /// A vertical bar of `level` 0…7, lowest first.
  package func column(_ level: Int) -> Unicode.Scalar {
    let level = min(max(0, level), 7)
    return drawn(
      ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"][level], ["_", ".", ",", "-", "=", "+", "*", "#"][level])
  }

  /// The end of a horizontal bar, `eighths` 1…7 of a cell filled from the left.
  package func partial(_ eighths: Int) -> Unicode.Scalar? {
    guard self == .unicode, (1...7).contains(eighths) else { return nil }
    return ["▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths - 1]
  }
}
