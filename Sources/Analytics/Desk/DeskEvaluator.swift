import Market

/// Makes readings, and keeps what quotes do not change: with equal revisions a new quote costs its rows and the needle.
package struct DeskEvaluator: Sendable {
  /// The part of a reading that depends on signals, tariffs and the watchlist.
  fileprivate struct Policy: Sendable {
    let revision: Int
    /// The moments over which nothing of it changes.
    let valid: Range<Instant>
    let ledger: PolicyIndex
    let part: PolicyReading
    let today: IndicatorChange
    let week: IndicatorChange
    let tariffs: TariffReading
    let signals: [SignalRow]
    let scenarios: [Scenario]
  }

  private var ledger: (revision: Int, ledger: PolicyIndex)?
  private var policy: Policy?
  private var rows = RowCache()
  private var market = MarketCache()
  private var ahead = AheadCache()

  package init() {}

  /// The desk at a moment. Desks with equal ``Desk/policyRevision`` must have equal watchlist, signals and tariffs.
  ///
  /// - Parameter moved: symbols whose quotes may be others than on the desk of the reading before; nil: any may be.
  package mutating func reading(of desk: Desk, asOf instant: Instant, moved: Set<String>? = nil) -> DeskReading {
    let policy = policy(of: desk, asOf: instant)
    let day = policy.part.day
    let needle = market.reading(of: desk, asOf: instant, daysBack: 0)
    func change(since days: Int) -> MarketChange? {
      guard let needle, let before = market.reading(of: desk, asOf: day.advanced(by: -days).asOf, daysBack: days)
      else { return nil }
      return MarketChange(from: before, to: needle)
    }
    let silence = FeedSilence(of: desk, asOf: instant)
    return DeskReading(
      asOf: instant, cutoff: desk.ledgerCutoff(asOf: instant), day: day,
      sectors: rows.sectors(of: desk, asOf: instant, silent: silence.symbols, moved: moved),
      indicator: IndicatorReading(policy.part, needle, policy.ledger), today: policy.today,
      week: policy.week, needle: market.makeup(of: desk, asOf: instant), marketToday: change(since: 1),
      marketWeek: change(since: 7), tariffs: policy.tariffs, signals: policy.signals,
      ahead: ahead.entries(desk, tariffs: policy.tariffs, asOf: instant),
      facts: desk.facts.filter { $0.isKnown(asOf: desk.ledgerCutoff(asOf: instant)) },
      deadFeeds: silence.feeds, nextSilence: silence.next,
      scenarios: policy.scenarios, troubledFiles: desk.files.filter { $0.state == .bad || $0.state == .gone })
  }

  private mutating func policy(of desk: Desk, asOf instant: Instant) -> Policy {
    let cutoff = desk.ledgerCutoff(asOf: instant)
    if let policy, policy.revision == desk.policyRevision, policy.valid.contains(cutoff) { return policy }
    let ledger: PolicyIndex
    if let kept = self.ledger, kept.revision == desk.policyRevision {
      ledger = kept.ledger
    } else {
      ledger = PolicyIndex(desk)
      self.ledger = (desk.policyRevision, ledger)
    }
    let made = Policy(ledger, revision: desk.policyRevision, asOf: cutoff)
    policy = made
    return made
  }
}

extension DeskEvaluator.Policy {
  fileprivate init(_ ledger: PolicyIndex, revision: Int, asOf instant: Instant) {
    let part = PolicyReading(ledger, asOf: instant)
    let day = part.day
    func change(since days: Int) -> IndicatorChange {
      let before = PolicyReading(ledger, asOf: day.advanced(by: -days).asOf)
      return IndicatorChange(
        from: IndicatorReading(before, nil, ledger), to: IndicatorReading(part, nil, ledger))
    }
    self.revision = revision
    self.ledger = ledger
    self.part = part
    valid = ledger.steadySpan(around: instant)
    today = change(since: 1)
    week = change(since: 7)
    tariffs = TariffReading(ledger.book, schedule: ledger.schedule, asOf: instant)
    signals = SignalRow.rows(ledger, part, asOf: instant)
    scenarios = Scenario.scenarios(ledger, part, asOf: instant)
  }
}

extension PolicyIndex {
  /// The moments around `instant` at which the same signals, status entries and steps are known, within its date in New
  /// York.
  fileprivate func steadySpan(around instant: Instant) -> Range<Instant> {
    let day = Zone.newYork.day(of: instant)
    var start = Zone.newYork.instant(day)
    var end = Zone.newYork.instant(day.advanced(by: 1))
    func mark(_ known: Instant) {
      if known <= instant { start = max(start, known) } else { end = min(end, known) }
    }
    for known in known { mark(known) }
    for index in signals.indices where !signals[index].status.isEmpty {
      for entry in signals[index].status { mark(entry.known) }
    }
    for measure in book.measures { for step in measure.steps { mark(measure.known(step)) } }
    return start..<max(end, start)
  }
}
