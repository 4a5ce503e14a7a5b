/// Why a price that a file tells may be none: it is shown, marked `d` with its reason, and counts in no mean, no needle
/// and no event study.
package struct Doubt: Hashable, Sendable {
  /// One clause for people: `open 41.60 above high 25.10`.
  package let reason: String
  /// It is doubted for what other prices say, not for its own record.
  package let isJump: Bool

  package init(_ reason: String, isJump: Bool = false) {
    self.reason = reason
    self.isJump = isJump
  }
}

extension Doubt {
  /// The same of prices that are shown in another unit than they were told in: the reason says in which it names them.
  package func told(in unit: CurrencyUnit) -> Doubt {
    let text = Array(reason.utf8)
    func isDigit(_ index: Int) -> Bool { (0x30...0x39).contains(text[index]) }
    // Every price has decimals.
    let namesPrices = text.indices.dropFirst().dropLast().contains {
      text[$0] == UInt8(ascii: ".") && isDigit($0 - 1) && isDigit($0 + 1)
    }
    return namesPrices ? Doubt("\(reason), in \(unit.words)", isJump: isJump) : self
  }

  /// A price for people: two decimals, below 1 four, below 0.01 as many as Swift prints.
  package static func text(_ price: Double) -> String {
    let size = abs(price)
    let decimals = size >= 1 || size == 0 ? 2 : 4
    let unit = decimals == 2 ? 100.0 : 10_000
    guard size < 1e12, size >= 0.01 || size == 0 else { return price.description }
    let digits = String(Int64((size * unit).rounded()))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return "\(price < 0 ? "-" : "")\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }

  /// What contradicts itself among the prices of one record; nil where nothing does, or what it takes is missing.
  /// - Parameters:
  ///   - last: The close or the price, and what it is called.
  ///   - tolerance: The part of a price by which it may lie outside the range: feeds round, and adjust in their own ways.
  static func contradiction(
    open: Double?, high: Double?, low: Double?, last: (name: String, value: Double?), tolerance: Double
  ) -> Doubt? {
    if let high, let low, high < low - 1e-6 * abs(low) {
      return Doubt("high \(text(high)) below low \(text(low))")
    }
    func outside(_ name: String, _ value: Double?) -> Doubt? {
      guard let value else { return nil }
      if let high, value > high + tolerance * abs(high) {
        return Doubt("\(name) \(text(value)) above high \(text(high))")
      }
      guard let low, value < low - tolerance * abs(low) else { return nil }
      return Doubt("\(name) \(text(value)) below low \(text(low))")
    }
    return outside("open", open) ?? outside(last.name, last.value)
  }
}

extension Quote {
  /// Feeds tell the day's range later than the price, some by a minute.
  private static let rangeTolerance = 0.005
  /// A bid may stand above the ask by this part of it: two venues, two moments.
  private static let crossTolerance = 0.01

  /// Why the price outside the session may be none: it is more than half away from the session's.
  package var extendedDoubt: Doubt? {
    guard let extended, PriceJump.isFar(extended.price, from: price) else { return nil }
    return PriceJump.doubt(of: extended.price, from: price, "session's price")
  }

  /// What contradicts itself in the quote; nil where nothing does. A price outside the session may leave the day's range.
  package var contradiction: Doubt? {
    let isOfSession = session == .regular || session == .closed
    let found = Doubt.contradiction(
      open: open, high: high, low: low, last: ("price", isOfSession ? price : nil), tolerance: Self.rangeTolerance)
    if let found { return found }
    guard let bid, let ask, ask > 0, bid > ask * (1 + Self.crossTolerance) else { return nil }
    return Doubt("bid \(Doubt.text(bid)) above ask \(Doubt.text(ask))")
  }
}
