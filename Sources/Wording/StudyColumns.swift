import Analytics
import Market

extension MarketEvent.Kind {
  /// `cuts`, `raises`.
  package var plural: String {
    switch self {
    case .cut: "cuts"
    case .raise: "raises"
    }
  }
}

/// What a name did around an event, as its columns see it.
package struct StudyLine: Sendable {
  package let event: MarketEvent
  package let name: Instrument
  package let cell: EventTable.Cell

  package init(event: MarketEvent, name: Instrument, cell: EventTable.Cell) {
    self.event = event
    self.name = name
    self.cell = cell
  }
}

/// The columns of event studies. Returns are logarithmic and 0.01 for one percent; screens and text show percent.
package enum StudyColumns {
  package typealias Record = ColumnRecord<StudyLine>

  package static let event = Record("event", "event", csv: "event") { .text($0.event.id) }
  package static let date = Record("date", "date", csv: "date") { .text($0.event.day.description) }
  package static let text = Record("text", csv: "text") { .text($0.event.text) }
  package static let symbol = Record("symbol", "name", csv: "symbol") { .text($0.name.symbol) }
  /// The name's session that counts as the event's.
  package static let session = Record("session", "session 0", csv: "session") {
    ColumnValue($0.cell.value?.zero.description)
  }
  package static let estimation = Record("estimation", "estimation") {
    ColumnValue($0.cell.value?.estimation.lowerBound.description)
  }
  package static let alpha = Record("alpha", "alpha", unit: "%", csv: "alpha") { .number($0.cell.value?.model.alpha) }
  package static let beta = Record("beta", "beta", csv: "beta") { .number($0.cell.value?.model.beta) }
  package static let sigma = Record("sigma", "sigma", unit: "%", csv: "sigma") {
    .number($0.cell.value?.model.variance.squareRoot())
  }
  package static let cumulative = Record("car", "CAR", unit: "%", csv: "car") { .number($0.cell.value?.cumulative) }
  package static let standardError = Record("se", "se", unit: "%", csv: "se") {
    .number($0.cell.value?.standardError)
  }
  package static let t = Record("t", "t", csv: "t") { .number($0.cell.value?.t) }
  package static let observations = Record("n", "n", csv: "n") { line in
    .number(line.cell.value.map { Double($0.model.observations) })
  }
  package static let weak = Record("weak", csv: "weak") { line in
    ColumnValue(line.cell.value.map { $0.isWeak ? "yes" : "no" })
  }
  package static let results = Record("results", csv: "results") { line in
    ColumnValue(line.cell.value.map { _ in line.cell.holdsResults ? "yes" : "no" })
  }
  package static let gap = Record("gap", csv: "gap") { ColumnValue($0.cell.gap?.words) }

  /// The abnormal return of each session of a window.
  package static func abnormal(_ window: ClosedRange<Int>) -> [Record] {
    window.enumerated().map { index, session in
      let sign = session > 0 ? "+" : ""
      return Record("ar\(sign)\(session)", "AR \(sign)\(session)", csv: "ar\(sign)\(session)") { line in
        guard let abnormal = line.cell.value?.abnormal, abnormal.indices.contains(index) else { return .missing }
        return .number(abnormal[index])
      }
    }
  }

  /// In the order of CSV, then those that it does not have.
  package static func all(_ window: ClosedRange<Int>) -> [Record] {
    [event, date, text, symbol, session, alpha, beta, sigma] + abnormal(window)
      + [cumulative, standardError, t, observations, weak, results, gap, estimation]
  }
}
