import Market

// What stays of a file that has broken, or of the rows of it that are refused now: the last good values, marked.

extension FileValues {
  /// Marks every value as kept from a file that has broken or gone.
  mutating func markKept() { map { $0.markedKept } }

  /// Takes the last good values of refused rows from what the file said before.
  mutating func keepRefused(from old: FileValues) {
    let refused = refused
    let days = refusedDays
    map { new in
      guard let before = old.payload(of: new.kind)?.markedKept else { return new }
      return new.keeping(refused, days, from: before)
    }
  }
}

extension FileValues.Payload {
  fileprivate var markedKept: FileValues.Payload {
    func marked<Value>(_ values: [Value], _ flag: WritableKeyPath<Value, Bool>) -> [Value] {
      values.map { value in
        var value = value
        value[keyPath: flag] = true
        return value
      }
    }
    switch self {
    case .quotes(let quotes): return .quotes(marked(quotes, \.kept))
    case .histories(let histories): return .histories(marked(histories, \.kept))
    case .intraday(let histories): return .intraday(marked(histories, \.kept))
    case .tariffs(var book):
      book.measures = marked(book.measures, \.kept)
      return .tariffs(book)
    case .signals(let signals): return .signals(marked(signals, \.kept))
    case .references(let series): return .references(marked(series, \.kept))
    case .scenario(var scenario):
      scenario.kept = true
      return .scenario(scenario)
    case .watchlist, .facts, .calendar: return self
    }
  }

  /// With the values of `before` whose symbols or ids, or days of them, were refused.
  fileprivate func keeping(
    _ refused: Set<String>, _ refusedDays: [String: Set<Day>], from before: FileValues.Payload
  ) -> FileValues.Payload {
    func missing<Value>(_ old: [Value], _ new: [Value], _ id: (Value) -> String) -> [Value] {
      let present = Set(new.map(id))
      return old.filter { refused.contains(id($0)) && !present.contains(id($0)) }
    }
    switch (before, self) {
    case (.quotes(let old), .quotes(let new)): return .quotes(missing(old, new, \.symbol) + new)
    case (.tariffs(let old), .tariffs(var book)):
      book.measures = missing(old.measures, book.measures, \.id) + book.measures
      let present = book.baselines
      book.baselines =
        old.baselines.filter { old in
          refused.contains(old.by.rawValue) && !present.contains { $0.by == old.by && $0.from == old.from }
        } + present
      return .tariffs(book)
    case (.signals(let old), .signals(let new)): return .signals(missing(old, new, \.id) + new)
    case (.facts(let old), .facts(let new)): return .facts(missing(old, new, \.id) + new)
    case (.calendar(let old), .calendar(let new)):
      // One title may stand on several days.
      let kept = old.filter { old in
        refused.contains(old.title) && !new.contains { $0.title == old.title && $0.day == old.day }
      }
      return .calendar(kept + new)
    case (.histories(let old), .histories(var new)):
      for history in old where refused.contains(history.symbol) {
        guard let index = new.firstIndex(where: { $0.symbol == history.symbol }) else {
          new.append(history)
          continue
        }
        let days = refusedDays[history.symbol] ?? []
        let present = Set(new[index].bars.map(\.day))
        let kept = history.bars.filter { days.contains($0.day) && !present.contains($0.day) }
        guard !kept.isEmpty else { continue }
        new[index].bars = (new[index].bars + kept).sorted { $0.day < $1.day }
        for bar in kept { new[index].doubts[bar.day] = history.doubts[bar.day] }
        new[index].kept = true
      }
      return .histories(new)
    case (.intraday(let old), .intraday(let new)):
      // Of refused bars the others' absence is plain to see: only a symbol without any keeps what it had.
      let good = new.filter { !$0.bars.isEmpty || !refused.contains($0.symbol) }
      return .intraday(missing(old, good, \.symbol) + good)
    case (.references(let old), .references(var new)):
      for series in old where refused.contains(series.id) {
        guard let index = new.firstIndex(where: { $0.id == series.id }) else {
          new.append(series)
          continue
        }
        let days = refusedDays[series.id] ?? []
        let present = Set(new[index].values.map(\.day))
        let kept = series.values.filter { days.contains($0.day) && !present.contains($0.day) }
        guard !kept.isEmpty else { continue }
        new[index] = new[index].adding(kept)
      }
      return .references(new)
    default: return self
    }
  }
}

extension ReferenceSeries {
  /// The same series with values kept from before.
  fileprivate func adding(_ kept: [Value]) -> ReferenceSeries {
    var series = ReferenceSeries(
      id: id, label: label, unit: unit, source: source, side: side, verified: verified,
      values: (values + kept).sorted { $0.day < $1.day }, origin: origin)
    series.kept = true
    return series
  }
}
