import Analytics
import Market
import Wording

/// One line of the list of scenarios.
struct ScenarioEntry: Sendable {
  enum Source: Hashable, Sendable {
    case ready
    case own(SavedScenario)
    case desk(SavedScenario)
  }

  let title: String
  let rates: ScenarioRates
  let elasticity: Double?
  let source: Source
  /// Points of the policy index, between both values as they are shown; nil where a side has no baseline.
  let points: Double?

  /// Where a saved one is from, and its note.
  var remark: String? {
    switch source {
    case .ready: nil
    case .own(let saved), .desk(let saved):
      "\(saved.origin.file):\(saved.origin.line)" + (saved.note.isEmpty ? "" : "  \(saved.note)")
    }
  }

  static func entries(of desk: Desk, saved: SavedScenarios, _ reading: DeskReading) -> [ScenarioEntry] {
    let index = HeadlineIndex(reading, settings: desk.watchlist.indicator)
    let now = reading.indicator.policy.value
    func entry(_ title: String, _ rates: ScenarioRates, _ elasticity: Double?, _ source: Source) -> ScenarioEntry {
      ScenarioEntry(
        title: title, rates: rates, elasticity: elasticity, source: source,
        points: NumberText.difference(from: now, to: index.value(us: rates.us, china: rates.china), 1))
    }
    func entry(_ scenario: SavedScenario, _ source: Source) -> ScenarioEntry {
      entry(
        scenario.title, ScenarioRates(us: scenario.us, china: scenario.china), scenario.elasticity, source)
    }
    return ready(desk, reading).map { entry($0.title, $0.rates, nil, .ready) }
      + saved.scenarios.map { entry($0, .own($0)) } + desk.scenarios.map { entry($0, .desk($0)) }
  }

  /// Those that always stand there; of equal ones the first.
  private static func ready(_ desk: Desk, _ reading: DeskReading) -> [(title: String, rates: ScenarioRates)] {
    let tariffs = reading.tariffs
    let (us, china) = (tariffs.us.headline, tariffs.china.headline)
    var ready: [(title: String, rates: ScenarioRates)] = [("present", ScenarioRates(us: us, china: china))]
    if let announced = ScenarioRates(announcedIn: desk.tariffs, at: reading.cutoff) {
      ready.append(("as announced", announced))
    }
    if us >= 10 || china >= 10 {
      ready.append(("10 off both", ScenarioRates(us: max(us - 10, 0), china: max(china - 10, 0))))
    }
    ready.append(("truce May 2025", ScenarioRates(us: 30, china: 10)))
    if tariffs.us.peak != nil || tariffs.china.peak != nil {
      ready.append(
        ("peak so far", ScenarioRates(us: tariffs.us.peak?.rate ?? us, china: tariffs.china.peak?.rate ?? china)))
    }
    ready.append(("no add-on", ScenarioRates(us: 0, china: 0)))
    var seen: Set<ScenarioRates> = []
    return ready.filter { seen.insert($0.rates).inserted }
  }

  /// What the screen opens with, as the overview asks: both sides at 30 and 10 where either is higher, else ten points
  /// off, else the present rates.
  static func usual(_ tariffs: TariffReading) -> ScenarioRates {
    let (us, china) = (tariffs.us.headline, tariffs.china.headline)
    if us > 30 || china > 10 { return ScenarioRates(us: min(us, 30), china: min(china, 10)) }
    if us >= 10 { return ScenarioRates(us: us - 10, china: china) }
    return ScenarioRates(us: us, china: china >= 10 ? china - 10 : china)
  }
}
