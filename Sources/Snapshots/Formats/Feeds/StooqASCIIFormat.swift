import Market

/// The "ASCII" files of Stooq's historical data packages: `<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>`
/// and perhaps `<OPENINT>`, for one or several symbols. Only daily bars (`D`) are taken: those within days name no clock.
enum StooqASCIIFormat {
  static let format = Format(
    "Stooq ASCII", "history",
    "`<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,…` of Stooq's packages (save them as `.csv`); daily bars only, AMAT.US is AMAT.",
    text: { head in
      head.header.starts(with: ["<ticker>", "<per>", "<date>", "<time>", "<open>", "<high>", "<low>", "<close>"])
        ? .yes : .no("no <TICKER>, <PER>, <DATE> first")
    }, read: read)

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    var layout = try PriceTable(table)
    (layout.symbol, layout.date, layout.clock) = (0, 2, nil)
    let notation = Notation(separator: table.separator)
    let meaning = PriceTable.Meaning(
      symbol: StooqJSONFormat.symbol(of:), stamp: notation.stamp,
      refusal: { row in row.raw(1).equals("D") ? nil : row.fault(1, "D (daily bars)") })
    return try layout.values(of: &table, nil, .daily, notation, meaning, &input)
  }
}
