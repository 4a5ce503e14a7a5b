import Market

/// What MetaTrader 5 writes under "Export Bars": `<DATE> <TIME> <OPEN> <HIGH> <LOW> <CLOSE> <TICKVOL> <VOL> <SPREAD>`, tabs
/// between, `2025.04.30`, without `<TIME>` for days (MetaTrader 5 Help, Symbols, and files kept in projects that read them).
/// Ticks are no volume, and a volume of 0 is none. Bars within days are on the broker's clock, which the file does not tell:
/// they are refused.
enum MetaTraderFormat {
  static let format = Format(
    "MetaTrader bars", "history",
    "<DATE> <OPEN> <HIGH> <LOW> <CLOSE> <TICKVOL> <VOL> <SPREAD>, daily; <VOL> 0 is missing, the symbol stands before _ in "
      + "the file's name.", text: { head in .columns(head, "<tickvol>", "<date>", "<close>") }, read: read)

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    guard let date = table.column("<date>") else { throw Fault("found no <DATE>, expected it") }
    var layout = PriceTable(date: date, prices: PriceColumns(table))
    layout.prices.shares = { volume, _ in volume == 0 ? nil : volume }
    let notation = Notation(separator: table.separator)
    let time = table.column("<time>")
    let meaning = PriceTable.Meaning(
      stamp: notation.stamp,
      refusal: { row in
        guard let time, !notation.isDay(clock: row.raw(time)) else { return nil }
        return row.fault(time, "00:00:00 of a daily bar (the clock of others is not told)")
      })
    return try layout.values(of: &table, try owner(input), .daily, notation, meaning, &input)
  }

  /// `AMAT_Daily_202001020000_202505010000.csv` is of AMAT.
  private static func owner(_ input: FileInput) throws(Fault) -> PriceTable.Owner {
    let name = try input.symbolOfName()
    let parts = name.split(separator: "_")
    guard parts.count > 1, ["daily", "d1", "weekly", "w1"].contains(parts[1].lowercased()) else {
      return PriceTable.Owner(name)
    }
    return PriceTable.Owner(String(parts[0]))
  }
}
