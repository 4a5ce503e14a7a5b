import Canvas
import Testing

struct LinkTests {
  private static let region = Region(row: 1, column: 2, rows: 2, columns: 6)

  /// Cut to the region and the canvas; nothing where nothing is left.
  @Test(arguments: [
    (0, 0, 3, Position(row: 1, column: 2), 3), (1, 4, 9, Position(row: 2, column: 6), 2),
    (0, -2, 4, Position(row: 1, column: 2), 2),
  ])
  func standsInItsRegion(row: Int, column: Int, width: Int, position: Position, columns: Int) throws {
    var canvas = Canvas(Size(columns: 20, rows: 4))
    let address = try #require(LinkAddress("https://a.gov/"))
    canvas.link(address, in: Self.region, row: row, column: column, width: width)
    #expect(canvas.links.map(\.position) == [position] && canvas.links.map(\.columns) == [columns])
    for (row, column, width) in [(2, 0, 3), (-1, 0, 3), (0, 6, 3), (0, 0, 0), (0, 3, -1)] {
      canvas.link(address, in: Self.region, row: row, column: column, width: width)
    }
    #expect(canvas.links.count == 1)
  }

  @Test func linesOfARegion() {
    var canvas = Canvas(Size(columns: 12, rows: 3))
    canvas.write("AMAT 148.32", in: Region(canvas.size), row: 0)
    canvas.write("中遠海控", in: Region(canvas.size), row: 1, column: 1)
    #expect(canvas.lines(in: Region(row: 0, column: 5, rows: 2, columns: 6)) == ["148.32", "海控"])
    #expect(canvas.lines(in: Region(row: 2, column: 9, rows: 4, columns: 9)) == [""])
    #expect(canvas.lines(in: Region(row: 5, column: 20, rows: 4, columns: 9)) == [])
  }
}
