import Alerts
import Analytics
import Canvas
import Market
import Wording

/// Rules that could be wanted, as a beginning to be edited.
enum ProposedRule {
  /// Of daily deviations below the price, and percent where those are not known.
  private static let deviations = 2.0
  private static let percent = 5.0

  /// That a name falls to a round level below its price; nil for a name that there is not.
  static func text(of symbol: String, in moment: Moment) -> String? {
    let rows = moment.reading.sectors.lazy.flatMap(\.rows)
    guard let row = rows.first(where: { $0.instrument.symbol == symbol }) else { return nil }
    let name = isName(symbol) ? symbol : "\"\(symbol)\""
    guard let price = row.price, price > 0 else { return "\(name) chg% <= -3 daily" }
    let share = row.deviation.map { min(0.5, deviations * $0) } ?? percent / 100
    let wanted = price * (1 - share)
    guard let scale = RoundScale(low: wanted * 0.98, high: wanted * 1.02, count: 4),
      let level = scale.ticks.min(by: { abs($0 - wanted) < abs($1 - wanted) })
    else { return "\(name) chg% <= -3 daily" }
    return "\(name) crosses below \(NumberText.fixed(level, scale.decimals).text)"
  }

  /// Whether a rule that begins so is about the name: it may be a word of the language, or hold a blank.
  private static func isName(_ symbol: String) -> Bool {
    guard let rule = try? AlertRule.parse("\(symbol) > 1"), case .name(let name, _) = rule.subject else { return false }
    return name == symbol
  }

  static let index = "index crosses above 40"
  static let tariff = "tariff US headline changes urgent"
  static let signal = "signal grade B2+ becomes confirmed|denied"
  static let deadline = "deadline within 24h"
}

/// The text of a rule in a line that is typed.
struct TypedRule {
  let text: String
  /// Characters of the line before it.
  let start: Int

  /// The rule; what is wrong with it has its place in the line.
  /// - Parameter replaced: the rule that it is to stand for.
  func read(in moment: Moment, replacing replaced: AlertRule? = nil) throws(Mistake) -> AlertRule {
    let rule: AlertRule
    do throws(AlertRuleFault) {
      rule = try AlertRule.parse(text)
    } catch {
      let place = place(of: error.column)
      let length = text.dropFirst(place).prefix { $0 != " " }.count
      throw Mistake(at: start + place, length: length, error.message)
    }
    let others = moment.alerts.rules.filter { $0 != replaced }
    guard let same = others.first(where: { $0.repeats(rule) }) else { return rule }
    throw Mistake(at: start, length: text.count, "found the rule of \(same.origin), expected another")
  }

  /// What the rule sees now; empty where it is none.
  func note(in moment: Moment) -> String {
    guard (try? AlertRule.parse(text)) != nil else { return "" }
    var book = AlertBook([AlertLine(text, origin: Origin(file: "", line: 0))])
    _ = book.take(moment.reading, of: moment.desk)
    return book.standings(in: moment.reading, of: moment.desk).first?.answer.text ?? ""
  }

  /// Of a column in bytes, 1-based, in characters from the text's start.
  private func place(of column: Int) -> Int {
    String(decoding: text.utf8.prefix(max(0, column - 1)), as: UTF8.self).count
  }
}
