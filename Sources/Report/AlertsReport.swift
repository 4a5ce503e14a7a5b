import Alerts
import Analytics
import Canvas
import Market
import Wording

extension SectionReport {
  /// How the rules of alerts stand.
  package static func alerts(_ standings: [AlertStanding], asOf instant: Instant) -> SectionReport {
    let json = JSONValue.object([
      ("asOf", .string(Zone.newYork.timestamp(instant))), ("alerts", .array(standings.map(JSONValue.init))),
    ])
    let table = Table(AlertStandingColumns.all, standings)
    let lines = standings.map { TerminalSafe("\($0.rule.origin.description): ").text + $0.answer.text }
    return SectionReport(json: json, table: table, lines: lines.isEmpty ? ["no rules"] : lines)
  }
}

extension JSONValue {
  /// A rule and how it stands.
  package init(_ standing: AlertStanding) {
    self = .object([
      ("rule", .string(standing.rule.text)), ("name", JSONValue(standing.rule.name)),
      ("note", JSONValue(standing.rule.note)), ("file", .string(standing.rule.origin.file)),
      ("line", .integer(standing.rule.origin.line)), ("own", .bool(standing.rule.isOwn)),
      ("state", .string(standing.state.word)), ("subject", .string(standing.subject)),
      ("value", JSONValue(standing.value.isEmpty ? nil : standing.value)), ("level", JSONValue(standing.level)),
      ("distance", JSONValue(standing.distance.isEmpty ? nil : standing.distance)),
      ("distancePercent", JSONValue(standing.distancePercent)), ("mustReturnTo", JSONValue(standing.mustReturn)),
      ("answer", .string(standing.answer.text)), ("lastFiring", standing.lastFiring.map(JSONValue.init) ?? .null),
      ("acknowledged", JSONValue(standing.acknowledged.map(Zone.newYork.timestamp))),
    ])
  }

  /// What a hook is told at once: one alert; of several a line for all of them, and each.
  package static func alert(_ firings: [Firing]) -> JSONValue {
    guard firings.count != 1, let parcel = AlertPace.Parcel(firings) else {
      return firings.first.map(JSONValue.init) ?? .null
    }
    return .object([
      ("text", .string(parcel.text.text)), ("urgent", .bool(firings.contains(where: \.isUrgent))),
      ("alerts", .array(firings.map(JSONValue.init))),
    ])
  }

  /// What rang, as the hook gets it on its standard input and `detente alerts --format json` prints it.
  package init(_ firing: Firing) {
    self = .object([
      ("id", .string(firing.id)), ("rule", .string(firing.rule)), ("name", JSONValue(firing.name)),
      ("note", JSONValue(firing.note)), ("file", .string(firing.origin.file)), ("line", .integer(firing.origin.line)),
      ("subject", .string(firing.subject)), ("symbol", JSONValue(firing.symbol)), ("edge", .string(firing.edge)),
      ("value", .string(firing.value)), ("number", JSONValue(firing.number)),
      ("source", JSONValue(firing.source?.description)), ("time", .string(Zone.newYork.timestamp(firing.time))),
      ("text", .string(firing.text.text)), ("urgent", .bool(firing.isUrgent)), ("late", .bool(firing.isLate)),
      ("doubtful", .bool(firing.isDoubtful)), ("maybeAgain", .bool(firing.isMaybeAgain)),
    ])
  }
}
