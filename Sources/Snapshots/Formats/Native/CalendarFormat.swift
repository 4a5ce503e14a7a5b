import Market

/// `detente/calendar/1`: dated events to come, and days on which a venue does not trade or ends early. An event's `time`
/// is `HH:MM` New York, or RFC 3339; what a closure `closes` at is `HH:MM` on its venue's clock.
enum CalendarFormat {
  static let format = Format(
    "calendar", "Dated events to come, and closures of exchanges that no published calendar has.",
    schema: "detente/calendar/1", read: read)

  private enum Row {
    case event(CalendarEntry)
    case closure(Closure)
  }

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    var refused: Set<String> = []
    let rows = input.rows(of: try root.list("entries"), refused: &refused, id: id) {
      (row, origin) throws(Fault) -> Row in
      isClosure(row) ? .closure(try closure(row, origin)) : .event(try event(row, origin))
    }
    var entries: [CalendarEntry] = []
    var closures: [Closure] = []
    for row in rows {
      switch row {
      case .event(let entry): entries.append(entry)
      case .closure(let closure): closures.append(closure)
      }
    }
    var values = FileValues(
      .calendar, entries, rows: entries.count, newest: entries.map(\.instant).max(), refused: refused)
    values.join(FileValues(.closures, closures, rows: closures.count))
    return values
  }

  private static func isClosure(_ row: JSONValue) -> Bool { row.field("kind")?.utf8?.equals("closure") ?? false }

  /// What tells a row from others, as far as it can be read.
  private static func id(_ row: JSONValue) -> String? {
    func text(_ key: StaticString) -> String? { row.field(key)?.utf8.map { String(decoding: $0, as: UTF8.self) } }
    guard isClosure(row) else { return text("title") }
    return text("venue").flatMap { venue in text("date").map { Closure.id(venue, $0) } }
  }

  private static func closure(_ row: JSONValue, _ origin: Origin) throws(Fault) -> Closure {
    guard let place = row.field("venue") else { throw row.missing("venue") }
    guard let date = row.field("date") else { throw row.missing("date") }
    let venue = try place.choice(Venue.self)
    let day = try date.day()
    guard let end = row.present("closes") else {
      return Closure(venue: venue, day: day, closes: nil, origin: origin)
    }
    let closings = venue.closings
    guard let minute = clock(end), closings.contains(minute) else {
      throw end.fault(
        "a time from \(Self.text(closings.lowerBound)) to \(Self.text(closings.upperBound)) on the clock of \(venue.rawValue)"
      )
    }
    guard !day.isWeekend else { throw date.fault("a weekday, for a session that ends early") }
    return Closure(venue: venue, day: day, closes: minute, origin: origin)
  }

  private static func event(_ row: JSONValue, _ origin: Origin) throws(Fault) -> CalendarEntry {
    guard let date = row.field("date") else { throw row.missing("date") }
    guard let title = row.field("title") else { throw row.missing("title") }
    guard let kind = row.field("kind") else { throw row.missing("kind") }
    var day = try date.day()
    var minute: Int?
    var symbols: [String] = []
    var source = ""
    var verified = false
    var announced: Day?
    for (key, value) in row.fields where !value.isNull {
      switch key {
      case "time":
        if let clock = clock(value) {
          minute = clock
        } else {
          let instant = try value.instant()
          day = Zone.newYork.day(of: instant)
          minute = Zone.newYork.secondOfDay(of: instant) / 60
        }
      case "symbols": symbols = try value.texts()
      case "source": source = try value.text()
      case "verified": verified = try value.flag()
      case "announced": announced = try value.day()
      default: break
      }
    }
    guard let known = kind.utf8.flatMap({ CalendarEntry.Kind(rawValue: String(decoding: $0, as: UTF8.self)) }) else {
      throw kind.fault((CalendarEntry.Kind.allCases.map(\.rawValue) + ["closure"]).joined(separator: ", "))
    }
    return CalendarEntry(
      day: day, minute: minute, title: try title.text(), kind: known, symbols: symbols, source: source,
      verified: verified, announced: announced, origin: origin)
  }

  /// Minutes since midnight of `HH:MM`.
  private static func clock(_ value: JSONValue) -> Int? {
    guard let utf8 = value.utf8, utf8.count == 5, utf8[2] == UInt8(ascii: ":"), utf8[0].isDigit, utf8[1].isDigit,
      utf8[3].isDigit, utf8[4].isDigit
    else { return nil }
    let hour = Int(utf8[0] - 0x30) * 10 + Int(utf8[1] - 0x30)
    let minute = Int(utf8[3] - 0x30) * 10 + Int(utf8[4] - 0x30)
    return hour < 24 && minute < 60 ? hour * 60 + minute : nil
  }

  /// `HH:MM`.
  private static func text(_ minute: Int) -> String {
    [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}
