import Market

/// When prices could first know of an event.
package enum EventTime: Hashable, Sendable {
  /// Of a date asked for, or whose first moment counts: in the first session on or after it.
  case date(Day)
  /// Of the record, by its date alone, known once New York has closed on it: in the first session on or after it, and where
  /// that is over before New York opens, as in Asia, in the next.
  case record(Day)
  /// In the first session that closes later.
  case moment(Instant)

  /// Of a moment from which something is known; 16:20 New York stands for its date alone.
  init(known: Instant) {
    let day = Zone.newYork.day(of: known)
    self = known == day.asOf ? .record(day) : .moment(known)
  }

  /// 00:00 New York of a date.
  fileprivate var instant: Instant {
    switch self {
    case .date(let day), .record(let day): Zone.newYork.instant(day)
    case .moment(let instant): instant
    }
  }
}

/// A session in which the market could first react: to signals, and to steps of measures on all goods that took effect.
package struct MarketEvent: Hashable, Sendable {
  /// A headline that changed.
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

  /// The market's session 0.
  package let day: Day
  /// When the first of it could be known.
  package let start: EventTime
  /// First and last date of what happened.
  package let dates: ClosedRange<Day>
  /// The largest (|weight| × scope) first.
  package let signals: [Signal]
  package let steps: [Step]
  package let turns: [Turn]

  fileprivate init(
    day: Day, start: EventTime, dates: ClosedRange<Day>, signals: [Signal], steps: [Step], turns: [Turn]
  ) {
    self.day = day
    self.start = start
    self.dates = dates
    self.signals = signals
    self.steps = steps
    self.turns = turns
  }

  /// The id of the largest signal; the date where there is none.
  package var id: String { signals.first?.id ?? day.description }

  /// The text of the largest signal, else the title of the first step.
  package var text: String {
    if let signal = signals.first { return signal.text }
    return steps.first.map(\.measure.title) ?? ""
  }

  /// Whether what `text` names was found at its source.
  package var isVerified: Bool { signals.first?.verified ?? steps.first?.step.verified ?? true }

  /// Signals and steps that `text` does not name.
  package var others: Int { max(0, (signals.isEmpty ? steps.count : signals.count) - 1) }

  /// Nil where no headline changed, or both sides' changes cancel.
  package var kind: Kind? {
    let change = turns.reduce(0) { $0 + $1.to - $1.from }
    return change == 0 ? nil : change < 0 ? .cut : .raise
  }
}

extension [MarketEvent] {
  /// Of events, newest first, the newest with something of a date, or with it as session 0.
  package func event(of day: Day) -> MarketEvent? { first { $0.day == day || $0.dates.contains(day) } }
}

extension Desk {
  /// The events known at a moment and dated by then, newest first, one a session of the market.
  package func marketEvents(asOf instant: Instant) -> [MarketEvent] {
    let market = sessions[instrument(named: watchlist.reference).venue ?? .nyse]
    let schedule = TariffSchedule(tariffs)
    let happenings = Dictionary(grouping: happenings(asOf: instant)) { market.firstSession(after: $0.start) }
    return happenings.sorted { $0.key > $1.key }.map { session, happenings in
      MarketEvent(
        happenings, session: session,
        start: happenings.map(\.start).min { $0.instant < $1.instant } ?? .date(session), schedule,
        cutoff: ledgerCutoff(asOf: instant))
    }
  }

  /// What is known at a moment to have happened on one date, which may be nothing; session 0 is the first on or after it.
  package func marketEvent(on day: Day, asOf instant: Instant) -> MarketEvent {
    MarketEvent(
      happenings(asOf: instant).filter { $0.day == day }, session: day, start: .date(day),
      TariffSchedule(tariffs), cutoff: ledgerCutoff(asOf: instant))
  }

  private func happenings(asOf instant: Instant) -> [Happening] {
    let cutoff = ledgerCutoff(asOf: instant)
    let today = Zone.newYork.day(of: instant)
    let signals = countedSignals.lazy.filter { $0.known <= cutoff && $0.day <= today }.map { signal in
      Happening(day: signal.day, start: signal.time.map(EventTime.moment) ?? .record(signal.day), signal: signal)
    }
    let steps = tariffs.measures.lazy.filter { $0.scope == .all }.flatMap { measure in
      measure.steps.indices.filter {
        measure.visible(measure.steps[$0]) <= cutoff && !measure.isContinued(at: $0)
      }.map { index in
        let step = measure.steps[index]
        let visible = measure.visible(step)
        let day = Zone.newYork.day(of: visible)
        let start: EventTime = visible == Zone.newYork.instant(day) ? .date(day) : EventTime(known: visible)
        return Happening(day: day, start: start, step: MarketEvent.Step(measure: measure, step: step))
      }
    }
    return Array(signals) + steps
  }
}

/// A signal, or a step that took effect.
private struct Happening {
  let day: Day
  let start: EventTime
  var signal: Signal?
  var step: MarketEvent.Step?
}

extension MarketEvent {
  fileprivate init(
    _ happenings: [Happening], session: Day, start: EventTime, _ schedule: TariffSchedule, cutoff: Instant
  ) {
    let dates = happenings.map(\.day)
    let effective = happenings.filter { $0.step != nil }.map(\.day)
    let turns = Side.allCases.compactMap { side -> Turn? in
      guard let first = effective.min(), let last = effective.max() else { return nil }
      let from = schedule.headline(side, at: first.advanced(by: -1).end)
      let to = schedule.headline(side, at: min(last.end, cutoff))
      return from == to ? nil : Turn(side: side, from: from, to: to)
    }
    self.init(
      day: session, start: start, dates: (dates.min() ?? session)...(dates.max() ?? session),
      signals: happenings.compactMap(\.signal).sorted { $0.isLarger(than: $1) },
      steps: happenings.compactMap(\.step), turns: turns)
  }
}

extension VenueSessions {
  /// Whether the session of a local date closes after a moment; beyond the calendar by the usual hours.
  func closes(_ day: Day, after instant: Instant) -> Bool { (close(of: day) ?? usualClose(of: day)) > instant }

  /// The first local date whose session can be that of an entry dated by its day alone.
  func first(ofRecord day: Day) -> Day { venue.closesBeforeOpening(of: .nyse) ? day.advanced(by: 1) : day }

  /// Session 0 of an event; beyond the calendar every weekday has a session.
  fileprivate func firstSession(after event: EventTime) -> Day {
    var day: Day
    switch event {
    case .date(let date): day = date
    case .record(let date): day = first(ofRecord: date)
    case .moment(let instant):
      day = venue.zone.day(of: instant)
      if !closes(day, after: instant) { day = day.advanced(by: 1) }
    }
    return nextSession(onOrAfter: day) ?? (day.isWeekend ? day.advanced(by: 7 - day.weekday) : day)
  }
}

extension TariffMeasure {
  /// Whether a step only keeps the rate and the state of the one before it: nothing happens then.
  fileprivate func isContinued(at index: Int) -> Bool {
    guard index > 0 else { return false }
    return steps[index - 1].rate == steps[index].rate && steps[index - 1].state == steps[index].state
  }
}

extension Signal {
  fileprivate func isLarger(than other: Signal) -> Bool {
    let (own, others) = (abs(weight) * scope, abs(other.weight) * other.scope)
    return own != others ? own > others : id < other.id
  }
}
