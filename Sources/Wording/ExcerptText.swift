import Canvas
import Market

extension Problem {
  /// The offending line, and a caret under the column where one is known; empty without an excerpt. A line too long for
  /// `width` columns loses its left part first, so that the place stays in view.
  package func excerptLines(width: Int) -> [TerminalSafe] {
    guard let excerpt, width > 8 else { return [] }
    var before = excerpt.before.unicodeScalars
    var isCut = excerpt.isCutBefore
    while !before.isEmpty, TerminalSafe(String(before)).width + 1 > width * 2 / 3 {
      before.removeFirst()
      isCut = true
    }
    let lead: TerminalSafe = (isCut ? "~" : "") + TerminalSafe(String(before))
    let line = lead + TerminalSafe(excerpt.rest) + (excerpt.isCutAfter ? "~" : "")
    guard column > 0 else { return [line.fitted(to: width)] }
    return [line.fitted(to: width), TerminalSafe(String(repeating: " ", count: lead.width) + "^")]
  }
}
