import Analytics
import Canvas
import Market
import Wording

/// All that happened since the trader looked, in the order of the digest; each item opens what it speaks of.
struct DigestScreen: Screen {
  private var entries: [Digest.Entry] = []
  private var selected: DigestItem?
  /// The first row in view.
  private var first = 0
  private var height = 1

  init() {}

  var place: Place { .digest }

  func printed(in moment: Moment) -> PrintedTable? { .section(.digest) }

  private var row: Int { entries.firstIndex { $0.item == selected } ?? 0 }

  mutating func refresh(from moment: Moment) {
    // An item that says more than before takes the cursor of the one that it stands for.
    let before = entries.isEmpty ? 0 : row
    entries = moment.digest?.entries ?? []
    height = max(1, moment.size.rows - 3)
    if !entries.contains(where: { $0.item == selected }) {
      selected = entries.isEmpty ? nil : entries[min(before, entries.count - 1)].item
    }
    follow()
  }

  mutating func move(_ step: Step, in moment: Moment) -> [Request] {
    guard !entries.isEmpty else { return [] }
    selected = entries[step.target(from: row, count: entries.count, page: height)].item
    follow()
    return []
  }

  mutating func open(in moment: Moment) -> [Request] {
    guard !entries.isEmpty else { return [] }
    let route = entries[row].item.route
    if case .instrument(let symbol) = route { return [.select(symbol), .open(route)] }
    return [.open(route)]
  }

  private mutating func follow() {
    first = Viewport.first(first, keeping: row, count: entries.count, height: height, hasHeadings: false)
  }

  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region) {
    var table = Table(columns(moment), rows: entries, selected: entries.isEmpty ? nil : row)
    table.first = first
    let since = moment.mark.map { mark -> TerminalSafe in
      let day = moment.clock.day(of: mark.instant)
      let date =
        day == moment.clock.day(of: moment.asOf) ? "" : DateText.short(day, year: moment.reading.day.parts.year) + " "
      return "New since " + date + moment.clock.time(of: mark.instant)
    }
    table.draw(since ?? "New", into: &canvas, in: region, focused: true)
    guard entries.isEmpty else { return }
    canvas.write(
      moment.isWhole ? "nothing happened since" : "the files are still being read", in: region, row: 1, column: 3,
      width: region.columns - 4, style: .dim)
  }

  private func columns(_ moment: Moment) -> [Column<Digest.Entry>] {
    let today = moment.clock.day(of: moment.asOf)
    return [
      Column(DigestColumns.named, ColumnExtent(6, gap: 0, rank: 2)) { entry in
        let day = moment.clock.day(of: entry.named)
        return .text(
          day == moment.clock.day(of: moment.asOf)
            ? moment.clock.time(of: entry.named) : DateText.narrow(day, year: moment.reading.day.parts.year), .dim)
      },
      Column(DigestColumns.about, ColumnExtent(7, gap: 2, rank: 1)) { .text(TerminalSafe($0.item.about), .dim) },
      Column(DigestColumns.text, ColumnExtent(10...Int.max, gap: 2), leads: true) { entry in
        .plot { canvas, cell in
          let long = TerminalSafe(entry.item.text(by: moment.clock, on: today))
          canvas.write(
            long.width <= cell.columns ? long : entry.item.fitted(to: cell.columns, on: today), in: cell, row: 0,
            style: entry.item.style(on: today))
        }
      },
    ]
  }
}

extension DigestItem {
  /// What shows more of it.
  var route: Route {
    switch self {
    case .trigger, .index, .noEvidence, .market: .indicator
    case .headline(let side, _, _): .tariffs(side: side)
    case .announced(let change): .detail(.layer(id: change.measure.id))
    case .layer(let layer): .detail(.layer(id: layer.measure.id))
    case .signal(let signal, _, _): .detail(.signal(id: signal.id))
    case .file(let path, _): .detail(.file(path: path))
    case .doubt(let symbol, _, _): .instrument(symbol: symbol)
    case .move(let move): .instrument(symbol: move.symbol)
    }
  }
}
