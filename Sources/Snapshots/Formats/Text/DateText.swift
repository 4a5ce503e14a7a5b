import Market

/// A date of three numbers or with the name of its month, with or without a time of day behind it: `4/30/2025`,
/// `20250430`, `30.04.2025`, `05/01/25`, `May 01, 2025`, `30-Apr-2025`.
struct DateText {
  /// As they stand; of a date with a month's name: day, month, year.
  let numbers: (Int, Int, Int)
  let isYearFirst: Bool
  /// Separated by points, or with a month's name: day, month, year.
  let isDayFirst: Bool
  /// No number has four digits: which is the year is not told.
  let isShort: Bool
  /// Seconds since midnight, and those east of UTC where told.
  let clock: (seconds: Int, offset: Int?)?
  let shown: String

  init?(_ raw: UnsafeRawBufferPointer) {
    guard (6...40).contains(raw.count), raw.contains(where: \.isDigit) else { return nil }
    // Of a time `T05:00` only the first letter.
    let hasName =
      raw.prefix(raw.firstIndex(of: UInt8(ascii: ":"), in: 0..<raw.count) ?? raw.count).count(where: \.isLetter) > 1
    guard hasName else {
      let end = raw.firstIndex { $0 == 0x20 || $0 == UInt8(ascii: "T") } ?? raw.count
      guard let parts = Self.numbers(raw.part(0..<end)) else { return nil }
      (numbers, isYearFirst, isDayFirst, isShort) = parts
      shown = raw.part(0..<end).shown
      guard end < raw.count else {
        clock = nil
        return
      }
      guard let found = Self.clock(raw.part(end + 1..<raw.count).trimmed) else { return nil }
      clock = found
      return
    }
    guard let (numbers, rest) = Self.named(raw) else { return nil }
    (self.numbers, isYearFirst, isDayFirst, isShort) = (numbers, false, true, false)
    shown = raw.shown
    guard !rest.isEmpty else {
      clock = nil
      return
    }
    guard let found = Self.clock(rest) else { return nil }
    clock = found
  }

  /// Which order two small numbers and a year prove; nil when it may be either.
  var order: Notation.Order? {
    guard !isYearFirst, !isDayFirst, !isShort else { return nil }
    if numbers.0 > 12 { return .dayFirst }
    return numbers.1 > 12 ? .monthFirst : nil
  }

  /// The day of a date with a year of two digits in one order. Years count from 1969 to 2068, as in POSIX.
  func day(_ order: Notation.Order) -> Day? {
    let (a, b, c) = numbers
    func whole(_ year: Int) -> Int { year < 69 ? 2000 + year : 1900 + year }
    switch order {
    case .monthFirst: return Day(whole(c), a, b)
    case .dayFirst: return Day(whole(c), b, a)
    case .yearFirst: return Day(whole(a), b, c)
    }
  }

  private static func value(_ digits: some Sequence<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } }

  // MARK: Numbers alone

  private static func numbers(_ date: UnsafeRawBufferPointer) -> ((Int, Int, Int), Bool, Bool, Bool)? {
    if date.count == 8, date.allSatisfy(\.isDigit) {
      return ((value(date[0..<4]), value(date[4..<6]), value(date[6..<8])), true, false, false)
    }
    guard (6...10).contains(date.count), let mark = date.first(where: { !$0.isDigit }),
      [UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-")].contains(mark)
    else { return nil }
    let parts = date.split(separator: mark, omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDigit) }) else { return nil }
    let lengths = parts.map(\.count)
    let isYearFirst = lengths[0] == 4
    let isShort = lengths.allSatisfy { $0 <= 2 }
    guard lengths[1] <= 2,
      isShort ? lengths[0] == 2 || lengths[2] == 2 : isYearFirst ? lengths[2] <= 2 : lengths[2] == 4,
      isYearFirst || lengths[0] <= 2
    else { return nil }
    let found = (value(parts[0]), value(parts[1]), value(parts[2]))
    return (found, isYearFirst, mark == UInt8(ascii: ".") && !isShort, isShort)
  }

  // MARK: A month's name

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]

  /// `May 01, 2025`, `Wed, 30 Apr 2025`, `30-Apr-25`: day, month and year, and what stands behind them.
  private static func named(_ raw: UnsafeRawBufferPointer) -> ((Int, Int, Int), rest: UnsafeRawBufferPointer)? {
    var month: Int?
    var found: [(value: Int, length: Int)] = []
    var index = 0
    while index < raw.count, found.count < 2 || month == nil {
      let start = index
      if raw[index].isLetter {
        while index < raw.count, raw[index].isLetter { index += 1 }
        let word = String(decoding: raw.part(start..<index).map(\.lowercasedASCII), as: UTF8.self)
        if let number = Self.month(word) {
          guard month == nil else { return nil }
          month = number
        } else if !isWeekday(word) {
          return nil
        }
      } else if raw[index].isDigit {
        while index < raw.count, raw[index].isDigit { index += 1 }
        guard index - start <= 4 else { return nil }
        found.append((value(raw.part(start..<index)), index - start))
      } else {
        guard [0x20, 0x2C, 0x2D, 0x2E, 0x2F].contains(raw[index]) else { return nil }
        index += 1
      }
    }
    guard let month, found.count == 2 else { return nil }
    let rest = raw.part(index..<raw.count).trimmed
    // A number of four digits is the year; of two short ones the last.
    let yearFirst = found[0].length == 4
    let year = yearFirst ? found[0] : found[1]
    let day = yearFirst ? found[1] : found[0]
    guard day.length <= 2, year.length == 4 || year.length == 2 else { return nil }
    let whole = year.length == 4 ? year.value : year.value < 69 ? 2000 + year.value : 1900 + year.value
    return ((day.value, month, whole), rest.first == 0x2C ? rest.part(1..<rest.count).trimmed : rest)
  }

  private static func month(_ word: String) -> Int? {
    guard word.utf8.count >= 3 else { return nil }
    return months.firstIndex { $0.hasPrefix(word) && ($0 == word || word.utf8.count <= 4) }.map { $0 + 1 }
  }

  private static func isWeekday(_ word: String) -> Bool {
    guard word.utf8.count >= 3 else { return false }
    return ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].contains {
      $0.hasPrefix(word)
    }
  }

  // MARK: Time of day

  /// `H:MM`, `HH:MM`, `HH:MM:SS`, `HH:MM:SS.fff`, with `AM` or `PM` or without, each with `Z`, `+HH:MM`, `+HHMM` or nothing
  /// behind.
  static func clock(_ raw: UnsafeRawBufferPointer) -> (seconds: Int, offset: Int?)? {
    let start = raw.firstIndex(of: 0x3A, in: 0..<raw.count) ?? 0
    guard start == 1 || start == 2, raw.part(0..<start).allSatisfy(\.isDigit) else { return nil }
    var hour = value(raw.part(0..<start))
    func two(_ at: Int) -> Int? {
      guard at + 1 < raw.count, raw[at].isDigit, raw[at + 1].isDigit else { return nil }
      return Int(raw[at] - 0x30) * 10 + Int(raw[at + 1] - 0x30)
    }
    guard hour < 24, let minute = two(start + 1), minute < 60 else { return nil }
    var seconds = minute * 60
    var index = start + 3
    if index < raw.count, raw[index] == 0x3A {
      guard let second = two(index + 1), second < 60 else { return nil }
      seconds += second
      index += 3
      if index < raw.count, raw[index] == 0x2E {
        index += 1
        let first = index
        while index < raw.count, raw[index].isDigit { index += 1 }
        guard index > first else { return nil }
      }
    }
    if index < raw.count, raw[index] == 0x20 { index += 1 }
    if index + 1 < raw.count, raw[index + 1] | 0x20 == UInt8(ascii: "m"),
      raw[index] | 0x20 == UInt8(ascii: "a") || raw[index] | 0x20 == UInt8(ascii: "p")
    {
      guard (1...12).contains(hour), index + 2 == raw.count else { return nil }
      hour = hour % 12 + (raw[index] | 0x20 == UInt8(ascii: "p") ? 12 : 0)
      index += 2
    }
    seconds += hour * 3600
    guard index < raw.count else { return (seconds, nil) }
    if raw[index] | 0x20 == 0x7A { return index + 1 == raw.count ? (seconds, 0) : nil }
    guard raw[index] == 0x2B || raw[index] == 0x2D, let hours = two(index + 1), hours < 24 else { return nil }
    let isSplit = index + 3 < raw.count && raw[index + 3] == 0x3A
    guard let minutes = two(index + (isSplit ? 4 : 3)), minutes < 60, raw.count == index + (isSplit ? 6 : 5)
    else { return nil }
    return (seconds, (hours * 3600 + minutes * 60) * (raw[index] == 0x2D ? -1 : 1))
  }
}

/// What all dates of a file settle together: the order of those whose year has two digits, and whether times of day tell
/// days or moments within them.
struct DateEvidence {
  /// By order, of dates whose year has two digits: the last one and how many lie far from the one before. An order in
  /// which one does not exist is none.
  private var orders: [Notation.Order: (last: Day?, leaps: Int)] = [
    .monthFirst: (nil, 0), .dayFirst: (nil, 0), .yearFirst: (nil, 0),
  ]
  private var hasShort = false
  /// Days: rows of one file that follow each other do not lie further apart, but for where another symbol's begin.
  private static let leap = 40
  /// Times of day without an offset, of which one more than needed is kept.
  private var clocks: Set<Int> = []
  private var last: (date: (Int, Int, Int), clock: Int)?
  private var datesDiffer = false
  /// One date has two times of day.
  private var isWithinDays = false

  /// Seconds of the day at which exchanges close: Shanghai 15:00; New York and Hong Kong 16:00, on half days 13:00 and
  /// 12:00; Hong Kong's auction ends by 16:10.
  private static let closes: Set<Int> = [12 * 3600, 13 * 3600, 15 * 3600, 16 * 3600, 16 * 3600 + 480, 16 * 3600 + 600]

  /// - Parameter time: Seconds of the day in a column beside the date.
  mutating func note(_ text: DateText, time: Int?) {
    if text.isShort {
      hasShort = true
      for (order, known) in orders {
        guard let day = text.day(order) else {
          orders[order] = nil
          continue
        }
        let isLeap = known.last.map { abs($0.days(to: day)) > Self.leap } ?? false
        orders[order] = (day, known.leaps + (isLeap ? 1 : 0))
      }
    }
    guard let clock = time ?? (text.clock?.offset == nil ? text.clock?.seconds : nil) else { return }
    if clocks.count <= Self.closes.count { clocks.insert(clock) }
    if let last {
      if last.date != text.numbers { datesDiffer = true } else if last.clock != clock { isWithinDays = true }
    }
    last = (text.numbers, clock)
  }

  /// The order in which all dates exist and the fewest lie far apart; nil where two are as good.
  var shortOrder: Notation.Order? {
    guard hasShort, let best = orders.values.lazy.map(\.leaps).min() else { return nil }
    let left = orders.filter { $0.value.leaps == best }
    return left.count == 1 ? left.first?.key : nil
  }

  /// Whether times of day are those of bars within days.
  var hasClocks: Bool {
    if isWithinDays { return true }
    return !(clocks.isSubset(of: Self.closes) || (clocks.count == 1 && datesDiffer) || clocks == [0])
  }
}
