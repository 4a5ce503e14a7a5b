import Market

// What is said of doubtful prices, by the file that tells them.

extension DeskDoubts {
  /// Problems of a file beyond so many are counted.
  private static let told = 10

  /// The doubtful prices by the file that tells them.
  /// - Parameter files: all quotes; those that contradict themselves are named though others are shown.
  static func problems(of merged: [String: Quote], in files: [[Quote]]) -> Problems {
    var problems = Problems()
    func add(_ quote: Quote, _ doubt: Doubt) {
      problems[quote.origin.file, default: []].append(
        Problem(doubt, of: "\(quote.symbol) \(Doubt.text(quote.price))", at: quote.origin))
    }
    for index in merged.indices {
      if let doubt = merged.values[index].doubt { add(merged.values[index], doubt) }
      if let extended = merged.values[index].extended, let doubt = merged.values[index].extendedDoubt {
        let origin = merged.values[index].origin
        let price = "\(merged.values[index].symbol) \(Doubt.text(extended.price)) out of hours"
        problems[origin.file, default: []].append(Problem(doubt, of: price, at: origin))
      }
    }
    for file in files {
      for index in file.indices {
        guard let doubt = file[index].doubt else { continue }
        let shown = merged[file[index].symbol]
        if shown?.origin == file[index].origin, shown?.price == file[index].price { continue }
        add(file[index], doubt)
      }
    }
    return problems.mapValues(limited)
  }

  static func problems(of merged: [String: History], in files: [[History]]) -> Problems {
    let isPlain = merged.values.allSatisfy(\.doubts.isEmpty) && files.joined().allSatisfy(\.doubts.isEmpty)
    guard !isPlain else { return [:] }
    var problems = Problems()
    for file in files { problems.add(untold: file) }
    for (symbol, group) in Dictionary(grouping: files.joined(), by: \.symbol) {
      guard let history = merged[symbol] else { continue }
      for (day, doubt) in history.doubts {
        guard doubt != UntoldTables.doubt, let bar = history.bar(on: day) else { continue }
        let teller = bar.line > 0 ? nil : group.first { $0.bar(on: day) == bar }
        problems.add(doubt, history.symbol, teller?.bar(on: day) ?? bar, in: teller?.file ?? history.file)
      }
      guard group.count > 1 else { continue }
      for telling in group where !telling.kept && !telling.isUntold {
        problems.add(unused: telling, beside: history, of: group)
      }
    }
    return problems.mapValues(limited)
  }

  static func problems(of merged: [String: IntradayHistory]) -> Problems {
    var problems = Problems()
    for history in merged.values where !history.doubts.isEmpty {
      for bar in history.bars {
        guard let doubt = history.doubts[bar.time] else { continue }
        let origin = Origin(file: history.file, line: Int(bar.line))
        let price = bar.close.map { " \(Doubt.text($0))" } ?? ""
        problems[origin.file, default: []].append(
          Problem(doubt, of: "\(history.symbol)\(price) at \(bar.time)", at: origin))
      }
    }
    return problems.mapValues(limited)
  }

  /// By line, those beyond the first counted.
  private static func limited(_ problems: [Problem]) -> [Problem] {
    let sorted = problems.sorted { ($0.line, $0.message) < ($1.line, $1.message) }
    guard sorted.count > told else { return sorted }
    let rest = Problem(
      path: sorted[0].path, line: 0, column: 0, message: "\(sorted.count - told) more prices are doubtful",
      isDoubt: true)
    return sorted.prefix(told) + [rest]
  }
}

extension DeskDoubts.Problems {
  fileprivate mutating func add(_ doubt: Doubt, _ symbol: String, _ bar: Bar, in file: String) {
    let origin = Origin(file: file, line: Int(bar.line))
    let price = bar.shownClose.map { " \(Doubt.text($0))" } ?? ""
    self[file, default: []].append(Problem(doubt, of: "\(symbol)\(price) of \(bar.day)", at: origin))
  }

  /// Of a table that is not believed to hold prices one is named.
  fileprivate mutating func add(untold file: [History]) {
    guard let first = file.first(where: \.isUntold), let bar = first.bars.last else { return }
    let expected = Doubt(
      "\(UntoldTables.doubt.reason), expected `closes` in the file's name or another file that agrees")
    add(expected, first.symbol, bar, in: first.file)
  }

  /// Bars that are not shown: another file contradicts them, or they were doubtful by themselves and it has better ones.
  fileprivate mutating func add(unused telling: History, beside shown: History, of group: [History]) {
    for (day, doubt) in telling.doubts where shown.doubts[day] == nil {
      guard let bar = telling.bar(on: day), let used = shown.bar(on: day)?.shownClose, let close = bar.shownClose,
        !PriceJump.agree(close, used)
      else { continue }
      add(doubt, telling.symbol, bar, in: telling.file)
    }
    guard !shown.doubts.isEmpty else { return }
    for day in shown.contradictions(with: telling).days where shown.doubts[day] != nil {
      guard let bar = telling.bar(on: day), let used = shown.bar(on: day), let close = used.close else { continue }
      let teller = group.first { $0.bar(on: day) == used }?.file ?? shown.file
      add(Doubt("\(Doubt.text(close)) in \(teller), which is shown"), telling.symbol, bar, in: telling.file)
    }
  }
}

extension Problem {
  /// - Parameter price: the symbol with its price.
  fileprivate init(_ doubt: Doubt, of price: String, at origin: Origin) {
    self.init(
      path: origin.file, line: origin.line, column: 0, message: "found \(price), doubtful: \(doubt.reason)",
      isDoubt: true)
  }
}
