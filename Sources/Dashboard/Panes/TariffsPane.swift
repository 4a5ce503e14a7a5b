import Analytics
import Canvas
import Market
import Wording

/// Where both sides' tariffs stand: headline and all-in, the layers behind them, the next dated change.
struct TariffsPane {
  let reading: DeskReading
  let selected: Int
  let focused: Bool

  private var tariffs: TariffReading { reading.tariffs }

  func draw(into canvas: inout Canvas, in region: Region) {
    let full = region.rows >= 13
    let right = full ? region.columns - 11 : region.columns - 2
    canvas.paneRule(
      "Tariffs, %", in: region, focused: focused,
      heads: [ColumnHead("add-on", right: right - 10), ColumnHead("all-in", right: right - 1)])
    guard !tariffs.layers.isEmpty else {
      canvas.write("no tariff measures", in: region, row: 1, column: 2, width: region.columns - 3, style: .dim)
      return
    }
    drawSide(tariffs.us, row: 1, right: right, full, &canvas, region)
    drawSide(tariffs.china, row: 2, right: right, full, &canvas, region)
    if full {
      canvas.write("since January", in: region, row: 3, column: 15, width: 13, style: .dim)
      canvas.write(
        unchanged, in: region, row: 3, column: 30, width: region.columns - 31, style: unchangedStyle,
        alignment: .right)
      drawLayers(&canvas, region)
      drawNext(&canvas, region, row: region.rows - 3, count: 3)
    } else {
      var text = unchanged
      if atPeak(tariffs.us), atPeak(tariffs.china) { text = text + ", both at the peak" }
      canvas.write(text, in: region, row: 3, column: 1, width: region.columns - 2, style: unchangedStyle)
      drawNext(&canvas, region, row: 4, count: 1)
    }
  }

  private func atPeak(_ side: TariffReading.SideReading) -> Bool {
    side.headline > 0 && side.headline >= side.peak?.rate ?? .infinity
  }

  private var unchanged: TerminalSafe {
    let lapsed = Side.allCases.compactMap { side in
      tariffs.side(side).ifLapsed.map { "\(side.rawValue) add-on \(NumberText.fixed($0, 1)) if lapsed" as TerminalSafe }
    }
    if let first = lapsed.first { return lapsed.dropFirst().reduce(first) { $0 + ", " + $1 } }
    guard let days = tariffs.daysUnchanged else { return "no change on record" }
    if days == 0 { return "CHANGED TODAY" }
    return days == 1 ? "changed yesterday" : "unchanged \(days) days"
  }

  private var unchangedStyle: Style {
    if tariffs.us.ifLapsed != nil || tariffs.china.ifLapsed != nil { return Style(.warning) }
    return tariffs.daysUnchanged.map { $0 <= 1 } ?? false ? Style(.accent, [.bold]) : .dim
  }

  private func drawSide(
    _ side: TariffReading.SideReading, row: Int, right: Int, _ full: Bool, _ canvas: inout Canvas, _ region: Region
  ) {
    let index = side.side == .us ? 0 : 1
    if focused, selected == index { canvas.cursor(in: region, row: row, focused: true) }
    let indent = full ? 2 : focused ? 2 : 1
    canvas.write(TerminalSafe(side.side.onTheOther), in: region, row: row, column: indent, width: 12)
    let loud: Traits = tariffs.daysUnchanged == 0 && side.since == reading.day ? [.bold] : []
    canvas.write(
      NumberText.fixed(side.shownHeadline, 1), in: region, row: row, column: right - 18, width: 8,
      style: Style(.accent, loud), alignment: .right)
    canvas.write(
      NumberText.fixed(side.allIn, 1), in: region, row: row, column: right - 9, width: 8, style: Style(.text, loud),
      alignment: .right)
    guard full else { return }
    let history = side.side == .us ? reading.tariffHistory.us : reading.tariffHistory.china
    let width = min(20, right - 18 - 16)
    let steps = IndicatorPane.condensed(history, to: width)
    canvas.sparkline(steps, in: region, row: row, column: 15, width: width, range: 0...145)
    let remark: TerminalSafe =
      if atPeak(side) {
        "peak"
      } else if let peak = side.peak, peak.rate > side.headline {
        "peak \(NumberText.fixed(peak.rate, 0))"
      } else {
        ""
      }
    canvas.write(
      remark, in: region, row: row, column: right + 1, width: region.columns - right - 2, style: .dim,
      alignment: .right)
  }

  /// A layer, and whether its side stands in a row above.
  private struct Row {
    let layer: TariffReading.Layer
    let repeatsSide: Bool
  }

  private func drawLayers(_ canvas: inout Canvas, _ region: Region) {
    var rest = region
    _ = rest.takeRows(5)
    rest.rows -= 3
    let layers = focused ? reading.tariffLayers : reading.leadingLayers(rest.rows)
    let cursor = focused && selected >= 2 ? selected - 2 : nil
    let first = Viewport.centred(cursor ?? 0, count: layers.count, height: rest.rows)
    let rows = layers.indices.lazy.map { index in
      Row(
        layer: layers[index], repeatsSide: index > first && layers[index].measure.by == layers[index - 1].measure.by)
    }
    Table(columns, rows: rows, selected: cursor).drawRows(into: &canvas, in: rest)
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
    let year = reading.day.parts.year
    return .text(
      (layer.shownDay.parts.year == year ? "since " : "") + DateText.short(layer.shownDay, year: year), .dim)
  }

  private func title(_ layer: TariffReading.Layer, room: Int) -> TerminalSafe {
    let title: TerminalSafe = "\(layer.measure.title)"
    let full: TerminalSafe = "\(title), \(layer.step.instrument)"
    return layer.step.instrument.isEmpty || full.width > room ? title : full
  }

  private func drawNext(_ canvas: inout Canvas, _ region: Region, row: Int, count: Int) {
    let entries = reading.ahead.filter(\.concernsTariffs).prefix(count)
    guard !entries.isEmpty else {
      canvas.write("nothing dated ahead", in: region, row: row, column: 1, width: region.columns - 2, style: .dim)
      return
    }
    canvas.write("next", in: region, row: row, column: 1, width: 4, style: .dim)
    for (offset, entry) in entries.enumerated() {
      let countdown = DateText.countdown(reading.asOf.seconds(to: entry.instant))
      canvas.write(
        DateText.compact(Zone.newYork.day(of: entry.instant), year: reading.day.parts.year), in: region,
        row: row + offset, column: 6, width: 7, style: .dim)
      let start = 14
      canvas.write(
        TerminalSafe(entry.title).fitted(to: region.columns - start - 9, before: entry.verificationMark), in: region,
        row: row + offset, column: start, style: entry.isTariffStep ? Style(.warning) : .text)
      canvas.write(
        countdown, in: region, row: row + offset, column: region.columns - 8, width: 7, style: .text,
        alignment: .right)
    }
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
    "tariffs", rows: { 2 + $0.reading.tariffs.layers.count },
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
