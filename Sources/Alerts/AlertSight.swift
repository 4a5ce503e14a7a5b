import Analytics
import Canvas
import Market
import Wording

/// What a rule sees of its subject at a moment.
struct AlertSight {
  enum Value {
    case number(Double)
    case word(String)
  }

  /// As the desk calls it.
  let subject: String
  /// The name of the watchlist; nil for anything else.
  var symbol: String?
  let value: Value
  /// The number to show where that is another.
  var shown: Double?
  /// What it is compared with; nil where that is not known, or nothing is.
  var level: Double?
  let time: Instant
  let day: Day
  var source: Origin?

  var number: Double? { if case .number(let number) = value { number } else { nil } }
}

/// How values of rules are shown.
enum AlertText {
  /// A number in the column of a rule, or of the desk.
  static func number(_ value: Double, column: String?) -> String {
    guard let column else { return NumberText.fixed(value, 1).text }
    if AlertColumns.isPrice(column) { return NumberText.price(value).text }
    if column == QuoteColumns.volume.id { return NumberText.volume(value).text }
    return NumberText.fixed(value, 2).text
  }

  /// For the title: no more decimals than it has.
  static func short(_ value: Double, column: String?) -> String {
    if let column, AlertColumns.isPrice(column), abs(value) < 1 { return NumberText.price(value).text }
    return NumberText.plain(value).text
  }

  static func value(_ sight: AlertSight, _ rule: AlertRule) -> String {
    switch sight.value {
    case .number(let number): AlertText.number(sight.shown ?? number, column: rule.column)
    case .word(let word): word
    }
  }

  /// `crosses below 140`: a rule's words without its subject and what only says when and how it rings.
  static func predicate(_ rule: AlertRule) -> String {
    func level(_ level: AlertRule.Level) -> String {
      switch level {
      case .number(let number): NumberText.plain(number).text
      case .average(let average): average.rawValue
      case .column(let id): id
      }
    }
    return switch rule.predicate {
    case .crosses(nil, let of): "crosses \(level(of))"
    case .crosses(.above?, let of): "crosses above \(level(of))"
    case .crosses(.below?, let of): "crosses below \(level(of))"
    case .compares(let comparison, let of): "\(comparison.rawValue) \(level(of))"
    case .moves(let size, let isPercent, let seconds, _):
      "moves \(NumberText.plain(size).text)\(isPercent ? "%" : "") in \(duration(seconds))"
    case .extreme(let direction): "new \(direction == .above ? "high" : "low") 52w"
    case .becomes: "becomes"
    case .changes: "changes"
    case .fires: "fires"
    case .within(let seconds): "within \(duration(seconds))"
    case .silent(let seconds): "silent \(duration(seconds))"
    case .beats: ""
    }
  }

  /// `90s`, `5m`, `2h`, `1d`.
  static func duration(_ seconds: Int64) -> String {
    for (unit, name) in [(Int64(86400), "d"), (3600, "h"), (60, "m")] where seconds % unit == 0 {
      return "\(seconds / unit)\(name)"
    }
    return "\(seconds)s"
  }

  /// The column where it is not the price.
  static func column(_ rule: AlertRule) -> String {
    rule.column.map { $0 == AlertColumns.usual ? "" : " \($0)" } ?? ""
  }

  /// `AMAT 139.80 crosses below 140`.
  static func sentence(_ sight: AlertSight, _ edge: AlertEdge, _ rule: AlertRule) -> String {
    let value = value(sight, rule)
    let said: String
    switch (sight.value, rule.predicate) {
    case (_, _) where rule.message != nil: said = rule.message ?? ""
    case (.word, .within(let seconds)): return "within \(duration(seconds)): \(sight.subject), \(value)"
    case (.word, _): said = ""
    case (_, .moves(_, _, let seconds, let cause?)):
      return "\(sight.subject) moved \(value) in \(duration(seconds)) by \(cause.rawValue)"
    case (_, .changes): said = edge.word
    case (_, .moves): said = "\(predicate(rule)), \(edge.word)"
    default: said = predicate(rule)
    }
    return ["\(sight.subject)\(column(rule))", value, said].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// `1 May 15:32 New York`.
  static func moment(_ instant: Instant) -> String {
    let zone = Zone.newYork
    return "\(DateText.short(zone.day(of: instant)).text) \(DateText.clock(instant, zone).text) New York"
  }
}
