/// What prices are told in: a currency, or the hundredth of one in which an exchange quotes (London's pence,
/// Johannesburg's cents, Tel Aviv's agorot, Chicago's cents).
package struct CurrencyUnit: Hashable, Sendable {
  /// What files and the screen call it: `USD`, `GBX`, `ZAc`.
  package let code: String
  /// The whole currency by ISO 4217.
  package let currency: String
  /// So many of it make one of the currency.
  package let perWhole: Double

  private static let hundredths: [(spellings: [String], currency: String, plural: String, whole: String)] = [
    (["GBX", "GBp"], "GBP", "pence", "pounds"), (["ZAc", "ZAC"], "ZAR", "cents", "rand"),
    (["ILA"], "ILS", "agorot", "shekels"), (["USX"], "USD", "cents", "dollars"),
  ]

  /// - Parameter code: As ``code(_:)`` gives it, or another spelling of it.
  package init(_ code: String) {
    if let unit = Self.hundredths.first(where: { $0.spellings.contains(code) }) {
      self.init(code: unit.spellings[0], currency: unit.currency, perWhole: 100)
    } else {
      self.init(code: code, currency: code, perWhole: 1)
    }
  }

  private init(code: String, currency: String, perWhole: Double) {
    self.code = code
    self.currency = currency
    self.perWhole = perWhole
  }

  /// The code of a currency or its hundredth as a file writes it (`GBp` is `GBX`); nil where it is neither.
  @inlinable package static func code(_ text: some Collection<UInt8>) -> String? {
    text.count == 3 ? known(String(decoding: text, as: UTF8.self)) : nil
  }

  @usableFromInline static func known(_ code: String) -> String? {
    if code.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) { return code == "ZAC" ? "ZAc" : code }
    return hundredths.first { $0.spellings.contains(code) }?.spellings[0]
  }

  package var isHundredth: Bool { perWhole != 1 }

  package var whole: CurrencyUnit { CurrencyUnit(code: currency, currency: currency, perWhole: 1) }

  /// The other unit that prices of this currency may be told in: pounds for pence and the reverse. Nil where feeds use
  /// one only; of dollars where they are not cents already, for hardly anything is quoted so.
  package var other: CurrencyUnit? {
    if isHundredth { return whole }
    guard currency != "USD" else { return nil }
    return Self.hundredths.first { $0.currency == currency }.map { CurrencyUnit($0.spellings[0]) }
  }

  /// A price of this unit in another of the same currency.
  package func converted(_ price: Double, to unit: CurrencyUnit) -> Double { price * unit.perWhole / perWhole }

  /// `pence (GBX)`, `USD`.
  package var words: String {
    guard let unit = Self.hundredths.first(where: { $0.currency == currency }) else { return code }
    return "\(isHundredth ? unit.plural : unit.whole) (\(code))"
  }

  /// Whether a symbol's suffix is of an exchange that quotes in hundredths, so that a price without a currency may be
  /// either: London's as Yahoo, Alpha Vantage and Stooq write it, Johannesburg's and Tel Aviv's.
  package static func isUnsure(of symbol: String) -> Bool {
    let text = symbol.uppercased()
    return [".L", ".LON", ".UK", ".JO", ".TA"].contains { text.hasSuffix($0) }
  }
}
