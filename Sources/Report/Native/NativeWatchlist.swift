import Market

/// A watchlist as `detente/watchlist/1`, with every setting said.
struct NativeWatchlist {
  private let watchlist: Watchlist
  private var lines: [String] = []

  init(_ watchlist: Watchlist) {
    self.watchlist = watchlist
    lines.append("schema: detente/watchlist/1")
    if let title = watchlist.title { lines.append("title: \(Self.quoted(title))") }
    lines += [
      "reference: \(Self.quoted(watchlist.reference))", "since: \(watchlist.since)",
      "staleAfter: \(watchlist.staleLimit)s",
    ]
    addIndicator(watchlist.indicator)
    lines.append(watchlist.sectors.isEmpty ? "sectors: []" : "sectors:")
    for sector in watchlist.sectors {
      lines.append("  - name: \(Self.quoted(sector.name))")
      if let aliases = Self.list(sector.aliases.map(Self.quoted)) { lines.append("    aliases: \(aliases)") }
      if let reference = sector.reference { lines.append("    reference: \(Self.quoted(reference))") }
      lines.append(sector.instruments.isEmpty ? "    instruments: []" : "    instruments:")
      sector.instruments.forEach { add($0) }
    }
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  private mutating func addIndicator(_ settings: IndicatorSettings) {
    lines += [
      "indicator:",
      "  weights: {events: \(Self.number(settings.eventsWeight)), tariffs: \(Self.number(settings.tariffsWeight)), "
        + "market: \(Self.number(settings.marketWeight))}",
      "  halfLives: {verbal: \(Self.number(settings.verbalHalfLife)), "
        + "material: \(Self.number(settings.materialHalfLife))}",
      "  scale: \(Self.number(settings.scale))",
      "  basket: {"
        + settings.basket.map { "\(Self.quoted($0.symbol)): \(Self.number($0.weight))" }.joined(separator: ", ") + "}",
    ]
  }

  private mutating func add(_ instrument: Instrument) {
    lines.append("      - symbol: \(Self.quoted(instrument.symbol))")
    func put(_ key: String, _ value: String?) {
      if let value { lines.append("        \(key): \(value)") }
    }
    put("name", instrument.name.isEmpty ? nil : Self.quoted(instrument.name))
    put("aliases", Self.list(instrument.aliases.map(Self.quoted)))
    put("exchange", instrument.venue?.rawValue ?? instrument.unknownExchange.map(Self.quoted))
    put("currency", instrument.currency.map(Self.quoted))
    put(
      "listings",
      Self.list(
        instrument.listings.map { listing in
          Self.mapping([
            ("symbol", Self.quoted(listing.symbol)),
            ("exchange", listing.venue?.rawValue ?? listing.unknownExchange.map(Self.quoted)),
            ("currency", listing.currency.map(Self.quoted)), ("ratio", listing.ratio.map(Self.number)),
          ])
        }))
    put(
      "lots",
      Self.list(
        instrument.lots.map { lot in
          Self.mapping([
            ("quantity", Self.number(lot.quantity)), ("cost", Self.number(lot.cost)),
            ("opened", lot.opened?.description),
          ])
        }))
    put("negative", instrument.allowsNegative ? "true" : nil)
  }

  private static func list(_ items: [String]) -> String? {
    items.isEmpty ? nil : "[" + items.joined(separator: ", ") + "]"
  }

  private static func mapping(_ members: [(String, String?)]) -> String {
    "{" + members.compactMap { key, value in value.map { "\(key): \($0)" } }.joined(separator: ", ") + "}"
  }

  private static func number(_ value: Double) -> String { JSONValue(value).text() }

  /// A double-quoted scalar (YAML 1.1, 5.7); what is not seen or would end the line is escaped.
  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
        let digits = String(scalar.value, radix: 16)
        out += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      default:
        if scalar == "\"" || scalar == "\\" { out += "\\" }
        out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
