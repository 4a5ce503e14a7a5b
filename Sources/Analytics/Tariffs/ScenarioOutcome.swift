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
  package var change: Double? {
    guard let now, let then else { return nil }
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

  /// Trade and duty of both sides under one elasticity, $bn a year on the trade of 2024.
  package struct Response: Hashable, Sendable {
    package struct Flow: Hashable, Sendable {
      package let trade: ScenarioChange
      package let duty: ScenarioChange
    }

    package let elasticity: Double
    package let us: Flow
    /// The same elasticity as the US side's: not verified for China's.
    package let china: Flow

    package func flow(_ side: Side) -> Flow { side == .us ? us : china }
  }

  package enum Direction: String, Hashable, Sendable { case cut, raise }

  package let us: SideOutcome
  package let china: SideOutcome
  /// −0.76, within a year.
  package let short: Response
  /// −2, after years.
  package let long: Response
  package let user: Response?
  /// The article's claim for the US side's cut from its present headline, $bn; nil for no cut.
  package let ruleOfThumb: ClosedRange<Double>?
  /// The elasticities that the claim's ends imply on all two-way trade of 2024 at the headline alone (DOMAIN 5.4): the
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
}

extension ScenarioOutcome {
  /// - Parameters:
  ///   - rates: headlines in points; all-in = baseline + headline.
  ///   - elasticity: the user's own; nil without one.
  ///   - settings: the weights of the indicator.
  package init(_ rates: ScenarioRates, elasticity: Double?, in reading: DeskReading, settings: IndicatorSettings) {
    let us = SideOutcome(reading.tariffs.us, then: rates.us)
    let china = SideOutcome(reading.tariffs.china, then: rates.china)
    func response(_ elasticity: Double) -> Response {
      Response(elasticity: elasticity, us: Response.Flow(us, elasticity), china: Response.Flow(china, elasticity))
    }
    self.us = us
    self.china = china
    short = response(TradeResponse.Horizon.short.elasticity)
    long = response(TradeResponse.Horizon.long.elasticity)
    user = elasticity.map(response)

    let headline = reading.tariffs.us.headline
    let claim = TradeResponse.ruleOfThumb(cut: headline - rates.us)
    func implied(_ gain: Double) -> Double? {
      TradeResponse.impliedElasticity(gain: gain, on: TradeResponse.twoWay, from: headline, to: rates.us)
    }
    ruleOfThumb = claim
    if let claim, let low = implied(claim.lowerBound), let high = implied(claim.upperBound) {
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

extension ScenarioOutcome.Response.Flow {
  fileprivate init(_ side: ScenarioOutcome.SideOutcome, _ elasticity: Double) {
    let response = TradeResponse.of(side.side)
    func change(_ quantity: (Double, Double) -> Double?) -> ScenarioChange {
      ScenarioChange(
        now: side.allIn.now.flatMap { quantity($0, elasticity) },
        then: side.allIn.then.flatMap { quantity($0, elasticity) })
    }
    trade = change(response.trade)
    duty = change(response.duty)
  }
}
