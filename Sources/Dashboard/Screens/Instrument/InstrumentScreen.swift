import Analytics
import Canvas
import Market
import Wording

/// One name: its price over time, its facts, its sensitivity.
struct InstrumentScreen: Screen {
  private static let own = ScreenCommands<InstrumentScreen>(place: .instrument, group: .instrument)

  static let commands =
    [
      own.command([.character("h")], "shorter", "shorter range", label: "range") { $0.change($1) { $0.range(by: -1) } },
      own.command([.character("l")], "longer", "longer range", label: "range") { $0.change($1) { $0.range(by: 1) } },
      own.command([.left], "earlier", "crosshair to an earlier session") { $0.change($1) { $0.moveCrosshair(by: -1) } },
      own.command([.right], "later", "crosshair to a later session") { $0.change($1) { $0.moveCrosshair(by: 1) } },
      own.command(
        [.character("n")], "next-event", "next signal or tariff step; Enter opens it", label: "event"
      ) { $0.change($1) { $0.selectEvent(by: 1) } },
      own.command([.character("N")], "previous-event", "previous signal or tariff step", label: "event") {
        $0.change($1) { $0.selectEvent(by: -1) }
      },
      own.command([.character("c")], "kind", "line, candles, bars", label: "kind") { $0.change($1) { $0.nextKind() } },
      own.command([.character("L")], "scale", "linear or logarithmic") {
        $0.change($1) { $0.isLogarithmic.toggle() }
      },
    ]
    + [
      (InstrumentLayer.simple20, "average-20", "simple average of 20 closes"),
      (.simple50, "average-50", "simple average of 50 closes"),
      (.exponential20, "exponential-20", "exponential average of 20 closes"),
      (.strength, "rsi", "RSI of 14 sessions"), (.volume, "volume", "volume"),
    ].enumerated().map { index, entry in
      let (layer, word, summary) = entry
      return own.command([Key.digits[index]], word, summary, label: "layers") {
        $0.change($1) { $0.layers.formSymmetricDifference([layer]) }
      }
    }

  private(set) var symbol: String
  private var kind = PriceChart.Kind.line
  /// Nil until the screen is drawn first: then as long as it has columns for.
  private var chosenRange: PriceRange?
  private var isLogarithmic = false
  private var layers: Set<InstrumentLayer> = [.volume]
  private var crosshair: InstrumentPrices.Time?
  private var selectedEvent: String?
  /// Whether the facts have the keys; they alone are in view then where there is no room for both.
  private var isInFacts = false
  private var fact = 0
  private var firstFact = 0

  // Made by `refresh` and `arrange`.
  private var reading: InstrumentReading?
  private var sessionBars: SessionBars?
  private var prices: InstrumentPrices?
  private var facts = ValueList(lines: [])
  private var eventCache = ChartEvents()
  private var events: [ChartEvent] { eventCache.all }
  private var year = 0
  private var levels: [Double] = []

  init(symbol: String) { self.symbol = symbol }

  var place: Place { .instrument }
  var subject: String? { symbol }
  func printed(in moment: Moment) -> PrintedTable? { reading.map { _ in .instrument(symbol: symbol) } }

  private var title: TerminalSafe {
    guard let instrument = reading?.row.instrument, !instrument.name.isEmpty else { return "\(symbol)" }
    return "\(instrument.symbol)  \(instrument.name)"
  }

  mutating func refresh(from moment: Moment) {
    reading = InstrumentReading(named: symbol, reading: moment.reading, desk: moment.desk)
    sessionBars = reading.flatMap { SessionBars($0.row.instrument, desk: moment.desk, asOf: moment.reading.asOf) }
    year = moment.reading.day.parts.year
    levels = moment.alerts.priceLevels(of: symbol, in: moment.reading, of: moment.desk)
    facts = ValueList(
      lines: reading.map {
        InstrumentValues(reading: $0, moment: moment.reading, desk: moment.desk, clock: moment.clock).lines
      } ?? [])
    eventCache.refresh(moment.desk, moment.reading, sector: reading?.sector)
    if event == nil { selectedEvent = nil }
    arrange(moment)
  }

  private var range: PriceRange { chosenRange ?? .threeMonths }

  /// Cuts the bars of the range into candles that the screen has columns for.
  private mutating func arrange(_ moment: Moment) {
    let chart = InstrumentDesign(moment.screenRegion, showsFacts: false).chart
    let columns = InstrumentPrices.columns(of: chart.columns, kind, layers)
    // A quarter has 62 sessions, a half year 125.
    chosenRange = chosenRange ?? (columns >= 120 ? .sixMonths : .threeMonths)
    (facts.selected, facts.isFocused) = (fact, isInFacts)
    prices = reading.map {
      InstrumentPrices(
        $0, sessionBars, sessions: moment.desk.sessions(of: $0.row.instrument), range: range, kind: kind,
        layers: layers, columns: columns, glyphs: moment.glyphs)
    }
  }

  // MARK: Keys

  /// Changes what is looked at, and what follows from it.
  private mutating func change(_ moment: Moment, _ change: (inout InstrumentScreen) -> Void) -> [Request] {
    change(&self)
    arrange(moment)
    return []
  }

  private mutating func range(by step: Int) {
    let ranges = PriceRange.allCases
    let position = ranges.firstIndex(of: range) ?? 0
    chosenRange = ranges[min(max(0, position + step), ranges.count - 1)]
  }

  private mutating func nextKind() {
    let kinds = PriceChart.Kind.allCases
    kind = kinds[((kinds.firstIndex(of: kind) ?? 0) + 1) % kinds.count]
  }

  /// Rows go to another name, pages scroll the facts; where these have the keys, both go to another fact.
  mutating func move(_ step: Step, in moment: Moment) -> [Request] {
    if isInFacts { return change(moment) { $0.selectFact(step, moment) } }
    if case .pages(let pages) = step { return change(moment) { $0.scrollFacts(by: pages, moment) } }
    return go(step, moment)
  }

  mutating func switchPart(by step: Int, in moment: Moment) -> [Request] {
    change(moment) {
      $0.isInFacts.toggle()
      if $0.isInFacts { $0.selectFact(.rows(0), moment) }
    }
  }

  func part(in moment: Moment) -> Region? { isInFacts ? design(moment.screenRegion).facts : nil }

  mutating func focus(at position: Position, in moment: Moment) -> Bool {
    let facts = design(moment.screenRegion).facts
    let isInside = facts.map { $0.contains(position) } ?? false
    guard facts != nil, isInside != isInFacts else { return false }
    _ = switchPart(by: 1, in: moment)
    return true
  }

  private func design(_ region: Region) -> InstrumentDesign { InstrumentDesign(region, showsFacts: isInFacts) }

  mutating func open(in moment: Moment) -> [Request] {
    event.map { [.open(.detail($0.subject))] } ?? [.notice("no event chosen: n")]
  }

  /// Another name of the watchlist, with the same view of it.
  private mutating func go(_ step: Step, _ moment: Moment) -> [Request] {
    let symbols = moment.reading.sectors.flatMap { $0.rows.map(\.instrument.symbol) }
    guard let index = symbols.firstIndex(of: symbol) else { return [] }
    symbol = symbols[step.target(from: index, count: symbols.count)]
    firstFact = 0
    refresh(from: moment)
    return [.select(symbol)]
  }

  private mutating func scrollFacts(by pages: Int, _ moment: Moment) {
    guard let region = design(moment.screenRegion).facts else { return }
    let count = facts.rows(columns: region.columns).count
    let height = ValueList.height(region)
    firstFact = min(max(0, firstFact + pages * max(1, height - 1)), max(0, count - height))
  }

  private mutating func selectFact(_ step: Step, _ moment: Moment) {
    guard let region = design(moment.screenRegion).facts else { return }
    let height = ValueList.height(region)
    let count = facts.rows(columns: region.columns).count
    if case .pages(let pages) = step {
      scrollFacts(by: pages, moment)
      fact = facts.value(inViewOf: firstFact..<min(firstFact + height, count), columns: region.columns) ?? fact
    } else {
      fact = step.target(from: fact, count: facts.values)
    }
    (facts.selected, facts.isFocused) = (fact, true)
    guard case .rows = step, let row = facts.row(columns: region.columns) else {
      return scroll(to: step, count - height)
    }
    firstFact = Viewport.first(firstFact, keeping: row, count: count, height: height, hasHeadings: true)
  }

  /// The first and the last fact bring what stands before and behind them into view.
  private mutating func scroll(to end: Step, _ last: Int) {
    switch end {
    case .first: firstFact = 0
    case .last: firstFact = max(0, last)
    case .rows, .pages: break
    }
  }

  /// Shows the crosshair on the newest session first; a step is one column where several sessions share it.
  private mutating func moveCrosshair(by step: Int) {
    guard let prices, let last = prices.candles.last else { return }
    selectedEvent = nil
    let position = crosshair.flatMap(prices.position)
    let target = position.map { prices.candles[min(max(0, $0 + step * prices.step), prices.candles.count - 1)] }
    crosshair = InstrumentPrices.Time(target ?? last)
  }

  /// Moves to another event within the range shown, and the crosshair with it.
  private mutating func selectEvent(by step: Int) {
    guard let prices else { return }
    let shown = events.filter { prices.position(of: $0.day) != nil }
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
    crosshair = prices.position(of: chosen.day).map { InstrumentPrices.Time(prices.candles[$0]) }
  }

  private var event: ChartEvent? { events.first { $0.id == selectedEvent } }

  // MARK: Draw

  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region) {
    canvas.paneRule(title, in: region, focused: true, heads: heads(region))
    guard let reading, let prices else {
      canvas.write("\(symbol) is not known at this moment", in: region, row: 2, column: 3, style: .dim)
      return
    }
    let design = design(region)
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
        hasVolume: layers.contains(.volume), isLogarithmic: isLogarithmic, year: year, levels: levels
      ).draw(into: &canvas, in: design.chart)
    }
  }

  private func heads(_ region: Region) -> [ColumnHead] {
    guard let row = reading?.row else { return [] }
    let change: TerminalSafe =
      row.changePercent == nil ? "" : "  \(NumberText.fixed(row.changePercent, 2, signed: true)) %"
    let flag: TerminalSafe = row.flag.map { " \($0.rawValue)" } ?? ""
    return [
      ColumnHead("\(NumberText.price(row.price))\(flag) \(row.currency ?? "")\(change)", right: region.columns - 2)
    ]
  }
}
