import Analytics
import Market

/// One section of a moment as a table, for CSV.
package struct TableReport {
  package let reading: DeskReading
  package let desk: Desk
  package let digest: [DigestItem]

  package init(reading: DeskReading, desk: Desk, digest: [DigestItem]) {
    self.reading = reading
    self.desk = desk
    self.digest = digest
  }

  package func table(_ section: Section) -> Table {
    switch section {
    case .quotes: quotes
    case .indicator: indicator
    case .tariffs: tariffs
    case .signals: signals
    case .facts: facts
    case .ahead: ahead
    case .digest: digestTable
    case .files: files
    }
  }

  private var quotes: Table {
    var table = Table([
      "symbol", "name", "sector", "price", "flag", "change", "change_percent", "sigma", "vs_reference", "since_event",
      "previous_close", "currency", "time", "age_seconds", "file", "stale", "clock_ahead", "doubt",
    ])
    for sector in reading.sectors {
      for row in sector.rows {
        table.rows.append([
          .text(row.instrument.symbol), .text(row.instrument.name), .text(sector.name), .number(row.price),
          text(row.flag?.rawValue), .number(row.change), .number(row.changePercent), .number(row.sigma),
          .number(row.versusReference), .number(row.sinceEvent), .number(row.previousClose), text(row.currency),
          text(row.time.map(Zone.newYork.timestamp)), .number(row.time.map { Double($0.seconds(to: reading.asOf)) }),
          text(row.origin?.description), .text(row.isStale ? "yes" : "no"),
          .number(row.clockAhead.map { Double($0.seconds) }), text(row.doubt?.reason),
        ])
      }
    }
    return table
  }

  private var indicator: Table {
    var table = Table(["item", "value", "low", "high", "note"])
    let indicator = reading.indicator
    func known(_ value: Table.Value) -> Table.Value { indicator.isKnown ? value : .missing }
    table.rows.append([
      .text("policy"), known(.number(indicator.policy.value)), known(.number(indicator.policy.low)),
      known(.number(indicator.policy.high)), known(.text(indicator.label.rawValue)),
    ])
    table.rows.append([
      .text("models"), known(.number(indicator.models.median)), known(.number(indicator.models.low)),
      known(.number(indicator.models.high)),
      known(.text("\(indicator.models.agree) of \(indicator.models.count) agree")),
    ])
    table.rows.append([.text("market"), .number(indicator.market?.value), .missing, .missing, .missing])
    table.rows.append([
      .text("combined"), .number(indicator.combined?.value), .number(indicator.combined?.low),
      .number(indicator.combined?.high), .missing,
    ])
    table.rows.append([
      .text("announced"), .number(indicator.announced?.value), .missing, .missing,
      text(indicator.announced?.from.description),
    ])
    for (name, part) in [("events", indicator.events), ("tariffs", indicator.tariffs)] {
      table.rows.append([.text(name), .number(part?.contribution), .missing, .missing, .missing])
    }
    for (name, trigger) in [("talks", indicator.talks), ("rollback", indicator.rollback)] {
      table.rows.append([.text(name), .missing, .missing, .missing, .text(trigger.state.rawValue)])
    }
    for (name, change) in [("today", reading.today), ("week", reading.week)] {
      table.rows.append([
        .text(name), known(.number(change.total)), .missing, .missing, .text("since \(change.from)"),
      ])
      for item in change.items {
        table.rows.append([.text("\(name) item"), .number(item.points), .missing, .missing, .text(item.text)])
      }
    }
    for item in indicator.contributions {
      table.rows.append([.text(item.signal.id), .number(item.points), .missing, .missing, .text(item.signal.text)])
    }
    return table
  }

  private var tariffs: Table {
    var table = Table(["side", "id", "title", "authority", "scope", "rate", "state", "since", "until", "source"])
    for side in [reading.tariffs.us, reading.tariffs.china] {
      for (id, rate) in [("headline", side.shownHeadline), ("all-in", side.allIn)] {
        table.rows.append([
          .text(side.side.rawValue), .text(id), .missing, .missing, .missing, .number(rate), .missing,
          text(side.since?.description), .missing, .missing,
        ])
      }
    }
    for layer in reading.tariffs.layers {
      table.rows.append([
        .text(layer.measure.by.rawValue), .text(layer.measure.id), .text(layer.measure.title),
        .text(layer.measure.authority), .text(layer.measure.scope.rawValue), .number(layer.shownRate),
        .text(layer.state.rawValue), .text(layer.shownDay.description), text(layer.until?.description),
        .text(layer.step.source),
      ])
    }
    return table
  }

  private var signals: Table {
    var table = Table(["id", "date", "actor", "target", "code", "grade", "status", "scope", "points", "text", "source"])
    for row in reading.signals {
      table.rows.append([
        .text(row.signal.id), .text(row.signal.day.description), .text(row.signal.actor), .text(row.signal.target),
        .text(row.signal.code), .text("\(row.signal.reliability.rawValue)\(row.signal.credibility)"),
        .text(row.status.rawValue),
        .number(row.signal.scope), .number(row.points), .text(row.signal.text), .text(row.signal.source),
      ])
    }
    return table
  }

  private var facts: Table {
    var table = Table(["id", "label", "value", "unit", "date", "source", "verified"])
    for fact in reading.facts {
      table.rows.append([
        .text(fact.id), .text(fact.label), .number(fact.value), .text(fact.unit), text(fact.day?.description),
        .text(fact.source), .text(fact.verified ? "yes" : "no"),
      ])
    }
    return table
  }

  private var ahead: Table {
    var table = Table(["time", "title", "symbols", "verified", "source"])
    for entry in reading.ahead {
      let time = entry.hasTime ? Zone.newYork.timestamp(entry.instant) : Zone.newYork.day(of: entry.instant).description
      table.rows.append([
        .text(time), .text(entry.title), .text(entry.symbols.joined(separator: " ")),
        .text(entry.verified ? "yes" : "no"), .text(entry.source),
      ])
    }
    return table
  }

  private var digestTable: Table {
    var table = Table(["text"])
    table.rows = digest.map { [.text($0.text)] }
    return table
  }

  private var files: Table {
    var table = Table(["path", "kind", "state", "rows", "newest", "problem"])
    for file in desk.files {
      table.rows.append([
        .text(file.path), text(file.kind), .text(file.state.rawValue), .number(Double(file.rows)),
        text(file.newest?.description), text(file.problems.first?.description),
      ])
    }
    return table
  }

  private func text(_ value: String?) -> Table.Value { value.map(Table.Value.text) ?? .missing }
}
