import Canvas
import Market
import Wording

/// A date and a time of an entry, given or now.
struct EntryTime {
  let day: Day
  /// Nil where only a date was given, and not today's: known from 16:20 New York.
  let instant: Instant?
  /// As the ledger writes it.
  let text: String?

  /// Without either, and on today's date, now: replays must not know it before, and need not wait until 16:20. A time alone
  /// has its date in New York.
  init(date: String?, time: String?, now: Instant) throws {
    if let time {
      guard let instant = Instant(rfc3339: time) else {
        throw Failure.usage("--time: found \(time), expected a time like 2025-05-01T18:31:03Z")
      }
      self.instant = instant
    } else {
      let isToday = date.map { Day($0) == Zone.newYork.day(of: now) } ?? true
      instant = isToday ? Instant(seconds: now.seconds) : nil
    }
    text = time ?? instant?.description
    guard let day = date.map({ Day($0) }) ?? instant.map(Zone.newYork.day) else {
      throw Failure.usage("--date: found \(date ?? ""), expected a date like 2025-05-01")
    }
    self.day = day
  }

  /// `24 Nov 2026`, and from when it counts where that is to come.
  func shown(now: Instant) -> TerminalSafe {
    let known = instant ?? day.asOf
    let isAhead = known > now || day > Zone.newYork.day(of: now)
    return DateText.long(day) + (isAhead ? ", counts from then on" : "")
  }
}
