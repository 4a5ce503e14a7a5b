import Alerts
import Canvas
import Market
import Wording

/// A rule in full: how it stands, what it looks at, and what rang.
struct AlertDetail {
  let standing: AlertStanding
  let moment: Moment

  private var rule: AlertRule { standing.rule }

  var lines: [DetailLine] {
    var lines: [DetailLine] = [.field("rule", "\(rule.text)", .text, rule.origin)]
    if let note = rule.note { lines.append(.field("note", "\(note)")) }
    lines.append(.field("state", state))
    if !moment.isAway, !standing.value.isEmpty {
      lines.append(.field("now", "\([standing.subject, standing.value].filter { !$0.isEmpty }.joined(separator: " "))"))
      if !standing.distance.isEmpty { lines.append(.field("distance", "\(standing.distance)")) }
    }
    if let back = standing.mustReturn { lines.append(.field("must return", "to \(back) before it rings")) }
    lines.append(.field("goes out", ways))
    guard let firing = standing.lastFiring else { return lines + [.field("rang last", "never", .dim)] }
    lines.append(.field("rang last", time(firing.time) + "  " + firing.text, .text, firing.source))
    if firing.isLate { lines.append(.field("", "late: nothing ran at that time", .dim)) }
    if firing.isDoubtful { lines.append(.field("", "doubtful: the price may be none", Style(.warning))) }
    if let acknowledged = standing.acknowledged { lines.append(.field("seen", time(acknowledged))) }
    return lines
  }

  private var state: TerminalSafe {
    switch standing.state {
    case .armed: "armed"
    case .pending(let since): "pending since " + time(since)
    case .firing(let since): "firing since " + time(since)
    case .snoozed(let until): "snoozed until " + time(until)
    case .expired: "expired: it rings no more"
    case .inhibited(let file): "inhibited: \(file) is dead or refused"
    case .noData: "no data"
    }
  }

  private var ways: TerminalSafe {
    let all = AlertRule.Way.allCases.filter { rule.ways?.contains($0) ?? true }.map(\.rawValue).joined(separator: ", ")
    return rule.isUrgent ? "by \(all), in quiet hours too" : "by \(all)"
  }

  private func time(_ instant: Instant) -> TerminalSafe {
    DateText.short(moment.clock.day(of: instant), year: moment.clock.day(of: moment.present).parts.year) + " "
      + moment.clock.time(of: instant)
  }
}
