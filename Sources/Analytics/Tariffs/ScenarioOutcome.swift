import Market

/// Headlines to ask about, in points.
package struct ScenarioRates: Hashable, Sendable {
  package var us: Double
  package var china: Double

  package init(us: Double, china: Double) {
    self.us = us
    self.china = china
  }

  /// Both headlines once all that was announced by a moment is in force; nil when nothing is to come.
  package init?(announcedIn book: TariffBook, at instant: Instant) {
    let schedule = TariffSchedule(book)
    let (us, china) = (schedule.announcedHeadline(.us, at: instant), schedule.announcedHeadline(.china, at: instant))
    guard us != nil || china != nil else { return nil }
    self.us = us?.headline ?? schedule.headline(.us, at: instant)
    self.china = china?.headline ?? schedule.headline(.china, at: instant)
  }

  package subscript(side: Side) -> Double {
    get { side == .us ? us : china }
    set { if side == .us { us = newValue } else { china = newValue } }
  }
}

/// A quantity at the present rates and at those of the scenario; nil where it cannot be had.
package struct ScenarioChange: Hashable, Sendable {
  package let now: Double?
  package let then: Double?
  /// Whether both are measured alike.
  package var isComparable = true
  /// Nil where both are not measured alike.
  package var change: Double? {
    guard isComparable, let now, let then else { return nil }
    return then - now
  }
}

/// What follows from other headlines, all else as it is.
package struct ScenarioOutcome: Sendable {
  package struct SideOutcome: Hashable, Sendable {
    package let side: Side
    /// Points; the present one nil where nothing of the side is known.
    package let headline: ScenarioChange
    /// Percent.
    package let baseline: Double?
    /// Baseline plus headline; nil without a baseline.
    package let allIn: ScenarioChange
  }

  /// Trade and duty of both sides, $bn a year, from the newest full year on record. Values of the formula, now too.
  package struct Response: Hashable, Sendable {
    package struct Flow: Hashable, Sendable {
      /// Nil where none could be had.
      package let elasticity: Double?
      package let trade: ScenarioChange
      /// On ``ScenarioOutcome/dutyRate(_:)``.
      package let duty: ScenarioChange
      /// What the same elasticity gave for the newest year whose outturn is known.
      package let model: Double?
      /// Percent by which that was above the outturn.
      package let miss: Double?
    }

    package let us: Flow
    /// The same elasticity as the US side's, which is not verified for China's, but for the implied one.
    package let china: Flow

    package func flow(_ side: Side) -> Flow { side == .us ? us : china }
  }

  /// The rate that duty is charged at, now and then.
  package struct DutyRate: Hashable, Sendable {
    /// Percent; the average where one holds, else the all-in rate, as if nothing were exempt.
    package let rate: ScenarioChange
    /// The average that holds at the present headline.
    package let average: PublishedAverage?
    /// Whether the average is that of the rates asked for too: the headline is the present one.
    package let averageHolds: Bool
  }

  package enum Direction: String, Hashable, Sendable { case cut, raise }

  package let us: SideOutcome
  package let china: SideOutcome
  /// −0.76, within a year.
  package let short: Response
  /// −2, after years.
  package let long: Response
  package let user: Response?
  /// Under the elasticities at which the formula gives the newest outturn; nil where neither side has one.
  package let implied: Response?
  /// Where all of it starts from, and what became of it.
  package let trade: BilateralTrade
  /// The article's claim for the US side's cut from its present headline, $bn; nil for no cut.
  package let ruleOfThumb: ClosedRange<Double>?
  /// The elasticities that the claim's ends imply on all two-way trade at the headline alone (DOMAIN 5.4): the
  /// one nearer to 0 first. Nil for no cut.
  package let impliedElasticity: (low: Double, high: Double)?
  /// T, 0…100.
  package let tariffLevel: ScenarioChange
  /// The policy index, 0…100; nil where there are neither signals nor baselines.
  package let index: ScenarioChange
  package let rollback: (now: Trigger.State, then: Trigger.State)
  /// By the sum of both headlines' changes; nil where they add up to nothing.
  package let direction: Direction?

  package func side(_ side: Side) -> SideOutcome { side == .us ? us : china }

  package func dutyRate(_ side: Side) -> DutyRate { DutyRate(self.side(side), trade.average(side)) }
}

extension ScenarioOutcome {
  /// - Parameters:
  ///   - rates: headlines in points; all-in = baseline + headline.
  ///   - elasticity: the user's own; nil without one.
  ///   - trade: of the reading's desk.
  ///   - settings: the weights of the indicator.
  package init(
    _ rates: ScenarioRates, elasticity: Double?, in reading: DeskReading, trade: BilateralTrade,
    settings: IndicatorSettings
  ) {
    let us = SideOutcome(reading.tariffs.us, then: rates.us)
    let china = SideOutcome(reading.tariffs.china, then: rates.china)
    func response(_ elasticities: (us: Double?, china: Double?)) -> Response {
      Response(
        us: Response.Flow(us, trade.us, trade.average(.us), elasticities.us),
        china: Response.Flow(china, trade.china, trade.average(.china), elasticities.china))
    }
    func response(_ elasticity: Double) -> Response { response((elasticity, elasticity)) }
    self.us = us
    self.china = china
    self.trade = trade
    short = response(TradeResponse.Horizon.short.elasticity)
    long = response(TradeResponse.Horizon.long.elasticity)
    user = elasticity.map(response)
    let own = (us: trade.us.impliedElasticity, china: trade.china.impliedElasticity)
    implied = own.us == nil && own.china == nil ? nil : response(own)

    let headline = reading.tariffs.us.headline
    let claim = trade.twoWay.flatMap { TradeResponse.ruleOfThumb(cut: headline - rates.us, cap: $0) }
    func claimed(_ gain: Double) -> Double? {
      trade.twoWay.flatMap { TradeResponse.impliedElasticity(gain: gain, on: $0, from: headline, to: rates.us) }
    }
    ruleOfThumb = claim
    if let claim, let low = claimed(claim.lowerBound), let high = claimed(claim.upperBound) {
      impliedElasticity = (low, high)
    } else {
      impliedElasticity = nil
    }

    let index = HeadlineIndex(reading, settings: settings)
    tariffLevel = ScenarioChange(
      now: reading.indicator.tariffs?.level, then: index.tariffLevel(us: rates.us, china: rates.china))
    self.index = ScenarioChange(
      now: reading.indicator.isKnown ? reading.indicator.policy.value : nil,
      then: index.value(us: rates.us, china: rates.china))

    // 1e-9: sums of decimal rates are not exact.
    let fires =
      rates.us + (us.baseline ?? 0) <= reading.indicator.rollbackUS + 1e-9
      || rates.china + (china.baseline ?? 0) <= reading.indicator.rollbackChina + 1e-9
    rollback = (reading.indicator.rollback.state, fires ? .fired : .off)
    direction = Direction(points: rates.us + rates.china - headline - reading.tariffs.china.headline)
  }
}

extension ScenarioOutcome.Direction {
  init?(points: Double) {
    guard abs(points) > 1e-9 else { return nil }
    self = points < 0 ? .cut : .raise
  }
}

extension ScenarioOutcome.SideOutcome {
  fileprivate init(_ reading: TariffReading.SideReading, then headline: Double) {
    side = reading.side
    self.headline = ScenarioChange(now: reading.shownHeadline, then: headline)
    baseline = reading.baseline
    allIn = ScenarioChange(now: reading.allIn, then: reading.baseline.map { $0 + headline })
  }
}

extension ScenarioOutcome.DutyRate {
  fileprivate init(_ side: ScenarioOutcome.SideOutcome, _ average: PublishedAverage?) {
    self.average = average
    averageHolds = average != nil && side.headline.change.map { abs($0) < 1e-9 } ?? false
    rate = ScenarioChange(
      now: average?.rate ?? side.allIn.now, then: averageHolds ? average?.rate : side.allIn.then,
      isComparable: average == nil || averageHolds)
  }
}

extension ScenarioOutcome.Response.Flow {
  fileprivate init(
    _ side: ScenarioOutcome.SideOutcome, _ record: TradeRecord, _ average: PublishedAverage?, _ elasticity: Double?
  ) {
    self.elasticity = elasticity
    let response = record.year?.response
    func trade(at rate: Double?) -> Double? {
      guard let rate, let elasticity else { return nil }
      return response?.trade(at: rate, elasticity: elasticity)
    }
    func duty(_ trade: Double?, _ rate: Double?) -> Double? {
      guard let trade, let rate else { return nil }
      return trade * rate / 100
    }
    self.trade = ScenarioChange(now: trade(at: side.allIn.now), then: trade(at: side.allIn.then))
    let charged = ScenarioOutcome.DutyRate(side, average).rate
    self.duty = ScenarioChange(
      now: duty(self.trade.now, charged.now), then: duty(self.trade.then, charged.then),
      isComparable: charged.isComparable)
    let outturn = try? record.outturn.get()
    model = elasticity.flatMap { outturn?.model($0) }
    miss = elasticity.flatMap { outturn?.miss($0) }
  }
}
