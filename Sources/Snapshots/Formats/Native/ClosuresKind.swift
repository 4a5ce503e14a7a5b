import Market

extension Kind<[Closure]> {
  /// Days on which a venue does not trade or ends early: they stand in calendars.
  static var closures: Self {
    Kind(
      "closures", nil,
      keep: { closures, before, refused in
        closures.keep(refused, of: before) { Closure.id($0.venue.rawValue, "\($0.day)") }
      },
      merge: { told, desk, problems in
        desk.sessions = Sessions(Closure.merging(told, &problems))
        for closure in desk.sessions.isolated {
          problems.add(
            "found too few closures of \(closure.venue.rawValue) in \(closure.day.parts.year), expected the exchange's list "
              + "from the first quarter to the last (the year's other days stay unknown)", at: closure.origin,
            isNotice: true)
        }
      },
      origins: { $0.sessions.closures.map(\.origin) })
  }
}

extension Closure {
  /// What tells it from others.
  static func id(_ venue: String, _ day: String) -> String { "\(venue) \(day)" }

  static func merging(_ told: Telling<[Closure]>, _ problems: inout MergeProblems) -> [Closure] {
    struct Key: Hashable {
      let calendar: Venue
      let day: Day
    }
    var merged = Retellings<Key, Closure>()
    for closure in told.files.joined() {
      let key = Key(calendar: closure.venue.lead, day: closure.day)
      if let before = merged.records[key], before.origin.file == closure.origin.file, before.bare != closure.bare {
        problems.add(
          "found \(before.called) told otherwise on line \(closure.origin.line), which counts", at: before.origin,
          isNotice: true)
      }
      merged.add(closure, under: key)
    }
    merged.note(&problems, kept: told.kept)
    return merged.records.values.sorted { ($0.day, $0.venue.rawValue) < ($1.day, $1.venue.rawValue) }
  }
}

extension Closure: Retold {
  var called: String { "the closure of \(venue.rawValue) on \(day)" }
  /// What it tells of the calendar: those of the NYSE and of Nasdaq say the same.
  var bare: Closure { with { $0.venue = venue.lead } }
}
