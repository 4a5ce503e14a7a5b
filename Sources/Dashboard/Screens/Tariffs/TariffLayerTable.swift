import Analytics
import Canvas
import Market
import Wording

/// The measures by what they count for, then sources and stacking rules: a list to move through.
struct TariffLayerTable: Sendable {
  enum Status: TerminalSafe, CaseIterable, Sendable {
    case all = "all states"
    case inForce = "in force"
    case pending = "pending"
    case suspended = "suspended"
    case over = "ended or struck down"

    func matches(_ state: TariffReading.Layer.State) -> Bool {
      switch self {
      case .all: true
      case .inForce: state == .inForce
      case .pending: state == .pending
      case .suspended: state == .suspended
      case .over: state == .ended || state == .struckDown
      }
    }
  }

  enum Item: Sendable {
    case heading(TerminalSafe)
    case layer(TariffReading.Layer)
    /// A line of text and where it is from, which the last line of a text has.
    case text(TerminalSafe, origin: TerminalSafe)
    case gap

    var isSelectable: Bool {
      switch self {
      case .layer, .text: true
      case .heading, .gap: false
      }
    }
  }

  let items: [Item]
  /// Announced changes of measures that already hold, the next of each, by id.
  let changes: [String: TariffReading.Change]
  let asOf: Instant
  let year: Int
  /// What is filtered by, in words; empty where nothing is.
  let filter: TerminalSafe
  /// How the measures are narrowed and sorted.
  let list: RowList

  // MARK: Items

  /// - Parameter width: columns of the screen, to which texts are wrapped.
  init(
    _ moment: Moment, sides: [Side], sector: String?, status: Status, list: RowList, published: [ReferenceSeries],
    width: Int
  ) {
    let reading = moment.reading
    asOf = reading.asOf
    year = reading.day.parts.year
    let parts: [TerminalSafe] = [
      sides.count > 1 ? "" : sides.first == .us ? "US" : "China", sector.map { "\($0)" } ?? "",
      status == .all ? "" : status.rawValue,
    ]
    filter = parts.filter { !$0.isEmpty }.reduce("") { $0.isEmpty ? $1 : $0 + ", " + $1 }
    let changes = Dictionary(
      reading.tariffs.pending.map { ($0.measure.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.changes = changes
    let listed = reading.tariffs.layers.filter { layer in
      sides.contains(layer.measure.by)
        && (status.matches(layer.state) || status == .pending && changes[layer.measure.id] != nil)
        && (sector.map(layer.measure.sectors.contains) ?? true)
    }.sorted(by: Self.precedes)
    var list = list
    list.arrange(RowSource(listed, TariffColumns.all))
    self.list = list
    let layers = list.select(from: listed)
    var items: [Item] = []
    func add(_ heading: TerminalSafe, _ group: [Item]) {
      guard !group.isEmpty else { return }
      if !items.isEmpty { items.append(.gap) }
      items.append(.heading(heading))
      items += group
    }
    let groups: [(TerminalSafe, Set<TariffMeasure.Scope>)] = [
      (Self.economyWide(layers, moment.reading.tariffs, sides), [.all]),
      ("On some goods only: not in the add-on", [.sector, .product]),
      ("Inside the baseline", [.legacy]),
      ("Fees and export controls: no tariffs, never added", [.fee, .export]),
    ]
    for (heading, scopes) in groups {
      add(heading, layers.filter { scopes.contains($0.measure.scope) }.map(Item.layer))
    }
    if layers.isEmpty {
      let reason: TerminalSafe = filter.isEmpty ? "no tariff measures" : "no measure is of: \(filter)"
      items.append(.heading(listed.isEmpty ? reason : "no measure is so"))
    }
    guard list.filter == nil else {
      self.items = items
      return
    }
    let room = width - 6
    add("Sources", Self.sources(moment, sides: sides, published: published, room: room))
    if !moment.desk.tariffs.measures.isEmpty {
      add(
        "How they stack",
        TariffRules.lines(on: reading.day).flatMap { $0.wrapped(to: room) }.map { Item.text($0, origin: "") })
    }
    self.items = items
  }

  /// The heading of the layers that make the add-on; with what those that are not listed add to it.
  private static func economyWide(
    _ listed: [TariffReading.Layer], _ tariffs: TariffReading, _ sides: [Side]
  ) -> TerminalSafe {
    let rests = sides.compactMap { side -> TerminalSafe? in
      let own = tariffs.layers.filter { $0.measure.scope == .all && $0.measure.by == side && $0.state == .inForce }
      let shown = own.filter { layer in listed.contains { $0.measure.id == layer.measure.id } }
      let split = Split(
        shown.compactMap(\.rate), of: tariffs.side(side).headline, leavesOut: shown.count < own.count, decimals: 2)
      return split.rest.map { "\(side.rawValue) \(NumberText.fixed($0, 2))" }
    }
    let rest = rests.reduce("" as TerminalSafe) { $0 + ($0.isEmpty ? ", with the rest of " : " and ") + $1 }
    return "Economy-wide: those in force make the add-on" + rest
  }

  private static func precedes(_ a: TariffReading.Layer, _ b: TariffReading.Layer) -> Bool {
    let order: [TariffReading.Layer.State] = [.inForce, .pending, .suspended, .struckDown, .ended]
    func rank(_ layer: TariffReading.Layer) -> (Int, Int, Double, String) {
      (
        layer.measure.by == .us ? 0 : 1, order.firstIndex(of: layer.state) ?? order.count, -(layer.shownRate ?? -1),
        layer.measure.id
      )
    }
    return rank(a) < rank(b)
  }

  /// Whose word the baselines and the published averages are.
  private static func sources(
    _ moment: Moment, sides: [Side], published: [ReferenceSeries], room: Int
  ) -> [Item] {
    let day = moment.reading.day
    var texts: [(TerminalSafe, Origin)] = []
    for side in sides {
      guard let line = moment.desk.tariffs.baselines.last(where: { $0.by == side && $0.from <= day }) else { continue }
      texts.append(
        (
          "\(side.rawValue) baseline \(NumberText.plain(line.average)) from \(DateText.short(line.from, year: day.parts.year)): \(line.source)",
          line.origin
        ))
    }
    for series in published {
      guard let side = series.side, sides.contains(side) else { continue }
      let kept: TerminalSafe = series.kept ? " (s: its file broke or is gone)" : ""
      texts.append(
        (
          "\(side.rawValue) \(series.label), \(series.unit): \(series.source)\(series.note.isEmpty ? "" : " (\(series.note))")\(kept)",
          series.origin
        ))
    }
    return texts.flatMap { text, origin -> [Item] in
      let origin: TerminalSafe = "\(origin.description)"
      let lines = text.wrapped(to: room - origin.width - 2)
      return lines.enumerated().map { index, line in
        .text(line, origin: index == lines.count - 1 ? origin : "")
      }
    }
  }

  // MARK: Moving

  /// The selectable item nearest to an index.
  func selectable(near index: Int) -> Int? {
    guard !items.isEmpty else { return nil }
    let index = min(max(0, index), items.count - 1)
    if items[index].isSelectable { return index }
    return items[index...].firstIndex(where: \.isSelectable) ?? items[..<index].lastIndex(where: \.isSelectable)
  }

  /// The selectable item some rows away, as far as there are any.
  func moved(from index: Int, by rows: Int) -> Int? {
    let stops = items.indices.filter { items[$0].isSelectable }
    guard let at = stops.firstIndex(where: { $0 >= index }) ?? stops.indices.last else { return nil }
    return stops[min(max(0, at + min(max(rows, -items.count), items.count)), stops.count - 1)]
  }

  func layer(at index: Int?) -> TariffReading.Layer? {
    guard let index, items.indices.contains(index), case .layer(let layer) = items[index] else { return nil }
    return layer
  }

  func index(ofLayer id: String) -> Int? {
    items.firstIndex { item in
      if case .layer(let layer) = item { layer.measure.id == id } else { false }
    }
  }

  // MARK: Drawing

  /// Rows below the list for what the selected layer says.
  static func footRows(in region: Region) -> Int { region.rows >= 7 ? 2 : 0 }

  /// Rows of the list itself.
  static func listRows(in region: Region) -> Int { max(0, region.rows - 1 - footRows(in: region)) }

  func draw(into canvas: inout Canvas, in region: Region, selected: Int?, first: Int, names: [String]) {
    var rest = region
    let room = rest.takeRows(1 + Self.listRows(in: region))
    var table = Table(columns(region.columns), lines: items.map(line), selected: selected)
    (table.first, table.sort) = (first, list.sort)
    table.draw(list.title(filter.isEmpty ? "Layers" : "Layers: \(filter)"), into: &canvas, in: room)
    drawFoot(layer(at: selected), names, &canvas, rest)
  }

  private func line(_ item: Item) -> Table<TariffReading.Layer>.Line {
    switch item {
    case .layer(let layer): .row(layer)
    case .gap: .across { _, _, _ in }
    case .heading(let text):
      .heading { canvas, line, _ in
        canvas.write(text, in: line, row: 0, column: 2, width: line.columns - 3, style: Style(.heading, [.bold]))
      }
    case .text(let text, let origin):
      .across { canvas, line, _ in
        canvas.write(text, in: line, row: 0, column: 3, width: line.columns - 4)
        canvas.write(origin, in: line, row: 0, column: 3, width: line.columns - 5, style: .dim, alignment: .right)
      }
    }
  }

  private func columns(_ width: Int) -> [Column<TariffReading.Layer>] {
    // Titles in full come before instrument and note, which the foot has too.
    let title = width < 130 ? ColumnExtent(20...40, fair: 20) : ColumnExtent(40)
    return [
      Column(TariffColumns.side, ColumnExtent(2)) { .text("\($0.measure.by.rawValue)", .dim) },
      Column(TariffColumns.authority, ColumnExtent(13, rank: 2)) { .text("\($0.measure.authority)", .dim) },
      Column(TariffColumns.title, title) { layer in
        // Beside the rate `s` takes the place of `?`.
        .text(
          "\(layer.measure.title)", layer.state == .inForce ? .text : .dim,
          mark: layer.measure.kept ? layer.step.verificationMark : "")
      },
      Column(TariffColumns.rate, ColumnExtent(8), alignment: .right, mark: 1, cell: rate),
      Column(TariffColumns.scope, ColumnExtent(7, rank: 2)) { .text("\($0.measure.scope.rawValue)", .dim) },
      Column(TariffColumns.sectors, ColumnExtent(14, rank: 2)) { layer in
        .text("\(layer.measure.sectors.joined(separator: ", "))", .dim)
      },
      Column(TariffColumns.since, ColumnExtent(11, rank: 1)) { .text(DateText.short($0.shownDay, year: year), .dim) },
      Column(TariffColumns.until, ColumnExtent(11, rank: 1)) { layer in
        .text(layer.until.map { DateText.short($0, year: year) } ?? "", .dim)
      },
      Column(TariffColumns.state, ColumnExtent(width < 60 ? 11 : 16)) { layer in
        .text(
          status(layer),
          layer.state == .inForce && changes[layer.measure.id] == nil && !layer.isLapsed ? .dim : Style(.warning))
      },
      Column(TariffColumns.instrument, ColumnExtent(24, rank: 3)) { .text("\($0.step.instrument)", .dim) },
      Column(TariffColumns.note, ColumnExtent(20...Int.max, rank: 4), mark: 1) { .text("\($0.step.note)", .dim) },
    ]
  }

  /// The place of the mark of a kept value stays free where there is none, so that decimals stand on one x.
  private func rate(_ layer: TariffReading.Layer) -> TableCell {
    let style: Style =
      layer.measure.kept ? Style(.warning) : layer.state == .inForce ? Style(.accent) : .dim
    guard let rate = layer.shownRate else { return .text("no rate", style, mark: " ", style) }
    return .text(
      NumberText.fixed(rate, 2), style,
      mark: layer.measure.kept ? "s" : layer.step.verified ? " " : layer.step.verificationMark, style)
  }

  private func status(_ layer: TariffReading.Layer) -> TerminalSafe {
    guard let change = changes[layer.measure.id] else {
      return "\(layer.isLapsed ? TariffReading.Layer.lapsed : layer.state.words)"
    }
    let countdown = DateText.countdown(asOf.seconds(to: change.instant))
    if layer.state == .pending { return "in \(countdown)" }
    return switch change.step.state {
    case .inForce where change.isContinuation:
      "kept\(change.step.until.map { " to \(DateText.compact($0, year: year).text)" } ?? "")"
    case .inForce: "then \(NumberText.plain(change.step.rate)) in \(countdown)"
    case .suspended where change.isContinuation: "stays off"
    case .suspended: "off in \(countdown)"
    case .ended: "ends in \(countdown)"
    case .struckDown: "void in \(countdown)"
    case .unconfirmed: "to confirm in \(countdown)"
    }
  }

  /// What the columns have no room for, and the names that the selected layer touches.
  private func drawFoot(
    _ layer: TariffReading.Layer?, _ names: [String], _ canvas: inout Canvas, _ region: Region
  ) {
    guard region.rows > 1, let layer else { return }
    let origin: TerminalSafe = "\(layer.step.origin.description)"
    let parts = [
      layer.step.instrument, layer.step.note,
      layer.isLapsed ? "\(TariffReading.Layer.lapsed)  \(TariffReading.Layer.notOnRecord)" : "",
      layer.measure.kept ? "kept: its file broke or is gone" : "",
    ].filter { !$0.isEmpty }
    let said: TerminalSafe =
      "\(layer.measure.id): \(parts.isEmpty ? "no instrument named" : parts.joined(separator: "; "))"
    canvas.write(said, in: region, row: 0, column: 3, width: region.columns - origin.width - 7, style: .dim)
    canvas.write(origin, in: region, row: 0, column: 3, width: region.columns - 5, style: .dim, alignment: .right)
    var touched: TerminalSafe =
      layer.measure.scope == .all ? "touches all goods, no name in particular" : "touches no name in particular"
    if !names.isEmpty {
      touched = names.prefix(9).enumerated().reduce("touches") { $0 + "  \($1.offset + 1) \($1.element)" }
    }
    if let until = layer.until, layer.state != .pending {
      touched =
        touched
        + ", last day \(DateText.short(until, year: year))"
        + (Zone.newYork.instant(until) > asOf
          ? " in \(DateText.countdown(asOf.seconds(to: Zone.newYork.instant(until))))" : "")
    }
    canvas.write(touched, in: region, row: 1, column: 3, width: region.columns - 4, style: .dim)
  }
}
