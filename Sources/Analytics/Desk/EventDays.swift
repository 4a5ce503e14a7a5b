import Market

extension Desk {
  /// The latest date before `day` with a signal, a change of its status, or a tariff step; nil if there is none.
  package func previousEventDay(before day: Day) -> Day? { eventDays.filter { $0 < day }.max() }

  /// The first date after `day` with a signal, a change of its status, or a tariff step; nil if there is none.
  package func nextEventDay(after day: Day) -> Day? { eventDays.filter { $0 > day }.min() }

  /// In no order, a day as often as something happened on it.
  package var eventDays: [Day] {
    countedSignals.flatMap { [$0.day] + $0.status.map(\.day) } + tariffs.measures.flatMap { $0.steps.map(\.effective) }
  }
}
