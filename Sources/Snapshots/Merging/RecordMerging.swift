import Market

// How the records of several files become one list: by their ids or keys, each as the file that counts tells it. Files
// come in the order in which they count, the one that wins a tie last.

extension TariffBook {
  /// Of a measure the telling that knows the newest step; of a baseline the last.
  static func merging(_ files: [TariffBook]) -> TariffBook {
    struct BaselineKey: Hashable {
      let by: Side
      let from: Day
    }
    var measures: [String: TariffMeasure] = [:]
    var baselines: [BaselineKey: TariffBaseline] = [:]
    for book in files {
      for measure in book.measures {
        if let other = measures[measure.id], measure.latest < other.latest { continue }
        measures[measure.id] = measure
      }
      for baseline in book.baselines { baselines[BaselineKey(by: baseline.by, from: baseline.from)] = baseline }
    }
    return TariffBook(
      measures: measures.values.sorted { $0.origin.precedes($1.origin, $0.id, $1.id) },
      baselines: baselines.values.sorted { ($0.from, $0.by.rawValue) < ($1.from, $1.by.rawValue) })
  }
}

extension TariffMeasure {
  /// The newest day on which one of its steps became known.
  fileprivate var latest: Day { steps.map(\.known).max() ?? Day(number: 0) }
}

extension Signal {
  /// Within a file the later record replaces the earlier; between files the later time does.
  static func merging(_ files: [[Signal]]) -> [Signal] {
    var merged: [String: Signal] = [:]
    for signal in files.joined() {
      if let other = merged[signal.id], other.origin.file != signal.origin.file, signal.latest < other.latest {
        continue
      }
      merged[signal.id] = signal
    }
    return merged.values.sorted { ($0.known, $0.id) < ($1.known, $1.id) }.withoutMachineRepeats
  }
}

extension Fact {
  /// The newest of each by its day.
  static func merging(_ files: [[Fact]]) -> [Fact] {
    var merged: [String: Fact] = [:]
    for fact in files.joined() {
      if let other = merged[fact.id], let old = other.day, fact.day.map({ $0 < old }) ?? true { continue }
      merged[fact.id] = fact
    }
    return merged.values.sorted { $0.origin.precedes($1.origin, $0.id, $1.id) }
  }
}

extension CalendarEntry {
  static func merging(_ files: [[CalendarEntry]]) -> [CalendarEntry] {
    struct Key: Hashable {
      let day: Day
      let minute: Int?
      let title: String
    }
    var merged: [Key: CalendarEntry] = [:]
    for entry in files.joined() { merged[Key(day: entry.day, minute: entry.minute, title: entry.title)] = entry }
    return merged.values.sorted { ($0.instant, $0.title) < ($1.instant, $1.title) }
  }
}

extension ReferenceSeries {
  static func merging(_ files: [[ReferenceSeries]]) -> [ReferenceSeries] {
    Dictionary(files.joined().map { ($0.id, $0) }, uniquingKeysWith: { $1 }).values.sorted { $0.id < $1.id }
  }
}

extension SavedScenario {
  static func merging(_ files: [SavedScenario]) -> [SavedScenario] {
    Dictionary(files.map { ($0.id, $0) }, uniquingKeysWith: { $1 }).values.sorted { $0.id < $1.id }
  }
}

extension Origin {
  fileprivate func precedes(_ other: Origin, _ id: String, _ otherID: String) -> Bool {
    (file, line, id) < (other.file, other.line, otherID)
  }
}
