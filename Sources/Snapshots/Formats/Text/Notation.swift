import Market

/// How a text file writes its numbers and dates, where the fields alone do not tell: the decimal mark, and whether
/// `3/4/2025` is 4 March or 3 April. The whole file settles it or nothing does; then such fields are refused.
struct Notation {
  enum Mark { case dot, comma }
  enum Order { case monthFirst, dayFirst }

  private(set) var mark: Mark?
  private(set) var order: Order?
  /// Some row tells a time of day without its offset: a midnight is no day then.
  private var hasClocks = false
  /// The separator between fields.
  private let separator: UInt8
  /// Other fields than commas separate: a comma may be the decimal mark.
  private var allowsCommaMark: Bool { separator != UInt8(ascii: ",") }

  /// As files are that need no look at the whole, or whose format fixes the order.
  init(separator: UInt8, order: Order? = nil) {
    self.separator = separator
    self.order = order
  }

  // MARK: Evidence

  /// Of a table of bars. Most files, with commas, ISO dates and nothing in quotes, need no look at the whole.
  init(of table: Table, _ layout: PriceTable) throws(Fault) {
    var first = table
    let hasRow = try first.next()
    let isPlain =
      table.separator == UInt8(ascii: ",") && layout.clock == nil && hasRow && layout.date < first.row.fields.count
      && Day(utf8: first.row.raw(layout.date)) != nil
      && table.bytes.firstIndex(of: UInt8(ascii: "\""), in: first.row.start..<table.bytes.count) == nil
    if isPlain || !hasRow {
      self.init(separator: table.separator)
    } else {
      try self.init(of: table, numbers: layout.prices.all, date: layout.date, clock: layout.clock)
    }
  }

  /// Looks at every number and date of the rows that are left of a table; throws where two rows contradict each other.
  /// - Parameters:
  ///   - date: The column of dates; nil where there is none to settle.
  ///   - clock: A column of times of day beside it.
  init(of table: Table, numbers: [Int], date: Int?, clock: Int? = nil) throws(Fault) {
    self.init(separator: table.separator)
    var table = table
    while try table.next() {
      let row = table.row
      for column in numbers where column < row.fields.count {
        try note(mark: Self.mark(row.raw(column).withoutUnit), row, column)
      }
      guard let date, date < row.fields.count, let text = DateText(row.raw(date)) else { continue }
      if let clock = text.clock, clock.offset == nil, clock.seconds != 0 { hasClocks = true }
      try note(order: Self.order(text), row, date)
    }
  }

  /// Whether a time of day beside a date says nothing more than the date.
  func isDay(clock raw: UnsafeRawBufferPointer) -> Bool {
    raw.isMissingValue || raw.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ":") }
  }

  private mutating func note(mark found: Mark?, _ reader: CSVReader, _ column: Int) throws(Fault) {
    guard let found else { return }
    guard mark == nil || mark == found else {
      throw Fault(
        .line(reader.line, column: reader.column(column)),
        "found \(reader.raw(column).shown), expected \(mark == .dot ? "a decimal point" : "a decimal comma") as above")
    }
    mark = found
  }

  private mutating func note(order found: Order?, _ reader: CSVReader, _ column: Int) throws(Fault) {
    guard let found else { return }
    guard order == nil || order == found else {
      throw Fault(
        .line(reader.line, column: reader.column(column)),
        "found \(reader.raw(column).shown), expected \(order == .dayFirst ? "day/month" : "month/day") as above")
    }
    order = found
  }

  /// Which decimal mark a number proves; nil when it may be either.
  private static func mark(_ text: UnsafeRawBufferPointer) -> Mark? {
    let digits = text.first == UInt8(ascii: "-") ? text.part(1..<text.count) : text
    let last = digits.last.map { suffixes[$0] != nil } == true ? digits.part(0..<digits.count - 1) : digits
    let dots = last.count { $0 == dot }
    let commas = last.count { $0 == comma }
    guard dots + commas > 0, last.allSatisfy({ $0.isDigit || $0 == dot || $0 == comma }),
      let end = last.lastIndex(where: { $0 == dot || $0 == comma })
    else { return nil }
    let isDot = last[end] == dot
    // Both, or one several times: the last of both is the mark; one that repeats is none.
    if dots > 0, commas > 0 { return isDot ? .dot : .comma }
    if dots + commas > 1 { return isDot ? .comma : .dot }
    if last.count - end - 1 == 3, (1...3).contains(end), last[0] != UInt8(ascii: "0") { return nil }
    return isDot ? .dot : .comma
  }

  /// Which order a date of two small numbers and a year proves; nil when it may be either.
  private static func order(_ parts: DateText) -> Order? {
    guard !parts.isYearFirst, !parts.hasDots else { return nil }
    if parts.numbers.0 > 12 { return .dayFirst }
    return parts.numbers.1 > 12 ? .monthFirst : nil
  }

  // MARK: Numbers

  private static let dot = UInt8(ascii: ".")
  private static let comma = UInt8(ascii: ",")
  private static let suffixes: [UInt8: Double] = [0x4B: 1e3, 0x4D: 1e6, 0x42: 1e9]

  /// What most fields are: a number with a point for a mark, and nothing else. What separates by `;` or tab may group by
  /// points.
  func plain(_ raw: UnsafeRawBufferPointer) -> Double? {
    mark == .dot || (mark == nil && !allowsCommaMark) ? Decimal.value(raw) : nil
  }

  /// A number, `$` glued on or not; why it is none otherwise.
  func number(_ raw: UnsafeRawBufferPointer, expected: String) -> Result<Double, Refusal> {
    if let value = plain(raw) { return .success(value) }
    var text = raw
    if text.first == UInt8(ascii: "$") { text = text.part(1..<text.count) }
    var plain: [UInt8] = []
    plain.reserveCapacity(text.count)
    let points = text.count { $0 == Self.dot }
    let commas = text.count { $0 == Self.comma }
    if points + commas > 0 {
      guard let found = markOf(text, points: points, commas: commas) else {
        return .failure(.message(Self.ambiguous(text)))
      }
      let marker = found == .dot ? Self.dot : Self.comma
      guard found == .dot || allowsCommaMark, Self.isGrouped(text, marker: marker) else {
        let isComma = found == .comma && !allowsCommaMark
        return .failure(
          .expected(isComma ? "a decimal point (a decimal comma needs ; or tab between fields)" : expected))
      }
      for byte in text where byte == marker || (byte != Self.dot && byte != Self.comma) {
        plain.append(byte == marker ? Self.dot : byte)
      }
    } else {
      plain.append(contentsOf: text)
    }
    guard let value = plain.withUnsafeBytes(Decimal.value) else { return .failure(.expected(expected)) }
    return .success(value)
  }

  /// The same with K, M or B behind for thousands, millions and billions.
  func volume(_ raw: UnsafeRawBufferPointer) -> Result<Double, Refusal> {
    let expected = "a volume like 7273600"
    if let last = raw.last, let scale = Self.suffixes[last & 0xDF] {
      return number(raw.part(0..<raw.count - 1), expected: expected).flatMap {
        let value = ($0 * scale).rounded()
        return value.isFinite ? .success(value) : .failure(.expected(expected))
      }
    }
    // Where fields are separated by commas and a volume is whole, one group of three is a group.
    if !allowsCommaMark, raw.count > 4, raw.contains(Self.comma), !raw.contains(Self.dot),
      Self.isGrouped(raw, marker: Self.dot)
    {
      let digits = raw.filter { $0 != Self.comma }
      if let value = digits.withUnsafeBytes(Decimal.value) { return .success(value) }
    }
    return number(raw, expected: expected)
  }

  enum Refusal: Error {
    /// What was expected instead of the field.
    case expected(String)
    /// The whole message.
    case message(String)
  }

  /// The mark in a number with points or commas; nil when it may be either.
  private func markOf(_ text: UnsafeRawBufferPointer, points: Int, commas: Int) -> Mark? {
    let own = Self.mark(text) ?? (text.contains { $0 | 0x20 == 0x65 } ? .dot : nil)
    if let mark, let own, own != mark {
      // The file has one mark; a number that proves the other is refused by its grouping.
      return mark
    }
    return own ?? mark
  }

  /// Whether what is not the mark stands before it, between groups of three digits.
  private static func isGrouped(_ text: UnsafeRawBufferPointer, marker: UInt8) -> Bool {
    let end = text.firstIndex(of: marker) ?? text.count
    let group = marker == dot ? comma : dot
    guard !text[end...].contains(group) else { return false }
    var start = text.first == UInt8(ascii: "-") ? 1 : 0
    var isFirst = true
    while true {
      let next = text[start..<end].firstIndex(of: group) ?? end
      let length = next - start
      if isFirst, next == end { return length > 0 }
      guard isFirst ? (1...3).contains(length) && text[start] != UInt8(ascii: "0") : length == 3,
        text[start..<next].allSatisfy(\.isDigit)
      else { return false }
      if next == end { return true }
      start = next + 1
      isFirst = false
    }
  }

  private static func ambiguous(_ text: UnsafeRawBufferPointer) -> String {
    let digits = String(decoding: text.filter { $0 != dot && $0 != comma }, as: UTF8.self)
    let decimal = String(decoding: text.map { $0 == comma ? dot : $0 }, as: UTF8.self)
    return "found \(text.shown), which may be \(decimal) or \(digits), expected numbers of which one shows the mark"
  }

  // MARK: Dates

  /// A day, or a moment where the field tells a time of day and its offset, or an epoch. `midnight` is the date as it
  /// is written where the time of day is 00:00.
  enum Stamp {
    case day(Day)
    case moment(Instant, midnight: Day? = nil)
  }

  func stamp(_ raw: UnsafeRawBufferPointer) -> Result<Stamp, Refusal> {
    if let day = Day(utf8: raw) { return .success(.day(day)) }
    let expected = Refusal.expected("a date like 2025-05-01, or a time like 2025-05-01T13:30:00Z")
    if let instant = Instant(rfc3339: raw) {
      let day = Day(utf8: raw.part(0..<10))
      return .success(.moment(instant, midnight: raw.part(11..<19).equals("00:00:00") ? day : nil))
    }
    if raw.allSatisfy(\.isDigit), let number = Int64(String(decoding: raw, as: UTF8.self)) {
      if raw.count == 8 { return Self.compact(number).map { .success(.day($0)) } ?? .failure(expected) }
      return Self.epoch(number, digits: raw.count).map { .success(.moment($0)) } ?? .failure(expected)
    }
    guard let text = DateText(raw) else { return .failure(expected) }
    switch day(text) {
    case .failure(let refusal): return .failure(refusal)
    case .success(let day):
      guard let clock = text.clock else { return .success(.day(day)) }
      if let offset = clock.offset {
        let seconds = Int64(day.number) * 86400 + Int64(clock.seconds - offset)
        return .success(.moment(Instant(seconds: seconds), midnight: clock.seconds == 0 ? day : nil))
      }
      guard clock.seconds == 0, !hasClocks else {
        return .failure(.expected("a time with its offset, like 2025-05-01T09:30:00-04:00"))
      }
      return .success(.day(day))
    }
  }

  /// `20250501`.
  private static func compact(_ number: Int64) -> Day? {
    Day(Int(number / 10000), Int(number / 100 % 100), Int(number % 100))
  }

  /// An epoch of 9 digits or more, until the year 2200. `202505010930` and its like (12, 14 or 17 digits) are times of
  /// day without an offset: epochs of so many digits lie in 1976 or far ahead.
  private static func epoch(_ number: Int64, digits: Int) -> Instant? {
    guard digits >= 9, let instant = Instant(epoch: number), instant.seconds < 7_258_118_400 else { return nil }
    let isClock =
      digits == 12 && (19..<22).contains(number / 10_000_000_000) && compact(number / 10000) != nil
      && number / 100 % 100 < 24 && number % 100 < 60
    return isClock ? nil : instant
  }

  private func day(_ text: DateText) -> Result<Day, Refusal> {
    let (a, b, c) = text.numbers
    let expected = Refusal.expected("a date that exists, like 2025-05-01")
    if text.isYearFirst { return Day(a, b, c).map { .success($0) } ?? .failure(expected) }
    let order = text.hasDots ? Order.dayFirst : order
    switch order {
    case .dayFirst?: return Day(c, b, a).map { .success($0) } ?? .failure(expected)
    case .monthFirst?: return Day(c, a, b).map { .success($0) } ?? .failure(expected)
    case nil:
      guard let first = Day(c, a, b), let second = Day(c, b, a) else { return .failure(expected) }
      if a == b { return .success(first) }
      return .failure(
        .message(
          "found \(text.shown), which may be \(first) or \(second), expected a row whose day is above 12, "
            + "or dates like \(second)"))
    }
  }
}

/// A date of three numbers, one a year of four digits, with or without a time of day behind it.
private struct DateText {
  let numbers: (Int, Int, Int)
  let isYearFirst: Bool
  /// Separated by points: day, month, year.
  let hasDots: Bool
  /// Seconds since midnight, and those east of UTC where told.
  let clock: (seconds: Int, offset: Int?)?
  let shown: String

  init?(_ raw: UnsafeRawBufferPointer) {
    let end = raw.firstIndex { $0 == 0x20 || $0 == UInt8(ascii: "T") } ?? raw.count
    let date = raw.part(0..<end)
    guard (8...10).contains(date.count), let mark = date.first(where: { !$0.isDigit }),
      [UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-")].contains(mark)
    else { return nil }
    let parts = date.split(separator: mark, omittingEmptySubsequences: false)
    guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDigit) }) else { return nil }
    let lengths = parts.map(\.count)
    isYearFirst = lengths[0] == 4
    guard lengths.count(where: { $0 == 4 }) == 1, lengths[1] <= 2, isYearFirst ? lengths[2] <= 2 : lengths[2] == 4,
      isYearFirst || lengths[0] <= 2
    else { return nil }
    func value(_ part: Int) -> Int { parts[part].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
    numbers = (value(0), value(1), value(2))
    hasDots = mark == UInt8(ascii: ".")
    shown = date.shown
    if end == raw.count {
      clock = nil
    } else {
      guard let found = Self.clock(raw.part(end + 1..<raw.count)) else { return nil }
      clock = found
    }
  }

  /// `HH:MM`, `HH:MM:SS`, `HH:MM:SS.fff`, each with `Z`, `+HH:MM`, `+HHMM` or nothing behind.
  private static func clock(_ raw: UnsafeRawBufferPointer) -> (Int, Int?)? {
    func two(_ at: Int) -> Int? {
      guard at + 1 < raw.count, raw[at].isDigit, raw[at + 1].isDigit else { return nil }
      return Int(raw[at] - 0x30) * 10 + Int(raw[at + 1] - 0x30)
    }
    guard let hour = two(0), hour < 24, raw.count >= 5, raw[2] == 0x3A, let minute = two(3), minute < 60
    else { return nil }
    var seconds = hour * 3600 + minute * 60
    var index = 5
    if index < raw.count, raw[index] == 0x3A {
      guard let second = two(6), second < 60 else { return nil }
      seconds += second
      index = 8
      if index < raw.count, raw[index] == 0x2E {
        index += 1
        let first = index
        while index < raw.count, raw[index].isDigit { index += 1 }
        guard index > first else { return nil }
      }
    }
    if index < raw.count, raw[index] == 0x20 { index += 1 }
    guard index < raw.count else { return (seconds, nil) }
    if raw[index] | 0x20 == 0x7A { return index + 1 == raw.count ? (seconds, 0) : nil }
    guard raw[index] == 0x2B || raw[index] == 0x2D, let hours = two(index + 1), hours < 24 else { return nil }
    let isSplit = index + 3 < raw.count && raw[index + 3] == 0x3A
    guard let minutes = two(index + (isSplit ? 4 : 3)), minutes < 60, raw.count == index + (isSplit ? 6 : 5)
    else { return nil }
    return (seconds, (hours * 3600 + minutes * 60) * (raw[index] == 0x2D ? -1 : 1))
  }
}
