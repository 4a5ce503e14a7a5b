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
    let heading =
      "What if US \(us.text) and China \(china.text) points, \(moment): $bn a year on 2024 trade"
    let lines = SectionReport(json: json, table: table { .text("\($0)") }, heading: heading).lines
    return SectionReport(
      json: json, table: table { .number(Double($0)) }, lines: lines + [""] + WhatIfNotes.all)
  }

  /// The elasticities with their names in the answer.
  private var responses: [(name: String, response: ScenarioOutcome.Response?)] {
    [("short", outcome.short), ("long", outcome.long), ("user", outcome.user)]
  }

  // MARK: JSON

  private var json: JSONValue {
    .object([
      ("asOf", .string(Zone.newYork.timestamp(reading.asOf))), ("us", side(outcome.us)), ("cn", side(outcome.china)),
      ("elasticity", JSONValue(outcome.user?.elasticity)),
      ("trade", flows { side, flow in ("base", JSONValue(TradeResponse.of(side).base), flow.trade) }),
      ("duty", flows { _, flow in (nil, nil, flow.duty) }),
      (
        "ruleOfThumb",
        .object([
          ("low", JSONValue(outcome.ruleOfThumb?.lowerBound)), ("high", JSONValue(outcome.ruleOfThumb?.upperBound)),
          ("cap", JSONValue(TradeResponse.twoWay)),
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
      ("notes", .array(WhatIfNotes.all.map(JSONValue.string))),
    ])
  }

  private func side(_ side: ScenarioOutcome.SideOutcome) -> JSONValue {
    .object([
      ("headline", JSONValue(side.headline.then)), ("allIn", JSONValue(side.allIn.then)),
      ("baseline", JSONValue(side.baseline)), ("headlineNow", JSONValue(side.headline.now)),
      ("allInNow", JSONValue(side.allIn.now)),
    ])
  }

  /// One quantity of both sides under every elasticity.
  private func flows(
    _ pick: (Side, ScenarioOutcome.Response.Flow) -> (key: String?, value: JSONValue?, ScenarioChange)
  ) -> JSONValue {
    .object(
      responses.map { name, response in
        guard let response else { return (name, .null) }
        let sides = Side.allCases.map { side -> (String, JSONValue) in
          let (key, value, quantity) = pick(side, response.flow(side))
          var members = change(quantity)
          if let key, let value { members.insert((key, value), at: 0) }
          return (side.rawValue, .object(members))
        }
        return (name, .object([("elasticity", JSONValue(response.elasticity))] + sides))
      })
  }

  private func change(_ change: ScenarioChange) -> [(String, JSONValue)] {
    [("now", JSONValue(change.now)), ("then", JSONValue(change.then)), ("change", JSONValue(change.change))]
  }

  private func name(_ name: NameResponse) -> JSONValue {
    let response = name.response(to: outcome.direction)
    return .object([
      ("symbol", .string(name.instrument.symbol)), ("sector", .string(name.sector)),
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
        let note = name + (side == .china ? ", not verified" : "")
        let flow = response.flow(side)
        add("trade", of: side.rawValue, elasticity: response.elasticity, flow.trade, note: note)
        add("duty", of: side.rawValue, elasticity: response.elasticity, flow.duty, note: note)
      }
    }
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

  private func addClaim(to table: inout Table) {
    let ends = [
      ("low", outcome.ruleOfThumb?.lowerBound, outcome.impliedElasticity?.low),
      ("high", outcome.ruleOfThumb?.upperBound, outcome.impliedElasticity?.high),
    ]
    for (end, value, elasticity) in ends {
      table.rows.append([
        .text("article's claim"), .text(end), .number(elasticity), .missing, .missing, .number(value), .missing,
        .missing, .text("at most \(NumberText.fixed(TradeResponse.twoWay, 1).text), elasticity implied"),
      ])
    }
  }
}
