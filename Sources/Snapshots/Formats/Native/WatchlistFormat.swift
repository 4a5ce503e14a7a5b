import Market
import YAML

/// `detente/watchlist/1`: what the trader watches. A bad setting or instrument is refused and the others are used.
enum WatchlistFormat {
  static let format = Format(
    "detente/watchlist/1", "watchlist", "YAML: the sectors and instruments that the trader watches, and settings.",
    schema: "detente/watchlist/1", .yaml(read: read))

  /// How what is refused could have been written.
  private enum Example {
    static let sectors: StaticString = "- { name: Chips, instruments: [{ symbol: AMAT }] }"
    static let sector: StaticString = "{ name: Chips, instruments: [{ symbol: AMAT }] }"
    static let instruments: StaticString = "[{ symbol: AMAT }, { symbol: KLAC }]"
    static let instrument: StaticString = "{ symbol: AMAT }"
    static let listings: StaticString = "[{ symbol: 601919.SS }]"
    static let listing: StaticString = "{ symbol: 601919.SS, exchange: XSHG, currency: CNY }"
    static let lots: StaticString = "[{ quantity: 100, cost: 132.5 }]"
    static let lot: StaticString = "{ quantity: 100, cost: 132.5, opened: 2025-04-09 }"
  }

  static func read(_ root: YAMLValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    guard let sectorList = root.field("sectors") else {
      throw Fault(
        .line(root.line, column: root.column), "found no \"sectors\", expected a list like \(Example.sectors)")
    }

    var refused: Set<String> = []
    var names = WatchlistNames()
    var sectors: [Sector] = []
    for row in try sectorList.sequence(like: Example.sectors) {
      do throws(Fault) {
        let sector = try sector(row, &input, &refused, &names)
        if let first = names.note(sector: sector.name, row, &input) {
          sectors[first].instruments += sector.instruments
        } else {
          sectors.append(sector)
        }
      } catch {
        input.log.add(error, &input.lines)
      }
    }
    var watchlist = Watchlist(sectors: sectors)
    for (key, value) in root.fields {
      do throws(Fault) {
        switch key {
        case "title": watchlist.title = try value.text()
        case "reference": watchlist.reference = try value.name()
        case "since": watchlist.since = try value.day()
        case "staleAfter": watchlist.staleAfter = try value.duration()
        case "indicator": watchlist.indicator = try indicator(value)
        case "alerts": input.log.note(alertsElsewhere(value), &input.lines)
        default: break
        }
      } catch {
        input.log.add(error, &input.lines)
      }
    }
    let rows = sectors.reduce(0) { $0 + $1.instruments.count }
    return FileValues(.watchlist, watchlist, rows: rows, refused: refused)
  }

  /// Rules have a file of their own: what to write into it.
  private static func alertsElsewhere(_ list: YAMLValue) -> Fault {
    let words = [
      (".change%", " chg%"), (".price", ""), ("indicator ", "index "), ("tariff.US", "tariff US"),
      ("tariff.CN", "tariff CN"),
    ]
    let rules = list.elements.compactMap { element in
      let text = (element.field("when") ?? element.field("rule") ?? element).utf8
      guard !text.isEmpty else { return nil as String? }
      let rule = words.reduce(String(decoding: text, as: UTF8.self)) { $0.replacing($1.0, with: $1.1) }
      return "\"\(rule.replacing("\"", with: "\\\""))\""
    }
    let said = rules.isEmpty ? "\"AMAT crosses below 140\"" : rules.joined(separator: ", ")
    return Fault(
      .line(list.line, column: list.column),
      "found alerts in a watchlist, expected a file alerts.yaml: {\"schema\": \"detente/alerts/1\", \"rules\": [\(said)]}"
    )
  }

  private static func sector(
    _ row: YAMLValue, _ input: inout FileInput, _ refused: inout Set<String>, _ names: inout WatchlistNames
  ) throws(Fault) -> Sector {
    _ = try row.mapping(like: Example.sector)
    guard let name = row.field("name") else { throw row.missing("name") }
    var sector = Sector(name: try name.text(), instruments: [])
    do throws(Fault) {
      sector.reference = try row.field("reference")?.name()
      for alias in try row.field("aliases")?.sequence(like: "[Semiconductors]") ?? [] {
        sector.aliases.append(try alias.text())
      }
    } catch {
      input.log.add(error, &input.lines)
    }
    guard let list = row.field("instruments") else { return sector }
    for element in try list.sequence(like: Example.instruments) {
      do throws(Fault) {
        sector.instruments.append(try instrument(element, &input, &names))
      } catch {
        input.log.add(error, &input.lines)
        if let symbol = element.field("symbol"), let name = try? symbol.name() { refused.insert(name) }
      }
    }
    return sector
  }

  private static func instrument(
    _ row: YAMLValue, _ input: inout FileInput, _ names: inout WatchlistNames
  ) throws(Fault) -> Instrument {
    let fields = try row.mapping(like: Example.instrument)
    guard let symbol = row.field("symbol") else { throw row.missing("symbol") }
    var instrument = Instrument(symbol: try symbol.name())
    var aliases: [(name: String, value: YAMLValue)] = []
    var listings: [(listing: Instrument.Listing, value: YAMLValue)] = []
    for (key, value) in fields {
      switch key {
      case "name": instrument.name = try value.text()
      case "aliases":
        for alias in try value.sequence(like: "[1919.HK]") { aliases.append((try alias.name(), alias)) }
      case "exchange": (instrument.venue, instrument.unknownExchange) = exchange(value, &input)
      case "currency": instrument.currency = try value.currency()
      case "listings":
        for row in try value.sequence(like: Example.listings) {
          listings.append((try listing(row, &input), row.field("symbol") ?? row))
        }
      case "lots":
        for lot in try value.sequence(like: Example.lots) { instrument.lots.append(try self.lot(lot)) }
      case "negative": instrument.allowsNegative = try value.flag()
      default: break
      }
    }
    // Last: an instrument that is refused has taken no name.
    try names.add(instrument.symbol, "symbol", symbol, of: row.line)
    for (name, value) in aliases where names.admits(name, "alias", value, of: row.line, &input) {
      instrument.aliases.append(name)
    }
    if instrument.venue == nil, instrument.unknownExchange == nil {
      instrument.venue = instrument.symbols.lazy.compactMap { ListedCode($0)?.venue }.first
    }
    for (listing, value) in listings where names.admits(listing.symbol, "listing", value, of: nil, &input) {
      instrument.listings.append(listing)
    }
    return instrument
  }

  /// The venue of an exchange; where the program knows none of its name, the name. That is noticed, and refuses nothing: a
  /// paper trades wherever it does.
  private static func exchange(_ value: YAMLValue, _ input: inout FileInput) -> (venue: Venue?, unknown: String?) {
    if value.isNull { return (nil, nil) }
    let name = try? value.name()
    if let venue = name.flatMap(Venue.init(rawValue:)) { return (venue, nil) }
    let known = Venue.allCases.map(\.rawValue).joined(separator: ", ")
    input.log.note(value.fault("one of \(known) (its calendar is unknown)"), &input.lines)
    return (nil, name)
  }

  private static func listing(_ row: YAMLValue, _ input: inout FileInput) throws(Fault) -> Instrument.Listing {
    _ = try row.mapping(like: Example.listing)
    guard let symbol = row.field("symbol") else { throw row.missing("symbol") }
    let name = try symbol.name()
    let place = row.field("exchange").map { exchange($0, &input) } ?? (venue: nil, unknown: nil)
    return Instrument.Listing(
      symbol: name, venue: place.venue ?? (place.unknown == nil ? ListedCode(name)?.venue : nil),
      unknownExchange: place.unknown,
      currency: try row.field("currency")?.currency(),
      ratio: try row.field("ratio")?.number(above: 0))
  }

  private static func lot(_ row: YAMLValue) throws(Fault) -> Instrument.Lot {
    _ = try row.mapping(like: Example.lot)
    guard let quantity = row.field("quantity") else { throw row.missing("quantity") }
    guard let cost = row.field("cost") else { throw row.missing("cost") }
    return Instrument.Lot(
      quantity: try quantity.number(), cost: try cost.number(), opened: try row.field("opened")?.day())
  }

  private static func indicator(_ value: YAMLValue) throws(Fault) -> IndicatorSettings {
    var settings = IndicatorSettings()
    for (key, value) in try value.mapping(like: "{ basket: { AMAT: 1 } }") {
      switch key {
      case "weights":
        for (key, value) in try value.mapping(like: "{ events: 0.45, tariffs: 0.4 }") {
          let weight = try value.number()
          guard (0...1).contains(weight) else { throw value.fault("a weight from 0 to 1") }
          switch key {
          case "events": settings.eventsWeight = weight
          case "tariffs": settings.tariffsWeight = weight
          case "market": settings.marketWeight = weight
          default: throw key.fault("events, tariffs or market")
          }
        }
        guard settings.eventsWeight + settings.tariffsWeight > 0 else {
          throw value.fault("a weight above 0 for events or tariffs")
        }
      case "halfLives":
        for (key, value) in try value.mapping(like: "{ verbal: 14, material: 42 }") {
          switch key {
          case "verbal": settings.verbalHalfLife = try value.number(above: 0)
          case "material": settings.materialHalfLife = try value.number(above: 0)
          default: throw key.fault("verbal or material")
          }
        }
      case "scale": settings.scale = try value.number(above: 0)
      case "machineCoded": settings.countsMachineCoded = try value.flag()
      case "basket":
        settings.basket = []
        for (key, value) in try value.mapping(like: "{ AMAT: 1, KLAC: 1 }, a weight for each name") {
          settings.basket.append((symbol: try key.name(), weight: try value.number(above: 0)))
        }
      default: break
      }
    }
    return settings
  }
}
