import Market

extension Kind<Watchlist> {
  /// What the trader watches: one file's; the others are said not to be used.
  static var watchlist: Self {
    Kind(
      "watchlist",
      KindEntry(
        name: "watchlist",
        recognised: "YAML, `schema: detente/watchlist/1`",
        content: "The names that are watched, by sector, and what the index is made with", fields: KindField.watchlist,
        example: KindField.watchlistExample))
  }
}
