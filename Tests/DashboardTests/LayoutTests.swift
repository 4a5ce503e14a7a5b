import Canvas
import Testing

@testable import Dashboard

/// Where the panes stand, at every size.
struct LayoutTests {
  private func layout(_ columns: Int, _ rows: Int, watchlist: Int = 10, names: Int = 5) -> Layout {
    Layout(Size(columns: columns, rows: rows)) { pane in
      switch pane.id {
      case "watchlist": watchlist
      case "moves": names + 2
      case "indicator", "tariffs": 8
      default: 0
      }
    }
  }

  /// No pane stands on another, on the header or on the footer, or twice; the names are always there.
  @Test(arguments: [2, 5, 14, 41, 500])
  func panesAreSideBySide(watchlist: Int) {
    for columns in stride(from: 1, through: 231, by: 5) {
      for rows in 0...80 {
        let layout = layout(columns, rows, watchlist: watchlist)
        for (index, (pane, region)) in layout.places.enumerated() {
          #expect(region.rows > 0 && region.columns > 0)
          #expect(region.row >= 1 && region.row + region.rows <= rows - 1, "\(pane.id) at \(columns)x\(rows)")
          #expect(region.column >= 0 && region.column + region.columns <= columns, "\(pane.id) at \(columns)x\(rows)")
          for (other, its) in layout.places[..<index] {
            let isApart =
              region.row >= its.row + its.rows || its.row >= region.row + region.rows
              || region.column >= its.column + its.columns || its.column >= region.column + region.columns
            #expect(isApart, "\(pane.id) on \(other.id) at \(columns)x\(rows)")
          }
        }
        #expect(Set(layout.places.map(\.pane.id)).count == layout.places.count)
        if columns >= 36, rows >= 6 { #expect(layout.region(of: .watchlist) != nil, "\(columns)x\(rows)") }
      }
    }
  }

  /// Computed by hand from the designs.
  @Test func regionsOfThreeSizes() {
    let small = layout(80, 24)
    #expect(small.region(of: .digest) == Region(row: 1, column: 0, rows: 1, columns: 80))
    #expect(small.region(of: .indicator) == Region(row: 2, column: 0, rows: 4, columns: 40))
    #expect(small.region(of: .tariffs) == Region(row: 2, column: 41, rows: 4, columns: 39))
    #expect(small.region(of: .watchlist) == Region(row: 6, column: 0, rows: 10, columns: 80))
    #expect(small.region(of: .signals) == Region(row: 16, column: 0, rows: 7, columns: 80))
    #expect(small.region(of: .ahead) == nil)
    let medium = layout(120, 40)
    #expect(medium.region(of: .indicator) == Region(row: 3, column: 0, rows: 8, columns: 59))
    #expect(medium.region(of: .tariffs) == Region(row: 3, column: 61, rows: 8, columns: 59))
    #expect(medium.region(of: .watchlist) == Region(row: 12, column: 0, rows: 10, columns: 120))
    #expect(medium.region(of: .signals) == Region(row: 23, column: 0, rows: 15, columns: 80))
    #expect(medium.region(of: .ahead) == Region(row: 23, column: 82, rows: 15, columns: 38))
    #expect(medium.region(of: .moves) == nil)
    let wide = layout(200, 60)
    #expect(wide.region(of: .tariffs) == Region(row: 3, column: 62, rows: 8, columns: 138))
    #expect(wide.region(of: .watchlist) == Region(row: 12, column: 0, rows: 10, columns: 120))
    #expect(wide.region(of: .moves) == Region(row: 23, column: 0, rows: 7, columns: 120))
    #expect(wide.region(of: .signals)?.columns == 120)
    #expect(wide.region(of: .chart)?.column == 123)
    #expect(wide.region(of: .contributions)?.columns == 77)
  }

  /// Many names take the rows there are: blanks give way first, and five rows stay below them.
  @Test func manyNames() {
    #expect(layout(120, 40, watchlist: 50).region(of: .watchlist) == Region(row: 10, column: 0, rows: 23, columns: 120))
    #expect(layout(120, 40, watchlist: 50).region(of: .signals)?.rows == 6)
    #expect(layout(80, 24, watchlist: 50).region(of: .watchlist)?.rows == 13)
    // 40 rows have room in the large design, and what comes ahead stands beside them.
    let wide = layout(200, 60, watchlist: 40, names: 32)
    #expect(wide.region(of: .watchlist)?.rows == 40)
    #expect(wide.region(of: .ahead)?.column == 123)
    #expect(wide.region(of: .moves) == nil)
  }

  /// Panes without data take a row below their rule, as high as what they say.
  @Test func emptyPanesYieldRows() {
    let layout = Layout(Size(columns: 120, rows: 40)) { pane in
      switch pane.id {
      case "watchlist": 10
      case "indicator", "tariffs": 2
      default: 0
      }
    }
    #expect(layout.region(of: .indicator)?.rows == 2)
    #expect(layout.region(of: .watchlist)?.row == 6)
  }
}
