import Market

/// Published series as separated values: a date (`date`, FRED's `observation_date`, or `month`) in the first column, or
/// `day`, `month` and `year` in the first three, and a series in each further column. The column's name is its id; the
/// file's name where the column is only called `value`. Between semicolons the decimal mark is that which the whole file
/// shows.
enum ReferenceCSVFormat {
  static let format = Format(
    "FRED CSV and its like", "reference",
    "A date (`date`, `observation_date`, `month`, or `day`, `month`, `year`) and a published series in each column.",
    text: recognise, read: read)

  /// By the header, and by what stands below it where there are rows enough to tell.
  private static func recognise(_ head: TextHead) -> Verdict {
    if let other = OtherTable(head) { return .no("\(other.what), not a published series") }
    guard let layout = layout(of: head.names, stem: head.stem) else { return .no("no date and series only") }
    if isKnown(head.stem, head.known) { return .near("the file is called as a symbol of the watchlist is") }
    if let name = layout.ids.first(where: { names($0, head.known) }) { return .near("\(name.shown) names a symbol") }
    if let name = layout.ids.first(where: isPrice) { return .near("\(name.shown) looks like prices") }
    guard head.rows.count >= 3 else { return .yes }
    for column in layout.first..<layout.width {
      let isWord = head.rows.allSatisfy { row in
        guard column < row.count else { return true }
        return Array(row[column].utf8).withUnsafeBytes { !$0.isMissingValue && Decimal.value($0.withoutUnit) == nil }
      }
      if isWord { return .near("no numbers under \(head.names[column].shown)") }
    }
    return .yes
  }

  private struct Layout {
    enum Date {
      case whole
      /// Columns of day, month and year.
      case parts(Int, Int, Int)
    }

    let date: Date
    /// The first column of values.
    let first: Int
    let width: Int
    let ids: [String]
  }

  /// Whether a column is one of dates, prices, symbols or currencies: such files are none of ours.
  private static func isTaken(_ name: String) -> Bool {
    guard let role = ColumnRole.named(name)?.role else { return ColumnRole.plain(name) == "settle" }
    return role != .exchange
  }

  private static func isKnown(_ name: String, _ known: [String: String]) -> Bool {
    known[name] != nil || known[name.uppercased()] != nil
  }

  /// Whether a word of a name is a symbol of the watchlist (`AMAT US Equity`, `NASDAQ:AMAT`, `Applied (AMAT) - Price`);
  /// between others one of two letters or more, written as it is there.
  private static func names(_ name: String, _ known: [String: String]) -> Bool {
    if isKnown(name, known) { return true }
    return [" _:|/(),'", " _:|/(),'.-"].contains { marks in
      let words = name.split { marks.contains($0) }.map(String.init)
      guard let first = words.first, let last = words.last else { return false }
      return isKnown(first, known) || isKnown(last, known)
        || words.contains { $0.utf8.count > 1 && known[$0] != nil }
    }
  }

  /// Whether its first word or its last is a field of bars (`Open_AMAT`, `amat_close`).
  private static func isPrice(_ name: String) -> Bool {
    let words = name.lowercased().split { " _:|/(),'.-".contains($0) }.map(String.init)
    return words.first.map(fields.contains) == true || words.last.map(fields.contains) == true
  }

  /// Words for prices of a day that no published series has for its first or last.
  private static let fields: Set<String> = [
    "open", "close", "bid", "ask", "ohlc", "kurs", "schlusskurs", "eröffnungskurs", "schluss", "cours", "clôture",
  ]

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    guard let layout = layout(of: table.names, stem: input.stem) else {
      throw Fault("found no header, expected a date and columns of values")
    }
    let origin = Origin(file: input.path, line: table.line)
    let date: Int? = if case .whole = layout.date { 0 } else { nil }
    let hasMarks = table.separator == UInt8(ascii: ";")
    let notation = try Notation(
      of: table, numbers: hasMarks ? Array(layout.first..<layout.width) : [], date: date)
    var columns = layout.ids.map { _ in DatedValues() }
    while try table.next() {
      let reader = table.row
      do throws(Fault) {
        try table.check()
        let day = try day(of: reader, layout, notation)
        for index in columns.indices {
          read(reader, layout.first + index, notation, day, into: &columns[index], &input)
        }
      } catch {
        input.log.add(error, &input.lines)
        for index in columns.indices { columns[index].refuse(nil) }
      }
    }
    return ReferenceFormat.values(
      zip(layout.ids, columns).map { id, values in
        (ReferenceSeries(id: id, label: id, values: values.sorted, origin: origin), values)
      })
  }

  /// One field; a faulty one is refused alone.
  private static func read(
    _ row: CSVReader, _ column: Int, _ notation: Notation, _ day: Day, into values: inout DatedValues,
    _ input: inout FileInput
  ) {
    let raw = row.raw(column).trimmed
    if raw.isMissingValue { return }
    do throws(Fault) {
      let number = notation.number(raw.withoutUnit, expected: "a number like 145.2")
      let value = try row.take(column, number)
      guard values.add(ReferenceSeries.Value(day: day, value: value)) else {
        throw Fault(.line(row.line, column: row.column(column)), DatedValues.twice(day))
      }
    } catch {
      input.log.add(error, &input.lines)
      values.refuse(day)
    }
  }

  private static func day(
    of row: CSVReader, _ layout: Layout, _ notation: Notation
  ) throws(Fault) -> Day {
    switch layout.date {
    case .whole:
      if let day = ReferenceFormat.day(row.raw(0).trimmed) { return day }
      let raw = row.raw(0).trimmed
      if DateText(raw) != nil, case .day(let day) = try row.take(0, notation.stamp(raw)) { return day }
      throw Fault(
        .line(row.line, column: row.column(0)),
        "found \(row.raw(0).shown), expected a date like 2025-05-01, or a month like 2025-05")
    case .parts(let day, let month, let year):
      func part(_ column: Int) -> Int? { Int(String(decoding: row.raw(column).trimmed, as: UTF8.self)) }
      if let day = part(day), let month = part(month), let year = part(year), let found = Day(year, month, day) {
        return found
      }
      let found = row.bytes.part(row.start..<row.fields[2].end)
      throw Fault(.line(row.line, column: 1), "found \(found.shown), expected a day, month and year that exist")
    }
  }

  /// Nil when the header is of something else.
  private static func layout(of header: [String], stem: String) -> Layout? {
    guard (2...256).contains(header.count) else { return nil }
    let header = header.map { name in Array(name.utf8).withUnsafeBytes { String(decoding: $0.trimmed, as: UTF8.self) } }
    let names = header.map { $0.lowercased() }
    let date: Layout.Date
    let first: Int
    if ["date", "observation_date", "month"].contains(names[0]), names[1] != "year", names[1] != "day" {
      (date, first) = (.whole, 1)
    } else if let day = names.prefix(3).firstIndex(of: "day"), let month = names.prefix(3).firstIndex(of: "month"),
      let year = names.prefix(3).firstIndex(of: "year"), names.count > 3
    {
      (date, first) = (.parts(day, month, year), 3)
    } else {
      return nil
    }
    var ids: [String] = []
    for column in first..<names.count {
      let name = header[column]
      guard !isTaken(name) else { return nil }
      guard Array(name.utf8).withUnsafeBytes(isName) else { return nil }
      let id = names[column] == "value" ? stem : name
      guard !ids.contains(id) else { return nil }
      ids.append(id)
    }
    return Layout(date: date, first: first, width: names.count, ids: ids)
  }
}
