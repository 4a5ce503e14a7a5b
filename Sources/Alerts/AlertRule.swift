import Analytics
import Market

/// A rule as it was understood: what it looks at, when that rings, and how.
package struct AlertRule: Hashable, Sendable {
  /// What a rule looks at.
  package enum Subject: Hashable, Sendable {
    /// A name of the desk, by its symbol or an alias, in a column of the watchlist.
    case name(String, column: String)
    /// Each name of the desk.
    case any(column: String)
    /// The means of a sector, as its heading shows them.
    case sector(String, column: String)
    case number(Number)
    case label
    case trigger(DigestItem.TriggerName)
    case tariff(Side, isAllIn: Bool)
    case signal(from: Side?, Grade?)
    /// What the calendar has to come; nil: deadlines, tariff steps and the ends of truces.
    case deadline(CalendarEntry.Kind?)
    /// The feed of a name, or a file of the desk.
    case feed(String)
    case heartbeat
  }

  /// A number of the whole desk.
  package enum Number: String, Hashable, Sendable, CaseIterable {
    /// The policy index, 0…100.
    case index
    /// Points of the index that statements give, and acts.
    case words, deeds
    /// The market needle, 0…100.
    case market
    /// Points by which the needle stands above or below the index.
    case gap
  }

  /// The grade of a signal as it was written, before what became of it.
  package struct Grade: Hashable, Sendable {
    package let reliability: Signal.Reliability
    package let credibility: Int
    /// Or better in both.
    package let orBetter: Bool

    package func admits(_ signal: Signal) -> Bool {
      guard orBetter else { return signal.reliability == reliability && signal.credibility == credibility }
      return signal.reliability.rawValue <= reliability.rawValue && signal.credibility <= credibility
    }
  }

  package enum Direction: Hashable, Sendable { case above, below }
  package enum Comparison: String, Hashable, Sendable, CaseIterable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }
  package enum Average: String, Hashable, Sendable, CaseIterable { case sma20, sma50, ema20 }
  package enum Cause: String, Hashable, Sendable, CaseIterable { case policy, market }

  /// What a value is compared with.
  package enum Level: Hashable, Sendable {
    case number(Double)
    case average(Average)
    /// Of the same name.
    case column(String)
  }

  /// What rings.
  package enum Predicate: Hashable, Sendable {
    /// Nil: either way.
    case crosses(Direction?, Level)
    case compares(Comparison, Level)
    /// By so much, or so many percent, up from the lowest or down from the highest of the last seconds.
    case moves(Double, isPercent: Bool, seconds: Int64, by: Cause?)
    /// Above or below all of 52 weeks.
    case extreme(Direction)
    case becomes([String])
    case changes
    case fires
    /// Seconds before.
    case within(Int64)
    /// Seconds without a new value while the venue trades.
    case silent(Int64)
    /// A sign of life.
    case beats
  }

  /// How often it rings.
  package enum Frequency: Hashable, Sendable {
    /// At each edge.
    case edges
    /// At the first edge, then never again.
    case once
    /// At most once a day.
    case daily
    /// At the edge, and anew after so many seconds as long as it holds.
    case every(Int64)
  }

  /// The distance at which a rule that rang is armed again.
  package enum Rearm: Hashable, Sendable {
    case value(Double)
    case percent(Double)
  }

  /// When it is looked at.
  package enum Hours: Hashable, Sendable {
    case trading(Venue)
    /// Minutes of the day; an end before the start is of the next day.
    case clock(start: Int, end: Int, Zone)
  }

  package enum Way: String, Hashable, Sendable, CaseIterable { case bell, title, notify, hook }

  /// As it was written.
  package let text: String
  /// The same with one blank between its words: what its state is kept under, so that an edited rule is armed anew.
  package let key: String
  package let subject: Subject
  package let predicate: Predicate
  /// Seconds for which it has to hold.
  package var holds: Int64?
  package var rearm: Rearm?
  package var frequency = Frequency.edges
  package var isAtClose = false
  package var hours: Hours?
  /// The last date, in New York, on which it is looked at.
  package var until: Day?
  package var isUrgent = false
  /// Nil: by every way that the trader has set.
  package var ways: Set<Way>?
  /// What it says in the place of the value.
  package var message: String?
  package var name: String?
  package var note: String?
  package var origin = Origin(file: "", line: 0)
  /// Of the trader's own configuration, not of a desk that others write too.
  package var isOwn = false

  init(text: String, key: String, subject: Subject, predicate: Predicate) {
    (self.text, self.key, self.subject, self.predicate) = (text, key, subject, predicate)
  }

  /// Whether the same rule stands elsewhere, whatever it is called there.
  package func repeats(_ other: AlertRule) -> Bool { key == other.key }

  /// The rule of a line of a file.
  /// - Throws: What is wrong with the text, with its column there.
  package init(_ line: AlertLine, isOwn: Bool = false) throws(AlertRuleFault) {
    self = try AlertRule.parse(line.text)
    (name, note, origin, self.isOwn) = (line.name, line.note, line.origin, isOwn)
  }
}

/// Why a text is no rule.
package struct AlertRuleFault: Error, Hashable, Sendable {
  /// In the rule's text, 1-based, in bytes.
  package let column: Int
  /// `found X, expected Y`, with the nearest word where one is near.
  package let message: String

  /// The same of a line of a file.
  package func problem(_ line: AlertLine) -> Problem {
    var problem = Problem(
      path: line.origin.file, line: line.origin.line, column: line.column + column - 1, message: message)
    let bytes = Array(line.text.utf8)
    let start = min(max(0, column - 1), bytes.count)
    problem.excerpt = Problem.Excerpt(
      before: String(decoding: bytes[..<start].suffix(100), as: UTF8.self),
      rest: String(decoding: bytes[start...].prefix(100), as: UTF8.self), isCutBefore: start > 100,
      isCutAfter: bytes.count - start > 100)
    return problem
  }
}
