import Analytics
import Canvas
import Market
import Wording

/// Contributions as signed bars by component, down to the single event, with the arithmetic of the selected one. The bars share
/// a scale, which their head says.
struct IndicatorTable {
  private enum Line {
    case heading(TerminalSafe, TerminalSafe, Double?)
    case side(Side, IndicatorReading.Part, points: Double)
    case event(IndicatorReading.Contribution)
    case name(MarketReading.Member)
    case reference(TerminalSafe, Double)
    case sum(TerminalSafe, Double)
    case remark(TerminalSafe)

    var row: IndicatorRow? {
      switch self {
      case .side(let side, _, _): .side(side)
      case .event(let item): .event(id: item.signal.id)
      case .name(let member): .name(symbol: member.symbol)
      case .heading, .reference, .sum, .remark: nil
      }
    }

    var points: Double? {
      switch self {
      case .heading(_, _, let points): points
      case .side(_, _, let points): points
      case .event(let item): item.points
      case .name(let member): member.weight * member.logReturn * 100
      case .reference(_, let value), .sum(_, let value): value
      case .remark: nil
      }
    }
  }

  let view: IndicatorView
  let selected: IndicatorRow?
  let hypothesis: Hypothesis
  let focused: Bool
  /// Whether the settings in use stand here.
  let showsSettings: Bool
  /// The first line in view.
  var first = 0

  private var indicator: IndicatorReading { view.indicator }

  func draw(into canvas: inout Canvas, in region: Region) {
    let lines = lines
    let at = lines.firstIndex { $0.row != nil && $0.row == selected }
    var table = Table(columns(region.columns), lines: lines.map(line), selected: at)
    (table.margins.lead, table.isCursorDim) = (2, !focused)
    canvas.paneRule(title(region.columns), in: region, focused: focused, heads: table.heads(region.columns))
    guard !view.table.rows.isEmpty else {
      canvas.write("nothing contributes", in: region, row: 1, column: 2, width: region.columns - 3, style: .dim)
      return
    }
    let foot = foot(of: region)
    var rest = region
    _ = rest.takeRows(1)
    let list = rest.takeRows(rest.rows - foot)
    table.first = first
    table.drawRows(into: &canvas, in: list)
    if foot > 0 { drawFoot(foot, &canvas, region) }
  }

  /// Rows below the list: the arithmetic of the selected line, and the settings.
  private func foot(of region: Region) -> Int { region.rows < 6 ? 0 : region.rows >= 9 && showsSettings ? 3 : 2 }

  /// The first line in view, as near to `first` as can be, so that the selected one is in a region; with the last of them
  /// what follows it, the sum.
  func first(_ first: Int, in region: Region) -> Int {
    let lines = lines
    let at = lines.firstIndex { $0.row != nil && $0.row == selected } ?? 0
    let isLast = !lines[min(at + 1, lines.count)...].contains { $0.row != nil }
    let height = max(0, region.rows - 1 - foot(of: region))
    let kept = Viewport.first(
      first, keeping: isLast ? lines.count - 1 : at, count: lines.count, height: height, hasHeadings: true)
    return Viewport.first(kept, keeping: at, count: lines.count, height: height, hasHeadings: true)
  }

  private func title(_ columns: Int) -> TerminalSafe {
    guard indicator.isKnown else { return "What makes the index" }
    let parts = indicator.shownParts
    let sum = [parts.tariffs, parts.events].compactMap(\.self).reduce("" as TerminalSafe) {
      $0 + " " + NumberText.fixed($1, 1, signed: true)
    }
    let value = NumberText.fixed(indicator.policy.value, 1)
    return columns >= 56 ? "What makes \(value) = 50\(sum)" : "What makes \(value)"
  }

  private var lines: [Line] {
    var lines: [Line] = []
    let content = view.table
    if let tariffs = indicator.tariffs {
      lines.append(.heading("Tariffs", "level \(NumberText.fixed(tariffs.level, 1)) of 100", tariffs.contribution))
      let points = NumberText.addingUp(content.sides.map(\.part.contribution), to: tariffs.contribution, 2)
      lines += zip(content.sides, points).map { .side($0.side, $0.part, points: $1) }
    }
    if let events = indicator.events {
      let newest: TerminalSafe =
        indicator.evidence.newest.map { ", newest \(DateText.short($0, year: view.year))" } ?? ""
      lines.append(
        .heading(
          "Events", "level \(NumberText.fixed(events.level, 1)), \(content.events.count) of a year\(newest)",
          events.contribution))
      let halves = NumberText.addingUp([indicator.words ?? 0, indicator.deeds ?? 0], to: events.contribution, 2).map {
        NumberText.fixed($0, 2, signed: true)
      }
      lines.append(.remark("words \(halves[0]), deeds \(halves[1])"))
      lines += content.events.map { .event($0) } + rest(content.events.map(\.points), of: events.contribution)
    }
    if let market = indicator.market {
      lines.append(.heading("Market", "\(NumberText.fixed(market.value, 1)), not in the index; 5 sessions, %", nil))
      lines += content.members.map { .name($0) }
      lines.append(.reference("less \(market.reference)", -market.referenceReturn * 100))
      lines.append(
        .sum(
          "basket less \(market.reference), z \(NumberText.fixed(market.z, 2, signed: true))",
          market.relativeReturn * 100))
    }
    return lines
  }

  /// What the rounding of parts leaves of their sum.
  private func rest(_ parts: [Double], of total: Double) -> [Line] {
    Split(parts, of: total, leavesOut: false, decimals: 2).rest.map { [.sum("rest", $0)] } ?? []
  }

  private func line(_ line: Line) -> Table<Line>.Line {
    guard case .heading(let name, _, _) = line else { return .row(line) }
    return .heading { canvas, region, fit in
      canvas.write(name, in: region, row: 0, column: 2, width: 8, style: Style(.heading, [.bold]))
      fit.draw(into: &canvas, in: region) { ["actor", "points", "bar"].contains($0.id) ? $0.cell(line) : nil }
    }
  }

  // MARK: Columns

  private func columns(_ width: Int) -> [Column<Line>] {
    let bar = width >= 104 ? 11 : min(17, width / 7 / 2 * 2 + 1)
    var columns: [Column<Line>] = [
      Column("supposed", ColumnExtent(1)) { supposedMark($0.row) },
      Column("date", ColumnExtent(7, gap: 0)) { line in
        guard case .event(let item) = line else { return .empty }
        return .plot { $0.date(item.signal.day, year: view.year, in: $1, row: 0, column: 0) }
      },
      Column("actor", ColumnExtent(4), mark: 1, cell: actor),
      Column("text", ColumnExtent(13...Int.max, gap: 0), mark: 1, leads: true) { line in
        if case .event(let item) = line {
          .text("\(item.signal.text)", mark: item.signal.verificationMark)
        } else {
          .empty
        }
      },
    ]
    columns += factors
    columns.append(Column("points", head: "points", ColumnExtent(7), alignment: .right, cell: points))
    if view.supposed != nil {
      columns.append(Column("as if", head: "as if", ColumnExtent(7), alignment: .right, cell: supposed))
    }
    if width >= 60 {
      let parts = [indicator.tariffs?.contribution, indicator.events?.contribution].compactMap(\.self)
      let full = (parts + indicator.contributions.map(\.points)).map(abs).max() ?? 0
      columns.append(
        Column("bar", head: "to \(NumberText.fixed(full, 1))", ColumnExtent(bar, gap: 2, rank: 1)) {
          self.bar($0, of: full)
        })
    }
    columns.append(
      Column("origin", head: "file:line", ColumnExtent(17, rank: 2)) { line in
        if case .event(let item) = line { .text("\(item.signal.origin.description)", .dim) } else { .empty }
      })
    return columns
  }

  /// What the points of an event are made of.
  private var factors: [Column<Line>] {
    func factor(
      _ head: TerminalSafe, _ width: Int, gap: Int = 1,
      _ text: @escaping (IndicatorReading.Contribution) -> TerminalSafe
    ) -> Column<Line> {
      Column(head.text, head: head, ColumnExtent(width, gap: gap, rank: 2), alignment: .right) { line in
        if case .event(let item) = line { .text(text(item), .dim) } else { .empty }
      }
    }
    return [
      factor("code", 5, gap: 0) { "\($0.signal.code)" },
      factor("g", 5) { NumberText.fixed($0.signal.weight, 1, signed: true) },
      factor("grade", 8) {
        "\($0.signal.reliability.rawValue)\($0.credibility) \(NumberText.fixed($0.probability, 2))"
      },
      factor("scope", 5) { NumberText.fixed($0.signal.scope, 2) },
      factor("days", 4) { "\($0.age)" },
      factor("decay", 5) { NumberText.fixed($0.decay, 3) },
      factor("x", 6) { NumberText.fixed($0.strength, 2, signed: true) },
    ]
  }

  /// Who did it; of what is no event, all that is said of it.
  private func actor(_ line: Line) -> TableCell {
    switch line {
    case .event(let item): .text(CountryText.short(item.signal.actor), .dim)
    case .side(let side, let part, _):
      .text(
        "\(side.onTheOther)  \(rate(side)), level \(NumberText.fixed(part.level, 1))",
        through: "x")
    case .name(let member):
      .text(
        "\(member.symbol)  \(NumberText.fixed(member.weight, 2)) of \(NumberText.fixed(member.logReturn * 100, 2, signed: true)) %",
        through: "x")
    case .reference(let name, _): .text(name, through: "x")
    case .sum(let name, _), .remark(let name): .text(name, .dim, through: "x")
    case .heading(_, let remark, _): .text(remark, .dim, through: "x")
    }
  }

  private func points(_ line: Line) -> TableCell { line.points.map { .number($0, 2) } ?? .empty }

  /// - Parameter full: points of a whole bar.
  private func bar(_ line: Line, of full: Double) -> TableCell {
    switch line {
    case .event, .heading, .side: break
    case .name, .reference, .sum, .remark: return .empty
    }
    guard let points = line.points, full > 0 else { return .empty }
    return .plot {
      $0.signedBar(
        points, of: full, in: $1, row: 0, column: 0, width: $1.columns, style: Style(NumberText.role(points)))
    }
  }

  private func rate(_ side: Side) -> TerminalSafe {
    let standing = view.reading.tariffs.side(side)
    return "\(NumberText.fixed(standing.allIn, 1)) all-in"
  }

  /// What is supposed of a row.
  private func supposedMark(_ row: IndicatorRow?) -> TableCell {
    let mark: TerminalSafe =
      switch row {
      case _ where view.supposed == nil: ""
      case .event(let id) where hypothesis.leftOutSignals.contains(id): "x"
      case .event(let id): hypothesis.statuses[id].map { $0 == .confirmed ? "c" : "d" } ?? ""
      case .name(let symbol): hypothesis.leftOutNames.contains(symbol) ? "x" : ""
      case .side, nil: ""
      }
    return .text(mark, Style(.warning, [.bold, .inverse]))
  }

  private func supposed(_ line: Line) -> TableCell {
    guard let row = line.row, let supposed = view.supposed else { return .empty }
    return .text(
      NumberText.fixed(supposed.points[row], 2, signed: true),
      supposedMark(row).text.isEmpty ? .dim : Style(.warning, [.bold]))
  }

  /// The arithmetic of the selected row, its source, and the settings in use.
  private func drawFoot(_ rows: Int, _ canvas: inout Canvas, _ region: Region) {
    let row = region.rows - rows
    let (first, second) = selectedText(region.columns)
    canvas.write(first, in: region, row: row, column: 2, width: region.columns - 3)
    canvas.write(second, in: region, row: row + 1, column: 2, width: region.columns - 3, style: .dim)
    guard rows >= 3 else { return }
    canvas.write(settings, in: region, row: row + 2, column: 2, width: region.columns - 3, style: .dim)
  }

  private func selectedText(_ columns: Int) -> (TerminalSafe, TerminalSafe) {
    switch selected {
    case .event(let id):
      guard let item = view.table.events.first(where: { $0.signal.id == id }) else { return ("", "") }
      let signal = item.signal
      let settings = view.desk.watchlist.indicator
      let halfLife = signal.isMaterial ? settings.materialHalfLife : settings.verbalHalfLife
      let sum: TerminalSafe =
        "\(NumberText.fixed(signal.weight, 1, signed: true)) x \(signal.reliability.rawValue)\(item.credibility) \(NumberText.fixed(item.probability, 2)) x scope \(NumberText.fixed(signal.scope, 2)) x \(NumberText.fixed(item.decay, 3)) (\(item.age) d, half in \(NumberText.fixed(halfLife, 0))) = \(NumberText.fixed(item.strength, 2, signed: true))"
      let factor = item.strength == 0 ? 0 : item.points / item.strength
      let points: TerminalSafe =
        columns < 104
        ? ""
        : ", by the slope of tanh x \(NumberText.fixed(factor, 3)) = \(NumberText.fixed(item.points, 2, signed: true)) points"
      let meaning: TerminalSafe = CAMEO.meaning(of: signal.code).map { "\($0)" } ?? "CAMEO \(signal.code)"
      return (
        "\(signal.id) \(signal.code) \(sum)\(points)",
        "\(signal.origin.description)  \(item.status.rawValue)  \(meaning)  \(signal.source.isEmpty ? "source not given" : signal.source)"
      )
    case .side(let side):
      let standing = view.reading.tariffs.side(side)
      let since: TerminalSafe = standing.since.map { ", since \(DateText.short($0, year: view.year))" } ?? ""
      return (
        "all-in \(NumberText.fixed(standing.allIn, 1)) = headline \(NumberText.fixed(standing.headline, 1)) + baseline \(NumberText.fixed(standing.baseline, 1))\(since)",
        "level by the logarithm: 0 at \(side == .us ? "164" : "146"), 100 at \(side == .us ? "2.7" : "8.0"); Enter opens Tariffs"
      )
    case .name(let symbol):
      guard let market = indicator.market, let member = market.members.first(where: { $0.symbol == symbol }) else {
        return ("", "")
      }
      return (
        "\(symbol) \(NumberText.fixed(member.weight, 3)) of the basket, close \(NumberText.fixed(member.close, 2)), 5 sessions \(NumberText.fixed(member.logReturn * 100, 2, signed: true)) %",
        "needle 100 x Phi(z), z = (\(NumberText.fixed(market.relativeReturn * 100, 2)) - \(NumberText.fixed(market.mean * 100, 2))) / \(NumberText.fixed(market.deviation * 100, 2)) over 250 sessions; x leaves it out"
      )
    case nil: return ("", "")
    }
  }

  /// The settings of the watchlist, as in use.
  private var settings: TerminalSafe {
    let settings = view.desk.watchlist.indicator
    let isEven = Set(settings.basket.map(\.weight)).count <= 1
    let basket = settings.basket.reduce("" as TerminalSafe) { text, member in
      text + " \(member.symbol)" + (isEven ? "" : " " + NumberText.fixed(member.weight, 2))
    }
    return
      "half-lives \(NumberText.plain(settings.verbalHalfLife))/\(NumberText.plain(settings.materialHalfLife)) d, scale \(NumberText.plain(settings.scale)), weights \(NumberText.fixed(settings.eventsWeight, 2)) \(NumberText.fixed(settings.tariffsWeight, 2)) \(NumberText.fixed(settings.marketWeight, 2)), basket\(basket); watchlist.yaml"
  }
}
