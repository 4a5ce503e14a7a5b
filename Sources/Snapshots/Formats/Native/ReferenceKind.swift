import Market

extension Kind<[ReferenceSeries]> {
  /// Series published by others.
  static var references: Self {
    Kind(
      "references",
      KindEntry(
        name: "reference",
        recognised: "`detente/reference/1`, or CSV whose first column is `date`, `observation_date` or `month` (or "
          + "whose first three are `day`, `month`, `year`) without a price column",
        content: "Published series, by day or month; in CSV each further column is a series",
        fields: KindField.reference, example: KindField.referenceExample),
      mark: { $0.mark(\.kept) },
      keep: { series, before, refused in
        for old in before where refused.ids.contains(old.id) { series.keep(old, refused) }
      },
      merge: { told, desk, problems in desk.references = ReferenceSeries.merging(told, &problems) },
      origins: { $0.references.map(\.origin) })
  }
}

extension ReferenceSeries {
  static func merging(_ told: Telling<[ReferenceSeries]>, _ problems: inout MergeProblems) -> [ReferenceSeries] {
    var merged = Retellings<String, ReferenceSeries>()
    for series in told.files.joined() { merged.add(series, under: series.id) }
    merged.note(&problems, kept: told.kept)
    return merged.records.values.sorted { $0.id < $1.id }
  }
}

extension ReferenceSeries: Retold {
  var called: String { id }
  var bare: ReferenceSeries { with { $0.kept = false } }
}

extension [ReferenceSeries] {
  /// Takes the values of refused days from before, or all of a series of which nothing is told now.
  fileprivate mutating func keep(_ old: ReferenceSeries, _ refused: Refusals) {
    guard let index = firstIndex(where: { $0.id == old.id }) else { return append(old) }
    let days = refused.days[old.id] ?? []
    let present = Set(self[index].values.map(\.day))
    let kept = old.values.filter { days.contains($0.day) && !present.contains($0.day) }
    guard !kept.isEmpty else { return }
    self[index] = self[index].adding(kept)
  }
}

extension ReferenceSeries {
  /// The same series with values kept from before.
  fileprivate func adding(_ kept: [Value]) -> ReferenceSeries {
    var series = ReferenceSeries(
      id: id, label: label, unit: unit, source: source, side: side, frequency: frequency, verified: verified,
      values: (values + kept).sorted { $0.day < $1.day }, origin: origin)
    series.kept = true
    return series
  }
}
