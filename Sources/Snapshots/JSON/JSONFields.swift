import Market

/// Fields of a record as values; each refuses what it does not expect, with the place of the value.
extension JSONValue {
  func text() throws(Fault) -> String {
    guard let utf8 else { throw fault("text") }
    return String(decoding: utf8, as: UTF8.self)
  }

  /// Text that names something: not empty, at most 64 bytes, no control characters, no blank at its ends.
  func name() throws(Fault) -> String {
    guard let utf8, isName(utf8) else { throw fault("a name of 1 to 64 characters") }
    return String(decoding: utf8, as: UTF8.self)
  }

  @inline(__always) func number() throws(Fault) -> Double {
    guard let double else { throw fault("a number") }
    return double
  }

  /// A price above zero, or any number where the instrument allows it.
  @inline(__always) func price(negative: Bool) throws(Fault) -> Double {
    let value = try number()
    guard value > 0 || negative else { throw fault("a price above 0") }
    guard MarketSize.holds(value) else { throw sizeFault }
    return value
  }

  @inline(__always) func volume() throws(Fault) -> Double {
    let value = try number()
    guard value >= 0 else { throw fault("a volume of 0 or more") }
    guard MarketSize.holds(value) else { throw sizeFault }
    return value
  }

  var sizeFault: Fault { Fault(.offset(offset), MarketSize.refusal(shown)) }

  func number(in range: ClosedRange<Double>) throws(Fault) -> Double {
    guard let double, range.contains(double) else {
      throw fault("a number from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))")
    }
    return double
  }

  private static func plain(_ value: Double) -> String { Int64(exactly: value).map { "\($0)" } ?? "\(value)" }

  func flag() throws(Fault) -> Bool {
    guard let bool else { throw fault("true or false") }
    return bool
  }

  func instant() throws(Fault) -> Instant {
    guard let utf8, let instant = Instant(rfc3339: utf8)
    else { throw fault("a time like 2025-05-01T18:31:03Z") }
    return instant
  }

  func day() throws(Fault) -> Day {
    guard let utf8, let day = Day(utf8: utf8) else { throw fault("a date like 2025-05-01") }
    return day
  }

  /// The date in New York: that of the time, where one stands beside it. What is written may be the date of another place,
  /// a day from it at most.
  func day(of time: Instant?) throws(Fault) -> Day {
    let written = try day()
    guard let day = time.map(Zone.newYork.day) else { return written }
    guard abs(day.days(to: written)) <= 1 else { throw fault("the date of its time, \(day) in New York") }
    return day
  }

  func currency() throws(Fault) -> String {
    guard let code = utf8.flatMap({ CurrencyUnit.code($0) }) else { throw fault("a currency code like USD") }
    return code
  }

  func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) throws(Fault) -> Choice
  where Choice.RawValue == String {
    if let utf8, let choice = Choice(rawValue: String(decoding: utf8, as: UTF8.self)) { return choice }
    throw fault(type.allCases.map(\.rawValue).joined(separator: ", "))
  }

  func texts() throws(Fault) -> [String] {
    guard isArray else { throw fault("a list of texts") }
    var texts: [String] = []
    for element in elements { texts.append(try element.text()) }
    return texts
  }
}

/// Whether bytes name a symbol or a record.
func isName(_ bytes: UnsafeRawBufferPointer) -> Bool {
  guard (1...64).contains(bytes.count), bytes[0] != 0x20, bytes[bytes.count - 1] != 0x20 else { return false }
  return bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
}
