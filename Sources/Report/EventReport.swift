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
      ("averages", .array(table.names.indices.map(average))),
    ])
  }

  /// The mean CAR of a name over the events asked for, with its cross-sectional t.
  private func average(_ name: Int) -> JSONValue {
    let average = table.average(name: name, over: table.events.indices)
    return .object([
      ("symbol", .string(table.names[name].symbol)), ("car", JSONValue(average?.mean)), ("t", JSONValue(average?.t)),
      ("n", .integer(average?.count ?? 0)), ("weak", JSONValue(average?.isWeak)),
    ])
  }

  private func event(_ index: Int) -> JSONValue {
    let event = table.events[index]
    return .object([
      ("id", .string(event.id)), ("date", .string(event.day.description)), ("text", .string(event.text)),
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
        var row: [TerminalSafe] = ["\(event.day.description)", "\(event.id)", "\(event.text)", "\(name.symbol)"]
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
    for (index, name) in table.names.enumerated() where table.events.count > 1 {
      let average = table.average(name: index, over: table.events.indices)
      rows.append([
        "", "", "average", "\(name.symbol)", "", NumberText.fixed(average.map { 100 * $0.mean }, 2, signed: true), "",
        NumberText.fixed(average?.t, 2), NumberText.fixed(Double(average?.count ?? 0), 0),
        average?.isWeak ?? false ? "weak, t across events" : "t across events",
      ])
    }
    return [heading.text, ""]
      + Columns.lines(rows, [.left, .left, .left, .left, .right, .right, .right, .right, .right, .left])
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
