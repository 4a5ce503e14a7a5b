import Canvas
import Testing

@testable import Dashboard

/// What a screen reader or a braille display is given.
struct PlainTests {
  private static let screens = ["", "?", "t", "i", "w", "e", "f", "v", "<Enter>", "<Tab><Enter>", "e<Enter>"]

  /// No line, block or braille; the words and figures are those of the ordinary screen.
  @Test(arguments: screens, [(80, 24), (120, 40), (200, 60)])
  func hasNoPictures(keys: String, size: (Int, Int)) {
    let plain = SampleDesk.state(SampleDesk.demo, size.0, size.1, glyphs: .plain, keys: keys).draw().lines
    let usual = SampleDesk.state(SampleDesk.demo, size.0, size.1, keys: keys).draw().lines
    let pictures = plain.joined().unicodeScalars.filter {
      (0x2500...0x259F).contains($0.value) || (0x2800...0x28FF).contains($0.value)
    }
    #expect(pictures.isEmpty, "\(String(String.UnicodeScalarView(pictures)))")
    #expect(plain.count == usual.count)
    func figures(_ line: String) -> [String] {
      line.unicodeScalars.split { !("0"..."9").contains($0) && $0 != "." }.map { String($0) }.filter { $0 != "." }
    }
    for (plain, usual) in zip(plain, usual) {
      // The index, which the ordinary screen draws of blocks.
      let isIndex = usual.contains("█▀▀") && plain.hasPrefix("   6.0 ")
      #expect(Array(figures(plain).dropFirst(isIndex ? 1 : 0)) == figures(usual))
    }
  }

  @Test func keepsNamesInTheirScript() {
    var canvas = Canvas(Size(columns: 12, rows: 1), glyphs: .plain)
    canvas.write("中遠海控 é", in: Region(canvas.size), row: 0)
    #expect(canvas.lines == ["中遠海控 é"])
  }

  @Test func theTitleIsTheIndex() {
    #expect(SampleDesk.state(SampleDesk.demo, 80, 24).title == "6.0 Trade war")
    #expect(SampleDesk.state(SampleDesk.empty, 80, 24).title == "no index")
  }
}
