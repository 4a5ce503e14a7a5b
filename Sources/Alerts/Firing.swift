import Canvas
import Market

/// A rule that rang.
package struct Firing: Hashable, Sendable {
  /// The same in every session and after every restart: of rule, subject, edge and the datum's time.
  package let id: String
  /// What tells it from others, whatever its time: of rule, subject and edge.
  package let edgeKey: String
  /// The rule's text as it was written; of a feed, a file or a doubt that rings for itself what that is.
  package let rule: String
  package let name: String?
  package let note: String?
  /// Where the rule stands; no line where it rings for itself.
  package let origin: Origin
  /// What rang, as the desk calls it: `AMAT`, `index`, `E16`.
  package let subject: String
  /// The name of the watchlist that rang; nil for anything else.
  package let symbol: String?
  /// Which way: `above`, `below`, `confirmed`.
  package let edge: String
  /// What was read, as it is shown.
  package let value: String
  /// The same where it is a number.
  package let number: Double?
  /// Where it was read; nil where no file tells it alone.
  package let source: Origin?
  /// The time of the datum.
  package let time: Instant
  /// The time of the last datum before it that counted: the edge lies between the two.
  package let since: Instant
  /// For the title: `AMAT 139.8`.
  package let short: TerminalSafe
  /// For the footer, a notification and the hook: `AMAT 139.80 crosses below 140`.
  package let text: TerminalSafe
  package let isUrgent: Bool
  /// Nothing ran at the datum's time.
  package let isLate: Bool
  /// It rings because its price may be none.
  package let isDoubtful: Bool
  /// Its rule is of the trader's own configuration.
  package let isOwn: Bool
  /// By which ways it wants to go out; nil: by every one that the trader has set.
  package let ways: Set<AlertRule.Way>?
  /// The trader wants to hear nothing of the rule now: it is logged and listed, and does not go out.
  package let isSnoozed: Bool
  /// It may have gone out before: one who handed it over died before that was recorded.
  package var isMaybeAgain = false

  /// Whether it may go out by a way, as far as its rule says.
  package func goes(by way: AlertRule.Way) -> Bool { ways?.contains(way) ?? true }
}

extension Firing {
  /// What `detente alerts --test` sends.
  package static func test(at now: Instant) -> Firing {
    Firing(
      id: "test", edgeKey: "", rule: "TEST crosses above 1", name: nil, note: nil, origin: Origin(file: "", line: 0),
      subject: "TEST", symbol: nil, edge: "above", value: "1.00", number: 1, source: nil, time: now, since: now,
      short: "TEST 1.00", text: "TEST 1.00 crosses above 1", isUrgent: false, isLate: false, isDoubtful: false,
      isOwn: true, ways: nil, isSnoozed: false)
  }

  /// 16 hexadecimal digits of FNV-1a (64 bits).
  static func digest(_ parts: [String]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for part in parts {
      for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 0x1F) &* 0x100_0000_01b3
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
