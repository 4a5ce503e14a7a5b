import CScreen
import Canvas
import Theming

/// The screen that ncurses keeps: canvases in, and out the bytes that change a terminal from the last one to the next.
/// Knows no terminal. One at a time in a process, to be used from one thread.
final class CursesScreen {
  /// Columns and rows; what a canvas has beyond them is cut off.
  private(set) var size: Size
  /// Colours that the description offers (0 for none), and whether 24-bit colours can be sent with it.
  let colors: Int
  let sendsRGB: Bool

  private var depth = ColorDepth.mono
  private var looks = LookTable()
  private var row: [dt_screen_cell] = []
  /// What ncurses was last given.
  private(set) var shown: Canvas?
  /// Whether the terminal knows links (OSC 8).
  private let hasLinks: Bool
  /// Drawn so that a reader of the screen finds it as it stands: its cursor is seen, and no blank takes another's look.
  private let isPlain: Bool
  /// Links of the next frame that the terminal does not show yet.
  private var linked: [Link] = []

  /// Opens the terminal description of a name; nil where there is none, or none that can address the cursor.
  init?(description: String, size: Size, hasLinks: Bool = false, isPlain: Bool = false) {
    guard dt_screen_open(description, isPlain) else { return nil }
    self.hasLinks = hasLinks
    self.isPlain = isPlain
    colors = Int(dt_screen_colors())
    sendsRGB = dt_screen_direct()
    self.size = size
    _ = dt_screen_resize(Int32(size.columns), Int32(size.rows))
  }

  /// Ends its use; the next may be opened.
  func close() { dt_screen_close() }

  /// To be called once, before the first theme; without it not a byte about colour is sent.
  func startColors(_ depth: ColorDepth) {
    guard depth > .mono else { return }
    self.depth = depth
    _ = dt_screen_start_colors()
  }

  /// Draws with this theme from the next canvas on, which is drawn whole.
  func use(_ theme: Theme) {
    looks.set(theme, depth: depth, isShown: shown != nil)
    shown = nil
  }

  /// The next canvas is drawn whole; false where the size is the same, or ncurses cannot take it.
  func resize(to size: Size) -> Bool {
    guard size != self.size, dt_screen_resize(Int32(size.columns), Int32(size.rows)) else { return false }
    self.size = size
    shown = nil
    return true
  }

  /// The next canvas is sent whole, whatever the terminal shows.
  func forget() {
    dt_screen_forget()
    shown = nil
  }

  /// Hands ncurses the rows that differ from those of the last canvas; false where none does, and neither cursor nor links.
  func draw(_ canvas: Canvas) -> Bool {
    let lines = (0..<min(canvas.size.rows, size.rows)).filter { canvas.differs(from: shown, row: $0) }
    let changesLinks = takeLinks(of: canvas)
    let movesCursor = canvas.cursor != nil && canvas.cursor != shown?.cursor
    guard !lines.isEmpty || changesLinks || movesCursor else { return false }
    stand(at: canvas.cursor)
    canvas.cells.withUnsafeBufferPointer { cells in
      for line in lines { draw(cells[line * canvas.size.columns..<(line + 1) * canvas.size.columns], row: line) }
    }
    shown = canvas
    return true
  }

  /// Notes which links have to be sent, and lets cells that lead nowhere any more be sent anew; whether there are any.
  ///
  /// ncurses knows no links: what it draws has none, and cells that look the same it does not draw.
  private func takeLinks(of canvas: Canvas) -> Bool {
    guard hasLinks else { return false }
    let before = shown?.links ?? []
    let gone = before.filter { !canvas.links.contains($0) }
    for link in gone { forget(link) }
    linked = canvas.links.filter { link in
      let start = link.position.column
      return !before.contains(link)
        || canvas.differs(from: shown, row: link.position.row, columns: start..<start + link.columns)
    }
    return !gone.isEmpty || !linked.isEmpty
  }

  private func forget(_ link: Link) {
    dt_screen_forget_cells(Int32(link.position.row), Int32(link.position.column), Int32(link.columns))
  }

  /// Ends the frame: then the links in it are drawn once more, each between marks.
  /// - Parameter body: is given its bytes, piece by piece.
  func finishFrame(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    dt_screen_draw()
    take(body)
    guard !linked.isEmpty else { return }
    for link in linked {
      // On its way the cursor may write what it passes: it goes there before, and back afterwards.
      stand(at: link.position)
      dt_screen_draw()
      take(body)
      forget(link)
      stand(at: nil)
      mark(link.address.text, body)
      dt_screen_draw()
      take(body)
      mark("", body)
    }
    linked = []
    guard let cursor = shown?.cursor else { return }
    stand(at: cursor)
    dt_screen_draw()
    take(body)
  }

  private func stand(at cursor: Position?) {
    dt_screen_cursor(Int32(cursor?.row ?? -1), Int32(cursor?.column ?? 0))
  }

  /// What is sent after it leads to an address; to none where that is empty.
  private func mark(_ address: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    Array("\u{1B}]8;;\(address)\u{1B}\\".utf8).withUnsafeBufferPointer(body)
  }

  /// Ends full-screen drawing, until the next frame.
  /// - Parameter body: is given the bytes for it.
  func leave(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    dt_screen_leave()
    take(body)
  }

  private func take(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    var count = 0
    if let bytes = dt_screen_take(&count) { body(UnsafeBufferPointer(start: bytes, count: count)) }
  }

  private func draw(_ cells: Slice<UnsafeBufferPointer<Cell>>, row line: Int) {
    row.removeAll(keepingCapacity: true)
    for cell in cells {
      let look = looks.index(of: cell.role, isSelected: cell.traits.contains(.selected))
      row.append(
        dt_screen_cell(
          scalar: cell.scalar, marks: (cell.firstMark, cell.secondMark), look: look,
          attributes: cell.traits.subtracting(.selected).rawValue, width: cell.width))
    }
    if !isPlain { joinGaps(cells) }
    dt_screen_row(Int32(line), row, row.count)
  }

  /// Blanks between two looks, in a row that is not painted as a whole, that may be drawn like the first of them:
  /// switching to plain and back costs more. More of them would have to be sent again whenever that look changes.
  private static let longestGap = 4

  private func joinGaps(_ cells: Slice<UnsafeBufferPointer<Cell>>) {
    var last: Int?
    for (column, cell) in cells.enumerated()
    where cell.scalar != 0x20 || cell.role != .text || !cell.traits.isSubset(of: .selected) {
      if let last, column - last > 1 { joinGap(last + 1..<column, cells) }
      last = column
    }
  }

  private func joinGap(_ gap: Range<Int>, _ cells: Slice<UnsafeBufferPointer<Cell>>) {
    let cell = cells[cells.startIndex + gap.lowerBound - 1]
    let isSelected = cell.traits.contains(.selected)
    guard isSelected || gap.count <= CursesScreen.longestGap,
      cell.traits.isDisjoint(with: [.inverse, .underline]), looks.isQuiet(row[gap.lowerBound - 1].look),
      // What is painted may end within the gap.
      gap.allSatisfy({ cells[cells.startIndex + $0].traits.contains(.selected) == isSelected })
    else { return }
    for blank in gap {
      row[blank].look = row[gap.lowerBound - 1].look
      row[blank].attributes = row[gap.lowerBound - 1].attributes
    }
  }
}
