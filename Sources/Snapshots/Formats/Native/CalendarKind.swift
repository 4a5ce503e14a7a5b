import Market

extension Kind<[CalendarEntry]> {
  /// Dated events to come.
  static var calendar: Self {
    Kind(
      "calendar",
      KindEntry(
        name: "calendar",
        recognised: "`detente/calendar/1`",
        content: "What lies ahead, and days on which a venue is shut or closes early", fields: KindField.calendar,
        example: KindField.calendarExample),
      keep: { entries, before, refused in
        // One title may stand on several days.
        let present = entries
        entries =
          before.filter { old in
            refused.ids.contains(old.title) && !present.contains { $0.title == old.title && $0.day == old.day }
          } + present
      },
      merge: { told, desk, problems in desk.calendar = CalendarEntry.merging(told, &problems) },
      origins: { $0.calendar.map(\.origin) })
  }
}

extension CalendarEntry {
  static func merging(_ told: Telling<[CalendarEntry]>, _ problems: inout MergeProblems) -> [CalendarEntry] {
    struct Key: Hashable {
      let day: Day
      let minute: Int?
      let title: String
    }
    var merged = Retellings<Key, CalendarEntry>()
    for entry in told.files.joined() {
      merged.add(entry, under: Key(day: entry.day, minute: entry.minute, title: entry.title))
    }
    merged.note(&problems, kept: told.kept)
    return merged.records.values.sorted { ($0.instant, $0.title) < ($1.instant, $1.title) }
  }
}

extension CalendarEntry: Retold {
  var called: String { "\"\(title)\" of \(day)" }
  var bare: CalendarEntry { with { _ in } }
}
