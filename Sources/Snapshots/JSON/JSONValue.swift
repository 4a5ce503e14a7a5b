import CJSON
import Glibc

/// One element of a parsed document. Valid only inside the closure of `JSONParser.read`.
struct JSONValue {
  let tape: UnsafePointer<UInt64>
  let offsets: UnsafePointer<UInt32>
  let strings: UnsafePointer<UInt8>
  let index: Int
  /// Byte offset of the document in its file (a line of a JSONL file, or after a byte order mark).
  let base: Int

  private var kind: UInt8 { UInt8(truncatingIfNeeded: tape[index] >> 56) }

  /// Byte offset in the file.
  var offset: Int { base + Int(offsets[index]) }
  var isNull: Bool { kind == Kind.null }
  var isObject: Bool { kind == Kind.object }
  var isArray: Bool { kind == Kind.array }
  var isString: Bool { kind == Kind.string }

  enum Kind {
    static let object = UInt8(ascii: "{")
    static let array = UInt8(ascii: "[")
    static let string = UInt8(ascii: "\"")
    static let null = UInt8(ascii: "n")
  }

  /// The unescaped bytes of a string; nil for anything else.
  var utf8: UnsafeRawBufferPointer? {
    guard kind == Kind.string else { return nil }
    let place = UnsafeRawPointer(strings) + Int(tape[index] & 0x00FF_FFFF_FFFF_FFFF)
    let length = place.loadUnaligned(as: UInt32.self)
    return UnsafeRawBufferPointer(start: place + 4, count: Int(length))
  }

  /// A finite number; nil for anything else.
  var double: Double? {
    let word = tape[index + 1]
    switch kind {
    case UInt8(ascii: "d"): return Double(bitPattern: word)
    case UInt8(ascii: "l"): return Double(Int64(bitPattern: word))
    case UInt8(ascii: "u"): return Double(word)
    default: return nil
    }
  }

  var bool: Bool? {
    switch kind {
    case UInt8(ascii: "t"): true
    case UInt8(ascii: "f"): false
    default: nil
    }
  }

  /// Index of the element after this one and all that is in it.
  private var after: Int {
    switch kind {
    case Kind.object, Kind.array: Int(UInt32(truncatingIfNeeded: tape[index]))
    case UInt8(ascii: "d"), UInt8(ascii: "l"), UInt8(ascii: "u"): index + 2
    default: index + 1
    }
  }

  private func at(_ index: Int) -> JSONValue {
    JSONValue(tape: tape, offsets: offsets, strings: strings, index: index, base: base)
  }

  /// What it is, for a message.
  var shown: String {
    switch kind {
    case Kind.object: "an object"
    case Kind.array: "a list"
    case Kind.null: "null"
    case UInt8(ascii: "t"): "true"
    case UInt8(ascii: "f"): "false"
    default:
      if let utf8 {
        utf8.shown
      } else if let double, let whole = Int64(exactly: double) {
        "\(whole)"
      } else if let double {
        "\(double)"
      } else {
        "nothing"
      }
    }
  }

  func fault(_ expected: String) -> Fault { Fault(.offset(offset), "found \(shown), expected \(expected)") }

  /// The elements of a list; none for anything else.
  struct Elements: Sequence, IteratorProtocol {
    fileprivate var cursor: Int
    fileprivate let end: Int
    fileprivate let value: JSONValue

    mutating func next() -> JSONValue? {
      guard cursor < end else { return nil }
      let element = value.at(cursor)
      cursor = element.after
      return element
    }
  }

  /// How many elements a list or fields an object has; at most 2²⁴ − 1 are counted.
  var count: Int { isArray || isObject ? Int(tape[index] >> 32 & 0xFF_FFFF) : 0 }

  var elements: Elements { Elements(cursor: index + 1, end: isArray ? after - 1 : index, value: self) }

  struct Fields: Sequence, IteratorProtocol {
    fileprivate var cursor: Int
    fileprivate let end: Int
    fileprivate let value: JSONValue

    mutating func next() -> (key: JSONKey, value: JSONValue)? {
      guard cursor < end, let name = value.at(cursor).utf8 else { return nil }
      let element = value.at(cursor + 1)
      cursor = element.after
      return (JSONKey(bytes: name), element)
    }
  }

  /// Keys and values of an object, in the file's order; none for anything else.
  var fields: Fields { Fields(cursor: index + 1, end: isObject ? after - 1 : index, value: self) }

  func field(_ name: StaticString) -> JSONValue? {
    for (key, value) in fields where name ~= key { return value }
    return nil
  }
}

/// A key of an object; matches literals in a `switch`.
struct JSONKey {
  let bytes: UnsafeRawBufferPointer

  static func ~= (name: StaticString, key: JSONKey) -> Bool { key.bytes.equals(name) }
}

/// A parser and its buffers, for one file after another: they grow to the largest that was read.
final class JSONParser {
  private let parser = dt_json_new()

  deinit { dt_json_free(parser) }

  /// Parses one document, `range` of a file's bytes, of which `readable` bytes may be read (64 beyond the document
  /// save a copy).
  func read<Result>(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, readable: Int,
    _ body: (JSONValue) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    var view = dt_json_view()
    var offset = 0
    guard let parser else { throw Fault("found no memory for it, expected a smaller file") }
    guard let base = bytes.baseAddress else { throw Fault("found nothing, expected JSON") }
    let start = (base + range.lowerBound).assumingMemoryBound(to: UInt8.self)
    switch dt_json_parse(parser, start, range.count, readable - range.lowerBound, &view, &offset) {
    case DT_JSON_OK: break
    case DT_JSON_DUPLICATE:
      throw Fault(.offset(range.lowerBound + offset), "found a key twice in one object, expected each key once")
    case DT_JSON_MEMORY: throw Fault("found no memory for it, expected a smaller file")
    default: throw JSONFault.find(bytes, range)
    }
    guard let tape = view.tape, let offsets = view.offsets, let text = view.text else {
      throw Fault("found no memory for it, expected a smaller file")
    }
    return try body(JSONValue(tape: tape, offsets: offsets, strings: text, index: 1, base: range.lowerBound))
  }
}
