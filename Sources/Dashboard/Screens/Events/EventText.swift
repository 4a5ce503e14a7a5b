import Analytics
import Canvas
import Market
import Wording

/// Words and styles for events and studies.
enum EventText {
  /// `US 145 to 30, CN 125 to 10`; empty where no headline changed.
  static func turns(_ event: MarketEvent) -> TerminalSafe {
    let texts = event.turns.map { turn in
      "\(turn.side.rawValue) \(NumberText.plain(turn.from)) to \(NumberText.plain(turn.to))" as TerminalSafe
    }
    return texts.reduce("") { $0.isEmpty ? $1 : $0 + ", " + $1 }
  }

  /// `9 May to 13 May`, or one date; a year that both share stands once.
  static func span(_ days: [Day], year: Int) -> TerminalSafe {
    guard let first = days.first, let last = days.last else { return "-" }
    return span(first...max(first, last), year: year)
  }

  static func span(_ days: ClosedRange<Day>, year: Int) -> TerminalSafe {
    let (first, last) = (days.lowerBound, days.upperBound)
    let end = DateText.short(last, year: year)
    guard first != last else { return end }
    let isShared = first.parts.year == last.parts.year
    return (isShared ? DateText.short(first) : DateText.short(first, year: year)) + " to " + end
  }

  /// Dim where weak; the stronger, the more it stands out. The sign is in the number.
  static func style(_ study: EventStudy) -> Style {
    study.isWeak ? .dim : Style(NumberText.role(study.cumulative, 4), [.bold])
  }

  /// Two-sided 5 %, 1 % and 0.1 %.
  static func heat(_ study: EventStudy) -> Int {
    let chance = study.chance ?? 1
    return [0.05, 0.01, 0.001].filter { chance < $0 }.count
  }

  /// `w` weak, `r` results in the window, `p` provisional.
  static func flags(_ cell: EventTable.Cell) -> TerminalSafe {
    guard let study = cell.value else { return "" }
    var flags = study.isWeak ? "w" : " "
    if cell.holdsResults { flags += "r" }
    if study.isProvisional { flags += "p" }
    return TerminalSafe(flags)
  }
}
