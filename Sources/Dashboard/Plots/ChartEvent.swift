import Analytics
import Canvas
import Market
import Wording

/// A signal or a tariff step on the time axis of prices.
struct ChartEvent: Hashable {
  let id: String
  let day: Day
  let text: TerminalSafe
  /// What the axis calls it; only steps of economy-wide tariffs have a name.
  let label: TerminalSafe
  /// The page that holds its source.
  let subject: DetailSubject

  /// Visible signals, and steps in effect by the day shown of tariffs that are economy-wide or name the sector;
  /// ascending by day, steps last.
  static func events(_ desk: Desk, _ reading: DeskReading, sector: String? = nil) -> [ChartEvent] {
    let signals = reading.signals.reversed().map { row in
      let signal = row.signal
      let status: TerminalSafe = row.status == .reported ? "" : ", \(row.status.rawValue)"
      return ChartEvent(
        id: "signal " + signal.id, day: signal.day,
        text:
          "\(CountryText.short(signal.actor)) to \(CountryText.short(signal.target)): \(signal.text)\(signal.verificationMark)\(status)",
        label: "", subject: .signal(id: signal.id))
    }
    let own = desk.watchlist.sectors.first { $0.name == sector }
    let measures = desk.tariffs.measures.filter { measure in
      measure.scope == .all || own?.isNamed(among: measure.sectors) == true
    }
    let steps = measures.flatMap { measure in
      measure.steps.filter { measure.visible($0) <= reading.cutoff }.map { step in
        let side: TerminalSafe = measure.by == .us ? "US" : "CN"
        let rate: TerminalSafe = step.rate.map { " \(NumberText.fixed($0, 2)) %" } ?? ""
        let state: TerminalSafe = step.state == .inForce ? "" : ", \(step.state.rawValue)"
        return ChartEvent(
          id: "step \(measure.id) \(step.effective)", day: step.effective,
          text: "\(side) tariff: \(measure.title)\(rate)\(step.verificationMark)\(state)",
          label: measure.scope == .all ? side : "",
          subject: .layer(id: measure.id))
      }
    }
    return (signals + steps).enumerated().sorted { a, b in
      a.element.day != b.element.day ? a.element.day < b.element.day : a.offset < b.offset
    }.map(\.element)
  }
}

/// The events of a screen, made anew only where what they are made of has changed: a new quote leaves them alone.
struct ChartEvents {
  private struct Source: Equatable {
    let signals: [SignalRow]
    let policyRevision: Int
    let tariffs: TariffReading
    let sector: String?
  }

  private var source: Source?
  private(set) var all: [ChartEvent] = []

  mutating func refresh(_ desk: Desk, _ reading: DeskReading, sector: String? = nil) {
    let source = Source(
      signals: reading.signals, policyRevision: desk.policyRevision, tariffs: reading.tariffs, sector: sector)
    guard source != self.source else { return }
    self.source = source
    all = ChartEvent.events(desk, reading, sector: sector)
  }
}

extension Sequence<ChartEvent> {
  /// The marks of a time axis: one a position, the selected one bright.
  /// - Parameter position: the position of a day on the axis; nil outside of it.
  func marks(selected: ChartEvent?, position: (Day) -> Int?) -> [PlotFrame.Mark] {
    var marks: [Int: PlotFrame.Mark] = [:]
    for event in self {
      guard let position = position(event.day) else { continue }
      let isSelected = event.id == selected?.id
      let label = isSelected && event.label.isEmpty ? "^" : event.label
      let style = isSelected ? Style(.accent, [.bold]) : event.label.isEmpty ? Style.dim : Style(.text)
      guard let present = marks[position] else {
        marks[position] = PlotFrame.Mark(position: position, label: label, style: style)
        continue
      }
      if isSelected || (present.label.isEmpty && present.style == .dim && !label.isEmpty) {
        marks[position] = PlotFrame.Mark(position: position, label: label.isEmpty ? present.label : label, style: style)
      }
    }
    return Array(marks.values)
  }
}
