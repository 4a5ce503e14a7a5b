import Canvas

/// What stands above the footer while a line is typed: what is wrong with it, else what could be written, else what it would
/// do.
struct PromptAdvice {
  let prompt: Prompt

  /// Rows of a sentence at most.
  private static let rows = 5
  /// Columns from which on what a candidate means is said, and be it cut.
  private static let roomForMeaning = 16

  /// - Parameter region: everything above the footer; its last rows are drawn over.
  func draw(into canvas: inout Canvas, in region: Region) {
    if let mistake = prompt.mistake { return draw(TerminalSafe(mistake.message), .error, &canvas, region) }
    if !prompt.completions.candidates.isEmpty { return drawCandidates(&canvas, region) }
    let note = TerminalSafe(prompt.completions.note)
    if !note.isEmpty { draw(note, .text, &canvas, region) }
  }

  private func draw(_ sentence: TerminalSafe, _ role: Role, _ canvas: inout Canvas, _ region: Region) {
    var lines = sentence.wrapped(to: region.columns - 2)
    if lines.count > Self.rows { lines[Self.rows - 1..<lines.count] = [(lines[Self.rows - 1] + " ~")] }
    for (index, line) in lines.enumerated() {
      let row = region.rows - lines.count + index
      canvas.fill(" ", in: region, row: row)
      canvas.write(line, in: region, row: row, column: 1, width: region.columns - 2, style: Style(role))
    }
  }

  private func drawCandidates(_ canvas: inout Canvas, _ region: Region) {
    let candidates = prompt.completions.candidates
    let row = region.rows - 1
    canvas.fill(" ", in: region, row: row)
    let texts = candidates.map { TerminalSafe($0.text) }
    let shown = Self.shown(texts.map(\.width), with: prompt.chosen ?? 0, columns: region.columns - 2)
    var column = 1
    for index in shown {
      let isChosen = index == prompt.chosen
      let width = min(texts[index].width, region.columns - 1 - column)
      canvas.write(
        texts[index], in: region, row: row, column: column, width: width,
        style: Style(isChosen ? .accent : .text, isChosen ? [.bold, .inverse] : []))
      column += width + 2
    }
    let more: TerminalSafe = shown.upperBound < texts.count ? "+\(texts.count - shown.upperBound)" : ""
    canvas.write(more, in: region, row: row, column: region.columns - more.width - 1, style: .dim)
    guard let meant = prompt.chosen ?? (texts.count == 1 ? 0 : nil) else { return }
    let meaning = TerminalSafe(candidates[meant].meaning)
    let room = region.columns - column - 2 - more.width - (more.isEmpty ? 0 : 2)
    guard room >= min(Self.roomForMeaning, meaning.width) else { return }
    canvas.write(meaning, in: region, row: row, column: column + 1, width: room, style: .dim)
  }

  /// Those that stand in a row together, two columns apart, with the one at `index` among them; at least one.
  private static func shown(_ widths: [Int], with index: Int, columns: Int) -> Range<Int> {
    var first = 0
    while true {
      var end = first
      var used = 0
      // What does not fit is counted at the end.
      while end < widths.count, used + widths[end] + (end + 1 < widths.count ? 6 : 0) <= columns {
        used += widths[end] + 2
        end += 1
      }
      end = max(end, first + 1)
      if index < end { return first..<end }
      first = end
    }
  }
}
