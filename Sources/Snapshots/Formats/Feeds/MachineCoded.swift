import Market

/// Events that a machine has coded from news, as GDELT and ICEWS publish them: a background series beside the ledger
/// that a person keeps.
enum MachineCoded {
  /// Machines take reports of one event for many, and their target is often wrong: F3 at best ("reliability cannot be
  /// judged", "possibly true"), and a quarter of the relationship at most.
  static func signal(
    id: String, day: Day, time: Instant? = nil, actor: String, target: String, code: String, weight: Double,
    source: String, text: String, url: String? = nil, origin: Origin
  ) -> Signal {
    var signal = Signal(
      id: id, day: day, time: time, actor: actor, target: target, code: code, weight: weight, source: source,
      reliability: .f, credibility: 3, scope: 0.25, text: text, url: url, origin: origin)
    signal.isMachineCoded = true
    return signal
  }

  static func values(_ signals: [Signal], refused: Set<String>) -> FileValues {
    let signals = signals.sorted { ($0.known, $0.id) < ($1.known, $1.id) }.withoutMachineRepeats
    return FileValues(.signals, signals, rows: signals.count, newest: signals.last?.known, refused: refused)
  }
}

extension [Signal] {
  /// Of machine-coded events of one day, with the same actors and the same root code, the first; all others as they are.
  var withoutMachineRepeats: [Signal] {
    var known: Set<CodedEvent> = []
    return filter { !$0.isMachineCoded || known.insert(CodedEvent($0)).inserted }
  }
}

/// What makes two machine-coded events one.
private struct CodedEvent: Hashable {
  let day: Day
  let actor: String
  let target: String
  let root: Substring

  init(_ signal: Signal) {
    (day, actor, target, root) = (signal.day, signal.actor, signal.target, signal.code.prefix(2))
  }
}
