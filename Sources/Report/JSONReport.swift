import Analytics
import Market
import Wording

/// The content of a moment as one JSON document.
package struct JSONReport {
  package let reading: DeskReading
  package let desk: Desk
  package let digest: [Digest.Entry]

  package init(reading: DeskReading, desk: Desk, digest: [Digest.Entry]) {
    self.reading = reading
    self.desk = desk
    self.digest = digest
  }

  /// The whole document, or `asOf` and one section.
  package func value(only section: Section? = nil) -> JSONValue {
    var members: [(String, JSONValue)] = [("asOf", .string(Zone.newYork.timestamp(reading.asOf)))]
    for candidate in Section.allCases where section == nil || section == candidate {
      members.append((candidate.rawValue, part(candidate)))
    }
    return .object(members)
  }

  private func part(_ section: Section) -> JSONValue {
    switch section {
    case .quotes: .array(reading.sectors.flatMap { sector in sector.rows.map { quote($0, sector) } })
    case .indicator: indicator
    case .tariffs: .object([("US", side(reading.tariffs.us)), ("CN", side(reading.tariffs.china))])
    case .signals: .array(reading.signals.map(signal))
    case .facts: .array(reading.facts.map(fact))
    case .ahead: .array(reading.ahead.map(ahead))
    case .digest: .array(digest.map { .string($0.item.text()) })
    case .files: files
    }
  }

  private var indicator: JSONValue {
    let indicator = reading.indicator
    let isKnown = indicator.isKnown
    func known(_ value: Double) -> JSONValue { isKnown ? JSONValue(value) : .null }
    // Objects are always there, with null members where something is missing: scripts meet one shape.
    func estimate(_ estimate: Estimate?) -> JSONValue {
      .object([
        ("value", JSONValue(estimate?.value)), ("low", JSONValue(estimate?.low)), ("high", JSONValue(estimate?.high)),
      ])
    }
    return .object([
      ("value", known(indicator.policy.value)), ("low", known(indicator.policy.low)),
      ("high", known(indicator.policy.high)), ("label", JSONValue(indicator.label?.words)),
      (
        "models",
        .object([
          ("low", JSONValue(indicator.spread?.low)), ("median", JSONValue(indicator.spread?.median)),
          ("high", JSONValue(indicator.spread?.high)), ("agree", JSONValue(indicator.spread?.agree)),
          ("count", JSONValue(indicator.spread?.count)),
        ])
      ),
      (
        "announced",
        .object([
          ("value", JSONValue(indicator.announced?.value)),
          ("from", JSONValue(indicator.announced?.from.description)),
        ])
      ),
      ("ifLapsed", JSONValue(indicator.ifLapsed)), ("withoutMeasures", JSONValue(indicator.withoutMeasures)),
      ("combined", estimate(indicator.combined)),
      ("market", market),
      (
        "ledger",
        .object([
          ("newest", JSONValue(indicator.evidence.newest?.description)),
          ("ageDays", JSONValue(indicator.evidence.ageDays)),
          ("stale", .bool(indicator.evidence.isOld)),
        ])
      ),
      ("changes", .object([("today", change(reading.today)), ("week", change(reading.week))])),
      ("parts", parts),
      ("events", .array(indicator.contributions.map(contribution))),
      ("triggers", .object([("talks", trigger(indicator.talks)), ("rollback", trigger(indicator.rollback))])),
    ])
  }

  private var parts: JSONValue {
    let indicator = reading.indicator
    func part(_ part: IndicatorReading.Part?, _ more: [(String, JSONValue)] = []) -> JSONValue {
      .object([("level", JSONValue(part?.level)), ("contribution", JSONValue(part?.contribution))] + more)
    }
    return .object([
      (
        "events",
        part(indicator.events, [("words", JSONValue(indicator.words)), ("deeds", JSONValue(indicator.deeds))])
      ), ("tariffs", part(indicator.tariffs)),
    ])
  }

  private func trigger(_ trigger: Trigger) -> JSONValue {
    .object([
      ("state", .string(trigger.state.rawValue)), ("since", JSONValue(trigger.since?.description)),
      ("lapses", JSONValue(trigger.lapses?.description)),
      ("lacking", .array(trigger.lacking.map { .string($0.words) })),
      (
        "causes",
        .array(
          trigger.causes.map { .object([("measure", .string($0.measure.id)), ("points", JSONValue($0.points))]) })
      ),
    ])
  }

  private var market: JSONValue {
    let market = reading.indicator.market
    func list(_ symbols: [String]) -> JSONValue { .array(symbols.map { .string($0) }) }
    return .object([
      ("value", JSONValue(market?.value)), ("z", JSONValue(market?.z)),
      ("pricesTo", JSONValue((market?.pricesTo).map(Zone.newYork.timestamp))),
      ("session", JSONValue(market?.session.description)),
      ("provisional", JSONValue(market?.isProvisional)), ("unadjusted", JSONValue(market?.isUnadjusted)),
      ("members", list(reading.needle.members)), ("reference", .string(reading.needle.reference)),
      (
        "missing",
        .object([
          ("absent", list(reading.needle.absent)), ("old", list(reading.needle.old)),
          ("short", list(reading.needle.short)),
        ])
      ),
    ])
  }

  private func change(_ change: IndicatorChange) -> JSONValue {
    .object([
      ("from", .string(change.from.description)),
      ("total", reading.indicator.isKnown ? JSONValue(change.total) : .null),
      ("events", JSONValue(change.events)), ("tariffs", JSONValue(change.tariffs)),
      (
        "items",
        .array(change.items.map { .object([("text", .string($0.text)), ("points", JSONValue($0.points))]) })
      ),
    ])
  }

  private func contribution(_ item: IndicatorReading.Contribution) -> JSONValue {
    .object([
      ("id", .string(item.signal.id)), ("date", .string(item.signal.day.description)),
      ("code", .string(item.signal.code)), ("weight", JSONValue(item.signal.weight)),
      ("probability", JSONValue(item.probability)), ("scope", JSONValue(item.signal.scope)),
      ("ageDays", .integer(item.age)), ("decay", JSONValue(item.decay)), ("contribution", JSONValue(item.points)),
      ("file", .string(item.signal.origin.file)), ("line", .integer(item.signal.origin.line)),
    ])
  }

  private func side(_ side: TariffReading.SideReading) -> JSONValue {
    .object([
      ("headline", JSONValue(side.shownHeadline)), ("allIn", JSONValue(side.allIn)),
      ("baseline", JSONValue(side.baseline)), ("ifLapsed", JSONValue(side.ifLapsed)),
      ("since", JSONValue(side.since?.description)), ("peak", JSONValue(side.peak?.rate)),
      ("peakDate", JSONValue(side.peak?.day.description)),
      (
        "layers",
        .array(
          reading.tariffs.layers.filter { $0.measure.by == side.side }.map { layer in
            .object([
              ("id", .string(layer.measure.id)), ("authority", .string(layer.measure.authority)),
              ("title", .string(layer.measure.title)), ("instrument", .string(layer.step.instrument)),
              ("scope", .string(layer.measure.scope.rawValue)), ("rate", JSONValue(layer.shownRate)),
              ("state", .string(layer.state.words)), ("since", .string(layer.shownDay.description)),
              ("until", JSONValue(layer.until?.description)), ("lapsed", .bool(layer.isLapsed)),
              ("verified", .bool(layer.step.verified)), ("source", .string(layer.step.source)),
              ("file", .string(layer.step.origin.file)), ("line", .integer(layer.step.origin.line)),
            ])
          })
      ),
    ])
  }

  private func quote(_ row: QuoteRow, _ sector: SectorRows) -> JSONValue {
    .object([
      ("symbol", .string(row.instrument.symbol)), ("name", .string(row.instrument.name)),
      ("sector", .string(sector.name)),
      ("price", JSONValue(row.price)), ("flag", JSONValue(row.flag?.rawValue)), ("change", JSONValue(row.change)),
      ("changePercent", JSONValue(row.changePercent)), ("sigma", JSONValue(row.sigma)),
      ("versusReference", JSONValue(row.versusReference)), ("sinceEvent", JSONValue(row.sinceEvent)),
      ("previousClose", JSONValue(row.previousClose)), ("open", JSONValue(row.open)), ("high", JSONValue(row.high)),
      ("low", JSONValue(row.low)), ("volume", JSONValue(row.volume)), ("yearLow", JSONValue(row.yearLow)),
      ("yearHigh", JSONValue(row.yearHigh)), ("currency", JSONValue(row.currency)),
      ("time", JSONValue(row.time.map(Zone.newYork.timestamp))), ("session", JSONValue(row.session?.description)),
      ("ageSeconds", JSONValue(row.time.map { Int($0.seconds(to: reading.asOf)) })),
      ("file", JSONValue(row.origin?.file)), ("line", JSONValue(row.origin?.line)), ("stale", .bool(row.isStale)),
      ("extended", JSONReport.extended(row)), ("clockAhead", JSONReport.seconds(row.clockAhead)),
      ("doubt", JSONValue(row.doubt?.reason)), ("lastSession", .bool(row.isOfLastSession)),
      ("missingSession", JSONValue(row.missing?.session?.description)), ("reference", .string(sector.reference)),
      ("results", JSONValue(row.results?.description)),
    ])
  }

  /// The price outside the regular session; null without one.
  static func extended(_ row: QuoteRow) -> JSONValue {
    guard let extended = row.extended else { return .null }
    return .object([
      ("session", .string(extended.session.rawValue)), ("time", .string(Zone.newYork.timestamp(extended.time))),
      ("price", JSONValue(extended.price)), ("percent", JSONValue(row.extendedPercent)),
    ])
  }

  private func signal(_ row: SignalRow) -> JSONValue {
    let signal = row.signal
    return .object([
      ("id", .string(signal.id)), ("date", .string(signal.day.description)),
      ("time", JSONValue(signal.time?.description)), ("actor", .string(signal.actor)),
      ("target", .string(signal.target)), ("code", .string(signal.code)), ("weight", JSONValue(signal.weight)),
      ("reliability", .string(signal.reliability.rawValue)), ("credibility", .integer(signal.credibility)),
      ("countsAs", .integer(row.credibility)), ("status", .string(row.status.rawValue)),
      ("scope", JSONValue(signal.scope)), ("points", JSONValue(row.points)), ("text", .string(signal.text)),
      ("source", .string(signal.source)), ("url", JSONValue(signal.url)), ("measure", JSONValue(signal.measure)),
      ("note", .string(signal.note)), ("verified", .bool(signal.verified)), ("file", .string(signal.origin.file)),
      ("line", .integer(signal.origin.line)),
    ])
  }

  private func fact(_ fact: Fact) -> JSONValue {
    .object([
      ("id", .string(fact.id)), ("label", .string(fact.label)), ("value", JSONValue(fact.value)),
      ("unit", .string(fact.unit)), ("date", JSONValue(fact.day?.description)),
      ("published", JSONValue(fact.published?.description)), ("source", .string(fact.source)),
      ("verified", .bool(fact.verified)), ("file", .string(fact.origin.file)), ("line", .integer(fact.origin.line)),
    ])
  }

  private func ahead(_ entry: AheadEntry) -> JSONValue {
    .object([
      ("time", .string(Zone.newYork.timestamp(entry.instant))), ("wholeDay", .bool(!entry.hasTime)),
      ("title", .string(entry.title)), ("symbols", .array(entry.symbols.map(JSONValue.string))),
      ("inSeconds", .integer(Int(reading.asOf.seconds(to: entry.instant)))), ("verified", .bool(entry.verified)),
      ("source", .string(entry.source)),
    ])
  }

  /// Every file's health, with the rhythm of feeds and since when one is silent.
  private var files: JSONValue {
    let rhythms = FeedRhythm.rhythms(of: desk, asOf: reading.asOf)
    return .array(
      desk.files.map { report in
        let silent = reading.deadFeeds.first { $0.file == report.path }
        return .object(
          JSONReport.members(of: report) + [
            ("usualSeconds", JSONValue((rhythms[report.path]?.usual).map { Int($0) })),
            ("silentSince", JSONValue((silent?.since).map(Zone.newYork.timestamp))),
          ])
      })
  }

  /// One file's health, as `check` gives it.
  static func file(_ report: FileReport) -> JSONValue { .object(members(of: report)) }

  private static func members(of report: FileReport) -> [(String, JSONValue)] {
    [
      ("path", .string(report.path)), ("kind", JSONValue(report.kind)),
      ("format", JSONValue(report.format)), ("state", .string(report.state.rawValue)),
      ("rows", .integer(report.rows)), ("newest", JSONValue(report.newest?.description)),
      ("modified", JSONValue(report.modified?.description)), ("read", JSONValue(report.read?.description)),
      ("bytes", .integer(report.size)),
      ("milliseconds", report.read == nil ? .null : .number(report.cost)),
      ("clockAhead", seconds(report.clockAhead)),
      ("problem", JSONValue(report.problems.first?.description)),
      ("problems", problems(report)),
    ]
  }

  /// How far a clock is ahead, null where it is not.
  static func seconds(_ offset: ClockOffset?) -> JSONValue { JSONValue(offset.map { Int($0.seconds) }) }

  static func problems(_ report: FileReport) -> JSONValue {
    .array(
      report.problems.map {
        .object([("line", .integer($0.line)), ("column", .integer($0.column)), ("message", .string($0.message))])
      })
  }
}
