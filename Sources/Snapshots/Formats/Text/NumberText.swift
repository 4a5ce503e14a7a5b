import Market

/// A field with a number as people write it, taken apart: its currency, the marks between groups of digits, and what is
/// left of it.
struct NumberText {
  /// What stands before or behind the number and tells a currency: `$`, `HK$`, `USD`; nil without.
  private(set) var unit: String?
  /// Digits, points, commas and a sign: without the unit, without apostrophes and blanks between groups of three.
  private(set) var digits: [UInt8] = []
  /// Apostrophes or blanks stand between groups: what else stands there is the decimal mark.
  private(set) var isGrouped = false

  /// Nil where no number stands in it, or groups are none of three digits.
  init?(_ raw: UnsafeRawBufferPointer) {
    var rest = raw.trimmed.withoutWideBlanks
    if let (unit, behind) = Self.unit(before: rest) {
      self.unit = unit
      rest = behind.trimmed.withoutWideBlanks
    } else if let first = rest.first, first == UInt8(ascii: "-"),
      let (unit, behind) = Self.unit(before: rest.part(1..<rest.count))
    {
      // `-$10.25`
      self.unit = unit
      digits.append(first)
      rest = behind.trimmed.withoutWideBlanks
    }
    if unit == nil, let (unit, before) = Self.unit(behind: rest) {
      self.unit = unit
      rest = before.trimmed.withoutWideBlanks
    }
    guard !rest.isEmpty else { return nil }
    guard Self.appendWithoutGroups(rest, to: &digits, &isGrouped) else { return nil }
  }

  // MARK: Units

  /// Signs of currencies and what they are; nil where several have the sign.
  private static let signs: [(sign: StaticString, currency: String?)] = [
    ("US$", "USD"), ("HK$", "HKD"), ("NT$", "TWD"), ("CA$", "CAD"), ("AU$", "AUD"), ("A$", "AUD"), ("C$", "CAD"),
    ("S$", "SGD"), ("CN¥", "CNY"), ("JP¥", "JPY"), ("RMB", "CNY"), ("CNH", "CNY"), ("元", "CNY"), ("€", "EUR"),
    ("£", "GBP"),
    ("₩", "KRW"), ("₹", "INR"), ("$", nil), ("¥", nil), ("￥", nil), ("＄", nil),
  ]

  /// The currency that a unit tells; nil where it may be one of several.
  static func currency(of unit: String) -> String? {
    for (sign, currency) in signs where unit == "\(sign)" { return currency }
    return unit
  }

  private static func unit(
    before text: UnsafeRawBufferPointer
  ) -> (unit: String, rest: UnsafeRawBufferPointer)? {
    for (sign, _) in signs where text.starts(with: sign) {
      return ("\(sign)", text.part(sign.utf8CodeUnitCount..<text.count))
    }
    guard text.count > 3, isCode(text.part(0..<3)), !text[3].isLetter else { return nil }
    return (String(decoding: text.part(0..<3), as: UTF8.self), text.part(3..<text.count))
  }

  private static func unit(
    behind text: UnsafeRawBufferPointer
  ) -> (unit: String, rest: UnsafeRawBufferPointer)? {
    for (sign, _) in signs where text.count >= sign.utf8CodeUnitCount {
      let start = text.count - sign.utf8CodeUnitCount
      if text.part(start..<text.count).equals(sign) { return ("\(sign)", text.part(0..<start)) }
    }
    guard text.count > 3, isCode(text.part(text.count - 3..<text.count)), !text[text.count - 4].isLetter else {
      return nil
    }
    return (String(decoding: text.part(text.count - 3..<text.count), as: UTF8.self), text.part(0..<text.count - 3))
  }

  /// A currency's code: `NaN` and `INF` are none.
  private static func isCode(_ text: UnsafeRawBufferPointer) -> Bool {
    text.allSatisfy { (0x41...0x5A).contains($0) } && !text.equals("NAN") && !text.equals("INF")
  }

  // MARK: Groups

  /// What may stand between groups: apostrophes, a blank, and the blanks that do not break a line or are thin.
  private static let marks: [StaticString] = ["'", "\u{2019}", " ", "\u{A0}", "\u{2009}", "\u{202F}", "\u{2007}"]

  private static func appendWithoutGroups(
    _ text: UnsafeRawBufferPointer, to digits: inout [UInt8], _ isGrouped: inout Bool
  ) -> Bool {
    guard let mark = mark(in: text) else {
      digits.append(contentsOf: text)
      return true
    }
    isGrouped = true
    var rest = text
    if let sign = rest.first, sign == UInt8(ascii: "-") {
      digits.append(sign)
      rest = rest.part(1..<rest.count)
    }
    var isFirst = true
    while true {
      let length = rest.firstIndex { !$0.isDigit } ?? rest.count
      guard isFirst ? (1...3).contains(length) : length == 3 else { return false }
      digits.append(contentsOf: rest.part(0..<length))
      rest = rest.part(length..<rest.count)
      isFirst = false
      guard rest.starts(with: mark) else { break }
      rest = rest.part(mark.utf8CodeUnitCount..<rest.count)
    }
    // A decimal mark and digits, or nothing.
    guard !rest.isEmpty else { return true }
    guard rest[0] == UInt8(ascii: ".") || rest[0] == UInt8(ascii: ","), rest.count > 1,
      rest.part(1..<rest.count).allSatisfy(\.isDigit)
    else { return false }
    digits.append(contentsOf: rest)
    return true
  }

  private static func mark(in text: UnsafeRawBufferPointer) -> StaticString? {
    // Most numbers have neither.
    guard text.contains(where: { $0 == 0x20 || $0 == UInt8(ascii: "'") || $0 >= 0x80 }) else { return nil }
    return marks.first { text.range(of: $0) != nil }
  }
}

extension UnsafeRawBufferPointer {
  /// Without blanks that do not break a line or are thin at both ends.
  fileprivate var withoutWideBlanks: UnsafeRawBufferPointer {
    var text = self
    for blank in ["\u{A0}", "\u{2009}", "\u{202F}", "\u{2007}"] as [StaticString] {
      let length = blank.utf8CodeUnitCount
      while text.starts(with: blank) { text = text.part(length..<text.count) }
      while text.count >= length, text.part(text.count - length..<text.count).equals(blank) {
        text = text.part(0..<text.count - length)
      }
    }
    return text
  }
}
