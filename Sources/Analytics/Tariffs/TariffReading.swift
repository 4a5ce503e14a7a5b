import Market

/// Where the tariffs of both sides stand on a day.
package struct TariffReading: Hashable, Sendable {
  package struct SideReading: Hashable, Sendable {
    package let side: Side
    /// Sum of the economy-wide measures in force, percentage points; 0 without any.
    package let headline: Double
    /// Whether a measure of the side, of any scope, or a baseline is known.
    package let isKnown: Bool
    /// Headline plus baseline; nil where there is no baseline.
    package let allIn: Double?
    package let baseline: Double?
    /// First day of the present headline.
    package let since: Day?
    /// The highest headline so far and its first day.
    package let peak: (rate: Double, day: Day)?
    /// The headline if every lapsed truce has come to its end; nil where none has lapsed.
    package let ifLapsed: Double?
    /// The headline to show: nil where nothing of the side is known, which is not to say that it charges nothing.
    package var shownHeadline: Double? { isKnown ? headline : nil }

    package static func == (a: SideReading, b: SideReading) -> Bool {
      a.side == b.side && a.headline == b.headline && a.isKnown == b.isKnown && a.allIn == b.allIn
        && a.baseline == b.baseline && a.since == b.since && a.peak?.rate == b.peak?.rate && a.peak?.day == b.peak?.day
    }
    package func hash(into hasher: inout Hasher) { hasher.combine(headline) }
  }

  /// A measure as it stands on the day.
  package struct Layer: Hashable, Sendable {
    package enum State: Sendable { case inForce, pending, suspended, ended, struckDown }

    package let measure: TariffMeasure
    package let state: State
    /// The step in force (pending: the step to come).
    package let step: TariffMeasure.Step
    /// Percentage points in force; nil: no rate.
    package let rate: Double?
    /// First day of this state.
    package let since: Day
    package let until: Day?
    /// Its last day has passed, and no renewal is on record: the rate goes on counting, in doubt.
    package let isLapsed: Bool

    /// The rate to show beside the state: that to come while pending.
    package var shownRate: Double? { state == .pending ? step.rate : rate }
    /// The day to show beside the state: that of effect while pending.
    package var shownDay: Day { state == .pending ? step.effective : since }
  }

  /// A dated change to come.
  package struct Change: Hashable, Sendable {
    package let measure: TariffMeasure
    package let step: TariffMeasure.Step
    /// The moment of effect.
    package let instant: Instant
    /// It only keeps the rate and the state that hold before it.
    package let isContinuation: Bool

    /// A step, with the one before it.
    init(_ measure: TariffMeasure, _ step: TariffMeasure.Step, after before: TariffMeasure.Step?) {
      self.measure = measure
      self.step = step
      instant = measure.instant(of: step)
      isContinuation = before.map { $0.rate == step.rate && $0.state == step.state } ?? false
    }
  }

  /// A day on which a headline changes by what was announced: what it then is.
  package struct HeadlineStep: Hashable, Sendable {
    package struct Move: Hashable, Sendable {
      package let side: Side
      package let from: Double
      package let to: Double
    }

    /// The date of effect, which decides in New York.
    package let day: Day
    /// The first moment of effect: China's may lie on the evening before in New York.
    package let instant: Instant
    /// The US first; of one side only where the other's stays.
    package let moves: [Move]
    /// The announced steps of these measures and this day.
    package let changes: [Change]
    /// Whether each of them was found at its source.
    package var verified: Bool { changes.allSatisfy(\.step.verified) }
  }

  package let day: Day
  package let us: SideReading
  package let china: SideReading
  /// Economy-wide first, then by rate, then by id.
  package let layers: [Layer]
  /// Ascending by moment.
  package let pending: [Change]
  /// The headlines to come, ascending.
  package let headlineSteps: [HeadlineStep]
  /// Days since either headline last changed; nil if never.
  package let daysUnchanged: Int?

  package func side(_ side: Side) -> SideReading { side == .us ? us : china }

  /// The measures whose rates add up to a side's headline, the highest first; those that add nothing are left out.
  package func terms(of side: Side) -> [Layer] {
    layers.filter { $0.measure.by == side && $0.measure.scope == .all && $0.rate ?? 0 != 0 }
  }
}

extension TariffReading {
  /// What the book says at a moment. The date in New York decides which step holds; a step announced later is invisible.
  package init(_ book: TariffBook, asOf instant: Instant) {
    self.init(book, schedule: TariffSchedule(book), asOf: instant)
  }

  init(_ book: TariffBook, schedule: TariffSchedule, asOf instant: Instant) {
    let day = Zone.newYork.day(of: instant)
    self.day = day
    let layers = book.measures.compactMap { Layer($0, at: instant) }
    func side(_ side: Side) -> SideReading {
      SideReading(side, schedule, instant, hasMeasures: layers.contains { $0.measure.by == side })
    }
    us = side(.us)
    china = side(.china)
    self.layers = layers.sorted { a, b in
      if (a.measure.scope == .all) != (b.measure.scope == .all) { return a.measure.scope == .all }
      let (first, second) = (a.rate ?? -1, b.rate ?? -1)
      return first != second ? first > second : a.measure.id < b.measure.id
    }
    let pending = book.measures.flatMap { measure -> [Change] in
      var before = measure.step(at: instant)
      return measure.pending(at: instant).map { step in
        defer { before = step }
        return Change(measure, step, after: before)
      }
    }.sorted { ($0.instant, $0.measure.id) < ($1.instant, $1.measure.id) }
    self.pending = pending
    headlineSteps = Self.headlineSteps(schedule, pending, asOf: instant)
    daysUnchanged = [us.since, china.since].compactMap { $0 }.max().map { $0.days(to: day) }
  }
}

extension TariffReading {
  private static func headlineSteps(
    _ schedule: TariffSchedule, _ pending: [Change], asOf instant: Instant
  ) -> [HeadlineStep] {
    var moves: [Day: [HeadlineStep.Move]] = [:]
    for side in Side.allCases {
      var before = schedule.headline(side, at: instant)
      for (headline, day) in schedule.announced(side, at: instant) {
        moves[day, default: []].append(HeadlineStep.Move(side: side, from: before, to: headline))
        before = headline
      }
    }
    return moves.compactMap { day, moves -> HeadlineStep? in
      let sides = moves.map(\.side)
      let changes = pending.filter {
        $0.measure.scope == .all && $0.step.effective == day && sides.contains($0.measure.by)
      }
      guard let first = changes.map(\.instant).min() else { return nil }
      return HeadlineStep(day: day, instant: first, moves: moves, changes: changes)
    }.sorted { $0.instant < $1.instant }
  }
}

extension TariffReading.SideReading {
  fileprivate init(_ side: Side, _ schedule: TariffSchedule, _ instant: Instant, hasMeasures: Bool) {
    self.side = side
    headline = schedule.headline(side, at: instant)
    baseline = schedule.baseline(side, at: instant)
    allIn = schedule.allIn(side, at: instant)
    since = schedule.since(side, at: instant)
    peak = schedule.peak(side, at: instant)
    ifLapsed = schedule.lapsedHeadline(side, at: instant)
    isKnown = hasMeasures || baseline != nil
  }
}

extension TariffReading.Layer {
  /// Nil when nothing of the measure is known at the moment.
  fileprivate init?(_ measure: TariffMeasure, at instant: Instant) {
    self.measure = measure
    isLapsed = measure.lapsedStep(at: instant) != nil
    if let step = measure.step(at: instant) {
      self.step = step
      rate = step.rateInForce
      until = step.until
      state =
        switch step.state {
        case .inForce: .inForce
        case .suspended: .suspended
        case .struckDown: .struckDown
        case .ended: .ended
        case .unconfirmed: .pending
        }
      // A step that only prolongs the one before (a truce extended) does not start anew.
      let past = measure.steps.prefix { $0.effective <= step.effective }.filter { measure.known($0) <= instant }
      since =
        past.reversed().prefix { $0.rate == step.rate && $0.state == step.state }.last?.effective ?? step.effective
    } else if let step = measure.pending(at: instant).first {
      self.step = step
      rate = step.rate.map { _ in 0 }
      until = step.until
      state = .pending
      since = step.announcedDay
    } else {
      return nil
    }
  }
}
