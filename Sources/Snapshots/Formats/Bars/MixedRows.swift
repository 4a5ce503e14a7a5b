import Market

/// Finds rows of several symbols in what would become one series, where no column is known to tell them apart: a column
/// of words that change from row to row, dates that stand twice with other words or with prices far apart. Such a file is
/// refused.
struct MixedRows {
  /// Plain names of columns whose words tell nothing of whose a row is.
  static let isRemark: Set<String> = [
    "note", "notes", "comment", "comments", "remark", "remarks", "event", "events", "news",
    "headline", "status", "flag", "flags", "signal", "signals", "trend", "pattern", "weekday", "dayofweek", "dow",
    "session", "condition", "conditions", "quality", "url", "备注", "星期",
  ]

  /// Words that days, trends and the like are told by.
  private static let isCommonWord: Set<String> = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "buy", "sell", "hold",
    "long", "short", "up", "down", "flat", "bull", "bear", "bullish", "bearish", "pre", "post", "regular", "rth", "eth",
    "yes", "no", "y", "n", "t", "f", "true", "false", "ok", "open", "closed", "high", "low", "final", "preliminary",
  ]

  /// A column without a role, as far as its words may be symbols.
  private struct Column {
    let index: Int
    var first: Range<Int>?
    /// The first field that differs from the first.
    var second: (field: Range<Int>, line: Int, column: Int)?
    /// Every row has a word there, and one of them is no common word.
    var isFilled = true
    var isCommon = true
    /// Whether numbers are words there, as its name tells.
    let isCode: Bool
    /// Of such a column, while they are few.
    var codes: Set<Int> = []
    var rows = 0
  }

  /// Names of numbers that are no paper's.
  private static let isCount = ["day", "week", "month", "quarter", "year", "date", "row", "line"]

  /// Whether a name is that of ids (`instrument_token`, `paper_no`).
  private static func isCode(_ name: String) -> Bool {
    let plain = ColumnRole.plain(name)
    return ["id", "code", "token", "no"].contains { plain.hasSuffix($0) } && !plain.hasSuffix("bid")
      && !plain.hasSuffix("mid") && !isCount.contains { plain.hasPrefix($0) }
  }

  private let layout: PriceTable
  /// The table as it stands before its rows.
  private let top: Table
  private var columns: [Column]
  /// By series: the last row's stamp, and whether stamps ascend.
  private var order: [(last: Int64, ascends: Bool?)] = []
  private var mayRepeat = false

  init(_ layout: PriceTable, _ top: Table) {
    self.layout = layout
    self.top = top
    columns = layout.others(in: top.names).map { Column(index: $0, isCode: Self.isCode(top.names[$0])) }
  }

  // MARK: While rows are read

  /// Notes the words of a row that is read.
  @inline(__always) mutating func note(_ row: CSVReader) {
    if !columns.isEmpty { noteWords(row) }
  }

  private mutating func noteWords(_ row: CSVReader) {
    for index in columns.indices where columns[index].isFilled {
      let field = row.fields[columns[index].index]
      // Nearly all are numbers.
      if !columns[index].isCode, field.end > field.start, row.bytes[field.start] != 0x30,
        row.bytes[field.start].isDigit,
        row.bytes[field.end - 1].isDigit
      {
        columns[index].isFilled = false
        continue
      }
      note(row, field.start..<field.end, &columns[index])
    }
  }

  private func note(_ row: CSVReader, _ field: Range<Int>, _ column: inout Column) {
    let raw = row.bytes.part(field)
    if column.isCode, Self.isNumber(raw) {
      var hasher = Hasher()
      hasher.combine(bytes: raw)
      column.rows += 1
      if column.codes.count < 4096 { column.codes.insert(hasher.finalize()) }
    } else if !Self.isWord(raw) {
      return column.isFilled = false
    }
    if column.isCommon {
      let word = String(decoding: raw.map(\.lowercasedASCII), as: UTF8.self)
      column.isCommon = Self.isCommonWord.contains(word)
    }
    guard let first = column.first else { return column.first = field }
    if column.second == nil, !raw.equals(row.bytes.part(first)) {
      column.second = (field, row.line, row.column(column.index))
    }
  }

  /// Notes when the row of a series is; rows that are not in order may tell one day twice.
  @inline(__always) mutating func note(_ stamp: Notation.Stamp, _ series: Int) {
    let stamp: Int64 =
      switch stamp {
      case .day(let day): Int64(day.number)
      case .moment(let time, _): time.milliseconds
      }
    while order.count <= series { order.append((stamp, nil)) }
    let (last, ascends) = order[series]
    if stamp == last, ascends == nil {
      // The first row, or one that stands twice at once.
      if isFirst(series) { return }
      mayRepeat = true
    } else if let ascends {
      if stamp == last || (stamp > last) != ascends { mayRepeat = true }
    } else {
      order[series].ascends = stamp > last
    }
    order[series].last = stamp
  }

  private var seen: Set<Int> = []
  private mutating func isFirst(_ series: Int) -> Bool { seen.insert(series).inserted }

  // MARK: At the end

  /// - Parameters:
  ///   - owner: Whose all rows would be, where no column tells a symbol.
  ///   - notation: That of the rows.
  /// - Throws: The fault of rows that are of several symbols, or of another symbol of the desk than their owner.
  func check(_ owner: String?, _ notation: Notation, _ input: inout FileInput) throws(Fault) {
    if let owner {
      let bytes = top.bytes
      for column in columns {
        guard column.isFilled, !column.isCommon, let first = column.first else { continue }
        guard let second = column.second else {
          input.asksDesk = true
          guard let other = other(bytes.part(first), owner, input.symbols) else { continue }
          throw Fault(
            .line(top.line, column: 0),
            "found \(other) in all rows under \(top.names[column.index].shown), expected rows of \(owner) as the file is "
              + "called, or a column that is called symbol")
        }
        // Numbers that never stand twice count the rows.
        if column.rows > 0, column.codes.count == column.rows { continue }
        throw Fault(
          .line(second.line, column: second.column),
          "found \(bytes.part(second.field).shown) after \(bytes.part(first).shown) under \(top.names[column.index].shown), "
            + "expected rows of one symbol, or a column that is called symbol")
      }
    }
    if mayRepeat { try checkRepeats(notation) }
  }

  /// A word that is a symbol of the desk and of another paper than the owner.
  private func other(_ word: UnsafeRawBufferPointer, _ owner: String, _ known: [String: String]) -> String? {
    let word = String(decoding: word.trimmed, as: UTF8.self)
    guard word.uppercased() != owner.uppercased(), let paper = known[word] ?? known[word.uppercased()] else {
      return nil
    }
    if paper == known[owner] { return nil }
    guard let code = ListedCode(owner) else { return word }
    return known.contains { $0.value == paper && ListedCode($0.key) == code } ? nil : word
  }

  /// A whole number, perhaps with the fraction that a table of numbers gives it.
  private static func isNumber(_ raw: UnsafeRawBufferPointer) -> Bool {
    guard let value = Decimal.value(raw) else { return false }
    return value == value.rounded() && value >= 0
  }

  private struct Known {
    let line: Int
    let words: Int
    let close: Double?
  }

  /// Looks at all rows again: what one symbol and time tell twice must have the same words and prices that are near.
  private func checkRepeats(_ notation: Notation) throws(Fault) {
    var table = top
    var known: [Int: Known] = [:]
    var repeated: Set<Int> = []
    var far: [Int: (line: Int, before: Int)] = [:]
    while try table.next() {
      let row = table.row
      guard (try? table.check()) != nil else { continue }
      let found = Known(line: row.line, words: words(of: row), close: close(of: row, notation))
      let key = key(of: row)
      guard let before = known[key] else {
        known[key] = found
        continue
      }
      guard before.words == found.words else {
        throw Fault(
          .line(row.line, column: 0),
          "found the time of line \(before.line) again with other words beside it, expected rows of one symbol, or a "
            + "column that is called symbol")
      }
      repeated.insert(key)
      if let close = found.close, let other = before.close, abs(close - other) > 0.1 * max(abs(close), abs(other)) {
        far[key] = far[key] ?? (row.line, before.line)
      }
    }
    guard far.count > 1, far.count * 2 > repeated.count, let first = far.values.min(by: { $0.line < $1.line })
    else { return }
    throw Fault(
      .line(first.line, column: 0),
      "found the time of line \(first.before) again with another price, as \(far.count) times are, expected rows of one "
        + "symbol, or a column that is called symbol")
  }

  private func key(of row: CSVReader) -> Int {
    var hasher = Hasher()
    for column in [layout.symbol, layout.exchange, layout.date, layout.clock] {
      if let column { hasher.combine(bytes: row.raw(column)) }
      hasher.combine(0 as UInt8)
    }
    return hasher.finalize()
  }

  private func words(of row: CSVReader) -> Int {
    var hasher = Hasher()
    for column in columns
    where Self.isWord(row.raw(column.index)) || column.isCode && column.codes.count < column.rows {
      hasher.combine(column.index)
      hasher.combine(bytes: row.raw(column.index))
    }
    return hasher.finalize()
  }

  private func close(of row: CSVReader, _ notation: Notation) -> Double? {
    guard let column = layout.prices.close ?? layout.prices.adjusted else { return nil }
    return try? row.price(column, notation, negative: true)
  }

  /// Whether a field may be a symbol or a name: no number, date or time, and not missing. A number with zeros before it
  /// is a code.
  static func isWord(_ raw: UnsafeRawBufferPointer) -> Bool {
    guard !raw.isMissingValue, let first = raw.first else { return false }
    if first.isDigit {
      if raw.allSatisfy(\.isDigit) { return first == 0x30 && raw.count > 1 }
      // Of dates and times, and of volumes like `5.06M`.
      if raw.contains(where: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") }) {
        return false
      }
      return raw.count { $0.isLetter || $0 >= 0x80 } > 1 && Decimal.value(raw) == nil
    }
    return raw.contains { $0.isLetter || $0 >= 0x80 } && Decimal.value(raw.withoutUnit) == nil
      && !raw.equals("NaN") && !raw.equals("nan")
  }
}
