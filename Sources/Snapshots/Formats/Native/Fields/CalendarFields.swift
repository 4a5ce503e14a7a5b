extension KindField {
  static let calendar: [KindField] = [
    KindField("entries", "a list", otherwise: nil, fault: "expected a list"),
    .day("entries[].date", otherwise: nil),
    KindField(
      "entries[].time", "`HH:MM` in New York, or a time with its offset", otherwise: "the whole day",
      fault: "expected a time like 2025-05-01T18:31:03Z"),
    .text("entries[].title", otherwise: nil),
    KindField(
      "entries[].kind", "one of deadline, talks, data, hearing, earnings, closure", otherwise: nil,
      "`closure` shuts a venue and has `date`, `venue` and, where the session only ends early, `closes`",
      fault: "expected deadline, talks, data, hearing, earnings, closure"),
    KindField(
      "entries[].symbols", "a list of texts", otherwise: "none", "names that it concerns",
      fault: "expected a list of texts"),
    .text("entries[].source"), .flag("entries[].verified", otherwise: "false", "false: shown with `?`"),
    .day("entries[].announced", otherwise: "always known", "from when it is known"),
    KindField(
      "entries[].venue", "XNAS, XHKG or another of `exchange`", otherwise: nil, "of a closure",
      fault: "expected XNAS, XNYS, ARCX"),
    KindField(
      "entries[].closes", "`HH:MM` on the venue's clock", otherwise: "shut all day", "of a closure",
      fault: "expected a time from"),
  ]

  static let calendarExample = """
    {"schema": "detente/calendar/1", "entries": [
      {"date": "2026-05-14", "time": "2026-05-14T16:00:00-04:00", "title": "results", "kind": "earnings",
       "symbols": ["AMAT"], "source": "Applied Materials", "verified": true, "announced": "2026-04-20"},
      {"date": "2026-11-27", "kind": "closure", "venue": "XNAS", "closes": "13:00", "source": "Nasdaq"}
    ]}
    """
}
