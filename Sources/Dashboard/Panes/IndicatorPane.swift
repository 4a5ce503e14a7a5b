import Analytics
import Canvas
import Market
import Wording

/// The policy index with its range, what moved it, the market needle beside it, and the two triggers.
struct IndicatorPane {
  let reading: DeskReading
  var clock = WallClock.newYork
  let focused: Bool

  private var indicator: IndicatorReading { reading.indicator }

  /// Rows that all of it takes, where it is wide enough for the large number.
  static func rows(of reading: DeskReading) -> Int { reading.indicator.isKnown ? 8 : 2 }

  /// Rows of the part beside the large number.
  private static let block = BlockDigits.rows

  func draw(into canvas: inout Canvas, in region: Region) {
    let isLarge = region.rows >= 8 && region.columns >= 52
    let hasHeads = isLarge && indicator.isKnown
    canvas.paneRule(
      "De-escalation", in: region, focused: focused,
      heads: hasHeads
        ? [ColumnHead("today", right: region.columns - 17), ColumnHead("week", right: region.columns - 9)] : [])
    guard indicator.isKnown else {
      canvas.write(
        "no index: no signals, no baselines", in: region, row: 1, column: 2, width: region.columns - 3,
        style: .dim)
      return
    }
    var rest = region
    _ = rest.takeRows(1)
    let head = rest.takeRows(isLarge ? Self.block : 1)
    if isLarge { drawBlock(&canvas, head) } else { drawHeadline(&canvas, head) }
    if focused {
      canvas.cursor(in: head, row: 0, focused: true)
      for row in 0..<head.rows { canvas.select(row: row, in: head) }
    }
    for line in lines(rest.rows, isLarge: isLarge) { draw(line, &canvas, rest.takeRows(1)) }
  }

  private var value: TerminalSafe { NumberText.fixed(indicator.policy.value, 1) }
  private var valueStyle: Style { indicator.label == nil ? .dim : Style(.accent, [.bold]) }
  private var labelStyle: Style { indicator.label == nil ? Style(.warning) : Style(.text, [.bold]) }

  // MARK: The number

  /// The number three rows high; its label and how sure that is; what moved it.
  private func drawBlock(_ canvas: inout Canvas, _ region: Region) {
    let digits = BlockDigits(value)
    let width = digits?.width ?? value.width
    if canvas.glyphs == .unicode, let digits {
      digits.draw(into: &canvas, in: region.columns(from: 3), style: valueStyle)
    } else {
      canvas.write(value, in: region, row: 0, column: 3, style: valueStyle)
    }
    let texts = 3 + width + 3
    let room = region.columns - 24 - texts
    if let settings = indicator.spread {
      canvas.write(indicator.labelText, in: region, row: 0, column: texts, width: room, style: labelStyle)
      let long: TerminalSafe = "\(settings.agree) of \(settings.count) settings"
      canvas.write(
        long.width <= room ? long : "\(settings.agree) of \(settings.count)", in: region, row: 1, column: texts,
        width: room, style: .dim)
      canvas.write(
        "\(NumberText.fixed(settings.low, 1)) to \(NumberText.fixed(settings.high, 1))", in: region, row: 2,
        column: texts, width: room, style: .dim)
    } else {
      for (row, line) in indicator.labelText.wrapped(to: room).prefix(region.rows).enumerated() {
        canvas.write(line, in: region, row: row, column: texts, width: room, style: labelStyle)
      }
    }
    drawChanges(&canvas, region)
  }

  /// Words, deeds and tariffs, in tenths that add up to the change of the index.
  private func drawChanges(_ canvas: inout Canvas, _ region: Region) {
    func parts(_ change: IndicatorChange) -> [Double?] {
      let parts = change.shownParts
      return [parts.words, parts.deeds, parts.tariffs]
    }
    let (today, week) = (parts(reading.today), parts(reading.week))
    for (row, name) in (["words", "deeds", "tariffs"] as [TerminalSafe]).enumerated() {
      for (value, right) in [(today[row], region.columns - 17), (week[row], region.columns - 9)] {
        canvas.write(
          NumberText.fixed(value, 1, signed: true), in: region, row: row, column: right - 6, width: 6,
          style: Style(NumberText.role(value, 1)), alignment: .right)
      }
      canvas.write(name, in: region, row: row, column: region.columns - 7, width: 7, style: .dim)
    }
  }

  /// Number and label in one row; then, as there is room, what is to come or how old it is, what moved it, how sure it is.
  private func drawHeadline(_ canvas: inout Canvas, _ region: Region) {
    canvas.write(value, in: region, row: 0, column: 3, style: valueStyle)
    var column = 3 + value.width + 2
    func put(_ forms: TerminalSafe?..., style: Style) {
      guard let text = forms.lazy.compactMap({ $0 }).first(where: { column + $0.width < region.columns }) else {
        return
      }
      canvas.write(text, in: region, row: 0, column: column, style: style)
      column += text.width + 2
    }
    put(indicator.labelText, style: labelStyle)
    put(announced?.short, (announced?.tight).map { canvas.glyphs.to + $0 }, style: Style(.warning))
    put(age, style: Style(.warning))
    let change = reading.today.total
    let size = NumberText.fixed(abs(change), 1)
    let arrow = change > 0 ? canvas.glyphs.upWord : canvas.glyphs.downWord
    put(size == "0.0" ? "unchanged" : arrow + " " + size, style: Style(NumberText.role(change, 1)))
    put(indicator.spread.map { "\($0.agree) of \($0.count)" }, style: .dim)
  }

  // MARK: Below it

  private enum Line { case gauge, market, announced, age, movers, triggers, talks, rollback }

  /// What has room in so many rows below the number.
  private func lines(_ rows: Int, isLarge: Bool) -> [Line] {
    guard isLarge else { return rows > 2 ? [.gauge, .market, .triggers] : [.gauge, .triggers] }
    var lines: [Line] = [.gauge, .market]
    var left = rows - lines.count - 1
    let more: [(Line, Bool)] = [
      (.announced, announced != nil), (.age, age != nil), (.movers, !movers.isEmpty),
    ]
    for (line, exists) in more where exists && left > 0 {
      lines.append(line)
      left -= 1
    }
    return lines + (left > 0 ? [.talks, .rollback] : [.triggers])
  }

  private func draw(_ line: Line, _ canvas: inout Canvas, _ region: Region) {
    /// The mark is the text's own, and does not give way with its end.
    func write(_ text: TerminalSafe, _ mark: TerminalSafe, _ style: Style) {
      let room = region.columns - 3
      canvas.write(
        text.width <= room ? text : text.fitted(to: room, before: mark), in: region, row: 0, column: 2, style: style)
    }
    switch line {
    case .gauge: IndicatorGauge(indicator: indicator).draw(into: &canvas, in: region, row: 0)
    case .market: drawMarket(&canvas, region)
    case .announced: if let announced { write(announced.long, announced.mark, Style(.warning, [.bold])) }
    case .age: if let age { write(age, "", Style(.warning)) }
    case .movers: drawMovers(&canvas, region)
    case .triggers: drawTriggers(&canvas, region)
    case .talks: _ = drawTrigger("talks   ", indicator.talks, &canvas, region) { triggerText.talks(room: $0) }
    case .rollback: _ = drawTrigger("rollback", indicator.rollback, &canvas, region) { triggerText.rollback(room: $0) }
    }
  }

  private var triggerText: TriggerText { TriggerText(indicator: indicator) }

  /// How old the newest signal is, where there is a label all the same.
  private var age: TerminalSafe? {
    guard indicator.evidence.isOld, !indicator.evidence.isMissing else { return nil }
    return indicator.evidence.ageDays.map { "ledger \($0) d old" }
  }

  /// The other reading: once what is announced is in force, else where a truce may have lapsed.
  private var announced: (tight: TerminalSafe, short: TerminalSafe, long: TerminalSafe, mark: TerminalSafe)? {
    if let announced = indicator.announced, let text = indicator.announcedText {
      let value = NumberText.fixed(announced.value, 1)
      let day = DateText.short(announced.from, year: reading.day.parts.year)
      let mark = announced.steps.first { !$0.step.verified }?.step.verificationMark ?? ""
      return ("\(value) \(day)" + mark, "\(value) from \(day)" + mark, "\(value) when \(text)", mark)
    }
    guard let value = indicator.ifLapsed.map({ NumberText.fixed($0, 1) }) else { return nil }
    return ("\(value) lapsed?", "\(value) if lapsed", "\(value) if the truce has lapsed: renewal not on record", "")
  }

  /// The needle, how far it is from the index, and up to when prices count.
  private func drawMarket(_ canvas: inout Canvas, _ region: Region) {
    guard let market = indicator.market else {
      return canvas.write(
        "no market needle", in: region, row: 0, column: 2, width: region.columns - 3, style: .dim)
    }
    // Of the numbers as they are shown.
    let gap = ((market.value * 10).rounded() - (indicator.policy.value * 10).rounded()) / 10
    let size = NumberText.fixed(abs(gap), 1)
    let long = region.columns >= 66
    let day = clock.day(of: market.pricesTo)
    let date: TerminalSafe =
      day == clock.day(of: reading.asOf) ? "" : "\(DateText.short(day, year: reading.day.parts.year)) "
    let parts: [TerminalSafe] = [
      "market \(NumberText.fixed(market.value, 1))" + (market.isProvisional ? "p" : ""),
      size == "0.0" ? "as the index" : "\(size) \(gap > 0 ? "above" : "below")\(long ? " the index" : "")",
      "prices to \(date)\(clock.time(of: market.pricesTo))",
    ]
    var text: TerminalSafe = ""
    for part in parts where text.width + part.width + 5 <= region.columns {
      text = text.isEmpty ? part : text + ", " + part
    }
    canvas.write(text, in: region, row: 0, column: 2, style: .text)
  }

  /// What moved the needle today by a tenth of a point or more, the largest first.
  private var movers: [MarketChange.Item] {
    reading.marketToday?.items.filter { NumberText.fixed(abs($0.points), 1) != "0.0" } ?? []
  }

  /// What moved the needle today: the largest, as many as have room, and the rest of them, which add up to the change.
  private func drawMovers(_ canvas: inout Canvas, _ region: Region) {
    guard let market = reading.marketToday else { return }
    var column = 2
    func put(_ name: TerminalSafe, _ points: Double) {
      canvas.write(name, in: region, row: 0, column: column, style: .dim)
      let number = NumberText.fixed(points, 1, signed: true)
      canvas.write(
        number, in: region, row: 0, column: column + name.width + 1, style: Style(NumberText.role(points, 1)))
      column += name.width + number.width + 3
    }
    // Each takes its name, at most seven columns of number, and gaps.
    var count = 0
    var used = 30
    for item in movers.prefix(4) where used + TerminalSafe(item.name).width + 10 <= region.columns {
      used += TerminalSafe(item.name).width + 10
      count += 1
    }
    let top = movers.prefix(count)
    let rest = market.total - top.reduce(0) { $0 + $1.points }
    let points = NumberText.addingUp(top.map(\.points) + [rest], to: market.total)
    put("today", market.total)
    column += 1
    for (item, points) in zip(top, points) { put(TerminalSafe(item.name), points) }
    if market.items.count > count, let last = points.last { put("rest", last) }
  }

  // MARK: Triggers

  /// Both in one row: what is lacking, or since when, as there is room.
  private func drawTriggers(_ canvas: inout Canvas, _ region: Region) {
    let rollback: TerminalSafe = "rollback " + indicator.rollback.state.capitals
    let room = region.columns - 4 - rollback.width
    var rest = region
    let talks = drawTrigger("talks", indicator.talks, &canvas, rest.columns(from: 0, count: room)) { room in
      indicator.talks.state == .off ? "" : triggerText.talks(room: room)
    }
    rest = region.columns(from: talks + 1)
    _ = drawTrigger("rollback", indicator.rollback, &canvas, rest) { triggerText.rollback(room: $0) }
  }

  /// Name, state, and a remark where it has room whole.
  /// - Returns: the column behind it.
  private func drawTrigger(
    _ name: TerminalSafe, _ trigger: Trigger, _ canvas: inout Canvas, _ region: Region,
    remark: (_ room: Int) -> TerminalSafe
  ) -> Int {
    let state = trigger.state.capitals
    canvas.write(name, in: region, row: 0, column: 2, style: .dim)
    canvas.write(state, in: region, row: 0, column: 3 + name.width, style: TriggerText.style(of: trigger))
    let start = 4 + name.width + state.width
    var remark = remark(region.columns - start - 1)
    if start + remark.width >= region.columns {
      remark =
        switch trigger.state {
        case .off: ""
        case .latent: trigger.lacking.first.map { "\($0.words)" } ?? ""
        case .fired: trigger.since.map { DateText.short($0, year: reading.day.parts.year) } ?? ""
        }
    }
    guard !remark.isEmpty, start + remark.width < region.columns else { return start }
    canvas.write(remark, in: region, row: 0, column: start, style: .dim)
    return start + remark.width + 1
  }
}

extension Pane {
  static let indicator = Pane(
    "indicator", rows: { _ in 1 }, height: { IndicatorPane.rows(of: $0.reading) }, open: { _, _ in .indicator },
    isEmpty: { !$0.indicator.isKnown }
  ) { view, canvas, region in
    IndicatorPane(reading: view.moment.reading, clock: view.moment.clock, focused: view.isFocused).draw(
      into: &canvas, in: region)
  }
}
