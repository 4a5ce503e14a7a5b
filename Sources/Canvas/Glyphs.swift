/// The two character sets of the screen: Unicode box drawing, blocks and arrows, or ASCII only.
package enum Glyphs: Hashable, Sendable {
  case unicode, ascii

  package var rule: Unicode.Scalar { self == .unicode ? "─" : "-" }
  package var thickRule: Unicode.Scalar { self == .unicode ? "━" : "=" }
  package var bar: Unicode.Scalar { self == .unicode ? "│" : "|" }
  package var cross: Unicode.Scalar { self == .unicode ? "┼" : "+" }
  package var leftEnd: Unicode.Scalar { self == .unicode ? "├" : "|" }
  package var rightEnd: Unicode.Scalar { self == .unicode ? "┤" : "|" }
  package var axisTick: Unicode.Scalar { self == .unicode ? "┤" : "+" }
  package var axisCorner: Unicode.Scalar { self == .unicode ? "└" : "+" }
  package var axisMark: Unicode.Scalar { self == .unicode ? "┴" : "+" }
  /// The reading on a gauge or range.
  package var marker: Unicode.Scalar { self == .unicode ? "┃" : "|" }
  package var gaugeValue: Unicode.Scalar { self == .unicode ? "█" : "#" }
  package var gaugeMarket: Unicode.Scalar { self == .unicode ? "┃" : "M" }
  /// The area of a band.
  package var shade: Unicode.Scalar { self == .unicode ? "░" : ":" }
  /// A block of `level` 0…3, lightest first, for heat maps.
  package func heat(_ level: Int) -> Unicode.Scalar {
    let set: [Unicode.Scalar] = self == .unicode ? ["░", "▒", "▓", "█"] : [".", "=", "%", "#"]
    return set[min(max(0, level), 3)]
  }

  package var up: TerminalSafe { self == .unicode ? "↑" : "^" }
  package var down: TerminalSafe { self == .unicode ? "↓" : "v" }
  /// Half a cell of a bar; none in ASCII.
  package var leftHalf: Unicode.Scalar? { self == .unicode ? "▌" : nil }
  package var rightHalf: Unicode.Scalar? { self == .unicode ? "▐" : nil }
  /// From one value to another.
  package var to: TerminalSafe { self == .unicode ? "→" : "->" }

  /// A vertical bar of `level` 0…7, lowest first.
  package func column(_ level: Int) -> Unicode.Scalar {
    let set: [Unicode.Scalar] =
      self == .unicode
      ? ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] : ["_", ".", ",", "-", "=", "+", "*", "#"]
    return set[min(max(0, level), 7)]
  }

  /// The end of a horizontal bar, `eighths` 1…7 of a cell filled from the left.
  package func partial(_ eighths: Int) -> Unicode.Scalar? {
    guard self == .unicode, (1...7).contains(eighths) else { return nil }
    return ["▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths - 1]
  }

  /// A line chart's corners: from the left up, from the left down, up to the right, down to the right.
  package var lineUp: (from: Unicode.Scalar, to: Unicode.Scalar) { self == .unicode ? ("╯", "╭") : ("'", ".") }
  package var lineDown: (from: Unicode.Scalar, to: Unicode.Scalar) { self == .unicode ? ("╮", "╰") : (".", "'") }
}
