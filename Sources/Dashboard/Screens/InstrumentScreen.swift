import Analytics
import Canvas
import Market
import Wording

/// One name: its price over time, its facts, its sensitivity.
package struct InstrumentScreen: Screen {
  package enum Command: Hashable, Sendable {
    case shorter, longer, left, right, nextEvent, previousEvent, kind, scale
    case toggle(Layer)
  }

  /// What can be laid over the price, or stands below it.
  package enum Layer: CaseIterable, Sendable { case simple20, simple50, exponential20, strength, volume }

  static let bindings: [Binding] = [
    binding([.character("h")], .shorter, "shorter range", hint: "hl range"),
    binding([.character("l")], .longer, "longer range"),
    binding([.left], .left, "crosshair to an earlier session"),
    binding([.right], .right, "crosshair to a later session"),
    binding([.character("n")], .nextEvent, "next signal or tariff step; Enter opens it", hint: "nN event"),
    binding([.character("N")], .previousEvent, "previous signal or tariff step"),
    binding([.character("c")], .kind, "line, candles, bars", hint: "c kind"),
    binding([.character("L")], .scale, "linear or logarithmic"),
    binding([.character("1")], .toggle(.simple20), "simple average of 20 closes", hint: "1-5 layers"),
    binding([.character("2")], .toggle(.simple50), "simple average of 50 closes"),
    binding([.character("3")], .toggle(.exponential20), "exponential average of 20 closes"),
    binding([.character("4")], .toggle(.strength), "RSI of 14 sessions"),
    binding([.character("5")], .toggle(.volume), "volume"),
  ]

  private static func binding(_ keys: [Key], _ command: Command, _ summary: String, hint: String? = nil) -> Binding {
    Binding(keys, .instrument(command), .instrument, summary, hint: hint, in: [.instrument])
  }

  private(set) var symbol: String
  private var kind = PriceChart.Kind.line
  /// Nil until the screen is drawn first: then as long as it has columns for.
  private var chosenRange: PriceRange?
  private var isLogarithmic = false
  private var layers: Set<Layer> = [.volume]
  private var crosshair: InstrumentPrices.Moment?
  private var selectedEvent: String?
  private var showsFacts = false
  private var firstFact = 0

  // Made by `refresh` and `arrange`.
  private var reading: InstrumentReading?
  private var sessionBars: SessionBars?
  private var prices: InstrumentPrices?
  private var facts = FactList(lines: [])
  private var eventMemory = ChartEvents()
  private var events: [ChartEvent] { eventMemory.all }
  private var year = 0

  init(symbol: String) { self.symbol = symbol }

  var place: Place { .instrument }

  var title: TerminalSafe {
    guard let instrument = reading?.row.instrument, !instrument.name.isEmpty else { return "\(symbol)" }
    return "\(instrument.symbol)  \(instrument.name)"
  }

  mutating func refresh(from state: DashboardState) {
    reading = InstrumentReading(named: symbol, reading: state.reading, desk: state.desk)
    sessionBars = reading.flatMap { SessionBars($0.row.instrument, desk: state.desk, asOf: state.reading.asOf) }
    year = state.reading.day.parts.year
    facts = FactList(
      lines: reading.map { InstrumentFacts(reading: $0, moment: state.reading, desk: state.desk).lines } ?? [])
    eventMemory.refresh(state.desk, state.reading, sector: reading?.sector)
    if event == nil { selectedEvent = nil }
    arrange(state)
  }

  private var range: PriceRange { chosenRange ?? .threeMonths }

  /// Cuts the bars of the range into candles that the screen has columns for.
  private mutating func arrange(_ state: DashboardState) {
    let chart = InstrumentDesign(state.screenRegion, showsFacts: false).chart
    let columns = InstrumentPrices.columns(of: chart.columns, kind, layers)
    // A quarter has 62 sessions, a half year 125.
    chosenRange = chosenRange ?? (columns >= 120 ? .sixMonths : .threeMonths)
    prices = reading.map {
      InstrumentPrices(
        $0, sessionBars, range: range, kind: kind, layers: layers, columns: columns, glyphs: state.glyphs)
    }
  }

  // MARK: Keys

  mutating func perform(_ action: Action, in state: DashboardState) -> Outcome {
    switch action {
    case .instrument(let command): perform(command)
    case .rowDown: return go(by: 1, state)
    case .rowUp: return go(by: -1, state)
    case .firstRow: return go(by: -1_000_000, state)
    case .lastRow: return go(by: 1_000_000, state)
    case .pageDown: scrollFacts(by: 1, state)
    case .pageUp: scrollFacts(by: -1, state)
    case .nextPane, .previousPane:
      guard !InstrumentDesign(state.screenRegion, showsFacts: showsFacts).isTogether else {
        return Outcome(notice: "chart and facts are in view: PgDn PgUp move the facts")
      }
      showsFacts.toggle()
      firstFact = 0
    case .open:
      return Outcome(open: event.map { .detail($0.subject) }, notice: event == nil ? "no event chosen: n" : nil)
    default: break
    }
    arrange(state)
    return .none
  }

  private mutating func perform(_ command: Command) {
    let ranges = PriceRange.allCases
    let position = ranges.firstIndex(of: range) ?? 0
    switch command {
    case .shorter: chosenRange = ranges[max(0, position - 1)]
    case .longer: chosenRange = ranges[min(ranges.count - 1, position + 1)]
    case .left: moveCrosshair(by: -1)
    case .right: moveCrosshair(by: 1)
    case .nextEvent: selectEvent(by: 1)
    case .previousEvent: selectEvent(by: -1)
    case .kind:
      let kinds = PriceChart.Kind.allCases
      kind = kinds[((kinds.firstIndex(of: kind) ?? 0) + 1) % kinds.count]
    case .scale: isLogarithmic.toggle()
    case .toggle(let layer): layers.formSymmetricDifference([layer])
    }
  }

  /// Another name of the watchlist, with the same view of it.
  private mutating func go(by step: Int, _ state: DashboardState) -> Outcome {
    let symbols = state.reading.sectors.flatMap { $0.rows.map(\.instrument.symbol) }
    guard let index = symbols.firstIndex(of: symbol) else { return .none }
    symbol = symbols[min(max(0, index + step), symbols.count - 1)]
    firstFact = 0
    refresh(from: state)
    return Outcome(select: symbol)
  }

  private mutating func scrollFacts(by pages: Int, _ state: DashboardState) {
    guard let region = InstrumentDesign(state.screenRegion, showsFacts: showsFacts).facts else { return }
    let count = facts.rows(columns: region.columns).count
    firstFact = min(max(0, firstFact + pages * max(1, region.rows - 1)), max(0, count - region.rows))
  }

  /// Shows the crosshair on the newest session first; a step is one column where several sessions share it.
  private mutating func moveCrosshair(by step: Int) {
    guard let prices, let last = prices.candles.last else { return }
    selectedEvent = nil
    let slot = crosshair.flatMap(prices.slot)
    let target = slot.map { prices.candles[min(max(0, $0 + step * prices.step), prices.candles.count - 1)] }
    crosshair = InstrumentPrices.Moment(target ?? last)
  }

  /// Moves to another event within the range shown, and the crosshair with it.
  private mutating func selectEvent(by step: Int) {
    guard let prices else { return }
    let shown = events.filter { prices.slot(of: $0.day) != nil }
    guard !shown.isEmpty else { return }
    let target: Int
    if let index = shown.firstIndex(where: { $0.id == selectedEvent }) {
      target = index + step
    } else if let crosshair {
      target =
        step > 0
        ? shown.firstIndex { $0.day > crosshair.day } ?? shown.count - 1
        : shown.lastIndex { $0.day < crosshair.day } ?? 0
    } else {
      target = shown.count - 1
    }
    let chosen = shown[min(max(0, target), shown.count - 1)]
    selectedEvent = chosen.id
    crosshair = prices.slot(of: chosen.day).map { InstrumentPrices.Moment(prices.candles[$0]) }
  }

  private var event: ChartEvent? { events.first { $0.id == selectedEvent } }

  // MARK: Draw

  func draw(into canvas: inout Canvas, in region: Region) {
    canvas.paneRule(title, in: region, focused: true, heads: heads(region))
    guard let reading, let prices else {
      canvas.write("\(symbol) is not known at this moment", in: region, row: 2, column: 3, style: .dim)
      return
    }
    let design = InstrumentDesign(region, showsFacts: showsFacts)
    if let area = design.facts {
      if design.isTogether {
        for row in 0..<area.rows {
          canvas.fill(
            canvas.glyphs.bar, in: region, row: row + 1, column: design.chart.columns, width: 1, style: Style(.rule))
        }
      }
      facts.draw(into: &canvas, in: area, first: firstFact)
    }
    if design.facts == nil || design.isTogether {
      InstrumentChart(
        prices: prices, currency: reading.row.currency, events: events, event: event, crosshair: crosshair,
        hasVolume: layers.contains(.volume), isLogarithmic: isLogarithmic, year: year
      ).draw(into: &canvas, in: design.chart)
    }
  }

  private func heads(_ region: Region) -> [(text: TerminalSafe, right: Int)] {
    guard let row = reading?.row else { return [] }
    let change: TerminalSafe =
      row.changePercent == nil ? "" : "  \(NumberText.fixed(row.changePercent, 2, signed: true)) %"
    let flag: TerminalSafe = row.flag.map { " \($0.rawValue)" } ?? ""
    return [("\(NumberText.price(row.price))\(flag) \(row.currency ?? "")\(change)", region.columns - 2)]
  }
}
