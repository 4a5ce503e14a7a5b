import Analytics
import Canvas
import Market

extension Label {
  /// On screen and in print; scripts compare it.
  package var words: String {
    switch self {
    case .tradeWar: "Trade war"
    case .escalation: "Escalation"
    case .stalemate: "Stalemate"
    case .deEscalation: "De-escalation"
    case .detente: "Détente"
    }
  }
}

extension Scenario {
  /// `the 1 May report is confirmed`, to follow "if".
  package var title: String {
    switch kind {
    case .talksConfirmed(let day): "the \(DateText.short(day).text) report is confirmed"
    case .tenPointsOff(.us): "10 points off the US side"
    case .tenPointsOff(.china): "10 points off the Chinese side"
    case .truceRates: "both sides cut to 30 / 10"
    }
  }
}

extension IndicatorChange.Item {
  /// `USA: talks, now confirmed`, `US on China`.
  package var text: String {
    switch cause {
    case .event(_, let text, .new): text
    case .event(_, let text, .older): "\(text), older"
    case .event(_, let text, .status(let status)): "\(text), now \(status.rawValue)"
    case .event(_, let text, .gone): "\(text), out of the year"
    case .tariffs(let side): side.onTheOther
    }
  }
}

extension MarketChange.Item {
  /// A symbol, or `window`.
  package var name: String {
    switch cause {
    case .name(let symbol): symbol
    case .window: "window"
    }
  }
}

extension SeriesCorrelation.Basis {
  package var words: String {
    switch self {
    case .monthly: "monthly"
    case .quarterly: "quarterly"
    case .yearly: "yearly"
    case .daily: "daily"
    case .sevenDays: "7-day mean"
    }
  }
}
