extension KindField {
  static let quotes: [KindField] = [
    KindField("quotes", "a list", otherwise: nil, "one for each name", fault: "expected a list"),
    .name("quotes[].symbol", "as the watchlist has it, or one of its aliases"),
    .time("quotes[].time", otherwise: nil, "of the price, as its exchange tells it; not of the request"),
    .price("quotes[].price", otherwise: nil, "the last of the regular session, in `currency`"),
    .price("quotes[].previousClose", "of the session before the price's; 0 is taken for unknown"),
    .price("quotes[].open", "of the price's session, as are the next three"), .price("quotes[].high"),
    .price("quotes[].low"),
    KindField(
      "quotes[].volume", "shares, 0 or more", otherwise: "unknown", fault: "expected a number"),
    .currency("quotes[].currency", otherwise: "the watchlist's"), .price("quotes[].bid"), .price("quotes[].ask"),
    .price("quotes[].yearHigh", "highest of 52 weeks"), .price("quotes[].yearLow", "lowest of 52 weeks"),
    .word(
      "quotes[].session", "pre, regular, post, overnight or closed", otherwise: "regular",
      "which session the price is of; one outside the regular session never takes the close's place"),
    KindField(
      "quotes[].extended", "an object", otherwise: "none", "a price outside the regular session beside the regular one",
      fault: nil),
    .word("quotes[].extended.session", "pre, regular, post, overnight or closed", otherwise: "the quote's"),
    .time("quotes[].extended.time", otherwise: nil), .price("quotes[].extended.price", otherwise: nil),
  ]

  static let quotesExample = """
    {"schema": "detente/quotes/1", "quotes": [
      {"symbol": "AMAT", "time": "2025-05-01T16:00:00-04:00", "price": 148.96, "previousClose": 150.71,
       "open": 151.64, "high": 152.28, "low": 148.74, "volume": 6732000, "currency": "USD",
       "bid": 148.95, "ask": 148.97, "yearHigh": 255.89, "yearLow": 123.74, "session": "regular",
       "extended": {"session": "post", "time": "2025-05-01T17:12:00-04:00", "price": 149.4}}
    ]}
    """
}
