import Market

/// "As if": what the trader supposes to be different. Nothing of it is ever stored, and the desk stays as it is.
package struct Hypothesis: Hashable, Sendable {
  /// Signals left out, by id.
  package var leftOutSignals: Set<String> = []
  /// Signals taken to have had this status from the moment they became known.
  package var statuses: [String: Signal.Status] = [:]
  /// Members of the basket left out, by symbol or alias; the weights of the others are scaled up.
  package var leftOutNames: Set<String> = []

  package init() {}

  package var isEmpty: Bool { leftOutSignals.isEmpty && statuses.isEmpty && leftOutNames.isEmpty }

  /// The desk as it would be: its readings are made by the formulas of any other desk.
  package func applied(to desk: Desk) -> Desk {
    var changed = desk
    if !leftOutSignals.isEmpty || !statuses.isEmpty {
      changed.signals = desk.signals.filter { !leftOutSignals.contains($0.id) }.map { signal in
        guard let status = statuses[signal.id] else { return signal }
        var signal = signal
        signal.status = [Signal.StatusEntry(day: signal.day, time: signal.known, status: status)]
        return signal
      }
    }
    if !leftOutNames.isEmpty {
      changed.watchlist.indicator.basket.removeAll { member in
        !leftOutNames.isDisjoint(with: desk.instrument(named: member.symbol).symbols + [member.symbol])
      }
    }
    return changed
  }
}
