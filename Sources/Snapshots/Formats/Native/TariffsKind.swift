import Market

extension Kind<TariffBook> {
  /// Tariff measures with their steps, and baselines.
  static var tariffs: Self {
    Kind(
      "tariffs",
      KindEntry(
        name: "tariffs",
        recognised: "`detente/tariffs/1`",
        content: "Measures with their steps, and the average rates before them", fields: KindField.tariffs,
        example: KindField.tariffsExample),
      mark: { $0.measures.mark(\.kept) },
      keep: { book, before, refused in
        book.measures.keep(refused, of: before.measures, by: \.id)
        let present = book.baselines
        book.baselines =
          before.baselines.filter { old in
            refused.ids.contains(old.by.rawValue) && !present.contains { $0.by == old.by && $0.from == old.from }
          } + present
      },
      merge: { told, desk, problems in
        let merged = TariffBook.merging(told, &problems)
        guard merged != desk.tariffs else { return }
        desk.tariffs = merged
        desk.policyRevision += 1
      },
      origins: { $0.tariffs.measures.map(\.origin) + $0.tariffs.baselines.map(\.origin) })
  }
}

extension TariffBook {
  /// Of a measure the telling that knows the newest step; of a baseline the last.
  static func merging(_ told: Telling<TariffBook>, _ problems: inout MergeProblems) -> TariffBook {
    struct BaselineKey: Hashable {
      let by: Side
      let from: Day
    }
    var measures = Retellings<String, TariffMeasure>()
    var baselines = Retellings<BaselineKey, TariffBaseline>()
    for book in told.files {
      for measure in book.measures { measures.add(measure, under: measure.id) { measure.isOlder(than: $0) } }
      for baseline in book.baselines {
        baselines.add(baseline, under: BaselineKey(by: baseline.by, from: baseline.from))
      }
    }
    measures.note(&problems, kept: told.kept)
    baselines.note(&problems, kept: told.kept)
    return TariffBook(
      measures: measures.records.values.sorted { $0.origin.precedes($1.origin, $0.id, $1.id) },
      baselines: baselines.records.values.sorted { ($0.from, $0.by.rawValue) < ($1.from, $1.by.rawValue) })
  }
}

extension TariffMeasure {
  /// The newest moment at which one of its steps became known; nil without steps.
  private var newestAnnouncement: Instant? { steps.map(known).max() }

  fileprivate func isOlder(than other: TariffMeasure) -> Bool {
    guard let newest = newestAnnouncement else { return !other.steps.isEmpty }
    return other.newestAnnouncement.map { newest < $0 } ?? false
  }
}

extension TariffMeasure: Retold {
  var called: String { id }
  var bare: TariffMeasure {
    with { measure in
      measure.kept = false
      for index in measure.steps.indices { measure.steps[index].origin = measure.origin }
    }
  }
}

extension TariffBaseline: Retold {
  var called: String { "the average of \(by.rawValue) from \(from)" }
  var bare: TariffBaseline { with { _ in } }
}
