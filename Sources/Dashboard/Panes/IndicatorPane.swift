import Analytics
import Canvas
import Market
import Wording

/// The policy index with the market needle beside it, its parts, what moved them, and the two triggers.
struct IndicatorPane {
  let reading: DeskReading
  var clock = WallClock.newYork
  let focused: Bool

  private var indicator: IndicatorReading { reading.indicator }

  func draw(into canvas: inout Canvas, in region: Region) {
    canvas.paneRule("De-escalation", in: region, focused: focused)
    guard indicator.isKnown else {
      canvas.write(
        "no index: no signals, no baselines", in: region, row: 1, column: 2, width: region.columns - 3,
        style: .dim)
      return
    }
    if focused { canvas.cursor = Position(row: region.row + 1, column: region.column + 1) }
    drawHeadline(&canvas, region)
    IndicatorGauge(indicator: indicator).draw(into: &canvas, in: region, row: 2)
    if region.rows >= 13 { drawFull(&canvas, region) } else { drawShort(&canvas, region) }
  }

  private func drawHeadline(_ canvas: inout Canvas, _ region: Region) {
    canvas.write(
      NumberText.fixed(indicator.policy.value, 1), in: region, row: 1, column: 1, width: 5,
      style: indicator.label == nil ? .dim : Style(.accent, [.bold]), alignment: .right)
    let label = indicator.labelText
    let labelStart = region.columns - label.width - 2
    canvas.write(
      label, in: region, row: 1, column: labelStart,
      style: indicator.label == nil ? Style(.warning) : Style(.text, [.bold]))
    var column = 8
    if region.rows < 13, let announced {
      canvas.write(
        announced.short, in: region, row: 1, column: column, width: labelStart - column - 1, style: Style(.warning))
      return
    }
    for (change, name) in [(reading.today, "today" as TerminalSafe), (reading.week, "week")] {
      let text = movement(change.total, name, canvas.glyphs)
      guard column + text.width < labelStart else { return }
      canvas.write(text, in: region, row: 1, column: column, style: Style(NumberText.role(change.total, 1)))
      column += text.width + 4
    }
  }

  private func movement(_ points: Double, _ when: TerminalSafe, _ glyphs: Glyphs) -> TerminalSafe {
    let size = NumberText.fixed(abs(points), 1)
    if size == "0.0" { return "unchanged \(when)" }
    return "\(points > 0 ? glyphs.upWord : glyphs.downWord) \(size) \(when)"
  }

  /// The other reading: once what is announced is in force, else where a truce may have lapsed.
  private var announced: (short: TerminalSafe, long: TerminalSafe)? {
    if let announced = indicator.announced, let text = indicator.announcedText {
      let value = NumberText.fixed(announced.value, 1)
      let day = DateText.short(announced.from, year: reading.day.parts.year)
      return ("\(value) from \(day)", "\(value) when \(text)")
    }
    guard let value = indicator.ifLapsed.map({ NumberText.fixed($0, 1) }) else { return nil }
    return ("\(value) if lapsed", "\(value) if the truce has lapsed: renewal not on record")
  }

  private var parts: ShownParts { indicator.shownParts }

  private func drawShort(_ canvas: inout Canvas, _ region: Region) {
    let isOld = indicator.evidence.isOld && !indicator.evidence.isMissing
    let events: TerminalSafe = isOld ? "ledger \(indicator.evidence.ageDays ?? 0) d old" : "events"
    let numbers: TerminalSafe =
      "\(events) \(NumberText.fixed(parts.events, 1, signed: true))  tariffs \(NumberText.fixed(parts.tariffs, 1, signed: true))"
    let market: TerminalSafe = "  market \(NumberText.fixed(indicator.market?.value, 0))"
    let lapsed = indicator.ifLapsed.map { "\(NumberText.fixed($0, 1)) if the truce has lapsed" as TerminalSafe }
    canvas.write(
      lapsed ?? numbers + market, in: region, row: 3, column: 2, width: region.columns - 2,
      style: isOld || lapsed != nil ? Style(.warning) : .text)
    let half = (region.columns - 3) * (rollbackShort.isEmpty ? 6 : 5) / 9
    drawTrigger("talks", indicator.talks, talksShort, at: 2, width: half, &canvas, region, row: 4)
    drawTrigger(
      "rollback", indicator.rollback, rollbackShort, at: 2 + half, width: region.columns - half - 3, &canvas, region,
      row: 4)
  }

  private var talksShort: TerminalSafe {
    switch indicator.talks.state {
    case .off: ""
    case .latent: indicator.talks.lacking.first.map { "\($0.words)" } ?? ""
    case .fired: indicator.talks.since.map { DateText.short($0, year: reading.day.parts.year) } ?? ""
    }
  }

  private var rollbackShort: TerminalSafe {
    indicator.rollback.since.map { DateText.short($0, year: reading.day.parts.year) } ?? ""
  }

  private func drawTrigger(
    _ name: TerminalSafe, _ trigger: Trigger, _ remark: TerminalSafe, at column: Int, width: Int,
    _ canvas: inout Canvas, _ region: Region, row: Int
  ) {
    canvas.write(name, in: region, row: row, column: column, width: width, style: .dim)
    let state = trigger.state.capitals
    canvas.write(
      state, in: region, row: row, column: column + name.width + 1, width: max(0, width - name.width - 1),
      style: TriggerText.style(of: trigger))
    let start = name.width + 1 + state.width + (remark.isEmpty ? 0 : 1)
    guard width - start > 4, !remark.isEmpty else { return }
    canvas.write(remark, in: region, row: row, column: column + start, width: width - start - 1, style: .dim)
  }

  // MARK: Full pane

  private func drawFull(_ canvas: inout Canvas, _ region: Region) {
    let settings: TerminalSafe =
      indicator.spread.map {
        "settings \(NumberText.fixed($0.low, 1)) to \(NumberText.fixed($0.high, 1)), \($0.agree) of \($0.count)"
      }
      ?? (indicator.evidence.newest == nil ? "no label: no signal" : "no label: the newest signal is over 30 days old")
    canvas.write(settings, in: region, row: 3, column: 2, width: region.columns - 2, style: .dim)
    if let announced {
      canvas.write(
        announced.long, in: region, row: 4, column: 2, width: region.columns - 2, style: Style(.warning, [.bold]))
    }
    drawParts(&canvas, region)
    drawMovers(&canvas, region, row: 9)
    label("\(reading.day.parts.year)", 10, &canvas, region)
    canvas.sparkline(
      IndicatorPane.condensed(reading.policyHistory.map(\.value), to: region.columns - 18), in: region, row: 10,
      column: 15, width: region.columns - 18, range: 0...100, style: Style(.text))
    label("talks", 11, &canvas, region)
    label("rollback", 12, &canvas, region)
    drawState(
      indicator.talks, remark: TriggerText(indicator: indicator).talks(room: region.columns - 24), row: 11, &canvas,
      region)
    drawState(
      indicator.rollback, remark: TriggerText(indicator: indicator).rollback(room: region.columns - 24), row: 12,
      &canvas, region)
  }

  /// Levels and changes of the parts, below their heads.
  private func drawParts(_ canvas: inout Canvas, _ region: Region) {
    let heads: [(TerminalSafe, Int)] = [("level", 20), ("today", 29), ("week", 38)]
    for (head, right) in heads {
      canvas.write(head, in: region, row: 5, column: right - 8, width: 8, style: .dim, alignment: .right)
    }
    let (today, week) = (reading.today.shownParts, reading.week.shownParts)
    drawPart(
      indicator.evidence.isOld ? "Events old" : "Events", level: parts.events, today: today.events, week: week.events,
      points: true, row: 6, &canvas, region)
    drawPart(
      "Tariffs", level: parts.tariffs, today: today.tariffs, week: week.tariffs, points: true, row: 7, &canvas, region)
    drawPart(
      "Market", level: indicator.market?.value, today: reading.marketToday?.total, week: reading.marketWeek?.total,
      points: false, row: 8, &canvas, region)
    drawAges(&canvas, region)
  }

  /// Up to when prices count, and a ledger that is old.
  private func drawAges(_ canvas: inout Canvas, _ region: Region) {
    if let market = indicator.market, region.columns >= 58 {
      let day = clock.day(of: market.pricesTo)
      let date: TerminalSafe =
        day == clock.day(of: reading.asOf) ? "" : "\(DateText.short(day, year: reading.day.parts.year)) "
      var text: TerminalSafe = "prices to \(date)\(clock.time(of: market.pricesTo))"
      if market.isProvisional { text = text + " p" }
      canvas.write(text, in: region, row: 8, column: 41, width: region.columns - 42, style: .dim)
    }
    if indicator.evidence.isOld, let age = indicator.evidence.ageDays {
      canvas.write(
        "ledger \(age) d old", in: region, row: 6, column: 41, width: region.columns - 42, style: Style(.warning))
    }
  }

  private func label(_ text: TerminalSafe, _ row: Int, _ canvas: inout Canvas, _ region: Region) {
    canvas.write(text, in: region, row: row, column: 2, width: 12, style: .dim)
  }

  private func drawState(
    _ trigger: Trigger, remark: TerminalSafe, row: Int, _ canvas: inout Canvas, _ region: Region
  ) {
    canvas.write(
      trigger.state.capitals, in: region, row: row, column: 15, width: 7,
      style: TriggerText.style(of: trigger))
    canvas.write(remark, in: region, row: row, column: 23, width: region.columns - 24, style: .dim)
  }

  private func drawPart(
    _ name: TerminalSafe, level: Double?, today: Double?, week: Double?, points: Bool, row: Int,
    _ canvas: inout Canvas, _ region: Region
  ) {
    canvas.write(name, in: region, row: row, column: 2, width: 10)
    canvas.write(
      NumberText.fixed(level, 1, signed: points), in: region, row: row, column: 12, width: 8,
      style: Style(points ? NumberText.role(level, 1) : .text), alignment: .right)
    for (value, right) in [(today, 29), (week, 38)] {
      canvas.write(
        NumberText.fixed(value, 1, signed: true), in: region, row: row, column: right - 8, width: 8,
        style: Style(NumberText.role(value, 1)), alignment: .right)
    }
    guard points, let level, !indicator.evidence.isOld || name == "Tariffs" else { return }
    canvas.bar(
      level, of: 30, in: region, row: row, column: 41, width: region.columns - 43,
      style: Style(NumberText.role(level, 1)))
  }

  private func drawMovers(_ canvas: inout Canvas, _ region: Region, row: Int) {
    guard let market = reading.marketToday, !market.items.isEmpty else { return }
    label("needle by", row, &canvas, region)
    var column = 15
    for item in market.items.prefix(4) {
      let text: TerminalSafe = "\(item.name) \(NumberText.fixed(item.points, 0, signed: true))"
      guard column + text.width < region.columns else { return }
      canvas.write(text, in: region, row: row, column: column, style: Style(NumberText.role(item.points, 0)))
      column += text.width + 2
    }
  }

  /// At most `width` values: means of equal stretches.
  static func condensed(_ values: [Double?], to width: Int) -> [Double?] {
    guard width > 0, values.count > width else { return values }
    return (0..<width).map { index in
      let stretch = values[
        index * values.count / width..<max(index * values.count / width + 1, (index + 1) * values.count / width)]
      let known = stretch.compactMap { $0 }
      return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
  }
}

extension Pane {
  static let indicator = Pane(
    "indicator", rows: { _ in 1 }, open: { _, _ in .indicator }, isEmpty: { !$0.indicator.isKnown }
  ) { view, canvas, region in
    IndicatorPane(reading: view.moment.reading, clock: view.moment.clock, focused: view.isFocused).draw(
      into: &canvas, in: region)
  }
}
