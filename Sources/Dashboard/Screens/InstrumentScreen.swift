import Analytics
import Canvas
import Market

/// One name: its price over time, its facts, its sensitivity.
package struct InstrumentScreen: Screen {
  package enum Command: Hashable, Sendable {
    case shorter, longer, left, right, nextEvent, previousEvent, kind, scale
    case toggle(Layer)
  }

  /// What can be laid over the price, or stands below it.
  package enum Layer: Hashable, Sendable { case simple20, simple50, exponential20, strength, volume }

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
  private var crosshair: Moment?
  private var selectedEvent: String?
  private var showsFacts = false
  private var firstFact = 0

  // Made by `refresh` and `arrange`.
  private var reading: InstrumentReading?
  private var sessionBars: SessionBars?
  /// What is shown of them; nil while daily bars are.
  private var within: Range<Int>?
  private var facts = FactList(lines: [])
  private var eventMemory = ChartEvents()
  private var events: [ChartEvent] { eventMemory.all }
  private var year = 0
  private var candles = Candles([], size: 1)
  private var averages: [LineChart.Series] = []
  private var strength: [Double?]?

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
    let parts = Parts(Region(row: 1, column: 0, rows: state.size.rows - 2, columns: state.size.columns), showsFacts)
    guard let region = parts.facts else { return }
    let count = facts.rows(columns: region.columns).count
    firstFact = min(max(0, firstFact + pages * max(1, region.rows - 1)), max(0, count - region.rows))
  }

  /// Shows the crosshair on the newest session first; a step is one column where several sessions share it.
  private mutating func moveCrosshair(by step: Int) {
    let candles = candles.candles
    guard let last = candles.last else { return }
    selectedEvent = nil
    guard let slot = crosshairSlot else {
      crosshair = Moment(last)
      return
    }
    crosshair = Moment(candles[min(max(0, slot + step * self.step), candles.count - 1)])
  }

  /// Moves to another event within the range shown, and the crosshair with it.
  private mutating func selectEvent(by step: Int) {
    let shown = events.filter { slot(of: $0.day) != nil }
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
    crosshair = slot(of: chosen.day).map { Moment(candles.candles[$0]) }
  }

  private var event: ChartEvent? { events.first { $0.id == selectedEvent } }

  // MARK: What is drawn

  /// Sessions that a step of the crosshair passes: those of a line that share a column.
  private var step: Int { kind == .line ? max(1, candles.candles.count / max(1, plotColumns)) : 1 }

  private var plotColumns = 0

  private var range: PriceRange { chosenRange ?? .threeMonths }

  /// Cuts the bars of the range into candles that the screen has columns for.
  private mutating func arrange(_ state: DashboardState) {
    let region = Region(row: 1, column: 0, rows: state.size.rows - 2, columns: state.size.columns)
    let series = reading?.series
    let hasNames = kind == .line || !layers.isDisjoint(with: [.simple20, .simple50, .exponential20])
    let parts = Parts(region, false)
    plotColumns = max(1, parts.chart.columns - PriceChart.axis - (hasNames ? 8 : 0) - (kind == .bars ? 2 : 0))
    // A quarter has 62 sessions, a half year 125.
    chosenRange = chosenRange ?? (plotColumns >= 120 ? .sixMonths : .threeMonths)
    within = series.flatMap { sessionBars?.indices(of: range, beside: $0) }
    let indices = within ?? series?.indices(of: range) ?? 0..<0
    let columns = plotColumns / kind.columns(state.glyphs)
    let size = kind == .line ? 1 : max(1, (indices.count + columns - 1) / max(1, columns))
    if within != nil, let sessionBars { return arrange(sessionBars, indices, size) }
    candles = Candles(series?.bars[indices] ?? [], size: size)
    averages = series.map { self.averages($0, indices, size) } ?? []
    strength =
      layers.contains(.strength)
      ? series.map { sampled($0.aligned { TechnicalMeasures.relativeStrength($0) }, indices, size) } : nil
  }

  /// The same with bars within days; the measures are of their closes.
  private mutating func arrange(_ bars: SessionBars, _ indices: Range<Int>, _ size: Int) {
    candles = Candles(bars, indices, size: size)
    averages = shownAverages.map { _, name, style, mark, measure in
      LineChart.Series(name: name, values: sampled(bars.aligned(measure), indices, size), style: style, mark: mark)
    }
    strength =
      layers.contains(.strength)
      ? sampled(bars.aligned { TechnicalMeasures.relativeStrength($0) }, indices, size) : nil
  }

  private typealias Average = (Layer, TerminalSafe, Style, Unicode.Scalar, ([Double]) -> [Double?])

  private var shownAverages: [Average] {
    let known: [Average] = [
      (.simple20, "SMA 20", .text, "2", { TechnicalMeasures.simpleAverage($0, 20) }),
      (.simple50, "SMA 50", Style(.key), "5", { TechnicalMeasures.simpleAverage($0, 50) }),
      (.exponential20, "EMA 20", Style(.heading), "e", { TechnicalMeasures.exponentialAverage($0, 20) }),
    ]
    return known.filter { layers.contains($0.0) }
  }

  private func averages(_ series: PriceSeries, _ indices: Range<Int>, _ size: Int) -> [LineChart.Series] {
    shownAverages.map { _, name, style, mark, measure in
      var values = series.aligned(measure)
      if !candles.isAdjusted {
        // What the average of adjusted closes is in the raw prices of its day.
        for index in indices {
          let bar = series.bars[index]
          guard let close = bar.close, let adjusted = bar.adjustedClose, adjusted != 0 else { continue }
          values[index] = values[index].map { $0 * close / adjusted }
        }
      }
      return LineChart.Series(name: name, values: sampled(values, indices, size), style: style, mark: mark)
    }
  }

  /// The value at the end of each candle.
  private func sampled(_ values: [Double?], _ indices: Range<Int>, _ size: Int) -> [Double?] {
    Array(stride(from: indices.upperBound - 1, through: indices.lowerBound, by: -size).map { values[$0] }.reversed())
  }

  /// The candle that a day falls on, the next session's where the venue rested; nil outside the range.
  private func slot(of day: Day) -> Int? {
    guard let first = candles.candles.first, day >= first.first else { return nil }
    let slot = candles.candles.partitioningIndex(where: { $0.last >= day })
    return slot < candles.candles.count ? slot : nil
  }

  private var crosshairSlot: Int? {
    guard let crosshair else { return nil }
    guard within != nil, let time = crosshair.time else { return slot(of: crosshair.day) }
    let next = candles.candles.partitioningIndex(where: { $0.time.map { $0 > time } ?? true })
    return next > 0 ? next - 1 : nil
  }

  /// Where the crosshair stands: a session, or a bar within one.
  private struct Moment {
    let day: Day
    let time: Instant?

    init(_ candle: Candle) { (day, time) = (candle.last, candle.time) }
  }

  /// Hours below one session, dates below five; nil with daily bars.
  private var timeLabels: [PlotFrame.Label]? {
    guard within != nil, let zone = sessionBars?.zone else { return nil }
    let all = candles.candles
    return all.indices.compactMap { slot in
      guard let time = all[slot].time else { return nil }
      let before = slot > 0 ? all[slot - 1] : nil
      if range == .fiveDays { return before?.last == all[slot].last ? nil : (slot, DateText.short(all[slot].last)) }
      let hour = zone.secondOfDay(of: time) / 3600
      let isNew = before?.time.map { zone.secondOfDay(of: $0) / 3600 != hour } ?? true
      return isNew ? (slot, DateText.clock(time, zone)) : nil
    }
  }

  /// The close before the one session shown.
  private var previousClose: Double? {
    guard let row = reading?.row, range == .day, !candles.isAdjusted, row.session == candles.candles.last?.last
    else { return nil }
    return row.previousClose
  }

  private struct Parts {
    let chart: Region
    /// Beside the chart, or instead of it where there is no room for both.
    let facts: Region?

    /// Facts as wide as their lines need.
    static let factColumns = 46

    init(_ region: Region, _ showsFacts: Bool) {
      let body = Region(row: region.row + 1, column: region.column, rows: region.rows - 1, columns: region.columns)
      if region.columns >= 110 {
        let width = min(Self.factColumns + max(0, region.columns - 160) / 4, 60)
        // One column for the rule between them.
        chart = body.columns(from: 0, count: region.columns - width - 1)
        facts = body.columns(from: region.columns - width)
      } else {
        chart = body
        facts = showsFacts ? body : nil
      }
    }

    var isTogether: Bool { facts.map { $0.column > chart.column } ?? false }
  }

  func draw(into canvas: inout Canvas, in region: Region) {
    canvas.paneRule(title, in: region, focused: true, heads: heads(region))
    let parts = Parts(region, showsFacts)
    guard reading != nil else {
      canvas.write("\(symbol) is not known at this moment", in: region, row: 2, column: 3, style: .dim)
      return
    }
    if let area = parts.facts {
      if parts.isTogether {
        for row in 0..<area.rows {
          canvas.fill(
            canvas.glyphs.bar, in: region, row: row + 1, column: parts.chart.columns, width: 1, style: Style(.rule))
        }
      }
      facts.draw(into: &canvas, in: area, first: firstFact)
    }
    if parts.facts == nil || parts.isTogether {
      drawChart(into: &canvas, in: parts.chart)
    }
  }

  private func heads(_ region: Region) -> [(text: TerminalSafe, right: Int)] {
    guard let row = reading?.row else { return [] }
    let change: TerminalSafe =
      row.changePercent == nil ? "" : "  \(NumberText.fixed(row.changePercent, 2, signed: true)) %"
    let flag: TerminalSafe = row.flag.map { " \($0.rawValue)" } ?? ""
    return [("\(NumberText.price(row.price))\(flag) \(row.currency ?? "")\(change)", region.columns - 2)]
  }

  private func drawChart(into canvas: inout Canvas, in region: Region) {
    drawRanges(&canvas, region)
    drawReadout(&canvas, region, row: 1)
    var area = region
    _ = area.takeRows(2)
    let eventRows = area.rows >= 46 ? 8 : area.rows >= 24 ? 2 : area.rows >= 10 ? 1 : 0
    if eventRows > 0 {
      drawEvent(
        &canvas,
        Region(row: area.row + area.rows - eventRows, column: area.column, rows: eventRows, columns: area.columns))
      area.rows -= eventRows
    }
    let slots = candles.candles
    PriceChart(
      kind: kind, candles: slots, averages: averages, strength: strength, hasVolume: layers.contains(.volume),
      spacing: isLogarithmic ? .logarithmic : .linear,
      previousClose: previousClose, marks: events.marks(selected: event, slot: slot), crosshair: crosshairSlot,
      labels: timeLabels
    ).draw(into: &canvas, in: area)
  }

  /// The ranges with the one shown, which alone is named where there is no room, and how it is drawn.
  private func drawRanges(_ canvas: inout Canvas, _ region: Region) {
    var column = 1
    for item in PriceRange.allCases where region.columns >= 58 || item == range {
      let isShown = item == range
      let text: TerminalSafe = isShown ? "[\(item.rawValue)]" : " \(item.rawValue) "
      canvas.write(text, in: region, row: 0, column: column, style: isShown ? Style(.accent, [.bold]) : .dim)
      column += text.width
    }
    let words = descriptions(canvas.glyphs)
    for count in stride(from: words.count, through: 1, by: -1) {
      let text = words.prefix(count).dropFirst().reduce(words[0]) { $0 + ", " + $1 }
      guard column + text.width + 2 <= region.columns else { continue }
      canvas.write(text, in: region, row: 0, column: region.columns - text.width - 1, style: .dim)
      return
    }
  }

  /// Most important first: those at the end are left out where there is no room.
  private func descriptions(_ glyphs: Glyphs) -> [TerminalSafe] {
    var words: [TerminalSafe] = []
    let most = candles.candles.map(\.sessions).max() ?? 1
    if within == nil, range == .day || range == .fiveDays { words.append("daily bars only") }
    if range == .fiveDays, let within, let sessionBars {
      let count = Set(sessionBars.days[within]).count
      if count < 5 { words.append("\(count) of 5 sessions") }
    }
    if within != nil, let interval = sessionBars?.interval, interval > 0 {
      let seconds = interval * most
      words.append(seconds % 60 == 0 ? "\(seconds / 60) min a column" : "\(seconds) s a column")
    }
    words.append("\(reading?.row.currency ?? "currency unknown")")
    if within != nil, previousClose != nil { words.append("dashes: previous close") }
    if candles.isAdjusted { words.append("adjusted") }
    if within == nil, most > 1 { words.append("\(most) days a column") }
    if kind != .line, candles.candles.contains(where: { $0.high == nil }) { words.append("some closes only") }
    words.append(isLogarithmic ? "log" : "linear")
    switch kind {
    case .line: words.append("line")
    case .candles: words.append(glyphs == .ascii ? "O up # down" : "┃ up █ down")
    case .bars: words.append("open left, close right")
    }
    return words
  }

  /// What the session under the crosshair, or the newest one, was.
  private func drawReadout(_ canvas: inout Canvas, _ region: Region, row: Int) {
    let all = candles.candles
    let slot = crosshairSlot ?? all.count - 1
    guard all.indices.contains(slot) else { return }
    let candle = all[slot]
    var date = DateText.weekday(candle.last)
    if let time = candle.time {
      date = "\(date) \(clock(time))"
    } else if candle.sessions > 1 {
      date = "\(DateText.short(candle.first, year: year)) to \(DateText.short(candle.last, year: year))"
    }
    if candle.time == nil, candle.sessions == 1, candle.last.parts.year != year { date = DateText.long(candle.last) }
    let before = slot > 0 ? all[slot - 1].close : nil
    let change = candle.close.flatMap { close in before.flatMap { $0 > 0 ? 100 * (close / $0 - 1) : nil } }
    let span = all.first?.close.flatMap { first in
      candle.close.flatMap { first > 0 ? 100 * ($0 / first - 1) : nil }
    }
    func price(_ name: TerminalSafe, _ value: Double?) -> Piece { Piece(name, NumberText.price(value), .text) }
    let pieces: [Piece] = [
      price("O", candle.open), price("H", candle.high), price("L", candle.low), price("C", candle.close),
      Piece("", change == nil ? "" : NumberText.fixed(change, 2, signed: true) + " %", Style(NumberText.role(change))),
      Piece("vol", NumberText.volume(candle.volume), .text),
      Piece(
        "since \(all[0].time.map { range == .day ? clock($0) : DateText.short(all[0].last) } ?? DateText.short(all[0].last, year: year))",
        NumberText.fixed(span, 1, signed: true) + " %",
        Style(NumberText.role(span, 1))),
    ]
    canvas.write(date, in: region, row: row, column: 2, style: crosshair == nil ? .dim : Style(.accent, [.bold]))
    // Where there is no room for all of them, the close stays longest.
    var room = region.columns - 3 - date.width
    var chosen: Set<Int> = []
    for index in [3, 4, 0, 1, 2, 5, 6] where !pieces[index].value.isEmpty {
      guard pieces[index].width + 2 <= room else { break }
      room -= pieces[index].width + 2
      chosen.insert(index)
    }
    var column = 2 + date.width + 2
    for index in chosen.sorted() {
      let piece = pieces[index]
      canvas.write(piece.name, in: region, row: row, column: column, style: .dim)
      canvas.write(
        piece.value, in: region, row: row, column: column + piece.width - piece.value.width, style: piece.style)
      column += piece.width + 2
    }
  }

  private func clock(_ time: Instant) -> TerminalSafe { DateText.clock(time, sessionBars?.zone ?? .newYork) }

  private struct Piece {
    let name: TerminalSafe
    let value: TerminalSafe
    let style: Style

    init(_ name: TerminalSafe, _ value: TerminalSafe, _ style: Style) {
      (self.name, self.value, self.style) = (name, value, style)
    }

    var width: Int { (name.isEmpty ? 0 : name.width + 1) + value.width }
  }

  /// The chosen event's text, or how many there are; where there is room the events around it.
  private func drawEvent(_ canvas: inout Canvas, _ region: Region) {
    let shown = events.filter { slot(of: $0.day) != nil }
    if region.rows >= 4, !shown.isEmpty { return drawList(of: shown, &canvas, region) }
    guard let event, let index = shown.firstIndex(of: event) else {
      let text: TerminalSafe =
        shown.isEmpty ? "no signal or tariff step in this range" : "\(shown.count) signals and tariff steps: n N"
      canvas.write(text, in: region, row: 0, column: 2, style: .dim)
      return
    }
    let place: TerminalSafe = "\(index + 1) of \(shown.count)  "
    let date = DateText.short(event.day, year: year) + "  "
    canvas.write(place, in: region, row: 0, column: 2, style: .dim)
    canvas.write(date, in: region, row: 0, column: 2 + place.width, style: Style(.accent, [.bold]))
    let start = 2 + place.width + date.width
    for (row, line) in event.text.wrapped(to: region.columns - start - 1).prefix(region.rows).enumerated() {
      canvas.write(line, in: region, row: row, column: start, width: region.columns - start - 1)
    }
  }

  private func drawList(of shown: [ChartEvent], _ canvas: inout Canvas, _ region: Region) {
    let selected = event.flatMap { shown.firstIndex(of: $0) }
    let height = region.rows - 1
    canvas.paneRule(
      "Signals and tariff steps", in: region,
      heads: [(selected.map { "\($0 + 1) of \(shown.count)" } ?? "\(shown.count): n N", region.columns - 2)])
    let first = firstVisible(selected: selected ?? shown.count - 1, count: shown.count, height: height)
    for (offset, item) in shown.dropFirst(first).prefix(height).enumerated() {
      let isSelected = first + offset == selected
      if isSelected { canvas.cursor(in: region, row: offset + 1, focused: true) }
      canvas.write(
        DateText.short(item.day, year: year), in: region, row: offset + 1, column: 3, width: 11, style: .dim,
        alignment: .right)
      canvas.write(
        item.text, in: region, row: offset + 1, column: 16, width: region.columns - 17,
        style: isSelected ? Style(.text, [.bold]) : item.label.isEmpty ? .dim : .text)
    }
  }
}
