import Analytics
import Canvas
import Market
import Wording

/// The level and what it is worth, in fixed order: level, label, settings; changes with what made them; the triggers; the
/// announced value; confidence; the needle and the combined number.
struct IndicatorStanding {
  /// Rows of the whole part with its rule.
  static let rows = 12

  let view: IndicatorView
  let since: IndicatorSince

  private enum Line: Int, CaseIterable {
    case level, gauge, today, week, mark, talks, rollback, announced, lapsed, confidence, market, combined
  }

  /// What stays where there are few rows.
  private static let byImportance: [Line] = [
    .level, .today, .lapsed, .talks, .rollback, .week, .mark, .market, .confidence, .announced, .combined, .gauge,
  ]

  private static let textColumn = 20

  private var indicator: IndicatorReading { view.indicator }

  func draw(into canvas: inout Canvas, in region: Region, focused: Bool) {
    canvas.paneRule("Indicator", in: region, focused: focused)
    guard view.indicator.isKnown else {
      canvas.write(
        "no index: no signals, no baselines", in: region, row: 1, column: 2, width: region.columns - 3, style: .dim)
      return
    }
    let kept = Self.byImportance.filter { $0 != .lapsed || indicator.ifLapsed != nil }.prefix(region.rows - 1)
    for (offset, line) in Line.allCases.filter(kept.contains).enumerated() {
      draw(line, &canvas, region, offset + 1)
    }
  }

  private func draw(_ line: Line, _ canvas: inout Canvas, _ region: Region, _ row: Int) {
    switch line {
    case .level: drawLevel(&canvas, region, row)
    case .gauge: IndicatorGauge(indicator: indicator).draw(into: &canvas, in: region, row: row)
    case .today:
      drawChange("today", view.reading.today.total, view.explainedToday, &canvas, region, row)
    case .week: drawChange("week", view.reading.week.total, view.explainedWeek, &canvas, region, row)
    case .mark: drawMark(&canvas, region, row)
    case .talks:
      let text = TriggerText(indicator: indicator).talks(room: region.columns - Self.textColumn - 2, lapse: true)
      drawTrigger("talks", indicator.talks, text, &canvas, region, row)
    case .rollback:
      let text = TriggerText(indicator: indicator).rollback(
        room: region.columns - Self.textColumn - 2, explains: true)
      drawTrigger("rollback", indicator.rollback, text, &canvas, region, row)
    case .announced: drawAnnounced(&canvas, region, row)
    case .lapsed: drawLapsed(&canvas, region, row)
    case .confidence: drawConfidence(&canvas, region, row)
    case .market: drawMarket(&canvas, region, row)
    case .combined: drawCombined(&canvas, region, row)
    }
  }

  private func drawLevel(_ canvas: inout Canvas, _ region: Region, _ row: Int) {
    number(
      NumberText.fixed(indicator.policy.value, 1), indicator.label == nil ? .dim : Style(.accent, [.bold]), &canvas,
      region, row)
    label("index", &canvas, region, row)
    let label = indicator.labelText
    canvas.write(
      label, in: region, row: row, column: Self.textColumn,
      style: indicator.label == nil ? Style(.warning) : Style(.text, [.bold]))
    guard let spread = indicator.spread, let settings = indicator.settingsText else { return }
    let column = Self.textColumn + label.width + 3
    let short: TerminalSafe = "\(spread.agree)/\(spread.count)"
    let room = region.columns - column - 1
    let texts = [settings + " say so", short].flatMap { [$0 + twice, $0] }
    let text = texts.first { $0.width <= room && ($0.width > twice.width + short.width) } ?? short
    canvas.write(text, in: region, row: row, column: column, width: room, style: .dim)
  }

  /// Acts that are steps of measures count as events and in the tariff level; the index without them.
  private var twice: TerminalSafe {
    guard let value = indicator.withoutMeasures, indicator.contributions.contains(where: { $0.signal.measure != nil })
    else { return "" }
    return "  \(NumberText.fixed(value, 1)) without acts counted twice"
  }

  private func label(_ text: TerminalSafe, _ canvas: inout Canvas, _ region: Region, _ row: Int) {
    canvas.write(text, in: region, row: row, column: 2, width: 10, style: .dim)
  }

  /// Decimals of all numbers stand below each other.
  private func number(
    _ text: TerminalSafe, _ style: Style, _ canvas: inout Canvas, _ region: Region, _ row: Int
  ) {
    canvas.write(text, in: region, row: row, column: 12, width: 6, style: style, alignment: .right)
  }

  private func text(
    _ text: TerminalSafe, _ style: Style, _ canvas: inout Canvas, _ region: Region, _ row: Int
  ) {
    canvas.write(
      text, in: region, row: row, column: Self.textColumn, width: region.columns - Self.textColumn - 1, style: style)
  }

  private func drawChange(
    _ name: TerminalSafe, _ total: Double, _ explained: IndicatorView.Explained, _ canvas: inout Canvas,
    _ region: Region, _ row: Int
  ) {
    label(name, &canvas, region, row)
    number(NumberText.fixed(total, 1, signed: true), Style(NumberText.role(total, 1)), &canvas, region, row)
    MoversLine(explained: explained).draw(into: &canvas, in: region, row: row, column: Self.textColumn)
  }

  private func drawMark(_ canvas: inout Canvas, _ region: Region, _ row: Int) {
    guard let marked = view.marked else {
      label("mark", &canvas, region, row)
      number("-", .dim, &canvas, region, row)
      return text("none set: u on the overview sets it", .dim, &canvas, region, row)
    }
    let name: TerminalSafe
    if case .event(let instant) = since {
      name = DateText.compact(view.clock.day(of: instant), year: view.year)
    } else {
      name = "mark"
    }
    drawChange(name, marked.change.total, marked, &canvas, region, row)
  }

  private func drawTrigger(
    _ name: TerminalSafe, _ trigger: Trigger, _ remark: TerminalSafe, _ canvas: inout Canvas, _ region: Region,
    _ row: Int
  ) {
    label(name, &canvas, region, row)
    number(
      trigger.state.capitals, TriggerText.style(of: trigger), &canvas, region, row)
    text(remark, .dim, &canvas, region, row)
  }

  private func drawAnnounced(_ canvas: inout Canvas, _ region: Region, _ row: Int) {
    label("announced", &canvas, region, row)
    guard let announced = indicator.announced else {
      number("-", .dim, &canvas, region, row)
      return text("nothing announced that is not in force", .dim, &canvas, region, row)
    }
    number(NumberText.fixed(announced.value, 1), Style(.warning, [.bold]), &canvas, region, row)
    text(
      "once \(indicator.announcedText ?? "")", Style(.warning), &canvas, region, row)
  }

  /// The other reading where the last day of a truce has passed.
  private func drawLapsed(_ canvas: inout Canvas, _ region: Region, _ row: Int) {
    label("if lapsed", &canvas, region, row)
    number(NumberText.fixed(indicator.ifLapsed, 1), Style(.warning, [.bold]), &canvas, region, row)
    text(
      "if a truce whose last day has passed has lapsed; \(TariffReading.Layer.notOnRecord)", Style(.warning), &canvas,
      region, row)
  }

  private func drawConfidence(_ canvas: inout Canvas, _ region: Region, _ row: Int) {
    label("confidence", &canvas, region, row)
    func span(_ low: Double, _ high: Double) -> TerminalSafe {
      "\(NumberText.fixed(low, 1)) to \(NumberText.fixed(high, 1))"
    }
    let ledger: TerminalSafe = indicator.evidence.ageDays.map { "\($0) d old" } ?? "empty"
    let first: TerminalSafe =
      "grading \(span(indicator.policy.low, indicator.policy.high))"
      + (indicator.spread.map { "  settings \(span($0.low, $0.high))" } ?? "")
    text(first, .dim, &canvas, region, row)
    var column = Self.textColumn + first.width + 2
    let age: TerminalSafe = "ledger \(ledger)"
    canvas.write(
      age, in: region, row: row, column: column, width: region.columns - column - 1,
      style: indicator.evidence.isOld ? Style(.warning) : .dim)
    column += age.width + 2
    guard pricesStandAbove(region), let prices else { return }
    canvas.write(prices, in: region, row: row, column: column, width: region.columns - column - 1, style: .dim)
  }

  private func drawMarket(_ canvas: inout Canvas, _ region: Region, _ row: Int) {
    label("market", &canvas, region, row)
    guard let market = indicator.market else {
      number("-", .dim, &canvas, region, row)
      let lacks = view.reading.needle.lacks
      let why: TerminalSafe = lacks.isEmpty ? "it takes the reference, the basket and 250 sessions before" : lacks
      return text("needle: " + why, .dim, &canvas, region, row)
    }
    number(NumberText.fixed(market.value, 1), .text, &canvas, region, row)
    var column = Self.textColumn
    let end = region.columns - 1
    func put(_ text: TerminalSafe, _ style: Style) {
      guard column + text.width <= end else { return }
      canvas.write(text, in: region, row: row, column: column, style: style)
      column += text.width + 2
    }
    if !pricesStandAbove(region), let prices { put(prices, .dim) }
    if market.isProvisional { put("provisional", Style(.warning)) }
    if !view.reading.needle.lacks.isEmpty { put("needle: " + view.reading.needle.lacks, Style(.warning)) }
    guard let change = view.reading.marketToday else { return }
    put("today \(NumberText.fixed(change.total, 1, signed: true))", Style(NumberText.role(change.total, 1)))
    // As many as leave room for the rest.
    var shown = 0
    var width = column
    while shown < min(4, change.items.count) {
      let item = change.items[shown]
      width += TerminalSafe(item.name).width + NumberText.fixed(item.points, 0, signed: true).width + 3
      guard width + (shown + 1 < change.items.count ? 10 : 0) <= end + 2 else { break }
      shown += 1
    }
    let split = Split(
      change.items.prefix(shown).map(\.points), of: change.total, leavesOut: shown < change.items.count, decimals: 0)
    for (item, points) in zip(change.items, split.parts) {
      put("\(item.name) \(NumberText.fixed(points, 0, signed: true))", .dim)
    }
    if let rest = split.rest { put("rest \(NumberText.fixed(rest, 0, signed: true))", .dim) }
  }

  /// The time up to which prices count stands with the confidence where there is room.
  private func pricesStandAbove(_ region: Region) -> Bool { region.columns >= 104 }

  private var prices: TerminalSafe? {
    indicator.market.map { market in
      let day = view.clock.day(of: market.pricesTo)
      let date: TerminalSafe = day == view.clock.day(of: view.asOf) ? "" : "\(DateText.short(day, year: view.year)) "
      return "prices to \(date)\(view.clock.time(of: market.pricesTo))"
    }
  }

  private func drawCombined(_ canvas: inout Canvas, _ region: Region, _ row: Int) {
    label("combined", &canvas, region, row)
    number(
      NumberText.fixed(indicator.combined?.value, 1), indicator.combined == nil ? .dim : .text, &canvas, region, row)
    let settings = view.desk.watchlist.indicator
    func weight(_ value: Double) -> TerminalSafe { NumberText.fixed(value, 2) }
    let how: TerminalSafe =
      "events \(weight(settings.eventsWeight)), tariffs \(weight(settings.tariffsWeight)), market \(weight(settings.marketWeight))"
    guard let combined = indicator.combined else {
      return text("index and needle together", .dim, &canvas, region, row)
    }
    text(
      "grading \(NumberText.fixed(combined.low, 1)) to \(NumberText.fixed(combined.high, 1));  \(how)", .dim, &canvas,
      region, row)
  }
}

/// The three largest movers of a change, fewer where three have no room for a word, and the rest, in tenths that add up to
/// the change.
struct MoversLine {
  let explained: IndicatorView.Explained

  /// Columns that a mover takes at least: a word, its points and the gap.
  private static let narrowest = 14

  func draw(into canvas: inout Canvas, in region: Region, row: Int, column: Int) {
    let items = explained.change.items
    guard !items.isEmpty else {
      canvas.write(
        "nothing moved it", in: region, row: row, column: column, width: region.columns - column - 1, style: .dim)
      return
    }
    let top = items.prefix(min(3, max(1, (region.columns - column - 10) / Self.narrowest)))
    let split = Split(
      top.map(\.points), of: explained.change.total, leavesOut: items.count > top.count, decimals: 1)
    let points = split.parts + [split.rest].compactMap(\.self)
    let numbers = points.map { NumberText.fixed($0, 1, signed: true) }
    let tail: TerminalSafe = split.rest == nil ? "" : "rest"
    let end = region.columns - 1
    // What the texts may take: all but the numbers, the gaps and the tail.
    let fixed = numbers.reduce(0) { $0 + $1.width + 3 } + tail.width
    let room = max(0, end - column - fixed)
    let texts = top.map { Self.short(explained.text($0, canvas.glyphs), room: room / top.count) }
    let marks = top.map(\.verificationMark)
    var widths = zip(texts, marks).map { $0.width + $1.width }
    while widths.reduce(0, +) > room, let widest = widths.max(), widest > 0, let index = widths.firstIndex(of: widest) {
      widths[index] -= 1
    }
    var column = column
    func put(
      _ text: TerminalSafe, _ width: Int, _ points: Double, _ number: TerminalSafe, before mark: TerminalSafe = ""
    ) {
      guard column + width + 1 + number.width <= end else { return }
      canvas.write(
        text.fitted(to: width, before: mark), in: region, row: row, column: column, style: .dim)
      column += width + (width > 0 ? 1 : 0)
      canvas.write(number, in: region, row: row, column: column, style: Style(NumberText.role(points, 1)))
      column += number.width + 2
    }
    for index in texts.indices {
      put(texts[index], widths[index], points[index], numbers[index], before: marks[index])
    }
    if let rest = split.rest, let number = numbers.last { put(tail, tail.width, rest, number) }
  }
}

extension MoversLine {
  /// Without `, older`, which most are, and without the speaker before a colon where the words have no room beside it.
  private static func short(_ text: TerminalSafe, room: Int) -> TerminalSafe {
    var words = text.text[...]
    if words.hasSuffix(", older") { words = words.dropLast(", older".count) }
    if words.count > room, let colon = words.firstIndex(of: ":") { words = words[colon...].dropFirst(2) }
    return TerminalSafe(String(words))
  }
}

/// What the numbers would be: loud, and gone with the screen.
struct IndicatorBanner {
  let view: IndicatorView
  let supposed: IndicatorView.Supposed

  func draw(into canvas: inout Canvas, in region: Region) {
    let style = Style(.warning, [.bold, .inverse])
    canvas.fill(" ", in: region, row: 0, style: style)
    let (now, then) = (view.indicator, supposed.reading)
    func pair(_ name: TerminalSafe, _ from: Double?, _ to: Double?) -> TerminalSafe {
      "\(name) \(NumberText.fixed(from, 1))\(canvas.glyphs.to)\(NumberText.fixed(to, 1))"
    }
    let moved = NumberText.difference(from: now.policy.value, to: then.policy.value, 1)
    let label: TerminalSafe = then.label == now.label ? "" : ", \(then.labelText)"
    var text: TerminalSafe =
      "AS IF  \(pair("index", now.policy.value, then.policy.value)) (\(NumberText.fixed(moved, 1, signed: true))\(label))"
    if now.market?.value != then.market?.value {
      text = text + "  " + pair("market", now.market?.value, then.market?.value)
    }
    if now.combined?.value != then.combined?.value {
      text = text + "  " + pair("combined", now.combined?.value, then.combined?.value)
    }
    for (name, before, after) in [("talks", now.talks, then.talks), ("rollback", now.rollback, then.rollback)]
    where before.state != after.state { text = text + "  \(name) \(after.state.capitals)" }
    let undo: TerminalSafe = "0 undo"
    canvas.write(
      text + "   " + supposed.words, in: region, row: 0, column: 1, width: region.columns - undo.width - 4, style: style
    )
    canvas.write(undo, in: region, row: 0, column: region.columns - undo.width - 1, style: style)
  }
}
