/// Numbers as RFC 8259 writes them: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`. No sign `+`, no blank, no comma,
/// no hexadecimal, no word; a number that is no finite double is none.
enum Decimal {
  /// The nearest double, or nil when `bytes` is not such a number.
  static func value(_ bytes: UnsafeRawBufferPointer) -> Double? {
    let end = bytes.count
    let negative = end > 0 && bytes[0] == 0x2D
    var index = negative ? 1 : 0
    // Beyond 18 digits it wraps round, and is not used.
    var mantissa: UInt64 = 0
    func skipDigits() -> Int {
      let first = index
      while index < end {
        let digit = bytes[index] &- 0x30
        guard digit < 10 else { break }
        mantissa = mantissa &* 10 &+ UInt64(digit)
        index += 1
      }
      return index - first
    }

    let first = index
    let whole = skipDigits()
    guard whole == 1 || (whole > 1 && bytes[first] != 0x30) else { return nil }
    var fraction = 0
    if index < end, bytes[index] == 0x2E {
      index += 1
      fraction = skipDigits()
      guard fraction > 0 else { return nil }
    }
    // Clinger's fast path: both are exact doubles, so that one division rounds once.
    if index == end, whole + fraction <= 18, mantissa < 1 << 53 {
      let value = Double(mantissa) / powers[fraction]
      return negative ? -value : value
    }
    if index < end {
      guard bytes[index] | 0x20 == 0x65 else { return nil }
      index += 1
      if index < end, bytes[index] == 0x2B || bytes[index] == 0x2D { index += 1 }
      guard skipDigits() > 0, index == end else { return nil }
    }
    guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else { return nil }
    return value
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
  ]
}
