import Market

extension Desk {
  /// The moments at which the ledger moved, ascending, each once: a signal, an entry of its status log or a tariff step
  /// became known, or a step took effect. Facts and the calendar are none.
  package var eventMoments: [Instant] {
    var moments: Set<Instant> = []
    for signal in countedSignals {
      moments.insert(signal.known)
      for entry in signal.status { moments.insert(max(entry.known, signal.known)) }
    }
    for measure in tariffs.measures {
      for step in measure.steps {
        moments.insert(measure.known(step))
        moments.insert(max(measure.visible(step), measure.instant(of: step)))
      }
    }
    return moments.sorted()
  }

  /// The latest of them before a moment; nil if there is none.
  package func previousEvent(before instant: Instant) -> Instant? { eventMoments.last { $0 < instant } }

  /// The first of them after a moment; nil if there is none.
  package func nextEvent(after instant: Instant) -> Instant? { eventMoments.first { $0 > instant } }
}
