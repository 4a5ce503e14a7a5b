import Market

// How the records of several files become one list: by their ids or keys, each as the file that counts tells it. Files
// come in the order in which they count, the one that wins a tie last; where they tell one record differently, both are
// named.

/// What the files say of one kind.
struct Telling<Value> {
  /// The one that wins a tie last.
  let files: [Value]
  /// Paths of files that have broken or gone.
  let kept: Set<String>
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
      for measure in book.measures { measures.add(measure, under: measure.id) { measure.latest < $0.latest } }
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
  /// The newest day on which one of its steps became known.
  fileprivate var latest: Day { steps.map(\.known).max() ?? Day(number: 0) }
}

extension Signal {
  /// Within a file the later record replaces the earlier; between files the later time does.
  static func merging(_ told: Telling<[Signal]>, _ problems: inout MergeProblems) -> [Signal] {
    var merged = Retellings<String, Signal>()
    for signal in told.files.joined() {
      merged.add(signal, under: signal.id) { $0.origin.file != signal.origin.file && signal.latest < $0.latest }
    }
    merged.note(&problems, kept: told.kept)
    return merged.records.values.sorted { ($0.known, $0.id) < ($1.known, $1.id) }.withoutMachineRepeats
  }
}

extension Fact {
  /// The newest of each by its day.
  static func merging(_ told: Telling<[Fact]>, _ problems: inout MergeProblems) -> [Fact] {
    var merged = Retellings<String, Fact>()
    for fact in told.files.joined() {
      merged.add(fact, under: fact.id) { known in
        known.day.map { old in fact.day.map { $0 < old } ?? true } ?? false
      }
    }
    merged.note(&problems, kept: told.kept)
    return merged.records.values.sorted { $0.origin.precedes($1.origin, $0.id, $1.id) }
  }
}

extension CalendarEntry {
  static func merging(_ told: Telling<[CalendarEntry]>, _ problems: inout MergeProblems) -> [CalendarEntry] {
    struct Key: Hashable {
      let day: Day
      let minute: Int?
      let title: String
    }
    var merged = Retellings<Key, CalendarEntry>()
    for entry in told.files.joined() {
      merged.add(entry, under: Key(day: entry.day, minute: entry.minute, title: entry.title))
    }
    merged.note(&problems, kept: told.kept)
    return merged.records.values.sorted { ($0.instant, $0.title) < ($1.instant, $1.title) }
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

extension SavedScenario {
  static func merging(_ told: Telling<SavedScenario>, _ problems: inout MergeProblems) -> [SavedScenario] {
    var merged = Retellings<String, SavedScenario>()
    for scenario in told.files { merged.add(scenario, under: scenario.id) }
    merged.note(&problems, kept: told.kept)
    return merged.records.values.sorted { $0.id < $1.id }
  }
}

extension Origin {
  fileprivate func precedes(_ other: Origin, _ id: String, _ otherID: String) -> Bool {
    (file, line, id) < (other.file, other.line, otherID)
  }
}
