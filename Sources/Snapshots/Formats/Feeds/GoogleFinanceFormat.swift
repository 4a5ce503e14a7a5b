import Market

/// Daily prices of Google Sheets' `GOOGLEFINANCE("NASDAQ:AMAT","all",…)`, saved as CSV: `Date` with `Close` alone or with
/// `Open`, `High`, `Low`, `Volume`. Each date has the time of the close behind it, `4/30/2025 16:00:00`, on the venue's
/// clock (Google's help for GOOGLEFINANCE): it is the day's close, the auction's of a short day too.
enum GoogleFinanceFormat {
  static let format = Format(
    "GOOGLEFINANCE", "history",
    "Date with the time of the close (4/30/2025 16:00:00), Close and perhaps Open, High, Low, Volume; the file's name is "
      + "the symbol.", text: recognise, read: read)

  private static let columns: Set<String> = ["date", "open", "high", "low", "close", "volume"]

  private static func recognise(_ head: TextHead) -> Verdict {
    guard head.header.first == "date", head.header.contains("close"), columns.isSuperset(of: head.header) else {
      return .no("no Date first, Close and nothing but prices")
    }
    guard let stamp = head.rows.first?.first else { return .no("no row") }
    let parts = stamp.split(separator: " ")
    guard parts.count == 2, parts[1].utf8.count == 8, parts[1].split(separator: ":").count == 3, parts[1] != "00:00:00"
    else {
      return .no("no time of the close behind the date")
    }
    return .yes
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    let layout = try PriceTable(table)
    // That such times are the close's, all rows together show.
    let notation = try Notation(of: table, layout)
    return try layout.values(of: &table, nil, .told, notation, nil, &input)
  }
}
