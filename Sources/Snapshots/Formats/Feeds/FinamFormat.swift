import Market

/// Exports of Finam: `<TICKER>;<PER>;<DATE>;<TIME>;<OPEN>;<HIGH>;<LOW>;<CLOSE>;<VOL>`, also without ticker and period, with
/// `;` `,` or tabs between and dates like `20250430` (files kept in projects that read them). Only daily bars (`D`) are taken:
/// whose clock others are on and whether their beginning or end is told, one chooses, and the file does not say.
enum FinamFormat {
  static let format = Format(
    "Finam export", "history",
    "<TICKER>;<PER>;<DATE>;<TIME>;<OPEN>;…, dates like 20250430, ticker and period may be left out; daily bars only.",
    text: recognise, read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    let columns = Verdict.columns(head, "<date>", "<open>", "<high>", "<low>", "<close>")
    guard columns == .yes else { return columns }
    if head.header.contains("<tickvol>") { return .no("ticks of MetaTrader") }
    guard let ticker = head.column("<ticker>") else { return .yes }
    // Stooq's packages have the same columns, and an exchange in each ticker.
    let isStooq =
      head.header.contains("<openint>") || head.rows.contains { ticker < $0.count && $0[ticker].contains(".") }
    return isStooq ? .no("tickers of Stooq") : .yes
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    guard let date = table.column("<date>") else { throw Fault("found no <DATE>, expected it") }
    let layout = PriceTable(date: date, prices: PriceColumns(table), symbol: table.column("<ticker>"))
    let notation = Notation(separator: table.separator)
    let period = table.column("<per>")
    let time = table.column("<time>")
    let meaning = PriceTable.Meaning(
      stamp: notation.stamp,
      refusal: { row in
        if let period, !row.raw(period).equals("D") { return row.fault(period, "D (daily bars)") }
        guard let time, !notation.isDay(clock: row.raw(time)) else { return nil }
        return row.fault(time, "000000 of a daily bar (the clock of others is not told)")
      })
    return try layout.values(of: &table, nil, .daily, notation, meaning, &input)
  }
}
