import Canvas
import Testing

@testable import Dashboard

/// Addresses in what files say, on a page.
struct TextLinkTests {
  private func drawn(_ value: TerminalSafe, columns: Int = 60) -> Canvas {
    var canvas = Canvas(Size(columns: columns, rows: 8))
    let page = Page(title: "Signal", lines: [.field("Source", value)])
    page.draw(into: &canvas, in: Region(canvas.size), first: 0)
    return canvas
  }

  private func links(_ canvas: Canvas) -> [String] {
    canvas.links.map { link in
      let region = Region(row: link.position.row, column: link.position.column, rows: 1, columns: link.columns)
      return canvas.lines(in: region).joined() + " " + link.address.text
    }
  }

  @Test func leadWhereTheySay() {
    #expect(links(drawn("https://ustr.gov/a?b=1#c")) == ["https://ustr.gov/a?b=1#c https://ustr.gov/a?b=1#c"])
    #expect(
      links(drawn("see http://a.gov/x, and  HTTPS://b.gov.")) == [
        "http://a.gov/x, http://a.gov/x", "HTTPS://b.gov. HTTPS://b.gov",
      ])
    #expect(links(drawn("中遠 https://a.cn/")) == ["https://a.cn/ https://a.cn/"])
  }

  /// Cut text leads to the whole address; so does what is wrapped.
  @Test func aCutAddressIsWhole() {
    let long = "https://www.federalregister.gov/documents/2025/04/07/2025-06063/regulating-imports"
    let found = links(drawn("first http://a.gov/1 then \(long) and https://b.gov/2"))
    #expect(found.count == 3)
    #expect(found[0] == "http://a.gov/1 http://a.gov/1" && found[2] == "https://b.gov/2 https://b.gov/2")
    let words = found[1].split(separator: " ")
    #expect(words[0].hasSuffix("~") && long.hasPrefix(words[0].dropLast()) && words[1] == long)
  }

  @Test(arguments: [
    "javascript:alert(1)", "file:///etc/passwd", "ftp://a.gov/", "https://", "http:/a", "https://a.gov/é",
    "https://a.gov/\u{1B}]8;;", "https://a.gov/\u{7}x", "https:a", "xhttps://a.gov",
  ])
  func whatIsNoAddressLeadsNowhere(value: String) { #expect(links(drawn(TerminalSafe(value))) == []) }

  @Test func tooLongLeadsNowhere() {
    let address = "https://a.gov/"
    let longest = address + String(repeating: "x", count: 2048 - address.utf8.count)
    #expect(links(drawn(TerminalSafe(longest))).count == 1)
    #expect(links(drawn(TerminalSafe(longest + "x"))) == [])
  }
}
