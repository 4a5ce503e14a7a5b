import Market

/// Times that a feed tells without an offset, on a clock that it names.
extension Zone {
  /// By the names that feeds give a clock; nil for one that this program does not keep. Europe/Warsaw is that of Stooq.
  init?(named name: UnsafeRawBufferPointer) {
    if name.equals("US/Eastern") {
      self = .newYork
    } else if name.equals("Etc/UTC") || name.equals("GMT") {
      self = .utc
    } else if name.equals("Europe/Warsaw") || name.equals("Europe/Amsterdam") {
      self = .centralEurope
    } else if let known = Zone.named.first(where: { name.elementsEqual($0.name.utf8) }) {
      self = known.zone
    } else {
      return nil
    }
  }

  /// The moment that `2025-05-01 09:30:00` is on this clock, `T` between or a blank, with seconds or without; nil for
  /// anything else.
  func instant(_ text: UnsafeRawBufferPointer) -> Instant? {
    guard text.count == 16 || text.count == 19, text[10] == 0x20 || text[10] == UInt8(ascii: "T"),
      let day = Day(utf8: text.part(0..<10))
    else { return nil }
    return instant(day, time: text.part(11..<text.count))
  }

  /// The moment of `09:30` or `09:30:00` on a day; nil for anything else.
  func instant(_ day: Day, time: UnsafeRawBufferPointer) -> Instant? {
    func two(_ at: Int) -> Int? {
      guard time[at].isDigit, time[at + 1].isDigit else { return nil }
      return Int(time[at] - 0x30) * 10 + Int(time[at + 1] - 0x30)
    }
    guard time.count == 5 || time.count == 8, time[2] == 0x3A, let hour = two(0), hour < 24, let minute = two(3),
      minute < 60
    else { return nil }
    guard time.count == 8 else { return instant(day, hour: hour, minute: minute) }
    guard time[5] == 0x3A, let second = two(6), second < 60 else { return nil }
    return instant(day, hour: hour, minute: minute).advanced(bySeconds: Int64(second))
  }
}

extension Venue {
  /// Where a symbol is listed as far as its suffix tells: Hong Kong, the mainland, else New York.
  init(symbol: String) {
    if let code = ListedCode(symbol) {
      self = code.venue
      return
    }
    switch Zone(symbol: symbol) {
    case .hongKong: self = .hongKong
    case .shanghai: self = .shanghai
    default: self = .nyse
    }
  }

  /// The moment of a day's price that a feed dates by the day alone: the close, so that nothing is known too early.
  /// A reader knows the published calendar alone: on a day of which the desk tells an earlier close, it is late by that.
  func priceTime(of day: Day) -> Instant {
    let sessions = Sessions.published[self]
    return sessions.close(of: day) ?? sessions.usualClose(of: day)
  }
}

extension Quote.Session {
  /// The session of a US trade by its time. The closing auction's prints come within five minutes.
  init(newYork time: Instant) {
    let zone = Zone.newYork
    let day = zone.day(of: time)
    if time < zone.instant(day, hour: 9, minute: 30) {
      self = .pre
    } else {
      self = time > Venue.nyse.priceTime(of: day).advanced(bySeconds: 300) ? .post : .regular
    }
  }

  /// The session outside the regular one in which a US price lies by its time: by night from 20:00 to 4:00.
  static func outside(at time: Instant) -> Self {
    let second = Zone.newYork.secondOfDay(of: time)
    if second < 4 * 3600 || second >= 20 * 3600 { return .overnight }
    return second < 12 * 3600 ? .pre : .post
  }
}
