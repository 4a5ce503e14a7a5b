import Market

/// A day on which the conflict moved: its signals, and the steps of measures on all goods that took effect.
package struct MarketEvent: Hashable, Sendable {
  /// A headline that changed on the day.
  package struct Turn: Hashable, Sendable {
    package let side: Side
    package let from: Double
    package let to: Double
  }

  /// A step of a measure on all goods.
  package struct Step: Hashable, Sendable {
    package let measure: TariffMeasure
    package let step: TariffMeasure.Step
  }

  /// Whether the headlines of both sides together fell or rose.
  package enum Kind: String, Hashable, Sendable { case cut, raise }

  package let day: Day
  /// The largest (|weight| × scope) first.
  package let signals: [Signal]
  package let steps: [Step]
  package let turns: [Turn]

  init(day: Day, signals: [Signal], steps: [Step], turns: [Turn]) {
    self.day = day
    self.signals = signals
    self.steps = steps
    self.turns = turns
  }

  /// A day on which nothing is known to have happened.
  package init(on day: Day) { self.init(day: day, signals: [], steps: [], turns: []) }

  /// The id of the largest signal; the date where there is none.
  package var id: String { signals.first?.id ?? day.description }

  /// The text of the largest signal, else the title of the first step.
  package var text: String {
    if let signal = signals.first { return signal.text }
    return steps.first.map(\.measure.title) ?? ""
  }

  /// Signals and steps that `text` does not name.
  package var others: Int { max(0, (signals.isEmpty ? steps.count : signals.count) - 1) }

  /// Nil where no headline changed, or both sides' changes cancel.
  package var kind: Kind? {
    let change = turns.reduce(0) { $0 + $1.to - $1.from }
    return change == 0 ? nil : change < 0 ? .cut : .raise
  }
}

extension Desk {
  /// The events known at a moment and dated by then, newest first, one a day.
  package func marketEvents(asOf instant: Instant) -> [MarketEvent] {
    let cutoff = ledgerCutoff(asOf: instant)
    var found: [Day: [Signal]] = [:]
    for signal in countedSignals where signal.known <= cutoff {
      found[signal.day, default: []].append(signal)
    }
    var steps: [Day: [MarketEvent.Step]] = [:]
    for measure in tariffs.measures where measure.scope == .all {
      for step in measure.steps where measure.visible(step) <= cutoff {
        steps[Zone.newYork.day(of: measure.visible(step)), default: []].append(
          MarketEvent.Step(measure: measure, step: step))
      }
    }
    let schedule = TariffSchedule(tariffs)
    return Set(found.keys).union(steps.keys).sorted(by: >).map { day in
      let turns = Side.allCases.compactMap { side -> MarketEvent.Turn? in
        let from = schedule.headline(side, at: Zone.newYork.instant(day).advanced(bySeconds: -1))
        let to = schedule.headline(side, at: Zone.newYork.instant(day.advanced(by: 1)).advanced(bySeconds: -1))
        return from == to ? nil : MarketEvent.Turn(side: side, from: from, to: to)
      }
      return MarketEvent(
        day: day, signals: found[day, default: []].sorted { $0.isLarger(than: $1) }, steps: steps[day, default: []],
        turns: turns)
    }
  }
}

extension Signal {
  fileprivate func isLarger(than other: Signal) -> Bool {
    let (own, others) = (abs(weight) * scope, abs(other.weight) * other.scope)
    return own != others ? own > others : id < other.id
  }
}
