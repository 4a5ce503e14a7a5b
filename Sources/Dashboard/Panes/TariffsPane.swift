import Analytics
import Canvas
import Market
import Wording

/// Where both sides' tariffs stand: headline and all-in, what comes next, and, where there is room, the layers behind them.
struct TariffsPane {
  let reading: DeskReading
  let selected: Int
  let focused: Bool

  private var tariffs: TariffReading { reading.tariffs }
  private var year: Int { reading.day.parts.year }

  /// Rows that all of it takes, without the layers.
  static func rows(of reading: DeskReading) -> Int { reading.tariffs.layers.isEmpty ? 2 : 8 }

  /// Columns from which the layers stand beside the rest.
  private static let wide = 110

  func draw(into canvas: inout Canvas, in region: Region) {
    let isWide = region.columns >= Self.wide
    let left = isWide ? region.columns(from: 0, count: 59) : region
    // Behind the numbers stands the mark of a rate in doubt.
    let right = left.columns - (left.columns >= 50 ? 6 : 2)
    canvas.paneRule(
      "Tariffs, %", in: region, focused: focused,
      heads: [ColumnHead("add-on", right: right - 10), ColumnHead("all-in", right: right - 1)])
    guard !tariffs.layers.isEmpty else {
      canvas.write("no tariff measures", in: region, row: 1, column: 2, width: region.columns - 3, style: .dim)
      return
    }
    var rest = left
    _ = rest.takeRows(1)
    drawSide(tariffs.us, right: right, &canvas, rest.takeRows(1))
    drawSide(tariffs.china, right: right, &canvas, rest.takeRows(1))
    // Where the layers have no room of their own, the cursor brings them.
    if !isWide, rest.rows <= 5, focused, selected >= 2 { return drawLayers(&canvas, rest) }
    if rest.rows == 1 { return drawOne(&canvas, rest) }
    drawUnchanged(&canvas, rest.takeRows(1))
    let next = next
    if isWide {
      var layers = region.columns(from: 62)
      _ = layers.takeRows(1)
      drawLayers(&canvas, layers)
    } else if rest.rows > 5 {
      drawLayers(&canvas, rest.takeRows(rest.rows - min(4, max(1, next.count)) - 1))
      _ = rest.takeRows(1)
    }
    drawNext(next, &canvas, rest)
  }

  // MARK: Where they stand

  private func drawSide(
    _ side: TariffReading.SideReading, right: Int, _ canvas: inout Canvas, _ region: Region
  ) {
    let isSelected = focused && selected == (side.side == .us ? 0 : 1)
    if isSelected { canvas.cursor(in: region, row: 0, focused: true) }
    canvas.write(TerminalSafe(side.side.onTheOther), in: region, row: 0, column: 3, width: 12)
    let loud: Traits = tariffs.daysUnchanged == 0 && side.since == reading.day ? [.bold] : []
    let mark: TerminalSafe = side.ifLapsed == nil ? "" : "?"
    for (value, end, style) in [
      (side.shownHeadline, right - 10, Style(.accent, loud)), (side.allIn, right - 1, Style(.text, loud)),
    ] {
      canvas.write(
        NumberText.fixed(value, 1), in: region, row: 0, column: end - 8, width: 8, style: style, alignment: .right)
      if value != nil { canvas.write(mark, in: region, row: 0, column: end, width: 1, style: Style(.warning)) }
    }
    if isSelected { canvas.select(row: 0, in: region) }
  }

  /// Since when the headlines are what they are, and how far below their peaks.
  private func drawUnchanged(_ canvas: inout Canvas, _ region: Region) {
    let texts = lapsed.map { [$0] } ?? [unchanged + peaks, unchanged]
    let text = texts.first { $0.width + 4 <= region.columns } ?? texts[texts.count - 1]
    canvas.write(text, in: region, row: 0, column: 3, width: region.columns - 4, style: unchangedStyle)
  }

  /// What a side charges if its truce has lapsed.
  private var lapsed: TerminalSafe? {
    let sides = Side.allCases.compactMap { side in
      tariffs.side(side).ifLapsed.map { "\(side.rawValue) add-on \(NumberText.fixed($0, 1)) if lapsed" as TerminalSafe }
    }
    return sides.first.map { sides.dropFirst().reduce($0) { $0 + ", " + $1 } }
  }

  private var unchanged: TerminalSafe {
    guard let days = tariffs.daysUnchanged else { return "no change on record" }
    if days == 0 { return "CHANGED TODAY" }
    return days == 1 ? "changed yesterday" : "unchanged \(days) days"
  }

  private var unchangedStyle: Style {
    if lapsed != nil { return Style(.warning) }
    return tariffs.daysUnchanged.map { $0 <= 1 } ?? false ? Style(.accent, [.bold]) : .dim
  }

  /// `, 132.5 and 115 below the peaks`; nothing where a side has had no headline.
  private var peaks: TerminalSafe {
    guard let us = below(tariffs.us), let china = below(tariffs.china) else { return "" }
    switch (us > 0, china > 0) {
    case (false, false): return ", both at the peak"
    case (true, false): return ", US \(NumberText.plain(us)) below its peak, China at its"
    case (false, true): return ", US at its peak, China \(NumberText.plain(china)) below"
    case (true, true): return ", \(NumberText.plain(us)) and \(NumberText.plain(china)) below the peaks"
    }
  }

  private func below(_ side: TariffReading.SideReading) -> Double? { side.peak.map { $0.rate - side.headline } }

  // MARK: What comes next

  /// A line of what comes next.
  private struct Next {
    /// What changes a headline, what concerns all goods or names of the desk, what does not say its goods, other goods.
    enum Rank: Comparable { case headline, desk, unsaid, others }

    let rank: Rank
    let day: Day
    let instant: Instant
    /// From the longest to the shortest.
    let texts: [TerminalSafe]
    let mark: TerminalSafe
    /// Names of the desk that it touches.
    var names: TerminalSafe = ""
    let isStep: Bool
  }

  /// By rank, then by time.
  private var next: [Next] {
    let steps = tariffs.headlineSteps.map { step in
      Next(
        rank: .headline, day: step.day, instant: step.instant, texts: Self.texts(of: step),
        mark: step.verified ? "" : " ?", isStep: true)
    }
    let told = Set(tariffs.headlineSteps.flatMap(\.changes))
    let entries = reading.ahead.filter(\.concernsTariffs).compactMap { entry -> Next? in
      if case .step(let change) = entry.subject, told.contains(change) { return nil }
      let others = entry.symbols.count - 1
      return Next(
        rank: rank(entry), day: Zone.newYork.day(of: entry.instant), instant: entry.instant,
        texts: [TerminalSafe(entry.title)], mark: entry.verificationMark,
        names: entry.symbols.first.map { "\($0)" + (others > 0 ? " +\(others)" : "") } ?? "",
        isStep: entry.isTariffStep)
    }
    return steps + [.desk, .unsaid, .others].flatMap { rank in entries.filter { $0.rank == rank } }
  }

  /// `US 145→30  CN 125→10`, closer together, or the first side's and that there is the other.
  private static func texts(of step: TariffReading.HeadlineStep) -> [TerminalSafe] {
    let moves = step.moves.map { move -> TerminalSafe in
      "\(move.side.rawValue) \(NumberText.plain(move.from))→\(NumberText.plain(move.to))"
    }
    guard let first = moves.first, moves.count > 1 else { return moves }
    return [first + "  " + moves[1], first + " " + moves[1], first + " and \(step.moves[1].side.rawValue)"]
  }

  private func rank(_ entry: AheadEntry) -> Next.Rank {
    guard entry.symbols.isEmpty else { return .desk }
    return switch entry.subject {
    case .step(let change): change.measure.scope == .all ? .desk : .others
    case .expiry(let measure): measure.scope == .all ? .desk : .others
    case .calendar(let entry): entry.kind == .talks ? .desk : .unsaid
    case .opening, .reopening, .earlyClose: .unsaid
    }
  }

  /// As many lines as there are rows; what has none is counted in the last.
  private func drawNext(_ next: [Next], _ canvas: inout Canvas, _ region: Region) {
    guard !next.isEmpty else {
      canvas.write("nothing dated ahead", in: region, row: 0, column: 3, width: region.columns - 4, style: .dim)
      return
    }
    let shown = next.count <= region.rows ? next.count : max(1, region.rows - 1)
    canvas.write("next", in: region, row: 0, column: 3, width: 4, style: .dim)
    var rest = region
    for entry in next.prefix(shown) { draw(entry, from: 8, &canvas, rest.takeRows(1)) }
    let hidden = next.dropFirst(shown)
    guard !hidden.isEmpty else { return }
    let others = hidden.count { $0.rank == .others }
    let more: TerminalSafe = hidden.count > others ? "+\(hidden.count - others) more" : ""
    let goods: TerminalSafe = others > 0 ? "+\(others) on other goods" : ""
    canvas.write(
      more.isEmpty || goods.isEmpty ? more + goods : more + "  " + goods, in: rest, row: 0, column: 3,
      width: region.columns - 4, style: .dim)
  }

  /// The one line that there is room for: a doubt, a step that changes a headline, a change that is new, what else is next.
  private func drawOne(_ canvas: inout Canvas, _ region: Region) {
    let first = next.first
    let isNew = tariffs.daysUnchanged.map { $0 <= 1 } ?? false
    guard lapsed == nil, let first, first.rank == .headline || !isNew && first.rank == .desk else {
      return drawUnchanged(&canvas, region)
    }
    draw(first, from: 1, &canvas, region)
  }

  private func draw(_ entry: Next, from start: Int, _ canvas: inout Canvas, _ region: Region) {
    canvas.date(entry.day, year: year, in: region, row: 0, column: start)
    let text = start + 8
    let countdown = DateText.countdown(reading.asOf.seconds(to: entry.instant))
    var end = region.columns - 2
    canvas.write(countdown, in: region, row: 0, column: end - countdown.width, style: .text)
    end -= countdown.width + 1
    if !entry.names.isEmpty, end - entry.names.width - text >= 8 {
      canvas.write(entry.names, in: region, row: 0, column: end - entry.names.width, style: .dim)
      end -= entry.names.width + 1
    }
    let texts =
      canvas.glyphs == .ascii ? entry.texts.map { TerminalSafe($0.text.replacing("→", with: "->")) } : entry.texts
    let room = end - text
    let line = texts.first { $0.width + entry.mark.width <= room } ?? texts.last ?? ""
    canvas.write(
      line.fitted(to: room, before: entry.mark), in: region, row: 0, column: text,
      style: entry.isStep ? Style(.warning) : .text)
  }

  // MARK: Layers

  /// A layer, and whether its side stands in a row above.
  private struct Row {
    let layer: TariffReading.Layer
    let repeatsSide: Bool
  }

  private func drawLayers(_ canvas: inout Canvas, _ region: Region) {
    let layers = focused ? reading.tariffLayers : reading.leadingLayers(region.rows)
    let cursor = focused && selected >= 2 ? selected - 2 : nil
    let first = Viewport.centred(cursor ?? 0, count: layers.count, height: region.rows)
    let rows = layers.indices.lazy.map { index in
      Row(
        layer: layers[index], repeatsSide: index > first && layers[index].measure.by == layers[index - 1].measure.by)
    }
    Table(columns, rows: rows, selected: cursor).drawRows(into: &canvas, in: region)
  }

  private var columns: [Column<Row>] {
    [
      Column("side", ColumnExtent(3)) { $0.repeatsSide ? .empty : .text("\($0.layer.measure.by.rawValue)", .dim) },
      Column("measure", ColumnExtent(8...Int.max, gap: 2)) { row in
        let style: Style = row.layer.state == .inForce ? .text : .dim
        let mark = row.layer.step.verificationMark
        return .plot { canvas, cell in
          let text = title(row.layer, room: cell.columns - mark.width).fitted(to: cell.columns, before: mark)
          canvas.write(text, in: cell, row: 0, style: style)
        }
      },
      Column("rate", ColumnExtent(8), alignment: .right) { row in
        .text(
          row.layer.shownRate.map { NumberText.fixed($0, 1) } ?? "no rate",
          row.layer.state == .inForce ? .text : .dim)
      },
      Column("since", ColumnExtent(12, gap: 2), alignment: .right) { since($0.layer) },
    ]
  }

  private func since(_ layer: TariffReading.Layer) -> TableCell {
    if layer.isLapsed { return .text("\(TariffReading.Layer.lapsed)", Style(.warning)) }
    guard layer.state == .inForce else { return .text("\(layer.state.words)", Style(.warning)) }
    return .text(
      (layer.shownDay.parts.year == year ? "since " : "") + DateText.short(layer.shownDay, year: year), .dim)
  }

  private func title(_ layer: TariffReading.Layer, room: Int) -> TerminalSafe {
    let title: TerminalSafe = "\(layer.measure.title)"
    let full: TerminalSafe = "\(title), \(layer.step.instrument)"
    return layer.step.instrument.isEmpty || full.width > room ? title : full
  }
}

extension DeskReading {
  /// All layers, those of one side together, in the order that the pane's cursor moves through.
  var tariffLayers: [TariffReading.Layer] {
    Side.allCases.flatMap { side in tariffs.layers.filter { $0.measure.by == side } }
  }

  /// The layers worth `count` rows: what makes the headlines, then the newest of the others; one side after the other.
  fileprivate func leadingLayers(_ count: Int) -> [TariffReading.Layer] {
    func rank(_ layer: TariffReading.Layer) -> (Int, Int) {
      let leads = layer.state == .inForce && layer.measure.scope == .all
      return (leads ? 0 : layer.state == .inForce ? 1 : 2, -Int(layer.since.number))
    }
    let leading = tariffs.layers.filter { $0.state != .pending && $0.state != .ended }
      .sorted { rank($0) < rank($1) }.prefix(count)
    return Side.allCases.flatMap { side in leading.filter { $0.measure.by == side } }
  }
}

extension Pane {
  /// Both sides, then the layers.
  static let tariffs = Pane(
    "tariffs", rows: { 2 + $0.reading.tariffs.layers.count }, height: { TariffsPane.rows(of: $0.reading) },
    open: { row, content in
      switch row {
      case 0: .tariffs(side: .us)
      case 1: .tariffs(side: .china)
      default: .detail(.layer(id: content.reading.tariffLayers[row - 2].measure.id))
      }
    }, isEmpty: { $0.tariffs.layers.isEmpty }
  ) { view, canvas, region in
    TariffsPane(reading: view.moment.reading, selected: view.cursor, focused: view.isFocused)
      .draw(into: &canvas, in: region)
  }
}
