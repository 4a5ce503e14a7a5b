import Market

/// A trigger of the seed article: off, claimed, or fired.
package struct Trigger: Hashable, Sendable {
  package enum State: String, Sendable { case off, latent, fired }

  /// What talks lack.
  package enum Lack: Hashable, Sendable { case denied, unconfirmed, oneSide, lowReliability }

  package let state: State
  /// First day of the current state; nil when off.
  package let since: Day?
  /// Last day on which the present evidence holds it in this state; nil when off.
  package let lapses: Day?
  /// What is missing for `fired`, most important first; empty when off or fired.
  package let lacking: [Lack]
  /// What moved the sides down on the day on which a rollback fired, the largest first; empty for talks.
  package let causes: [RollbackCause]

  package init(
    state: State, since: Day?, lapses: Day?, lacking: [Lack], causes: [RollbackCause] = []
  ) {
    self.state = state
    self.since = since
    self.lapses = lapses
    self.lacking = lacking
    self.causes = causes
  }
}

/// A step of a measure on all goods that moved a side's rate on the day of a rollback.
package struct RollbackCause: Hashable, Sendable {
  package let measure: TariffMeasure
  package let step: TariffMeasure.Step
  /// Percentage points that the side's rate moved by it.
  package let points: Double
}

extension Trigger {
  static let off = Trigger(state: .off, since: nil, lapses: nil, lacking: [])

  /// Points of all-in rate that a rollback takes.
  static let rollbackDrop = 10.0
  /// Days that a rollback looks back over.
  static let rollbackWindow = 90
  /// Days for which talks count.
  static let talksWindow = 14

  /// "Tariff rollback": the highest all-in rate of the last 90 days stands at least 10 points above today's, either side.
  static func rollback(_ schedule: TariffSchedule, at instant: Instant) -> Trigger {
    guard let high = lastHigh(schedule, at: instant), let firstDay = schedule.firstDay else { return off }
    var since = Zone.newYork.day(of: instant)
    while since > firstDay, lastHigh(schedule, at: since.advanced(by: -1).end) != nil {
      since = since.advanced(by: -1)
    }
    return Trigger(
      state: .fired, since: since, lapses: high.advanced(by: rollbackWindow), lacking: [],
      causes: schedule.moves(on: since, asOf: instant))
  }

  static func rollbackState(_ schedule: TariffSchedule, at instant: Instant) -> State {
    lastHigh(schedule, at: instant) == nil ? .off : .fired
  }

  /// The last day of the window on which a side's rate stood so far above that of the moment.
  private static func lastHigh(_ schedule: TariffSchedule, at instant: Instant) -> Day? {
    Side.allCases.compactMap {
      schedule.highest($0, days: rollbackWindow, before: instant, drop: rollbackDrop).day
    }.max()
  }

  /// "Official talks confirmed": within 14 days a confirmed report of talks by an A source from each government.
  static func talks(_ talks: [Day: [Signal]], on day: Day, asOf instant: Instant) -> Trigger {
    let evidence = TalksEvidence(talks, on: day, asOf: instant)
    guard evidence.state != .off, let firstDay = talks.keys.min() else { return off }
    var since = day
    while since > firstDay {
      let before = since.advanced(by: -1)
      guard TalksEvidence.state(talks, on: before, asOf: before.end) == evidence.state else { break }
      since = before
    }
    return Trigger(state: evidence.state, since: since, lapses: evidence.lapses, lacking: evidence.lacking)
  }

  static func talksStates(_ talks: [Day: [Signal]], at moments: [Instant]) -> [State] {
    moments.map { TalksEvidence.state(talks, on: Zone.newYork.day(of: $0), asOf: $0) }
  }
}

/// What the reports of the last 14 days say about talks.
private struct TalksEvidence {
  private struct Report {
    let signal: Signal
    let status: Signal.Status

    var isConfirmed: Bool { status == .confirmed }
    var counts: Bool { isConfirmed && signal.reliability == .a }
    /// Those that count first, then the confirmed ones; of each the latest.
    var rank: (Int, Int, Day) { (counts ? 1 : 0, isConfirmed ? 1 : 0, signal.day) }
  }

  /// By government, by rank.
  private let us: [Report]
  private let china: [Report]

  init(_ talks: [Day: [Signal]], on day: Day, asOf instant: Instant) {
    let recent = (0...Trigger.talksWindow).flatMap { talks[day.advanced(by: -$0)] ?? [] }
    let reports = recent.filter { $0.known <= instant }.map { Report(signal: $0, status: $0.status(asOf: instant)) }
      .filter { $0.status != .withdrawn }.sorted { $0.rank > $1.rank }
    us = reports.filter { $0.signal.actor == "USA" }
    china = reports.filter { $0.signal.actor == "CHN" }
  }

  /// The state alone, of which a history asks for every day.
  static func state(_ talks: [Day: [Signal]], on day: Day, asOf instant: Instant) -> Trigger.State {
    var (us, china, isAny) = (false, false, false)
    for age in 0...Trigger.talksWindow {
      guard let reports = talks[day.advanced(by: -age)] else { continue }
      for index in reports.indices {
        let isUS = reports[index].actor == "USA"
        guard isUS || reports[index].actor == "CHN", reports[index].known <= instant else { continue }
        let status = reports[index].status(asOf: instant)
        guard status != .withdrawn else { continue }
        isAny = true
        guard status == .confirmed, reports[index].reliability == .a else { continue }
        if isUS { us = true } else { china = true }
        if us, china { return .fired }
      }
    }
    return isAny ? .latent : .off
  }

  var state: Trigger.State {
    if us.isEmpty, china.isEmpty { return .off }
    return us.first?.counts == true && china.first?.counts == true ? .fired : .latent
  }

  var lapses: Day? {
    let last =
      state == .fired
      ? [us, china].compactMap { $0.first?.signal.day }.min() : (us + china).map(\.signal.day).max()
    return last?.advanced(by: Trigger.talksWindow)
  }

  var lacking: [Trigger.Lack] {
    guard state == .latent else { return [] }
    let best = [us.first, china.first].compactMap { $0 }
    var lacks: [Trigger.Lack] = []
    if best.contains(where: { $0.status == .denied }) { lacks.append(.denied) }
    if best.contains(where: { $0.status == .reported }) { lacks.append(.unconfirmed) }
    if best.count == 1 { lacks.append(.oneSide) }
    if best.contains(where: { $0.signal.reliability != .a }) { lacks.append(.lowReliability) }
    return lacks
  }
}

extension Signal {
  /// Intent to meet, consultation, visit, negotiation, agreement: codes 036, 040–046, 057 and their finer ones.
  var isAboutTalks: Bool {
    let code = self.code.prefix(3)
    return code == "036" || code == "057" || (code >= "040" && code <= "046")
  }
}
