import Market

extension Kind<[Signal]> {
  /// Coded political events.
  static var signals: Self {
    Kind(
      "signals",
      KindEntry(
        name: "signals",
        recognised: "`detente/signals/1`, one object a line or in `signals`",
        content: "What governments said and did, each with its grade and status", fields: KindField.signals,
        example: KindField.signalsExample),
      mark: { $0.mark(\.kept) }, keep: { value, before, refused in value.keep(refused, of: before, by: \.id) },
      merge: { told, desk, problems in
        let merged = Signal.merging(told, &problems)
        guard merged != desk.signals else { return }
        desk.signals = merged
        desk.policyRevision += 1
      },
      origins: { $0.signals.map(\.origin) })
  }
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

extension Signal: Retold {
  var called: String { id }
  var bare: Signal { with { $0.kept = false } }
}
