import Analytics
import Canvas

/// What is new since the trader last looked, most important first; blank when nothing is.
struct DigestPane {
  let items: [DigestItem]
  /// Whether `u` answers: only at the present.
  let clears: Bool

  func draw(into canvas: inout Canvas, in region: Region) {
    guard !items.isEmpty else { return }
    let end = region.columns - 9
    canvas.write("NEW \(items.count)", in: region, row: 0, column: 1, style: Style(.accent, [.bold]))
    if clears { canvas.write("u clear", in: region, row: 0, column: end + 1, width: 7, style: Style(.key)) }
    var column = 9
    let gap = region.columns >= 112 ? 4 : 2
    let long = items.map { TerminalSafe($0.text) }
    let fits = long.reduce(0) { $0 + $1.width + gap } - gap <= end - column
    for (index, text) in (fits ? long : items.map { TerminalSafe($0.short) }).enumerated() {
      let room = end - column
      guard text.width <= room || index == 0 || room >= 16 else { continue }
      canvas.write(text, in: region, row: 0, column: column, width: room)
      column += text.width + gap
      if column >= end { break }
    }
  }
}

extension Pane {
  static let digest = Pane("digest") { view, canvas, region in
    DigestPane(items: view.moment.digest, clears: !view.moment.isAway).draw(into: &canvas, in: region)
  }
}
