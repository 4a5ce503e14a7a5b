import Canvas
import Testing

@testable import Theming

/// A screen as a picture and as text for a recording. Expected values are worked out from the cell: 8.4 by 18, from 10, 10.
struct PictureTests {
  private static let theme = Theme(
    name: "T", variant: .dark,
    looks: [
      .text: Look(.rgb(RGB(0xEE, 0xEE, 0xEE)), on: .rgb(RGB(0, 0, 0))),
      .down: Look(.rgb(RGB(0xFF, 0x80, 0x80)), on: .rgb(RGB(0, 0, 0))),
      .header: Look(.rgb(RGB(0, 0, 0)), on: .rgb(RGB(0xCC, 0xCC, 0xCC))),
    ], selection: RGB(0x20, 0x20, 0x40))

  private func canvas(_ columns: Int, _ rows: Int, draw: (inout Canvas, Region) -> Void) -> Canvas {
    var canvas = Canvas(Size(columns: columns, rows: rows))
    draw(&canvas, Region(canvas.size))
    return canvas
  }

  /// The third column of the second row is at 10 + 2 × 8.4 and 10 + 18 + 13.5.
  @Test func textStandsInItsColumns() {
    let svg = Self.theme.svg(
      of: canvas(20, 2) { canvas, region in
        canvas.write("AMAT  -1.16", in: region, row: 1, column: 2, style: Style(.down, [.bold]))
      })
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"188\" height=\"56\""))
    #expect(svg.contains("<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"#000000\"/>"))
    #expect(
      svg.contains(
        "<text x=\"26.8\" y=\"41.5\" textLength=\"33.6\" lengthAdjust=\"spacingAndGlyphs\" fill=\"#ff8080\" "
          + "font-weight=\"bold\">AMAT</text>"))
    // The wide gap parts the texts: the number begins six columns after the ticker.
    #expect(svg.contains("<text x=\"77.2\" y=\"41.5\" textLength=\"42\""))
    #expect(svg.contains(">-1.16</text>"))
  }

  @Test func whatMarksUpIsText() {
    let svg = Self.theme.svg(
      of: canvas(20, 1) { canvas, region in canvas.write("a<b>&\"c\u{1B}[31m", in: region, row: 0) })
    #expect(svg.contains(">a&lt;b&gt;&amp;\"c^[[31m</text>"))
    #expect(!svg.unicodeScalars.contains("\u{1B}"))
  }

  /// A lower half block in the first column covers the lower 9 of 18 pixels.
  @Test func blocksAreRectangles() {
    let svg = Self.theme.svg(
      of: canvas(4, 1) { canvas, region in canvas.write("▄█▌▐", in: region, row: 0, style: Style(.down)) })
    #expect(svg.contains("<rect x=\"10\" y=\"19\" width=\"8.4\" height=\"9\" fill=\"#ff8080\"/>"))
    #expect(svg.contains("<rect x=\"18.4\" y=\"10\" width=\"8.4\" height=\"18\" fill=\"#ff8080\"/>"))
    #expect(svg.contains("<rect x=\"26.8\" y=\"10\" width=\"4.2\" height=\"18\" fill=\"#ff8080\"/>"))
    #expect(svg.contains("<rect x=\"39.4\" y=\"10\" width=\"4.2\" height=\"18\" fill=\"#ff8080\"/>"))
    #expect(!svg.contains("<text"))
  }

  @Test func groundsAreDrawn() {
    let svg = Self.theme.svg(
      of: canvas(4, 3) { canvas, region in
        canvas.write("head", in: region, row: 0, style: Style(.header))
        canvas.write("in", in: region, row: 1, style: Style(.text, [.inverse]))
        canvas.select(row: 2, in: region)
      })
    #expect(svg.contains("<rect x=\"10\" y=\"10\" width=\"33.6\" height=\"18\" fill=\"#cccccc\"/>"))
    // Turned round: what was behind it is what is written.
    #expect(svg.contains("<rect x=\"10\" y=\"28\" width=\"16.8\" height=\"18\" fill=\"#eeeeee\"/>"))
    #expect(svg.contains("fill=\"#000000\">in</text>"))
    #expect(svg.contains("<rect x=\"10\" y=\"46\" width=\"33.6\" height=\"18\" fill=\"#202040\"/>"))
  }

  /// A wide character takes two columns; what follows stands where it stands on a terminal.
  @Test func wideCharactersKeepTheirColumns() {
    let svg = Self.theme.svg(
      of: canvas(8, 1) { canvas, region in canvas.write("中远  B", in: region, row: 0) })
    #expect(svg.contains("<text x=\"10\" y=\"23.5\" textLength=\"33.6\""))
    #expect(svg.contains("<text x=\"60.4\" y=\"23.5\" textLength=\"8.4\""))
  }

  /// The sequences are those of ECMA-48: 1 bold, 7 inverse, 38;2 and 48;2 direct colours.
  @Test func rowsAreWrittenForATerminal() {
    let canvas = canvas(6, 1) { canvas, region in
      canvas.write("up", in: region, row: 0, style: Style(.down, [.bold]))
      canvas.write("x", in: region, row: 0, column: 5, style: Style(.text, [.inverse]))
    }
    #expect(
      Self.theme.ansi(of: canvas, row: 0)
        == "\u{1B}[0;1;38;2;255;128;128;48;2;0;0;0mup   \u{1B}[0;7;38;2;238;238;238;48;2;0;0;0mx\u{1B}[0m")
  }
}
