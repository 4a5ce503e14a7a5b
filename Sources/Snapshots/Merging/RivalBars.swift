import Market

// What two files tell of the closes of one symbol on the same days.

extension History {
  /// By so much the ratio of two files' closes may change from one day to the next: one of them may be adjusted for
  /// dividends that none tells.
  private static let dividendStep = 0.025

  /// Where another file tells other closes of the same days, raw against raw: by more than 5 %, which no split or
  /// dividend that a file tells explains. Days whose bar is doubtful in the other file by itself do not count.
  /// - Returns: The days, and whether the other file agrees with this history's own on any day.
  func contradictions(with other: History) -> (days: [Day], agrees: Bool) {
    guard other.file != file || other.bars != bars else { return ([], true) }
    var days: [Day] = []
    var agrees = false
    // Of the last common day on which they agree: its ratio drifts where one file is adjusted for dividends.
    var ratio = 1.0
    var mine = bars.endIndex - 1
    for bar in other.bars.reversed() {
      while mine >= 0, bars[mine].day > bar.day { mine -= 1 }
      guard mine >= 0 else { break }
      guard bars[mine].day == bar.day, let close = bars[mine].close, let theirs = bar.close, close > 0, theirs > 0
      else { continue }
      // A bar without a line may have been taken from the other file.
      let isOwn = bars[mine].line > 0
      if PriceJump.agree(close, theirs) || abs(theirs / close / ratio - 1) <= Self.dividendStep {
        ratio = theirs / close
        if isOwn { agrees = true }
      } else if isExplained(bars[mine], bar) {
        if isOwn { agrees = true }
      } else if other.doubts[bar.day] == nil {
        days.append(bar.day)
      }
    }
    return (days, agrees)
  }

  /// Whether one of two closes of a day is adjusted and the other raw.
  private func isExplained(_ bar: Bar, _ other: Bar) -> Bool {
    guard let a = bar.close, let b = other.close else { return true }
    if let adjusted = bar.adjustedClose, PriceJump.agree(adjusted, b) { return true }
    if let adjusted = other.adjustedClose, PriceJump.agree(adjusted, a) { return true }
    guard let end = actions.all.last?.day, end > bar.day else { return false }
    let split = actions.between(bar.day, and: end).reduce(1) { $0 * $1.action.split }
    if PriceJump.agree(a / split, b) || PriceJump.agree(b / split, a) { return true }
    func adjusted(_ close: Double) -> Double { expected(close, of: bar.day, on: end) ?? close }
    return PriceJump.agree(adjusted(a), b) || PriceJump.agree(adjusted(b), a)
  }

  /// Doubts of the bars that another file contradicts, and of those taken from a file that contradicts this one on all of
  /// their common days.
  /// - Parameter files: what the files tell of this symbol, and of the instrument's other names.
  func rivalDoubts(_ files: [History]) -> [Day: Doubt] {
    var doubts: [Day: Doubt] = [:]
    for other in files where !other.kept {
      let found = contradictions(with: other)
      guard !found.days.isEmpty else { continue }
      for day in found.days where doubts[day] == nil {
        let close = other.bar(on: day)?.close.map { "\(Doubt.text($0)) " } ?? ""
        doubts[day] = Doubt("\(close)in \(other.file)")
      }
      guard !found.agrees, other.file != file else { continue }
      for bar in bars where bar.line == 0 && doubts[bar.day] == nil && other.bar(on: bar.day) == bar {
        doubts[bar.day] = Doubt("\(other.file) tells other closes than \(file)")
      }
    }
    return doubts
  }
}
