import CYAML
import Glibc

/// A scalar, a sequence or a mapping of a document, which it keeps. What its text means is its reader's to say.
package struct YAMLValue {
  private let document: YAMLDocument
  private let index: Int

  init(document: YAMLDocument, index: Int) {
    self.document = document
    self.index = index
  }

  private var node: dt_yaml_node { document.node(at: index) }
  private func value(at index: UInt32) -> YAMLValue? {
    index == UInt32.max ? nil : YAMLValue(document: document, index: Int(index))
  }

  /// 1-based.
  package var line: Int { Int(node.line) }
  /// 1-based, in bytes.
  package var column: Int { Int(node.column) }
  /// Its bytes in the text of the document. A collection of lines ends with its last value.
  package var range: Range<Int> { Int(node.start)..<Int(node.end) }
  package var isMapping: Bool { node.kind == UInt32(DT_YAML_MAPPING) }
  package var isSequence: Bool { node.kind == UInt32(DT_YAML_SEQUENCE) }
  package var isScalar: Bool { node.kind == UInt32(DT_YAML_SCALAR) }
  /// A scalar without quotes: only then may it mean a number, a date, true, or null.
  package var isPlain: Bool { isScalar && node.plain }

  /// A scalar's text, as long as the document lives; empty for another.
  package var utf8: UnsafeRawBufferPointer { document.utf8(of: node) }

  /// Nothing, `~` or `null` without quotes.
  package var isNull: Bool { isPlain && (utf8.isEmpty || isText("~") || isText("null")) }

  /// Of a sequence, else none.
  package var elements: [YAMLValue] {
    var elements: [YAMLValue] = []
    var next = isSequence ? value(at: node.first) : nil
    while let element = next {
      elements.append(element)
      next = value(at: element.node.next)
    }
    return elements
  }

  /// Keys and values of a mapping, else none.
  package var entries: [(key: YAMLValue, value: YAMLValue)] {
    var entries: [(key: YAMLValue, value: YAMLValue)] = []
    var next = isMapping ? value(at: node.first) : nil
    while let key = next, let value = value(at: key.node.next) {
      entries.append((key, value))
      next = self.value(at: value.node.next)
    }
    return entries
  }

  /// Keys and values of a mapping, without those that are null.
  package var fields: [(key: YAMLValue, value: YAMLValue)] { entries.filter { !$0.value.isNull } }

  /// What a mapping has under a key, unless it is null.
  package func field(_ name: StaticString) -> YAMLValue? { fields.first { $0.key.isText(name) }?.value }

  package static func ~= (name: StaticString, value: YAMLValue) -> Bool { value.isText(name) }

  private func isText(_ text: StaticString) -> Bool {
    guard isScalar, utf8.count == text.utf8CodeUnitCount else { return false }
    guard let base = utf8.baseAddress, !utf8.isEmpty else { return true }
    return memcmp(base, text.utf8Start, utf8.count) == 0
  }
}
