import Market

/// Under which name, and in which unit, the prices that a file tells come to the desk.
struct PriceTerms {
  var names: NameTable
  var units = PriceUnits()

  /// How one telling is used.
  struct Use {
    let symbol: String
    /// Nil where the prices stay as they are told.
    let conversion: Conversion?
  }

  struct Conversion {
    let from: CurrencyUnit
    let to: CurrencyUnit

    func callAsFunction(_ price: Double) -> Double { from.converted(price, to: to) }
    func callAsFunction(_ price: Double?) -> Double? { price.map { from.converted($0, to: to) } }
  }

  init(_ watchlist: Watchlist) { names = NameTable(watchlist) }

  /// Nil for prices that cannot be used; why is said in `problems`.
  func use(_ symbol: String, _ currency: String?, at origin: Origin, _ problems: inout MergeProblems) -> Use? {
    guard let spelling = names.spelling(of: symbol) else {
      problems.add(
        "found \(symbol), which is Shanghai's index or Ping An Bank, expected \(symbol).SH or \(symbol).SZ",
        at: origin, isNotice: false)
      return nil
    }
    let name = units.isEmpty ? nil : names.main(of: spelling)
    guard let name, let basis = units.bases[name] else {
      if let name, units.unsure.contains(name) { Self.note(unsure: spelling, at: origin, &problems) }
      return Use(symbol: spelling, conversion: nil)
    }
    guard let currency else {
      let unit = taken(name, spelling, basis, at: origin, &problems)
      return Use(symbol: spelling, conversion: Conversion(from: unit, to: basis.unit))
    }
    let unit = CurrencyUnit(currency)
    guard unit.currency == basis.unit.currency else {
      problems.add(
        "found \(spelling) in \(currency), expected \(basis.unit.code) as in \(basis.authority)", of: spelling,
        at: origin, isNotice: false)
      return nil
    }
    return Use(symbol: spelling, conversion: unit == basis.unit ? nil : Conversion(from: unit, to: basis.unit))
  }

  /// The unit of a file that names none: another file decides, else the watchlist.
  private func taken(
    _ name: String, _ symbol: String, _ basis: PriceUnits.Basis, at origin: Origin, _ problems: inout MergeProblems
  ) -> CurrencyUnit {
    guard let taken = units.taken[PriceUnits.Key(name: name, file: origin.file)] else {
      // Of such an exchange tables mostly are in hundredths.
      if !basis.unit.isHundredth, CurrencyUnit.isUnsure(of: symbol) {
        problems.add(
          "found no currency of \(symbol): its prices are taken for \(basis.unit.words), as in \(basis.authority)",
          of: symbol, at: origin, isNotice: true)
      }
      return basis.unit
    }
    if taken.unit.isHundredth || taken.unit != basis.unit || !taken.isTold {
      let reason = taken.isTold ? "as \(taken.file) has them" : "for they stand by those of \(taken.file)"
      problems.add(
        "found no currency of \(symbol): its prices are taken for \(taken.unit.words), \(reason)", at: origin,
        isNotice: true)
    }
    return taken.unit
  }

  private static func note(unsure symbol: String, at origin: Origin, _ problems: inout MergeProblems) {
    problems.add(
      "found no currency of \(symbol), whose prices may be whole or hundredths (pence, cents, agorot), "
        + "expected its currency in the watchlist", of: symbol, at: origin, isNotice: true)
  }
}

extension PriceTerms {
  /// What a file tells under the watchlist's names and in its units; what cannot be used is left out, and said.
  func used<Prices: ToldPrices>(_ file: [Prices], _ problems: inout MergeProblems) -> [Prices] {
    // Nearly always the file's own values, which are then not copied.
    var changed: [Prices]?
    for index in file.indices {
      var told = file[index]
      let use = use(told.symbol, told.currency, at: told.origin, &problems)
      if changed == nil {
        if let use, use.conversion == nil, use.symbol == told.symbol { continue }
        changed = Array(file[..<index])
      }
      guard let use else { continue }
      told.symbol = use.symbol
      if let conversion = use.conversion {
        told.currency = conversion.to.code
        if conversion.from != conversion.to { told.convert(conversion) }
      }
      changed?.append(told)
    }
    return changed ?? file
  }
}

extension Quote: ToldPrices {
  mutating func convert(_ conversion: PriceTerms.Conversion) {
    price = conversion(price)
    for path in [\Quote.previousClose, \.open, \.high, \.low, \.bid, \.ask, \.yearHigh, \.yearLow] {
      self[keyPath: path] = conversion(self[keyPath: path])
    }
    extended = extended.map {
      Extended(session: $0.session, time: $0.time, price: conversion($0.price), origin: $0.origin)
    }
    doubt = doubt?.told(in: conversion.from)
  }
}

extension History: ToldPrices {
  var origin: Origin { Origin(file: file, line: 0) }

  mutating func convert(_ conversion: PriceTerms.Conversion) {
    bars = bars.map { $0.converted(conversion) }
    doubts = doubts.mapValues { $0.told(in: conversion.from) }
    actions = actions.converting { conversion($0) }
  }
}

extension IntradayHistory: ToldPrices {
  var origin: Origin { Origin(file: file, line: 0) }

  mutating func convert(_ conversion: PriceTerms.Conversion) {
    bars = bars.map { $0.converted(conversion) }
    doubts = doubts.mapValues { $0.told(in: conversion.from) }
  }
}

extension Bar {
  fileprivate func converted(_ convert: PriceTerms.Conversion) -> Bar {
    Bar(
      day: day, open: convert(open), high: convert(high), low: convert(low), close: convert(close),
      adjustedClose: convert(adjustedClose), volume: volume, line: Int(line))
  }
}

extension IntradayBar {
  fileprivate func converted(_ convert: PriceTerms.Conversion) -> IntradayBar {
    IntradayBar(
      time: time, open: convert(open), high: convert(high), low: convert(low), close: convert(close), volume: volume,
      line: Int(line))
  }
}
