import Analytics
import Canvas
import Market
import Wording

/// Both sides' rates over time, and the layers that make them.
struct TariffsScreen: Screen {
  private static let own = ScreenCommands<TariffsScreen>(place: .tariffs, group: .tariffs)

  static let commands = [
    own.command([.character("+"), .character("=")], "zoom-in", "a shorter time", label: "zoom") { screen, moment in
      screen.zoom(by: 1, moment)
    },
    own.command([.character("-")], "zoom-out", "a longer time, at most since 2018", label: "zoom") {
      screen, moment in screen.zoom(by: -1, moment)
    },
    own.command([.character("h"), .left], "earlier", "crosshair to the left") { screen, moment in
      screen.moveCrosshair(to: max(0, screen.position - screen.stride), moment)
    },
    own.command([.character("l"), .right], "later", "crosshair to the right; at the end it goes") { screen, moment in
      screen.moveCrosshair(to: screen.position + screen.stride, moment)
    },
    own.command([.character("<")], "previous-change", "crosshair to the change before", label: "change") {
      screen, moment in screen.moveCrosshair(to: screen.curves?.changes.last { $0 < screen.position }, moment)
    },
    own.command([.character(">")], "next-change", "crosshair to the next change", label: "change") {
      screen, moment in screen.moveCrosshair(to: screen.curves?.changes.first { $0 > screen.position }, moment)
    },
    own.command(
      [.character("a")], "chart", "chart: headline, all-in, published averages, published changes", label: "chart",
      unless: { screen, moment in
        Layout(moment.screenRegion, screen.standing).charts.isEmpty ? "no room for a chart" : nil
      }
    ) { screen, moment in
      // Where three charts stand, only the last gives way to another.
      let hasOne = Layout(moment.screenRegion, screen.standing).charts.count == 1
      screen.quantity = following(
        screen.quantity, in: hasOne ? TariffCurves.Quantity.allCases : [.published, .added])
      return []
    },
    own.command([.character("s")], "side", "both sides, the US, China", label: "filter") { screen, moment in
      screen.side = screen.side == nil ? .us : screen.side == .us ? .china : nil
      screen.refresh(from: moment)
      return []
    },
    own.command([.character("S")], "sector", "layers of all sectors, or of one", label: "filter") {
      screen, moment in screen.nextSector(moment)
    },
    own.command([.character("x")], "status", "layers in all states, or in one", label: "filter") { screen, moment in
      screen.status = following(screen.status, in: TariffLayerTable.Status.allCases)
      screen.refresh(from: moment)
      return []
    },
    own.command(
      [.character("/")], "find", "narrow the layers: words, !word, rate>20; Enter keeps them, Esc leaves",
      label: "find"
    ) { _, _ in [.ask(Prompt(.find))] },
    own.command(
      [.character("n")] + Key.digits, "name", "the first name that the layer touches; 2 to 9 the others",
      keyText: "n 1",
      unless: { screen, _ in screen.names.isEmpty ? "this layer touches no name in particular" : nil }
    ) { screen, _, key in
      let index = (key.digit ?? 1) - 1
      return screen.names.indices.contains(index) ? [.open(.instrument(symbol: screen.names[index]))] : []
    },
  ]

  private var span = TariffCurves.Span.thisYear
  private var quantity = TariffCurves.Quantity.headline
  private var side: Side?
  private var sector: String?
  private var status = TariffLayerTable.Status.all
  /// Where the crosshair stands, if it is shown.
  private var crosshair: Day?
  private var selected: Int?
  /// The first line of the layers in view.
  private var first = 0
  /// How the layers are narrowed and sorted.
  private var list = RowList()
  /// What stood there before layers were looked for.
  private var before: (selected: Int?, first: Int, list: RowList)?

  private var curves: TariffCurves?
  private var standing: TariffStanding?
  private var table: TariffLayerTable?
  /// Names that the selected layer touches.
  private var names: [String] = []

  /// - Parameter side: the side whose measures are shown first, nil for both.
  init(side: Side? = nil) { self.side = side }

  var place: Place { .tariffs }
  func proposedRule(in moment: Moment) -> String? { ProposedRule.tariff }
  func printed(in moment: Moment) -> PrintedTable? { .section(.tariffs) }

  private var sides: [Side] { side.map { [$0] } ?? Side.allCases }

  // MARK: State

  mutating func refresh(from moment: Moment) {
    let day = moment.reading.day
    let published = Self.published(moment)
    let schedule = TariffSchedule(moment.desk.tariffs)
    let curves = TariffCurves(
      schedule, published: published, sides: sides, from: span.start(day), asOf: moment.reading.cutoff)
    self.curves = curves
    if let place = crosshair {
      crosshair = place >= day ? nil : curves.days.first.map { max($0, place) }
    }
    readStanding(moment, schedule)
    let layer = table?.layer(at: selected)?.measure.id
    let table = TariffLayerTable(
      moment, sides: sides, sector: sector, status: status, list: list, published: published,
      width: moment.size.columns)
    self.table = table
    selected = layer.flatMap(table.index(ofLayer:)) ?? table.selectable(near: selected ?? 0)
    readNames(moment)
  }

  /// The series that are a side's average tariff, as the day shown knows them.
  private static func published(_ moment: Moment) -> [ReferenceSeries] {
    moment.desk.references.filter { $0.side != nil }.map { $0.known(on: moment.reading.day) }.filter {
      !$0.values.isEmpty
    }.sorted { ($0.side == .us ? 0 : 1, $0.id) < ($1.side == .us ? 0 : 1, $1.id) }
  }

  private mutating func readStanding(_ moment: Moment, _ schedule: TariffSchedule? = nil) {
    let book = moment.desk.tariffs
    standing = TariffStanding(
      book, schedule ?? TariffSchedule(book), published: Self.published(moment), sides: sides,
      asOf: crosshair?.asOf ?? moment.reading.cutoff, isCrosshair: crosshair != nil)
  }

  private mutating func readNames(_ moment: Moment) {
    names = table?.layer(at: selected).map { moment.desk.watchlist.symbols(ofSectors: $0.measure.sectors) } ?? []
    keepInView(moment)
  }

  /// Scrolls the layers as little as need be for the selected one to be in view.
  private mutating func keepInView(_ moment: Moment) {
    first = Viewport.first(
      first, keeping: selected ?? 0, count: table?.items.count ?? 0,
      height: Layout(moment.screenRegion, standing).listRows, hasHeadings: true)
  }

  // MARK: Keys

  mutating func move(_ step: Step, in moment: Moment) -> [Request] {
    let page = Layout(moment.screenRegion, standing).listRows
    selected = table?.moved(from: selected ?? 0, by: step.rows(page: page))
    readNames(moment)
    return []
  }

  mutating func open(in moment: Moment) -> [Request] {
    table?.layer(at: selected).map { [.open(.detail(.layer(id: $0.measure.id)))] } ?? []
  }

  mutating func take(_ typed: Typed, for purpose: Prompt.Purpose, in moment: Moment) -> [Request] {
    let columns = TariffColumns.all.map(\.id)
    switch typed {
    case .changed(let text):
      before = before ?? (selected, first, list)
      list.filter = Filter.typed(text, columns: columns)
      refresh(from: moment)
    case .left:
      guard let standing = before else { return [] }
      before = nil
      list = standing.list
      refresh(from: moment)
      (selected, first) = (standing.selected, standing.first)
      readNames(moment)
    case .done(let text):
      if let mistake = Filter.read(text, columns: columns).mistake { return [.mistake(mistake)] }
      before = nil
      guard list.filter != nil, table?.list.shown.count == 1 else { return [] }
      let found = open(in: moment)
      list.filter = nil
      refresh(from: moment)
      return found
    }
    return []
  }

  mutating func showAll(in moment: Moment) -> Bool {
    guard list.filter != nil else { return false }
    list.filter = nil
    refresh(from: moment)
    return true
  }

  func completions(of line: Prompt, in moment: Moment) -> Completions { .columns(sortColumns, in: line) }

  var sortColumns: [Completions.Candidate] { Completions.candidates(TariffColumns.all) }

  mutating func sort(by order: SortOrder?, in moment: Moment) {
    list.sort = order
    refresh(from: moment)
  }

  mutating func sort(byHead column: String, in moment: Moment) -> [Request] {
    sort(by: list.order(by: column), in: moment)
    return []
  }

  private mutating func zoom(by step: Int, _ moment: Moment) -> [Request] {
    span = Self.next(span, by: step)
    refresh(from: moment)
    return []
  }

  private mutating func nextSector(_ moment: Moment) -> [Request] {
    let sectors = Self.sectors(moment)
    sector =
      sector.map { sectors.firstIndex(of: $0).map { $0 + 1 } ?? 0 }.map { $0 < sectors.count ? sectors[$0] : nil }
      ?? sectors.first
    refresh(from: moment)
    return []
  }

  /// The neighbour of a span, which stops at the ends.
  private static func next(_ span: TariffCurves.Span, by step: Int) -> TariffCurves.Span {
    let all = TariffCurves.Span.allCases
    let index = (all.firstIndex(of: span) ?? 0) + step
    return all.indices.contains(index) ? all[index] : span
  }

  /// The next of a cycle.
  private static func following<Choice: Equatable>(_ choice: Choice, in all: [Choice]) -> Choice {
    all[((all.firstIndex(of: choice) ?? 0) + 1) % all.count]
  }

  /// Sectors that a measure names.
  private static func sectors(_ moment: Moment) -> [String] {
    Set(moment.reading.tariffs.layers.flatMap(\.measure.sectors)).sorted()
  }

  // MARK: Crosshair

  /// Where the crosshair is among the days; at the end where it is not shown.
  private var position: Int {
    guard let curves, let first = curves.days.first else { return 0 }
    return crosshair.map { first.days(to: $0) } ?? curves.days.count - 1
  }

  /// Days that a key moves by: about a column of the chart.
  private var stride: Int { max(1, (curves?.days.count ?? 0) / 100) }

  private mutating func moveCrosshair(to position: Int?, _ moment: Moment) -> [Request] {
    guard let curves, let position else { return [] }
    // At the last day it would only repeat what is shown without it.
    crosshair = position < curves.days.count - 1 ? curves.days[position] : nil
    readStanding(moment)
    keepInView(moment)
    return []
  }

  // MARK: Drawing

  /// Where the parts stand: the table of rates, one chart or three, the layers.
  private struct Layout {
    var standing: Region
    var charts: [Region] = []
    var layers: Region

    var listRows: Int { TariffLayerTable.listRows(in: layers) }

    init(_ region: Region, _ standing: TariffStanding?) {
      var rest = region
      let rows = standing?.height ?? 1
      self.standing = rest.takeRows(rest.rows >= rows + 3 ? rows : min(rest.rows, 1 + (rows - 1) / 2))
      if rest.rows >= 14, rest.columns >= 50 {
        let block = rest.takeRows(max(9, min(24, rest.rows * 9 / 20)))
        let count = block.columns >= 170 ? 3 : 1
        charts = (0..<count).map { index in
          let start = block.columns * index / count
          return block.columns(from: start, count: block.columns * (index + 1) / count - start)
        }
      }
      // A rule without a list below it says nothing.
      if rest.rows < 2 { self.standing.rows += rest.takeRows(rest.rows).rows }
      layers = rest
    }
  }

  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region) {
    let layout = Layout(region, standing)
    standing?.draw(into: &canvas, in: layout.standing)
    if let curves {
      let cross = crosshair.flatMap { curves.days.firstIndex(of: $0) }
      let shown = layout.charts.count > 1 ? [.headline, .allIn, quantity == .added ? .added : .published] : [quantity]
      for (quantity, region) in zip(shown, layout.charts) {
        TariffChart(curves: curves, quantity: quantity, note: spanText, crosshair: cross)
          .draw(into: &canvas, in: region)
      }
    }
    table?.draw(into: &canvas, in: layout.layers, selected: selected, first: first, names: names)
  }

  private var spanText: TerminalSafe {
    guard let first = curves?.days.first else { return "" }
    return span == .quarter ? "90 days" : "since \(DateText.short(first, year: 0))"
  }
}
