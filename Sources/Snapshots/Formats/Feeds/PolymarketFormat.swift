import Market

/// Polymarket's `prices-history` of one outcome: `{"history":[{"t":1746100800,"p":0.56}]}`, the price in dollars at moments
/// in seconds. The answer names nothing: the file's name does.
enum PolymarketFormat {
  static let format = Format(
    "Polymarket price history", "reference",
    "The prices of one outcome: the last to 16:20 New York as a probability in percent; the file's name tells the market.",
    document: recognise, read: read)

  private static func recognise(_ root: JSONValue) -> Verdict {
    guard let history = root.field("history") else { return .no("no \"history\"") }
    guard history.isArray else { return .near("\"history\" is no list") }
    guard let first = history.firstElement else { return .near("an empty \"history\"") }
    return first.field("t") == nil || first.field("p") == nil ? .near("no \"t\" and \"p\" in \"history\"") : .yes
  }

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    var odds = DailyOdds()
    for row in try root.list("history").elements {
      odds.add(row, time: "t", &input) { (row) throws(Fault) in
        guard let price = row.present("p") else { return nil }
        return try price.percentOfDollar()
      }
    }
    return odds.values(input.stem, source: "Polymarket", input.origin(root))
  }
}
