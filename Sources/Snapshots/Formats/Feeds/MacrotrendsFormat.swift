import Market

/// Macrotrends' "Historical Price and Volume Data": lines of text (`MacroTrends Data Download`, notes, terms), then
/// `date,open,high,low,close,volume` (files kept in projects that read them). A note says whether prices are adjusted for
/// splits alone or for dividends too; then they are adjusted ones.
enum MacrotrendsFormat {
  static let format = Format(
    "Macrotrends history", "history",
    "Lines of text, then date, open, high, low, close, volume; adjusted where the text says so of dividends.",
    text: recognise, read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    guard head.preamble.contains(where: { $0.lowercased().contains("macrotrends") }) else {
      return .no("no \"MacroTrends\" above the header")
    }
    return .columns(head, "date", "close")
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    var layout = try PriceTable(table)
    layout.isAdjusted = table.preamble.contains { line in
      let text = line.lowercased()
      return text.contains("adjusted") && text.contains("dividend") && !text.contains("not adjusted")
    }
    let notation = try Notation(of: table, layout)
    let name = try input.symbolOfName()
    let start = "MacroTrends_Data_Download_"
    let owner = PriceTable.Owner(name.hasPrefix(start) ? String(name.dropFirst(start.count)) : name)
    return try layout.values(of: &table, owner, .told, notation, nil, &input)
  }
}
