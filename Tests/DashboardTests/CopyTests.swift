import Canvas
import Testing

@testable import Dashboard

/// What `y` and `Y` hand to the clipboard, which is what stands on the screen.
struct CopyTests {
  private func copied(_ keys: String, last: Key, _ columns: Int = 120, _ rows: Int = 40) -> [Effect] {
    var state = SampleDesk.state(SampleDesk.demo, columns, rows, keys: keys)
    return state.update(.input(.key(last)))
  }

  @Test func theRowAsItReads() {
    guard case .copy(let row, "the row")? = copied("", last: .character("y")).first else {
      Issue.record("nothing copied")
      return
    }
    // The figures of the demo's close of 1 May 2025.
    #expect(row.hasPrefix("AMAT   Applied Materials") && row.contains("148.96") && row.hasSuffix("16:00"))
    #expect(!row.contains("\n"))
  }

  /// Of panes side by side only the one in focus, in the tariffs' list, a signal's and another screen's.
  @Test(arguments: [
    ("j", "KLAC"), ("<Tab>", "1 May"), ("<Tab>j", "1 May"), ("e", "1 May"), ("f", "ok "),
    ("<Tab><Tab>", "1 May"),
  ])
  func theRowOfThePaneInFocus(keys: String, start: String) {
    guard case .copy(let row, _)? = copied(keys, last: .character("y")).first else {
      Issue.record("nothing copied")
      return
    }
    #expect(row.drop { "* ".contains($0) }.hasPrefix(start), "\(row)")
    #expect(keys != "<Tab>" || !row.contains("HKEX"), "nothing of the pane beside")
  }

  @Test func thePaneTheScreenThePage() {
    guard case .copy(let pane, let name)? = copied("", last: .character("Y")).first else {
      Issue.record("nothing copied")
      return
    }
    let lines = pane.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(!pane.contains("> AMAT"))
    #expect(name == "\(lines.count) rows" && lines.first?.contains("Watchlist") == true)
    #expect(pane.contains("Applied Materials") && !pane.contains("De-escalation"))
    guard case .copy(let page, _)? = copied("?", last: .character("Y")).first else {
      Issue.record("nothing copied")
      return
    }
    #expect(page.contains("next row") && !page.contains("q quit"))
  }

  @Test func aPageHasNoRow() {
    var state = SampleDesk.state(SampleDesk.demo, 120, 40, keys: "?")
    #expect(state.update(.input(.key(.character("y")))) == [])
    #expect(state.notice?.contains("no row") == true)
    // Where there is no screen at all, nothing breaks.
    #expect(copied("", last: .character("Y"), 5, 3).count == 1)
    #expect(copied("", last: .character("y"), 1, 1) == [])
  }
}
