/// A paper by its code at the exchanges of Hong Kong, Shanghai or Shenzhen, however it is written: `601919.SS`,
/// `601919.SH`, `sh.601919`, `SH601919`, `SH#601919` and `601919.XSHG` are one, and so are `1919.HK`, `01919.HK`, `HK.01919` and
/// `01919`. Nil for anything else, and for bare digits that do not tell where they are listed.
package struct ListedCode: Hashable, Sendable {
  package enum Exchange: UInt8, Hashable, Sendable { case hongKong, shanghai, shenzhen }

  package let exchange: Exchange
  /// Without leading zeros.
  package let number: UInt32

  package init?(_ symbol: String) {
    // Most symbols have no digit at one of their ends.
    guard let first = symbol.utf8.first, let last = symbol.utf8.last, Self.isDigit(first) || Self.isDigit(last),
      (4...11).contains(symbol.utf8.count)
    else { return nil }
    let text = Array(symbol.utf8)
    let prefix = text.prefix { Self.isLetter($0) }
    var rest = text[prefix.endIndex...]
    let isParted = !prefix.isEmpty && rest.first.map(Self.isSeparator) ?? false
    if isParted { rest.removeFirst() }
    let digits = rest.prefix { Self.isDigit($0) }
    var suffix = text[digits.endIndex...]
    guard !digits.isEmpty, let number = UInt32(String(decoding: digits, as: UTF8.self)), number > 0 else { return nil }
    if let separator = suffix.first {
      guard prefix.isEmpty, Self.isSeparator(separator) else { return nil }
      suffix.removeFirst()
    }
    let exchange: Exchange? =
      if prefix.isEmpty, digits.endIndex == text.endIndex {
        Self.exchange(ofBare: digits, number)
      } else {
        Self.exchange(named: prefix.isEmpty ? suffix : prefix)
      }
    guard let exchange, exchange == .hongKong ? digits.count <= 5 : digits.count == 6 else { return nil }
    // Glued on, only these are usual: `SH601919`, `HK01919`.
    guard prefix.isEmpty || isParted || (prefix.count == 2 && digits.count >= 4) else { return nil }
    self.exchange = exchange
    self.number = number
  }

  /// Whether the symbol alone may be either of two papers: Shanghai's index or Ping An Bank of Shenzhen.
  package static func isAmbiguous(_ symbol: String) -> Bool { symbol == "000001" }

  /// Where it is listed.
  package var venue: Venue {
    switch exchange {
    case .hongKong: .hongKong
    case .shanghai: .shanghai
    case .shenzhen: .shenzhen
    }
  }

  private static func exchange(named mark: ArraySlice<UInt8>) -> Exchange? {
    switch String(decoding: mark, as: UTF8.self).uppercased() {
    case "HK", "HKG", "HKEX", "SEHK", "XHKG": .hongKong
    case "SS", "SH", "SHH", "SHG", "SHA", "SSE", "SHSE", "XSHG": .shanghai
    case "SZ", "SHZ", "SHE", "SZSE", "XSHE": .shenzhen
    default: nil
    }
  }

  /// Six digits tell their exchange by the first of them (a share, a B share or a fund), five that begin with 0 are Hong
  /// Kong's. Beijing's and bonds tell none of the three.
  private static func exchange(ofBare digits: ArraySlice<UInt8>, _ number: UInt32) -> Exchange? {
    if digits.count == 5 { return digits.first == UInt8(ascii: "0") ? .hongKong : nil }
    guard digits.count == 6, number != 1 else { return nil }
    switch number / 100_000 {
    case 5, 6: return .shanghai
    case 9: return number / 1000 == 900 ? .shanghai : nil
    case 0, 2, 3: return .shenzhen
    case 1: return [15, 16, 18].contains(number / 10_000) ? .shenzhen : nil
    default: return nil
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
  private static func isSeparator(_ byte: UInt8) -> Bool { ".:#".utf8.contains(byte) }
}
