import Analytics
import Canvas
import Market
import Wording

/// Trade, duty and the index at other rates.
package struct WhatIfScreen: Screen {
  package enum Command: Hashable, Sendable {
    /// Moves the slider by so many steps.
    case step(Int)
    case unit, preset, present, save, delete
    /// Types a number; `decimal` its decimal sign.
    case digit(Int), decimal, erase
  }

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
  }

  static let bindings: [Binding] =
    [
      bind([.character("l"), .right], .step(1), "slider up 1 (elasticity: 0.05 nearer to 0)", hint: "hl HL change"),
      bind([.character("h"), .left], .step(-1), "slider down 1"),
      bind([.character("L")], .step(10), "slider up 10"),
      bind([.character("H")], .step(-10), "slider down 10"),
      bind([.character("%")], .unit, "points, or percent of the present rate", hint: "% unit"),
      bind([.character("p")], .preset, "next of the ready scenarios", hint: "p ready"),
      bind([.character("0")], .present, "back to the present rates (within a number: the digit 0)"),
    ]
    + (1...9).map { digit in
      bind([.character(Unicode.Scalar(UInt8(0x30 + digit)))], .digit(digit), "type a value, Enter sets it")
    }
    + [
      bind([.character(",")], .decimal, "decimal sign of the number typed, as is a point within it"),
      bind([.backspace, .delete], .erase, "take back the last digit"),
      bind([.character("S")], .save, "save under a name made of the rates", hint: "S save"),
      bind([.character("D")], .delete, "delete the selected one of yours (twice)"),
    ]

  private static func bind(_ keys: [Key], _ command: Command, _ summary: String, hint: String? = nil) -> Binding {
    Binding(keys, .whatIf(command), .whatIf, summary, hint: hint, in: [.whatIf])
  }

  /// Fajgelbaum et al., QJE 2020 (not verified), until the trader sets another.
  static let usualElasticity = -2.53

  /// Nil until the first moment is taken over.
  private(set) var rates: ScenarioRates?
  private(set) var elasticity = usualElasticity
  private(set) var slider = Slider.us
  private(set) var inPercent = false
  /// Digits of a number not yet set.
  private(set) var typed = ""
  /// The list of scenarios has the cursor, not the sliders.
  private(set) var isInList = false
  private(set) var selected = 0
  /// The own scenario that the next `D` deletes.
  private var doomed: SavedScenario?

  // What the moment shown says.
  private(set) var reading: DeskReading?
  private var settings = IndicatorSettings()
  private(set) var names: [NameResponse] = []
  private(set) var entries: [ScenarioEntry] = []
  private(set) var problems: [Problem] = []
  private(set) var outcome: ScenarioOutcome?
  /// The index at any headlines, of the moment shown.
  private(set) var index: HeadlineIndex?

  init() {}

  var place: Place { .whatIf }
  var title: TerminalSafe { "What if" }

  mutating func refresh(from state: DashboardState) {
    let reading = state.reading
    self.reading = reading
    settings = state.desk.watchlist.indicator
    index = HeadlineIndex(reading, settings: settings)
    names = NameResponse.responses(of: state.desk, asOf: reading.asOf)
    entries = ScenarioEntry.entries(of: state.desk, shelf: state.shelf, reading)
    problems = state.shelf.problems
    selected = min(selected, max(0, entries.count - 1))
    doomed = nil
    rates = rates ?? ScenarioEntry.usual(reading.tariffs)
    evaluate()
  }

  private mutating func evaluate() {
    guard let reading, let rates else { return }
    outcome = ScenarioOutcome(rates, elasticity: elasticity, in: reading, settings: settings)
  }

  // MARK: Keys

  func meaning(of action: Action) -> Action {
    action == .present && !typed.isEmpty ? .whatIf(.decimal) : action
  }

  mutating func perform(_ action: Action, in state: DashboardState) -> Outcome {
    let before = doomed
    doomed = nil
    var outcome = Outcome.none
    switch action {
    case .rowDown: move(by: 1)
    case .rowUp: move(by: -1)
    case .pageDown: move(by: 10)
    case .pageUp: move(by: -10)
    case .firstRow: move(by: -1_000)
    case .lastRow: move(by: 1_000)
    case .nextPane, .previousPane:
      typed = ""
      isInList.toggle()
    case .open: outcome.notice = open()
    case .whatIf(let command): outcome = perform(command, before, in: state)
    default: break
    }
    evaluate()
    return outcome
  }

  private mutating func move(by rows: Int) {
    typed = ""
    if isInList {
      selected = min(max(0, selected + rows), max(0, entries.count - 1))
    } else {
      let all = Slider.allCases
      slider = all[min(max(0, (all.firstIndex(of: slider) ?? 0) + rows), all.count - 1)]
    }
  }

  /// Sets the number typed, or loads the selected scenario: then where that is from, and its note.
  private mutating func open() -> String? {
    guard typed.isEmpty else {
      set(typed: typed)
      typed = ""
      return nil
    }
    guard isInList, entries.indices.contains(selected) else { return nil }
    take(entries[selected])
    return entries[selected].remark
  }

  private mutating func take(_ entry: ScenarioEntry) {
    rates = entry.rates
    elasticity = entry.elasticity ?? elasticity
  }

  private mutating func perform(_ command: Command, _ before: SavedScenario?, in state: DashboardState) -> Outcome {
    switch command {
    case .digit(let digit): type("\(digit)")
    case .present where !typed.isEmpty: type("0")
    case .decimal: type(typed.contains(",") ? "" : ",")
    case .erase: _ = typed.popLast()
    case .step(let steps):
      typed = ""
      step(by: steps)
    case .unit:
      typed = ""
      guard inPercent || present(.us) > 0 || present(.china) > 0 else {
        return Outcome(notice: "both rates are 0 now: no percent of them")
      }
      inPercent.toggle()
    case .preset: takeNextPreset()
    case .present:
      rates = reading.map { ScenarioRates(us: $0.tariffs.us.headline, china: $0.tariffs.china.headline) }
    case .save: return save(in: state)
    case .delete: return delete(before)
    }
    return .none
  }

  private mutating func type(_ text: String) {
    isInList = false
    if typed.count < 7 { typed += text }
  }

  private mutating func set(typed: String) {
    guard let value = Double(typed.replacing(",", with: ".")), value.isFinite else { return }
    guard let side = slider.side else { return set(elasticity: -value) }
    set(inPercent ? present(side) * value / 100 : value, side)
  }

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
    typed = ""
    let ready = entries.filter { $0.source == .ready }
    guard !ready.isEmpty else { return }
    let current = ready.firstIndex { $0.rates == rates } ?? -1
    let next = ready[(current + 1) % ready.count]
    take(next)
    selected = entries.firstIndex { $0.source == .ready && $0.title == next.title } ?? selected
  }

  // MARK: Saved scenarios

  private func save(in state: DashboardState) -> Outcome {
    guard let rates else { return .none }
    let own = elasticity == Self.usualElasticity ? nil : elasticity
    let suffix = own.map { "-e\(NumberText.plain(-$0).text)" } ?? ""
    let id = "us\(NumberText.plain(rates.us).text)-cn\(NumberText.plain(rates.china).text)\(suffix)"
    let scenario = SavedScenario(
      id: id, title: id, us: rates.us, china: rates.china, elasticity: own,
      origin: Origin(file: "\(id).json", line: 1))
    return Outcome(effects: [.saveScenario(scenario)])
  }

  private mutating func delete(_ before: SavedScenario?) -> Outcome {
    guard isInList, entries.indices.contains(selected) else {
      return Outcome(notice: "Tab to the list, then D deletes the selected one of yours")
    }
    guard case .own(let scenario) = entries[selected].source else {
      return Outcome(notice: "only scenarios saved here can be deleted")
    }
    if before == scenario { return Outcome(effects: [.deleteScenario(scenario)]) }
    doomed = scenario
    return Outcome(notice: "D again deletes \(scenario.origin.file)")
  }
}
