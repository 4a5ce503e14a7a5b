import CYAML

/// Why a text is no YAML document that is read, and where: 1-based, the column in bytes; 0 where no place is known.
package struct YAMLError: Error {
  package let line: Int
  package let column: Int
  /// `found X, expected Y`.
  package let message: String
}

/// A parsed YAML document; frees its tree.
package final class YAMLDocument {
  private var tree = dt_yaml_tree()

  /// Refuses bad YAML, aliases, duplicate keys, depth beyond 64 and more than 16 MiB.
  package init(_ bytes: UnsafeRawBufferPointer) throws(YAMLError) {
    guard dt_yaml_parse(bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, &tree) else {
      let message = withUnsafeBytes(of: tree.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      throw YAMLError(line: Int(tree.line), column: Int(tree.column), message: message)
    }
  }

  deinit { dt_yaml_free(&tree) }

  /// Nil when the document is empty.
  package var root: YAMLValue? { tree.count > 0 ? YAMLValue(document: self, index: 0) : nil }

  func node(at index: Int) -> dt_yaml_node { tree.nodes[index] }

  /// The text of a scalar's node.
  func utf8(of node: dt_yaml_node) -> UnsafeRawBufferPointer {
    guard let text = tree.text else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: UnsafeRawPointer(text) + Int(node.text), count: Int(node.length))
  }
}
