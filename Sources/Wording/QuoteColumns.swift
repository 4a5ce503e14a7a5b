import Analytics
import Market

/// A name of the watchlist as its columns see it.
package struct QuoteLine: Sendable {
  package let sector: String
  package let quote: QuoteRow
  package let asOf: Instant

  package init(sector: String, quote: QuoteRow, asOf: Instant) {
    self.sector = sector
    self.quote = quote
    self.asOf = asOf
  }
}

extension DeskReading {
  /// All names in the order of the watchlist.
  package var quoteLines: [QuoteLine] {
    sectors.flatMap { sector in sector.rows.map { QuoteLine(sector: sector.name, quote: $0, asOf: asOf) } }
  }
}

/// The columns of the watchlist.
package enum QuoteColumns {
  package typealias Record = ColumnRecord<QuoteLine>

  package static let symbol = Record("symbol", csv: "symbol") { .text($0.quote.instrument.symbol) }
  package static let name = Record("name", csv: "name") { .text($0.quote.instrument.name) }
  package static let sector = Record("sector", csv: "sector") { .text($0.sector) }
  package static let last = Record("last", "Last", csv: "price") { .number($0.quote.price) }
  package static let flag = Record("flag", csv: "flag") { ColumnValue($0.quote.flag?.rawValue) }
  package static let change = Record("chg", "Chg", csv: "change") { .number($0.quote.change) }
  package static let changePercent = Record("chg%", "Chg", unit: "%", csv: "change_percent") {
    .number($0.quote.changePercent)
  }
  package static let sigma = Record("sigma", "sigma", csv: "sigma") { .number($0.quote.sigma) }
  /// Of a reference that is named behind it.
  package static let versus = Record("vs", "vs", csv: "vs_reference") { .number($0.quote.versusReference) }
  package static let since = Record("since", csv: "since_event") { .number($0.quote.sinceEvent) }
  package static let previousClose = Record("previous", csv: "previous_close") { .number($0.quote.previousClose) }
  package static let currency = Record("currency", csv: "currency") { ColumnValue($0.quote.currency) }
  package static let time = Record("time", "As of", csv: "time") {
    ColumnValue($0.quote.time.map(Zone.newYork.timestamp))
  }
  package static let age = Record("age", csv: "age_seconds") { line in
    .number(line.quote.time.map { Double($0.seconds(to: line.asOf)) })
  }
  package static let file = Record("file", csv: "file") { ColumnValue($0.quote.origin?.description) }
  package static let stale = Record("stale", csv: "stale") { .text($0.quote.isStale ? "yes" : "no") }
  package static let clockAhead = Record("clock", csv: "clock_ahead") {
    .number($0.quote.clockAhead.map { Double($0.seconds) })
  }
  package static let doubt = Record("doubt", csv: "doubt") { ColumnValue($0.quote.doubt?.reason) }
  /// Where the price stands between the lowest and the highest of a year.
  package static let year = Record("52w", "52 weeks") { .number($0.quote.yearPosition) }

  /// In the order of CSV, then those that it does not have.
  package static let all = [
    symbol, name, sector, last, flag, change, changePercent, sigma, versus, since, previousClose, currency, time, age,
    file, stale, clockAhead, doubt, year,
  ]
}
