import Canvas

/// The row above the footer while a line is typed: what is wrong with it, else what could be written.
struct PromptAdvice {
  let prompt: Prompt

  func draw(into canvas: inout Canvas, in region: Region) {
    if let mistake = prompt.mistake {
      canvas.fill(" ", in: region, row: 0)
      canvas.write(
        TerminalSafe(mistake.message), in: region, row: 0, column: 1, width: region.columns - 2, style: Style(.error))
      return
    }
    let candidates = prompt.completions.candidates
    guard !candidates.isEmpty else { return }
    canvas.fill(" ", in: region, row: 0)
    let texts = candidates.map { TerminalSafe($0.text) }
    let shown = PromptAdvice.shown(texts.map(\.width), with: prompt.chosen ?? 0, columns: region.columns - 2)
    var column = 1
    for index in shown {
      let width = min(texts[index].width, region.columns - 1 - column)
      canvas.write(
        texts[index], in: region, row: 0, column: column, width: width,
        style: Style(index == prompt.chosen ? .accent : .text, index == prompt.chosen ? [.bold, .inverse] : []))
      column += width + 2
    }
    let more: TerminalSafe = shown.upperBound < texts.count ? "+\(texts.count - shown.upperBound)" : ""
    canvas.write(more, in: region, row: 0, column: region.columns - more.width - 1, style: .dim)
    let meaning = TerminalSafe(candidates[prompt.chosen ?? 0].meaning)
    if more.isEmpty || prompt.chosen != nil, column + meaning.width + 2 + more.width < region.columns {
      canvas.write(meaning, in: region, row: 0, column: column + 1, style: .dim)
    }
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
