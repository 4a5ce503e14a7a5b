import Market

/// Stooq's download of a history under its own name (`amat_us_d.csv`, or `amat.us.csv`), which holds the symbol, or with
/// the Polish header of stooq.pl. `.US` is dropped, so that `amat_us_d.csv` is AMAT. The same table under another name
/// (`AMAT.csv`) is plain OHLCV text.
enum StooqHistoryFormat {
  static let format = Format(
    "Stooq history", "history",
    "Date, Open, High, Low, Close, Volume under Stooq's file name (`amat_us_d.csv` is AMAT), or the Polish header; "
      + "weekly and monthly files are refused.",
    text: recognise, read: read)

  private static let polish = ["data", "otwarcie", "najwyzszy", "najnizszy", "zamkniecie", "wolumen"]
  private static let english = ["date", "open", "high", "low", "close", "volume"]

  private static func recognise(_ head: TextHead) -> Verdict {
    // An index has no volume.
    if head.header == polish || head.header == polish.dropLast() { return .yes }
    guard head.header == english || head.header == english.dropLast() else { return .no("no header of Stooq") }
    guard StooqFileName.isFileName(head.stem) else { return .no("no file name of Stooq (amat_us_d.csv)") }
    let isDated = head.rows.contains { row in Array((row.first ?? "").utf8).withUnsafeBytes { Day(utf8: $0) != nil } }
    guard head.separator == UInt8(ascii: ","), isDated || head.rows.isEmpty else {
      return .no("no commas and dates like 2025-05-01")
    }
    return .yes
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    let layout = PriceTable(date: 0, prices: PriceColumns(table))
    let owner = PriceTable.Owner(try StooqFileName.symbol(file: try input.symbolOfName()))
    return try layout.values(of: &table, owner, .daily, Notation(separator: table.separator), nil, &input)
  }
}

/// Names of files that Stooq gives.
enum StooqFileName {
  private static let countries: Set<String> = ["us", "hk", "uk", "de", "jp", "hu", "pl"]

  /// Whether a file's name is one that Stooq gives: `amat_us_d`, `^spx_d`, or a symbol with its country.
  static func isFileName(_ stem: String) -> Bool {
    let parts = stem.split(separator: "_")
    if (2...3).contains(parts.count), let interval = parts.last, ["d", "w", "m", "q", "y"].contains(interval) {
      return true
    }
    let dotted = stem.split(separator: ".")
    return dotted.count == 2 && countries.contains(dotted[1].lowercased())
  }

  /// The symbol of a file of daily bars by its name.
  static func symbol(file stem: String) throws(Fault) -> String {
    let parts = stem.split(separator: "_")
    guard isFileName(stem), let interval = parts.last, parts.count > 1 else { return StooqJSONFormat.symbol(of: stem) }
    guard interval == "d" else {
      throw Fault("found a file of Stooq's whose bars are no days (\"_\(interval)\"), expected daily bars (\"_d\")")
    }
    return StooqJSONFormat.symbol(of: parts.dropLast().joined(separator: "."))
  }
}
