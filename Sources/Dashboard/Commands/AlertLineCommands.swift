import Alerts
import Market
import Wording

/// Rules of alerts, from the line `:`.
enum AlertLineCommands {
  static let all = [
    LineCommand(
      "alert", "RULE", "write a rule to your own: AMAT crosses below 140 rearm 142",
      candidates: { arguments, context in
        guard arguments.words.count > 1 else {
          return context.moment.reading.sectors.flatMap(\.rows).map {
            .init(text: $0.instrument.symbol, meaning: $0.instrument.name)
          } + subjects.map { .init(text: $0) }
        }
        return words.map { .init(text: $0) }
      },
      note: { arguments, context in typed(arguments)?.note(in: context.moment) ?? "" },
      read: { arguments, context throws(Mistake) in
        guard let typed = typed(arguments) else { throw arguments.missing("a rule such as AMAT crosses below 140") }
        _ = try typed.read(in: context.moment)
        return [.effect(.changeAlerts(.add(typed.text)))]
      }),
    LineCommand(
      "alerts", "", "every rule, how it stands and when it rang",
      read: { arguments, _ throws(Mistake) in
        try arguments.end(after: 0)
        return [.go(.alerts)]
      }),
  ]

  /// Nil before anything is typed.
  private static func typed(_ arguments: LineArguments) -> TypedRule? {
    guard let first = arguments.words.first(where: { !$0.isEmpty }) else { return nil }
    let text = arguments.line[first.startIndex...]
    let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.endIndex
    return TypedRule(text: String(text[..<end]), start: arguments.place(of: first))
  }

  private static let subjects = [
    "any", "sector", "index", "words", "deeds", "market", "gap", "label", "trigger", "tariff", "signal", "deadline",
    "feed",
    "heartbeat",
  ]

  private static let words =
    [
      "crosses", "above", "below", "moves", "new", "becomes", "changes", "fires", "within", "silent", "for", "rearm",
      "once",
      "daily", "every", "at close", "during", "until", "urgent", "to",
    ] + QuoteColumns.all.map(\.id)
}
