import Canvas

/// What a terminal shows of the bytes that it is sent: as much of an xterm as ncurses asks for. What it does not know it
/// notes, and draws nothing for it.
struct TerminalGrid {
  enum Paint: Hashable {
    case standard
    case index(Int)
    case rgb(Int)

    /// What is seen of it: xterm's table fixes all but the first sixteen.
    var seen: Paint {
      guard case .index(let index) = self, index >= 16 else { return self }
      guard index < 232 else { return .rgb((8 + 10 * (index - 232)) * 0x10101) }
      let levels = [0, 95, 135, 175, 215, 255]
      let step = index - 16
      return .rgb(levels[step / 36] << 16 | levels[step / 6 % 6] << 8 | levels[step % 6])
    }
  }

  struct Pen: Hashable {
    var foreground = Paint.standard
    var background = Paint.standard
    var isBold = false
    var isDim = false
    var isInverse = false
    var isUnderlined = false
    /// Where it leads to.
    var link = ""
  }

  /// One column of a row. The right half of a wide character has no text.
  struct Spot: Hashable {
    var text: String
    var pen: Pen

    /// The same, without where it leads to, and without what nobody sees of a blank.
    var visible: Spot {
      var pen = pen
      pen.link = ""
      pen.foreground = pen.foreground.seen
      pen.background = pen.background.seen
      pen.link = ""
      guard text == " ", !pen.isInverse, !pen.isUnderlined else { return Spot(text: text, pen: pen) }
      return Spot(text: text, pen: Pen(background: pen.background))
    }
  }

  private(set) var size: Size
  private(set) var spots: [[Spot]]
  /// Rows that anything was written to or erased in since this was last emptied; those that are scrolled are not.
  var touched: Set<Int> = []
  private(set) var unknown: [String] = []

  private var pen = Pen()
  private(set) var row = 0
  private(set) var column = 0
  private(set) var isCursorShown = true
  /// The last column was written: the next character goes to the next row.
  private var wraps = false
  /// What is written beyond the last column goes to the next row.
  private var hasMargin = true
  private var inserts = false
  private var top = 0
  private var bottom: Int
  private var saved = (row: 0, column: 0)
  private var last: Unicode.Scalar = " "

  init(_ size: Size) {
    self.size = size
    spots = Array(repeating: Array(repeating: Spot(text: " ", pen: Pen()), count: size.columns), count: size.rows)
    bottom = size.rows - 1
  }

  /// The rows as text.
  var lines: [String] { spots.map { row in row.map(\.text).joined() } }

  /// As when its window is resized: what fits stays where it is.
  mutating func resize(to size: Size) {
    let old = spots
    self = TerminalGrid(size)
    for row in 0..<min(size.rows, old.count) {
      for column in 0..<min(size.columns, old[row].count) { spots[row][column] = old[row][column] }
    }
  }

  /// As when another program has written all over it.
  mutating func scribble() {
    for row in spots.indices { for column in spots[row].indices { spots[row][column].text = "#" } }
  }

  mutating func take(_ bytes: some Collection<UInt8>) {
    var scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\u{1B}": escape(&scalars)
      case "\r": (column, wraps) = (0, false)
      case "\n": index()
      case "\u{8}": (column, wraps) = (max(0, column - 1), false)
      case "\t": column = min(size.columns - 1, (column / 8 + 1) * 8)
      case "\0", "\u{F}": break
      case _ where scalar.value < 0x20: unknown.append("\(scalar.value)")
      default: put(scalar)
      }
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = CharacterWidth.columns(of: scalar)
    guard width > 0 else {
      let before = wraps ? column : column - 1
      let base = spots[row][before].text.isEmpty ? before - 1 : before
      spots[row][base].text.unicodeScalars.append(scalar)
      return
    }
    if hasMargin, wraps || column + width > size.columns {
      column = 0
      index()
    }
    guard column + width <= size.columns else { return unknown.append("\(scalar) beyond the margin") }
    if inserts { insert(width) }
    for column in column..<column + width { clear(column, pen.background) }
    spots[row][column] = Spot(text: String(scalar), pen: pen)
    if width == 2 { spots[row][column + 1] = Spot(text: "", pen: pen) }
    last = scalar
    wraps = column + width == size.columns
    column = min(column + width, size.columns - 1)
  }

  /// Makes a blank, and one of the other half of a wide character.
  private mutating func clear(_ column: Int, _ background: Paint) {
    guard column < size.columns else { return }
    touched.insert(row)
    let blank = Spot(text: " ", pen: Pen(background: background))
    if spots[row][column].text.isEmpty, column > 0 { spots[row][column - 1] = blank }
    if column + 1 < size.columns, spots[row][column + 1].text.isEmpty { spots[row][column + 1] = blank }
    spots[row][column] = blank
  }

  private var blankRow: [Spot] {
    Array(repeating: Spot(text: " ", pen: Pen(background: pen.background)), count: size.columns)
  }

  /// One row down, or the region up.
  private mutating func index() {
    wraps = false
    if row == bottom { scroll(from: top, by: 1) } else { row = min(row + 1, size.rows - 1) }
  }

  /// Moves the rows from one to the region's end up; down for a negative count.
  private mutating func scroll(from first: Int, by count: Int) {
    for _ in 0..<abs(count) {
      spots.remove(at: count > 0 ? first : bottom)
      spots.insert(blankRow, at: count > 0 ? bottom : first)
    }
  }

  private mutating func insert(_ count: Int) {
    for _ in 0..<count {
      spots[row].insert(Spot(text: " ", pen: Pen(background: pen.background)), at: column)
      spots[row].removeLast()
    }
    touched.insert(row)
  }

  private mutating func delete(_ count: Int) {
    for _ in 0..<min(count, size.columns - column) {
      spots[row].remove(at: column)
      spots[row].append(Spot(text: " ", pen: Pen(background: pen.background)))
    }
    touched.insert(row)
  }

  private mutating func move(row: Int, column: Int) {
    self.row = min(max(0, row), size.rows - 1)
    self.column = min(max(0, column), size.columns - 1)
    wraps = false
  }
}

// MARK: Sequences

extension TerminalGrid {
  private mutating func escape(_ scalars: inout ArraySlice<Unicode.Scalar>) {
    guard let kind = scalars.popFirst() else { return unknown.append("ESC") }
    switch kind {
    case "[": control(&scalars)
    case "(": if let set = scalars.popFirst(), set != "B" { unknown.append("ESC ( \(set)") }
    // The other character set, to which nothing may switch.
    case ")": _ = scalars.popFirst()
    case "7": saved = (row, column)
    case "8": move(row: saved.row, column: saved.column)
    case "=", ">": break
    case "]": command(&scalars)
    case "D": index()
    case "M": if row == top { scroll(from: top, by: -1) } else { move(row: row - 1, column: column) }
    default: unknown.append("ESC \(kind)")
    }
  }

  /// A link's beginning or end (OSC 8).
  private mutating func command(_ scalars: inout ArraySlice<Unicode.Scalar>) {
    var text = String.UnicodeScalarView()
    while let next = scalars.popFirst(), next != "\u{1B}" { text.append(next) }
    guard scalars.popFirst() == "\\", text.starts(with: "8;;".unicodeScalars) else {
      return unknown.append("OSC \(String(text))")
    }
    pen.link = String(text.dropFirst(3))
  }

  private mutating func control(_ scalars: inout ArraySlice<Unicode.Scalar>) {
    var text = ""
    while let next = scalars.popFirst() {
      guard next.value >= 0x40 else {
        text.unicodeScalars.append(next)
        continue
      }
      if text.hasPrefix("?") {
        // Others are of the keyboard, the cursor and the other screen.
        if text == "?7" { hasMargin = next == "h" }
        if text == "?25" { isCursorShown = next == "h" }
        if !["h", "l"].contains(next) { unknown.append("CSI \(text) \(next)") }
      } else {
        control(next, text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }, text)
      }
      return
    }
    unknown.append("CSI \(text)")
  }

  private mutating func control(_ final: Unicode.Scalar, _ values: [Int], _ text: String) {
    let count = max(1, values.first ?? 1)
    switch final {
    case "A": move(row: row - count, column: column)
    case "B": move(row: row + count, column: column)
    case "C": move(row: row, column: column + count)
    case "D": move(row: row, column: column - count)
    case "G": move(row: row, column: count - 1)
    case "d": move(row: count - 1, column: column)
    case "H": move(row: count - 1, column: max(1, values.count > 1 ? values[1] : 1) - 1)
    case "J": eraseScreen(values.first ?? 0)
    case "K": eraseRow(values.first ?? 0)
    case "X": for column in column..<min(column + count, size.columns) { clear(column, pen.background) }
    case "P": delete(count)
    case "@": insert(count)
    case "L": if row <= bottom { scroll(from: row, by: -count) }
    case "M": if row <= bottom { scroll(from: row, by: count) }
    case "S": scroll(from: top, by: count)
    case "T": scroll(from: top, by: -count)
    case "b": for _ in 0..<count { put(last) }
    case "r":
      let (first, last) = (count - 1, min(values.count > 1 ? values[1] : size.rows, size.rows) - 1)
      guard first < last else { return unknown.append("CSI \(text) r") }
      (top, bottom) = (first, last)
      move(row: 0, column: 0)
    case "h" where text == "4": inserts = true
    case "l" where text == "4": inserts = false
    // The shape of screen's cursor.
    case "h" where text == "34": break
    case "m": setPen(values)
    // The window's title, kept and given back.
    case "t" where values.first == 22 || values.first == 23: break
    default: unknown.append("CSI \(text) \(final)")
    }
  }

  private mutating func eraseRow(_ part: Int) {
    let columns = part == 0 ? column..<size.columns : part == 1 ? 0..<column + 1 : 0..<size.columns
    for column in columns { clear(column, pen.background) }
  }

  private mutating func eraseScreen(_ part: Int) {
    let own = row
    if part < 2 { eraseRow(part) }
    for other in part == 0 ? own + 1..<size.rows : part == 1 ? 0..<own : 0..<size.rows {
      spots[other] = blankRow
      touched.insert(other)
    }
  }

  private mutating func setPen(_ values: [Int]) {
    var values = values[...]
    while let value = values.popFirst() {
      switch value {
      case 0: pen = Pen(link: pen.link)
      // The first of its fonts.
      case 10: break
      case 1: pen.isBold = true
      case 2: pen.isDim = true
      case 4: pen.isUnderlined = true
      case 7: pen.isInverse = true
      case 22: (pen.isBold, pen.isDim) = (false, false)
      case 24: pen.isUnderlined = false
      case 27: pen.isInverse = false
      case 30...37: pen.foreground = .index(value - 30)
      case 90...97: pen.foreground = .index(value - 82)
      case 39: pen.foreground = .standard
      case 40...47: pen.background = .index(value - 40)
      case 100...107: pen.background = .index(value - 92)
      case 49: pen.background = .standard
      case 38: if let paint = paint(&values) { pen.foreground = paint }
      case 48: if let paint = paint(&values) { pen.background = paint }
      default: unknown.append("SGR \(value)")
      }
    }
  }

  private mutating func paint(_ values: inout ArraySlice<Int>) -> Paint? {
    switch values.popFirst() {
    case 5: return values.popFirst().map { .index($0) }
    case 2 where values.count >= 3:
      defer { values = values.dropFirst(3) }
      return .rgb(values.prefix(3).reduce(0) { $0 << 8 | $1 })
    default:
      unknown.append("SGR 38 or 48")
      return nil
    }
  }
}
