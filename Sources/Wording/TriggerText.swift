import Analytics
import Canvas

/// The two triggers in words.
package struct TriggerText {
  let indicator: IndicatorReading

  package init(indicator: IndicatorReading) { self.indicator = indicator }

  package static func style(of trigger: Trigger) -> Style {
    switch trigger.state {
    case .off: Style(.text)
    case .latent: Style(.warning, [.bold])
    case .fired: Style(.up, [.bold])
    }
  }

  /// What is lacking for talks to fire, or since when they have; with `lapse` the last day on present evidence too.
  package func talks(room: Int, lapse: Bool = false) -> TerminalSafe {
    remark(indicator.talks, off: "no talks claimed in 14 days", room: room, lapse: lapse)
  }

  /// The rates at which a rollback fires, or what fired it and since when; as much as fits, most important first.
  /// - Parameter explains: whether it is said what the seed article expects where both triggers have fired.
  package func rollback(room: Int, explains: Bool = false) -> TerminalSafe {
    let limits = [("US", indicator.rollbackUS), ("China", indicator.rollbackChina)].filter { $0.1 > 0 }
    let names = limits.map { name, limit -> TerminalSafe in "\(name) \(Self.limit(limit))" }
    let off: TerminalSafe =
      switch names.count {
      case 2: "fires at \(names[0]) or \(names[1]) all-in"
      case 1: "fires at \(names[0]) all-in"
      default: "no rate to roll back"
      }
    guard indicator.rollback.state == .fired else {
      return remark(indicator.rollback, off: off, room: room, lapse: false)
    }
    let both: TerminalSafe =
      indicator.talks.state == .fired
      ? explains ? "both fired: the article expects a risk-on rally" : "both fired" : ""
    let times = remark(indicator.rollback, off: off, room: room, lapse: false)
    return [both, indicator.rollback.causesText, times].filter { !$0.isEmpty }.reduce("") { text, part in
      if text.isEmpty { return part }
      return text.width + 2 + part.width <= room ? text + "; " + part : text
    }
  }

  /// A rate at or below which a rollback fires, in tenths that are not above it.
  package static func limit(_ rate: Double) -> TerminalSafe {
    NumberText.plain((rate * 10 + 1e-6).rounded(.down) / 10)
  }

  private func remark(_ trigger: Trigger, off: TerminalSafe, room: Int, lapse: Bool) -> TerminalSafe {
    let year = indicator.day.parts.year
    let lapses: TerminalSafe = trigger.lapses.map { ", lapses after \(DateText.short($0, year: year))" } ?? ""
    switch trigger.state {
    case .off: return off
    case .latent:
      let since: TerminalSafe = trigger.since.map { "\(DateText.short($0, year: year)), " } ?? ""
      let end = lapse ? lapses : ""
      return since + lacking(trigger, room: room - since.width - end.width) + end
    case .fired:
      return (trigger.since.map { "since \(DateText.short($0, year: year))" } ?? "") + lapses
    }
  }

  /// As much of what is lacking as fits, most important first.
  private func lacking(_ trigger: Trigger, room: Int) -> TerminalSafe {
    var text: TerminalSafe = ""
    for lack in trigger.lacking {
      let longer = text.isEmpty ? TerminalSafe(lack.words) : text + ", " + TerminalSafe(lack.words)
      guard longer.width <= room || text.isEmpty else { break }
      text = longer
    }
    return text
  }
}

extension Trigger.State {
  /// `LATENT`.
  package var capitals: TerminalSafe { TerminalSafe(rawValue.uppercased()) }
}

extension Trigger.Lack {
  package var words: String {
    switch self {
    case .denied: "denied"
    case .unconfirmed: "not confirmed"
    case .oneSide: "one side only"
    case .lowReliability: "source below A"
    }
  }
}
