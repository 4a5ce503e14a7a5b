import Market

/// A table of text whose rows hold the prices of several symbols side by side.
struct PriceSheet {
  /// The columns of one symbol and what they have told.
  struct One {
    var columns = PriceColumns()
    var series: PriceSeries
  }

  var date = 0
  private(set) var all: [One] = []
  private var indexes: [String: Int] = [:]

  init(date: Int = 0) { self.date = date }

  /// Takes a column of a symbol: what it is called there (`Close`) and where it stands. Others than prices are not taken.
  /// - Returns: False where a column of that name is taken already: its numbers are another paper's.
  mutating func take(_ field: String, of symbol: String, at column: Int) -> Bool {
    let index = indexes[symbol] ?? all.count
    if index == all.count {
      all.append(One(series: PriceSeries(symbol: symbol)))
      indexes[symbol] = index
    }
    if PriceColumns.isClose(field), let currency = ColumnRole.currency(of: field) {
      all[index].series.currency = currency
    }
    return all[index].columns.take(field, at: column)
  }

  /// Takes days without an adjusted close for adjusted ones, as yfinance writes them.
  mutating func adjustWholeTables() {
    for index in all.indices { all[index].series.isAdjusted = all[index].columns.lackAdjustedClose }
  }

  /// Reads all rows that are left of the table. A symbol without any price in a row (another exchange's holiday) has no bar
  /// then; a faulty field refuses the bar of its symbol alone.
  consuming func values(
    of table: inout Table, _ interval: PriceSeries.Interval = .told, _ notation: Notation, _ input: inout FileInput
  ) throws(Fault) -> FileValues {
    let currency = notation.currency ?? table.currencyOfTitle
    for index in all.indices where all[index].series.currency == nil { all[index].series.currency = currency }
    while try table.next() {
      let row = table.row
      let stamp: Notation.Stamp
      do throws(Fault) {
        try table.check()
        stamp = try row.take(date, notation.stamp(row.raw(date)))
      } catch {
        input.log.add(error, &input.lines)
        for index in all.indices { all[index].series.refuse(nil) }
        continue
      }
      for index in all.indices {
        let negative = input.negative.contains(all[index].series.symbol)
        do throws(Fault) {
          try all[index].series.add(
            all[index].columns, of: row, at: stamp, date: date, notation, negative: negative)
        } catch {
          input.log.add(error, &input.lines)
          let day: Day? = if case .day(let day) = stamp { day } else { nil }
          all[index].series.refuse(day)
        }
      }
    }
    return PriceSeries.values(all.map(\.series), interval, &input)
  }
}
