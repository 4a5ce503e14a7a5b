import Market

/// Investing.com's "Historical Data": date, price, open, high, low, volume with K, M or B, and the change in percent, all
/// in quotes, under headers of the site's language (files kept in projects that read them): `"May 01, 2025"`,
/// `"05/01/2025"`, `"01.05.2025"`, newest first; `-` is missing. The order of the columns is that of every language.
enum InvestingFormat {
  static let format = Format(
    "Investing.com history", "history",
    "Date, Price, Open, High, Low, Vol., Change % in that order, in any language of the site; the file's name is the "
      + "symbol.", text: recognise, read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    guard head.names.count == 7 else { return .no("no seven columns") }
    let isVolume = head.header[5].hasPrefix("vol") || ["交易量", "成交量", "объём", "거래량", "出来高"].contains(head.header[5])
    let isChange = head.header[6].contains("%") || ["涨跌幅", "涨跌幅(%)"].contains(head.header[6])
    guard isVolume, isChange else { return .no("no Vol. and Change % last") }
    guard head.roles[1] != .open, head.roles[2] != .close else { return .near("no price before open") }
    return .yes
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    let layout = PriceTable(date: 0, prices: PriceColumns(open: 2, high: 3, low: 4, close: 1, volume: 5))
    var notation = try Notation(of: table, numbers: [1, 2, 3, 4], date: 0)
    notation.isQuoted = input.bytes.firstIndex(of: UInt8(ascii: "\""), in: 0..<input.bytes.count) != nil
    let name = try input.symbolOfName()
    let end = [" Historical Data", " Stock Price History", " Historical Prices"].first { name.hasSuffix($0) } ?? ""
    let owner = PriceTable.Owner(String(name.dropLast(end.count)))
    return try layout.values(of: &table, owner, .told, notation, nil, &input)
  }
}
