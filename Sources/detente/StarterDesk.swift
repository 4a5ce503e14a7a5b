import Market

/// What a desk of one's own begins with: a watchlist and the record so far, no prices.
enum StarterDesk {
  /// Files of the demo that are the record: all but its names, their prices and its alerts.
  private static let demoOnly: Set<String> = ["watchlist.yaml", "prices.csv", "alerts.yaml"]

  /// - Parameter symbols: The names to watch; nil: an example of each field.
  static func files(_ symbols: [String]?) -> [(name: String, bytes: [UInt8])] {
    let text = symbols.map(watchlist) ?? example
    return [("watchlist.yaml", Array(text.utf8))] + DemoDesk.files.filter { !demoOnly.contains($0.name) }
  }

  /// Symbols between commas.
  /// - Throws: `Failure` with status 2 where one is none, or stands twice.
  static func symbols(_ text: String) throws -> [String] {
    var symbols: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let symbol = String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      let isOne = (1...64).contains(symbol.utf8.count) && symbol.unicodeScalars.allSatisfy(isOfSymbol)
      guard isOne else {
        throw Failure.usage("--watchlist: found \"\(symbol)\", expected symbols between commas like AMAT,KLAC,1919.HK")
      }
      guard !symbols.contains(symbol) else { throw Failure.usage("--watchlist: found \(symbol) twice") }
      symbols.append(symbol)
    }
    return symbols
  }

  /// What symbols of markets consist of: `BRK-B`, `1919.HK`, `^GSPC`, `HKEX:700`, `EURUSD=X`.
  private static func isOfSymbol(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil || ".-_:^=&/".unicodeScalars.contains(scalar)
  }

  private static func watchlist(_ symbols: [String]) -> String {
    let known = Watchlist.standard.sectors.flatMap(\.instruments)
    let lines = symbols.map { symbol in
      let place = known.first { $0.isNamed(symbol) }.map(place) ?? place(of: symbol)
      return "      - { symbol: \"\(symbol)\"\(place) }"
    }
    return head + """
      sectors:
        - name: Names # as many sectors as you like; a measure of this name, or of one of its aliases, binds to it
          aliases: [] # for example [Semiconductors, Solar]
          instruments:

      """ + lines.joined(separator: "\n") + "\n" + tail
  }

  private static func place(of instrument: Instrument) -> String {
    let exchange = instrument.venue.map { ", exchange: \($0.rawValue)" } ?? ""
    return ", name: \"\(instrument.name)\"" + exchange + (instrument.currency.map { ", currency: \($0)" } ?? "")
  }

  /// Exchange and currency, where the symbol tells them. A ticker of letters is taken for one of New York.
  private static func place(of symbol: String) -> String {
    switch ListedCode(symbol)?.exchange {
    case .hongKong: ", exchange: XHKG, currency: HKD"
    case .shanghai: ", exchange: XSHG, currency: CNY"
    case .shenzhen: ", exchange: XSHE, currency: CNY"
    case nil where symbol.utf8.count <= 5 && symbol.utf8.allSatisfy { (0x41...0x5A).contains($0) }:
      ", exchange: XNYS, currency: USD"
    case nil: ""
    }
  }

  private static let head = """
    # The names that you watch. man 5 detente-desk tells every field; detente check says what it makes of them.
    schema: detente/watchlist/1
    title: My desk

    """

  private static let tail = """
    reference: SPY # what changes are compared with
    since: 2025-04-02 # the date of the column "2 Apr"
    staleAfter: 15m # a price that is older while its venue trades is stale
    # XNYS, XNAS, ARCX and OTC have one calendar; the others are XHKG XSHG XSHE XTKS XTAI XKRX XAMS XLON XETR.

    """

  private static let example =
    head + """
      sectors:
        - name: Semiconductors # measures on this sector bind to its names
          instruments:
            - { symbol: AMAT, name: Applied Materials, exchange: XNAS, currency: USD }
            # - { symbol: KLAC, lots: [{ quantity: 100, cost: 132.5, opened: 2025-04-09 }] } # what you hold
        - name: Shipping
          aliases: [Ships] # what measures call it too
          reference: 2800.HK # of this sector alone
          instruments:
            - symbol: COSCO # what the screen shows
              name: COSCO Shipping
              aliases: [1919.HK] # what feeds call it
              exchange: XHKG
              currency: HKD
              listings: # the same company elsewhere: shown apart, never mixed
                - { symbol: 601919.SS, exchange: XSHG, currency: CNY }

      """ + tail + """
      # indicator: { basket: { AMAT: 1, COSCO: 1 } } # what the market needle is made of, with weights

      """
}
