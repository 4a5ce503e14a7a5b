import Market

/// The five bands of the index.
package enum Label: Sendable, CaseIterable {
  case tradeWar, escalation, stalemate, deEscalation, detente

  /// The value at which the next band begins; nil for the last one.
  package var end: Double? {
    switch self {
    case .tradeWar: 20
    case .escalation: 40
    case .stalemate: 60
    case .deEscalation: 80
    case .detente: nil
    }
  }

  package init(_ value: Double) {
    self = Label.allCases.first { label in label.end.map { value < $0 } ?? true } ?? .detente
  }
}
