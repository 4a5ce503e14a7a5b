import Analytics
import Canvas
import Market
import Wording

/// What comes next: calendar, tariff steps announced and not in force, venue openings; New York time.
struct AheadPanel {
  let reading: DeskReading
  let selected: Int
  let focused: Bool

  func draw(into canvas: inout Canvas, in region: Region) {
    canvas.paneRule("Ahead", in: region, focused: focused)
    guard !reading.ahead.isEmpty else {
      canvas.write("nothing dated ahead", in: region, row: 1, column: 3, width: region.columns - 3, style: .dim)
      return
    }
    let height = region.rows - 1
    let first = firstVisible(selected: focused ? selected : 0, count: reading.ahead.count, height: height)
    var previous: Day?
    for (offset, entry) in reading.ahead.dropFirst(first).prefix(height).enumerated() {
      let line = offset + 1
      let day = Zone.newYork.day(of: entry.instant)
      if focused, first + offset == selected { canvas.cursor(in: region, row: line, focused: true) }
      // A date without a year is the next such date.
      let isFar = reading.day.days(to: day) >= 365
      if day != previous {
        canvas.write(
          isFar ? DateText.short(day, year: reading.day.parts.year) : DateText.short(day), in: region, row: line,
          column: 2, width: isFar ? 12 : 6, style: .dim, alignment: isFar ? .left : .right)
        previous = day
      }
      if entry.hasTime, !isFar {
        canvas.write(DateText.clock(entry.instant, .newYork), in: region, row: line, column: 9, width: 5, style: .dim)
      }
      var right = region.columns - 1
      let remaining = reading.asOf.seconds(to: entry.instant)
      if region.columns >= 44, remaining < 48 * 3600 {
        canvas.write(
          DateText.countdown(remaining), in: region, row: line, column: right - 6, width: 6, alignment: .right)
      }
      if region.columns >= 44 { right -= 8 }
      let symbols = TerminalSafe(entry.symbols.count > 2 ? "" : entry.symbols.joined(separator: " "))
      let room = right - 15
      let symbolWidth = symbols.isEmpty || room < 22 ? 0 : min(symbols.width, room / 3)
      var title: TerminalSafe = "\(entry.title)"
      if !entry.verified { title = title + " ?" }
      canvas.write(
        title, in: region, row: line, column: 15, width: room - (symbolWidth > 0 ? symbolWidth + 1 : 0),
        style: entry.kind == .tariff ? Style(.warning) : .text)
      canvas.write(symbols, in: region, row: line, column: right - symbolWidth, width: symbolWidth, style: .dim)
    }
  }
}
