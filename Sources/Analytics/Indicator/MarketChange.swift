import RealModule

/// What moved the market needle between two days, in needle points; the items sum to `total`.
package struct MarketChange: Hashable, Sendable {
  package enum Cause: Hashable, Sendable {
    /// A member or the reference, by its symbol.
    case name(String)
    /// The days that left the window, and the baseline that moved.
    case window
  }

  package struct Item: Hashable, Sendable {
    package let cause: Cause
    package let points: Double

    /// What orders items of one size.
    fileprivate var name: String { if case .name(let symbol) = cause { symbol } else { "" } }
  }

  package let total: Double
  /// Largest first.
  package let items: [Item]
}

extension MarketChange {
  /// What the returns since the earlier reading did, name by name: the needle as it stands less the needle without that
  /// name's return. The window is the rest.
  package init(from: MarketReading, to: MarketReading) {
    total = to.value - from.value
    func points(_ logReturn: Double) -> Double {
      let without = (to.relativeReturn - logReturn - to.mean) / to.deviation
      return to.value - MarketReading.value(z: without)
    }
    var items = to.members.map { member in
      let before = from.members.first { $0.symbol == member.symbol }
      let moved = before.map { Double.log(member.close / $0.close) } ?? member.logReturn
      return Item(cause: .name(member.symbol), points: points(member.weight * moved))
    }
    items.append(
      Item(cause: .name(to.reference), points: points(-Double.log(to.referenceClose / from.referenceClose))))
    items.append(Item(cause: .window, points: total - items.reduce(0) { $0 + $1.points }))
    self.items = items.filter { $0.points != 0 }.sorted { (-abs($0.points), $0.name) < (-abs($1.points), $1.name) }
  }
}
