import Analytics
import Market
import Wording

extension SectionReport {
  /// The indicator, one line a day.
  package static func indicator(_ history: IndicatorHistory, from first: Day, to last: Day) -> SectionReport {
    var table = Table([
      "date", "value", "low", "high", "label", "events", "tariffs", "market", "combined", "models_low", "models_high",
    ])
    table.rows = history.entries.map { entry in
      func known(_ value: Double) -> ColumnValue { entry.isKnown ? .number(value) : .missing }
      return [
        .text(entry.day.description), known(entry.policy.value), known(entry.policy.low), known(entry.policy.high),
        ColumnValue(entry.label?.words), .number(entry.events), .number(entry.tariffs),
        .number(entry.market), .number(entry.combined?.value), ColumnValue.number(entry.settingsLow),
        .number(entry.settingsHigh),
      ]
    }
    let days = history.entries.map { entry -> JSONValue in
      func known(_ value: Double) -> JSONValue { entry.isKnown ? JSONValue(value) : .null }
      return .object([
        ("date", .string(entry.day.description)), ("value", known(entry.policy.value)),
        ("low", known(entry.policy.low)), ("high", known(entry.policy.high)),
        ("label", JSONValue(entry.label?.words)), ("events", JSONValue(entry.events)),
        ("tariffs", JSONValue(entry.tariffs)), ("market", JSONValue(entry.market)),
        ("combined", JSONValue(entry.combined?.value)),
        ("models", .object([("low", JSONValue(entry.settingsLow)), ("high", JSONValue(entry.settingsHigh))])),
      ])
    }
    return SectionReport(
      json: .object([
        ("from", .string(first.description)), ("to", .string(last.description)), ("days", .array(days)),
      ]), table: table, heading: "Policy index, \(first) to \(last), each day as it read at 16:20 New York")
  }
}
