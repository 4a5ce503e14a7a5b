import Market

/// What turnovers show of prices that a feed may have adjusted without saying so: money over shares is the mean of what was
/// paid on a day, which lies between that day's low and high, but not between those of adjusted prices.
struct TurnoverEvidence {
  private var rows = 0
  private var outside = 0

  /// Whether a tenth of the rows or more have adjusted prices (those before the last dividend, of prices adjusted forward),
  /// and more than one: a single row may be damaged.
  var showsAdjusted: Bool { outside > 1 && outside * 10 >= rows }

  init() {}

  /// Notes a row; one that lacks a value says nothing.
  mutating func note(turnover: Double?, shares: Double?, low: Double?, high: Double?) {
    guard let turnover, let shares, let low, let high, turnover > 0, shares > 0, low > 0, high >= low else { return }
    let mean = turnover / shares
    rows += 1
    // Rounded lots and prices of the auction move it a little.
    if mean < low * 0.98 || mean > high * 1.02 { outside += 1 }
  }

  /// Of the rows that are left of a table.
  /// - Parameters:
  ///   - turnover: The column of money; nil where there is none.
  ///   - unit: What one of it is in the prices' currency.
  init(
    _ table: Table, _ prices: PriceColumns, turnover: Int?, unit: Double = 1, _ notation: Notation
  ) throws(Fault) {
    guard let turnover, prices.volume != nil else { return }
    var table = table
    while try table.next() {
      let row = table.row
      guard (try? table.check()) != nil,
        let bar = try? prices.bar(of: row, on: Day(number: 0), notation, negative: false), turnover < row.fields.count
      else { continue }
      let money = try? notation.volume(row.raw(turnover)).get()
      note(turnover: money.map { $0 * unit }, shares: bar.volume, low: bar.low, high: bar.high)
    }
  }
}
