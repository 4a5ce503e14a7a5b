import Analytics
import Canvas
import Market
import Wording

/// How far the names have moved over days that matter, and their sensitivity to the market.
struct MovesPane {
  let moment: Moment
  let names: NameList
  /// Of the first names.
  let moves: [Moves]
  let selected: Int

  private var reading: DeskReading { moment.reading }
  private var watchlist: Watchlist { moment.desk.watchlist }

  private struct Row {
    let instrument: Instrument
    let moves: Moves
  }

  func draw(into canvas: inout Canvas, in region: Region) {
    let rows = moves.indices.compactMap { index in
      names.row(at: index, in: reading).map { Row(instrument: $0.instrument, moves: moves[index]) }
    }
    var table = Table(columns, rows: rows, selected: selected)
    table.isCursorDim = true
    table.draw("Moves, %", into: &canvas, in: region)
  }

  private var columns: [Column<Row>] {
    func move(_ id: String, _ head: TerminalSafe, gap: Int, rank: Int, _ value: @escaping (Moves) -> Double?) -> Column<
      Row
    > {
      Column(id, head: head, ColumnExtent(8, gap: gap, rank: rank), alignment: .right) { .number(value($0.moves), 1) }
    }
    return [
      Column("symbol", ColumnExtent(min(12, max(7, names.symbolWidth)))) { .text("\($0.instrument.symbol)") },
      Column("name", ColumnExtent(24, rank: 1)) { .text("\($0.instrument.name)", .dim) },
      move("5d", "5 days", gap: 3, rank: 0, \.fiveDays),
      move("60d", "60 days", gap: 3, rank: 2, \.sixtyDays),
      move(
        "since", DateText.compact(watchlist.since, year: reading.day.parts.year), gap: 2, rank: 3, \.sinceEvent),
      move("year", "\(reading.day.parts.year)", gap: 2, rank: 4, \.sinceYear),
      Column("beta", head: "beta \(watchlist.reference)", ColumnExtent(8, gap: 5, rank: 5), alignment: .right) {
        .number($0.moves.beta, 2, signed: false)
      },
      Column("measures", head: "touched by", ColumnExtent(18...Int.max, gap: 3, rank: 6)) {
        .text(measures(touching: $0.instrument), .dim)
      },
    ]
  }

  /// Measures in force or announced that name the instrument's sector, or an alias of it.
  private func measures(touching instrument: Instrument) -> TerminalSafe {
    let sector = watchlist.sectors.first { $0.instruments.contains { $0.symbol == instrument.symbol } }
    let measures = sector.map { reading.tariffs.measures(touching: $0) } ?? []
    return TerminalSafe(measures.map(\.title).joined(separator: ", "))
  }
}

/// The moves of names, kept while what they are made of is the same: a quote costs its own name, the reference's all.
struct KeptMoves: Sendable {
  private struct Ground: Hashable {
    let histories: Int
    let year: Int
    let since: Day
    let reference: String
    let market: Prices?
  }

  /// What moves are made of, beside the histories.
  private struct Prices: Hashable {
    let price: Double?
    let session: Day?
    let closes: [Double]

    init(_ row: QuoteRow) { (price, session, closes) = (row.price, row.session, row.closes) }
  }

  private var ground: Ground?
  private var kept: [String: (prices: Prices, moves: Moves)] = [:]

  /// Those of as many names as a region has rows for.
  mutating func moves(_ names: NameList, _ moment: Moment, in region: Region) -> [Moves] {
    let watchlist = moment.desk.watchlist
    let ground = Ground(
      histories: moment.desk.historyRevision, year: moment.reading.day.parts.year, since: watchlist.since,
      reference: watchlist.reference, market: Self.market(in: moment.reading, named: watchlist.reference))
    // A reference that is no name of the watchlist has no row to tell whether it is the same.
    if ground != self.ground || ground.market == nil { kept = [:] }
    self.ground = ground
    let shown = (0..<min(names.count, max(0, region.rows - 1))).compactMap { names.row(at: $0, in: moment.reading) }
    return shown.map { row in
      let prices = Prices(row)
      if let found = kept[row.instrument.symbol], found.prices == prices { return found.moves }
      let moves = Moves(row.instrument, desk: moment.desk, asOf: moment.asOf)
      kept[row.instrument.symbol] = (prices, moves)
      return moves
    }
  }

  /// No row is copied but that of the reference.
  private static func market(in reading: DeskReading, named reference: String) -> Prices? {
    for sector in reading.sectors {
      for index in sector.rows.indices where sector.rows[index].instrument.isNamed(reference) {
        return Prices(sector.rows[index])
      }
    }
    return nil
  }
}

extension Pane {
  /// A row for each name, the rule and a blank.
  static let moves = Pane("moves", height: { $0.names.count == 0 ? 0 : $0.names.count + 2 }) {
    view, canvas, region in
    MovesPane(moment: view.moment, names: view.content.names, moves: view.content.moves, selected: view.name)
      .draw(into: &canvas, in: region)
  }
}
