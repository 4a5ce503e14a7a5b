import Market

extension Kind<[Quote]> {
  /// The latest prices: of each symbol the newest (`QuoteMerge`).
  static var quotes: Self {
    Kind(
      "quotes",
      KindEntry(
        name: "quotes",
        recognised: "`detente/quotes/1`",
        content: "The latest price of each name, with what belongs to it", fields: KindField.quotes,
        example: KindField.quotesExample),
      mark: { $0.mark(\.kept) }, keep: { value, before, refused in value.keep(refused, of: before, by: \.symbol) },
      origins: { $0.quotes.values.map(\.origin) })
  }
}
