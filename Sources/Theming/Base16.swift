import CYAML
import Canvas

/// What is wrong with a theme file, and where. Line and column count from 1, the column in bytes.
package struct ThemeError: Error, Hashable, CustomStringConvertible {
  package let line: Int
  package let column: Int
  /// `found X, expected Y`.
  package let message: String

  package var description: String { "\(line):\(column): \(message)" }
}

extension Theme {
  /// Reads a base16 scheme: `base00`…`base0F` at the top or under `palette`, six hexadecimal digits each; `name` (or
  /// `scheme`), `author` and `variant` as they are there. Other keys are passed over, base24's among them. Without
  /// `variant` the lightness of `base00` decides.
  ///
  /// A colour too close to the background to be read (many schemes' comments) is moved toward the text colour.
  package init(base16 bytes: [UInt8]) throws(ThemeError) {
    let scheme = try Scheme(bytes)
    let c = scheme.colors
    let dark = c[0].contrast(with: RGB(255, 255, 255)) > c[0].contrast(with: RGB(0, 0, 0))
    func fore(_ slot: Int, _ ratio: Double, on back: Int = 0, _ attributes: Attributes = []) -> Look {
      Look(.rgb(c[slot].legible(on: c[back], ratio: ratio, toward: c[5])), on: .rgb(c[back]), attributes)
    }
    self.init(
      name: scheme.name, author: scheme.author, variant: scheme.variant ?? (dark ? .dark : .light),
      looks: [
        .text: Look(.rgb(c[5]), on: .rgb(c[0])), .dim: fore(4, 4.5), .rule: fore(3, 2.5),
        .heading: fore(6, 4.5, .bold), .accent: fore(7, 4.5, .bold),
        .up: fore(11, 3), .down: fore(8, 3), .warning: fore(10, 3), .error: fore(9, 3, .bold), .key: fore(13, 3),
        .header: fore(5, 3, on: 1), .past: Look(.rgb(c[0]), on: .rgb(c[10]), .bold),
      ])
  }
}

/// The sixteen colours of a base16 file and what it says of itself.
private struct Scheme {
  var name = ""
  var author = ""
  var variant: Theme.Variant?
  var colors: [RGB] = []

  init(_ bytes: [UInt8]) throws(ThemeError) {
    var tree = dt_yaml_tree()
    defer { dt_yaml_free(&tree) }
    guard bytes.withUnsafeBufferPointer({ dt_yaml_parse($0.baseAddress, $0.count, &tree) }) else {
      let message = withUnsafeBytes(of: tree.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      throw ThemeError(line: max(1, Int(tree.line)), column: max(1, Int(tree.column)), message: message)
    }
    let document = YAMLNodes(tree)
    let top = try document.mapping(0)
    let palette: [String: Int]
    if let node = top["palette"] { palette = try document.mapping(node) } else { palette = top }
    for slot in 0..<16 {
      let key = "base0" + String(slot, radix: 16, uppercase: true)
      guard let node = palette[key] ?? palette["base0" + String(slot, radix: 16)] else {
        throw document.error(top["palette"] ?? 0, found: "no \(key)", expected: "base00 to base0F")
      }
      let text = try document.text(node)
      guard let color = RGB(hex: text) else {
        throw document.error(node, found: "\"\(text)\" for \(key)", expected: "six hexadecimal digits")
      }
      colors.append(color)
    }
    guard let node = top["name"] ?? top["scheme"] else {
      throw document.error(0, found: "no name", expected: "name or scheme")
    }
    name = try document.text(node)
    guard !name.isEmpty else { throw document.error(node, found: "an empty name", expected: "a name") }
    if let node = top["author"] { author = try document.text(node) }
    if let node = top["variant"] {
      let text = try document.text(node)
      guard let named = Theme.Variant(rawValue: text) else {
        throw document.error(node, found: "\"\(text)\"", expected: "dark or light")
      }
      variant = named
    }
  }
}

/// Reading access to a parsed document; nodes are named by their index.
private struct YAMLNodes {
  private let tree: dt_yaml_tree

  init(_ tree: dt_yaml_tree) { self.tree = tree }

  private func node(_ index: Int) -> dt_yaml_node? {
    guard index >= 0, index < Int(tree.count), let nodes = tree.nodes else { return nil }
    return nodes[index]
  }

  func mapping(_ index: Int) throws(ThemeError) -> [String: Int] {
    guard let parent = node(index), parent.kind == UInt32(DT_YAML_MAPPING) else {
      throw error(index, found: kind(index), expected: "keys with values")
    }
    var entries: [String: Int] = [:]
    var key = Int(parent.first)
    while let current = node(key) {
      let value = Int(current.next)
      guard let next = node(value) else { break }
      entries[try text(key)] = value
      key = Int(next.next)
    }
    return entries
  }

  func text(_ index: Int) throws(ThemeError) -> String {
    guard let node = node(index), node.kind == UInt32(DT_YAML_SCALAR) else {
      throw error(index, found: kind(index), expected: "text")
    }
    guard let text = tree.text else { return "" }
    let bytes = UnsafeBufferPointer(start: text + Int(node.text), count: Int(node.length))
    return String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func error(_ index: Int, found: String, expected: String) -> ThemeError {
    let place = node(index)
    return ThemeError(
      line: Int(place?.line ?? 1), column: Int(place?.column ?? 1), message: "found \(found), expected \(expected)")
  }

  private func kind(_ index: Int) -> String {
    switch node(index)?.kind {
    case UInt32(DT_YAML_SCALAR): "text"
    case UInt32(DT_YAML_SEQUENCE): "a list"
    case UInt32(DT_YAML_MAPPING): "keys with values"
    default: "nothing"
    }
  }
}
