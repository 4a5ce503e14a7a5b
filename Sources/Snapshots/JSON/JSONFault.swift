/// Finds where a document that simdjson refused stops being JSON: simdjson says only that it does.
struct JSONFault {
  private let bytes: UnsafeRawBufferPointer
  private let end: Int
  private var index: Int

  /// The first fault of the document in `range`.
  static func find(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Fault {
    var reader = JSONFault(bytes: bytes, end: range.upperBound, index: range.lowerBound)
    do throws(Fault) {
      reader.skipBlanks()
      try reader.value(depth: 0)
      reader.skipBlanks()
      if reader.index < reader.end {
        throw Fault(.offset(reader.index), "found \(reader.here) after the document, expected one document")
      }
    } catch {
      return error
    }
    return Fault(.offset(range.lowerBound), "found a document that cannot be read, expected JSON")
  }

  private var here: String {
    guard index < end else {
      return end == bytes.count ? "the end of the file (a truncated download?)" : "the end of the file"
    }
    let byte = bytes[index]
    if byte == 0 { return "a NUL byte" }
    if byte < 0x20 || byte >= 0x7F {
      return "byte 0x" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    return "\"" + String(UnicodeScalar(byte)) + "\""
  }

  private func expected(_ what: String) -> Fault { Fault(.offset(index), "found \(here), expected \(what)") }

  private mutating func skipBlanks() { while index < end, bytes[index].isBlank { index += 1 } }

  private mutating func value(depth: Int) throws(Fault) {
    guard index < end else { throw expected("a value") }
    switch bytes[index] {
    case UInt8(ascii: "{"): try object(depth: depth + 1)
    case UInt8(ascii: "["): try list(depth: depth + 1)
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    case UInt8(ascii: "N"): try word("NaN")
    case UInt8(ascii: "I"): try word("Infinity")
    case UInt8(ascii: "-") where bytes.part(index..<end).starts(with: "-I"): try word("-Infinity")
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    default: throw expected("a value")
    }
  }

  private mutating func object(depth: Int) throws(Fault) {
    guard depth <= 64 else { throw Fault(.offset(index), "found nesting deeper than 64 levels, expected less") }
    index += 1
    skipBlanks()
    if index < end, bytes[index] == UInt8(ascii: "}") {
      index += 1
      return
    }
    while true {
      guard index < end, bytes[index] == UInt8(ascii: "\"") else { throw expected("a key in quotes") }
      try string()
      skipBlanks()
      guard index < end, bytes[index] == UInt8(ascii: ":") else { throw expected("\":\"") }
      index += 1
      skipBlanks()
      try value(depth: depth)
      skipBlanks()
      guard index < end, bytes[index] == UInt8(ascii: ",") else { break }
      index += 1
      skipBlanks()
    }
    guard index < end, bytes[index] == UInt8(ascii: "}") else { throw expected("\",\" or \"}\"") }
    index += 1
  }

  private mutating func list(depth: Int) throws(Fault) {
    guard depth <= 64 else { throw Fault(.offset(index), "found nesting deeper than 64 levels, expected less") }
    index += 1
    skipBlanks()
    if index < end, bytes[index] == UInt8(ascii: "]") {
      index += 1
      return
    }
    while true {
      try value(depth: depth)
      skipBlanks()
      guard index < end, bytes[index] == UInt8(ascii: ",") else { break }
      index += 1
      skipBlanks()
    }
    guard index < end, bytes[index] == UInt8(ascii: "]") else { throw expected("\",\" or \"]\"") }
    index += 1
  }

  private mutating func word(_ text: StaticString) throws(Fault) {
    guard bytes.part(index..<end).starts(with: text) else { throw expected("a value") }
    index += text.utf8CodeUnitCount
  }

  private mutating func number() throws(Fault) {
    let start = index
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        index += 1
        continue
      default: break
      }
      break
    }
    let text = bytes.part(start..<index)
    guard Decimal.value(text) != nil else {
      throw Fault(.offset(start), "found \(text.shown), expected a finite decimal number")
    }
    // Whole numbers beyond 64 bits are no prices: simdjson refuses them, and this must agree.
    guard
      text.contains(where: { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }) || text.count < 19
        || Int64(String(decoding: text, as: UTF8.self)) != nil || UInt64(String(decoding: text, as: UTF8.self)) != nil
    else { throw Fault(.offset(start), "found \(text.shown), expected a whole number of at most 64 bits") }
  }

  private mutating func string() throws(Fault) {
    index += 1
    while index < end {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return
      case UInt8(ascii: "\\"): try escape()
      case 0..<0x20: throw expected("\\u escapes for control characters in text")
      case 0..<0x80: index += 1
      default: try scalar()
      }
    }
    throw expected("the closing quote")
  }

  private mutating func escape() throws(Fault) {
    let start = index
    index += 1
    guard index < end else { throw expected("an escape") }
    switch bytes[index] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      index += 1
    case UInt8(ascii: "u"):
      index += 1
      let unit = try hexadecimal()
      if unit & 0xFC00 == 0xD800 {
        guard bytes.part(index..<end).starts(with: "\\u") else {
          throw Fault(.offset(start), "found half of a surrogate pair, expected both halves")
        }
        index += 2
        guard try hexadecimal() & 0xFC00 == 0xDC00 else {
          throw Fault(.offset(start), "found half of a surrogate pair, expected both halves")
        }
      } else if unit & 0xFC00 == 0xDC00 {
        throw Fault(.offset(start), "found half of a surrogate pair, expected both halves")
      }
    default: throw expected("one of \" \\ / b f n r t u after a backslash")
    }
  }

  private mutating func hexadecimal() throws(Fault) -> Int {
    var unit = 0
    for _ in 0..<4 {
      guard index < end, let digit = Character(UnicodeScalar(bytes[index])).hexDigitValue, bytes[index] < 0x80
      else { throw expected("four hexadecimal digits") }
      unit = unit * 16 + digit
      index += 1
    }
    return unit
  }

  /// One character of more than one byte (RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF).
  private mutating func scalar() throws(Fault) {
    var decoder = UTF8()
    var source = bytes.part(index..<min(index + 4, end)).makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&source) else { throw expected("UTF-8 text") }
    index += String(scalar).utf8.count
  }
}
