import Analytics
import Canvas
import Market
import Wording

/// Trade facts: dated figures with their units; `?` marks one that is not verified.
struct FactsPanel {
  let reading: DeskReading
  let selected: Int
  let focused: Bool

  func draw(into canvas: inout Canvas, in region: Region) {
    canvas.paneRule("Trade", in: region, focused: focused)
    guard !reading.facts.isEmpty else {
      canvas.write("no facts", in: region, row: 1, column: 3, width: region.columns - 3, style: .dim)
      return
    }
    let height = region.rows - 1
    let first = firstVisible(selected: focused ? selected : 0, count: reading.facts.count, height: height)
    for (offset, fact) in reading.facts.dropFirst(first).prefix(height).enumerated() {
      let line = offset + 1
      if focused, first + offset == selected { canvas.cursor(in: region, row: line, focused: true) }
      canvas.write(
        "\(fact.label)" + (fact.verified ? "" : " ?"), in: region, row: line, column: 3, width: region.columns - 20,
        style: .dim)
      canvas.write(
        NumberText.fixed(fact.value, 1), in: region, row: line, column: region.columns - 16, width: 9, alignment: .right
      )
      canvas.write("\(fact.unit)", in: region, row: line, column: region.columns - 6, width: 5, style: .dim)
    }
  }
}
