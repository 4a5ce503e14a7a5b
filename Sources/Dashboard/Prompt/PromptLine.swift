import Canvas

/// A line of text after its mark, as a row shows it: all of it, or the part around the cursor.
struct PromptLine {
  /// One character, or what stands for others: where it stands and how it is drawn.
  struct Piece: Hashable {
    let text: TerminalSafe
    let column: Int
    let style: Style
  }

  private(set) var pieces: [Piece] = []
  private(set) var cursorColumn = 0
  /// Columns of the whole line with its mark and a cursor behind it.
  let width: Int

  init(_ prompt: Prompt, columns: Int) {
    let mark = TerminalSafe(prompt.purpose.mark.map { String($0) } ?? "")
    let characters = prompt.characters.map { TerminalSafe(String($0)) }
    width = mark.width + characters.reduce(0) { $0 + $1.width } + 1
    var column = 0
    func put(_ text: TerminalSafe, _ style: Style, _ pieces: inout [Piece]) {
      pieces.append(Piece(text: text, column: column, style: style))
      column += text.width
    }
    put(mark, Style(.key, [.bold]), &pieces)
    let first = PromptLine.first(of: characters.map(\.width), cursor: prompt.cursor, room: columns - column)
    if first > 0 { put("~", .dim, &pieces) }
    for index in first...characters.count {
      let isEnd = index == characters.count
      let text: TerminalSafe = isEnd ? " " : characters[index]
      let reserve = index + 1 < characters.count ? 1 : 0
      guard isEnd ? column < columns : column + text.width + reserve <= columns else {
        if !isEnd, column < columns { put("~", .dim, &pieces) }
        break
      }
      if index == prompt.cursor { cursorColumn = column }
      let style = PromptLine.style(at: index, of: prompt)
      if !isEnd || style.traits != [] { put(text, style, &pieces) }
    }
  }

  /// The first character shown, so that the cursor and some of what follows it are in view.
  private static func first(of widths: [Int], cursor: Int, room: Int) -> Int {
    guard widths.reduce(cursor == widths.count ? 1 : 0, +) > room else { return 0 }
    let atCursor = cursor < widths.count ? widths[cursor] : 1
    let behind = widths.dropFirst(cursor + 1).reduce(0, +)
    var left = room - 1 - atCursor - min(behind, room / 4)
    var first = cursor
    while first > 0, widths[first - 1] <= left {
      first -= 1
      left -= widths[first]
    }
    return first
  }

  private static func style(at index: Int, of prompt: Prompt) -> Style {
    var style = Style(.accent)
    if let place = prompt.mistake?.place, place.contains(index) || place.isEmpty && place.lowerBound == index {
      style = Style(.error, [.underline])
    }
    if index == prompt.cursor { style.traits.insert(.inverse) }
    return style
  }
}
