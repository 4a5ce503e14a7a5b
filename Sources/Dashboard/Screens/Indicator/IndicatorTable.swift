import Analytics
import Canvas
import Market
import Wording

/// Contributions as signed bars by component, down to the single event, with the arithmetic of the selected one. Bars of the
/// components and of the sides share a scale, those of the events another.
struct IndicatorTable {
  enum Row: Hashable, Sendable {
    case side(Side)
    case event(id: String)
    /// A member of the basket.
    case name(symbol: String)
  }

  /// The rows of a reading, by component.
  struct Content: Sendable {
    let sides: [(side: Side, part: IndicatorReading.Part)]
    let events: [IndicatorReading.Contribution]
    let members: [MarketReading.Member]
    let rows: [Row]
    /// Points of the index; of a member of the basket percentage points of the relative return.
    let points: [Row: Double]

    init(_ reading: IndicatorReading) {
      sides = [(Side.us, reading.usTariffs), (.china, reading.chinaTariffs)].compactMap { side, part in
        part.map { (side, $0) }
      }
      events = reading.contributions
      members = reading.market?.members ?? []
      rows =
        sides.map { .side($0.side) } + events.map { .event(id: $0.signal.id) }
        + members.map { .name(symbol: $0.symbol) }
      var points: [Row: Double] = [:]
      for side in sides { points[.side(side.side)] = side.part.contribution }
      for event in events { points[.event(id: event.signal.id)] = event.points }
      for member in members { points[.name(symbol: member.symbol)] = member.weight * member.logReturn * 100 }
      self.points = points
    }
  }

  private enum Line {
    case heading(TerminalSafe, TerminalSafe, Double?)
    case side(Side, IndicatorReading.Part)
    case event(IndicatorReading.Contribution)
    case name(MarketReading.Member)
    case reference(TerminalSafe, Double)
    case sum(TerminalSafe, Double)

    var row: Row? {
      switch self {
      case .side(let side, _): .side(side)
      case .event(let item): .event(id: item.signal.id)
      case .name(let member): .name(symbol: member.symbol)
      case .heading, .reference, .sum: nil
      }
    }
  }

  let view: IndicatorView
  let selected: Row?
  let hypothesis: Hypothesis
  let focused: Bool
  /// Whether the settings in use stand here.
  let showsSettings: Bool

  private var indicator: IndicatorReading { view.indicator }

  /// Columns, from the left: marker, date, who, text, the factors where there is room, points, as if, bar.
  private struct Columns {
    let textEnd: Int
    /// Right edges of code, weight, grade, scope, age, decay and strength; empty without room.
    let factors: [Int]
    let points: Int
    let asIf: Int?
    let bar: (start: Int, width: Int)
    let origin: (start: Int, width: Int)?

    static let names: [TerminalSafe] = ["code", "g", "grade", "scope", "days", "decay", "x"]
    private static let widths = [5, 6, 9, 6, 5, 6, 7]

    init(_ columns: Int, supposes: Bool) {
      let showsFactors = columns >= 104
      let bar = columns < 60 ? 0 : showsFactors ? 11 : min(17, columns / 7 / 2 * 2 + 1)
      let origin = showsFactors ? 17 : 0
      let right = columns - 1 - (origin > 0 ? origin + 1 : 0) - (bar > 0 ? bar + 2 : 0)
      asIf = supposes ? right : nil
      points = supposes ? right - 8 : right
      self.bar = (right + 2, bar)
      self.origin = origin > 0 ? (columns - origin - 1, origin) : nil
      var edges: [Int] = []
      if showsFactors {
        var edge = points - 8
        for width in Self.widths.reversed() {
          edges.insert(edge, at: 0)
          edge -= width
        }
        textEnd = edge
      } else {
        textEnd = points - 8
      }
      factors = edges
    }
  }

  func draw(into canvas: inout Canvas, in region: Region) {
    let columns = Columns(region.columns, supposes: view.supposed != nil)
    var heads: [(text: TerminalSafe, right: Int)] = zip(Columns.names, columns.factors).map { ($0, $1) }
    heads.append(("points", columns.points))
    if let edge = columns.asIf { heads.append(("as if", edge)) }
    if let origin = columns.origin { heads.append(("file:line", origin.start + 9)) }
    canvas.paneRule(title(region.columns), in: region, focused: focused, heads: heads)
    let lines = lines
    guard !view.table.rows.isEmpty else {
      canvas.write("nothing contributes", in: region, row: 1, column: 2, width: region.columns - 3, style: .dim)
      return
    }
    let foot = region.rows < 6 ? 0 : region.rows >= 9 && showsSettings ? 3 : 2
    let height = region.rows - 1 - foot
    let at = lines.firstIndex { $0.row != nil && $0.row == selected } ?? 0
    // What follows the cursor stays in view: the sum below the last name.
    let start = max(0, min(at + 3, lines.count) - height)
    let largest = indicator.contributions.map { abs($0.points) }.max() ?? 0
    for (offset, line) in lines.dropFirst(start).prefix(max(0, height)).enumerated() {
      draw(line, columns, largest, &canvas, region, offset + 1)
    }
    if foot > 0 { drawFoot(foot, &canvas, region) }
  }

  private func title(_ columns: Int) -> TerminalSafe {
    guard indicator.isKnown else { return "What makes the index" }
    let parts = [indicator.tariffs, indicator.events].compactMap { $0 }.map(\.contribution)
    let rounded = NumberText.addingUp(parts, to: indicator.policy.value - 50)
    let sum = rounded.reduce("" as TerminalSafe) { $0 + " " + NumberText.fixed($1, 1, signed: true) }
    let value = NumberText.fixed(indicator.policy.value, 1)
    return columns >= 56 ? "What makes \(value) = 50\(sum)" : "What makes \(value)"
  }

  private var lines: [Line] {
    var lines: [Line] = []
    let content = view.table
    if let tariffs = indicator.tariffs {
      lines.append(.heading("Tariffs", "level \(NumberText.fixed(tariffs.level, 1)) of 100", tariffs.contribution))
      lines += content.sides.map { .side($0.side, $0.part) }
    }
    if let events = indicator.events {
      let newest: TerminalSafe = indicator.ledger.newest.map { ", newest \(DateText.short($0, year: view.year))" } ?? ""
      lines.append(
        .heading(
          "Events", "level \(NumberText.fixed(events.level, 1)), \(content.events.count) of a year\(newest)",
          events.contribution))
      lines += content.events.map { .event($0) }
    }
    if let market = indicator.market {
      lines.append(.heading("Market", "\(NumberText.fixed(market.value, 1)), not in the index; 5 sessions, %", nil))
      lines += content.members.map { .name($0) }
      lines.append(.reference("\(market.reference)", -market.referenceReturn * 100))
      lines.append(
        .sum(
          "basket less \(market.reference), z \(NumberText.fixed(market.z, 2, signed: true))",
          market.relativeReturn * 100))
    }
    return lines
  }

  private func draw(
    _ line: Line, _ columns: Columns, _ largest: Double, _ canvas: inout Canvas, _ region: Region, _ row: Int
  ) {
    func text(_ text: TerminalSafe, from column: Int, to end: Int, _ style: Style) {
      canvas.write(text, in: region, row: row, column: column, width: end - column - 1, style: style)
    }
    let end = columns.points - 8
    let components = [indicator.tariffs, indicator.events].compactMap { $0.map { abs($0.contribution) } }.max() ?? 0
    func points(_ value: Double, decimals: Int = 2, bar full: Double) {
      let style = Style(NumberText.role(value, decimals))
      canvas.write(
        NumberText.fixed(value, decimals, signed: true), in: region, row: row, column: columns.points - 8, width: 8,
        style: style, alignment: .right)
      if full > 0 {
        canvas.signedBar(
          value, of: full, in: region, row: row, column: columns.bar.start, width: columns.bar.width, style: style)
      }
    }
    if let mine = line.row {
      if mine == selected { canvas.cursor(in: region, row: row, focused: focused) }
      drawSupposed(mine, columns, &canvas, region, row)
    }
    switch line {
    case .heading(let name, let remark, let value):
      canvas.write(name, in: region, row: row, column: 2, width: 8, style: Style(.heading, [.bold]))
      text(remark, from: 11, to: end, .dim)
      if let value { points(value, bar: components) }
    case .side(let side, let part):
      text(
        "\(side == .us ? "US on China" : "China on US")  \(rate(side)), level \(NumberText.fixed(part.level, 1))",
        from: 11, to: end, .text)
      points(part.contribution, bar: components)
    case .event(let item):
      canvas.date(item.signal.day, year: view.year, in: region, row: row, column: 3)
      canvas.write(SignalsPanel.country(item.signal.actor), in: region, row: row, column: 11, width: 3, style: .dim)
      text(
        "\(item.signal.text)", from: 15, to: columns.textEnd, line.row == selected ? Style(.text, [.bold]) : .text)
      drawFactors(item, columns, &canvas, region, row)
      points(item.points, bar: largest)
    case .name(let member):
      text(
        "\(member.symbol)  \(NumberText.fixed(member.weight, 2)) of \(NumberText.fixed(member.logReturn * 100, 2, signed: true)) %",
        from: 11, to: end, .text)
      points(member.weight * member.logReturn * 100, bar: 0)
    case .reference(let name, let value):
      text("less \(name)", from: 11, to: end, .text)
      points(value, bar: 0)
    case .sum(let name, let value):
      text(name, from: 11, to: end, .dim)
      points(value, bar: 0)
    }
  }

  private func rate(_ side: Side) -> TerminalSafe {
    let standing = view.reading.tariffs.side(side)
    return "\(NumberText.fixed(standing.allIn, 1)) all-in"
  }

  /// What is supposed of a row, before its text and in the column of its own.
  private func drawSupposed(_ mine: Row, _ columns: Columns, _ canvas: inout Canvas, _ region: Region, _ row: Int) {
    guard let edge = columns.asIf, let supposed = view.supposed else { return }
    let mark: TerminalSafe =
      switch mine {
      case .event(let id) where hypothesis.leftOutSignals.contains(id): "x"
      case .event(let id): hypothesis.statuses[id].map { $0 == .confirmed ? "c" : "d" } ?? ""
      case .name(let symbol): hypothesis.leftOutNames.contains(symbol) ? "x" : ""
      case .side: ""
      }
    canvas.write(mark, in: region, row: row, column: 2, width: 1, style: Style(.warning, [.bold, .inverse]))
    canvas.write(
      NumberText.fixed(supposed.points[mine], 2, signed: true), in: region, row: row, column: edge - 8, width: 8,
      style: mark.isEmpty ? .dim : Style(.warning, [.bold]), alignment: .right)
  }

  private func drawFactors(
    _ item: IndicatorReading.Contribution, _ columns: Columns, _ canvas: inout Canvas, _ region: Region, _ row: Int
  ) {
    let texts: [TerminalSafe] = [
      "\(item.signal.code)", NumberText.fixed(item.signal.weight, 1, signed: true),
      "\(item.signal.reliability.rawValue)\(item.credibility) \(NumberText.fixed(item.probability, 2))",
      NumberText.fixed(item.signal.scope, 2), "\(item.age)", NumberText.fixed(item.decay, 3),
      NumberText.fixed(item.strength, 2, signed: true),
    ]
    for (text, edge) in zip(texts, columns.factors) {
      canvas.write(text, in: region, row: row, column: edge - 10, width: 10, style: .dim, alignment: .right)
    }
    guard let origin = columns.origin else { return }
    canvas.write(
      "\(item.signal.origin.description)", in: region, row: row, column: origin.start, width: origin.width, style: .dim)
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
