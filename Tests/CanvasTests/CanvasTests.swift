import Canvas
import Testing

struct CanvasTests {
  private let region = Region(row: 0, column: 0, rows: 2, columns: 10)

  private func canvas(_ rows: Int = 2, _ columns: Int = 10, _ glyphs: Glyphs = .unicode) -> Canvas {
    Canvas(Size(columns: columns, rows: rows), glyphs: glyphs)
  }

  @Test func textIsAlignedAndCut() {
    var canvas = canvas(4)
    let all = Region(canvas.size)
    canvas.write("1.50", in: all, row: 0, column: 2, width: 6, alignment: .right)
    canvas.write("mid", in: all, row: 1, alignment: .center)
    canvas.write("a long sentence", in: all, row: 2)
    canvas.write("cut", in: all, row: 3, column: 8)
    #expect(canvas.lines == ["    1.50", "   mid", "a long se~", "        c~"])
  }

  @Test func nothingIsDrawnOutsideARegion() {
    var canvas = canvas(3)
    let inner = Region(row: 1, column: 2, rows: 1, columns: 4)
    canvas.write("abcdefgh", in: inner, row: 0)
    canvas.write("below", in: inner, row: 1)
    canvas.write("above", in: inner, row: -1)
    canvas.fill("#", in: inner, row: 0, column: 3, width: 50)
    #expect(canvas.lines == ["", "  abc#", ""])
  }

  @Test func hugeAndEmptyRegionsAreHarmless() {
    var none = canvas(0, 0)
    none.write("x", in: Region(row: 0, column: 0, rows: 5, columns: 5), row: 0)
    #expect(none.lines.isEmpty)
    var small = canvas(1, 1)
    small.write("x", in: Region(row: 0, column: 0, rows: 1000, columns: 1000), row: 999, column: 999)
    small.fill("x", in: Region(row: 0, column: 0, rows: 1000, columns: 1000), row: 0)
    #expect(small.lines == ["x"])
  }

  @Test func wideCharactersTakeTwoCells() {
    var canvas = canvas(1)
    canvas.write("中x", in: Region(canvas.size), row: 0)
    #expect(canvas.cells[0].width == 2)
    #expect(canvas.cells[1].width == 0)
    #expect(canvas.cells[2].scalar == 0x78)
  }

  @Test func combiningMarksStayInTheirCell() {
    var canvas = canvas(1)
    canvas.write("e\u{301}\u{302}x", in: Region(canvas.size), row: 0)
    #expect(canvas.cells[0].firstMark == 0x301)
    #expect(canvas.cells[0].secondMark == 0x302)
    #expect(canvas.cells[1].scalar == 0x78)
  }

  @Test func asciiScreensHoldNoOtherByte() {
    var canvas = canvas(2, 10, .ascii)
    canvas.write("Détente ─", in: region, row: 0)
    canvas.sparkline([1, 2, 3], in: region, row: 1, column: 0, width: 3)
    canvas.range(position: 0.5, in: region, row: 1, column: 4, width: 5)
    #expect(canvas.lines.joined().utf8.allSatisfy { $0 < 0x80 })
    #expect(canvas.lines[0] == "Detente ?")
  }

  // MARK: Plots

  @Test func sparklineScalesFromLowestToHighest() {
    var canvas = canvas(1)
    canvas.sparkline([0, nil, 3.5, 7], in: Region(canvas.size), row: 0, column: 0, width: 4)
    #expect(canvas.lines[0] == "▁ ▅█")
  }

  @Test func sparklineOfAFlatSeriesIsLevel() {
    var canvas = canvas(1)
    canvas.sparkline([5, 5, 5], in: Region(canvas.size), row: 0, column: 0, width: 3)
    #expect(canvas.lines[0] == "▅▅▅")
  }

  @Test func sparklineShowsTheNewestValuesAtTheRight() {
    var canvas = canvas(1)
    canvas.sparkline([9, 1, 8], in: Region(canvas.size), row: 0, column: 0, width: 2)
    #expect(canvas.lines[0] == "▁█")
    var few = self.canvas(1)
    few.sparkline([1, 8], in: Region(few.size), row: 0, column: 0, width: 4)
    #expect(few.lines[0] == "  ▁█")
  }

  @Test func notANumberIsNotDrawn() {
    var canvas = canvas(2)
    canvas.sparkline([.nan, .infinity, nil], in: region, row: 0, column: 0, width: 3)
    canvas.bar(.nan, of: 3, in: region, row: 1, column: 0, width: 3, style: .text)
    #expect(canvas.lines == ["", ""])
  }

  @Test func barsGrowByEighths() {
    var canvas = canvas(2)
    canvas.bar(5, of: 8, in: region, row: 0, column: 0, width: 1, style: .text)
    canvas.bar(-12, of: 8, in: region, row: 1, column: 0, width: 4, style: .text)
    #expect(canvas.lines == ["▋", "████"])
  }

  @Test func rangeMarksThePosition() {
    var canvas = canvas(2)
    canvas.range(position: 0, in: region, row: 0, column: 0, width: 5)
    canvas.range(position: 1, in: region, row: 1, column: 0, width: 5)
    #expect(canvas.lines == ["┃────", "────┃"])
  }

  @Test func roundScaleUsesOneTwoFive() {
    #expect(RoundScale(low: 561, high: 732, count: 10)?.ticks == [580, 600, 620, 640, 660, 680, 700, 720])
    #expect(RoundScale(low: 0.11, high: 0.19, count: 4)?.decimals == 2)
    #expect(RoundScale(low: 1, high: 1, count: 4) == nil)
    #expect(RoundScale(low: -.infinity, high: 1, count: 4) == nil)
  }
}
