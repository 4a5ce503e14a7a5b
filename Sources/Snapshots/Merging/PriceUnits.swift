import Market

/// In which unit the prices of each name are shown, and in which a file tells them that names none. A desk whose files
/// and watchlist agree has nothing here.
struct PriceUnits: Equatable {
  /// What all prices of a name become.
  struct Basis: Equatable {
    let unit: CurrencyUnit
    /// Who says so: the watchlist, or a file. Another file that says the same changes nothing.
    let authority: String

    static func == (a: Basis, b: Basis) -> Bool { a.unit == b.unit }
  }

  /// What a file's prices without a currency are taken for.
  struct Taken: Equatable {
    let unit: CurrencyUnit
    /// The file that tells a currency, and whether it has this unit itself; else only the other unit's prices would be a
    /// hundred times off.
    let file: String
    let isTold: Bool

    static func == (a: Taken, b: Taken) -> Bool { a.unit == b.unit && a.isTold == b.isTold }
  }

  struct Key: Hashable {
    let name: String
    let file: String
  }

  private(set) var bases: [String: Basis] = [:]
  private(set) var taken: [Key: Taken] = [:]
  /// Names whose exchange quotes in hundredths, and of which nothing tells the unit.
  private(set) var unsure: Set<String> = []

  var isEmpty: Bool { bases.isEmpty && unsure.isEmpty }

  /// Names of which a file's unit is judged by prices, which each quote may change.
  var judged: Set<String> { Set(taken.keys.map(\.name)) }

  init() {}

  /// - Parameter tellings: all that the files tell of any name, in any order.
  init(_ tellings: [PriceTelling], _ names: NameTable) {
    let open = Self.open(tellings, names)
    guard !open.isEmpty else { return }
    var groups: [String: [PriceTelling]] = [:]
    for telling in tellings {
      let name = names.main(of: telling.symbol)
      if open.contains(name) { groups[name, default: []].append(telling) }
    }
    for (name, tellings) in groups { weigh(name, tellings, wanted: names[name]?.unit) }
  }

  /// The same with the names weighed anew of which `tellings` tell.
  func weighed(_ tellings: [PriceTelling], _ names: NameTable) -> PriceUnits {
    var units = self
    for (name, tellings) in Dictionary(grouping: tellings, by: { names.main(of: $0.symbol) }) {
      units.weigh(name, tellings, wanted: names[name]?.unit)
    }
    return units
  }

  /// Names whose prices are not plainly in the watchlist's unit or in one that all files name.
  private static func open(_ tellings: [PriceTelling], _ names: NameTable) -> Set<String> {
    var open: Set<String> = []
    var met: [String: String?] = [:]
    for telling in tellings {
      let known = names[telling.symbol]
      if let wanted = known?.unit {
        let isPlain = telling.currency.map { $0 == wanted.code } ?? (wanted.other == nil)
        if !isPlain { open.insert(known?.main ?? telling.symbol) }
      } else {
        let name = known?.main ?? telling.symbol
        if let first = met[name] {
          if first != telling.currency { open.insert(name) }
        } else {
          met[name] = telling.currency
          let isPlain = telling.currency.map { !CurrencyUnit($0).isHundredth } ?? !CurrencyUnit.isUnsure(of: name)
          if !isPlain { open.insert(name) }
        }
      }
    }
    return open
  }

  private mutating func weigh(_ name: String, _ tellings: [PriceTelling], wanted: CurrencyUnit?) {
    let told = tellings.filter { $0.currency != nil }.sorted { $0.rank < $1.rank }
    guard let basis = wanted ?? told.last?.currency.map({ CurrencyUnit($0).whole }) else {
      if CurrencyUnit.isUnsure(of: name) { unsure.insert(name) }
      return
    }
    bases[name] = Basis(unit: basis, authority: wanted == nil ? told.last?.file ?? "" : "the watchlist")
    let judge = told.last { $0.currency.map { CurrencyUnit($0).currency } == basis.currency }
    guard let judge, let unit = judge.currency.map({ CurrencyUnit($0) }) else { return }
    for telling in tellings where telling.currency == nil {
      let other = unit.other ?? (basis.isHundredth ? basis : nil)
      let isOther = other.map { telling.fits(judge, unit, as: $0) } ?? false
      taken[Key(name: name, file: telling.file)] = Taken(
        unit: isOther ? other ?? unit : unit, file: judge.file, isTold: !isOther)
    }
  }
}

extension FileValues {
  /// Whether it tells the same kinds, and prices of the same names in the same currencies.
  func tellsPricesLike(_ other: FileValues?) -> Bool {
    func isAlike<Prices: ToldPrices>(_ kind: Kind<[Prices]>, _ other: FileValues) -> Bool {
      guard let mine = self[kind], let theirs = other[kind] else { return true }
      return mine.count == theirs.count
        && mine.indices.allSatisfy {
          mine[$0].symbol == theirs[$0].symbol && mine[$0].currency == theirs[$0].currency
        }
    }
    guard let other, kinds == other.kinds else { return false }
    return isAlike(.quotes, other) && isAlike(.histories, other) && isAlike(.intraday, other)
  }

  /// What it tells of prices and their units.
  var priceTellings: [(symbol: String, currency: String?, level: Double?, isQuote: Bool, time: Instant)] {
    var tellings = (self[.quotes] ?? []).map { quote in
      (quote.symbol, quote.currency, quote.doubt == nil ? quote.price : nil, true, quote.time)
    }
    tellings += (self[.histories] ?? []).map { history in
      // One that is doubtful may be of the other unit by mistake.
      let last = history.believedBar(within: history.bars.count)
      let day = history.bars.last?.day ?? Day(number: 0)
      return (history.symbol, history.currency, last?.shownClose, false, Zone.utc.instant(day))
    }
    tellings += (self[.intraday] ?? []).map { history in
      let last = history.bars.last { $0.close != nil && history.doubts[$0.time] == nil }
      return (history.symbol, history.currency, last?.close, false, last?.time ?? Instant(milliseconds: 0))
    }
    return tellings
  }
}
