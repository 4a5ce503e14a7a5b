import Market

/// What moved a value between two days; the items sum to `total`.
package struct IndicatorChange: Hashable, Sendable {
  package enum Cause: Hashable, Sendable {
    /// One event: new, aged, or its status changed.
    case event(id: String)
    /// The tariff part.
    case tariffs(side: Side)
  }

  package struct Item: Hashable, Sendable {
    package let cause: Cause
    package let text: String
    package let points: Double
  }

  package let from: Day
  package let total: Double
  package let events: Double
  package let tariffs: Double
  /// Largest first.
  package let items: [Item]
}

extension IndicatorChange {
  /// The change of the policy index from one reading to a later one. Items of no effect are left out.
  package init(from: IndicatorReading, to: IndicatorReading) {
    self.from = from.day
    total = to.policy.value - from.policy.value
    events = (to.events?.contribution ?? 0) - (from.events?.contribution ?? 0)
    tariffs = (to.tariffs?.contribution ?? 0) - (from.tariffs?.contribution ?? 0)
    var items: [Item] = []
    var before: [String: IndicatorReading.Contribution] = [:]
    for contribution in from.contributions { before[contribution.signal.id] = contribution }
    for now in to.contributions {
      let old = before.removeValue(forKey: now.signal.id)
      let text =
        switch old {
        case nil: now.signal.text
        case let old? where old.status != now.status: "\(now.signal.text), now \(now.status.rawValue)"
        default: "\(now.signal.text), older"
        }
      items.append(Item(cause: .event(id: now.signal.id), text: text, points: now.points - (old?.points ?? 0)))
    }
    for gone in before.values {
      items.append(
        Item(cause: .event(id: gone.signal.id), text: "\(gone.signal.text), out of the year", points: -gone.points))
    }
    for (side, text, old, new) in [
      (Side.us, "US on China", from.usTariffs, to.usTariffs),
      (Side.china, "China on US", from.chinaTariffs, to.chinaTariffs),
    ] {
      let points = (new?.contribution ?? 0) - (old?.contribution ?? 0)
      items.append(Item(cause: .tariffs(side: side), text: text, points: points))
    }
    self.items = items.filter { $0.points != 0 }.sorted { (-abs($0.points), $0.text) < (-abs($1.points), $1.text) }
  }
}
