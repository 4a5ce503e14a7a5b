import Market

/// `detente/facts/1`: dated figures with their sources.
enum FactsFormat {
  static let format = Format("facts", "Dated figures with their sources.", schema: "detente/facts/1", read: read)

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    var refused: Set<String> = []
    let facts = input.rows(of: try root.list("facts"), key: "id", refused: &refused) { (row, origin) throws(Fault) in
      try fact(row, origin)
    }
    return FileValues(
      .facts, facts, rows: facts.count,
      newest: facts.compactMap { $0.published ?? $0.day }.max().map { Zone.newYork.instant($0) },
      refused: refused)
  }

  private static func fact(_ row: JSONValue, _ origin: Origin) throws(Fault) -> Fact {
    guard let id = row.field("id") else { throw row.missing("id") }
    guard let label = row.field("label") else { throw row.missing("label") }
    var number: Double?
    var unit = ""
    var day: Day?
    var published: Day?
    var source = ""
    var note = ""
    var verified = false
    for (key, value) in row.fields where !value.isNull {
      switch key {
      case "value": number = try value.number()
      case "unit": unit = try value.text()
      case "date": day = try value.day()
      case "published": published = try value.day()
      case "source": source = try value.text()
      case "note": note = try value.text()
      case "verified": verified = try value.flag()
      default: break
      }
    }
    return Fact(
      id: try id.name(), label: try label.text(), value: number, unit: unit, day: day, published: published,
      source: source, note: note, verified: verified, origin: origin)
  }
}
