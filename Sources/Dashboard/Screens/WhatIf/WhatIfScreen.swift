import Analytics
import Canvas
import Market
import Wording

/// Trade, duty and the index at other rates.
struct WhatIfScreen: Screen {
  /// What is set, in the order of the rows.
  enum Slider: CaseIterable {
    case us, china, elasticity

    var side: Side? {
      switch self {
      case .us: .us
      case .china: .china
      case .elasticity: nil
      }
    }

    /// What the footer calls it while it is typed.
    var label: String {
      switch self {
      case .us: Side.us.onTheOther
      case .china: Side.china.onTheOther
      case .elasticity: "elasticity, without its sign"
      }
    }
  }

  private static let own = ScreenCommands<WhatIfScreen>(place: .whatIf, group: .whatIf)

  static let commands = [
    own.command([.character("h"), .left], "down", "slider down 1", label: "change") { screen, _ in
      screen.change { $0.step(by: -1) }
    },
    own.command(
      [.character("l"), .right], "up", "slider up 1 (elasticity: 0.05 nearer to 0)", label: "change"
    ) { screen, _ in screen.change { $0.step(by: 1) } },
    own.command([.character("H")], "down-10", "slider down 10", label: "by 10") { screen, _ in
      screen.change { $0.step(by: -10) }
    },
    own.command([.character("L")], "up-10", "slider up 10", label: "by 10") { screen, _ in
      screen.change { $0.step(by: 10) }
    },
    own.command(
      Key.digits + [.character(",")], "value", "type a value, Enter sets it", keyText: "1 to 9 ,"
    ) { screen, _, key in screen.ask(key) },
    own.command(
      [.character("%")], "unit", "points, or percent of the present rate", label: "unit",
      unless: { screen, _ in
        screen.inPercent || screen.present(.us) > 0 || screen.present(.china) > 0
          ? nil : "both rates are 0 now: no percent of them"
      }
    ) { screen, _ in screen.change { $0.inPercent.toggle() } },
    own.command([.character("p")], "ready", "next of the ready scenarios", label: "ready") { screen, _ in
      screen.change { $0.takeNextPreset() }
    },
    own.command([.character("0")], "now", "back to the present rates (within a number: the digit 0)") { screen, _ in
      screen.change { screen in
        screen.rates = screen.reading.map {
          ScenarioRates(us: $0.tariffs.us.headline, china: $0.tariffs.china.headline)
        }
      }
    },
    own.command([.character("S")], "save", "save under a name made of the rates", label: "save") { screen, _ in
      screen.save()
    },
    own.command(
      [.character("D")], "delete", "delete the selected one of yours (twice)",
      unless: { screen, _ in
        guard screen.isInList, screen.entries.indices.contains(screen.selected) else {
          return "Tab to the list, then D deletes the selected one of yours"
        }
        guard case .own = screen.entries[screen.selected].source else {
          return "only scenarios saved here can be deleted"
        }
        return nil
      }
    ) { screen, _ in screen.delete() },
  ]

  /// Fajgelbaum et al., QJE 2020 (not verified), until the trader sets another.
  static let usualElasticity = -2.53

  /// Nil until the first moment is taken over.
  private(set) var rates: ScenarioRates?
  private(set) var elasticity = usualElasticity
  private(set) var slider = Slider.us
  private(set) var inPercent = false
  /// The list of scenarios has the cursor, not the sliders.
  private(set) var isInList = false
  private(set) var selected = 0
  /// The own scenario that the next `D` deletes.
  private var doomed: SavedScenario?

  // What the moment shown says.
  private(set) var reading: DeskReading?
  private var settings = IndicatorSettings()
  private var trade: BilateralTrade?
  private(set) var names: [NameResponse] = []
  private(set) var entries: [ScenarioEntry] = []
  private(set) var problems: [Problem] = []
  private(set) var outcome: ScenarioOutcome?
  /// The index at any headlines, of the moment shown.
  private(set) var index: HeadlineIndex?

  init() {}

  var place: Place { .whatIf }
  func printed(in moment: Moment) -> PrintedTable? { rates.map { .whatIf($0, elasticity: elasticity) } }

  mutating func refresh(from moment: Moment) {
    let reading = moment.reading
    self.reading = reading
    settings = moment.desk.watchlist.indicator
    trade = BilateralTrade(of: moment.desk, in: reading)
    index = HeadlineIndex(reading, settings: settings)
    names = NameResponse.responses(of: moment.desk, asOf: reading.asOf)
    entries = ScenarioEntry.entries(of: moment.desk, saved: moment.saved, reading)
    problems = moment.saved.problems
    selected = min(selected, max(0, entries.count - 1))
    doomed = nil
    rates = rates ?? ScenarioEntry.usual(reading.tariffs)
    evaluate()
  }

  private mutating func evaluate() {
    guard let reading, let trade, let rates else { return }
    outcome = ScenarioOutcome(rates, elasticity: elasticity, in: reading, trade: trade, settings: settings)
  }

  // MARK: Keys

  /// Changes what is set, and what follows from it.
  private mutating func change(_ change: (inout WhatIfScreen) -> Void) -> [Request] {
    doomed = nil
    change(&self)
    evaluate()
    return []
  }

  mutating func move(_ step: Step, in moment: Moment) -> [Request] {
    change { screen in
      if screen.isInList {
        screen.selected = step.target(from: screen.selected, count: screen.entries.count, page: 10)
      } else {
        let all = Slider.allCases
        screen.slider = all[step.target(from: all.firstIndex(of: screen.slider) ?? 0, count: all.count, page: 10)]
      }
    }
  }

  mutating func switchPart(by step: Int, in moment: Moment) -> [Request] { change { $0.isInList.toggle() } }

  /// Loads the selected scenario, and says where it is from, and its note.
  mutating func open(in moment: Moment) -> [Request] {
    guard isInList, entries.indices.contains(selected) else {
      doomed = nil
      return []
    }
    let entry = entries[selected]
    _ = change { $0.take(entry) }
    return entry.remark.map { [.notice($0)] } ?? []
  }

  private mutating func take(_ entry: ScenarioEntry) {
    rates = entry.rates
    elasticity = entry.elasticity ?? elasticity
  }

  // MARK: Numbers

  /// Asks for the value of the slider; the key is its first character.
  private mutating func ask(_ key: Key) -> [Request] {
    doomed = nil
    isInList = false
    var prompt = Prompt(.number(slider.label), limit: 7)
    _ = prompt.press(key)
    return [.ask(prompt)]
  }

  mutating func take(_ typed: Typed, for purpose: Prompt.Purpose, in moment: Moment) -> [Request] {
    guard case .done(let text) = typed else { return [] }
    guard let value = Double(text), value.isFinite else {
      return [.notice("found \(text), expected a number such as 12.5")]
    }
    if let side = slider.side {
      set(inPercent ? present(side) * value / 100 : value, side)
    } else {
      set(elasticity: -value)
    }
    evaluate()
    return []
  }

  mutating func disarm() { doomed = nil }

  private func present(_ side: Side) -> Double { reading?.tariffs.side(side).headline ?? 0 }

  private mutating func step(by steps: Int) {
    guard let side = slider.side, let rates else { return set(elasticity: elasticity + 0.05 * Double(steps)) }
    set(rates[side] + Double(steps) * (inPercent ? present(side) / 100 : 1), side)
  }

  /// Hundredths are kept: steps of percent would leave fractions that no tariff has.
  private mutating func set(_ value: Double, _ side: Side) {
    let range = SavedScenario.rates
    rates?[side] = min(max((value * 100).rounded() / 100, range.lowerBound), range.upperBound)
  }

  private mutating func set(elasticity value: Double) {
    let range = SavedScenario.elasticities
    elasticity = min(max((value * 100).rounded() / 100, range.lowerBound), range.upperBound)
  }

  private mutating func takeNextPreset() {
    let ready = entries.filter { $0.source == .ready }
    guard !ready.isEmpty else { return }
    let current = ready.firstIndex { $0.rates == rates } ?? -1
    let next = ready[(current + 1) % ready.count]
    take(next)
    selected = entries.firstIndex { $0.source == .ready && $0.title == next.title } ?? selected
  }

  // MARK: Saved scenarios

  private mutating func save() -> [Request] {
    doomed = nil
    guard let rates else { return [] }
    let own = elasticity == Self.usualElasticity ? nil : elasticity
    let suffix = own.map { "-e\(NumberText.plain(-$0).text)" } ?? ""
    let id = "us\(NumberText.plain(rates.us).text)-cn\(NumberText.plain(rates.china).text)\(suffix)"
    let scenario = SavedScenario(
      id: id, title: id, us: rates.us, china: rates.china, elasticity: own,
      origin: Origin(file: "\(id).json", line: 1))
    return [.effect(.saveScenario(scenario))]
  }

  private mutating func delete() -> [Request] {
    guard entries.indices.contains(selected), case .own(let scenario) = entries[selected].source else { return [] }
    if doomed == scenario {
      doomed = nil
      return [.effect(.deleteScenario(scenario))]
    }
    doomed = scenario
    return [.notice("D again deletes \(scenario.origin.file)")]
  }
}
