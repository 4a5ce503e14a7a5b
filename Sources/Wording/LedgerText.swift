import Analytics
import Canvas
import Market

/// What a change of the ledger says and does, before it is written.
package enum LedgerText {
  /// `036 Express intent to meet or negotiate, weight +4.0`.
  package static func code(_ signal: SignalShorthand) -> TerminalSafe {
    "\(signal.code) \(CAMEO.meaning(of: signal.code) ?? ""), weight \(NumberText.fixed(signal.weight, 1, signed: true))"
  }

  /// `C3 denied, counts as C4: 0.06 of its weight`, the grade as the screens show it, where the status changes it.
  package static func grade(_ signal: SignalShorthand) -> TerminalSafe {
    let sample = Signal(
      id: "", day: Day(number: 0), actor: signal.actor, target: signal.target, code: signal.code, weight: signal.weight,
      reliability: signal.reliability, credibility: signal.credibility, origin: Origin(file: "", line: 0))
    let counts = NumberText.fixed(sample.probability(signal.status), 2)
    let credibility = sample.credibility(signal.status)
    let grade: TerminalSafe =
      credibility == signal.credibility ? "" : "as \(signal.reliability.rawValue)\(credibility): "
    return
      "\(signal.reliability.rawValue)\(signal.credibility) \(signal.status.rawValue), counts " + grade
      + "\(counts) of its weight"
  }

  /// `C3 denied 0.06`.
  package static func counts(_ signal: Signal, _ status: Signal.Status) -> TerminalSafe {
    "\(signal.reliability.rawValue)\(signal.credibility(status)) \(status.rawValue) "
      + NumberText.fixed(signal.probability(status), 2)
  }

  /// `8.8 to 9.3, +0.52 points, Trade war`; without evidence no label.
  package static func index(_ before: Double?, _ after: Double, _ label: Label?) -> TerminalSafe {
    let points = after - (before ?? 50)
    let label: TerminalSafe = label.map { ", \($0.words)" } ?? ""
    guard before == nil || abs(points) > 1e-9 else { return "\(NumberText.fixed(after, 1)) unchanged" + label }
    return "\(NumberText.fixed(before, 1)) to \(NumberText.fixed(after, 1)), "
      + "\(NumberText.fixed(points, 2, signed: true)) points" + label
  }
}

extension Signal {
  /// ` ?` behind what was not found at its source.
  package var verificationMark: TerminalSafe { verified ? "" : " ?" }
}

extension MarketEvent {
  /// ` ?` behind the text where what it names was not found at its source.
  package var verificationMark: TerminalSafe { isVerified ? "" : " ?" }
}

extension TariffMeasure.Step {
  /// `?` behind what was not found at its source.
  package var verificationMark: TerminalSafe { verified ? "" : "?" }
}
