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

  /// How many shares one of a table's volumes counts: what was traded, at about the close, makes the turnover. Nil where
  /// no row tells.
  /// - Parameter turnover: The column of money, whole or in thousands; nil where there is none.
  static func sharesPerVolume(
    _ table: Table, _ prices: PriceColumns, turnover: Int?, _ notation: Notation
  ) throws(Fault) -> Double? {
    guard let turnover, let volume = prices.volume, let close = prices.close else { return nil }
    var rows = table
    while try rows.next() {
      guard (try? rows.check()) != nil else { continue }
      func number(_ column: Int) -> Double? { try? notation.volume(rows.row.raw(column)).get() }
      guard let traded = number(turnover), let count = number(volume), let price = number(close), count > 0, price > 0,
        traded > 0
      else { continue }
      let ratio = traded / count / price
      if (0.7...1.4).contains(ratio) || (0.0007...0.0014).contains(ratio) { return 1 }
      return (70...140).contains(ratio) || (0.07...0.14).contains(ratio) ? 100 : nil
    }
    return nil
  }

  /// The column of money.
  static func turnover(of table: Table) -> Int? { table.column("成交额", "成交金额", "amount") }

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
