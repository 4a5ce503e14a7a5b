import Market

/// How a text file writes its numbers and dates, where the fields alone do not tell: the decimal mark, and whether
/// `3/4/2025` is 4 March or 3 April. The whole file settles it or nothing does; then such fields are refused.
struct Notation {
  enum Mark { case dot, comma }
  enum Order { case monthFirst, dayFirst, yearFirst }

  private(set) var mark: Mark?
  private(set) var order: Order?
  /// The order of dates whose year has two digits; nil where the file does not settle it.
  private var shortOrder: Order?
  /// Whether times of day without an offset tell times within days; nil where that was not looked at. They tell days where
  /// all are the same, or those at which exchanges close.
  private var hasClocks: Bool?
  /// What all numbers have for a currency's sign or code; empty for none, nil where that was not looked at.
  private var unit: String?
  /// The separator between fields.
  private let separator: UInt8
  /// The currency that the numbers tell; nil for none, or a sign that several have.
  var currency: String? { unit.flatMap { $0.isEmpty ? nil : NumberText.currency(of: $0) } }

  /// Whether the format has all fields in quotes.
  var isQuoted = false

  /// Other fields than commas separate, or quotes: a comma may be the decimal mark.
  private var allowsCommaMark: Bool { separator != UInt8(ascii: ",") || isQuoted }

  /// As files are that need no look at the whole, or whose format fixes the order.
  init(separator: UInt8, order: Order? = nil) {
    self.separator = separator
    self.order = order
  }

  // MARK: Evidence

  /// Of a table of bars. Most files, with commas, ISO dates and plain numbers in the first row and nothing in quotes, need
  /// no look at the whole.
  /// - Parameter order: That of its dates where the format fixes it, whatever the rows show.
  init(of table: Table, _ layout: PriceTable, order: Order? = nil) throws(Fault) {
    var first = table
    guard try first.next() else {
      self.init(separator: table.separator, order: order)
      return
    }
    let row = first.row
    let isPlain =
      table.separator == UInt8(ascii: ",") && layout.clock == nil && layout.date < row.fields.count
      && Day(utf8: row.raw(layout.date)) != nil
      && layout.prices.all.allSatisfy { column in
        guard column < row.fields.count else { return true }
        return row.raw(column).isMissingValue || Decimal.value(row.raw(column)) != nil
      } && table.bytes.firstIndex(of: UInt8(ascii: "\""), in: row.start..<table.bytes.count) == nil
    if isPlain {
      self.init(separator: table.separator, order: order)
      unit = ""
    } else {
      try self.init(of: table, numbers: layout.prices.all, date: layout.date, clock: layout.clock)
      if let order { (self.order, shortOrder) = (order, nil) }
    }
  }

  /// Looks at every number and date of the rows that are left of a table; throws where two rows contradict each other.
  /// - Parameters:
  ///   - date: The column of dates; nil where there is none to settle.
  ///   - clock: A column of times of day beside it.
  init(of table: Table, numbers: [Int], date: Int?, clock: Int? = nil) throws(Fault) {
    self.init(separator: table.separator)
    var table = table
    var days = DateEvidence()
    while try table.next() {
      let row = table.row
      for column in numbers where column < row.fields.count { try note(number: row.raw(column), row, column) }
      guard let date, date < row.fields.count, let text = DateText(row.raw(date)) else { continue }
      let time = clock.flatMap { $0 < row.fields.count ? DateText.clock(row.raw($0))?.seconds : nil }
      days.note(text, time: time)
      try note(order: text.order, row, date)
    }
    if unit == nil, !numbers.isEmpty { unit = "" }
    hasClocks = days.hasClocks
    shortOrder = days.shortOrder
  }

  /// Whether a time of day beside a date says nothing more than the date: midnight, or the time at which days are told
  /// in all rows.
  func isDay(clock raw: UnsafeRawBufferPointer) -> Bool {
    if raw.isMissingValue || raw.allSatisfy({ $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ":") }) { return true }
    guard hasClocks == false, let clock = DateText.clock(raw) else { return false }
    return clock.offset == nil
  }

  private mutating func note(number raw: UnsafeRawBufferPointer, _ row: CSVReader, _ column: Int) throws(Fault) {
    // Most are digits and one point.
    if mark == .dot, Decimal.value(raw) != nil { return }
    let hasSuffix =
      raw.count > 1 && raw[raw.count - 2].isDigit && Self.suffixes[raw[raw.count - 1] & 0xDF] != nil
    guard let text = NumberText(hasSuffix ? raw.part(0..<raw.count - 1) : raw) else { return }
    let found = text.digits.withUnsafeBytes { Self.mark($0, isGrouped: text.isGrouped) }
    try note(mark: found, row, column)
    guard let unit = text.unit else { return }
    guard self.unit == nil || self.unit == unit else {
      throw row.fault(column, "\(self.unit ?? "") as above (one currency a file)")
    }
    self.unit = unit
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
  private static func mark(_ text: UnsafeRawBufferPointer, isGrouped: Bool = false) -> Mark? {
    if isGrouped, let end = text.lastIndex(where: { $0 == dot || $0 == comma }) {
      return text[end] == dot ? .dot : .comma
    }
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

  // MARK: Numbers

  private static let dot = UInt8(ascii: ".")
  private static let comma = UInt8(ascii: ",")
  private static let suffixes: [UInt8: Double] = [0x4B: 1e3, 0x4D: 1e6, 0x42: 1e9]

  /// What most fields are: a number with a point for a mark, and nothing else. What separates by `;` or tab may group by
  /// points.
  @inline(__always) func plain(_ raw: UnsafeRawBufferPointer) -> Double? {
    mark == .dot || (mark == nil && !allowsCommaMark) ? Decimal.value(raw) : nil
  }

  /// A number, with a currency's sign or code or without, and with apostrophes, blanks, points or commas between groups of
  /// three digits; why it is none otherwise.
  func number(_ raw: UnsafeRawBufferPointer, expected: String) -> Result<Double, Refusal> {
    if let value = plain(raw) { return .success(value) }
    guard let text = NumberText(raw) else { return .failure(.expected(expected)) }
    if let unit = text.unit, let told = self.unit, unit != told {
      return .failure(
        .expected(told.isEmpty ? "\(expected), without a currency as in the first rows" : "\(told) as above"))
    }
    return text.digits.withUnsafeBytes { number($0, isGrouped: text.isGrouped, shown: raw, expected: expected) }
  }

  private func number(
    _ text: UnsafeRawBufferPointer, isGrouped: Bool, shown: UnsafeRawBufferPointer, expected: String
  ) -> Result<Double, Refusal> {
    var plain: [UInt8] = []
    plain.reserveCapacity(text.count)
    let points = text.count { $0 == Self.dot }
    let commas = text.count { $0 == Self.comma }
    if points + commas > 0 {
      guard let found = markOf(text, isGrouped: isGrouped, points: points, commas: commas) else {
        let digits = text.first == UInt8(ascii: "-") ? text.part(1..<text.count) : text
        let isNumber = digits.allSatisfy { $0.isDigit || $0 == Self.dot || $0 == Self.comma }
        return .failure(isNumber ? .message(Self.ambiguous(text)) : .expected(expected))
      }
      let marker = found == .dot ? Self.dot : Self.comma
      guard found == .dot || allowsCommaMark || isGrouped, Self.isGrouped(text, marker: marker) else {
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

  /// The same with K, M or B behind for thousands, millions and billions, or 万 and 亿.
  func volume(_ raw: UnsafeRawBufferPointer) -> Result<Double, Refusal> {
    let expected = "a volume like 7273600"
    for (suffix, scale) in [("万", 1e4), ("亿", 1e8)] as [(StaticString, Double)]
    where raw.count > 3 && raw.part(raw.count - 3..<raw.count).equals(suffix) {
      return number(raw.part(0..<raw.count - 3), expected: expected).map { ($0 * scale).rounded() }
    }
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
  private func markOf(_ text: UnsafeRawBufferPointer, isGrouped: Bool, points: Int, commas: Int) -> Mark? {
    let own = Self.mark(text, isGrouped: isGrouped) ?? (text.contains { $0 | 0x20 == 0x65 } ? .dot : nil)
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
      guard hasClocks.map({ !$0 }) ?? (clock.seconds == 0) else {
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
    if text.isShort {
      guard let shortOrder = shortOrder ?? order else {
        return .failure(
          .message(
            "found \(text.shown), which may be several days, expected rows whose numbers show which is the year, or dates "
              + "like 2025-05-01"))
      }
      return text.day(shortOrder).map { .success($0) } ?? .failure(expected)
    }
    if text.isYearFirst { return Day(a, b, c).map { .success($0) } ?? .failure(expected) }
    let order = text.isDayFirst ? Order.dayFirst : order
    switch order {
    case .dayFirst?: return Day(c, b, a).map { .success($0) } ?? .failure(expected)
    case .monthFirst?: return Day(c, a, b).map { .success($0) } ?? .failure(expected)
    case .yearFirst?, nil:
      guard let first = Day(c, a, b), let second = Day(c, b, a) else { return .failure(expected) }
      if a == b { return .success(first) }
      return .failure(
        .message(
          "found \(text.shown), which may be \(first) or \(second), expected a row whose day is above 12, "
            + "or dates like \(second)"))
    }
  }
}
