import Alerts
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
  /// All names of the watchlist.
  private let names: [String]
  private let namesWithoutPrices: [String]
  /// Those that have a price.
  private let namesWithoutBars: [String]
  /// Names that the needle is made of and the desk does not watch.
  private let lacks: [String]

  private let alerts: [AlertStanding]

  /// - Parameters:
  ///   - reading: What the desk reads at the moment of the check.
  ///   - alerts: How the rules stand in it.
  package init(_ desk: Desk, _ reading: DeskReading, alerts: [AlertStanding]) {
    self.desk = desk
    self.alerts = alerts
    silent = Set(reading.deadFeeds.map(\.file))
    evidence = reading.indicator.evidence
    bindings = SectorBindings(reading.tariffs, desk.watchlist)
    // Without a watchlist nobody asked for the names that are shown.
    let isWatching = desk.files.contains { $0.kind == "watchlist" }
    let rows = isWatching ? reading.sectors.flatMap(\.rows) : []
    names = rows.map(\.instrument.symbol)
    namesWithoutPrices = rows.filter { $0.price == nil }.map(\.instrument.symbol)
    namesWithoutBars = rows.filter { $0.price != nil && desk.history(of: $0.instrument) == nil }.map(
      \.instrument.symbol)
    lacks = !isWatching ? [] : reading.needle.absent.filter { name in !rows.contains { $0.instrument.isNamed(name) } }
  }

  /// What a desk lacks, each with the next step: names without prices or bars, a needle without its names, measures that
  /// touch no name, and sectors that no measure names. No fault: a desk may be meant so.
  package var notices: [String] {
    (prices + needle + measures).map { TerminalSafe($0).text }
  }

  private var prices: [String] {
    let feed = "let a feed write them, see detente feeds"
    let refused = namesWithoutPrices.filter { desk.priceNotes[$0] != nil }
    let untold = namesWithoutPrices.filter { desk.priceNotes[$0] == nil }
    let without =
      refused.map { "no prices of \($0) that are used: \(desk.priceNotes[$0]?.first ?? "")" }
      + (untold.isEmpty ? [] : ["no prices of \(Self.few(untold)): \(feed)"])
    let bare =
      namesWithoutBars.isEmpty
      ? []
      : ["no daily bars of \(Self.few(namesWithoutBars)), so no sigma, averages or chart: \(feed)"]
    return without + bare
  }

  private var needle: [String] {
    guard !lacks.isEmpty else { return [] }
    let own = names.prefix(2).map { "\($0): 1" }.joined(separator: ", ")
    let isUsual = desk.watchlist.indicator.basket.map(\.symbol) == IndicatorSettings().basket.map(\.symbol)
    let example = own.isEmpty || !isUsual ? "" : ", or watch others: indicator: { basket: { \(own) } }"
    return ["the market needle lacks \(Self.few(lacks)): let a feed write their prices\(example)"]
  }

  private var measures: [String] {
    let unbound = bindings.measuresWithoutNames
    let sectors = bindings.sectorsWithoutMeasures.map(\.name)
    var lines: [String] = []
    if !unbound.isEmpty {
      let meant = unbound.flatMap(\.sectors).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      let example = "aliases: [\(meant[0])]"
      let what = unbound.count == 1 ? "a measure touches" : "\(unbound.count) measures touch"
      lines.append(
        "\(what) no name (\(Self.few(unbound.map(\.id)))): a sector may say that it is one of \(Self.few(meant)): "
          + example)
    }
    if !sectors.isEmpty { lines.append("no tariff measure is on the sectors \(Self.few(sectors)), which need none") }
    return lines
  }

  /// The first five, and how many more.
  private static func few(_ words: [String]) -> String {
    let more = words.count - 5
    return words.prefix(5).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
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
      ("namesWithoutPrices", list(namesWithoutPrices)), ("namesWithoutBars", list(namesWithoutBars)),
      ("alerts", .array(alerts.map(JSONValue.init))),
      ("measuresWithoutNames", list(bindings.measuresWithoutNames.map(\.id))),
      ("sectorsWithoutMeasures", list(bindings.sectorsWithoutMeasures.map(\.name))),
    ])
  }
}
