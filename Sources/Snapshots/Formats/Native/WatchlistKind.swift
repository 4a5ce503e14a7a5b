import Market

extension Kind<Watchlist> {
  /// What the trader watches: one file's; the others are said not to be used.
  static var watchlist: Self {
    Kind(
      "watchlist",
      KindEntry(
        name: "watchlist",
        recognised: "YAML, `schema: detente/watchlist/1`",
        content:
          "`title`, `sectors` (`name`, `aliases`, `reference`, `instruments`: `symbol`, `name`, `aliases`, `exchange` XNAS XNYS "
          + "ARCX OTC XHKG XSHG XSHE XTKS XTAI XKRX XAMS XLON XETR, `currency`, `listings`, `lots`, `negative`), `reference`, `since`, "
          + "`staleAfter`, `indicator` (`weights`, `halfLives`, `scale`, `basket`, `machineCoded`)"))
  }
}
