import Market

extension FileValues {
  /// Marks what contradicts itself in a file: quotes by their own fields, bars by their own and by the bars before. Returns
  /// are made to know the splits that the file tells. This is done once for all formats; what other files say comes when
  /// they are merged.
  /// - Parameter negative: Symbols whose prices may be zero or below.
  mutating func judge(negative: Set<String>) {
    update(.quotes) { quotes in
      for index in quotes.indices where quotes[index].doubt == nil {
        if let doubt = quotes[index].contradiction { quotes[index].doubt = doubt }
      }
    }
    update(.histories) { histories in
      for index in histories.indices {
        histories[index].adjustForSplits()
        let doubts = histories[index].judged(hasRatios: !negative.contains(histories[index].symbol))
        if !doubts.isEmpty { histories[index].doubts = doubts }
      }
    }
    update(.intraday) { histories in
      for index in histories.indices {
        let symbol = histories[index].symbol
        let doubts = histories[index].judged(hasRatios: !negative.contains(symbol), zone: Zone(symbol: symbol))
        if !doubts.isEmpty { histories[index].doubts = doubts }
      }
    }
  }
}
