import Analytics
import Market

extension SectionReport {
  /// The indicator, one line a day.
  package static func indicator(_ history: IndicatorHistory, from first: Day, to last: Day) -> SectionReport {
    var table = Table([
      "date", "value", "low", "high", "label", "events", "tariffs", "market", "combined", "models_low", "models_high",
    ])
    table.rows = history.entries.map { entry in
      [
        .text(entry.day.description), .number(entry.policy.value), .number(entry.policy.low),
        .number(entry.policy.high), .text(entry.label.rawValue), .number(entry.events), .number(entry.tariffs),
        .number(entry.market), .number(entry.combined?.value), .number(entry.modelsLow), .number(entry.modelsHigh),
      ]
    }
    let days = history.entries.map { entry -> JSONValue in
      .object([
        ("date", .string(entry.day.description)), ("value", JSONValue(entry.policy.value)),
        ("low", JSONValue(entry.policy.low)), ("high", JSONValue(entry.policy.high)),
        ("label", .string(entry.label.rawValue)), ("events", JSONValue(entry.events)),
        ("tariffs", JSONValue(entry.tariffs)), ("market", JSONValue(entry.market)),
        ("combined", JSONValue(entry.combined?.value)),
        ("models", .object([("low", JSONValue(entry.modelsLow)), ("high", JSONValue(entry.modelsHigh))])),
      ])
    }
    return SectionReport(
      json: .object([
        ("from", .string(first.description)), ("to", .string(last.description)), ("days", .array(days)),
      ]), table: table, heading: "Policy index, \(first) to \(last), each day as it read at 16:20 New York")
  }
}
