import Analytics
import Canvas
import Market

/// The health of every file, as `check --format json` gives it.
package struct CheckReport: Sendable {
  /// What a file's state means to one who runs the feed.
  package enum State: String, Sendable {
    case ok
    /// Its quotes have fallen silent while their venue trades, or it is gone and its last values stay.
    case stale
    /// Refused, or some of its rows are.
    case bad
    /// No snapshot file.
    case ignored
  }

  private let desk: Desk
  private let silent: Set<String>
  private let evidence: IndicatorReading.Evidence
  private let bindings: SectorBindings

  /// - Parameter reading: What the desk reads at the moment of the check.
  package init(_ desk: Desk, _ reading: DeskReading) {
    self.desk = desk
    silent = Set(reading.deadFeeds.map(\.file))
    evidence = reading.indicator.evidence
    bindings = SectorBindings(reading.tariffs, desk.watchlist)
  }

  /// Measures on sectors that touch no name, and sectors that no measure names: a notice each, no fault.
  package var notices: [String] {
    let unbound = bindings.measuresWithoutNames.map { measure in
      "\(measure.origin.file): found \(measure.id) on \(measure.sectors.joined(separator: ", ")), expected a sector of the "
        + "watchlist or one of its aliases: it touches no name"
    }
    let sectors = bindings.sectorsWithoutMeasures.map(\.name)
    let unnamed = sectors.isEmpty ? [] : ["watchlist: no measure names \(sectors.joined(separator: ", "))"]
    return (unbound + unnamed).map { TerminalSafe($0).text }
  }

  package func state(of file: FileReport) -> State {
    switch file.state {
    case .bad, .partial: .bad
    case .ignored: .ignored
    case .beingWritten where !file.problems.allSatisfy(\.isNotice): .bad
    case .gone, .pending, .beingWritten: .stale
    case .ok: silent.contains(file.path) ? .stale : .ok
    }
  }

  package var json: JSONValue {
    let (symbols, unshown) = (desk.barSymbols, desk.unshownBars)
    func list(_ symbols: [String]?) -> JSONValue { .array((symbols ?? []).map { .string($0) }) }
    return .object([
      (
        "files",
        .array(
          desk.files.map { file in
            .object([
              ("path", .string(file.path)), ("kind", JSONValue(file.kind)), ("format", JSONValue(file.format)),
              ("rows", .integer(file.rows)), ("newest", JSONValue(file.newest?.description)),
              ("symbols", list(symbols[file.path])), ("unshown", list(unshown[file.path])),
              ("state", .string(state(of: file).rawValue)), ("clockAhead", JSONReport.seconds(file.clockAhead)),
              ("problems", JSONReport.problems(file)),
            ])
          })
      ),
      (
        "record",
        .object([
          ("newest", JSONValue(evidence.newest?.description)), ("ageDays", JSONValue(evidence.ageDays)),
          ("evidence", .bool(!evidence.isMissing)),
        ])
      ),
      ("measuresWithoutNames", list(bindings.measuresWithoutNames.map(\.id))),
      ("sectorsWithoutMeasures", list(bindings.sectorsWithoutMeasures.map(\.name))),
    ])
  }
}
