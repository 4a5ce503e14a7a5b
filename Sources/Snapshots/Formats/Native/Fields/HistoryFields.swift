extension KindField {
  static let history: [KindField] = [
    .name("symbol", otherwise: "the file's name", "as the watchlist has it, or one of its aliases"),
    .currency("currency", otherwise: "the watchlist's"),
    .word(
      "interval", "1d, 1m, 5m, 15m, 30m, 60m or 1h", otherwise: "1d",
      "of one bar; where it is shorter than a day, bars have `time` in the place of `date`"),
    .flag("adjusted", otherwise: "false", "whether all four prices are adjusted for splits and dividends"),
    KindField(
      "bars", "a list", otherwise: nil, "one for each session, in the order of their dates", fault: "expected a list"),
    .day("bars[].date", otherwise: nil, "the session's, at its venue"),
    .price("bars[].open"), .price("bars[].high"), .price("bars[].low"),
    .price("bars[].close", "as it was traded; a bar has this or `adjustedClose`"),
    .price("bars[].adjustedClose", "adjusted for splits and dividends: returns are made of it"),
    KindField("bars[].volume", "shares, 0 or more", otherwise: "unknown", fault: "expected a number"),
    KindField("actions", "a list", otherwise: "none", "splits and dividends", fault: "expected a list"),
    .day("actions[].date", otherwise: nil, "the first session after it"),
    KindField(
      "actions[].split", "new shares for an old one", otherwise: "none", "10 where ten came for one",
      fault: "expected a number"),
    KindField(
      "actions[].dividend", "money a share", otherwise: "none", fault: "expected a number"),
  ]

  static let historyExample = """
    {"schema": "detente/history/1", "symbol": "AMAT", "currency": "USD", "interval": "1d", "adjusted": false,
     "bars": [
      {"date": "2025-04-30", "open": 149.2, "high": 151.1, "low": 146.5, "close": 150.71,
       "adjustedClose": 149.87, "volume": 8300000},
      {"date": "2025-05-01", "open": 151.64, "high": 152.28, "low": 148.74, "close": 148.96,
       "adjustedClose": 148.13, "volume": 6732000}],
     "actions": [{"date": "2025-05-01", "split": 1, "dividend": 0.46}]}
    """
}
