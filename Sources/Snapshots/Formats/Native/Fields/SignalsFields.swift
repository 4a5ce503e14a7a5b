extension KindField {
  static let signals: [KindField] = [
    .name("id", "never used again for another signal"),
    .day("date", otherwise: nil, "known from 16:20 New York of it, unless `time` is told"),
    .time("time", otherwise: "none", "the moment it became known"),
    KindField(
      "actor", "USA, CHN or another code", otherwise: nil, "who acts", fault: "expected a party code like \"USA\""),
    KindField("target", "as `actor`", otherwise: nil, "toward whom", fault: "expected a party code like \"USA\""),
    KindField(
      "code", "a CAMEO event code", otherwise: nil, "what kind of act: `detente codes WORD` finds one",
      fault: "expected a CAMEO event code like \"036\""),
    .text("text", "what rows show"), .text("source"),
    .word("reliability", "A, B, C, D, E, F", otherwise: "F", "of the source; F cannot be judged"),
    KindField(
      "credibility", "1 to 6", otherwise: "6", "of what it says; 6 cannot be judged",
      fault: "expected a number from 1 to 6"),
    .word(
      "status", "reported, confirmed, denied, withdrawn", otherwise: "reported",
      "or a list of `date`, `time` and `status`, in which the newest known one holds"),
    .number("scope", "a share of the relationship", otherwise: "1", from: "0 to 1"), .text("url"),
    .text("measure", "the id of the tariff measure that it speaks of: the act is not counted twice"), .text("note"),
    .flag("verified", otherwise: "true", "false: shown with `?`"),
    .flag("machineCoded", otherwise: "false", "true: a background, which counts only where the watchlist says so"),
  ]

  static let signalsExample = """
    {"schema": "detente/signals/1", "id": "E31", "date": "2025-05-01", "time": "2025-05-01T09:10:00-04:00", \
    "actor": "USA", "target": "CHN", "code": "036", "text": "US reached out through several channels", \
    "source": "Yuyuan Tantian", "reliability": "C", "credibility": 3, "status": "denied", "scope": 0.5, \
    "url": "https://example.org/1", "measure": "US-301-LABOR", "note": "social media", "verified": true, \
    "machineCoded": false}
    """
}
