extension KindField {
  static let tariffs: [KindField] = [
    KindField("measures", "a list", otherwise: nil, fault: "expected a list"),
    .name("measures[].id", "never used again for another measure"),
    .word("measures[].by", "US, CN", otherwise: nil, "who levies it"),
    .text("measures[].on", "whose goods"), .text("measures[].authority", "the law: `IEEPA`, `Section 301`"),
    .text("measures[].title", "what rows show"),
    .word(
      "measures[].scope", "all, sector, product, legacy, fee, export", otherwise: nil,
      "`all` makes the headline; `legacy` is in the all-in rate; fees and export controls are listed and never added"),
    KindField(
      "measures[].sectors", "a list of texts", otherwise: "none",
      "sectors that it touches: it binds to those of the watchlist with such a name or alias",
      fault: "expected a list of texts"),
    KindField("measures[].steps", "a list", otherwise: nil, "in any order", fault: "expected a list"),
    .day("measures[].steps[].announced", otherwise: "the day that it takes effect", "from when it is known"),
    .time("measures[].steps[].announcedAt", otherwise: "16:20 New York of that date", "the moment of its announcement"),
    .day("measures[].steps[].effective", otherwise: nil, "its first day in force"),
    .time("measures[].steps[].time", otherwise: "the beginning of the day", "the moment from which it is in force"),
    .number(
      "measures[].steps[].rate", "percentage points", otherwise: "it has none", "of this measure from then on",
      from: "0 to 10000"),
    .word(
      "measures[].steps[].state", "in force, suspended, struck down, ended, to be confirmed", otherwise: "in force",
      "what the step makes of it"),
    .day("measures[].steps[].until", otherwise: "open", "last day, where the step is for a time"),
    .number(
      "measures[].steps[].ifLapsed", "percentage points", otherwise: "unknown",
      "rate after `until`, if nothing renews it",
      from: "0 to 10000"),
    .text("measures[].steps[].instrument", "the order or notice"), .text("measures[].steps[].note"),
    .text("measures[].steps[].source"),
    .flag("measures[].steps[].verified", otherwise: "true", "false: shown with `?`"),
    KindField(
      "baselines", "a list", otherwise: "none", "the average rate before the conflict, which the all-in rate adds",
      fault: "expected a list"),
    .word("baselines[].by", "US, CN", otherwise: nil),
    .day("baselines[].from", otherwise: nil, "first day that it holds"),
    .number("baselines[].average", "percentage points", otherwise: nil, from: "0 to 10000"),
    .text("baselines[].source"),
  ]

  static let tariffsExample = """
    {"schema": "detente/tariffs/1", "measures": [
      {"id": "US-301-LABOR", "by": "US", "on": "CN", "authority": "Section 301", "title": "Labour practices",
       "scope": "all", "sectors": ["Semiconductors"], "steps": [
        {"announced": "2026-06-02", "announcedAt": "2026-06-02T10:00:00-04:00", "effective": "2026-07-24",
         "time": "2026-07-24T00:01:00-04:00", "rate": 12.5, "state": "suspended", "until": "2027-01-10",
         "ifLapsed": 25, "instrument": "91 FR 1234", "note": "truce", "source": "USTR", "verified": false}]}],
     "baselines": [{"by": "US", "from": "2018-01-01", "average": 3.1, "source": "PIIE"}]}
    """
}
