import Analytics
import Market
import Wording

extension AlertRule {
  /// What a rule's text means.
  /// - Throws: The first thing that is wrong, with its place and the nearest word.
  package static func parse(_ text: String) throws(AlertRuleFault) -> AlertRule {
    var parser = AlertRuleParser(try AlertWords(text))
    let subject = try parser.subject()
    let predicate = try parser.predicate(of: subject)
    var rule = AlertRule(text: text, key: parser.words.key, subject: subject, predicate: predicate)
    try parser.modifiers(of: &rule)
    return rule
  }
}

/// Reads the words of a rule from the first to the last.
private struct AlertRuleParser {
  var words: AlertWords

  init(_ words: AlertWords) { self.words = words }

  // MARK: Subject

  /// The words that begin a subject other than a name.
  private enum Keyword: String, CaseIterable {
    case any, sector, index, words, deeds, market, gap, label, trigger, tariff, signal, deadline, feed, heartbeat
  }

  /// The words that begin what rings.
  private enum Verb: String, CaseIterable {
    case crosses, moves, new, becomes, changes, fires, within, silent
  }

  /// Headline is what is meant where neither is said.
  private enum Rate: String, CaseIterable {
    case headline
    case allIn = "all-in"
  }

  private enum Extreme: String, CaseIterable { case high, low }

  private static let subjects =
    "a name such as AMAT, any, sector, index, words, deeds, market, gap, label, trigger, "
    + "tariff, signal, deadline, feed or heartbeat"

  mutating func subject() throws(AlertRuleFault) -> AlertRule.Subject {
    guard let keyword = words.take(Keyword.self) else {
      guard let word = words.peeked, word.isQuoted || !isOperator(word.text), !word.text.isEmpty else {
        throw words.fault(Self.subjects)
      }
      _ = words.take()
      return .name(word.text, column: try column() ?? AlertColumns.usual)
    }
    switch keyword {
    case .any: return .any(column: try column() ?? AlertColumns.usual)
    case .sector: return try sector()
    case .index, .words, .deeds, .market, .gap: return .number(AlertRule.Number(rawValue: keyword.rawValue) ?? .index)
    case .label: return .label
    case .trigger: return .trigger(try words.require(DigestItem.TriggerName.self))
    case .tariff:
      let side = try words.require(Side.self)
      return .tariff(side, isAllIn: words.take(Rate.self) == .allIn)
    case .signal: return try signal()
    case .deadline: return .deadline(words.take(CalendarEntry.Kind.self))
    case .feed:
      guard let word = words.peeked, word.isQuoted || !isOperator(word.text) else {
        throw words.fault("a name or a file of the desk")
      }
      _ = words.take()
      return .feed(word.text)
    case .heartbeat: return .heartbeat
    }
  }

  private mutating func sector() throws(AlertRuleFault) -> AlertRule.Subject {
    guard let name = words.peeked, name.isQuoted || !isOperator(name.text) else { throw words.fault("a sector's name") }
    _ = words.take()
    let columns = AlertColumns.ofSectors
    guard let column = words.peeked, !column.isQuoted, columns.contains(column.text) else {
      throw words.fault("\(AlertWords.list(columns)): what a sector has a mean of", among: columns)
    }
    _ = words.take()
    return .sector(name.text, column: column.text)
  }

  private mutating func signal() throws(AlertRuleFault) -> AlertRule.Subject {
    let side = words.take("from") ? try words.require(Side.self) : nil
    guard words.take("grade") else { return .signal(from: side, nil) }
    let expected = "a grade such as A1, or B2+ for B2 and better"
    guard let word = words.peeked, !word.isQuoted, (2...3).contains(word.text.utf8.count) else {
      throw words.fault(expected)
    }
    let letters = Array(word.text)
    guard let reliability = Signal.Reliability(rawValue: String(letters[0])),
      let credibility = letters[1].wholeNumberValue, (1...6).contains(credibility),
      letters.count == 2 || letters[2] == "+"
    else { throw words.fault(expected) }
    _ = words.take()
    return .signal(
      from: side, AlertRule.Grade(reliability: reliability, credibility: credibility, orBetter: letters.count == 3))
  }

  /// A column where one follows.
  private mutating func column() throws(AlertRuleFault) -> String? {
    guard let word = words.peeked else { throw words.fault(Self.verbs) }
    if word.isQuoted || isOperator(word.text) || Verb(rawValue: word.text) != nil { return nil }
    guard AlertColumns.records[word.text] != nil else {
      throw words.fault(
        "a column of the watchlist, or \(Self.verbs)", among: AlertColumns.ids + Verb.allCases.map(\.rawValue))
    }
    _ = words.take()
    return word.text
  }

  private func isOperator(_ text: String) -> Bool { ["<", "<=", ">", ">=", "|", ","].contains(text) }

  // MARK: Predicate

  private static let verbs = "crosses, <, <=, >, >=, moves, new, becomes or changes"

  mutating func predicate(of subject: AlertRule.Subject) throws(AlertRuleFault) -> AlertRule.Predicate {
    switch subject {
    case .name(_, let column), .any(let column):
      return AlertColumns.numbers.contains(column) ? try numeric(subject, column) : try textual(among: nil)
    case .sector(_, let column): return try numeric(subject, column)
    case .number: return try numeric(subject, nil)
    case .tariff: return words.take("changes") ? .changes : try numeric(subject, nil)
    case .label: return try textual(among: Label.allCases.map(\.words) + [AlertRule.noLabel])
    case .trigger: return words.take("fires") ? .fires : try textual(among: ["off", "latent", "fired"], also: "fires")
    case .signal: return try textual(among: Signal.Status.allCases.map(\.rawValue))
    case .deadline:
      try require("within")
      return .within(try duration())
    case .feed:
      try require("silent")
      return .silent(try duration())
    case .heartbeat: return .beats
    }
  }

  private mutating func require(_ word: String) throws(AlertRuleFault) {
    guard words.take(word) else { throw words.fault(word, among: [word]) }
  }

  private mutating func numeric(
    _ subject: AlertRule.Subject, _ column: String?
  ) throws(AlertRuleFault) -> AlertRule.Predicate {
    if let comparison = words.take(AlertRule.Comparison.self) {
      return .compares(comparison, try level(column, subject))
    }
    if words.take("crosses") {
      var direction: AlertRule.Direction?
      if words.take("above") { direction = .above } else if words.take("below") { direction = .below }
      return .crosses(direction, try level(column, subject))
    }
    if words.take("moves") { return try moves(subject) }
    if words.take("changes"), column != nil { return .changes }
    let isPrice = column == AlertColumns.usual
    if isPrice, words.take("new") {
      let direction = try words.require(Extreme.self)
      guard words.take("52w") else { throw words.fault("52w", among: ["52w"]) }
      return .extreme(direction == .high ? .above : .below)
    }
    var verbs = ["crosses", "moves"]
    if column != nil { verbs.append("changes") }
    if isPrice { verbs.append("new") }
    throw words.fault(AlertWords.list(["<", "<=", ">", ">="] + verbs), among: verbs)
  }

  private mutating func moves(_ subject: AlertRule.Subject) throws(AlertRuleFault) -> AlertRule.Predicate {
    let (size, isPercent) = try amount("a number above 0", mayBePercent: true)
    guard words.take("in") else { throw words.fault("in, and a time such as 1h", among: ["in"]) }
    let seconds = try duration()
    var cause: AlertRule.Cause?
    if subject == .number(.index), words.take("by") { cause = try words.require(AlertRule.Cause.self) }
    return .moves(size, isPercent: isPercent, seconds: seconds, by: cause)
  }

  private mutating func level(_ column: String?, _ subject: AlertRule.Subject) throws(AlertRuleFault) -> AlertRule.Level
  {
    if let word = words.peeked, !word.isQuoted, let number = Self.number(word.text) {
      _ = words.take()
      return .number(number)
    }
    let takesColumns: Bool
    switch subject {
    case .name, .any: takesColumns = column != nil
    default: takesColumns = false
    }
    guard takesColumns, let column else { throw words.fault("a number") }
    let averages = column == AlertColumns.usual ? AlertRule.Average.allCases.map(\.rawValue) : []
    if !averages.isEmpty, let average = words.take(AlertRule.Average.self) { return .average(average) }
    if let word = words.peeked, !word.isQuoted, AlertColumns.numbers.contains(word.text), word.text != column {
      _ = words.take()
      return .column(word.text)
    }
    let more = averages.isEmpty ? "" : ", \(averages.joined(separator: ", "))"
    throw words.fault("a number\(more) or a column with numbers", among: averages + AlertColumns.numbers.sorted())
  }

  /// `becomes WORD{|WORD}` or `changes`.
  /// - Parameter choices: The words that there are; nil: any.
  private mutating func textual(
    among choices: [String]?, also verb: String? = nil
  ) throws(AlertRuleFault) -> AlertRule.Predicate {
    if words.take("changes") { return .changes }
    guard words.take("becomes") else {
      let verbs = ["becomes", "changes"] + (verb.map { [$0] } ?? [])
      throw words.fault(AlertWords.list(verbs), among: verbs)
    }
    var found: [String] = []
    repeat {
      guard let word = words.peeked, word.isQuoted || !isOperator(word.text) else {
        throw words.fault(choices.map(AlertWords.list) ?? "a word")
      }
      let known = choices.map { $0.first { AlertRule.isSame($0, word.text) } } ?? word.text
      guard let known else {
        throw words.fault(AlertWords.list(choices ?? []), among: choices ?? [])
      }
      _ = words.take()
      found.append(known)
    } while words.take("|")
    return .becomes(found)
  }

  // MARK: Modifiers

  private enum Modifier: String, CaseIterable {
    case hold = "for"
    case rearm, once, daily, every, at, during, until, urgent, to
  }

  mutating func modifiers(of rule: inout AlertRule) throws(AlertRuleFault) {
    var seen: Set<Modifier> = []
    let names = Modifier.allCases.map(\.rawValue)
    while let word = words.peeked {
      if word.isQuoted {
        guard rule.message == nil else { throw words.fault("one text in quotes") }
        rule.message = word.text
        _ = words.take()
        continue
      }
      guard let modifier = Modifier(rawValue: word.text) else {
        throw words.fault("\(AlertWords.list(names)), or a text in quotes", among: names)
      }
      guard seen.insert(modifier).inserted else { throw words.fault("\(word.text) once") }
      try requireFit(modifier, rule)
      _ = words.take()
      try take(modifier, word, &rule)
    }
    if rule.subject == .heartbeat, rule.frequency == .edges { throw words.fault("every, and a time such as 1h") }
  }

  private mutating func take(
    _ modifier: Modifier, _ word: AlertWords.Word, _ rule: inout AlertRule
  ) throws(AlertRuleFault) {
    switch modifier {
    case .hold: rule.holds = try duration()
    case .rearm: rule.rearm = try rearm(of: rule)
    case .once, .daily, .every:
      guard rule.frequency == .edges else { throw AlertWords.fault(word, "one of once, daily and every") }
      rule.frequency = modifier == .once ? .once : modifier == .daily ? .daily : .every(try duration())
    case .at:
      try require("close")
      rule.isAtClose = true
    case .during: rule.hours = try hours()
    case .until: rule.until = try day()
    case .urgent: rule.isUrgent = true
    case .to: rule.ways = try ways()
    }
  }

  /// Refuses what says nothing of a rule of this kind.
  private func requireFit(_ modifier: Modifier, _ rule: AlertRule) throws(AlertRuleFault) {
    let isLevel: Bool
    switch rule.predicate {
    case .crosses, .compares: isLevel = true
    default: isLevel = false
    }
    switch (modifier, rule.subject, rule.predicate) {
    case (.rearm, _, _) where !isLevel: throw words.fault("no rearm: only a level has one")
    case (.hold, .heartbeat, _), (.hold, .signal, _), (.hold, .deadline, _), (.hold, .feed, _), (.hold, _, .moves),
      (.hold, _, .changes):
      throw words.fault("no for: there is nothing that could hold")
    case (.hold, _, .crosses(nil, _)): throw words.fault("no for: say crosses above or crosses below with it")
    case (.at, .signal, _), (.at, .deadline, _), (.at, .feed, _), (.at, .heartbeat, _):
      throw words.fault("no at close: only a value has one")
    case (.once, .heartbeat, _), (.daily, .heartbeat, _): throw words.fault("every, and a time such as 1h")
    default: break
    }
  }

  private mutating func rearm(of rule: AlertRule) throws(AlertRuleFault) -> AlertRule.Rearm {
    let word = words.peeked
    let level: AlertRule.Level
    let isFromAbove: Bool?
    switch rule.predicate {
    case .crosses(let direction, let of): (level, isFromAbove) = (of, direction.map { $0 == .below })
    case .compares(let comparison, let of):
      (level, isFromAbove) = (of, comparison == .less || comparison == .lessOrEqual)
    default: throw words.fault("no rearm: only a level has one")
    }
    let (value, isPercent) = try amount("a value or a percentage", mayBePercent: true, mayBeNegative: true)
    guard let word else { throw words.fault("a value or a percentage") }
    guard !isPercent else {
      guard value > 0 else { throw AlertWords.fault(word, "a percentage above 0") }
      return .percent(value)
    }
    guard case .number(let number) = level else {
      throw AlertWords.fault(word, "a percentage such as 1%, as the level moves")
    }
    if let isFromAbove, isFromAbove ? value <= number : value >= number {
      throw AlertWords.fault(word, "a value \(isFromAbove ? "above" : "below") \(NumberText.plain(number).text)")
    }
    return .value(value)
  }

  private mutating func hours() throws(AlertRuleFault) -> AlertRule.Hours {
    if let venue = words.take(Venue.self) { return .trading(venue) }
    let venues = Venue.allCases.map(\.rawValue)
    let parts = words.peeked?.text.split(separator: "-", omittingEmptySubsequences: false) ?? []
    guard parts.count == 2, let start = Self.minute(parts[0]), let end = Self.minute(parts[1]), start != end else {
      throw words.fault("a venue such as XNYS, or hours such as 09:30-16:00 America/New_York", among: venues)
    }
    _ = words.take()
    let names = Zone.named.map(\.name)
    guard let word = words.peeked, let zone = Zone.named.first(where: { $0.name == word.text })?.zone else {
      throw words.fault("a zone: \(AlertWords.list(names))", among: names)
    }
    _ = words.take()
    return .clock(start: start, end: end, zone)
  }

  private mutating func ways() throws(AlertRuleFault) -> Set<AlertRule.Way> {
    var ways: Set<AlertRule.Way> = []
    repeat { ways.insert(try words.require(AlertRule.Way.self)) } while words.take(",")
    return ways
  }

  private mutating func day() throws(AlertRuleFault) -> Day {
    guard let word = words.peeked, let day = Day(word.text) else { throw words.fault("a date such as 2026-12-31") }
    _ = words.take()
    return day
  }

  // MARK: Numbers and times

  /// Seconds of `30s`, `5m`, `2h` or `1d`.
  private mutating func duration() throws(AlertRuleFault) -> Int64 {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86400]
    guard let word = words.peeked, !word.isQuoted, let unit = word.text.last.flatMap({ units[$0] }),
      word.text.dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int64(word.text.dropLast()),
      (1...366 * 86400 / unit).contains(count)
    else { throw words.fault("a time such as 30s, 5m, 2h or 1d") }
    _ = words.take()
    return count * unit
  }

  private mutating func amount(
    _ expected: String, mayBePercent: Bool, mayBeNegative: Bool = false
  ) throws(AlertRuleFault) -> (value: Double, isPercent: Bool) {
    guard let word = words.peeked, !word.isQuoted else { throw words.fault(expected) }
    let isPercent = mayBePercent && word.text.hasSuffix("%")
    guard let value = Self.number(isPercent ? String(word.text.dropLast()) : word.text), mayBeNegative || value > 0
    else {
      throw words.fault(expected)
    }
    _ = words.take()
    return (value, isPercent)
  }

  /// `140`, `-3`, `+0.25`; nil for anything else, also for `1,000`, `nan` and `0x10`.
  private static func number(_ text: String) -> Double? {
    guard text.utf8.count <= 32, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.".utf8.contains($0) }) else {
      return nil
    }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  /// Minutes since midnight of `HH:MM`.
  private static func minute(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(parts[0]),
      let minute = Int(parts[1]),
      (0..<24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    return hour * 60 + minute
  }
}

extension AlertRule {
  /// What the label becomes where there is none.
  static let noLabel = "none"

  /// Words as people type them: whatever their case, and without accents.
  static func isSame(_ known: String, _ typed: String) -> Bool {
    func plain(_ text: String) -> String { text.lowercased().replacing("é", with: "e") }
    return plain(known) == plain(typed)
  }
}
