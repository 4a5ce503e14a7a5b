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
  /// The states of the triggers; empty in marks of earlier versions.
  package let triggers: [DigestItem.TriggerName: Trigger.State]
  /// What names cost, by symbol, but for doubtful prices.
  package let names: [String: SeenPrice]
  /// The sessions of doubtful prices.
  package let doubts: [String: Day]
  /// Names whose move of a session was seen: what marks of earlier versions have in the place of ``names``.
  package let moved: [String: Day]
  /// Tariff steps to come: effective date and measure.
  package let pending: Set<String>
  /// How measures on some goods stood, by id; nil in marks of earlier versions.
  let layers: [String: String]?
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
    triggers = [.talks: reading.indicator.talks.state, .rollback: reading.indicator.rollback.state]
    var names: [String: SeenPrice] = [:]
    var doubts: [String: Day] = [:]
    for row in reading.sectors.lazy.flatMap(\.rows) {
      guard let session = row.session, let price = row.price else { continue }
      if row.doubt == nil {
        names[row.instrument.symbol] = SeenPrice(price: price, session: session)
      } else {
        doubts[row.instrument.symbol] = session
      }
    }
    (self.names, self.doubts, moved) = (names, doubts, [:])
    pending = Set(reading.tariffs.pending.map(SeenMark.key))
    layers = Dictionary(
      reading.tariffs.layers.filter { $0.measure.scope != .all && $0.state != .pending }
        .map { ($0.measure.id, SeenMark.state($0)) }
    ) { first, _ in first }
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

  /// A step to come with its rate, which may be raised before it takes effect.
  static func key(_ change: TariffReading.Change) -> String {
    "\(earlierKey(change)) \(change.step.rate.map(\.description) ?? "-") \(change.step.state.rawValue)"
  }

  /// What marks of earlier versions have in its place.
  private static func earlierKey(_ change: TariffReading.Change) -> String {
    "\(change.step.effective) \(change.measure.id)"
  }

  /// Since when a measure is as it is, and how.
  static func state(_ layer: TariffReading.Layer) -> String { "\(layer.step.effective),\(layer.state)" }

  /// Whether a step to come was known.
  func knows(_ change: TariffReading.Change) -> Bool {
    pending.contains(SeenMark.key(change)) || pending.contains(SeenMark.earlierKey(change))
  }

  /// Whether a measure on some goods is not as it was; in marks of earlier versions, which do not have it: whether it took
  /// effect on a later day.
  func isNew(_ layer: TariffReading.Layer) -> Bool {
    guard layer.measure.scope != .all, layer.state != .pending else { return false }
    return layers.map { $0[layer.measure.id] != SeenMark.state(layer) }
      ?? (layer.since > Zone.newYork.day(of: instant))
  }

  private static let heading = "detente-seen 2"
  private static let earlierHeading = "detente-seen 1"
  /// What earlier versions wrote behind a name whose price was doubtful.
  private static let doubtful = " doubtful"

  /// One line a field, in a fixed order. Names with a line break in them are left out.
  package var encoded: String {
    var lines = [
      layers == nil ? SeenMark.earlierHeading : SeenMark.heading, "instant \(instant.milliseconds)", "policy \(policy)",
      "market \(market.map(\.description) ?? "-")", "us \(us)", "china \(china)",
    ]
    if !isLabelled { lines.append("label -") }
    lines += triggers.map { "trigger \($0.value.rawValue) \($0.key.rawValue)" }.sorted()
    lines += signals.sorted { $0.key < $1.key }.map { "signal \($0.value.rawValue) \($0.key)" }
    lines += names.sorted { $0.key < $1.key }.map { "price \($0.value.session),\($0.value.price) \($0.key)" }
    lines += doubts.sorted { $0.key < $1.key }.map { "doubt \($0.value) \($0.key)" }
    lines += moved.sorted { $0.key < $1.key }.map { "name \($0.value) \($0.key)" }
    lines += (layers ?? [:]).sorted { $0.key < $1.key }.map { "layer \($0.value) \($0.key)" }
    lines += pending.sorted().map { "pending \($0)" }
    lines += files.sorted().map { "file \($0)" }
    return lines.filter { !$0.contains(where: \.isNewline) }.joined(separator: "\n") + "\n"
  }

  /// Nil for anything that ``encoded`` of this version or an earlier one did not write.
  package init?(encoded text: String) {
    guard var fields = Fields(text, headings: [SeenMark.heading, SeenMark.earlierHeading]) else { return nil }
    guard let instant = fields.one("instant").flatMap({ Int64($0) }), let policy = fields.number("policy"),
      let market = fields.one("market"), let us = fields.number("us"), let china = fields.number("china"),
      let triggers = fields.pairs("trigger", { Trigger.State(rawValue: $0) }),
      let signals = fields.pairs("signal", { Signal.Status(rawValue: $0) }),
      let names = fields.pairs("price", { SeenPrice($0) }), let doubts = fields.pairs("doubt", { Day($0) }),
      let moved = fields.pairs("name", { Day($0) }), let layers = fields.pairs("layer", { $0 })
    else { return nil }
    self.layers = text.hasPrefix(SeenMark.heading) ? layers : nil
    self.instant = Instant(milliseconds: instant)
    self.policy = policy
    self.market = Fields.number(market)
    guard market == "-" || self.market != nil else { return nil }
    self.us = us
    self.china = china
    self.triggers = Dictionary(
      uniqueKeysWithValues: triggers.compactMap { name, state in
        DigestItem.TriggerName(rawValue: name).map { ($0, state) }
      })
    self.signals = signals
    self.names = names
    let isDoubt = { (name: String) in name.hasSuffix(SeenMark.doubtful) }
    let earlier = moved.filter { isDoubt($0.key) }.map { (String($0.key.dropLast(SeenMark.doubtful.count)), $0.value) }
    self.doubts = doubts.merging(earlier) { first, _ in first }
    self.moved = moved.filter { !isDoubt($0.key) }
    pending = Set(fields.all("pending"))
    files = Set(fields.all("file"))
    // Earlier versions wrote the label's name as well.
    isLabelled = fields.all("label") != ["-"]
    guard fields.isEmpty else { return nil }
  }
}

/// The lines of a mark, each a name and what follows it.
private struct Fields {
  private var values: [Substring: [Substring]] = [:]

  /// Nil without a heading and a line's end.
  init?(_ text: String, headings: [String]) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    guard let heading = lines.popFirst(), headings.contains(where: { heading == $0 }), lines.popLast() == "" else {
      return nil
    }
    for line in lines {
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { return nil }
      values[parts[0], default: []].append(parts[1])
    }
  }

  /// Whether all have been taken.
  var isEmpty: Bool { values.isEmpty }

  mutating func all(_ name: Substring) -> [String] { (values.removeValue(forKey: name) ?? []).map(String.init) }

  /// Nil unless there is one.
  mutating func one(_ name: Substring) -> String? {
    let values = all(name)
    return values.count == 1 ? values[0] : nil
  }

  mutating func number(_ name: Substring) -> Double? { one(name).flatMap(Fields.number) }

  static func number(_ text: String) -> Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }

  /// What stands before each name; nil where one is none.
  mutating func pairs<Value>(_ name: Substring, _ value: (String) -> Value?) -> [String: Value]? {
    var result: [String: Value] = [:]
    for entry in all(name) {
      let parts = entry.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let value = value(String(parts[0])) else { return nil }
      result[String(parts[1])] = value
    }
    return result
  }
}

/// What a name cost when the trader looked.
package struct SeenPrice: Hashable, Sendable {
  package let price: Double
  package let session: Day
}

extension SeenPrice {
  /// As `2026-11-25,223.5`; nil for anything else, and for a price that is none.
  fileprivate init?(_ text: String) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, let session = Day(String(parts[0])), let price = Double(parts[1]), price.isFinite else {
      return nil
    }
    self.init(price: price, session: session)
  }
}
