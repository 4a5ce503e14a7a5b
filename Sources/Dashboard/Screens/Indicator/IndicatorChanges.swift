import Analytics
import Canvas
import Market
import Wording

/// Everything that moved the index since a day, largest first; it adds up to the change.
struct IndicatorChanges {
  let view: IndicatorView
  let since: IndicatorSince
  let selected: Int
  let focused: Bool

  func draw(into canvas: inout Canvas, in region: Region) {
    guard let explained = view.change else { return canvas.paneRule("Changes", in: region, focused: focused) }
    let change = explained.change
    let largest = change.items.map { abs($0.points) }.max() ?? 0
    var table = Table(
      columns(explained, largest: largest, canvas.glyphs), rows: change.items, selected: focused ? selected : nil)
    table.margins.trail = 2
    var rest = region
    canvas.paneRule(
      "\(NumberText.fixed(change.total, 1, signed: true)) since \(name(explained))", in: rest.takeRows(1),
      focused: focused, heads: table.heads(region.columns))
    guard !change.items.isEmpty else {
      canvas.write("nothing moved it", in: region, row: 1, column: 2, width: region.columns - 3, style: .dim)
      return
    }
    rest.rows -= 1
    table.drawRows(into: &canvas, in: rest)
    let shown = change.items[table.visible(height: rest.rows)]
    drawSum(explained, shown: shown.map(\.points), &canvas, region)
  }

  private func columns(
    _ explained: IndicatorView.Explained, largest: Double, _ glyphs: Glyphs
  ) -> [Column<IndicatorChange.Item>] {
    [
      Column("cause", ColumnExtent(24...Int.max), mark: 1) { item in
        .text(
          explained.text(item, glyphs), item.cause.isTariff ? Style(.text, [.bold]) : .text,
          mark: item.verificationMark)
      },
      Column("bar", head: "to \(NumberText.fixed(largest, 2))", ColumnExtent(13, gap: 0, rank: 1)) { item in
        .plot {
          $0.signedBar(
            item.points, of: largest, in: $1, row: 0, column: 0, width: $1.columns,
            style: Style(NumberText.role(item.points)))
        }
      },
      Column("points", head: "points", ColumnExtent(7), alignment: .right) { .number($0.points, 2) },
    ]
  }

  private func drawSum(
    _ explained: IndicatorView.Explained, shown: [Double], _ canvas: inout Canvas, _ region: Region
  ) {
    let change = explained.change
    let row = min(shown.count + 1, region.rows - 1)
    let others = change.items.count - shown.count
    let split = Split(shown, of: change.total, leavesOut: others > 0, decimals: 2)
    let parts = NumberText.addingUp([change.tariffs, change.events], to: change.total, 2)
    let sides: TerminalSafe =
      "tariffs \(NumberText.fixed(parts[0], 2, signed: true)), events \(NumberText.fixed(parts[1], 2, signed: true))"
    let text =
      split.rest.map { rest -> TerminalSafe in
        let number = NumberText.fixed(rest, 2, signed: true)
        return others > 0 ? "rest, \(others) more \(number); in all" : sides + ", rest \(number)"
      } ?? sides
    canvas.write(text, in: region, row: row, column: 3, width: region.columns - 14, style: .dim)
    write(change.total, &canvas, region, row, [.bold])
  }

  private func write(
    _ points: Double, _ canvas: inout Canvas, _ region: Region, _ row: Int, _ traits: Traits = []
  ) {
    canvas.write(
      NumberText.fixed(points, 2, signed: true), in: region, row: row, column: region.columns - 10, width: 8,
      style: Style(NumberText.role(points), traits), alignment: .right)
  }

  private func name(_ explained: IndicatorView.Explained) -> TerminalSafe {
    switch since {
    case .yesterday: "yesterday"
    case .week: "a week ago"
    case .mark: "your mark, \(moment(explained.from))"
    case .event(let instant): "before \(moment(instant))"
    }
  }

  private func moment(_ instant: Instant) -> TerminalSafe {
    "\(DateText.short(view.clock.day(of: instant), year: view.year)) \(view.clock.time(of: instant))"
  }
}

extension IndicatorChange.Cause {
  fileprivate var isTariff: Bool { if case .tariffs = self { true } else { false } }
}
