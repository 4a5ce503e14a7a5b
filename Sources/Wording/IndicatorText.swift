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

extension IndicatorReading {
  /// `no evidence since 27 Sep`: why the index has no label.
  package var evidenceText: TerminalSafe {
    evidence.newest.map { "no evidence since \(DateText.short($0, year: day.parts.year))" } ?? "no evidence"
  }

  /// The label, or why there is none.
  package var labelText: TerminalSafe {
    isKnown ? label.map { "\($0.words)" } ?? evidenceText : "no index"
  }

  /// `27 of 27 settings`; nil without a label.
  package var settingsText: TerminalSafe? { spread.map { "\($0.agree) of \($0.count) settings" } }

  /// What the announced value waits for: `what is announced for 14 May is in force`, `Section 122 has ended on 24 Jul`.
  package var announcedText: TerminalSafe? {
    guard let announced else { return nil }
    let date = DateText.short(announced.from, year: day.parts.year)
    func all(_ state: TariffMeasure.State) -> Bool { announced.steps.allSatisfy { $0.step.state == state } }
    let names = announced.steps.map { $0.measure.shortName + $0.step.verificationMark.text }.joined(separator: ", ")
    if all(.ended) { return "\(names) has ended on \(date)" }
    if all(.struckDown) { return "\(names) is struck down on \(date)" }
    let mark = announced.steps.first { !$0.step.verified }?.step.verificationMark ?? ""
    return "what is announced for \(date) is in force" + mark
  }
}

extension TariffMeasure {
  /// The statute where it has a section, else the title.
  var shortName: String { authority.hasPrefix("Section") ? authority : title }
}

extension Trigger {
  /// `-20 (court), +10 (Section 122)`: steps of one name and side together, the largest first; empty where it has not fired.
  package var causesText: TerminalSafe {
    var sums: [(side: Side, name: String, points: Double)] = []
    for cause in causes {
      let name =
        (cause.step.state == .struckDown ? "court" : cause.measure.shortName) + cause.step.verificationMark.text
      if let index = sums.firstIndex(where: { $0.name == name && $0.side == cause.measure.by }) {
        sums[index].points += cause.points
      } else {
        sums.append((cause.measure.by, name, cause.points))
      }
    }
    sums.sort { (-abs($0.points), $0.side == .us ? 0 : 1) < (-abs($1.points), $1.side == .us ? 0 : 1) }
    let isOfBoth = Set(sums.map(\.side)).count > 1
    return sums.reduce("") { text, sum in
      (text.isEmpty ? text : text + ", ") + (isOfBoth ? "\(sum.side.rawValue) " : "")
        + "\(NumberText.fixed(sum.points, sum.points == sum.points.rounded() ? 0 : 1, signed: true)) (\(sum.name))"
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
    case .event(_, let text, _, .new): text
    case .event(_, let text, _, .older): "\(text), older"
    case .event(_, let text, _, .status(let status)): "\(text), now \(status.rawValue)"
    case .event(_, let text, _, .gone): "\(text), out of the year"
    case .tariffs(let side): side.onTheOther
    }
  }
}

extension IndicatorChange.Item {
  /// ` ?` behind the text of an event that was not found at its source.
  package var verificationMark: TerminalSafe {
    if case .event(_, _, verified: false, _) = cause { " ?" } else { "" }
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
    case .weekly: "weekly"
    }
  }
}

/// The parts of the index, or of a change of it, in tenths that add up to it: every screen and `print` tell the same.
package struct ShownParts: Hashable, Sendable {
  package let tariffs: Double?
  package let events: Double?
  /// The halves of the events; they add up to `events`.
  package let words: Double?
  package let deeds: Double?

  fileprivate init(tariffs: Double?, events: Double?, words: Double?, deeds: Double?, of total: Double) {
    let rounded = NumberText.addingUp([tariffs, events].compactMap(\.self), to: total)
    self.tariffs = tariffs.flatMap { _ in rounded.first }
    self.events = events.flatMap { _ in rounded.last }
    let halves = NumberText.addingUp([words, deeds].compactMap(\.self), to: self.events ?? 0)
    self.words = words.flatMap { _ in halves.first }
    self.deeds = deeds.flatMap { _ in halves.last }
  }
}

extension IndicatorReading {
  /// Points from 50.
  package var shownParts: ShownParts {
    ShownParts(
      tariffs: tariffs?.contribution, events: events?.contribution, words: words, deeds: deeds, of: policy.value - 50)
  }
}

extension Scenario {
  /// Its points, between the index now and then as both are shown.
  package func shownPoints(from value: Double) -> Double? {
    NumberText.difference(from: value, to: value + points, 1)
  }
}

extension IndicatorChange {
  package var shownParts: ShownParts {
    ShownParts(tariffs: tariffs, events: events, words: words, deeds: deeds, of: total)
  }
}
