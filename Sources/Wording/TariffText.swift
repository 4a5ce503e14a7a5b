import Analytics
import Canvas
import Market

extension Side {
  /// Whose tariffs on whom: `US on China`.
  package var onTheOther: String {
    switch self {
    case .us: "US on China"
    case .china: "China on US"
    }
  }
}

extension TariffReading.Layer.State {
  /// On screen and in print; scripts compare it.
  package var words: String {
    switch self {
    case .inForce: "in force"
    case .pending: "pending"
    case .suspended: "suspended"
    case .ended: "ended"
    case .struckDown: "struck down"
    }
  }
}

extension TariffReading.Change {
  /// What it brings, to follow the measure's title: ` 34 %`, ` ends`; of a step that only keeps what holds ` 10 % kept to 10
  /// Jan`, ` stays suspended to 10 Jan`.
  package var outcome: String {
    let end = step.until.map { " to \(DateText.short($0).text)" } ?? ""
    return switch step.state {
    case .inForce where isContinuation: step.outcome + " kept" + end
    case .suspended where isContinuation: " stays suspended" + end
    case .inForce, .suspended, .struckDown, .ended, .unconfirmed: step.outcome
    }
  }
}

extension TariffReading.Layer {
  /// Of a truce whose last day has passed: it may have lapsed.
  package static let lapsed = "lapsed?"
  package static let notOnRecord = "renewal not on record"
}

extension TariffMeasure.Step {
  /// What it brings, to follow the measure's title.
  package var outcome: String {
    switch state {
    case .inForce: rate.map { " \(NumberText.fixed($0, $0 == $0.rounded() ? 0 : 1).text) %" } ?? ""
    case .suspended: " suspended"
    case .struckDown: " struck down"
    case .ended: " ends"
    case .unconfirmed: ", to be confirmed"
    }
  }
}

extension TradeResponse.Horizon {
  package var words: TerminalSafe {
    switch self {
    case .short: "one year"
    case .long: "long run"
    }
  }
}
