import Configuration
import Report

/// What a configuration may say, as a JSON schema (2020-12) for editors.
enum ConfigurationSchema {
  static func text(_ vocabulary: Vocabulary) -> String {
    let standard = ConfigurationReading(nil, vocabulary).settings
    return JSONValue.object(
      [
        ("$schema", .string("https://json-schema.org/draft/2020-12/schema")), ("title", .string("detente config.yaml")),
      ] + options(Setting.table(vocabulary), standard)
    ).text()
  }

  private static func options(_ table: [Setting], _ standard: Settings) -> [(key: String, value: JSONValue)] {
    let properties = table.map { setting -> (key: String, value: JSONValue) in
      let members =
        [("description", .string(setting.comment)), ("default", json(setting.value(standard)))]
        + form(setting.form, standard)
      return (setting.id, .object(members))
    }
    return [
      ("type", types("object", "null")), ("properties", .object(properties)), ("additionalProperties", .bool(false)),
    ]
  }

  /// An option that is null is at its default.
  private static func form(_ form: Setting.Form, _ standard: Settings) -> [(key: String, value: JSONValue)] {
    switch form {
    case .flag: [("type", types("boolean", "null"))]
    case .folder: [("type", types("string", "null")), ("pattern", .string("^(/|~$|~/)"))]
    case .number(let limits):
      [
        ("type", types("number", "null")), ("minimum", .number(limits.lowerBound)),
        ("maximum", .number(limits.upperBound)),
      ]
    case .duration: [("type", types("string", "null")), ("pattern", .string("^[0-9]+[smhd]$"))]
    case .zone(let names):
      [("type", types("string", "null")), ("examples", .array(names.map(JSONValue.string)))]
    case .word(let words): [("enum", .array(words.flatMap(spellings) + [.null]))]
    case .words(let words):
      [("type", types("array", "null")), ("items", oneOf(words)), ("uniqueItems", .bool(true))]
    case .sort(let columns):
      [
        ("type", types("string", "null")),
        ("pattern", .string("^-?(" + columns.map(escaped).joined(separator: "|") + ")( all)?$")),
      ]
    case .bindings(let words): [("type", types("object", "null")), ("additionalProperties", oneOf(words))]
    case .arguments: [("type", types("array", "null")), ("items", .object([("type", .string("string"))]))]
    case .hours:
      [("type", types("string", "null")), ("pattern", .string("^[0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2} [^ ]+$"))]
    case .options(let table): options(table, standard)
    }
  }

  private static func types(_ names: String...) -> JSONValue { .array(names.map(JSONValue.string)) }
  private static func oneOf(_ words: [String]) -> JSONValue { .object([("enum", .array(words.map(JSONValue.string)))]) }

  /// `8` is a number where no quotes are written.
  private static func spellings(_ word: String) -> [JSONValue] {
    [.string(word)] + (Int(word).map { [.integer($0)] } ?? [])
  }

  private static func escaped(_ text: String) -> String {
    String(text.flatMap { "\\^$.|?*+()[]{}".contains($0) ? ["\\", $0] : [$0] })
  }

  private static func json(_ value: Setting.Value) -> JSONValue {
    switch value {
    case .null: .null
    case .flag(let flag): .bool(flag)
    case .text(let text): .string(text)
    case .number(let number): .number(number)
    case .list(let words): .array(words.map(JSONValue.string))
    case .mapping(let words): .object(words.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
    case .options(let members): .object(members.map { ($0.id, json($0.value)) })
    }
  }
}
