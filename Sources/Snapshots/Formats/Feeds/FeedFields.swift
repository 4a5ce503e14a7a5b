import Market

/// Fields as feeds write them, more loosely than our own formats: numbers in quotes where a format's documentation has
/// them so, times as epochs, lists side by side. A value that is not understood is a fault, never a guess.
extension JSONValue {
  /// A number, or one written as text (`"148.32"`, `"$148.32"`, `"-1.2%"`); nil where it is missing: null, or one of
  /// the marks that feeds write (`""`, `"-"`, `"N/A"`, `"None"`).
  func figure() throws(Fault) -> Double? {
    if isNull { return nil }
    if let double { return double }
    guard let utf8 else { throw fault("a number") }
    let text = utf8.trimmed
    if text.isMissingValue || text.equals("None") { return nil }
    guard let value = Decimal.value(text.withoutUnit) else { throw fault("a number like 148.32") }
    return value
  }

  /// The same as a price: above zero unless `negative`.
  func feedPrice(negative: Bool = false) throws(Fault) -> Double? {
    guard let value = try figure() else { return nil }
    guard value > 0 || negative else { throw fault("a price above 0") }
    guard MarketSize.holds(value) else { throw sizeFault }
    return value
  }

  /// The same as a price beside the last one, for which feeds write 0 or -1 when there is none: a previous close, a bid
  /// outside the session, an open, a high or a low of a day without a trade.
  func feedSidePrice(negative: Bool = false) throws(Fault) -> Double? {
    guard let value = try figure(), value != 0, negative || value != -1 else { return nil }
    return try feedPrice(negative: negative)
  }

  /// The same as a volume; Interactive Brokers write -1 where there is none.
  func feedVolume() throws(Fault) -> Double? {
    guard let value = try figure(), value != -1 else { return nil }
    guard value >= 0 else { throw fault("a volume of 0 or more") }
    guard MarketSize.holds(value) else { throw sizeFault }
    return value
  }

  /// A moment as an epoch number, in seconds, milliseconds, microseconds or nanoseconds by its magnitude.
  func epoch() throws(Fault) -> Instant {
    let instant = if let integer { Instant(epoch: integer) } else { try figure().flatMap { Instant(epoch: $0) } }
    guard let instant else {
      throw fault("a time in seconds, milliseconds, microseconds or nanoseconds since 1970")
    }
    return instant
  }

  /// A field's value, or nil where it is absent or null.
  func present(_ name: StaticString) -> JSONValue? {
    guard let value = field(name), !value.isNull else { return nil }
    return value
  }

  /// The first element of a list.
  var firstElement: JSONValue? {
    var elements = elements
    return elements.next()
  }

  /// The field, or the fault that it is missing.
  func need(_ name: StaticString) throws(Fault) -> JSONValue {
    guard let value = field(name) else { throw missing(name) }
    return value
  }

  /// The code of a currency or its hundredth (`GBp`, `ZAc`); nil where it is null or neither.
  func feedCurrency() -> String? { utf8.flatMap { CurrencyUnit.code($0) } }
}

extension UnsafeRawBufferPointer {
  /// Without a `$` before or a `%` behind, both glued on.
  var withoutUnit: UnsafeRawBufferPointer {
    var low = 0
    var high = count
    if low < high, self[low] == UInt8(ascii: "$") { low += 1 }
    if high > low, self[high - 1] == UInt8(ascii: "%") { high -= 1 }
    return part(low..<high)
  }
}

extension Instant {
  /// An epoch number by its magnitude: seconds below 10¹¹ (until the year 5138), milliseconds below 10¹⁴, microseconds
  /// below 10¹⁷, else nanoseconds. Nil before 1900 and after 2262.
  init?(epoch number: Int64) {
    switch number {
    case ..<(-2_208_988_800): return nil
    case ..<100_000_000_000: self.init(milliseconds: number * 1000)
    case ..<100_000_000_000_000: self.init(milliseconds: number)
    case ..<100_000_000_000_000_000: self.init(milliseconds: number / 1000)
    default: self.init(milliseconds: number / 1_000_000)
    }
  }

  /// The same with a fraction, which only seconds have.
  init?(epoch number: Double) {
    guard let whole = Int64(exactly: number.rounded(.down)) else { return nil }
    guard number != number.rounded(.down), abs(number) < 1e11 else {
      self.init(epoch: whole)
      return
    }
    guard number >= -2_208_988_800, let milliseconds = Int64(exactly: (number * 1000).rounded(.down))
    else { return nil }
    self.init(milliseconds: milliseconds)
  }
}

extension Zone {
  /// The clock by which a symbol's sessions are dated: that of a code listed in China, however it is written, or of a
  /// suffix as Yahoo (`.HK`, `.SS`, `.SZ`), Alpha Vantage (`.SHH`, `.SHZ`) or others write it (`.SH`), else New York.
  init(symbol: String) {
    if let code = ListedCode(symbol) {
      self = code.venue.zone
      return
    }
    let parts = symbol.split(separator: ".")
    switch parts.count > 1 ? parts[parts.count - 1].lowercased() : "" {
    case "hk": self = .hongKong
    case "ss", "sz", "sh", "shh", "shz": self = .shanghai
    default: self = .newYork
    }
  }

  /// The day of the session that a daily bar's time stands for. Midnight in UTC is a date without a time, and so is
  /// midnight in China, 16:00 UTC: nothing begins then in New York, and no suffix need tell where a symbol is listed.
  /// Anything else (midnight, opening or close of the place) is read on this clock.
  /// - Parameter opensOnEve: What begins in New York's evening is the next day's: CME's futures open at 18:00, currencies
  ///   at 17:00, and midnight in Europe is there too.
  func session(of instant: Instant, opensOnEve: Bool = true) -> Day {
    if Zone.utc.secondOfDay(of: instant) == 0 { return Zone.utc.day(of: instant) }
    if Zone.hongKong.secondOfDay(of: instant) == 0 { return Zone.hongKong.day(of: instant) }
    let day = day(of: instant)
    return opensOnEve && isEve(instant) ? day.advanced(by: 1) : day
  }

  /// Whether it is evening in New York, after the close of all that trades there by day.
  func isEve(_ instant: Instant) -> Bool { self == .newYork && secondOfDay(of: instant) >= 17 * 3600 }
}
