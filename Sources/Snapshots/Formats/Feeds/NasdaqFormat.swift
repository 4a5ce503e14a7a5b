import Market

/// The history that nasdaq.com offers for download: `Date,Close/Last,Volume,Open,High,Low`, month first, newest first,
/// `$` glued on the prices of shares. The symbol stands only in the file's name, which nasdaq.com does not give.
enum NasdaqFormat {
  static let format = Format(
    "Nasdaq.com history", "history",
    "Date (month first), Close/Last, Volume, Open, High, Low with $; the file must be named by its symbol "
      + "(`AMAT.csv`, not `HistoricalData_….csv`).",
    text: recognise, read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    guard head.header.first == "date", head.column("close/last") != nil else { return .no("no Date and Close/Last") }
    guard head.rows.isEmpty || head.rows.contains(where: { $0.first?.contains("/") == true }) else {
      return .no("no date like 05/01/2025 below it")
    }
    return .columns(head, "date", "close/last", "open", "high", "low")
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    guard !input.stem.lowercased().hasPrefix("historicaldata") else {
      throw Fault("found no symbol, expected a file named by it (AMAT.csv)")
    }
    let notation = Notation(separator: UInt8(ascii: ","), order: .monthFirst)
    let isShare = input.bytes.contains(UInt8(ascii: "$"))
    var table = try Table(input.bytes)
    let owner = PriceTable.Owner(try input.symbolOfName(), currency: isShare ? "USD" : nil)
    return try PriceTable(table).values(of: &table, owner, .daily, notation, nil, &input)
  }
}
