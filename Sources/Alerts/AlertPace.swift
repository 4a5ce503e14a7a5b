import Canvas

/// What goes out by itself, what is held in quiet hours, and what of a storm is told in one. It has no clock.
package struct AlertPace: Sendable {
  /// What goes out as one.
  package struct Parcel: Hashable, Sendable {
    /// In the order in which they rang; at least one.
    package let firings: [Firing]
    /// A line for all of them.
    package let text: TerminalSafe

    init(firings: [Firing], text: TerminalSafe) { (self.firings, self.text) = (firings, text) }

    /// What is told of firings at once; nil: there are none.
    package init?(_ firings: [Firing]) {
      guard let first = firings.first else { return nil }
      self.init(
        firings: firings, text: firings.count == 1 ? first.text : "\(firings.count) alerts: " + AlertPace.names(firings)
      )
    }
  }

  /// Of a storm so many go out by themselves within so many milliseconds.
  private static let most = 5
  private static let span = 10_000.0
  /// Names that a line for many tells.
  private static let named = 3

  /// When those went out that still count, in milliseconds.
  private var sent: [Double] = []
  private var gathered: [Firing] = []
  private var held: [Firing] = []

  package init() {}

  /// When what was gathered goes out; nil: nothing was.
  package var due: Double? { gathered.isEmpty ? nil : (sent.first ?? 0) + Self.span }

  /// Takes in what rang, and says what goes out with it. What is urgent always does, by itself.
  /// - Parameters:
  ///   - isQuiet: whether it is one of the quiet hours.
  ///   - now: milliseconds of a clock that never goes back.
  package mutating func take(_ firings: [Firing], isQuiet: Bool, at now: Double) -> [Parcel] {
    var parcels = release(isQuiet: isQuiet, at: now)
    for firing in firings {
      if isQuiet, !firing.isUrgent {
        held.append(firing)
      } else if firing.isUrgent || gathered.isEmpty && sent.count < Self.most {
        sent.append(now)
        parcels.append(Parcel(firings: [firing], text: firing.text))
      } else {
        gathered.append(firing)
      }
    }
    return parcels
  }

  /// What goes out by now although nothing more rang.
  package mutating func release(isQuiet: Bool, at now: Double) -> [Parcel] {
    var parcels: [Parcel] = []
    if !isQuiet, let first = held.first {
      parcels.append(
        Parcel(firings: held, text: held.count == 1 ? first.text : "\(held.count) in quiet hours: " + Self.names(held)))
      held = []
    }
    if let due, due <= now, let first = gathered.first {
      parcels.append(
        Parcel(
          firings: gathered,
          text: gathered.count == 1 ? first.text : "and \(gathered.count) more: " + Self.names(gathered)))
      gathered = []
      sent = [now]
    }
    sent.removeAll { $0 + Self.span <= now }
    return parcels
  }

  /// The first of them, and how many there are beside them.
  private static func names(_ firings: [Firing]) -> TerminalSafe {
    let names = firings.prefix(named).map(\.short)
    let list = names.dropFirst().reduce(names.first ?? "") { $0 + ", " + $1 }
    return firings.count > named ? list + " +\(firings.count - named)" : list
  }
}
