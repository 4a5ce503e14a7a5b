import Analytics
import Market

/// The columns of names rebased to 100.
package enum ComparisonColumns {
  package typealias Record = ColumnRecord<Comparison.Line>

  package static let symbol = Record("symbol", csv: "symbol") { .text($0.row.instrument.symbol) }
  package static let currency = Record("currency", csv: "currency") { ColumnValue($0.row.currency) }
  /// The session that stands at 100.
  package static let base = Record("base", "100 on", csv: "base") { ColumnValue($0.base?.description) }
  /// That of the newest close.
  package static let date = Record("date", "close of", csv: "date") { ColumnValue($0.day?.description) }
  package static let now = Record("now", "now", csv: "value") { .number($0.now) }
  package static let change = Record("chg%", "change", unit: "%", csv: "change_percent") { .number($0.change) }
  /// Of a reference that is named behind it.
  package static let versus = Record("vs", "vs", csv: "versus_reference") { .number($0.versusReference) }
  package static let name = Record("name") { .text($0.row.instrument.name) }
  package static let last = Record("last", "last") { .number($0.row.price) }

  /// In the order of CSV, then those that it does not have.
  package static let all = [symbol, currency, base, date, now, change, versus, name, last]
}
