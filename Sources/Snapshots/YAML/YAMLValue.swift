import CYAML
import Market

/// A parsed YAML document; frees its tree.
final class YAMLDocument {
  fileprivate var tree = dt_yaml_tree()

  /// Refuses bad YAML, aliases, duplicate keys, depth beyond 64 and more than 16 MiB.
  init(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
    let whole = dt_yaml_parse(bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, &tree)
    guard whole else {
      let message = withUnsafeBytes(of: tree.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      throw Fault(.line(Int(tree.line), column: Int(tree.column)), message)
    }
  }

  deinit { dt_yaml_free(&tree) }

  /// Nil when the document is empty.
  var root: YAMLValue? { tree.count > 0 ? YAMLValue(document: self, index: 0) : nil }
}

/// A scalar, a sequence or a mapping.
struct YAMLValue {
  fileprivate let document: YAMLDocument
  fileprivate let index: Int

  private var node: dt_yaml_node { document.tree.nodes[index] }
  private func value(at index: UInt32) -> YAMLValue? {
    index == UInt32.max ? nil : YAMLValue(document: document, index: Int(index))
  }

  var line: Int { Int(node.line) }
  var column: Int { Int(node.column) }
  var isMapping: Bool { node.kind == UInt32(DT_YAML_MAPPING) }
  var isSequence: Bool { node.kind == UInt32(DT_YAML_SEQUENCE) }
  private var isScalar: Bool { node.kind == UInt32(DT_YAML_SCALAR) }

  private var utf8: UnsafeRawBufferPointer {
    guard let text = document.tree.text else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: UnsafeRawPointer(text) + Int(node.text), count: Int(node.length))
  }

  /// Nothing, `~` or `null` without quotes.
  var isNull: Bool {
    isScalar && node.plain && (utf8.isEmpty || utf8.equals("~") || utf8.equals("null"))
  }

  var elements: [YAMLValue] {
    var elements: [YAMLValue] = []
    var next = isSequence ? value(at: node.first) : nil
    while let element = next {
      elements.append(element)
      next = value(at: element.node.next)
    }
    return elements
  }

  /// Keys and values of a mapping, without those that are null.
  var fields: [(key: YAMLValue, value: YAMLValue)] {
    var fields: [(key: YAMLValue, value: YAMLValue)] = []
    var next = isMapping ? value(at: node.first) : nil
    while let key = next, let value = value(at: key.node.next) {
      if !value.isNull { fields.append((key, value)) }
      next = self.value(at: value.node.next)
    }
    return fields
  }

  func field(_ name: StaticString) -> YAMLValue? { fields.first { $0.key.utf8.equals(name) }?.value }

  static func ~= (name: StaticString, value: YAMLValue) -> Bool { value.isScalar && value.utf8.equals(name) }

  func fault(_ expected: String) -> Fault {
    let found = isMapping ? "a mapping" : isSequence ? "a list" : isNull ? "nothing" : utf8.shown
    return Fault(.line(line, column: Int(node.column)), "found \(found), expected \(expected)")
  }

  func missing(_ name: StaticString) -> Fault {
    Fault(.line(line, column: Int(node.column)), "found no \"\(name)\", expected one")
  }

  func text() throws(Fault) -> String {
    guard isScalar, !isNull else { throw fault("text") }
    return String(decoding: utf8, as: UTF8.self)
  }

  func name() throws(Fault) -> String {
    guard isScalar, isName(utf8) else { throw fault("a name of 1 to 64 characters") }
    return String(decoding: utf8, as: UTF8.self)
  }

  func number() throws(Fault) -> Double {
    guard isScalar, node.plain, let number = Decimal.value(utf8) else { throw fault("a number") }
    return number
  }

  func number(above limit: Double) throws(Fault) -> Double {
    let number = try number()
    guard number > limit else { throw fault("a number above \(Int64(limit))") }
    return number
  }

  func flag() throws(Fault) -> Bool {
    guard isScalar, node.plain, utf8.equals("true") || utf8.equals("false") else { throw fault("true or false") }
    return utf8.equals("true")
  }

  func day() throws(Fault) -> Day {
    guard isScalar, let day = Day(utf8: utf8) else { throw fault("a date like 2025-05-01") }
    return day
  }

  func currency() throws(Fault) -> String {
    guard isScalar, let code = CurrencyUnit.code(utf8) else { throw fault("a currency code like USD") }
    return code
  }

  func venue() throws(Fault) -> Venue {
    if isScalar, let venue = Venue(rawValue: String(decoding: utf8, as: UTF8.self)) { return venue }
    throw fault("one of " + Venue.allCases.map(\.rawValue).joined(separator: ", "))
  }

  /// Seconds of `90s`, `15m`, `2h` or `1d`.
  func duration() throws(Fault) -> Int {
    let units: [UInt8: Double] = [0x73: 1, 0x6D: 60, 0x68: 3600, 0x64: 86400]
    guard isScalar, let last = utf8.last, let unit = units[last],
      let count = Decimal.value(utf8.part(0..<utf8.count - 1)), count > 0,
      let seconds = Int(exactly: (count * unit).rounded()), seconds > 0, seconds <= 366 * 86400
    else { throw fault("a duration like 90s, 15m, 2h or 1d") }
    return seconds
  }

  func sequence() throws(Fault) -> [YAMLValue] {
    guard isSequence else { throw fault("a list") }
    return elements
  }

  func mapping() throws(Fault) -> [(key: YAMLValue, value: YAMLValue)] {
    guard isMapping else { throw fault("a mapping") }
    return fields
  }
}
