/// What a company did to its share before a session, as a file tells it.
package struct ShareAction: Hashable, Sendable {
  /// New shares for one old one; 1 without a split.
  package var split: Double
  /// Cash per share in the history's currency, 0 without a dividend.
  package var dividend: Double

  package init(split: Double = 1, dividend: Double = 0) {
    self.split = split
    self.dividend = dividend
  }

  /// Both of one session: a split and a dividend may be told apart.
  package func joined(with other: ShareAction) -> ShareAction {
    ShareAction(split: split == 1 ? other.split : split, dividend: dividend == 0 ? other.dividend : dividend)
  }
}

/// The splits and dividends of a share.
package struct ShareActions: Hashable, Sendable {
  package struct Dated: Hashable, Sendable {
    /// The first session without it.
    package let day: Day
    package var action: ShareAction
  }

  /// Ascending by day, one a day.
  package private(set) var all: [Dated] = []

  package init(_ actions: [Day: ShareAction] = [:]) {
    all = actions.map { Dated(day: $0.key, action: $0.value) }.sorted { $0.day < $1.day }
  }

  package var isEmpty: Bool { all.isEmpty }

  /// Those of both; of one day what either tells.
  package func joined(with other: ShareActions) -> ShareActions {
    guard !isEmpty, !other.isEmpty else { return isEmpty ? other : self }
    var actions: [Day: ShareAction] = [:]
    for dated in all + other.all { actions[dated.day] = actions[dated.day]?.joined(with: dated.action) ?? dated.action }
    return ShareActions(actions)
  }

  /// The same with dividends in another unit.
  package func converting(_ convert: (Double) -> Double) -> ShareActions {
    var converted = self
    for index in all.indices { converted.all[index].action.dividend = convert(all[index].action.dividend) }
    return converted
  }

  /// Those after a day, up to a later one.
  package func between(_ day: Day, and later: Day) -> ArraySlice<Dated> {
    let first = all.partitioningIndex { $0.day > day }
    let end = all.partitioningIndex { $0.day > later }
    return first < end ? all[first..<end] : []
  }
}
