import Market

extension Kind<SavedScenario> {
  /// Headline rates to ask about, one scenario a file.
  static var scenarios: Self {
    Kind(
      "scenarios",
      KindEntry(
        name: "scenario",
        recognised: "`detente/scenario/1`",
        content: "Rates of both sides for what-if", fields: KindField.scenario, example: KindField.scenarioExample),
      mark: { $0.kept = true },
      merge: { told, desk, problems in desk.scenarios = SavedScenario.merging(told, &problems) },
      origins: { $0.scenarios.map(\.origin) })
  }
}

extension SavedScenario {
  static func merging(_ told: Telling<SavedScenario>, _ problems: inout MergeProblems) -> [SavedScenario] {
    var merged = Retellings<String, SavedScenario>()
    for scenario in told.files { merged.add(scenario, under: scenario.id) }
    merged.note(&problems, kept: told.kept)
    return merged.records.values.sorted { $0.id < $1.id }
  }
}

extension SavedScenario: Retold {
  var called: String { id }
  var bare: SavedScenario { with { $0.kept = false } }
}
