import Analytics
import Canvas
import Market
import Wording

/// Where both sides stand on a day: headline, all-in, peak, published averages, and the sum that makes them.
struct TariffStanding: Sendable {
  struct Row: Sendable {
    let side: Side
    let rates: TariffSchedule.Rates
    let standing: TariffReading.SideReading
    let terms: [TariffReading.Layer]
    /// Headlines to come, as announced by the day.
    let announced: [(headline: Double, from: Day)]
  }

  let day: Day
  /// The day is that of the crosshair, not of the moment shown.
  let isCrosshair: Bool
  let rows: [Row]
  /// A published average: its newest value, or since when a change of the headline has made that void.
  enum Average: Sendable {
    case value(ReferenceSeries.Value)
    case void(since: Day)

    var isVoid: Bool { if case .void = self { true } else { false } }

    var day: Day {
      switch self {
      case .value(let value): value.day
      case .void(let day): day
      }
    }
  }

  /// Labels of the published averages, and what they say of each side.
  let published: [(label: TerminalSafe, values: [Side: Average])]

  /// Rows of the table and the sums below its rule.
  var height: Int { 1 + 2 * rows.count }

  init(
    _ book: TariffBook, _ schedule: TariffSchedule, published: [ReferenceSeries], sides: [Side], asOf instant: Instant,
    isCrosshair: Bool
  ) {
    let day = Zone.newYork.day(of: instant)
    self.day = day
    self.isCrosshair = isCrosshair
    let reading = TariffReading(book, asOf: instant)
    rows = sides.map { side in
      Row(
        side: side, rates: schedule.rates(side, at: instant), standing: reading.side(side),
        terms: reading.terms(of: side),
        announced: schedule.announced(side, at: instant))
    }
    var columns: [(label: TerminalSafe, values: [Side: Average])] = []
    for series in published where series.isLevel {
      guard let side = series.side, sides.contains(side), let index = series.values.lastIndex(where: { $0.day <= day })
      else { continue }
      let end = series.ends(schedule.changes(of: [side], through: instant))[index]
      let value: Average = if let end, end <= day { .void(since: end) } else { .value(series.values[index]) }
      let label = TerminalSafe(series.label).fitted(to: 20)
      if let index = columns.firstIndex(where: { $0.label == label && $0.values[side] == nil }) {
        columns[index].values[side] = value
      } else {
        columns.append((label, [side: value]))
      }
    }
    self.published = columns
  }

  /// Those in front stay longest.
  private func columns(_ width: Int) -> [Column<Row>] {
    var groups = [
      columns("add-on", Style(.accent)) { NumberText.fixed($0.rates.headline, 1) },
      columns("all-in", .text) { NumberText.fixed($0.rates.allIn, 1) },
    ]
    groups += published.map { one in
      columns(
        one.label, .text, room: one.values.values.contains(where: \.isVoid) ? 12 : 10, day: { one.values[$0.side]?.day }
      ) { text(one.values[$0.side]) }
    }
    let peak = columns("peak", .dim, day: { $0.standing.peak?.day }) { NumberText.fixed($0.standing.peak?.rate, 1) }
    groups.insert(peak, at: min(3, groups.count))
    groups.append(columns("add-on since", .dim, room: 6, day: { $0.standing.since }) { _ in "" })
    let side = Column<Row>("side", ColumnExtent(width >= 110 ? 26 : 14)) { .text(name($0.side)) }
    return [side] + groups.enumerated().flatMap { rank, group in group(rank + 1) }
  }

  /// A number in the row of each side, and beside it the day that it is of, where any has one; by their rank.
  private func columns(
    _ head: TerminalSafe, _ style: Style, room: Int = 9, day: @escaping (Row) -> Day? = { _ in nil },
    number: @escaping (Row) -> TerminalSafe
  ) -> (_ rank: Int) -> [Column<Row>] {
    let days = rows.map { day($0).map(date)?.width ?? 0 }.max() ?? 0
    let width = max(head.width + 2, room + (days > 0 ? days + 1 : 0))
    return { rank in
      guard days > 0 else {
        return [
          Column(head.text, head: head, ColumnExtent(width, gap: 0, rank: rank), alignment: .right) {
            .text(number($0), style)
          }
        ]
      }
      return [
        Column(head.text, ColumnExtent(width - days - 1, gap: 0, rank: rank), alignment: .right) {
          .text(number($0), style)
        },
        Column("\(head.text) day", head: head, ColumnExtent(days, rank: rank), alignment: .right) {
          .text(day($0).map(date) ?? "", .dim)
        },
      ]
    }
  }

  private func date(_ day: Day) -> TerminalSafe { DateText.short(day, year: self.day.parts.year) }

  /// The place of the mark of a value that is not verified stays free where it is, so that decimals stand on one x.
  private func text(_ average: Average?) -> TerminalSafe {
    switch average {
    case nil: "- "
    case .void: "void since"
    case .value(let value): NumberText.fixed(value.value, 1) + (value.verified ? " " : "?")
    }
  }

  func draw(into canvas: inout Canvas, in region: Region) {
    let isWide = region.columns >= 110
    let title: TerminalSafe =
      isWide
      ? (isCrosshair ? "Crosshair: " : "Tariffs, %: ") + DateText.long(day)
      : region.columns < 60
        ? "Tariffs, %" : isCrosshair ? "at " + DateText.short(day, year: 0) : DateText.long(day)
    var table = Table(columns(region.columns), rows: rows)
    (table.margins.lead, table.fills) = (2, true)
    table.draw(title, into: &canvas, in: region, focused: true)
    if isCrosshair {
      canvas.write(title, in: region, row: 0, column: 2, width: title.width, style: Style(.warning, [.bold]))
    }
    for (row, side) in rows.enumerated() {
      drawSum(side, row: rows.count + row + 1, &canvas, region)
    }
  }

  private func name(_ side: Side) -> TerminalSafe { TerminalSafe(side.onTheOther) }

  /// `125 Reciprocal + 20 Fentanyl = 145 add-on; + 19 baseline = 164 all-in`, without the titles where there is no room
  /// for them; behind it the headlines to come.
  private func drawSum(_ side: Row, row: Int, _ canvas: inout Canvas, _ region: Region) {
    let room = region.columns - 6
    canvas.write("\(side.side.rawValue)", in: region, row: row, column: 2, width: 2, style: .dim)
    let variants = sums(side)
    guard let sum = variants.first(where: { $0.width <= room }) ?? variants.last else { return }
    canvas.write(sum, in: region, row: row, column: 5, width: room)
    guard let announced = announcements(side).first(where: { sum.width + 2 + $0.width <= room }) else { return }
    canvas.write(announced, in: region, row: row, column: 5 + sum.width + 2, style: Style(.warning))
  }

  /// The sum from its longest to its shortest wording.
  private func sums(_ row: Row) -> [TerminalSafe] {
    guard let headline = row.rates.headline.map(NumberText.plain) else { return ["no measure on record"] }
    func joined(_ terms: [TerminalSafe]) -> TerminalSafe {
      terms.dropFirst().reduce(terms.first ?? "nothing economy-wide") { $0 + " + " + $1 }
    }
    let long = joined(row.terms.map { "\(NumberText.plain($0.rate)) \($0.measure.title)" })
    let short = joined(row.terms.map { NumberText.plain($0.rate) })
    guard let baseline = row.standing.baseline.map(NumberText.plain), let allIn = row.rates.allIn else {
      return [long, short].map { $0 + " = \(headline) add-on; no baseline on record" }
    }
    let all = NumberText.plain(allIn)
    let lapsed: TerminalSafe = row.standing.ifLapsed.map { "; \(NumberText.plain($0)) add-on if lapsed" } ?? ""
    return [
      long + " = \(headline) add-on; + \(baseline) baseline = \(all) all-in" + lapsed,
      short + " = \(headline) add-on; + \(baseline) baseline = \(all) all-in" + lapsed,
      short + " = \(headline); + \(baseline) = \(all)",
    ]
  }

  /// The headlines to come from all of them to the next alone.
  private func announcements(_ row: Row) -> [TerminalSafe] {
    let steps = row.announced.map { step -> TerminalSafe in
      "\(NumberText.plain(step.headline)) from \(date(step.from))"
    }
    return steps.indices.reversed().map { last in
      let text = steps[1..<max(1, last + 1)].reduce("announced: " + steps[0]) { $0 + ", " + $1 }
      return last < steps.count - 1 ? text + " and \(steps.count - 1 - last) more" : text
    }
  }
}
