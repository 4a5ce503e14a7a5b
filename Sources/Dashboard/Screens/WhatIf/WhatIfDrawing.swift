import Analytics
import Canvas
import Market
import Wording

extension WhatIfScreen {
  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region) {
    canvas.paneRule("What if", in: region, focused: true)
    guard let outcome, let reading else { return }
    var rest = region
    _ = rest.takeRows(1)
    drawLead(outcome, reading.indicator, &canvas, rest.takeRows(1))
    let text = WhatIfText(outcome, year: reading.day.parts.year)
    let layout = WhatIfLayout(
      rest, names: names.count + Set(names.map(\.sector)).count, trade: tradeRows(outcome))
    if let region = layout.gauge { drawGauge(outcome, &canvas, region) }
    if let region = layout.triggers { drawTriggers(outcome, reading, &canvas, region) }
    let number = moment.prompt.flatMap { $0.purpose.mark == nil ? $0 : nil }
    if let region = layout.rates { drawRates(outcome, number, &canvas, region) }
    if let region = layout.trade { drawTrade(outcome, text, &canvas, region) }
    if let region = layout.chart {
      let side = slider.side ?? .us
      var rest = region
      let name: TerminalSafe =
        "Model: US \(side == .us ? "imports" : "exports"), $bn by all-in rate" + text.baseMark(side)
      canvas.paneRule(name, in: rest.takeRows(1))
      TradeChart(outcome: outcome, side: side).draw(into: &canvas, in: rest)
    }
    if let region = layout.names {
      NameResponseTable(names: names, direction: outcome.direction, tariffs: reading.tariffs, isRoomy: layout.isRoomy)
        .draw(into: &canvas, in: region)
    }
    if let region = layout.list {
      ScenarioList(entries: entries, problems: problems, current: rates, selected: isInList ? selected : nil)
        .draw(into: &canvas, in: region)
    }
    if let region = layout.matrix, let index, let rates {
      RateMatrix(index: index, rates: rates).draw(into: &canvas, in: region)
    }
    if let region = layout.notes { drawNotes(text, &canvas, region) }
  }

  private func pair(_ change: ScenarioChange, _ decimals: Int, _ glyphs: Glyphs) -> TerminalSafe {
    NumberText.fixed(change.now, decimals) + (glyphs == .ascii ? " -> " : " → ")
      + NumberText.fixed(change.then, decimals)
  }

  /// `Index if 30/10: +32.2`, what it goes from and to, and the labels.
  private func drawLead(
    _ outcome: ScenarioOutcome, _ indicator: IndicatorReading, _ canvas: inout Canvas, _ region: Region
  ) {
    let index = outcome.index
    let asked: TerminalSafe =
      "Index if \(NumberText.plain(outcome.us.headline.then ?? 0))/\(NumberText.plain(outcome.china.headline.then ?? 0)):"
    var column = 1
    func put(_ text: TerminalSafe, _ style: Style, after gap: Int) {
      guard column + text.width < region.columns else { return column = region.columns }
      canvas.write(text, in: region, row: 0, column: column, style: style)
      column += text.width + gap
    }
    put(asked, .text, after: 1)
    let points = index.shownChange(1)
    put(NumberText.fixed(points, 1, signed: true), Style(NumberText.role(points, 1), [.bold]), after: 3)
    put(pair(index, 1, canvas.glyphs), Style(.accent, [.bold]), after: 3)
    if indicator.isKnown, indicator.label == nil {
      put(indicator.evidenceText, Style(.warning), after: 3)
    } else if let now = index.now, let then = index.then {
      let (before, after) = (Label(now).words, Label(then).words)
      put(before == after ? "\(after), as now" : "\(after), now \(before)", .text, after: 3)
    } else {
      put(index.now == nil ? "no index" : "a side has no baseline", Style(.warning), after: 3)
    }
    put("events as they are", .dim, after: 3)
  }

  /// Both values on 0…100.
  private func drawGauge(_ outcome: ScenarioOutcome, _ canvas: inout Canvas, _ region: Region) {
    let width = region.columns - 10
    guard width >= 11 else { return }
    let glyphs = canvas.glyphs
    func column(_ value: Double) -> Int { 4 + Canvas.step(value, low: 0, high: 100, steps: width) }
    canvas.write("0", in: region, row: 0, column: 1, style: .dim)
    canvas.write("100", in: region, row: 0, column: 6 + width, style: .dim)
    canvas.fill(glyphs.rule, in: region, row: 0, column: 4, width: width, style: .dim)
    for limit in [20.0, 40, 60, 80] {
      canvas.fill(glyphs.cross, in: region, row: 0, column: column(limit), width: 1, style: .dim)
    }
    canvas.fill(glyphs.leftEnd, in: region, row: 0, column: 3, width: 1, style: .dim)
    canvas.fill(glyphs.rightEnd, in: region, row: 0, column: 4 + width, width: 1, style: .dim)
    guard let now = outcome.index.now else { return }
    if let then = outcome.index.then {
      let (from, to) = (column(min(now, then)), column(max(now, then)))
      canvas.fill(
        glyphs.thickRule, in: region, row: 0, column: from, width: to - from + 1,
        style: Style(NumberText.role(then - now, 1)))
      canvas.fill(glyphs.gaugeValue, in: region, row: 0, column: column(then), width: 1, style: Style(.accent, [.bold]))
    }
    canvas.fill(glyphs.marker, in: region, row: 0, column: column(now), width: 1, style: .text)
  }

  private func drawTriggers(
    _ outcome: ScenarioOutcome, _ reading: DeskReading, _ canvas: inout Canvas, _ region: Region
  ) {
    let (now, then) = outcome.rollback
    let arrow: TerminalSafe = canvas.glyphs == .ascii ? " -> " : " → "
    let rollback: TerminalSafe =
      now == then
      ? then.capitals + ", as now"
      : now.capitals + arrow + then.capitals
    canvas.write("rollback", in: region, row: 0, column: 1, style: .dim)
    canvas.write(
      rollback, in: region, row: 0, column: 10, width: 16, style: now == then ? .text : Style(.accent, [.bold]))
    let talks = reading.indicator.talks.state.capitals + ", as now"
    canvas.write("talks", in: region, row: 0, column: 28, style: .dim)
    canvas.write("\(talks)", in: region, row: 0, column: 34, width: region.columns - 35)
    let component: TerminalSafe = "tariff component " + pair(outcome.tariffLevel, 1, canvas.glyphs)
    guard region.columns >= 53 + component.width else { return }
    canvas.write(component, in: region, row: 0, column: 52, style: .dim)
    let limits = [reading.indicator.rollbackUS, reading.indicator.rollbackChina].map(TriggerText.limit)
    let fires: TerminalSafe = "fires at US \(limits[0]) or China \(limits[1]) all-in"
    let start = 52 + component.width + 4
    guard now != .fired, outcome.tariffLevel.now != nil, region.columns >= start + fires.width + 1 else { return }
    canvas.write(fires, in: region, row: 0, column: start, style: .dim)
  }

  private func drawNotes(_ text: WhatIfText, _ canvas: inout Canvas, _ region: Region) {
    guard region.rows > 2 else {
      for (row, note) in text.short.prefix(region.rows).enumerated() {
        canvas.write(note, in: region, row: row, column: 1, width: region.columns - 2, style: .dim)
      }
      return
    }
    canvas.paneRule("To be read with it", in: region)
    for (offset, note) in text.notes.enumerated() {
      canvas.write(note, in: region, row: offset + 1, column: 3, width: region.columns - 4, style: .dim)
    }
  }
}
