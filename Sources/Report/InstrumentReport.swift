import Analytics
import Market

extension SectionReport {
  /// One name: every fact and measure with its unit, time and place, its sensitivity, lots and other listings.
  package init(_ instrument: InstrumentReading, asOf instant: Instant) {
    let row = instrument.row
    let currency = row.currency
    let values = instrument.facts + instrument.technical
    var table = Table(["name", "value", "unit", "time", "file", "line"])
    func add(_ name: String, _ value: Double?, _ unit: String, time: Instant? = nil, origin: Origin? = nil) {
      table.rows.append([
        .text(name), .number(value), .text(unit), time.map { .text(Zone.newYork.timestamp($0)) } ?? .missing,
        origin.map { .text($0.file) } ?? .missing,
        origin.map { $0.line > 0 ? .text(String($0.line)) : .missing } ?? .missing,
      ])
    }
    for value in values {
      add(value.name.rawValue, value.value, value.unit.words, time: value.time, origin: value.origin)
    }
    for note in instrument.notes {
      table.rows.append([.text("note"), .text(note), .missing, .missing, .missing, .missing])
    }
    for item in instrument.sensitivities {
      let name = item.factor.name
      add("beta \(name)", item.beta, item.factor.unit)
      add("beta \(name) low", item.betaInterval.lowerBound, item.factor.unit)
      add("beta \(name) high", item.betaInterval.upperBound, item.factor.unit)
      add("correlation \(name)", item.correlation, "1")
      add("correlation \(name) low", item.correlationInterval?.lowerBound, "1")
      add("correlation \(name) high", item.correlationInterval?.upperBound, "1")
      add("pairs \(name)", Double(item.observations), "sessions")
    }
    for (index, holding) in instrument.holdings.enumerated() {
      let lot = "lot \(index + 1)"
      add("\(lot) quantity", holding.lot.quantity, "shares")
      add("\(lot) cost", holding.cost, currency ?? "?")
      add("\(lot) value", holding.value, currency ?? "?", time: row.time, origin: row.origin)
      add("\(lot) day", holding.dayGain, currency ?? "?", time: row.time, origin: row.origin)
      add("\(lot) total", holding.gain, currency ?? "?", time: row.time, origin: row.origin)
    }
    for other in instrument.otherListings {
      add(
        "listing \(other.listing.symbol)", other.row.price, other.row.currency ?? "?", time: other.row.time,
        origin: other.row.origin)
      if let ratio = other.listing.ratio { add("listing \(other.listing.symbol) ratio", ratio, "shares") }
    }
    let name = row.instrument.name.isEmpty ? "" : "  \(row.instrument.name)"
    self.init(
      json: instrument.json(asOf: instant), table: table,
      heading: "\(row.instrument.symbol)\(name)  \(Zone.newYork.timestamp(instant))"
        + (row.doubt.map { "  d, doubtful: \($0.reason)" } ?? "")
        + (row.missingText(year: Zone.newYork.day(of: instant).parts.year).map { "  \($0)" } ?? ""), decimals: 4)
  }
}

extension Sensitivity.Factor {
  fileprivate var name: String {
    switch self {
    case .reference(let symbol): symbol
    case .policy: "policy"
    }
  }

  /// Of β.
  fileprivate var unit: String {
    switch self {
    case .reference: "% per %"
    case .policy: "% per point"
    }
  }
}

extension InstrumentReading {
  fileprivate func json(asOf instant: Instant) -> JSONValue {
    let state = row.venueState
    return .object([
      ("asOf", .string(Zone.newYork.timestamp(instant))), ("symbol", .string(row.instrument.symbol)),
      ("name", .string(row.instrument.name)), ("sector", .string(sector)), ("currency", JSONValue(row.currency)),
      ("venue", JSONValue(row.instrument.venue?.rawValue ?? row.instrument.unknownExchange)),
      ("session", JSONValue(row.session?.description)),
      ("state", JSONValue(state?.phase.rawValue)),
      ("nextChange", JSONValue((state?.nextChange).map(Zone.newYork.timestamp))),
      ("flag", JSONValue(row.flag?.rawValue)), ("doubt", JSONValue(row.doubt?.reason)), ("stale", .bool(row.isStale)),
      ("missingSession", JSONValue(row.missing?.session?.description)),
      ("results", JSONValue(row.results?.description)),
      ("reference", .string(reference)), ("extended", JSONReport.extended(row)),
      ("clockAhead", JSONReport.seconds(row.clockAhead)),
      ("ageSeconds", JSONValue(row.time.map { Double($0.seconds(to: instant)) })),
      ("facts", .array(facts.map(json))), ("technical", .array(technical.map(json))),
      ("sensitivity", .array(sensitivities.map(json))), ("lots", .array(holdings.map(json))),
      (
        "lotTotals",
        holdings.isEmpty
          ? .null
          : .object([
            ("currency", JSONValue(row.currency)), ("value", JSONValue(holdings.value)),
            ("day", JSONValue(holdings.dayGain)),
            ("total", JSONValue(holdings.gain)),
          ])
      ),
      ("listings", .array(otherListings.map(json))), ("notes", .array(notes.map(JSONValue.string))),
    ])
  }

  private func place(_ origin: Origin?) -> [(String, JSONValue)] {
    [("file", JSONValue(origin?.file)), ("line", JSONValue(origin.flatMap { $0.line > 0 ? $0.line : nil }))]
  }

  private func json(_ value: Value) -> JSONValue {
    .object(
      [
        ("name", .string(value.name.rawValue)), ("value", JSONValue(value.value)), ("unit", .string(value.unit.words)),
        ("time", JSONValue(value.time.map(Zone.newYork.timestamp))),
      ] + place(value.origin))
  }

  private func json(_ item: Sensitivity) -> JSONValue {
    .object([
      ("to", .string(item.factor.name)), ("beta", JSONValue(item.beta)), ("unit", .string(item.factor.unit)),
      ("betaLow", JSONValue(item.betaInterval.lowerBound)), ("betaHigh", JSONValue(item.betaInterval.upperBound)),
      ("correlation", JSONValue(item.correlation)),
      ("correlationLow", JSONValue(item.correlationInterval?.lowerBound)),
      ("correlationHigh", JSONValue(item.correlationInterval?.upperBound)), ("n", .integer(item.observations)),
      ("differsFromZero", .bool(item.differsFromZero)),
    ])
  }

  private func json(_ holding: Holding) -> JSONValue {
    .object([
      ("quantity", JSONValue(holding.lot.quantity)), ("costPerShare", JSONValue(holding.lot.cost)),
      ("opened", JSONValue(holding.lot.opened?.description)), ("currency", JSONValue(row.currency)),
      ("cost", JSONValue(holding.cost)), ("value", JSONValue(holding.value)), ("day", JSONValue(holding.dayGain)),
      ("total", JSONValue(holding.gain)),
    ])
  }

  private func json(_ other: OtherListing) -> JSONValue {
    .object(
      [
        ("symbol", .string(other.listing.symbol)),
        ("venue", JSONValue(other.listing.venue?.rawValue ?? other.listing.unknownExchange)),
        ("currency", JSONValue(other.row.currency)), ("price", JSONValue(other.row.price)),
        ("session", JSONValue(other.row.session?.description)), ("ratio", JSONValue(other.listing.ratio)),
        ("pricePerShare", JSONValue(other.pricePerShare)),
      ] + place(other.row.origin))
  }
}
