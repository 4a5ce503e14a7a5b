/// When venues trade: what the exchanges published, and over it the closures that a desk tells. A closure of one venue
/// counts at all that share its calendar (``Venue/lead``).
///
/// A year that the table of a venue lacks is known once the closures told of it reach from its first quarter to its
/// last, as every exchange's own list does. A closure or two told at short notice do not make the rest of a year known:
/// their days are closed, the others stay unknown.
package struct Sessions: Hashable, Sendable {
  /// Without what any desk tells.
  package static let published = Sessions([])

  /// As they were told.
  package let closures: [Closure]
  private let told: [Venue: ToldClosures]

  /// - Parameter closures: Of one calendar and day the last counts.
  package init(_ closures: [Closure]) {
    self.closures = closures
    told = Dictionary(grouping: closures, by: \.venue.lead).mapValues(ToldClosures.init)
  }

  /// Those of one venue.
  package subscript(venue: Venue) -> VenueSessions {
    VenueSessions(venue: venue, told: told.isEmpty ? nil : told[venue.lead])
  }

  /// Of each calendar and year without a table: the first of the closures told, where these are too few to make the year
  /// known.
  package var isolated: [Closure] {
    struct Key: Hashable {
      let venue: Venue
      let year: Int
    }
    let years = Dictionary(grouping: closures) { Key(venue: $0.venue.lead, year: $0.day.parts.year) }
    return years.compactMap { key, closures in
      let isKnown = VenueCalendar.of(key.venue)[key.year] != nil || told[key.venue]?.years.contains(key.year) == true
      return isKnown ? nil : closures.min { $0.day < $1.day }
    }
  }

  package static func == (a: Sessions, b: Sessions) -> Bool { a.closures == b.closures }
  package func hash(into hasher: inout Hasher) { hasher.combine(closures) }
}

/// What a desk tells of one calendar, ready to be asked for a day.
final class ToldClosures: Sendable {
  /// The minute at which the session of a day ends; nil: there is none.
  let ends: [Day: Int?]
  /// Years whose closures reach from the first quarter to the last.
  let years: Set<Int>

  init(_ closures: [Closure]) {
    ends = Dictionary(closures.map { ($0.day, $0.closes) }) { _, last in last }
    years = Set(
      Dictionary(grouping: ends.keys, by: \.parts.year).filter { _, days in
        days.contains { $0.parts.month <= 3 } && days.contains { $0.parts.month >= 10 }
      }.keys)
  }
}
