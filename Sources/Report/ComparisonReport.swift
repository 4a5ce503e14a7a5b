import Analytics
import Wording

extension SectionReport {
  /// Names rebased to 100: what each has come to, and in JSON every day of it.
  package init(_ comparison: Comparison, group: String) {
    self.init(
      json: .object([
        ("sector", .string(group)), ("base", .string(comparison.base.description)),
        ("reference", .string(comparison.reference)), ("days", .array(comparison.days.map { .string($0.description) })),
        ("names", .array(comparison.lines.map(Self.json))),
      ]),
      table: Table(ComparisonColumns.all, comparison.lines),
      heading: "\(group) against \(comparison.reference), 100 = close of \(comparison.base)")
  }

  private static func json(_ line: Comparison.Line) -> JSONValue {
    .object([
      ("symbol", .string(line.row.instrument.symbol)), ("currency", JSONValue(line.row.currency)),
      ("base", JSONValue(line.base?.description)), ("date", JSONValue(line.day?.description)),
      ("value", JSONValue(line.now)), ("changePercent", JSONValue(line.change)),
      ("versusReference", JSONValue(line.versusReference)), ("values", .array(line.values.map { JSONValue($0) })),
    ])
  }
}
