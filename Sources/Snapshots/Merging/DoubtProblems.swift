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
    let doubtful = merged.values.filter { !$0.doubts.isEmpty }
    guard !doubtful.isEmpty else { return [:] }
    var problems = Problems()
    let groups = Dictionary(grouping: files.joined(), by: \.symbol)
    for history in doubtful {
      let group = groups[history.symbol] ?? []
      for (day, doubt) in history.doubts {
        guard let bar = history.bar(on: day) else { continue }
        let teller = bar.line > 0 ? nil : group.first { $0.bar(on: day) == bar }
        let origin = Origin(file: teller?.file ?? history.file, line: Int((teller?.bar(on: day) ?? bar).line))
        let price = bar.shownClose.map { " \(Doubt.text($0))" } ?? ""
        problems[origin.file, default: []].append(Problem(doubt, of: "\(history.symbol)\(price) of \(day)", at: origin))
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
      path: sorted[0].path, line: 0, column: 0, message: "\(sorted.count - told) more prices are doubtful")
    return sorted.prefix(told) + [rest]
  }
}

extension Problem {
  /// - Parameter price: the symbol with its price.
  fileprivate init(_ doubt: Doubt, of price: String, at origin: Origin) {
    self.init(path: origin.file, line: origin.line, column: 0, message: "found \(price), doubtful: \(doubt.reason)")
  }
}
