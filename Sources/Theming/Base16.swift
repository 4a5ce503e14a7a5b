import Canvas
import YAML

extension Theme {
  /// Reads a base16 or base24 scheme: `base00`…`base0F`, or to `base17`, at the top or under `palette`, six hexadecimal digits
  /// each; `name` (or `scheme`), `author`, `variant` and our own `partner` as they are there. Other keys are passed over. Without `variant` the
  /// lightness of `base00` decides.
  ///
  /// `base02` is painted behind the row with the cursor.
  package init(base16 bytes: [UInt8]) throws(ThemeError) {
    let scheme = try Scheme(bytes)
    let c = scheme.colors
    func fore(_ number: Int, on back: Int = 0, _ attributes: Attributes = []) -> Look {
      Look(.rgb(c[number]), on: .rgb(c[back]), attributes)
    }
    var looks: [Role: Look] = [
      .text: fore(5), .dim: fore(4), .rule: fore(3), .heading: fore(6, .bold), .accent: fore(7, .bold),
      .up: fore(11), .down: fore(8), .warning: fore(10), .error: fore(9, .bold), .key: fore(13),
      .header: fore(5, on: 1), .past: fore(0, on: 10, .bold),
    ]
    // Green and red last: elsewhere they are a direction.
    let series = [13, 9, 14, 12, 10, 15] + (c.count > 16 ? [22, 23] : [11, 8])
    for (index, number) in series.enumerated() { looks[.series(index)] = fore(number) }
    for (index, role) in [Role.heat1, .heat2, .heat3, .heat4].enumerated() {
      looks[role] = Look(.rgb(.gradient([c[3], c[13]], at: Double(index) / 3)), on: .rgb(c[0]))
    }
    self.init(
      name: scheme.name, author: scheme.author,
      variant: scheme.variant ?? (c[0].opposite == RGB(255, 255, 255) ? .dark : .light), partner: scheme.partner,
      looks: looks,
      selection: c[2])
  }
}

/// The sixteen or 24 colours of a file and what it says of itself.
private struct Scheme {
  var name = ""
  var author = ""
  var variant: Theme.Variant?
  var partner: String?
  var colors: [RGB] = []

  init(_ bytes: [UInt8]) throws(ThemeError) {
    let top = try Scheme.document(bytes)
    let keys = try top.mapping()
    let palette = try keys["palette"]?.mapping() ?? keys
    // base24 is base16 and eight more.
    let last = palette["base10"] == nil ? 15 : 23
    for number in 0...last {
      let digits = String(number, radix: 16, uppercase: true)
      let key = "base" + (number < 16 ? "0" : "") + digits
      guard let value = palette[key] ?? palette[key.lowercased()] else {
        throw (keys["palette"] ?? top).error(
          found: "no \(key)", expected: last == 15 ? "base00 to base0F" : "base00 to base17")
      }
      let text = try value.text()
      guard let color = RGB(hex: text) else {
        throw value.error(found: "\"\(text)\" for \(key)", expected: "six hexadecimal digits")
      }
      colors.append(color)
    }
    guard let value = keys["name"] ?? keys["scheme"] else {
      throw top.error(found: "no name", expected: "name or scheme")
    }
    name = try value.text()
    guard !name.isEmpty else { throw value.error(found: "an empty name", expected: "a name") }
    if let value = keys["author"] { author = try value.text() }
    partner = try keys["partner"]?.text()
    if let value = keys["variant"] {
      let text = try value.text()
      guard let named = Theme.Variant(rawValue: text) else {
        throw value.error(found: "\"\(text)\"", expected: "dark or light")
      }
      variant = named
    }
  }

  private static func document(_ bytes: [UInt8]) throws(ThemeError) -> YAMLValue {
    do throws(YAMLError) {
      let document = try bytes.withUnsafeBytes { bytes in
        Result { () throws(YAMLError) in try YAMLDocument(bytes) }
      }.get()
      if let root = document.root { return root }
    } catch {
      throw ThemeError(line: max(1, error.line), column: max(1, error.column), message: error.message)
    }
    throw ThemeError(line: 1, column: 1, message: "found nothing, expected keys with values")
  }
}

extension YAMLValue {
  fileprivate func mapping() throws(ThemeError) -> [String: YAMLValue] {
    guard isMapping else { throw error(found: kind, expected: "keys with values") }
    var mapping: [String: YAMLValue] = [:]
    for (key, value) in entries { mapping[try key.text()] = value }
    return mapping
  }

  fileprivate func text() throws(ThemeError) -> String {
    guard isScalar else { throw error(found: kind, expected: "text") }
    return String(decoding: utf8, as: UTF8.self)
  }

  fileprivate func error(found: String, expected: String) -> ThemeError {
    ThemeError(line: line, column: column, message: "found \(found), expected \(expected)")
  }

  private var kind: String { isScalar ? "text" : isSequence ? "a list" : "keys with values" }
}
