import Analytics
import Canvas
import Market
import Wording

/// Both sides' rates over time, and the layers that make them.
package struct TariffsScreen: Screen {
  package enum Command: Hashable, Sendable {
    case zoomIn, zoomOut, earlier, later, previousChange, nextChange
    case quantity, side, sector, status
    /// Opens the name that stands at a place among those that the layer touches.
    case name(Int)
  }

  static let bindings: [Binding] =
    [
      Binding([.character("+"), .character("=")], .tariffs(.zoomIn), .tariffs, "a shorter time", in: [.tariffs]),
      Binding(
        [.character("-")], .tariffs(.zoomOut), .tariffs, "a longer time, at most since 2018", hint: "+ - zoom",
        in: [.tariffs]),
      Binding([.character("h"), .left], .tariffs(.earlier), .tariffs, "crosshair to the left", in: [.tariffs]),
      Binding(
        [.character("l"), .right], .tariffs(.later), .tariffs, "crosshair to the right; at the end it goes",
        in: [.tariffs]),
      Binding([.character("<")], .tariffs(.previousChange), .tariffs, "crosshair to the change before", in: [.tariffs]),
      Binding(
        [.character(">")], .tariffs(.nextChange), .tariffs, "crosshair to the next change", hint: "< > change",
        in: [.tariffs]),
      Binding(
        [.character("a")], .tariffs(.quantity), .tariffs, "chart: headline, all-in, published averages",
        hint: "a chart", in: [.tariffs]),
      Binding(
        [.character("s")], .tariffs(.side), .tariffs, "both sides, the US, China", hint: "s S x filter", in: [.tariffs]),
      Binding([.character("S")], .tariffs(.sector), .tariffs, "layers of all sectors, or of one", in: [.tariffs]),
      Binding([.character("x")], .tariffs(.status), .tariffs, "layers in all states, or in one", in: [.tariffs]),
      Binding(
        [.character("n"), .character("1")], .tariffs(.name(0)), .tariffs,
        "the first name that the layer touches; 2 to 9 the others",
        in: [.tariffs]),
    ]
    + (2...9).map { number in
      Binding(
        [.character(Unicode.Scalar(UInt8(0x30 + number)))], .tariffs(.name(number - 1)), .tariffs,
        "name \(number) that it touches", in: [.tariffs])
    }

  private var span = TariffCurves.Span.thisYear
  private var quantity = TariffCurves.Quantity.headline
  private var side: Side?
  private var sector: String?
  private var status = TariffLayerTable.Status.all
  /// Where the crosshair stands, if it is shown.
  private var crosshair: Day?
  private var selected: Int?

  private var curves: TariffCurves?
  private var standing: TariffStanding?
  private var table: TariffLayerTable?
  /// Names that the selected layer touches.
  private var names: [String] = []

  /// - Parameter side: the side whose measures are shown first, nil for both.
  init(side: Side? = nil) { self.side = side }

  var place: Place { .tariffs }
  var title: TerminalSafe { "Tariffs" }

  private var sides: [Side] { side.map { [$0] } ?? Side.allCases }

  // MARK: State

  mutating func refresh(from state: DashboardState) {
    let day = state.reading.day
    let published = Self.published(state)
    let schedule = TariffSchedule(state.desk.tariffs)
    let curves = TariffCurves(
      schedule, published: published, sides: sides, from: span.start(day), through: day)
    self.curves = curves
    if let place = crosshair {
      crosshair = place >= day ? nil : curves.days.first.map { max($0, place) }
    }
    readStanding(state, schedule)
    let layer = table?.layer(at: selected)?.measure.id
    let table = TariffLayerTable(
      state, sides: sides, sector: sector, status: status, published: published, width: state.size.columns)
    self.table = table
    selected = layer.flatMap(table.index(ofLayer:)) ?? table.selectable(near: selected ?? 0)
    readNames(state)
  }

  /// The series that are a side's average tariff, as the day shown knows them.
  private static func published(_ state: DashboardState) -> [ReferenceSeries] {
    state.desk.references.filter { $0.side != nil }.map { $0.known(on: state.reading.day) }.filter {
      !$0.values.isEmpty
    }.sorted { ($0.side == .us ? 0 : 1, $0.id) < ($1.side == .us ? 0 : 1, $1.id) }
  }

  private mutating func readStanding(_ state: DashboardState, _ schedule: TariffSchedule? = nil) {
    let book = state.desk.tariffs
    standing = TariffStanding(
      book, schedule ?? TariffSchedule(book), published: Self.published(state), sides: sides,
      day: crosshair ?? state.reading.day, isCrosshair: crosshair != nil)
  }

  private mutating func readNames(_ state: DashboardState) {
    names = table?.layer(at: selected).map { state.desk.watchlist.symbols(ofSectors: $0.measure.sectors) } ?? []
  }

  // MARK: Keys

  mutating func perform(_ action: Action, in state: DashboardState) -> Outcome {
    let page = max(1, Layout(state.screenRegion, standing).listRows)
    switch action {
    case .rowDown: move(by: 1, state)
    case .rowUp: move(by: -1, state)
    case .pageDown: move(by: page, state)
    case .pageUp: move(by: -page, state)
    case .firstRow: move(by: -1_000_000, state)
    case .lastRow: move(by: 1_000_000, state)
    case .open: return Outcome(open: table?.layer(at: selected).map { .detail(.layer(id: $0.measure.id)) })
    case .tariffs(let command): return perform(command, state)
    default: break
    }
    return .none
  }

  private mutating func move(by rows: Int, _ state: DashboardState) {
    selected = table?.moved(from: selected ?? 0, by: rows)
    readNames(state)
  }

  private mutating func perform(_ command: Command, _ state: DashboardState) -> Outcome {
    switch command {
    case .zoomIn, .zoomOut:
      span = Self.next(span, by: command == .zoomIn ? 1 : -1)
      refresh(from: state)
    case .earlier: moveCrosshair(by: -stride, state)
    case .later: moveCrosshair(by: stride, state)
    case .previousChange: moveCrosshair(to: curves?.changes.last { $0 < slot }, state)
    case .nextChange: moveCrosshair(to: curves?.changes.first { $0 > slot }, state)
    case .quantity:
      let charts = Layout(state.screenRegion, standing).charts.count
      guard charts == 1 else {
        return Outcome(notice: charts == 0 ? "no room for a chart" : "all charts are in view")
      }
      quantity = Self.following(quantity, in: TariffCurves.Quantity.allCases)
    case .side:
      side = side == nil ? .us : side == .us ? .china : nil
      refresh(from: state)
    case .sector:
      let sectors = Self.sectors(state)
      sector =
        sector.map { sectors.firstIndex(of: $0).map { $0 + 1 } ?? 0 }.map { $0 < sectors.count ? sectors[$0] : nil }
        ?? sectors.first
      refresh(from: state)
    case .status:
      status = Self.following(status, in: TariffLayerTable.Status.allCases)
      refresh(from: state)
    case .name(let index):
      guard names.indices.contains(index) else {
        return Outcome(notice: names.isEmpty ? "this layer touches no name in particular" : nil)
      }
      return Outcome(open: .screen(InstrumentScreen(symbol: names[index])))
    }
    return .none
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
  private static func sectors(_ state: DashboardState) -> [String] {
    Set(state.reading.tariffs.layers.flatMap(\.measure.sectors)).sorted()
  }

  // MARK: Crosshair

  /// Where the crosshair is among the days; at the end where it is not shown.
  private var slot: Int {
    guard let curves, let first = curves.days.first else { return 0 }
    return crosshair.map { first.days(to: $0) } ?? curves.days.count - 1
  }

  /// Days that a key moves by: about a column of the chart.
  private var stride: Int { max(1, (curves?.days.count ?? 0) / 100) }

  private mutating func moveCrosshair(by days: Int, _ state: DashboardState) {
    moveCrosshair(to: max(0, slot + days), state)
  }

  private mutating func moveCrosshair(to slot: Int?, _ state: DashboardState) {
    guard let curves, let slot else { return }
    // At the last day it would only repeat what is shown without it.
    crosshair = slot < curves.days.count - 1 ? curves.days[slot] : nil
    readStanding(state)
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

  func draw(into canvas: inout Canvas, in region: Region) {
    let layout = Layout(region, standing)
    standing?.draw(into: &canvas, in: layout.standing)
    if let curves {
      let cross = crosshair.flatMap { curves.days.firstIndex(of: $0) }
      let shown = layout.charts.count > 1 ? TariffCurves.Quantity.allCases : [quantity]
      for (quantity, region) in zip(shown, layout.charts) {
        TariffChart(curves: curves, quantity: quantity, note: spanText, crosshair: cross)
          .draw(into: &canvas, in: region)
      }
    }
    table?.draw(into: &canvas, in: layout.layers, selected: selected, names: names)
  }

  private var spanText: TerminalSafe {
    guard let first = curves?.days.first else { return "" }
    return span == .quarter ? "90 days" : "since \(DateText.short(first, year: 0))"
  }
}
