import Analytics
import Canvas
import Market
import Wording

/// Index and tariffs in one line, where there is no room for their panes.
struct SummaryPane {
  let reading: DeskReading

  func draw(into canvas: inout Canvas, in region: Region) {
    let indicator = reading.indicator
    canvas.write(
      NumberText.fixed(indicator.isKnown ? indicator.policy.value : nil, 1), in: region, row: 0, column: 1,
      style: indicator.label == nil ? .dim : Style(.accent, [.bold]))
    let label = indicator.labelText
    canvas.write(
      label, in: region, row: 0, column: 7, style: indicator.label == nil ? Style(.warning) : Style(.text, [.bold]))
    func rate(_ side: TariffReading.SideReading) -> TerminalSafe {
      NumberText.fixed(side.shownHeadline, 1) + (side.ifLapsed == nil ? "" : "?")
    }
    let (us, china) = (rate(reading.tariffs.us), rate(reading.tariffs.china))
    let start = 7 + label.width + 2
    canvas.write("US \(us)  CN \(china)", in: region, row: 0, column: start, width: region.columns - start)
  }
}

extension Pane {
  static let summary = Pane("summary") { view, canvas, region in
    SummaryPane(reading: view.moment.reading).draw(into: &canvas, in: region)
  }
}
