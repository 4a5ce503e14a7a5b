/// A coded political event: who did what to whom, from which source, and what became of the report.
package struct Signal: Hashable, Sendable {
  package enum Status: String, Sendable, CaseIterable { case reported, confirmed, denied, withdrawn }

  package struct StatusEntry: Hashable, Sendable {
    /// The date in New York, as of ``Signal/day``.
    package let day: Day
    package let time: Instant?
    package let status: Status

    package init(day: Day, time: Instant? = nil, status: Status) {
      self.day = day
      self.time = time
      self.status = status
    }

    /// The moment from which the entry is known: its time, else 16:20 New York of its day.
    package var known: Instant { time ?? day.asOf }
  }

  /// Source reliability of the Admiralty scale.
  package enum Reliability: String, Sendable, CaseIterable { case a = "A", b = "B", c = "C", d = "D", e = "E", f = "F" }

  package let id: String
  /// From when it ages: the date in New York on which it became known; of an event that a machine coded its own date.
  package let day: Day
  package let time: Instant?
  /// Three-letter country codes (CAMEO), e.g. `USA`, `CHN`.
  package let actor: String
  package let target: String
  /// CAMEO event code, 2–4 digits.
  package let code: String
  /// Goldstein weight of the code, −10…10.
  package let weight: Double
  package var source: String
  package var reliability: Reliability
  /// Information credibility of the Admiralty scale, 1…6.
  package var credibility: Int
  /// Dated log, ascending; empty means reported.
  package var status: [StatusEntry]
  /// Share of the relationship that the event touches, 0…1.
  package var scope: Double
  package var text: String
  package var url: String?
  /// Id of the measure on all goods whose step it is; such an event counts in the tariff level too.
  package var measure: String?
  package var note = ""
  /// Whether the entry was found at its source; else it shows with `?`.
  package var verified = true
  package var origin: Origin
  package var kept = false
  /// Coded by a machine from news (GDELT, ICEWS): a background series, which counts only where the watchlist says so.
  package var isMachineCoded = false

  package init(
    id: String, day: Day, time: Instant? = nil, actor: String, target: String, code: String, weight: Double,
    source: String = "", reliability: Reliability = .f, credibility: Int = 6, status: [StatusEntry] = [],
    scope: Double = 1, text: String = "", url: String? = nil, origin: Origin
  ) {
    self.id = id
    self.day = day
    self.time = time
    self.actor = actor
    self.target = target
    self.code = code
    self.weight = weight
    self.source = source
    self.reliability = reliability
    self.credibility = credibility
    self.status = status
    self.scope = scope
    self.text = text
    self.url = url
    self.origin = origin
  }

  /// The moment from which the signal is known: its time, else 16:20 New York of its day.
  package var known: Instant { time ?? day.asOf }

  /// Roots 06–08 and 14–20 (quad classes 2 and 4) are deeds, the others words.
  package var isMaterial: Bool {
    guard let root = Int(code.prefix(2)) else { return false }
    return (6...8).contains(root) || (14...20).contains(root)
  }

  /// What was known of it at a moment; `reported` before the first entry.
  package func status(asOf instant: Instant) -> Status {
    status.last { $0.known <= instant }?.status ?? .reported
  }
}
