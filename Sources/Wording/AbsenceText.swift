import Analytics
import Canvas

extension ValueAbsence {
  /// In at most 20 columns, but for a long symbol: `14 of 20 closes`.
  /// - Parameter year: Dates of another one are told with theirs.
  package func text(year: Int) -> TerminalSafe {
    switch self {
    case .noPrice: "no price"
    case .doubtful: "price doubtful"
    case .oldPrice: "price is old"
    case .noEarlierClose: "no earlier close"
    case .untold: "feed tells none"
    case .closes(known: 0, needed: _): "no closes"
    case .closes(let known, let needed): "\(known) of \(needed) closes"
    case .gap: "gap in its closes"
    case .volumes(let needed): "needs \(needed) volumes"
    case .oneValue: "all closes are one"
    case .isReference: "it is the reference"
    case .noChange(let reference): "no change of \(reference)"
    case .apart(let reference): "\(reference): other hours"
    case .noClose(let day): "no \(DateText.short(day, year: year)) close"
    }
  }
}
