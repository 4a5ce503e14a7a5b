import Market

extension Kind<[History]> {
  /// Daily bars: of each symbol those of all files (`BarHistory.merging`).
  static var histories: Self {
    Kind(
      "histories",
      KindEntry(
        name: "history",
        recognised: "`detente/history/1`",
        content: "Bars of one name, with splits and dividends", fields: KindField.history,
        example: KindField.historyExample),
      mark: { $0.mark(\.kept) },
      keep: { histories, before, refused in
        for history in before where refused.ids.contains(history.symbol) { histories.keep(history, refused) }
      },
      origins: { $0.histories.values.map(\.origin) })
  }
}

extension [History] {
  /// Takes the bars of refused days from before, or all of a symbol of which nothing is told now.
  fileprivate mutating func keep(_ history: History, _ refused: Refusals) {
    guard let index = firstIndex(where: { $0.symbol == history.symbol }) else { return append(history) }
    let days = refused.days[history.symbol] ?? []
    let present = Set(self[index].bars.map(\.day))
    let kept = history.bars.filter { days.contains($0.day) && !present.contains($0.day) }
    guard !kept.isEmpty else { return }
    self[index].bars = (self[index].bars + kept).sorted { $0.day < $1.day }
    for bar in kept { self[index].doubts[bar.day] = history.doubts[bar.day] }
    self[index].kept = true
  }
}

extension Kind<[IntradayHistory]> {
  /// Bars within days: of each symbol those of all files that have its interval.
  static var intraday: Self {
    Kind(
      "intraday", nil, mark: { $0.mark(\.kept) },
      keep: { histories, before, refused in
        // Of refused bars the others' absence is plain to see: only a symbol without any keeps what it had.
        histories.removeAll { $0.bars.isEmpty && refused.ids.contains($0.symbol) }
        histories.keep(refused, of: before, by: \.symbol)
      })
  }
}
