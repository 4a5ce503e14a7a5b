import Market

/// What moved a value between two days; the items sum to `total`.
package struct IndicatorChange: Hashable, Sendable {
  package enum Cause: Hashable, Sendable {
    /// One event, whether it was found at its source, and what became of it.
    case event(id: String, text: String, verified: Bool, EventChange)
    /// The tariff part of a side.
    case tariffs(Side)
  }

  package enum EventChange: Hashable, Sendable {
    case new
    case older
    case status(Signal.Status)
    /// It is out of the year that counts.
    case gone
  }

  package struct Item: Hashable, Sendable {
    package let cause: Cause
    package let points: Double

    package init(cause: Cause, points: Double) {
      self.cause = cause
      self.points = points
    }

    /// What orders items of one size.
    fileprivate var name: String {
      switch cause {
      case .event(_, let text, _, _): text
      case .tariffs(let side): side.rawValue
      }
    }
  }

  package let from: Day
  package let total: Double
  package let events: Double
  /// The halves of `events`: statements, and acts.
  package let words: Double
  package let deeds: Double
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
    words = (to.words ?? 0) - (from.words ?? 0)
    deeds = (to.deeds ?? 0) - (from.deeds ?? 0)
    tariffs = (to.tariffs?.contribution ?? 0) - (from.tariffs?.contribution ?? 0)
    var items: [Item] = []
    var before: [String: IndicatorReading.Contribution] = [:]
    for contribution in from.contributions { before[contribution.signal.id] = contribution }
    for now in to.contributions {
      let old = before.removeValue(forKey: now.signal.id)
      let change: EventChange =
        switch old {
        case nil: .new
        case let old? where old.status != now.status: .status(now.status)
        default: .older
        }
      items.append(
        Item(
          cause: .event(id: now.signal.id, text: now.signal.text, verified: now.signal.verified, change),
          points: now.points - (old?.points ?? 0)))
    }
    for gone in before.values {
      items.append(
        Item(
          cause: .event(id: gone.signal.id, text: gone.signal.text, verified: gone.signal.verified, .gone),
          points: -gone.points))
    }
    for (side, old, new) in [
      (Side.us, from.usTariffs, to.usTariffs), (Side.china, from.chinaTariffs, to.chinaTariffs),
    ] {
      items.append(Item(cause: .tariffs(side), points: (new?.contribution ?? 0) - (old?.contribution ?? 0)))
    }
    // They are large, and are not moved to be sorted.
    let order = items.indices.filter { items[$0].points != 0 }.map { (size: abs(items[$0].points), index: $0) }
      .sorted { a, b in a.size != b.size ? a.size > b.size : items[a.index].name < items[b.index].name }
    self.items = order.map { items[$0.index] }
  }
}
