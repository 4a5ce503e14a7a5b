import Analytics

extension EventStudy.Gap {
  /// On screen and in print; scripts compare it.
  package var words: String {
    switch self {
    case .noHistory: "no daily history"
    case .tooShort: "not enough history before the event"
    case .windowOpen: "the window is not over"
    case .missingPrices: "prices are missing in the window"
    }
  }
}

extension InstrumentReading.Value.Unit {
  /// On screen and in print; scripts compare it. `?` for a currency that is not known.
  package var words: String {
    switch self {
    case .currency(let code): code ?? "?"
    case .percent: "%"
    case .percentAYear: "% a year"
    case .points: "points"
    case .shares: "shares"
    case .deviations: "deviations"
    case .ofHundred: "0-100"
    }
  }
}
