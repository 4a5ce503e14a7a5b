import CScreen
import Canvas
import Testing
import Theming

@testable import Terminal

/// What stands on a terminal once it was sent what ncurses made of a canvas.
@Suite(.serialized) struct CursesScreenTests {
  static let small = Size(columns: 20, rows: 6)

  /// Red, green and grey on black, so that each depth has a colour of its own for them.
  static let theme = try? Theme(
    base16: Array(
      """
      name: Test
      base00: "000000"
      base01: "303030"
      base02: "404040"
      base03: "808080"
      base04: "a0a0a0"
      base05: "d0d0d0"
      base06: "ffffff"
      base07: "ffffff"
      base08: "ff0000"
      base09: "ff8000"
      base0A: "ffff00"
      base0B: "00ff00"
      base0C: "00ffff"
      base0D: "0080ff"
      base0E: "ff00ff"
      base0F: "804000"
      """.utf8))

  private func canvas(_ lines: [String], _ size: Size = small, _ style: Style = .text) -> Canvas {
    var canvas = Canvas(size)
    for (row, line) in lines.enumerated() {
      canvas.write(TerminalSafe(line), in: Region(size), row: row, style: style)
    }
    return canvas
  }

  // MARK: Rows

  @Test func onlyRowsThatDifferAreWritten() throws {
    let terminal = try DrawnTerminal("xterm-256color", size: Self.small)
    let before = canvas(["AMAT 148.32", "KLAC 676.31", "FSLR 130.10"])
    terminal.show(before)
    #expect(terminal.grid.lines[1] == "KLAC 676.31         ")
    terminal.grid.touched = []
    let after = canvas(["AMAT 148.32", "KLAC 702.69", "FSLR 130.10"])
    terminal.show(after)
    #expect(terminal.grid.touched == [1])
    #expect(terminal.differences(from: after) == [])
    // Digits that stand there are not sent again.
    #expect(terminal.sent.count < 20)
    #expect(!terminal.screen.draw(after))
  }

  /// More rows than descriptions say: a list that loses rows is scrolled over all of them, the last included.
  @Test(arguments: ["xterm-256color", "vt100", "linux", "screen-256color", "tmux-256color"])
  func rowsMoveOnATallTerminal(name: String) throws {
    let size = Size(columns: 40, rows: 40)
    let terminal = try DrawnTerminal(name, size: size)
    let names = (10..<50).map { "N\($0) closes at \($0 * 3).25 dollars" }
    terminal.show(canvas(names, size))
    // The cursor, and all below eight names that go, come up.
    let fewer = canvas(Array(names[..<18] + names[26...] + names[..<7] + ["/ find"]), size)
    terminal.show(fewer)
    #expect(terminal.differences(from: fewer) == [])
  }

  @Test func whatIsBeyondTheSizeIsCut() throws {
    let terminal = try DrawnTerminal("xterm-256color", size: Self.small)
    // The seventh 漢 stands in the columns 19 and 20, of which the second is there no more.
    let large = canvas(
      ["x" + String(repeating: "漢", count: 14)] + Array(repeating: "abc", count: 9), Size(columns: 30, rows: 10))
    terminal.show(large)
    #expect(terminal.grid.lines[0] == "x" + String(repeating: "漢", count: 9) + "\u{FFFD}")
    #expect(terminal.grid.lines.count == 6 && terminal.grid.lines[5].hasPrefix("abc "))
    #expect(terminal.grid.unknown == [])
  }

  /// Where a terminal scrolls once its last cell is written, all would stand a row too high.
  @Test(arguments: ["xterm-256color", "xterm", "vt100", "linux", "screen-256color", "tmux-256color"])
  func theLastCellOfTheLastRow(name: String) throws {
    let terminal = try DrawnTerminal(name, size: Self.small)
    let full = canvas((0..<6).map { String(repeating: "\($0)", count: 19) + "abcdef".dropFirst($0).prefix(1) })
    terminal.show(full)
    #expect(terminal.grid.lines.map { $0.suffix(2) } == ["0a", "1b", "2c", "3d", "4e", "5f"])
    let other = canvas((0..<6).map { String(repeating: "\($0)", count: 19) + ($0 == 5 ? "!" : "x") })
    terminal.show(other)
    #expect(terminal.grid.lines.map { $0.suffix(2) } == ["0x", "1x", "2x", "3x", "4x", "5!"])
  }

  // MARK: Characters

  @Test func wideCharactersAndMarks() throws {
    let terminal = try DrawnTerminal("xterm-256color", size: Self.small)
    terminal.show(canvas(["中遠海控 15.76", "e\u{301}a\u{308}\u{323}o|", "⣿▁─→é"]))
    #expect(terminal.grid.lines[0] == "中遠海控 15.76      ")
    #expect(terminal.grid.spots[0][8].text == " " && terminal.grid.spots[0][9].text == "1")
    #expect(
      terminal.grid.spots[1].prefix(4).map { Array($0.text.unicodeScalars) } == [
        ["e", "\u{301}"], ["a", "\u{308}", "\u{323}"], ["o"], ["|"],
      ])
    #expect(terminal.grid.lines[2].hasPrefix("⣿▁─→é "))
    // Other characters take their place, and nothing of the wide ones stays.
    let narrow = canvas(["x遠y控 15.76", "", "⣿"])
    terminal.show(narrow)
    #expect(terminal.grid.lines[0].hasPrefix("x遠y控 15.76"))
    #expect(terminal.differences(from: narrow) == [])
  }

  /// Of a wide character of which one half was written over, none stands, and nothing moves.
  @Test func halfAWideCharacter() throws {
    let terminal = try DrawnTerminal("xterm-256color", size: Self.small)
    var halves = Canvas(Self.small)
    let all = Region(Self.small)
    halves.write("漢字|", in: all, row: 0)
    halves.write("x", in: all, row: 0, column: 1)
    halves.write("漢字|", in: all, row: 1)
    halves.write("x", in: all, row: 1, column: 0)
    // Beyond the right edge.
    halves.write("漢", in: Region(row: 2, column: 19, rows: 1, columns: 2), row: 0)
    terminal.show(halves)
    #expect(terminal.grid.lines[0].hasPrefix("\u{FFFD}x字| "))
    #expect(terminal.grid.lines[1].hasPrefix("x 字| "))
    #expect(terminal.grid.lines[2] == String(repeating: " ", count: 19) + "\u{FFFD}")
    #expect(terminal.grid.lines[3] == String(repeating: " ", count: 20))
  }

  // MARK: Looks

  @Test func traits() throws {
    let terminal = try DrawnTerminal("xterm-256color", size: Self.small)
    var canvas = Canvas(Self.small)
    let all = Region(Self.small)
    canvas.write("b", in: all, row: 0, column: 0, style: Style(.text, .bold))
    canvas.write("i", in: all, row: 0, column: 1, style: Style(.text, .inverse))
    canvas.write("u", in: all, row: 0, column: 2, style: Style(.text, .underline))
    canvas.write("a", in: all, row: 0, column: 3, style: Style(.text, [.bold, .inverse, .underline]))
    canvas.write("p", in: all, row: 0, column: 4)
    // The header is inverse without colours: a cursor in it is turned round.
    canvas.write("h", in: all, row: 1, column: 0, style: Style(.header))
    canvas.write("c", in: all, row: 1, column: 1, style: Style(.header, .inverse))
    terminal.show(canvas)
    func pen(_ row: Int, _ column: Int) -> TerminalGrid.Pen { terminal.grid.spots[row][column].pen }
    #expect(pen(0, 0) == TerminalGrid.Pen(isBold: true))
    #expect(pen(0, 1) == TerminalGrid.Pen(isInverse: true))
    #expect(pen(0, 2) == TerminalGrid.Pen(isUnderlined: true))
    #expect(pen(0, 3) == TerminalGrid.Pen(isBold: true, isInverse: true, isUnderlined: true))
    #expect(pen(0, 4) == TerminalGrid.Pen())
    #expect(pen(1, 0) == TerminalGrid.Pen(isInverse: true))
    #expect(pen(1, 1) == TerminalGrid.Pen())
  }

  /// Blanks between equal colours are drawn like these where nobody can see it, and nowhere else.
  @Test(arguments: [ColorDepth.direct, .indexed256, .sixteen, .eight, .mono])
  func gapsBetweenEqualLooks(depth: ColorDepth) throws {
    let terminal = try DrawnTerminal("xterm-256color", size: Size(columns: 12, rows: Role.allCases.count), depth: depth)
    var canvas = Canvas(terminal.screen.size)
    for (row, role) in Role.allCases.enumerated() {
      for (column, traits) in [Traits(), [], .bold, .bold, .underline, .underline, .inverse, .inverse].enumerated() {
        let place = [0, 2, 3, 5, 6, 8, 9, 11][column]
        canvas.write("x", in: Region(canvas.size), row: row, column: place, style: Style(role, traits))
      }
    }
    for theme in [try #require(Self.theme), .terminal, .terminal.on(RGB(255, 255, 255))] {
      terminal.use(theme)
      terminal.show(canvas)
      #expect(terminal.differences(from: canvas) == [])
    }
  }

  /// Of the painted row each cell is painted, and nothing beside it.
  @Test(arguments: [ColorDepth.direct, .indexed256, .sixteen, .eight, .mono])
  func thePaintedRow(depth: ColorDepth) throws {
    let size = Size(columns: 24, rows: 3)
    let terminal = try DrawnTerminal("xterm-256color", size: size, depth: depth)
    for theme in [try #require(Self.theme), .terminal] {
      terminal.use(theme)
      for row in [0, 1, 1, 2] {
        var canvas = Canvas(size)
        for line in 0..<3 {
          canvas.write("AMAT -1.5", in: Region(size), row: line)
          canvas.write("-1.5  -2", in: Region(size), row: line, column: 12, style: Style(.down))
          canvas.write("+2", in: Region(size), row: line, column: 22, style: Style(.up))
        }
        // It ends within a gap that is short enough to be joined.
        canvas.select(row: row, in: Region(row: 0, column: 0, rows: 3, columns: 17))
        terminal.show(canvas)
        #expect(terminal.differences(from: canvas) == [])
        func ground(_ column: Int) -> TerminalGrid.Pen {
          let pen = terminal.grid.spots[row][column].pen
          return TerminalGrid.Pen(background: pen.background, isInverse: pen.isInverse)
        }
        #expect(ground(10) == ground(16) && ground(16) != ground(17) && ground(17) == ground(20))
      }
    }
  }

  /// A row of the watchlist at 120 columns, in all the colours that it has on a day that moved: its bytes are what `j` costs.
  @Test(arguments: [ColorDepth.direct, .indexed256, .eight])
  func aMovedCursorIsCheap(depth: ColorDepth) throws {
    for theme in [try #require(Self.theme), .terminal, .terminal.on(RGB(0, 0, 0)), .terminal.on(RGB(253, 246, 227))] {
      let sent = try bytesOfAMove(theme, depth)
      #expect(sent <= 700, "\(theme.name)")
    }
  }

  /// Another order of 32 names: the cells that differ are sent, with a move to each run of them and the look of each; nothing
  /// else of the page is.
  @Test func aSortSendsWhatItChanged() throws {
    let size = Size(columns: 120, rows: 34)
    let terminal = try DrawnTerminal("xterm-256color", size: size)
    func frame(_ order: [Int]) -> Canvas {
      var canvas = Canvas(size)
      let all = Region(size)
      for (row, name) in order.enumerated() {
        let price = Double(1000 + name * 7919 % 20000) / 100
        canvas.write("N\(name)", in: all, row: row + 1, column: 3)
        canvas.write("Name \(name)", in: all, row: row + 1, column: 10, style: .dim)
        canvas.write("\(String(price))", in: all, row: row + 1, column: 40, width: 9, alignment: .right)
        canvas.write(name % 2 == 0 ? "+0.8" : "-1.2", in: all, row: row + 1, column: 70)
        canvas.range(position: Double(name) / 31, in: all, row: row + 1, column: 92, width: 9)
        canvas.write("▁▁▂▅███▇█▇", in: all, row: row + 1, column: 103 - name % 3, style: .dim)
      }
      return canvas
    }
    let before = frame(Array(10..<42))
    let after = frame((10..<42).sorted { $0 * 7919 % 20000 > $1 * 7919 % 20000 })
    terminal.show(before)
    terminal.show(after)
    #expect(terminal.differences(from: after) == [])
    var (text, runs, looks) = (0, 0, 0)
    var last: Int?
    for index in after.cells.indices where after.cells[index] != before.cells[index] {
      text += Unicode.Scalar(after.cells[index].scalar).map { UTF8.width($0) } ?? 0
      if last != index - 1 { runs += 1 }
      if last.map({
        after.cells[$0].traits != after.cells[index].traits || after.cells[$0].role != after.cells[index].role
      })
        ?? true
      {
        looks += 1
      }
      last = index
    }
    #expect(text > 500)
    // `ESC [ 12 ; 103 H` and `ESC [ 0 ; 2 m` at most.
    #expect(terminal.sent.count <= text + 9 * runs + 6 * looks, "\(text) \(runs) \(looks)")
  }

  private func bytesOfAMove(_ theme: Theme, _ depth: ColorDepth) throws -> Int {
    let size = Size(columns: 120, rows: 40)
    let terminal = try DrawnTerminal("xterm-256color", size: size, depth: depth)
    terminal.use(theme)
    func frame(_ selected: Int) -> Canvas {
      var canvas = Canvas(size)
      let all = Region(size)
      for (row, symbol) in [(20, "AMAT"), (21, "KLAC")] {
        canvas.write(TerminalSafe(symbol), in: all, row: row, column: 3)
        canvas.write("Applied Materials", in: all, row: row, column: 10, style: .dim)
        canvas.write("148.96", in: all, row: row, column: 41)
        canvas.write("-1.75  -1.16 ↓", in: all, row: row, column: 52, style: Style(.down))
        canvas.write("-0.2", in: all, row: row, column: 70)
        canvas.write("-1.87", in: all, row: row, column: 77, style: Style(.down))
        canvas.write("+0.8", in: all, row: row, column: 86, style: Style(.up))
        canvas.range(position: 0.2, in: all, row: row, column: 92, width: 9)
        canvas.write("▁▁▂▅███▇█▇", in: all, row: row, column: 103, style: .dim)
        canvas.write("16:00", in: all, row: row, column: 115, style: .dim)
      }
      canvas.write(">", in: all, row: selected, column: 1, style: Style(.accent, .bold))
      canvas.select(row: selected, in: all)
      return canvas
    }
    terminal.show(frame(20))
    terminal.show(frame(21))
    #expect(terminal.differences(from: frame(21)) == [])
    return terminal.sent.count
  }

  /// Eight colours have 64 pairs: each theme's looks are drawn as they are, the row with the cursor too.
  @Test(arguments: ["xterm", "linux"])
  func manyThemesInFewPairs(name: String) throws {
    let size = Size(columns: 12, rows: Role.allCases.count)
    let terminal = try DrawnTerminal(name, size: size, depth: .eight)
    var canvas = Canvas(size)
    for (row, role) in Role.allCases.enumerated() {
      canvas.write("-1.59", in: Region(size), row: row, style: Style(role))
      canvas.write("-1.59", in: Region(size), row: row, column: 6, style: Style(role, .selected))
    }
    for _ in 0..<5 {
      for theme in [try #require(Self.theme), .terminal] {
        terminal.use(theme)
        terminal.show(canvas)
        #expect(terminal.differences(from: canvas) == [])
      }
    }
  }

  /// A theme that was never drawn must not leave its colours to the next.
  @Test func twoThemesBetweenFrames() throws {
    let terminal = try DrawnTerminal("xterm-256color", size: Self.small, depth: .direct)
    let other = try Theme(
      base16: Array(
        (0..<16).map { "base0\(String($0, radix: 16)): \"1\($0 % 10)\($0 % 10)0f0\"" }.joined(separator: "\n").utf8)
        + Array("\nname: Other".utf8))
    let prices = canvas(["-1.59 %"], Self.small, Style(.down))
    terminal.use(other)
    terminal.show(prices)
    terminal.use(.terminal)
    terminal.use(try #require(Self.theme))
    terminal.show(prices)
    #expect(terminal.differences(from: prices) == [])
  }

  /// Numbers by xterm's table: 196 is pure red, 46 pure green, 252 the grey of #d0d0d0.
  @Test(
    arguments: [
      (ColorDepth.direct, TerminalGrid.Paint.rgb(0xFF0000), .rgb(0x00FF00), .rgb(0xD0D0D0), .rgb(0)),
      (.indexed256, .index(196), .index(46), .index(252), .index(16)),
      (.sixteen, .index(9), .index(10), .index(7), .index(0)),
      (.eight, .index(1), .index(2), .standard, .standard),
      (.mono, .standard, .standard, .standard, .standard),
    ] as [(ColorDepth, TerminalGrid.Paint, TerminalGrid.Paint, TerminalGrid.Paint, TerminalGrid.Paint)])
  func colours(
    depth: ColorDepth, down: TerminalGrid.Paint, up: TerminalGrid.Paint, text: TerminalGrid.Paint,
    background: TerminalGrid.Paint
  ) throws {
    let terminal = try DrawnTerminal("xterm-256color", size: Self.small, depth: depth)
    terminal.screen.use(try #require(Self.theme))
    var canvas = Canvas(Self.small)
    let all = Region(Self.small)
    canvas.write("down", in: all, row: 0, style: Style(.down))
    canvas.write("up", in: all, row: 1, style: Style(.up))
    canvas.write("text", in: all, row: 2)
    terminal.show(canvas)
    let pens = (0..<3).map { terminal.grid.spots[$0][0].pen }
    #expect(pens.map(\.foreground.seen) == [down, up, text].map(\.seen))
    #expect(Set(pens.map(\.background.seen)) == [background.seen])
    #expect(terminal.grid.spots[5][19].pen.background.seen == background.seen)
    // What has no colour is told apart all the same.
    #expect(Set(pens).count == 3)
    #expect(terminal.grid.unknown == [])
  }

  @Test func anotherThemeIsDrawnAtOnce() throws {
    let terminal = try DrawnTerminal("xterm-256color", size: Self.small, depth: .direct)
    let prices = canvas(["-1.59 %"], Self.small, Style(.down))
    terminal.show(prices)
    #expect(terminal.grid.spots[0][0].pen == TerminalGrid.Pen(isUnderlined: true))
    terminal.screen.use(try #require(Self.theme))
    terminal.show(prices)
    #expect(terminal.grid.spots[0][0].pen.foreground.seen == .rgb(0xFF0000))
    #expect(terminal.grid.spots[5][19].pen.background.seen == .rgb(0))
    terminal.screen.use(.terminal)
    terminal.show(prices)
    #expect(terminal.grid.spots[0][0].pen == TerminalGrid.Pen(isUnderlined: true))
    #expect(terminal.grid.spots[5][19].pen.background == .standard)
  }

  // MARK: The cursor

  @Test(arguments: ["xterm-256color", "vt100", "linux", "tmux-256color"], [false, true])
  func theCursorStandsWhereTheCanvasSays(name: String, isPlain: Bool) throws {
    let terminal = try DrawnTerminal(name, size: Self.small, isPlain: isPlain)
    func place() -> [Int] { [terminal.grid.row, terminal.grid.column] }
    var frame = canvas(["AMAT 148.32", "KLAC 676.31", "中遠海控 15.76"])
    frame.cursor = Position(row: 1, column: 1)
    terminal.show(frame)
    #expect(place() == [1, 1])
    // It moves by itself.
    frame.cursor = Position(row: 2, column: 1)
    terminal.show(frame)
    #expect(place() == [2, 1])
    #expect(!terminal.sent.isEmpty && terminal.sent.count < 10)
    // Nothing is sent where it stands there already.
    #expect(!terminal.screen.draw(frame))
    // What changes elsewhere takes it along and brings it back.
    frame.write("149.00", in: Region(Self.small), row: 0, column: 5)
    terminal.show(frame)
    #expect(place() == [2, 1] && terminal.grid.lines[0].hasPrefix("AMAT 149.00"))
    // Nowhere in particular: the change costs no way back, and none by itself.
    frame.cursor = nil
    #expect(!terminal.screen.draw(frame))
    frame.write("150.00", in: Region(Self.small), row: 0, column: 5)
    terminal.show(frame)
    frame.cursor = Position(row: 2, column: 1)
    terminal.show(frame)
    #expect(place() == [2, 1])
    // Beyond the screen there is nothing.
    frame.cursor = Position(row: 6, column: 20)
    terminal.show(frame)
    #expect(terminal.differences(from: frame) == [])
    // Only a plain screen shows it; a vt100 always does.
    #expect(terminal.grid.isCursorShown == (isPlain || name == "vt100"))
  }

  // MARK: Links

  private func linked(_ text: String, to address: String, row: Int = 1) throws -> Canvas {
    var canvas = canvas(["AMAT", "", "KLAC"])
    canvas.write(TerminalSafe(text), in: Region(Self.small), row: row, column: 2, style: Style(.dim))
    canvas.link(
      try #require(LinkAddress(address)), in: Region(Self.small), row: row, column: 2, width: text.utf8.count)
    canvas.cursor = Position(row: 2, column: 1)
    return canvas
  }

  /// Which cells lead where: text and address of each run.
  private func links(_ terminal: DrawnTerminal) -> [String] {
    terminal.grid.spots.flatMap { row in
      row.indices.filter { !row[$0].pen.link.isEmpty }.reduce(into: [(end: Int, text: String, link: String)]()) {
        runs, column in
        let spot = row[column]
        if let last = runs.last, last.end == column, last.link == spot.pen.link {
          runs[runs.count - 1] = (column + 1, last.text + spot.text, last.link)
        } else {
          runs.append((column + 1, spot.text, spot.pen.link))
        }
      }.map { "\($0.text) \($0.link)" }
    }
  }

  @Test(arguments: [("xterm-256color", ColorDepth.direct), ("xterm", .mono), ("tmux-256color", .indexed256)])
  func linksLeadWhereTheyShould(name: String, depth: ColorDepth) throws {
    let terminal = try DrawnTerminal(name, size: Self.small, depth: depth, hasLinks: true)
    let first = try linked("https://a.gov/~", to: "https://a.gov/2025/04")
    terminal.show(first)
    #expect(links(terminal) == ["https://a.gov/~ https://a.gov/2025/04"])
    #expect([terminal.grid.row, terminal.grid.column] == [2, 1])
    #expect(terminal.differences(from: first) == [])
    #expect(!terminal.screen.draw(first))
    // A change elsewhere sends no link again.
    var other = first
    other.write("148.32", in: Region(Self.small), row: 0, column: 8)
    terminal.show(other)
    #expect(!terminal.sent.contains(UInt8(ascii: "]")))
    #expect(links(terminal) == ["https://a.gov/~ https://a.gov/2025/04"])
    // The same text leads elsewhere.
    terminal.show(try linked("https://a.gov/~", to: "https://a.gov/2025/05"))
    #expect(links(terminal) == ["https://a.gov/~ https://a.gov/2025/05"])
    // A part of it changes.
    terminal.show(try linked("https://b.gov/~", to: "https://b.gov/2025/05"))
    #expect(links(terminal) == ["https://b.gov/~ https://b.gov/2025/05"])
    // Where the same text leads nowhere, no cell does; a blank and other texts neither.
    terminal.show(canvas(["AMAT", "  https://b.gov/~", "KLAC"], Self.small))
    #expect(links(terminal) == [])
    terminal.show(try linked("https://b.gov/~", to: "https://b.gov/2025/05", row: 3))
    terminal.show(canvas(["AMAT"]))
    #expect(links(terminal) == [])
    // Another theme, and a repaint.
    terminal.show(first)
    terminal.use(try #require(Self.theme))
    terminal.show(first)
    #expect(links(terminal) == ["https://a.gov/~ https://a.gov/2025/04"])
    terminal.grid.scribble()
    terminal.screen.forget()
    terminal.show(first)
    #expect(links(terminal) == ["https://a.gov/~ https://a.gov/2025/04"])
    #expect(terminal.differences(from: first) == [])
  }

  @Test func aTerminalWithoutLinksGetsNone() throws {
    let terminal = try DrawnTerminal("linux", size: Self.small)
    terminal.show(try linked("https://a.gov/", to: "https://a.gov/"))
    #expect(!terminal.sent.contains(UInt8(ascii: "]")))
    #expect(terminal.grid.lines[1].contains("https://a.gov/"))
  }

  // MARK: The whole screen

  @Test(arguments: [Size(columns: 12, rows: 3), Size(columns: 40, rows: 12), Size(columns: 1, rows: 1)])
  func aResize(to size: Size) throws {
    let terminal = try DrawnTerminal("xterm-256color", size: Self.small)
    terminal.show(canvas(Array(repeating: "AMAT 148.32 KLAC 676", count: 6)))
    #expect(!terminal.screen.resize(to: Self.small))
    #expect(terminal.screen.resize(to: size))
    terminal.grid.resize(to: size)
    let after = canvas(["FSLR 130.10"], size)
    terminal.show(after)
    #expect(terminal.differences(from: after) == [])
  }

  @Test func aRepaint() throws {
    let terminal = try DrawnTerminal("xterm-256color", size: Self.small)
    let prices = canvas(["AMAT 148.32", "KLAC 676.31"])
    terminal.show(prices)
    terminal.grid.scribble()
    terminal.show(prices)
    #expect(terminal.grid.lines[0] == String(repeating: "#", count: 20))
    terminal.screen.forget()
    terminal.show(prices)
    #expect(terminal.differences(from: prices) == [])
  }

  /// Prices, pages that scroll, wide characters, themes and sizes in any order: what stands there is what was drawn.
  @Test(arguments: [
    ("xterm-256color", ColorDepth.direct), ("xterm-256color", .indexed256), ("xterm-256color", .sixteen),
    ("xterm", .eight), ("vt100", .mono), ("linux", .eight), ("screen-256color", .indexed256),
    ("tmux-256color", .direct),
  ])
  func anyFramesInAnyOrder(name: String, depth: ColorDepth) throws {
    // Where the margin cannot be switched off, ncurses puts one half of a wide character before the last cell wrong.
    let canSwitchMargin = !name.hasPrefix("screen") && !name.hasPrefix("tmux")
    var random = Draws(state: 20_261_015)
    var size = Size(columns: 40, rows: 12)
    let terminal = try DrawnTerminal(name, size: size, depth: depth)
    var frame = Canvas(size)
    for number in 0..<150 {
      switch Int.random(in: 0..<20, using: &random) {
      case 0:
        size = Size(columns: Int.random(in: 2...60, using: &random), rows: Int.random(in: 1...20, using: &random))
        if terminal.screen.resize(to: size) { terminal.grid.resize(to: size) }
        frame = Canvas(size)
      case 1:
        terminal.use(terminal.theme == .terminal ? try #require(Self.theme) : .terminal)
      case 2:
        frame = random.scrolled(frame)
      case 3:
        frame = Canvas(size)
      default: break
      }
      for _ in 0..<Int.random(in: 0..<8, using: &random) { random.write(into: &frame) }
      if !canSwitchMargin {
        frame.write("---", in: Region(row: size.rows - 1, column: size.columns - 3, rows: 1, columns: 3), row: 0)
      }
      let cursor = Position(
        row: Int.random(in: 0..<size.rows, using: &random), column: Int.random(in: 0..<size.columns, using: &random))
      frame.cursor = number % 5 == 0 ? nil : cursor
      terminal.show(frame)
      let differences = terminal.differences(from: frame)
      #expect(differences == [], "frame \(number), \(size)")
      #expect(frame.cursor == nil || [terminal.grid.row, terminal.grid.column] == [cursor.row, cursor.column])
      guard differences.isEmpty else { return }
    }
  }
}

/// A screen of ncurses and the terminal that shows what it sends.
private final class DrawnTerminal {
  let screen: CursesScreen
  let depth: ColorDepth
  var grid: TerminalGrid
  private(set) var theme = Theme.terminal
  private(set) var sent: [UInt8] = []

  /// The locale of the whole process; characters are drawn as in no other.
  private static let isUTF8 = dt_screen_locale("C.UTF-8")

  /// What its description says that it cannot do (`dim`), or not together with colours (`ncv`).
  private let hasDim: Bool
  private let drawsAllInColor: Bool

  init(
    _ name: String, size: Size, depth: ColorDepth = .indexed256, hasLinks: Bool = false, isPlain: Bool = false
  ) throws {
    try #require(Self.isUTF8)
    hasDim = name != "vt100"
    drawsAllInColor = name != "linux"
    screen = try #require(
      CursesScreen(description: name, size: size, hasLinks: hasLinks, isPlain: isPlain))
    self.depth = min(depth, screen.colors == 0 ? .mono : .direct)
    grid = TerminalGrid(size)
    screen.startColors(self.depth)
    screen.use(theme)
  }

  deinit { screen.close() }

  func use(_ theme: Theme) {
    self.theme = theme
    screen.use(theme)
  }

  func show(_ canvas: Canvas) {
    sent = []
    guard screen.draw(canvas) else { return }
    var bytes: [UInt8] = []
    screen.finishFrame { bytes += Array($0) }
    sent = bytes
    grid.take(sent)
  }

  /// Where something else stands than the canvas and the theme say; what the terminal did not understand.
  func differences(from canvas: Canvas) -> [String] {
    var found = grid.unknown
    for row in 0..<canvas.size.rows {
      for (column, spot) in expected(row, of: canvas).enumerated() where spot.visible != grid.spots[row][column].visible
      {
        found.append("\(row),\(column): found \(grid.spots[row][column]), expected \(spot)")
      }
    }
    return found
  }

  private func expected(_ row: Int, of canvas: Canvas) -> [TerminalGrid.Spot] {
    let cells = Array(canvas.cells[row * canvas.size.columns..<(row + 1) * canvas.size.columns])
    var isRightHalf = false
    return cells.indices.map { column in
      let (cell, pen) = (cells[column], pen(of: cells[column]))
      if isRightHalf {
        isRightHalf = false
        // Drawn with its left half.
        return TerminalGrid.Spot(text: "", pen: self.pen(of: cells[column - 1]))
      }
      guard cell.width > 0 else { return TerminalGrid.Spot(text: " ", pen: pen) }
      isRightHalf = cell.width == 2 && column + 1 < cells.count && cells[column + 1].width == 0
      guard cell.width == 1 || isRightHalf else { return TerminalGrid.Spot(text: "\u{FFFD}", pen: pen) }
      var text = String.UnicodeScalarView()
      text.append(
        contentsOf: [cell.scalar, cell.firstMark, cell.secondMark].filter { $0 > 0 }.compactMap(Unicode.Scalar.init))
      return TerminalGrid.Spot(text: String(text), pen: pen)
    }
  }

  private func pen(of cell: Cell) -> TerminalGrid.Pen {
    let look = theme.look(cell.role, isSelected: cell.traits.contains(.selected), at: depth)
    func paint(_ color: Color) -> TerminalGrid.Paint {
      switch color {
      case .standard: .standard
      case .index(let index): .index(Int(index))
      case .rgb(let rgb): .rgb(Int(rgb.value))
      }
    }
    var pen = TerminalGrid.Pen(
      foreground: paint(look.foreground), background: paint(look.background),
      isBold: look.attributes.contains(.bold) || cell.traits.contains(.bold),
      isDim: look.attributes.contains(.dim),
      isInverse: look.attributes.contains(.inverse) != cell.traits.contains(.inverse),
      isUnderlined: look.attributes.contains(.underline) || cell.traits.contains(.underline))
    let isColored = pen.foreground != .standard || pen.background != .standard
    if !hasDim || isColored && !drawsAllInColor { pen.isDim = false }
    if isColored && !drawsAllInColor { pen.isUnderlined = false }
    return pen
  }
}

/// Numbers that look random and are the same in every run (splitmix64), and what is drawn by them.
private struct Draws: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }

  private static let texts = [
    "148.32", "-1.59 %", "AMAT", "a b  c   d", "       ", "────────────", "中遠海控", "漢", "e\u{301}", "⣿⣀",
    "xxxxxxxxxxxxxxxx",
    "0", "Applied Materials reports", "=", "┃",
  ]

  /// A text of any style anywhere, at times over the edge.
  mutating func write(into canvas: inout Canvas) {
    let row = Int.random(in: 0..<canvas.size.rows, using: &self)
    let column = Int.random(in: 0..<canvas.size.columns, using: &self)
    let role = Role.allCases.randomElement(using: &self) ?? .text
    let traits = Bool.random(using: &self) ? Traits() : Traits(rawValue: UInt8.random(in: 0..<16, using: &self))
    let region = Region(row: row, column: column, rows: 1, columns: 30)
    let text = Self.texts.randomElement(using: &self) ?? ""
    canvas.write(TerminalSafe(text), in: region, row: 0, style: Style(role, traits))
  }

  /// The rows of a page moved by one or more, as ncurses may have the terminal do itself.
  mutating func scrolled(_ canvas: Canvas) -> Canvas {
    let by = Int.random(in: -3...3, using: &self)
    var moved = Canvas(canvas.size)
    for (row, line) in canvas.lines.enumerated() {
      moved.write(TerminalSafe(line), in: Region(canvas.size), row: row + by)
    }
    return moved
  }
}
