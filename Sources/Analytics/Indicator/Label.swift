import Market

/// The five bands of the index.
package enum Label: Sendable, CaseIterable {
  case tradeWar, escalation, stalemate, deEscalation, detente

  /// <20, <40, <60, <80, else.
  package init(_ value: Double) {
    self =
      switch value {
      case ..<20: .tradeWar
      case ..<40: .escalation
      case ..<60: .stalemate
      case ..<80: .deEscalation
      default: .detente
      }
  }
}
