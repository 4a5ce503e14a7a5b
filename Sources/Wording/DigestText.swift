import Analytics
import Canvas
import Market

extension DigestItem {
  /// `KLAC -3.75 %, 0.7 of its daily sigma`.
  package var text: String { short + more }

  /// `KLAC -3.75 %`: where room is short.
  package var short: String {
    func number(_ value: Double, _ decimals: Int = 0) -> String { NumberText.fixed(value, decimals).text }
    return switch self {
    case .index(let before, let now, _): "index \(number(before)) to \(number(now))"
    case .noEvidence(let day):
      "no label: no evidence" + (day.map { " since \(DateText.short($0).text)" } ?? "")
    case .market(let before, let now): "market \(number(before)) to \(number(now))"
    case .move(let symbol, let change, _): "\(symbol) \(NumberText.fixed(change, 2, signed: true).text) %"
    case .doubt(let symbol, let price, _): "\(symbol) \(price.map(Doubt.text) ?? "-") doubtful"
    case .signal(let signal, let status, let isNew):
      "\(signal.text)\(signal.verificationMark.text), \(isNew ? "" : "now ")\(status.rawValue)"
    case .headline(let side, let before, let now): "\(side.onTheOther) \(number(before, 1)) to \(number(now, 1))"
    case .layer(let layer):
      layer.measure.title + layer.step.outcome + (layer.state == .inForce ? ", \(layer.state.words)" : "")
    case .announced(let change): change.measure.title + change.outcome
    case .file(let path, let state): "\(path) \(state.rawValue)"
    }
  }

  /// What follows where there is room.
  private var more: String {
    switch self {
    case .index(_, _, let label): label.map { ", \($0.words)" } ?? ""
    case .move(_, _, let sigma): sigma.map { ", \(NumberText.fixed(abs($0), 1).text) of its daily sigma" } ?? ""
    case .doubt(_, _, let doubt): ": \(doubt.reason)"
    case .announced(let change): " announced for \(DateText.short(change.step.effective).text)"
    case .noEvidence, .market, .signal, .headline, .layer, .file: ""
    }
  }
}
