import Analytics
import Canvas
import Market
import Wording

/// Event studies as `print --only events` gives them. Returns are logarithmic, as numbers (0.01 for one percent).
package struct EventReport {
  package let table: EventTable
  package let reading: DeskReading

  package init(table: EventTable, reading: DeskReading) {
    self.table = table
    self.reading = reading
  }

  package var section: SectionReport {
    SectionReport(json: json, table: rows, lines: lines)
  }

  private var settings: EventStudy.Settings { table.settings }

  private var json: JSONValue {
    .object([
      ("asOf", .string(Zone.newYork.timestamp(reading.asOf))), ("market", .string(table.market)),
      ("window", .array([.integer(settings.window.lowerBound), .integer(settings.window.upperBound)])),
      ("estimation", .integer(settings.estimation)), ("gap", .integer(settings.gap)),
      ("events", .array(table.events.indices.map(event))),
      ("averages", .array(averages.map(average))),
    ])
  }

  /// A name's average over events that may be averaged together.
  private struct Average {
    let name: Instrument
    /// Nil: over all events.
    let kind: MarketEvent.Kind?
    let value: EventAverage?
  }

  private var averages: [Average] {
    table.averaged(Array(table.events.indices)).flatMap { kind, rows in
      table.names.indices.map {
        Average(name: table.names[$0], kind: kind, value: table.average(name: $0, over: rows))
      }
    }
  }

  /// The mean CAR of a name over events, with its cross-sectional t.
  private func average(_ average: Average) -> JSONValue {
    .object([
      ("symbol", .string(average.name.symbol)), ("events", .string(average.kind?.plural ?? "all")),
      ("car", JSONValue(average.value?.mean)), ("t", JSONValue(average.value?.t)),
      ("n", .integer(average.value?.count ?? 0)), ("overlapping", .integer(average.value?.overlapping ?? 0)),
      ("weak", JSONValue(average.value?.isWeak)),
    ])
  }

  private func event(_ index: Int) -> JSONValue {
    let event = table.events[index]
    return .object([
      ("id", .string(event.id)), ("date", .string(event.day.description)),
      (
        "dates",
        .array([event.dates.lowerBound, event.dates.upperBound].map { .string($0.description) })
      ),
      ("text", .string(event.text)), ("verified", .bool(event.isVerified)),
      ("signals", .array(event.signals.map { .string($0.id) })),
      (
        "headlines",
        .array(
          event.turns.map {
            .object([("side", .string($0.side.rawValue)), ("from", .number($0.from)), ("to", .number($0.to))])
          })
      ),
      ("marketPercent", JSONValue(table.marketChanges[index])),
      ("names", .array(table.names.indices.map { name(table.names[$0], table.cells[index][$0]) })),
    ])
  }

  private func name(_ name: Instrument, _ cell: EventTable.Cell) -> JSONValue {
    let study = cell.value
    return .object([
      ("symbol", .string(name.symbol)), ("session", JSONValue(study?.zero.description)),
      ("from", JSONValue(study?.days.first?.description)), ("to", JSONValue(study?.days.last?.description)),
      (
        "estimation",
        study.map {
          .array([.string($0.estimation.lowerBound.description), .string($0.estimation.upperBound.description)])
        } ?? .null
      ),
      ("alpha", JSONValue(study?.model.alpha)), ("beta", JSONValue(study?.model.beta)),
      ("sigma", JSONValue(study?.model.variance.squareRoot())),
      ("abnormal", study.map { .array($0.abnormal.map { JSONValue($0) }) } ?? .null),
      ("car", JSONValue(study?.cumulative)), ("se", JSONValue(study?.standardError)), ("t", JSONValue(study?.t)),
      ("n", JSONValue(study?.model.observations)), ("weak", study.map { .bool($0.isWeak) } ?? .null),
      ("results", study.map { _ in .bool(cell.holdsResults) } ?? .null),
      ("provisional", study.map { .bool($0.isProvisional) } ?? .null), ("gap", JSONValue(cell.gap?.words)),
    ])
  }

  /// One line an event and name.
  private var rows: Table {
    let lines = zip(table.events, table.cells).flatMap { event, cells in
      zip(table.names, cells).map { StudyLine(event: event, name: $0, cell: $1) }
    }
    return Table(StudyColumns.all(settings.window), lines)
  }

  private var lines: [String] {
    let window = "\(settings.window.lowerBound)..\(settings.window.upperBound)"
    let heading: TerminalSafe =
      "Events: CAR % in sessions \(window), market model on \(table.market), \(settings.estimation) sessions to \(settings.gap) before"
    let heads = [
      StudyColumns.date, StudyColumns.event, StudyColumns.text, StudyColumns.symbol, StudyColumns.beta,
      StudyColumns.cumulative, StudyColumns.standardError, StudyColumns.t, StudyColumns.observations,
    ].map { TerminalSafe($0.head) }
    var rows: [[TerminalSafe]] = [heads + [""]]
    for (index, event) in table.events.enumerated() {
      for (name, cell) in zip(table.names, table.cells[index]) {
        var row: [TerminalSafe] = [
          "\(event.day.description)", "\(event.id)", "\(event.text)" + event.verificationMark, "\(name.symbol)",
        ]
        let study = cell.value
        row += [
          NumberText.fixed(study?.model.beta, 3),
          NumberText.fixed(study.map { 100 * $0.cumulative }, 2, signed: true),
          NumberText.fixed(study.map { 100 * $0.standardError }, 2), NumberText.fixed(study?.t, 2),
          NumberText.fixed(study.map { Double($0.model.observations) }, 0), "\(notes(cell))",
        ]
        rows.append(row)
      }
    }
    for average in averages where table.events.count > 1 {
      let value = average.value
      rows.append([
        "", "", "average" + (average.kind.map { " of tariff \($0.plural)" } ?? ""), "\(average.name.symbol)", "",
        NumberText.fixed(value.map { 100 * $0.mean }, 2, signed: true), "", NumberText.fixed(value?.t, 2),
        NumberText.fixed(Double(value?.count ?? 0), 0), TerminalSafe(notes(value)),
      ])
    }
    return [heading.text, ""]
      + Columns.lines(rows, [.left, .left, .left, .left, .right, .right, .right, .right, .right, .left])
  }

  private func notes(_ average: EventAverage?) -> String {
    guard let average else { return "" }
    let notes = [
      average.isWeak ? "weak" : nil,
      average.count < EventAverage.least ? "no t under \(EventAverage.least) events" : "t across events",
      average.overlapping > 0 ? "\(average.overlapping) left out, windows overlap" : nil,
    ]
    return notes.compactMap { $0 }.joined(separator: ", ")
  }

  private func notes(_ cell: EventTable.Cell) -> String {
    guard let study = cell.value else { return cell.gap?.words ?? "" }
    let notes = [
      study.isWeak ? "weak" : nil, cell.holdsResults ? "results in the window" : nil,
      study.isProvisional ? "provisional" : nil,
    ]
    return notes.compactMap { $0 }.joined(separator: ", ")
  }
}
