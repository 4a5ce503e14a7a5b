import Foundation
import Market
import Testing

@testable import Snapshots

/// The manual's tables of fields, held against the readers: each example is read whole, and each field's wrong value is
/// answered as its line says.
struct KindFieldTests {
  private static let kinds = KindEntry.all.filter { !$0.fields.isEmpty }

  private static func name(_ kind: KindEntry) -> String {
    isYAML(kind) ? kind.name + ".yaml" : kind.name == "signals" ? "signals.jsonl" : kind.name + ".json"
  }

  private static func isYAML(_ kind: KindEntry) -> Bool { kind.example.hasPrefix("schema:") }

  /// What the reader says of a file, without its place.
  private static func problems(_ text: String, as name: String) throws -> [String] {
    let desk = Desk(files: [(name, Array(text.utf8))])
    let file = try #require(desk.files.first { $0.path == name })
    return file.problems.map(\.message)
  }

  @Test func everyKindHasItsFields() {
    #expect(
      Set(Self.kinds.map(\.name)).isSuperset(of: [
        "watchlist", "quotes", "history", "tariffs", "signals", "facts", "reference", "scenario", "calendar",
      ]))
  }

  @Test(arguments: kinds.map(\.name)) func theExampleIsReadWhole(kind: String) throws {
    let entry = try #require(KindEntry.all.first { $0.name == kind })
    let desk = Desk(files: [(Self.name(entry), Array(entry.example.utf8))])
    let file = try #require(desk.files.first)
    #expect(file.state == .ok, "\(file.problems.map(\.message))")
    #expect(file.kind == kind)
    #expect(file.rows > 0)
  }

  @Test(arguments: kinds.filter { !isYAML($0) }.map(\.name))
  func aWrongValueIsAnsweredAsTheTableSays(kind: String) throws {
    let entry = try #require(KindEntry.all.first { $0.name == kind })
    let document = try JSONSerialization.jsonObject(with: Data(entry.example.utf8))
    for field in entry.fields {
      let path = field.path.replacing("[]", with: ".0").split(separator: ".").map(String.init)
      #expect(JSONPath.has(document, path), "the example has no \(field.path)")
      guard let fault = field.fault else { continue }
      let isText = field.form == "text" || field.form == "a name"
      let wrong: Any = isText ? [Any]() : "?"
      let changed = JSONPath.setting(document, path, to: wrong)
      let text = String(decoding: try JSONSerialization.data(withJSONObject: changed), as: UTF8.self)
      let said = try Self.problems(text, as: Self.name(entry))
      #expect(said.contains { $0.contains(fault) }, "\(field.path): \(said)")
      guard field.otherwise == nil, let without = JSONPath.removing(document, path) else { continue }
      let bare = String(decoding: try JSONSerialization.data(withJSONObject: without), as: UTF8.self)
      let missing = try Self.problems(bare, as: Self.name(entry))
      #expect(!missing.isEmpty, "\(field.path) is required, and nothing is said without it")
    }
  }

  /// In YAML a value of one line is replaced where it stands.
  @Test(arguments: kinds.filter(isYAML).map(\.name)) func yamlAnswersAsItsTableSays(kind: String) throws {
    let entry = try #require(KindEntry.all.first { $0.name == kind })
    let lines = entry.example.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for field in entry.fields {
      let key = try #require(field.path.split(separator: ".").last).replacing("[]", with: "")
      let pattern = try Regex("(^|[ -])\(key):")
      let index = try #require(
        lines.firstIndex { $0.firstMatch(of: pattern) != nil }, "the example has no \(field.path)")
      guard let fault = field.fault, !["sectors", "instruments", "indicator", "rules"].contains(key) else { continue }
      let isText = ["text", "a name", "a rule"].contains(field.form)
      let head = try #require(lines[index].components(separatedBy: "\(key):").first)
      var changed = lines
      changed[index] = head + "\(key): " + (isText ? "[]" : "'?'")
      let said = try Self.problems(changed.joined(separator: "\n"), as: Self.name(entry))
      #expect(said.contains { $0.contains(fault) }, "\(field.path): \(said)")
    }
  }

  /// What a newcomer writes is answered with what would be right.
  @Test(arguments: [
    (
      "sectors:\n  Chips: [AMAT]",
      "found a mapping, expected a list like - { name: Chips, instruments: [{ symbol: AMAT }] }"
    ),
    (
      "instruments: [AMAT]",
      "found no \"sectors\", expected a list like - { name: Chips, instruments: [{ symbol: AMAT }] }"
    ),
    (
      "sectors:\n  - name: Chips\n    instruments: AMAT",
      "found \"AMAT\", expected a list like [{ symbol: AMAT }, { symbol: KLAC }]"
    ),
    ("sectors:\n  - name: Chips\n    instruments: [AMAT]", "found \"AMAT\", expected a mapping like { symbol: AMAT }"),
    (
      "sectors: []\nindicator: { basket: [AMAT] }",
      "found a list, expected a mapping like { AMAT: 1, KLAC: 1 }, a weight for each name"
    ),
  ])
  func aRefusalShowsWhatWouldBeRight(text: String, message: String) throws {
    let said = try Self.problems("schema: detente/watchlist/1\n" + text, as: "watchlist.yaml")
    #expect(said.contains(message), "\(said)")
  }
}

/// Values within a document, by keys and positions.
private enum JSONPath {
  /// The value itself of an object; that of the first element that has the rest of the path, of a list.
  static func has(_ value: Any, _ path: [String]) -> Bool {
    guard let first = path.first else { return true }
    let rest = Array(path.dropFirst())
    if first == "0" { return (value as? [Any] ?? []).contains { has($0, rest) } }
    return (value as? [String: Any])?[first].map { has($0, rest) } ?? false
  }

  static func setting(_ value: Any, _ path: [String], to wrong: Any) -> Any {
    change(value, path) { object, key in object[key] = wrong }
  }

  /// Nil where the path ends in a list's element.
  static func removing(_ value: Any, _ path: [String]) -> Any? {
    path.last == "0" ? nil : change(value, path) { object, key in object[key] = nil }
  }

  private static func change(
    _ value: Any, _ path: [String], _ work: (inout [String: Any], String) -> Void
  ) -> Any {
    guard let first = path.first else { return value }
    let rest = Array(path.dropFirst())
    if first == "0" {
      var list = value as? [Any] ?? []
      if let index = list.firstIndex(where: { has($0, rest) }) { list[index] = change(list[index], rest, work) }
      return list
    }
    var object = value as? [String: Any] ?? [:]
    if rest.isEmpty { work(&object, first) } else { object[first] = change(object[first] ?? [:], rest, work) }
    return object
  }
}
