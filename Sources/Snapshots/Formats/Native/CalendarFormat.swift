import Market

/// `detente/calendar/1`: dated events to come. `time` is `HH:MM` New York, or RFC 3339.
enum CalendarFormat {
  static let format = Format("calendar", "Dated events to come.", schema: "detente/calendar/1", read: read)

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    var refused: Set<String> = []
    let entries = input.rows(of: try root.list("entries"), key: "title", refused: &refused) {
      (row, origin) throws(Fault) in
      try entry(row, origin)
    }
    return FileValues(
      .calendar, entries, rows: entries.count, newest: entries.map(\.instant).max(), refused: refused)
  }

  private static func entry(_ row: JSONValue, _ origin: Origin) throws(Fault) -> CalendarEntry {
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
    return CalendarEntry(
      day: day, minute: minute, title: try title.text(), kind: try kind.choice(CalendarEntry.Kind.self),
      symbols: symbols, source: source, verified: verified, announced: announced, origin: origin)
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
}
