import Market

extension Kind<[Fact]> {
  /// Dated figures with their sources.
  static var facts: Self {
    Kind(
      "facts",
      KindEntry(
        name: "facts",
        recognised: "`detente/facts/1`",
        content: "Single numbers with their source, such as a year's trade", fields: KindField.facts,
        example: KindField.factsExample),
      keep: { value, before, refused in value.keep(refused, of: before, by: \.id) },
      merge: { told, desk, problems in desk.facts = Fact.merging(told, &problems) },
      origins: { $0.facts.map(\.origin) })
  }
}

extension Fact {
  /// The newest of each by the day of its publication, else by its own.
  static func merging(_ told: Telling<[Fact]>, _ problems: inout MergeProblems) -> [Fact] {
    var merged = Retellings<String, Fact>()
    for fact in told.files.joined() {
      merged.add(fact, under: fact.id) { known in
        (known.published ?? known.day).map { old in (fact.published ?? fact.day).map { $0 < old } ?? true } ?? false
      }
    }
    merged.note(&problems, kept: told.kept)
    return merged.records.values.sorted { $0.origin.precedes($1.origin, $0.id, $1.id) }
  }
}

extension Fact: Retold {
  var called: String { id }
  var bare: Fact { with { _ in } }
}
