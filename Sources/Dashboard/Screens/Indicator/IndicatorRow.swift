import Analytics
import Market

/// A row of the table of contributions, by what it is of.
enum IndicatorRow: Hashable, Sendable {
  case side(Side)
  case event(id: String)
  /// A member of the basket.
  case name(symbol: String)
}

/// The rows of a reading, by component.
struct IndicatorRows: Sendable {
  let sides: [(side: Side, part: IndicatorReading.Part)]
  let events: [IndicatorReading.Contribution]
  let members: [MarketReading.Member]
  let rows: [IndicatorRow]
  /// Points of the index; of a member of the basket percentage points of the relative return.
  let points: [IndicatorRow: Double]

  init(_ reading: IndicatorReading) {
    sides = [(Side.us, reading.usTariffs), (.china, reading.chinaTariffs)].compactMap { side, part in
      part.map { (side, $0) }
    }
    events = reading.contributions
    members = reading.market?.members ?? []
    rows =
      sides.map { .side($0.side) } + events.map { .event(id: $0.signal.id) }
      + members.map { .name(symbol: $0.symbol) }
    var points: [IndicatorRow: Double] = [:]
    for side in sides { points[.side(side.side)] = side.part.contribution }
    for event in events { points[.event(id: event.signal.id)] = event.points }
    for member in members { points[.name(symbol: member.symbol)] = member.weight * member.logReturn * 100 }
    self.points = points
  }
}
