import Analytics
import Market
import Wording

/// One section of a moment as a table, for CSV.
package struct TableReport {
  package let reading: DeskReading
  package let desk: Desk
  package let digest: [Digest.Entry]

  package init(reading: DeskReading, desk: Desk, digest: [Digest.Entry]) {
    self.reading = reading
    self.desk = desk
    self.digest = digest
  }

  package func table(_ section: Section) -> Table {
    switch section {
    case .quotes: Table(QuoteColumns.all, reading.quoteLines)
    case .indicator: indicator
    case .tariffs: tariffs
    case .signals: Table(SignalColumns.all, reading.signals)
    case .facts: Table(FactColumns.all, reading.facts)
    case .ahead: Table(AheadColumns.all, reading.ahead)
    case .digest: Table(DigestColumns.all, digest)
    case .files: Table(FileColumns.all, desk.files)
    }
  }

  private var indicator: Table {
    var table = Table(["item", "value", "low", "high", "note"])
    let indicator = reading.indicator
    func known(_ value: ColumnValue) -> ColumnValue { indicator.isKnown ? value : .missing }
    table.rows.append([
      .text("policy"), known(.number(indicator.policy.value)), known(.number(indicator.policy.low)),
      known(.number(indicator.policy.high)), ColumnValue(indicator.label?.words),
    ])
    table.rows.append([
      .text("models"), .number(indicator.spread?.median), .number(indicator.spread?.low),
      .number(indicator.spread?.high), ColumnValue(indicator.settingsText?.text),
    ])
    table.rows.append([
      .text("market"), .number(indicator.market?.value), .missing, .missing,
      reading.needle.lacks.isEmpty ? .missing : .text("needle: \(reading.needle.lacks.text)"),
    ])
    table.rows.append([
      .text("combined"), .number(indicator.combined?.value), .number(indicator.combined?.low),
      .number(indicator.combined?.high), .missing,
    ])
    table.rows.append([
      .text("announced"), .number(indicator.announced?.value), .missing, .missing,
      ColumnValue(indicator.announced?.from.description),
    ])
    for (name, points) in [
      ("if lapsed", indicator.ifLapsed), ("without measures", indicator.withoutMeasures),
      ("events", indicator.events?.contribution), ("words", indicator.words), ("deeds", indicator.deeds),
      ("tariffs", indicator.tariffs?.contribution),
    ] {
      table.rows.append([.text(name), .number(points), .missing, .missing, .missing])
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

  /// The measures below both sides' sums.
  private var tariffs: Table {
    var table = Table(TariffColumns.all, reading.tariffs.layers)
    let sums = [reading.tariffs.us, reading.tariffs.china].flatMap { side in
      [("headline", side.shownHeadline), ("all-in", side.allIn)].map { id, rate -> [ColumnValue] in
        [
          .text(side.side.rawValue), .text(id), .missing, .missing, .missing, .number(rate), .missing,
          ColumnValue(side.since?.description), .missing, .missing, .missing, .missing,
        ]
      }
    }
    table.rows.insert(contentsOf: sums, at: 0)
    return table
  }

}
