import Analytics
import Canvas
import Market
import Wording

/// What happened on the day of an event: its signals, then its steps, with the headlines that changed and the market.
struct EventItems {
  struct Entry {
    let subject: DetailSubject
    let lead: TerminalSafe
    let text: TerminalSafe
  }

  let event: MarketEvent
  let market: String
  /// Percent.
  let change: Double?

  var entries: [Entry] {
    event.signals.map { signal in
      Entry(
        subject: .signal(id: signal.id),
        lead: "\(SignalsPanel.country(signal.actor)) to \(SignalsPanel.country(signal.target))",
        text: "\(signal.text)  (\(signal.id)\(signal.source.isEmpty ? "" : ", " + signal.source))")
    }
      + event.steps.map { step in
        Entry(
          subject: .layer(id: step.measure.id), lead: "\(step.measure.by.rawValue) tariff",
          text:
            "\(step.measure.title) \(step.step.rate.map { NumberText.plain($0) } ?? "no rate"), \(step.step.state.rawValue)"
        )
      }
  }

  /// - Parameter selected: the entry that Enter opens; nil where none is.
  func draw(
    into canvas: inout Canvas, in region: Region, selected: Int?, title: TerminalSafe = "What happened"
  ) {
    let turns = EventText.turns(event)
    let head: TerminalSafe =
      (turns.isEmpty ? "" : turns + ", ") + "\(market) \(NumberText.fixed(change, 1, signed: true)) %"
    canvas.paneRule(title, in: region, focused: selected != nil, heads: [(head, region.columns - 2)])
    let entries = entries
    let height = region.rows - 1
    let first = firstVisible(selected: selected ?? 0, count: entries.count, height: height)
    for (offset, entry) in entries.dropFirst(first).prefix(max(0, height)).enumerated() {
      let row = offset + 1
      if selected == first + offset, entries.count > 1 { canvas.cursor(in: region, row: row, focused: false) }
      canvas.write(entry.lead, in: region, row: row, column: 3, width: 10, style: .dim)
      canvas.write(entry.text, in: region, row: row, column: 14, width: region.columns - 15)
    }
  }
}
