import Analytics
import Canvas
import Market
import Wording

/// What the session under the crosshair, or the newest one, was: its prices, and how far it is from the start; or why
/// it is doubtful.
struct InstrumentReadout {
  let prices: InstrumentPrices
  let crosshair: InstrumentPrices.Time?
  let year: Int

  func draw(into canvas: inout Canvas, in region: Region) {
    let all = prices.candles
    let position = crosshair.flatMap(prices.position) ?? all.count - 1
    guard all.indices.contains(position) else { return }
    let date = date(all[position])
    let pieces = pieces(at: position)
    canvas.write(date, in: region, row: 0, column: 2, style: crosshair == nil ? .dim : Style(.accent, [.bold]))
    if let doubt = all[position].doubt {
      let column = 2 + date.width + 2
      canvas.write(
        "d, left out: \(doubt.reason)", in: region, row: 0, column: column, width: region.columns - column - 1,
        style: Style(.warning))
      return
    }
    // Where there is no room for all of them, the close stays longest.
    var room = region.columns - 3 - date.width
    var chosen: Set<Int> = []
    for index in [3, 4, 0, 1, 2, 5, 6] where !pieces[index].value.isEmpty {
      room -= width(pieces[index]) + 2
      guard room >= 0 else { break }
      chosen.insert(index)
    }
    var column = 2 + date.width + 2
    for index in chosen.sorted() {
      let piece = pieces[index]
      canvas.write(piece.name, in: region, row: 0, column: column, style: .dim)
      column += width(piece)
      canvas.write(piece.value, in: region, row: 0, column: column - piece.value.width, style: piece.style)
      column += 2
    }
  }

  private func date(_ candle: Candle) -> TerminalSafe {
    if let time = candle.time { return "\(DateText.weekday(candle.last)) \(clock(time))" }
    if candle.sessions > 1 {
      return "\(DateText.short(candle.first, year: year)) to \(DateText.short(candle.last, year: year))"
    }
    return candle.last.parts.year == year ? DateText.weekday(candle.last) : DateText.long(candle.last)
  }

  private func pieces(at position: Int) -> [Piece] {
    let candle = prices.candles[position]
    let first = prices.candles[0]
    func change(since before: Double?) -> Double? {
      candle.close.flatMap { close in before.flatMap { $0 > 0 ? 100 * (close / $0 - 1) : nil } }
    }
    let read = prices.read(at: position)
    func price(_ name: TerminalSafe, _ value: Double?) -> Piece { (name, NumberText.price(value), .text) }
    let move = prices.move(at: position)
    let span = change(since: first.close)
    let start =
      first.time.map { prices.range == .day ? clock($0) : DateText.short(first.last) }
      ?? DateText.short(first.last, year: year)
    return [
      price("O", read.open), price("H", read.high), price("L", read.low), price("C", read.close),
      ("", move == nil ? "" : NumberText.fixed(move, 2, signed: true) + " %", Style(NumberText.role(move))),
      ("vol", NumberText.volume(candle.volume), .text),
      ("since \(start)", NumberText.fixed(span, 1, signed: true) + " %", Style(NumberText.role(span, 1))),
    ]
  }

  private func clock(_ time: Instant) -> TerminalSafe { DateText.clock(time, prices.within?.bars.zone ?? .newYork) }

  private typealias Piece = (name: TerminalSafe, value: TerminalSafe, style: Style)

  private func width(_ piece: Piece) -> Int { (piece.name.isEmpty ? 0 : piece.name.width + 1) + piece.value.width }
}
