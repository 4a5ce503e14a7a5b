import CJSON
import Glibc

/// A parsed document: simdjson's tape, and where its elements stand (see `CJSON.h`).
struct JSONDocument {
  fileprivate let tape: UnsafePointer<UInt64>
  fileprivate let structurals: UnsafePointer<UInt32>
  fileprivate let strings: UnsafePointer<UInt8>
  /// Byte offset of the document in its file (a line of a JSONL file, or after a byte order mark).
  fileprivate let base: Int

  fileprivate func word(_ index: UInt32) -> UInt64 { tape[Int(index)] }
}

/// One element of a parsed document. Valid only inside the closure of `JSONParser.read`.
struct JSONValue {
  fileprivate let document: UnsafePointer<JSONDocument>
  /// Its word on the tape.
  fileprivate let index: UInt32
  /// Its position among the structurals.
  fileprivate let structural: UInt32

  private var word: UInt64 { document.pointee.word(index) }
  private var kind: UInt8 { UInt8(truncatingIfNeeded: word >> 56) }

  /// Byte offset in the file.
  var offset: Int { document.pointee.base + Int(document.pointee.structurals[Int(structural)]) }
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
  @inline(__always) var utf8: UnsafeRawBufferPointer? {
    guard kind == Kind.string else { return nil }
    let place = UnsafeRawPointer(document.pointee.strings) + Int(word & 0x00FF_FFFF_FFFF_FFFF)
    let length = place.loadUnaligned(as: UInt32.self)
    return UnsafeRawBufferPointer(start: place + 4, count: Int(length))
  }

  /// A finite number; nil for anything else.
  @inline(__always) var double: Double? {
    let number = document.pointee.word(index + 1)
    switch kind {
    case UInt8(ascii: "d"): return Double(bitPattern: number)
    case UInt8(ascii: "l"): return Double(Int64(bitPattern: number))
    case UInt8(ascii: "u"): return Double(number)
    default: return nil
    }
  }

  /// A whole number within 64 bits that is written without a fraction or an exponent; nil for anything else.
  var integer: Int64? { kind == UInt8(ascii: "l") ? Int64(bitPattern: document.pointee.word(index + 1)) : nil }

  var bool: Bool? {
    switch kind {
    case UInt8(ascii: "t"): true
    case UInt8(ascii: "f"): false
    default: nil
    }
  }

  /// Word and structural of what stands behind this one and all that is in it, a comma passed over.
  @inline(__always) private var after: (index: UInt32, structural: UInt32) {
    switch kind {
    case UInt8(ascii: "d"), UInt8(ascii: "l"), UInt8(ascii: "u"): return (index + 2, structural + 2)
    case Kind.object, Kind.array:
      let next = UInt32(truncatingIfNeeded: word)
      return (next, UInt32(truncatingIfNeeded: document.pointee.word(next - 1)) + 2)
    default: return (index + 1, structural + 2)
    }
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
    /// The next element, where there is one.
    fileprivate var cursor: JSONValue
    fileprivate let end: UInt32

    @inline(__always) mutating func next() -> JSONValue? {
      guard cursor.index < end else { return nil }
      let element = cursor
      let next = element.after
      cursor = JSONValue(document: element.document, index: next.index, structural: next.structural)
      return element
    }
  }

  /// How many elements a list or fields an object has; at most 2²⁴ − 1 are counted.
  var count: Int { isArray || isObject ? Int(word >> 32 & 0xFF_FFFF) : 0 }

  var elements: Elements { Elements(cursor: first, end: isArray ? after.index - 1 : index) }

  /// The numbers of a list, NaN where an element is none; of the first elements only where ``count`` does not count all.
  var doubles: [Double] {
    guard isArray else { return [] }
    let (tape, end) = (document.pointee.tape, Int(after.index) - 1)
    return Array(unsafeUninitializedCapacity: count) { (doubles, row) in
      var index = Int(self.index) + 1
      while index < end, row < doubles.count {
        let word = tape[index]
        // Mostly numbers of one kind stand in a row.
        switch UInt8(truncatingIfNeeded: word >> 56) {
        case UInt8(ascii: "d"):
          repeat {
            doubles.initializeElement(at: row, to: Double(bitPattern: tape[index + 1]))
            (index, row) = (index + 2, row + 1)
          } while row < doubles.count && tape[index] == word
        case UInt8(ascii: "l"):
          repeat {
            doubles.initializeElement(at: row, to: Double(Int64(bitPattern: tape[index + 1])))
            (index, row) = (index + 2, row + 1)
          } while row < doubles.count && tape[index] == word
        case UInt8(ascii: "u"):
          doubles.initializeElement(at: row, to: Double(tape[index + 1]))
          (index, row) = (index + 2, row + 1)
        case Kind.object, Kind.array:
          doubles.initializeElement(at: row, to: .nan)
          (index, row) = (Int(UInt32(truncatingIfNeeded: word)), row + 1)
        default:
          doubles.initializeElement(at: row, to: .nan)
          (index, row) = (index + 1, row + 1)
        }
      }
    }
  }

  /// The first key or element, where this is an object or a list that has one.
  private var first: JSONValue { JSONValue(document: document, index: index + 1, structural: structural + 1) }

  struct Fields: Sequence, IteratorProtocol {
    /// The next key, where there is one.
    fileprivate var cursor: JSONValue
    fileprivate let end: UInt32

    @inline(__always) mutating func next() -> (key: JSONKey, value: JSONValue)? {
      guard cursor.index < end, let name = cursor.utf8 else { return nil }
      let value = JSONValue(document: cursor.document, index: cursor.index + 1, structural: cursor.structural + 2)
      let next = value.after
      cursor = JSONValue(document: value.document, index: next.index, structural: next.structural)
      return (JSONKey(bytes: name), value)
    }
  }

  /// Keys and values of an object, in the file's order; none for anything else.
  var fields: Fields { Fields(cursor: first, end: isObject ? after.index - 1 : index) }

  /// Whether it is an object with the keys of the last one before it in its list, in their order, with values of the same
  /// kinds: what that one has at a ``Position`` this one has there too. Objects that hold others are like none.
  var isAlike: Bool { isObject && document.pointee.word(after.index - 1) >> 32 & 1 == 1 }

  /// Where a value stands, counted from the object that holds it.
  struct Position {
    fileprivate let index: UInt32
    fileprivate let structural: UInt32
  }

  /// The position of a value that this object holds.
  func position(of value: JSONValue) -> Position {
    Position(index: value.index - index, structural: value.structural - structural)
  }

  /// The value at a position of this object or of one that this one is like.
  @inline(__always) subscript(position: Position) -> JSONValue {
    JSONValue(document: document, index: index + position.index, structural: structural + position.structural)
  }

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
  /// save a copy). Numbers that are none (``NotANumber``) read as null.
  func read<Result>(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, readable: Int,
    _ body: (JSONValue) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    let found = try read(bytes, range, readable: readable, base: range.lowerBound, nullMark: 0, body)
    if let found { return found }
    if let marked = NotANumber.marked(bytes, range) {
      let found = try marked.withUnsafeBufferPointer { (copy) throws(Fault) -> Result? in
        try read(
          UnsafeRawBufferPointer(copy), 0..<range.count, readable: copy.count, base: range.lowerBound,
          nullMark: NotANumber.mark, body)
      }
      if let found { return found }
    }
    throw JSONFault.find(bytes, range)
  }

  /// The same; nil where the document is no JSON.
  private func read<Result>(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, readable: Int, base offset: Int, nullMark: UInt8,
    _ body: (JSONValue) throws(Fault) -> Result
  ) throws(Fault) -> Result? {
    var view = dt_json_view()
    var place = 0
    guard let parser else { throw Fault("found no memory for it, expected a smaller file") }
    guard let base = bytes.baseAddress else { throw Fault("found nothing, expected JSON") }
    let start = (base + range.lowerBound).assumingMemoryBound(to: UInt8.self)
    switch dt_json_parse(parser, start, range.count, readable - range.lowerBound, nullMark, &view, &place) {
    case DT_JSON_OK: break
    case DT_JSON_DUPLICATE:
      throw Fault(.offset(offset + place), "found a key twice in one object, expected each key once")
    case DT_JSON_DENSE:
      throw Fault(
        .offset(offset + place),
        "found more brackets, commas and values than one for each 3 bytes, expected less in a document of this size "
          + "(several files, or CSV?)")
    case DT_JSON_MEMORY: throw Fault("found no memory for it, expected a smaller file")
    default: return nil
    }
    guard let tape = view.tape, let structurals = view.structurals, let text = view.text else {
      throw Fault("found no memory for it, expected a smaller file")
    }
    let document = JSONDocument(tape: tape, structurals: structurals, strings: text, base: offset)
    return try withUnsafePointer(to: document) { (document) throws(Fault) in
      try body(JSONValue(document: document, index: 1, structural: 0))
    }
  }
}
