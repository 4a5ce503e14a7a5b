/// A JSON document to be written: numbers in full precision, missing as null, keys in the order given.
package indirect enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case integer(Int)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// A number, or null for a missing or infinite one.
  package init(_ value: Double?) {
    if let value, value.isFinite { self = .number(value) } else { self = .null }
  }

  package init(_ value: Int?) { self = value.map(JSONValue.integer) ?? .null }
  package init(_ value: String?) { self = value.map(JSONValue.string) ?? .null }

  /// An object without a member; anything else as it is.
  package func without(_ key: String) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { $0.key != key })
  }

  /// One line, or indented by two spaces a level.
  package func text(indented: Bool = true) -> String {
    var out = ""
    write(into: &out, indent: indented ? 0 : nil)
    return out
  }

  private func write(into out: inout String, indent: Int?) {
    switch self {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .number(let value):
      let exact = value == value.rounded() && abs(value) < 1e15
      out += exact ? String(Int64(value)) : value.description
    case .integer(let value): out += String(value)
    case .string(let value): JSONValue.quote(value, into: &out)
    case .array(let values):
      JSONValue.list(values, "[", "]", into: &out, indent: indent) { value, out, inner in
        value.write(into: &out, indent: inner)
      }
    case .object(let members):
      JSONValue.list(members, "{", "}", into: &out, indent: indent) { member, out, inner in
        JSONValue.quote(member.key, into: &out)
        out += indent == nil ? ":" : ": "
        member.value.write(into: &out, indent: inner)
      }
    }
  }

  private static func list<Element>(
    _ elements: [Element], _ open: String, _ close: String, into out: inout String, indent: Int?,
    _ write: (Element, inout String, Int?) -> Void
  ) {
    out += open
    for (index, element) in elements.enumerated() {
      if index > 0 { out += "," }
      if let indent { out += "\n" + String(repeating: " ", count: indent + 2) }
      write(element, &out, indent.map { $0 + 2 })
    }
    if let indent, !elements.isEmpty { out += "\n" + String(repeating: " ", count: indent) }
    out += close
  }

  /// Control characters, DEL to U+009F and what turns or hides text are escaped, so that a terminal can show the output.
  private static func quote(_ text: String, into out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      default:
        let category = scalar.properties.generalCategory
        if category == .control || category == .format || category == .lineSeparator || category == .paragraphSeparator
        {
          for unit in String(Character(scalar)).utf16 {
            let digits = String(unit, radix: 16)
            out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    out += "\""
  }
}
