import Canvas
import Market
import Wording

/// A date and a time of an entry, given or now.
struct EntryTime {
  let day: Day
  /// Nil where only a date was given: known from 00:00 New York.
  let instant: Instant?
  /// As the ledger writes it.
  let text: String?

  /// Without either, now: replays must not know it before. A time alone has its date with it, that of its own offset.
  init(date: String?, time: String?, now: Instant) throws {
    if let time {
      guard let instant = Instant(rfc3339: time) else {
        throw Failure.usage("--time: found \(time), expected a time like 2025-05-01T18:31:03Z")
      }
      self.instant = instant
    } else {
      instant = date == nil ? Instant(seconds: now.seconds) : nil
    }
    text = time ?? instant?.description
    let date = date ?? time.map { String($0.prefix(10)) } ?? Zone.newYork.day(of: now).description
    guard let day = Day(date) else {
      throw Failure.usage("--date: found \(date), expected a date like 2025-05-01")
    }
    self.day = day
  }

  /// `24 Nov 2026`, and from when it counts where that is to come.
  func shown(now: Instant) -> TerminalSafe {
    let known = instant ?? Zone.newYork.instant(day)
    let isAhead = known > now || day > Zone.newYork.day(of: now)
    return DateText.long(day) + (isAhead ? ", counts from then on" : "")
  }
}
