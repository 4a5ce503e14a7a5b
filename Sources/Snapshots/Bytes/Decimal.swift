/// Numbers as RFC 8259 writes them: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`. No sign `+`, no blank, no comma,
/// no hexadecimal, no word; a number that is no finite double is none.
enum Decimal {
  /// The nearest double, or nil when `bytes` is not such a number.
  static func value(_ bytes: UnsafeRawBufferPointer) -> Double? {
    var index = 0
    let end = bytes.count
    let negative = index < end && bytes[index] == 0x2D
    if negative { index += 1 }
    // 18 digits always fit; what does not is left to the standard library.
    var mantissa: UInt64 = 0
    var digits = 0
    func digit(_ at: Int) -> UInt64? { at < end && bytes[at].isDigit ? UInt64(bytes[at] - 0x30) : nil }

    guard let first = digit(index) else { return nil }
    if first == 0, digit(index + 1) != nil { return nil }
    while let next = digit(index) {
      if digits < 18 { mantissa = mantissa * 10 + next }
      digits += 1
      index += 1
    }
    var fraction = 0
    if index < end, bytes[index] == 0x2E {
      index += 1
      guard digit(index) != nil else { return nil }
      while let next = digit(index) {
        if digits < 18 { mantissa = mantissa * 10 + next }
        digits += 1
        fraction += 1
        index += 1
      }
    }
    let plain = index == end
    if !plain {
      guard bytes[index] | 0x20 == 0x65 else { return nil }
      index += 1
      if index < end, bytes[index] == 0x2B || bytes[index] == 0x2D { index += 1 }
      guard digit(index) != nil else { return nil }
      while digit(index) != nil { index += 1 }
      guard index == end else { return nil }
    }
    // Clinger's fast path: both are exact doubles, so that one division rounds once.
    if plain, digits <= 18, mantissa < 1 << 53, fraction <= 22 {
      let value = Double(mantissa) / powers[fraction]
      return negative ? -value : value
    }
    guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else { return nil }
    return value
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]
}
