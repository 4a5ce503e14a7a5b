import Market

/// The European Central Bank's euro reference rates, `eurofxref-hist.csv` (`Date,USD,JPY,…,`, newest first, `N/A` where there
/// is none) and the day's `eurofxref.csv` (`01 May 2025`), as the Bank's page of reference rates offers them; and what its Data
/// Portal's pages save, `DATE,"TIME PERIOD","US dollar/Euro (EXR.D.USD.EUR.SP00.A)"`. Each is a published series under the
/// portal's key: units of a currency for one euro.
enum EuroRatesFormat {
  static let format = Format(
    "ECB euro rates", "reference",
    "Date, USD, JPY, … of eurofxref, or DATE, TIME PERIOD and series of the Data Portal; each is a series under its key.",
    text: recognise, read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    guard head.header.first == "date" else { return .no("no Date first") }
    if head.header.count > 2, head.header[1] == "time period" { return .yes }
    guard head.names.dropFirst().starts(with: ["USD", "JPY"]) else { return .no("no USD and JPY behind the date") }
    return .yes
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    // With the empty field behind the last comma: a row that lacks a comma elsewhere must not shift its values.
    let width = table.row.fields.count
    let origin = Origin(file: input.path, line: table.line)
    let first = table.header.count > 1 && table.header[1] == "time period" ? 2 : 1
    let names = table.names.dropFirst(first).map(name)
    let notation = Notation(separator: table.separator)
    var read = names.map { _ in DatedValues() }
    while try table.next() {
      do throws(Fault) {
        let row = table.row
        try row.check(width: width)
        guard case .day(let day) = try row.take(0, notation.stamp(row.raw(0))) else {
          throw row.fault(0, "a date like 2025-05-01")
        }
        for index in names.indices { row.addValue(first + index, day, to: &read[index], &input) }
      } catch {
        input.log.add(error, &input.lines)
        for index in read.indices { read[index].refuse(nil) }
      }
    }
    return ReferenceFormat.values(
      zip(names, read).map { name, values in
        (ReferenceSeries(id: name.id, label: name.label, source: "ECB", values: values.sorted, origin: origin), values)
      })
  }

  /// Of `USD` and of `US dollar/Euro (EXR.D.USD.EUR.SP00.A)`.
  private static func name(_ column: String) -> (id: String, label: String) {
    if column.utf8.count == 3 { return ("EXR.D.\(column).EUR.SP00.A", "\(column) per EUR") }
    guard column.hasSuffix(")"), let open = column.lastIndex(of: "(") else { return (column, column) }
    let label = column[..<open]
    let id = column[column.index(after: open)...].dropLast()
    guard Array(id.utf8).withUnsafeBytes(isName) else { return (column, column) }
    return (String(id), label.hasSuffix(" ") ? String(label.dropLast()) : String(label))
  }
}

extension CSVReader {
  /// Adds a number of the row to a published series; a faulty one is refused alone.
  /// - Parameter convert: Makes it one of the series' unit.
  func addValue(
    _ column: Int, _ day: Day, to values: inout DatedValues, _ input: inout FileInput,
    convert: (Double) -> Double = { $0 }
  ) {
    let raw = raw(column).trimmed
    if raw.isMissingValue || raw.equals("NaN") { return }
    do throws(Fault) {
      guard let value = Decimal.value(raw) else { throw fault(column, "a number like 1.1373") }
      guard values.add(ReferenceSeries.Value(day: day, value: convert(value))) else {
        throw fault(column, message: DatedValues.twice(day))
      }
    } catch {
      input.log.add(error, &input.lines)
      values.refuse(day)
    }
  }
}
