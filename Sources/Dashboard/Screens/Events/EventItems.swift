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
        lead: "\(CountryText.short(signal.actor)) to \(CountryText.short(signal.target))",
        text:
          "\(signal.text)\(signal.verificationMark)  (\(signal.id)\(signal.source.isEmpty ? "" : ", " + signal.source))"
      )
    }
      + event.steps.map { step in
        Entry(
          subject: .layer(id: step.measure.id), lead: "\(step.measure.by.rawValue) tariff",
          text:
            "\(step.measure.title) \(step.step.rate.map { NumberText.plain($0) } ?? "no rate")\(step.step.verificationMark), \(step.step.state.rawValue)"
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
    var table = Table<Entry>(
      [
        Column("lead", ColumnExtent(10)) { .text($0.lead, .dim) },
        Column("text", ColumnExtent(20...Int.max)) { .text($0.text) },
      ], rows: entries, selected: entries.count > 1 ? selected : nil)
    (table.near, table.isCursorDim) = (selected ?? 0, true)
    var rest = region
    canvas.paneRule(
      title, in: rest.takeRows(1), focused: selected != nil, heads: [ColumnHead(head, right: region.columns - 2)])
    table.drawRows(into: &canvas, in: rest)
  }
}
