import Analytics
import Canvas
import Market
import Wording

/// What happened since the trader last looked, most important first; blank when nothing did.
struct DigestPane {
  /// Columns of `NEW 100` and what is free beside it.
  private static let lead = 9

  let items: [DigestItem]
  var clock = WallClock.newYork
  /// The date that the clock shows; nil where none is to be told.
  var today: Day?
  /// Whether `u` answers: only at the present.
  let clears: Bool

  func draw(into canvas: inout Canvas, in region: Region) {
    guard !items.isEmpty else { return }
    canvas.write("NEW \(items.count)", in: region, row: 0, column: 1, style: Style(.accent, [.bold]))
    let end = drawHints(into: &canvas, in: region)
    let gap = region.columns >= 112 ? 3 : 2
    let shown = shown(in: end - Self.lead, gap: gap)
    var column = Self.lead
    for (item, text) in zip(items, shown) {
      canvas.write(text, in: region, row: 0, column: column, style: item.style(on: today))
      column += text.width + gap
    }
    guard shown.count < items.count else { return }
    canvas.write("+\(items.count - shown.count)", in: region, row: 0, column: column, style: .dim)
  }

  /// The keys on the right; the column before them.
  private func drawHints(into canvas: inout Canvas, in region: Region) -> Int {
    let hints: [(key: TerminalSafe, word: TerminalSafe)] =
      switch region.columns {
      case 100...: [("U", "list")] + (clears ? [("u", "seen")] : [])
      case 60...: [("U", "list")]
      default: []
      }
    var column = region.columns - 1
    for (key, word) in hints.reversed() {
      let text = key + " " + word
      column -= text.width
      canvas.write(text, in: region, row: 0, column: column, style: .dim)
      canvas.write(key, in: region, row: 0, column: column, style: Style(.key))
      column -= 2
    }
    return column
  }

  /// The first items, as many as have room beside the number of the others, in more words where there is room for them.
  private func shown(in room: Int, gap: Int) -> [TerminalSafe] {
    var texts: [TerminalSafe] = []
    var used = 0
    for (index, item) in items.enumerated() {
      let others = items.count - index - 1
      let free = room - used - (others > 0 ? gap + "+\(others)".count : 0)
      let text = TerminalSafe(item.short(on: today))
      guard text.width <= free || index == 0 || item.least(on: today).map({ $0 <= free }) ?? false else { break }
      texts.append(item.fitted(to: free, on: today))
      used += texts[index].width + gap
      if text.width > free { break }
    }
    let others = items.count - texts.count
    var free = room - used + gap - (others > 0 ? gap + "+\(others)".count : 0)
    for index in texts.indices {
      let long = TerminalSafe(items[index].text(by: clock, on: today))
      guard long.width - texts[index].width <= free else { continue }
      free -= long.width - texts[index].width
      texts[index] = long
    }
    return texts
  }
}

extension DigestItem {
  /// What governments decided stands out; a move has its direction.
  /// - Parameter today: a move of an earlier session is dim then.
  func style(on today: Day?) -> Style {
    switch self {
    case .trigger, .headline, .announced: Style(.warning)
    case .file, .doubt: Style(.error)
    case .move(let move): today.map { move.session < $0 } ?? false ? .dim : Style(NumberText.role(move.percent))
    case .layer, .index, .noEvidence, .market, .signal: .text
    }
  }
}

extension Pane {
  static let digest = Pane("digest") { view, canvas, region in
    let (moment, clock) = (view.moment, view.moment.clock)
    DigestPane(items: moment.news, clock: clock, today: clock.day(of: moment.asOf), clears: !moment.isAway)
      .draw(into: &canvas, in: region)
  }
}
