import Analytics
import Canvas
import Market

extension DigestItem {
  /// `LONGi -9.02 % since 20:41, 2.4 of its daily sigma`.
  /// - Parameter clock: the one that times are told by.
  package func text(by clock: WallClock = .newYork) -> String { short + more(clock) }

  /// `LONGi -9.02 %`: where room is short.
  package var short: String {
    func number(_ value: Double, _ decimals: Int = 0) -> String { NumberText.fixed(value, decimals).text }
    return switch self {
    case .trigger(let name, _, let state): "\(name.rawValue) \(state.capitals.text)"
    case .headline(let side, let before, let now): "\(side.onTheOther) \(number(before, 1)) to \(number(now, 1))"
    case .announced(let change):
      change.measure.title + change.outcome + " from \(DateText.short(change.step.effective).text)"
    case .layer(let layer):
      layer.measure.title + layer.step.outcome + (layer.state == .inForce ? ", \(layer.state.words)" : "")
    case .index(let before, let now, _): "index \(number(before)) to \(number(now))"
    case .noEvidence(let day):
      "no label: no evidence" + (day.map { " since \(DateText.short($0).text)" } ?? "")
    case .market(let before, let now): "market \(number(before)) to \(number(now))"
    case .signal(let signal, let status, let isNew):
      "\(signal.text)\(signal.verificationMark.text), \(isNew ? "" : "now ")\(status.rawValue)"
    case .file(let path, let state): "\(path) \(state.rawValue)"
    case .doubt(let symbol, let price, _): "\(symbol) \(price.map(Doubt.text) ?? "-") doubtful"
    case .move(let move): "\(move.symbol) \(NumberText.fixed(move.percent, 2, signed: true).text) %"
    }
  }

  /// Cut to a width: the words give way, what qualifies them does not.
  package func fitted(to columns: Int) -> TerminalSafe {
    let whole = TerminalSafe(short)
    guard whole.width > columns, case .signal(let signal, let status, let isNew) = self else {
      return whole.fitted(to: columns)
    }
    let end: TerminalSafe = signal.verificationMark + ", \(isNew ? "" : "now ")\(status.rawValue)"
    return TerminalSafe(signal.text).fitted(to: columns, before: end)
  }

  /// What follows where there is room.
  private func more(_ clock: WallClock) -> String {
    switch self {
    case .trigger(_, let before, _): ", was \(before.capitals.text)"
    case .index(_, _, let label): label.map { ", \($0.words)" } ?? ""
    case .move(let move):
      move.sinceText(clock) + (move.sigma.map { ", \(NumberText.fixed(abs($0), 1).text) of its daily sigma" } ?? "")
    case .doubt(_, _, let doubt): ": \(doubt.reason)"
    case .announced: ", announced"
    case .noEvidence, .market, .signal, .headline, .layer, .file: ""
    }
  }
}

extension NameMove {
  /// ` since 20:41`, with the date where that is another than the session's; nothing for a move from the last close.
  fileprivate func sinceText(_ clock: WallClock) -> String {
    guard let since else { return "" }
    let day = clock.day(of: since)
    return " since " + (day == session ? "" : DateText.short(day).text + " ") + clock.time(of: since).text
  }
}
