import Canvas
import Market

/// As it is written: a heading, then a line a fact, its fields between tabs.
extension AlertMemory {
  private static let heading = "detente-alerts 1"
  /// Ends a text that is whole.
  private static let ending = "end"

  /// One line a fact, in a fixed order.
  package var encoded: String {
    var lines = [[Self.heading]]
    if let lastTaken { lines.append(["taken", AlertField.text(lastTaken)]) }
    lines += held.sorted().map { ["held", $0] }
    lines += doubted.sorted { $0.key < $1.key }.map { ["doubted", $0.value.description, $0.key] }
    for (key, rule) in rules.sorted(by: { $0.key < $1.key }) {
      lines.append(["rule", key])
      if let acknowledged = rule.acknowledged { lines.append(["seen", AlertField.text(acknowledged)]) }
      if let snooze = rule.snooze { lines.append(["snooze", AlertField.text(snooze.until), "\(snooze.count)"]) }
      if let known = rule.known { lines.append(["known"] + known.sorted().map { String($0, radix: 16) }) }
      lines += rule.tracks.sorted { $0.key < $1.key }.map { ["track", $0.key] + $0.value.fields }
      lines += rule.firings.sorted { $0.key < $1.key }.map { ["fired"] + $0.value.fields }
    }
    lines.append([Self.ending])
    return lines.map { $0.map(AlertField.escaped).joined(separator: "\t") + "\n" }.joined()
  }

  /// Nil for anything that ``encoded`` did not write whole.
  package init?(encoded text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    guard lines.popLast() == "", lines.popLast() == Self.ending[...], lines.popFirst() == Self.heading[...] else {
      return nil
    }
    self.init()
    var key: String?
    for line in lines {
      var fields = AlertField(line)
      guard let name = fields.text() else { return nil }
      switch name {
      case "taken":
        guard let taken = fields.instant() else { return nil }
        lastTaken = taken
      case "held":
        guard let path = fields.text() else { return nil }
        held.insert(path)
      case "doubted":
        guard let day = fields.day(), let symbol = fields.text() else { return nil }
        doubted[symbol] = day
      case "rule":
        guard let rule = fields.text() else { return nil }
        key = rule
        rules[rule] = Rule()
      default:
        guard let key, rules[key]?.take(name, &fields) == true else { return nil }
      }
    }
  }
}

extension AlertMemory.Rule {
  /// Takes in a line; false where it is none.
  fileprivate mutating func take(_ name: String, _ fields: inout AlertField) -> Bool {
    switch name {
    case "seen":
      acknowledged = fields.instant()
      return acknowledged != nil
    case "snooze":
      guard let until = fields.instant(), let count = fields.text().flatMap({ Int($0) }) else { return false }
      snooze = AlertBook.Snooze(until: until, count: count)
      return true
    case "known":
      var found: Set<UInt64> = []
      while let text = fields.text() {
        guard let number = UInt64(text, radix: 16) else { return false }
        found.insert(number)
      }
      known = found
      return true
    case "track":
      guard let subject = fields.text(), let track = AlertTrack(&fields) else { return false }
      tracks[subject] = track
      return true
    case "fired":
      guard let firing = Firing(&fields) else { return false }
      firings[firing.subject] = firing
      return true
    default: return false
    }
  }
}

/// The fields of a line, one after another. A missing value is an empty field.
struct AlertField {
  private var parts: ArraySlice<Substring>

  init(_ line: Substring) { parts = line.split(separator: "\t", omittingEmptySubsequences: false)[...] }

  static func text(_ instant: Instant?) -> String { instant.map { "\($0.milliseconds)" } ?? "" }

  /// Without what parts fields and lines.
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x25 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }) else { return text }
    return text.replacing("%", with: "%25").replacing("\t", with: "%09").replacing("\n", with: "%0A")
      .replacing("\r", with: "%0D")
  }

  /// The next field; nil at the end.
  mutating func text() -> String? {
    parts.popFirst().map { part in
      guard part.contains("%") else { return String(part) }
      return String(part).replacing("%09", with: "\t").replacing("%0A", with: "\n").replacing("%0D", with: "\r")
        .replacing("%25", with: "%")
    }
  }

  /// Nil at the end and where the field is empty.
  mutating func filled() -> String? { text().flatMap { $0.isEmpty ? nil : $0 } }
  mutating func instant() -> Instant? { filled().flatMap { Int64($0) }.map { Instant(milliseconds: $0) } }
  mutating func day() -> Day? { filled().flatMap { Day($0) } }
  mutating func number() -> Double? { filled().flatMap { Double($0) } }
}

extension AlertTrack {
  fileprivate var fields: [String] {
    let points = [window?.highs, window?.lows].map { points in
      points.map { $0.map { "\($0.time.milliseconds) \($0.value)" }.joined(separator: ",") } ?? ""
    }
    return [
      AlertField.text(time), "\(value)", "\(level)", day?.description ?? "", "\(armed.rawValue)",
      AlertField.text(pending), AlertField.text(fired), firedDay?.description ?? "", AlertField.text(rang),
      isFiring ? "1" : "",
    ] + points
  }

  fileprivate init?(_ fields: inout AlertField) {
    time = fields.instant()
    guard let value = fields.number(), let level = fields.number() else { return nil }
    (self.value, self.level) = (value, level)
    day = fields.day()
    guard let armed = fields.filled().flatMap({ UInt8($0) }) else { return nil }
    self.armed = AlertSides(rawValue: armed)
    (pending, fired, firedDay, rang) = (fields.instant(), fields.instant(), fields.day(), fields.instant())
    isFiring = fields.filled() != nil
    guard let highs = fields.text(), let lows = fields.text() else { return nil }
    guard !highs.isEmpty || !lows.isEmpty else { return }
    guard let high = MoveWindow.points(highs), let low = MoveWindow.points(lows) else { return nil }
    window = MoveWindow(highs: high, lows: low)
  }
}

extension MoveWindow {
  fileprivate static func points(_ text: String) -> [Point]? {
    var points: [Point] = []
    for part in text.split(separator: ",") {
      let numbers = part.split(separator: " ")
      guard numbers.count == 2, let time = Int64(numbers[0]), let value = Double(numbers[1]), value.isFinite else {
        return nil
      }
      points.append(Point(time: Instant(milliseconds: time), value: value))
    }
    return points
  }
}

extension Firing {
  fileprivate var fields: [String] {
    let marks = [
      (isUrgent, "u"), (isLate, "l"), (isDoubtful, "d"), (isOwn, "o"), (isSnoozed, "s"), (isMaybeAgain, "m"),
    ]
    return [
      id, edgeKey, rule, name ?? "", note ?? "", origin.file, "\(origin.line)", subject, symbol ?? "", edge, value,
      number.map { "\($0)" } ?? "", source?.file ?? "", source.map { "\($0.line)" } ?? "", AlertField.text(time),
      AlertField.text(since), short.text, text.text, marks.filter(\.0).map(\.1).joined(),
      ways.map { $0.map(\.rawValue).sorted().joined(separator: ",") } ?? "",
    ]
  }

  fileprivate init?(_ fields: inout AlertField) {
    guard let id = fields.filled(), let edgeKey = fields.filled(), let rule = fields.text() else { return nil }
    let (name, note) = (fields.filled(), fields.filled())
    guard let file = fields.text(), let line = fields.text().flatMap({ Int($0) }), let subject = fields.text() else {
      return nil
    }
    let symbol = fields.filled()
    guard let edge = fields.text(), let value = fields.text() else { return nil }
    let number = fields.number()
    let (source, sourceLine) = (fields.filled(), fields.filled().flatMap { Int($0) })
    guard let time = fields.instant(), let since = fields.instant(), let short = fields.text(),
      let text = fields.text(),
      let marks = fields.text(), let ways = fields.text()
    else { return nil }
    self.init(
      id: id, edgeKey: edgeKey, rule: rule, name: name, note: note, origin: Origin(file: file, line: line),
      subject: subject, symbol: symbol, edge: edge, value: value, number: number,
      source: source.flatMap { file in sourceLine.map { Origin(file: file, line: $0) } }, time: time, since: since,
      short: TerminalSafe(short), text: TerminalSafe(text), isUrgent: marks.contains("u"), isLate: marks.contains("l"),
      isDoubtful: marks.contains("d"), isOwn: marks.contains("o"),
      ways: ways.isEmpty ? nil : Set(ways.split(separator: ",").compactMap { AlertRule.Way(rawValue: String($0)) }),
      isSnoozed: marks.contains("s"), isMaybeAgain: marks.contains("m"))
  }
}
