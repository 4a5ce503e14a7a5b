import Canvas
import Foundation
import Testing

/// Compares a canvas with a recorded screen: rows closed by a bar, then the style letters of the same rows. A screen is
/// recorded by `DETENTE_RECORD=1`, which fails the run, so that a recording is always read before it counts.
package func expectGolden(
  _ canvas: Canvas, _ name: String, folder: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) {
  let url = URL(fileURLWithPath: folder).deletingLastPathComponent().appendingPathComponent("Golden/\(name).txt")
  let actual = picture(of: canvas)
  if ProcessInfo.processInfo.environment["DETENTE_RECORD"] != nil {
    try? FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try? actual.write(to: url, atomically: true, encoding: .utf8)
    Issue.record("recorded \(name): read it, then run again without DETENTE_RECORD", sourceLocation: sourceLocation)
    return
  }
  guard let expected = try? String(contentsOf: url, encoding: .utf8) else {
    Issue.record("no golden screen \(name); record it with DETENTE_RECORD=1", sourceLocation: sourceLocation)
    return
  }
  guard actual != expected else { return }
  let want = expected.components(separatedBy: "\n")
  let have = actual.components(separatedBy: "\n")
  let row = zip(want, have).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(want.count, have.count)
  var report = "screen \(name) differs first in row \(row + 1):\n"
  report += "* expected \(row < want.count ? want[row] : "(end)")\n"
  report += "* found    \(row < have.count ? have[row] : "(end)")\n"
  Issue.record("\(report)\n\(actual)", sourceLocation: sourceLocation)
}

extension Cell {
  /// What a test fills a canvas with, so that it sees which cells were drawn. No text that is drawn holds it.
  package static let undrawn = Cell(scalar: 0, style: .text)
}

/// A canvas as text: its rows, then the same cells' styles, then, where any has one, their further traits.
///
/// Each row is closed by a bar. A style is the letter of the role, a capital (`:` for plain text) where bold, a blank
/// where nothing was drawn; a series has its number, `!@#$%^&*` where bold. A trait is `i` for inverse, `u` for underline, `x` for both; `s` where the row is painted.
package func picture(of canvas: Canvas) -> String {
  let rows = (0..<canvas.size.rows).map { row in
    canvas.cells[row * canvas.size.columns..<(row + 1) * canvas.size.columns]
  }
  func grid(_ character: (Cell) -> String) -> String {
    rows.map { cells in
      var letters = cells.map(character).joined()
      while letters.hasSuffix(" ") { letters.removeLast() }
      return letters + "|\n"
    }.joined()
  }
  let text = rows.map { cells in cells.map(character).joined() + "|\n" }.joined()
  let traits = grid { $0.traits.isDisjoint(with: [.inverse, .underline, .selected]) ? " " : mark($0.traits) }
  let hasTraits = traits.contains { !" |\n".contains($0) }
  return text + "styles\n" + grid(letter) + (hasTraits ? "traits\n" + traits : "")
}

private func character(_ cell: Cell) -> String {
  guard cell.scalar != Cell.undrawn.scalar || cell.width == 0 else { return " " }
  guard cell.width > 0 else { return "" }
  var text = String.UnicodeScalarView()
  text.append(
    contentsOf: [cell.scalar, cell.firstMark, cell.secondMark].filter { $0 != 0 }.compactMap(Unicode.Scalar.init))
  return String(text)
}

private func mark(_ traits: Traits) -> String {
  guard traits.contains(.inverse) else { return traits.contains(.underline) ? "u" : "s" }
  return traits.contains(.underline) ? "x" : "i"
}

private func letter(_ cell: Cell) -> String {
  guard cell.scalar != Cell.undrawn.scalar else { return " " }
  let letter: Character =
    switch cell.role {
    case .text: "."
    case .dim: "m"
    case .rule: "r"
    case .heading: "h"
    case .accent: "a"
    case .up: "u"
    case .down: "d"
    case .warning: "w"
    case .error: "e"
    case .key: "k"
    case .header: "t"
    case .past: "p"
    case .series1, .series2, .series3, .series4, .series5, .series6, .series7, .series8:
      Array(cell.traits.contains(.bold) ? "!@#$%^&*" : "12345678")[cell.role.seriesIndex ?? 0]
    case .heat1: "v"
    case .heat2: "x"
    case .heat3: "y"
    case .heat4: "z"
    }
  if cell.traits.contains(.bold) { return letter == "." ? ":" : letter.uppercased() }
  return String(letter)
}
