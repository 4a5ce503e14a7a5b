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

/// The text grid and the style grid of a canvas.
package func picture(of canvas: Canvas) -> String {
  var text = ""
  var styles = ""
  for row in 0..<canvas.size.rows {
    let cells = canvas.cells[row * canvas.size.columns..<(row + 1) * canvas.size.columns]
    let line = canvas.lines[row]
    let width = cells.reduce(0) { $0 + Int($1.width) }
    var used = 0
    for scalar in line.unicodeScalars { used += CharacterWidth.columns(of: scalar) }
    text += line + String(repeating: " ", count: max(0, width - used)) + "|\n"
    var letters = cells.map(letter).joined()
    while letters.hasSuffix(".") { letters.removeLast() }
    styles += letters + "|\n"
  }
  return text + "styles\n" + styles
}

private func letter(_ cell: Cell) -> String {
  let letter =
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
    }
  if cell.traits.contains(.bold) { return letter == "." ? ":" : letter.uppercased() }
  return letter
}
