import Analytics
import Canvas
import Market

extension DigestItem {
  /// `LONGi -9.02 % since 20:41, 2.4 of its daily sigma`.
  /// - Parameters:
  ///   - clock: the one that times are told by.
  ///   - today: the date that it shows; a move of another session has its date.
  package func text(by clock: WallClock = .newYork, on today: Day? = nil) -> String {
    short(on: today) + more(clock, today)
  }

  /// `LONGi -9.02 %`: where room is short.
  package func short(on today: Day? = nil) -> String { words + qualifier(today).text }

  /// The fewest columns in which it is still right and worth reading; nil: numbers cannot be cut.
  package func least(on today: Day? = nil) -> Int? {
    switch self {
    case .announced, .layer, .signal, .file: 8 + qualifier(today).width
    case .trigger, .headline, .index, .noEvidence, .market, .doubt, .move: nil
    }
  }

  /// Cut to a width: the words give way, what qualifies them does not.
  package func fitted(to columns: Int, on today: Day? = nil) -> TerminalSafe {
    let whole = TerminalSafe(short(on: today))
    return whole.width <= columns ? whole : TerminalSafe(words).fitted(to: columns, before: qualifier(today))
  }

  private var words: String {
    func number(_ value: Double, _ decimals: Int = 0) -> String { NumberText.fixed(value, decimals).text }
    return switch self {
    case .trigger(let name, _, let state): "\(name.rawValue) \(state.capitals.text)"
    case .headline(let side, let before, let now): "\(side.onTheOther) \(number(before, 1)) to \(number(now, 1))"
    case .announced(let change): change.measure.title
    case .layer(let layer): layer.measure.title
    case .index(let before, let now, _): "index \(number(before)) to \(number(now))"
    case .noEvidence(let day):
      "no label: no evidence" + (day.map { " since \(DateText.short($0).text)" } ?? "")
    case .market(let before, let now): "market \(number(before)) to \(number(now))"
    case .signal(let signal, _, _): signal.text
    case .file(let path, _): path
    case .doubt(let symbol, let price, _): "\(symbol) \(price.map(Doubt.text) ?? "-") doubtful"
    case .move(let move): "\(move.symbol) \(NumberText.fixed(move.percent, 2, signed: true).text) %"
    }
  }

  /// What the words are not to be read without.
  private func qualifier(_ today: Day?) -> TerminalSafe {
    switch self {
    case .announced(let change):
      TerminalSafe(change.outcome) + " from \(DateText.short(change.step.effective).text)"
        + change.step.verificationMark
    case .layer(let layer):
      TerminalSafe(layer.step.outcome + (layer.state == .inForce ? ", \(layer.state.words)" : ""))
        + layer.step.verificationMark
    case .signal(let signal, let status, let isNew):
      signal.verificationMark + ", \(isNew ? "" : "now ")\(status.rawValue)"
    case .file(_, let state): " \(state.rawValue)"
    case .move(let move):
      today.map { $0 == move.session ? "" : " \(DateText.short(move.session, year: $0.parts.year))" } ?? ""
    case .trigger, .headline, .index, .noEvidence, .market, .doubt: ""
    }
  }

  /// What follows where there is room.
  private func more(_ clock: WallClock, _ today: Day?) -> String {
    switch self {
    case .trigger(_, let before, _): ", was \(before.capitals.text)"
    case .index(_, _, let label): label.map { ", \($0.words)" } ?? ""
    case .move(let move):
      move.sinceText(clock, today)
        + (move.sigma.map { ", \(NumberText.fixed(abs($0), 1).text) of its daily sigma" } ?? "")
    case .doubt(_, _, let doubt): ": \(doubt.reason)"
    case .announced: ", announced"
    case .noEvidence, .market, .signal, .headline, .layer, .file: ""
    }
  }
}

extension NameMove {
  /// ` since 20:41`, with the date where that is another than today's (without one: than the session's); nothing for a move
  /// from the last close.
  fileprivate func sinceText(_ clock: WallClock, _ today: Day?) -> String {
    guard let since else { return "" }
    let day = clock.day(of: since)
    return " since " + (day == today ?? session ? "" : DateText.short(day).text + " ") + clock.time(of: since).text
  }
}
