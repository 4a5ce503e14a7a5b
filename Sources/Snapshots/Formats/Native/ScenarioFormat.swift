import Market

/// `detente/scenario/1`: headlines to ask about, one scenario a file.
enum ScenarioFormat {
  static let format = Format(
    "scenario", "Headline rates to ask about, one scenario a file: `id`, `us`, `cn`, `title`, `elasticity`, `note`.",
    schema: "detente/scenario/1", read: read)

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    guard let id = root.field("id") else { throw root.missing("id") }
    guard let us = root.field("us") else { throw root.missing("us") }
    guard let china = root.field("cn") else { throw root.missing("cn") }
    var title = try id.name()
    var elasticity: Double?
    var note = ""
    var saved: Instant?
    for (key, value) in root.fields where !value.isNull {
      switch key {
      case "title": title = try value.text()
      case "elasticity": elasticity = try value.number(in: SavedScenario.elasticities)
      case "note": note = try value.text()
      case "saved": saved = try value.instant()
      default: break
      }
    }
    let scenario = SavedScenario(
      id: try id.name(), title: title, us: try us.number(in: SavedScenario.rates),
      china: try china.number(in: SavedScenario.rates),
      elasticity: elasticity, note: note, saved: saved, origin: input.origin(root))
    return FileValues(.scenarios, scenario, rows: 1, newest: saved)
  }
}
