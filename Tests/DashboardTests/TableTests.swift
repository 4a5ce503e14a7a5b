import Canvas
import Testing
import Wording

@testable import Dashboard

struct ColumnExtentTests {
  /// The watchlist's: a symbol, a name that grows, a price, and numbers that are dropped by rank.
  static let watchlist = [
    ColumnExtent(7, gap: 0), ColumnExtent(10...26, fair: 19, gap: 0, rank: 4), ColumnExtent(9, gap: 0),
    ColumnExtent(8, rank: 7), ColumnExtent(6, rank: 1), ColumnExtent(8...13, fair: 9, gap: 2, rank: 6),
    ColumnExtent(7...20, fair: 10, gap: 2, rank: 5), ColumnExtent(6, rank: 2),
  ]
  /// A date, a text that takes what there is, and points.
  static let signals = [
    ColumnExtent(7), ColumnExtent(20...Int.max), ColumnExtent(12, rank: 1), ColumnExtent(8, gap: 2),
  ]
  /// Numbers that are dropped together.
  static let pairs = [
    ColumnExtent(8), ColumnExtent(9, rank: 1), ColumnExtent(5, rank: 1), ColumnExtent(9, rank: 2),
    ColumnExtent(5, rank: 2),
  ]

  private func fit(_ extents: [ColumnExtent], _ width: Int, fills: Bool = false) -> [Range<Int>?] {
    ColumnExtent.fit(extents, into: width, margins: (lead: 3, trail: 1), fills: fills)
  }

  @Test(arguments: [watchlist, signals, pairs], [false, true])
  func standsApartAndInside(extents: [ColumnExtent], fills: Bool) {
    for width in 0...250 {
      let ranges = fit(extents, width, fills: fills)
      #expect(ranges.count == extents.count)
      var end: Int?
      for (range, extent) in zip(ranges, extents) {
        guard let range else { continue }
        #expect(range.lowerBound == end.map { $0 + extent.gap } ?? 3, "\(width)")
        #expect(range.count >= 1 && range.count <= extent.width.upperBound, "\(width)")
        #expect(range.upperBound <= width - 1, "\(width)")
        if extent.rank > 0 { #expect(range.count >= extent.width.lowerBound, "\(width)") }
        end = range.upperBound
      }
    }
  }

  @Test(arguments: [watchlist, signals, pairs])
  func isDroppedByRank(extents: [ColumnExtent]) {
    var before = 0
    for width in 0...250 {
      let ranges = fit(extents, width)
      let shown = extents.indices.filter { ranges[$0] != nil }
      // Wider never takes a column away.
      #expect(shown.count >= before, "\(width)")
      before = shown.count
      let last = shown.map { extents[$0].rank }.max() ?? 0
      for index in extents.indices where extents[index].rank < last { #expect(ranges[index] != nil, "\(width)") }
      for index in extents.indices where extents[index].rank == last && last > 0 {
        #expect(ranges[index] != nil, "one of a rank alone at \(width)")
      }
    }
    #expect(before == extents.count)
  }

  @Test func takesWhatFitsBehindWhatDoesNot() {
    let extents = [ColumnExtent(8), ColumnExtent(20, rank: 1), ColumnExtent(5, rank: 2)]
    #expect(fit(extents, 20) == [3..<11, nil, nil])
    #expect(fit(extents, 20, fills: true) == [3..<11, nil, 12..<17])
  }

  /// First every column its fair width, the higher rank first, and only then one more than that.
  @Test func sharesTheRest() {
    let extents = [ColumnExtent(4...10, fair: 6), ColumnExtent(4...10, fair: 5, rank: 1)]
    let widths = (13...30).map { width in fit(extents, width).map { $0?.count ?? 0 } }
    // What is told as fair is kept from the next: it comes in where both have room.
    #expect(Array(widths.prefix(4)) == [[9, 0], [10, 0], [6, 4], [6, 5]])
    #expect(widths[5] == [8, 5])
    #expect(widths[8] == [10, 6])
    #expect(widths.last == [10, 10])
  }

  @Test func narrowsTheFirstRankWhereItMust() {
    // 3 + 7 + 1 + 20 + 2 + 8 + 1
    #expect(fit(Self.signals, 42) == [3..<10, 11..<31, nil, 33..<41])
    #expect(fit(Self.signals, 30) == [3..<10, 11..<19, nil, 21..<29])
    #expect(fit(Self.signals, 20) == [3..<10, 11..<19, nil, nil])
    #expect(fit(Self.signals, 4) == [nil, nil, nil, nil])
  }
}

struct TableTests {
  private struct Name {
    let symbol: String
    let change: Double?
  }

  private static let names = [
    Name(symbol: "AMAT", change: -1.16), Name(symbol: "KLAC", change: nil), Name(symbol: "FSLR", change: 2.5),
    Name(symbol: "MSTR", change: -1.16), Name(symbol: "COSCO", change: .nan),
  ]

  private static var columns: [Column<Name>] {
    [
      Column<Name>("symbol", ColumnExtent(6), order: { .text($0.symbol) }) { .text("\($0.symbol)") },
      Column<Name>("chg", head: "Chg %", ColumnExtent(6), alignment: .right, mark: 1, order: { .number($0.change) }) {
        .number($0.change, 2)
      },
    ]
  }

  private func lines<Row>(_ table: Table<Row>, _ columns: Int, _ rows: Int) -> [String] {
    var canvas = Canvas(Size(columns: columns, rows: rows))
    table.draw("Names", into: &canvas, in: Region(canvas.size))
    return canvas.lines
  }

  @Test func drawsHeadsAndRows() {
    #expect(
      lines(Table(Self.columns, rows: Self.names, selected: 2), 24, 6) == [
        "─ Names ─ Chg % ────────", "   AMAT   -1.16", "   KLAC       -", " > FSLR   +2.50", "   MSTR   -1.16",
        "   COSCO      -",
      ])
    #expect(lines(Table(Self.columns, rows: Self.names), 24, 2)[1] == "   AMAT   -1.16")
  }

  /// Rows of one value stay as they stood, and a missing one is last both ways.
  @Test func sortsStable() {
    func symbols(by id: String, isDescending: Bool) -> [String] {
      Self.columns.first { $0.id == id }?.sorted(Self.names, isDescending: isDescending).map(\.symbol) ?? []
    }
    #expect(symbols(by: "chg", isDescending: false) == ["AMAT", "MSTR", "FSLR", "KLAC", "COSCO"])
    #expect(symbols(by: "chg", isDescending: true) == ["FSLR", "AMAT", "MSTR", "KLAC", "COSCO"])
    #expect(symbols(by: "symbol", isDescending: true) == ["MSTR", "KLAC", "FSLR", "COSCO", "AMAT"])
  }

  @Test func keepsTheSelectedLineInView() {
    for height in 1...12 {
      for selected in 0..<40 {
        let table = Table<Int>([], rows: Array(0..<40), selected: selected)
        let visible = table.visible(height: height)
        #expect(visible.contains(selected) && visible.count == height)
      }
    }
    #expect(Table<Int>([], rows: [], selected: 3).visible(height: 5).isEmpty)
    #expect(Table<Int>([], rows: [1, 2], selected: 7).visible(height: 5) == 0..<2)
    #expect(Table<Int>([], rows: [1, 2], selected: 1).visible(height: 0).isEmpty)
  }

  /// The heading of a row is always in view with it, where there is room for both.
  @Test func theHeadingStaysOverItsRows() {
    var rows: [Table<Int>.Line] = (0..<20).map { .row($0) }
    for (place, name) in [(10, "second"), (0, "first")] as [(Int, TerminalSafe)] {
      rows.insert(.heading { canvas, line, _ in canvas.write(name, in: line, row: 0) }, at: place)
    }
    let column = Column<Int>("n", ColumnExtent(8)) { .text("\($0)") }
    for height in 2...9 {
      for row in 0..<20 {
        let table = Table([column], lines: rows, selected: row + (row < 10 ? 1 : 2))
        let drawn = lines(table, 20, height + 1).dropFirst()
        #expect(drawn.contains(" > \(row)"), "\(row) of \(height)")
        let heading = row < 10 ? "first" : "second"
        #expect(drawn.prefix { $0 != " > \(row)" }.last { !$0.hasPrefix(" ") } == heading, "\(row) of \(height)")
      }
    }
  }

  /// A list scrolls only when the cursor would leave it.
  @Test func scrollsAsLittleAsItMust() {
    #expect(Viewport.first(0, keeping: 9, count: 40, height: 10, hasHeadings: false) == 0)
    #expect(Viewport.first(0, keeping: 10, count: 40, height: 10, hasHeadings: false) == 1)
    #expect(Viewport.first(20, keeping: 19, count: 40, height: 10, hasHeadings: false) == 19)
    #expect(Viewport.first(20, keeping: 20, count: 40, height: 10, hasHeadings: true) == 19)
    #expect(Viewport.first(35, keeping: 39, count: 40, height: 10, hasHeadings: false) == 30)
    #expect(Viewport.first(7, keeping: 3, count: 5, height: 10, hasHeadings: true) == 0)
    #expect(Viewport.first(7, keeping: 3, count: 5, height: 0, hasHeadings: true) == 0)
  }

  @Test func drawsOnlyWhatIsInView() {
    final class Count { var cells = 0 }
    let count = Count()
    let column = Column<Int>("n", ColumnExtent(8)) { row in
      count.cells += 1
      return .text("\(row)")
    }
    let drawn = lines(Table([column], rows: Array(0..<10_000), selected: 5_000), 20, 25)
    #expect(count.cells == 24)
    #expect(drawn.contains(" > 5000"))
  }

  /// `BRK.A` at 780000.00: the price takes from the name before it, never from a number.
  @Test func textsGiveWayToNumbers() {
    let columns = [
      Column<Int>("name", ColumnExtent(8)) { _ in .text("Berkshire") },
      Column<Int>("last", ColumnExtent(8, gap: 0), alignment: .right) { _ in .text("780000.00") },
      Column<Int>("chg", ColumnExtent(6), alignment: .right) { _ in .text("+12345.67") },
    ]
    #expect(lines(Table(columns, rows: [1]), 40, 2)[1] == "   Berks~ 780000.00+12345~")
  }

  /// What is behind a text survives its cut.
  @Test func marksSurvive() {
    let columns = [Column<Int>("text", ColumnExtent(10)) { _ in .text("Tariffs on goods", mark: " (+2)") }]
    #expect(lines(Table(columns, rows: [1]), 20, 2)[1] == "   Tari~ (+2)")
  }

  @Test func standsAcrossColumns() {
    let columns = [
      Column<Int>("a", ColumnExtent(3)) { _ in .text("a long text", through: "c") },
      Column<Int>("b", ColumnExtent(3)) { _ in .text("b") }, Column<Int>("c", ColumnExtent(3)) { _ in .text("c") },
      Column<Int>("d", ColumnExtent(3)) { _ in .text("d") },
    ]
    #expect(lines(Table(columns, rows: [1]), 30, 2)[1] == "   a long text d")
  }
}

struct ColumnRecordTests {
  /// A table calls each column by a name of its own, and so does CSV.
  @Test func namesAreUnique() {
    func expectUnique<Row>(_ records: [ColumnRecord<Row>]) {
      let (ids, names) = (records.map(\.id), records.compactMap(\.csv))
      #expect(Set(ids).count == ids.count, "\(ids)")
      #expect(Set(names).count == names.count, "\(names)")
    }
    expectUnique(QuoteColumns.all)
    expectUnique(SignalColumns.all)
    expectUnique(FactColumns.all)
    expectUnique(AheadColumns.all)
    expectUnique(TariffColumns.all)
    expectUnique(FileColumns.all)
    expectUnique(ComparisonColumns.all)
    expectUnique(StudyColumns.all(-5...5))
  }

  @Test func headsNameTheUnit() {
    #expect(QuoteColumns.changePercent.head == "Chg %")
    #expect(QuoteColumns.sigma.head == "sigma")
  }

  /// Largest first or last: a missing value is neither.
  @Test func missingValuesStandLast() {
    let values: [ColumnValue] = [.number(nil), .number(2), .missing, .number(-1), .text("a"), .number(2), .text("")]
    #expect(values.order(isDescending: false) == [3, 1, 5, 4, 0, 2, 6])
    #expect(values.order(isDescending: true) == [4, 1, 5, 3, 0, 2, 6])
  }
}
