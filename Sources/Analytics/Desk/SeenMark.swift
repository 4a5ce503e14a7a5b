import Market

/// What the trader has seen: the figures of one reading that the digest compares later ones with.
package struct SeenMark: Hashable, Sendable {
  package let instant: Instant
  package let policy: Double
  package let market: Double?
  /// Nil where the index had no label.
  package var label: Label? { isLabelled ? Label(policy) : nil }
  private let isLabelled: Bool
  /// Headlines.
  package let us: Double
  package let china: Double
  /// Signals of the last year and their status.
  package let signals: [String: Signal.Status]
  /// Names that had moved beyond the digest's limits or were doubtful, and the session in which.
  package let names: [String: Day]
  /// Tariff steps to come: effective date and measure.
  package let pending: Set<String>
  /// Files that were bad or gone.
  package let files: Set<String>

  package init(_ reading: DeskReading) {
    instant = reading.asOf
    policy = reading.indicator.policy.value
    isLabelled = reading.indicator.label != nil
    market = reading.indicator.market?.value
    us = reading.tariffs.us.headline
    china = reading.tariffs.china.headline
    signals = Dictionary(
      reading.signals.filter { $0.points != nil }.map { ($0.signal.id, $0.status) },
      uniquingKeysWith: { _, last in last }
    )
    names = Dictionary(
      reading.sectors.flatMap(\.rows).filter(\.isNotable).compactMap { row in
        row.session.map { (row.seenName, $0) }
      }, uniquingKeysWith: { _, last in last })
    pending = Set(reading.tariffs.pending.map(SeenMark.key))
    files = Set(reading.troubledFiles.map(\.path))
  }

  /// What counts as seen where no mark is stored: the desk as of 16:20 New York of the day before; no bad file. What
  /// `evaluator` keeps of the desk is not made again.
  package static func dayBefore(_ desk: Desk, asOf instant: Instant, _ evaluator: DeskEvaluator = .init()) -> SeenMark {
    var desk = desk
    desk.files = []
    var evaluator = evaluator
    return SeenMark(evaluator.reading(of: desk, asOf: Zone.newYork.day(of: instant).advanced(by: -1).asOf))
  }

  /// Whether a signal of the last year is new since the mark, or of another status.
  package func isNew(_ row: SignalRow) -> Bool { row.points != nil && signals[row.signal.id] != row.status }

  static func key(_ change: TariffReading.Change) -> String { "\(change.step.effective) \(change.measure.id)" }

  private static let heading = "detente-seen 1"

  /// One line a field, in a fixed order. Names with a line break in them are left out.
  package var encoded: String {
    var lines = [
      SeenMark.heading, "instant \(instant.milliseconds)", "policy \(policy)",
      "market \(market.map(\.description) ?? "-")", "us \(us)", "china \(china)",
    ]
    if !isLabelled { lines.append("label -") }
    lines += signals.sorted { $0.key < $1.key }.map { "signal \($0.value.rawValue) \($0.key)" }
    lines += names.sorted { $0.key < $1.key }.map { "name \($0.value) \($0.key)" }
    lines += pending.sorted().map { "pending \($0)" }
    lines += files.sorted().map { "file \($0)" }
    return lines.filter { !$0.contains(where: \.isNewline) }.joined(separator: "\n") + "\n"
  }

  /// Nil for anything that ``encoded`` did not write.
  package init?(encoded text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    guard lines.popFirst() == SeenMark.heading[...], lines.popLast() == "" else { return nil }
    var fields: [Substring: [Substring]] = [:]
    for line in lines {
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { return nil }
      fields[parts[0], default: []].append(parts[1])
    }
    func one(_ name: Substring) -> Substring? {
      guard let values = fields.removeValue(forKey: name), values.count == 1 else { return nil }
      return values[0]
    }
    func number(_ text: Substring?) -> Double? { text.flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil } }
    func pairs<Value>(_ name: Substring, _ value: (String) -> Value?) -> [String: Value]? {
      var result: [String: Value] = [:]
      for entry in fields.removeValue(forKey: name) ?? [] {
        let parts = entry.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let value = value(String(parts[0])) else { return nil }
        result[String(parts[1])] = value
      }
      return result
    }
    guard let instant = one("instant").flatMap({ Int64($0) }), let policy = number(one("policy")),
      let market = one("market"), let us = number(one("us")), let china = number(one("china")),
      let signals = pairs("signal", { Signal.Status(rawValue: $0) }), let names = pairs("name", { Day($0) })
    else { return nil }
    self.instant = Instant(milliseconds: instant)
    self.policy = policy
    self.market = number(market)
    guard market == "-" || self.market != nil else { return nil }
    self.us = us
    self.china = china
    self.signals = signals
    self.names = names
    pending = Set((fields.removeValue(forKey: "pending") ?? []).map(String.init))
    files = Set((fields.removeValue(forKey: "file") ?? []).map(String.init))
    // Earlier versions wrote the label's name as well.
    isLabelled = fields.removeValue(forKey: "label") != ["-"]
    guard fields.isEmpty else { return nil }
  }
}

extension QuoteRow {
  /// Beyond one sigma or 3 %, or doubtful.
  var isNotable: Bool { doubt != nil || abs(sigma ?? 0) >= 1 || abs(changePercent ?? 0) >= 3 }

  /// What the mark calls it: a price that becomes doubtful, or no longer is, is news.
  var seenName: String { doubt == nil ? instrument.symbol : "\(instrument.symbol) doubtful" }
}
