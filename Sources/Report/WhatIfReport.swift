import Analytics
import Market
import Wording

/// What follows from other headlines, as `print --only what-if` gives it.
package struct WhatIfReport {
  private let outcome: ScenarioOutcome
  private let reading: DeskReading
  private let names: [NameResponse]

  package init(outcome: ScenarioOutcome, reading: DeskReading, names: [NameResponse]) {
    self.outcome = outcome
    self.reading = reading
    self.names = names
  }

  package var section: SectionReport {
    let us = NumberText.fixed(outcome.us.headline.then, 1)
    let china = NumberText.fixed(outcome.china.headline.then, 1)
    let moment = "\(DateText.long(reading.day).text) \(DateText.clock(reading.asOf, .newYork).text) New York"
    let heading = "What if US \(us.text) and China \(china.text) points, \(moment): $bn a year"
    let lines = SectionReport(json: json, table: table { .text("\($0)") }, heading: heading).lines
    return SectionReport(
      json: json, table: table { .number(Double($0)) }, lines: lines + [""] + text.notes.map(\.text))
  }

  private var text: WhatIfText { WhatIfText(outcome, year: reading.day.parts.year) }

  /// The elasticities with their names in the answer.
  private var responses: [(name: String, response: ScenarioOutcome.Response?)] {
    [("short", outcome.short), ("long", outcome.long), ("user", outcome.user), ("implied", outcome.implied)]
  }

  // MARK: JSON

  private var json: JSONValue {
    .object([
      ("asOf", .string(Zone.newYork.timestamp(reading.asOf))), ("us", side(outcome.us)), ("cn", side(outcome.china)),
      ("elasticity", JSONValue(outcome.user?.us.elasticity)),
      ("base", sides(base)), ("outturn", sides(outturn)),
      ("trade", flows(\.trade, base: true)), ("dutyRate", sides(dutyRate)), ("duty", flows(\.duty)),
      (
        "ruleOfThumb",
        .object([
          ("low", JSONValue(outcome.ruleOfThumb?.lowerBound)), ("high", JSONValue(outcome.ruleOfThumb?.upperBound)),
          ("cap", JSONValue(outcome.trade.twoWay)),
        ])
      ),
      (
        "impliedElasticity",
        .object([
          ("low", JSONValue(outcome.impliedElasticity?.low)), ("high", JSONValue(outcome.impliedElasticity?.high)),
        ])
      ),
      ("tariffComponent", JSONValue(outcome.tariffLevel.then)),
      ("tariffComponentNow", JSONValue(outcome.tariffLevel.now)),
      ("indicator", .object(change(outcome.index))),
      (
        "triggers",
        .object([
          (
            "rollback",
            .object([
              ("now", .string(outcome.rollback.now.rawValue)), ("then", .string(outcome.rollback.then.rawValue)),
            ])
          ),
          (
            "talks",
            .object([
              ("now", .string(reading.indicator.talks.state.rawValue)),
              ("then", .string(reading.indicator.talks.state.rawValue)),
            ])
          ),
        ])
      ),
      ("direction", JSONValue(outcome.direction?.rawValue)), ("names", .array(names.map(name))),
      ("notes", .array(text.notes.map { .string($0.text) })),
    ])
  }

  private func side(_ side: ScenarioOutcome.SideOutcome) -> JSONValue {
    .object([
      ("headline", JSONValue(side.headline.then)), ("allIn", JSONValue(side.allIn.then)),
      ("baseline", JSONValue(side.baseline)), ("headlineNow", JSONValue(side.headline.now)),
      ("allInNow", JSONValue(side.allIn.now)),
    ])
  }

  private func sides(_ value: (Side) -> JSONValue) -> JSONValue {
    .object(Side.allCases.map { ($0.rawValue, value($0)) })
  }

  /// The year to start from, or what is missing.
  private func base(_ side: Side) -> JSONValue {
    let record = outcome.trade.side(side)
    return .object([
      ("year", JSONValue(record.year?.year)), ("trade", JSONValue(record.year?.trade)),
      ("rate", JSONValue(record.year?.rate)), ("verified", record.year.map { .bool($0.verified) } ?? .null),
      ("missing", missing(record.base)),
    ])
  }

  /// The newest year whose outturn is known, and what every elasticity gave for it.
  private func outturn(_ side: Side) -> JSONValue {
    let record = outcome.trade.side(side)
    let outturn = try? record.outturn.get()
    let models = responses.map { name, response -> (String, JSONValue) in
      let flow = response?.flow(side)
      return (name, .object([("model", JSONValue(flow?.model)), ("missPercent", JSONValue(flow?.miss))]))
    }
    return .object([
      ("year", JSONValue(outturn?.year.year)), ("trade", JSONValue(outturn?.year.trade)),
      ("verified", outturn.map { .bool($0.year.verified) } ?? .null), ("from", JSONValue(outturn?.base.year)),
      ("impliedElasticity", JSONValue(record.impliedElasticity)), ("models", .object(models)),
      ("missing", missing(record.outturn)),
    ])
  }

  private func missing<Value>(_ result: Result<Value, TradeRecord.Gap>) -> JSONValue {
    if case .failure(let gap) = result { .string(gap.words.text) } else { .null }
  }

  private func dutyRate(_ side: Side) -> JSONValue {
    let duty = outcome.dutyRate(side)
    let average = duty.average.map { average -> JSONValue in
      .object([
        ("label", .string(average.label)), ("date", .string(average.day.description)), ("rate", .number(average.rate)),
        ("verified", .bool(average.verified)),
      ])
    }
    return .object([
      ("now", JSONValue(duty.rate.now)), ("then", JSONValue(duty.rate.then)), ("average", average ?? .null),
      ("note", .string(text.duty(side).text)),
    ])
  }

  /// One quantity of both sides under every elasticity.
  private func flows(
    _ quantity: KeyPath<ScenarioOutcome.Response.Flow, ScenarioChange>, base hasBase: Bool = false
  ) -> JSONValue {
    .object(
      responses.map { name, response in
        guard let response else { return (name, .null) }
        let both = response.us.elasticity == response.china.elasticity ? response.us.elasticity : nil
        let sides = Side.allCases.map { side -> (String, JSONValue) in
          let flow = response.flow(side)
          let base = hasBase ? [("base", JSONValue(outcome.trade.side(side).year?.trade))] : []
          let members = [("elasticity", JSONValue(flow.elasticity))] + change(flow[keyPath: quantity])
          return (side.rawValue, .object(base + members))
        }
        return (name, .object([("elasticity", JSONValue(both))] + sides))
      })
  }

  private func change(_ change: ScenarioChange) -> [(String, JSONValue)] {
    [("now", JSONValue(change.now)), ("then", JSONValue(change.then)), ("change", JSONValue(change.change))]
  }

  private func name(_ name: NameResponse) -> JSONValue {
    let response = name.response(to: outcome.direction)
    return .object([
      ("symbol", .string(name.instrument.symbol)), ("sector", .string(name.sector.name)),
      ("response", JSONValue(response?.mean)), ("t", JSONValue(response?.t)), ("n", .integer(response?.count ?? 0)),
      ("weak", response.map { .bool($0.isWeak) } ?? .null),
      ("measures", .array(reading.tariffs.measures(touching: name.sector).map { .string($0.id) })),
    ])
  }

  // MARK: Table

  /// - Parameter count: how a count is written; text shows it without decimals.
  private func table(_ count: (Int) -> ColumnValue) -> Table {
    var table = Table(["what", "of", "elasticity", "now", "then", "change", "t", "n", "note"])
    func add(
      _ what: String, of: String = "", elasticity: Double? = nil, _ change: ScenarioChange? = nil, note: String = ""
    ) {
      table.rows.append([
        .text(what), .text(of), .number(elasticity), .number(change?.now), .number(change?.then),
        .number(change?.change), .missing, .missing, .text(note),
      ])
    }
    add("index", outcome.index)
    add("tariff component", outcome.tariffLevel)
    for side in Side.allCases {
      add("headline", of: side.rawValue, outcome.side(side).headline)
      add("all-in", of: side.rawValue, outcome.side(side).allIn)
    }
    for (name, response) in responses {
      guard let response else { continue }
      for side in Side.allCases {
        let isVerified = side == .us || name == "implied"
        let flow = response.flow(side)
        add(
          "trade", of: side.rawValue, elasticity: flow.elasticity, flow.trade,
          note: name + (isVerified ? "" : ", not verified") + "; now: model at today's rate")
        add("duty", of: side.rawValue, elasticity: flow.elasticity, flow.duty, note: name + "; " + text.duty(side).text)
      }
    }
    addOutturns(to: &table)
    addClaim(to: &table)
    let trigger = "\(outcome.rollback.now.rawValue) to \(outcome.rollback.then.rawValue)"
    add("rollback", note: trigger)
    add("talks", note: "\(reading.indicator.talks.state.rawValue) as now")
    for name in names {
      let response = name.response(to: outcome.direction)
      table.rows.append([
        .text("response"), .text(name.instrument.symbol), .missing, .missing, .missing, .number(response?.mean),
        .number(response?.t), count(response?.count ?? 0),
        .text(response.map { $0.isWeak ? "weak" : "" } ?? "none measured"),
      ])
    }
    return table
  }

  /// The year to start from, and the model against the newest outturn: what was, what each elasticity gave, its miss in
  /// percent.
  private func addOutturns(to table: inout Table) {
    func add(_ what: String, _ side: Side, _ elasticity: Double?, _ value: Double?, _ miss: Double?, _ note: String) {
      table.rows.append([
        .text(what), .text(side.rawValue), .number(elasticity), .missing, .number(value), .number(miss), .missing,
        .missing, .text(note),
      ])
    }
    for side in Side.allCases {
      let record = outcome.trade.side(side)
      switch record.base {
      case .success(let year):
        add("base \(year.year)", side, nil, year.trade, nil, "at \(NumberText.fixed(year.rate, 2).text) % all-in")
      case .failure(let gap): add("base", side, nil, nil, nil, gap.words.text)
      }
      switch record.outturn {
      case .success(let outturn):
        add("outturn \(outturn.year.year)", side, nil, outturn.year.trade, nil, outturn.year.verified ? "" : "?")
        for (name, response) in responses {
          guard let flow = response?.flow(side) else { continue }
          let note = "\(name); from \(outturn.base.year), day by day; change: percent above the outturn"
          add("model \(outturn.year.year)", side, flow.elasticity, flow.model, flow.miss, note)
        }
      case .failure(let gap): add("outturn", side, nil, nil, nil, gap.words.text)
      }
    }
  }

  private func addClaim(to table: inout Table) {
    let ends = [
      ("low", outcome.ruleOfThumb?.lowerBound, outcome.impliedElasticity?.low),
      ("high", outcome.ruleOfThumb?.upperBound, outcome.impliedElasticity?.high),
    ]
    for (end, value, elasticity) in ends {
      table.rows.append([
        .text("article's claim"), .text(end), .number(elasticity), .missing, .missing, .number(value), .missing,
        .missing, .text("at most \(NumberText.fixed(outcome.trade.twoWay, 1).text), elasticity implied"),
      ])
    }
  }
}
