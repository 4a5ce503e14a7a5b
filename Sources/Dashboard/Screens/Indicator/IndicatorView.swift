import Analytics
import Canvas
import Market
import Wording

/// What the Indicator screen shows of a moment, worked out: drawing only draws it.
struct IndicatorView: Sendable {
  /// A change of the index with the headlines between which its tariff part moved.
  struct Explained: Sendable {
    let from: Instant
    let to: Day
    let change: IndicatorChange
    let us: (from: Double, to: Double)
    let china: (from: Double, to: Double)

    init(_ change: IndicatorChange, from first: Instant, to last: Instant, _ book: TariffBook) {
      self.change = change
      from = first
      to = Zone.newYork.day(of: last)
      let schedule = TariffSchedule(book)
      func rates(_ side: Side) -> (from: Double, to: Double) {
        (schedule.headline(side, at: first), schedule.headline(side, at: last))
      }
      us = rates(.us)
      china = rates(.china)
    }

    /// An item in words: `US on China 145→30`, or an event's text.
    func text(_ item: IndicatorChange.Item, _ glyphs: Glyphs) -> TerminalSafe {
      guard case .tariffs(let side) = item.cause else { return "\(item.text)" }
      let rates = side == .us ? us : china
      guard rates.from != rates.to else { return "\(item.text), baseline" }
      return "\(item.text) \(NumberText.plain(rates.from))\(glyphs.to)\(NumberText.plain(rates.to))"
    }
  }

  /// The same moment of a supposed desk.
  struct Supposed: Sendable {
    let reading: IndicatorReading
    let points: [IndicatorRow: Double]
    /// The policy index of the days shown, a day a position; of long spans only some are worked out.
    let line: [Double?]
    /// What is supposed, in words.
    let words: TerminalSafe

    /// Points along the line at most: more than a screen has columns.
    private static let limit = 400

    init(_ hypothesis: Hypothesis, _ view: IndicatorView) {
      let study = IndicatorStudy(hypothesis.applied(to: view.desk))
      let reading = study.reading(asOf: view.asOf)
      self.reading = reading
      points = IndicatorRows(reading).points
      let days = view.shown.dropLast().map(\.day)
      let step = max(1, days.count / Self.limit)
      var line = [Double?](repeating: nil, count: days.count)
      let chosen = Array(stride(from: 0, to: days.count, by: step))
      for (position, value) in zip(chosen, study.policy(on: chosen.map { days[$0] })) { line[position] = value }
      for position in line.indices where line[position] == nil { line[position] = line[position / step * step] }
      self.line = line + [reading.policy.value]
      words = Self.words(hypothesis)
    }

    private static func words(_ hypothesis: Hypothesis) -> TerminalSafe {
      let statuses = hypothesis.statuses.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.rawValue)" }
      let left = (hypothesis.leftOutSignals.sorted() + hypothesis.leftOutNames.sorted()).map { "\($0) left out" }
      return "\((statuses + left).joined(separator: ", "))"
    }
  }

  /// The largest event (|weight| × scope) of a day of the history.
  struct Marked: Sendable {
    let position: Int
    let signal: Signal
  }

  let reading: DeskReading
  let asOf: Instant
  /// The clock that times are shown by.
  let clock: WallClock
  let desk: Desk
  /// The trader's mark, where one is set and a present moment is shown.
  let mark: SeenMark?
  let days: IndicatorStudy.Days
  let table: IndicatorRows
  /// The part of `days` that the history shows.
  private(set) var shown: [IndicatorHistory.Entry] = []
  private(set) var talks: [Trigger.State] = []
  private(set) var rollback: [Trigger.State] = []
  /// Events of `shown`, one a day, the largest first.
  private(set) var largest: [Marked] = []
  let explainedToday: Explained
  let explainedWeek: Explained
  /// IndicatorSince the mark or the event chosen; nil without either.
  var marked: Explained?
  /// IndicatorSince the day chosen.
  var change: Explained?
  /// The day under the crosshair against the day before.
  var pointed: Explained?
  var supposed: Supposed?
  var overlay: SeriesOverlay?

  init(reading: DeskReading, asOf: Instant, clock: WallClock, desk: Desk, mark: SeenMark?, days: IndicatorStudy.Days) {
    self.reading = reading
    self.asOf = asOf
    self.clock = clock
    self.desk = desk
    self.mark = mark
    self.days = days
    table = IndicatorRows(reading.indicator)
    func explained(_ change: IndicatorChange) -> Explained {
      Explained(change, from: change.from.asOf, to: reading.cutoff, desk.tariffs)
    }
    explainedToday = explained(reading.today)
    explainedWeek = explained(reading.week)
  }

  var indicator: IndicatorReading { reading.indicator }
  var today: Day { reading.day }
  var year: Int { today.parts.year }
  var first: Day { days.entries.first?.day ?? today }

  mutating func show(_ span: IndicatorSpan) {
    let start =
      switch span {
      case .quarter: today.advanced(by: -91)
      case .year: Day(year, 1, 1) ?? today
      case .twelveMonths: today.advanced(by: -365)
      case .all: first
      }
    let skipped = min(max(0, first.days(to: start)), days.entries.count)
    shown = Array(days.entries.dropFirst(skipped))
    talks = Array(days.talks.dropFirst(skipped))
    rollback = Array(days.rollback.dropFirst(skipped))
    largest = largestEvents
  }

  /// The position of a day in the history; nil outside of it.
  func position(of day: Day) -> Int? {
    guard let first = shown.first?.day else { return nil }
    let position = first.days(to: day)
    return shown.indices.contains(position) ? position : nil
  }

  private var largestEvents: [Marked] {
    func size(_ signal: Signal) -> Double { abs(signal.weight) * signal.scope }
    var best: [Int: Signal] = [:]
    for row in reading.signals {
      guard let position = position(of: row.signal.day) else { continue }
      if let present = best[position], size(present) >= size(row.signal) { continue }
      best[position] = row.signal
    }
    return best.map { Marked(position: $0.key, signal: $0.value) }
      .sorted { (size($0.signal), $0.position) > (size($1.signal), $1.position) }
  }

  func explained(_ study: IndicatorStudy, from first: Instant?, to last: Instant? = nil) -> Explained? {
    guard let first else { return nil }
    let last = last ?? asOf
    return Explained(
      study.change(from: first, to: last), from: first, to: desk.ledgerCutoff(asOf: last), desk.tariffs)
  }
}

/// A published series laid over the history: drawn between its own lowest and highest value, and how it goes with the index.
struct SeriesOverlay: Sendable {
  let label: TerminalSafe
  let name: TerminalSafe
  /// By day of the history; a month's, quarter's or year's value holds over it, a daily one is the mean of its last seven
  /// days.
  let values: [Double?]
  let low: Double
  let high: Double
  let correlations: [SeriesCorrelation]
  let frequency: SeriesFrequency

  /// Nil when it has no value in the days.
  init?(_ series: ReferenceSeries, over shown: [IndicatorHistory.Entry]) {
    guard let last = shown.last?.day else { return nil }
    let visible = series.known(on: last).values
    frequency = series.frequency(on: last)
    var values: [Double?] = []
    var index = 0
    for entry in shown {
      while index < visible.count, visible[index].day <= entry.day { index += 1 }
      values.append(Self.value(visible[..<index], on: entry.day, frequency))
    }
    let drawn = values.compactMap { $0 }.filter(\.isFinite)
    guard let low = drawn.min(), let high = drawn.max() else { return nil }
    self.values = values
    self.low = low
    self.high = high
    label = series.label.isEmpty ? "\(series.id)" : "\(series.label)"
    name = TerminalSafe("\(series.id)").fitted(to: 10)
    correlations = SeriesCorrelation.correlations(
      series, shown.map { DailyValue(day: $0.day, value: $0.policy.value) })
  }

  private static func value(
    _ known: ArraySlice<ReferenceSeries.Value>, on day: Day, _ frequency: SeriesFrequency
  ) -> Double? {
    if let months = frequency.months {
      return known.last.flatMap { $0.day.period(of: months) == day.period(of: months) ? $0.value : nil }
    }
    let week = known.suffix(7).filter { $0.day.days(to: day) < 7 }
    return week.isEmpty ? nil : week.reduce(0) { $0 + $1.value } / Double(week.count)
  }

  /// The values on the scale of the index, 0…100.
  var line: [Double?] {
    values.map { $0.map { high > low ? 100 * ($0 - low) / (high - low) : 50 } }
  }

  /// `r with the index monthly -0.88 (n 11), daily -0.36 (n 317)`.
  var agreement: TerminalSafe {
    guard !correlations.isEmpty else { return "too few pairs for a correlation" }
    return correlations.enumerated().reduce("r with the index" as TerminalSafe) { text, item in
      text
        + "\(item.offset == 0 ? " " : ", ")\(item.element.basis.words) \(NumberText.fixed(item.element.coefficient, 2, signed: true)) (n \(item.element.count))"
    }
  }
}
