extension KindField {
  static let watchlist: [KindField] = [
    .text("title", otherwise: "none", "stands in the header"),
    KindField("sectors", "a list", otherwise: nil, fault: "expected a list"),
    .text("sectors[].name", otherwise: nil, "a tariff measure on a sector of this name binds to its names"),
    .name("sectors[].reference", otherwise: "the watchlist's", "what changes of its names are compared with"),
    KindField(
      "sectors[].aliases", "a list of texts", otherwise: "none", "other names by which measures call it",
      fault: "expected a list"),
    KindField("sectors[].instruments", "a list", otherwise: "none", fault: "expected a list"),
    .name("sectors[].instruments[].symbol", "what rows show"), .text("sectors[].instruments[].name"),
    KindField(
      "sectors[].instruments[].aliases", "a list of names", otherwise: "none", "what feeds call it",
      fault: "expected a list"),
    KindField(
      "sectors[].instruments[].exchange",
      "XNAS, XNYS, ARCX, OTC, XHKG, XSHG, XSHE, XTKS, XTAI, XKRX, XAMS, XLON or XETR",
      otherwise: "that of its code (`1919.HK`), else none",
      "its sessions; of another exchange nothing is refused, its calendar is unknown", fault: "expected one of"),
    .currency("sectors[].instruments[].currency", otherwise: "its feed's", "a file in another one is refused"),
    KindField(
      "sectors[].instruments[].listings", "a list", otherwise: "none",
      "the same company elsewhere, with `symbol`, `exchange`, `currency` and `ratio`, the shares that one unit stands for",
      fault: "expected a list"),
    KindField(
      "sectors[].instruments[].lots", "a list", otherwise: "none",
      "what you hold, with `quantity`, `cost` of one share in the name's currency and the date `opened`",
      fault: "expected a list"),
    .flag(
      "sectors[].instruments[].negative", otherwise: "false", "whether its price may be 0 or less, as of a spread"),
    .name("reference", otherwise: "SPY", "what changes are compared with"),
    .day("since", otherwise: "2025-04-02", "the day of the column `since`"),
    KindField(
      "staleAfter", "a duration", otherwise: "the configuration's",
      "a price that is older while its venue trades is stale", fault: "expected a duration like 90s, 15m, 2h or 1d"),
    KindField(
      "indicator", "a mapping", otherwise: "as the manual says", "see detente-index(7)", fault: "expected a mapping"),
    KindField(
      "indicator.basket", "names with weights above 0", otherwise: "AMAT, KLAC and COSCO",
      "what the market needle is made of",
      fault: "expected a mapping"),
    KindField(
      "indicator.weights", "events, tariffs and market, 0 to 1", otherwise: "0.45, 0.4 and 0.15",
      fault: "expected a mapping"),
    KindField(
      "indicator.halfLives", "verbal and material, in days", otherwise: "14 and 42", fault: "expected a mapping"),
    KindField("indicator.scale", "a number above 0", otherwise: "40", fault: "expected a number"),
    .flag("indicator.machineCoded", otherwise: "false", "whether events that a machine coded count"),
  ]

  static let watchlistExample = """
    schema: detente/watchlist/1
    title: My desk
    sectors:
      - name: Semiconductors
        reference: SPY
        aliases: [Chips]
        instruments:
          - symbol: AMAT
            name: Applied Materials
            aliases: [AMAT.US]
            exchange: XNAS
            currency: USD
            lots: [{ quantity: 100, cost: 132.5, opened: 2025-04-09 }]
            negative: false
          - symbol: COSCO
            aliases: [1919.HK]
            exchange: XHKG
            currency: HKD
            listings: [{ symbol: 601919.SS, exchange: XSHG, currency: CNY }]
    reference: SPY
    since: 2025-04-02
    staleAfter: 15m
    indicator:
      basket: { AMAT: 1, COSCO: 1 }
      weights: { events: 0.45, tariffs: 0.4, market: 0.15 }
      halfLives: { verbal: 14, material: 42 }
      scale: 40
      machineCoded: false
    """
}
