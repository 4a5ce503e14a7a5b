import Market

/// Columns of a table with a `date`, each a value a day: of the rows of one country, where the table has several.
struct CountryColumns {
  /// The header's.
  let origin: Origin
  /// By the name of the column; none for a column that the table lacks.
  private(set) var values: [String: DatedValues] = [:]

  /// - Parameters:
  ///   - country: The column of countries, and how it calls the wanted one.
  ///   - convert: Makes a number one of the series' unit.
  /// - Throws: The fault of a table without the columns of dates and countries, or without a row of the country.
  init(
    _ names: [String], of country: (column: String, name: String)?, _ input: inout FileInput,
    convert: (Double) -> Double = { $0 }
  ) throws(Fault) {
    var table = try Table(input.bytes)
    origin = Origin(file: input.path, line: table.line)
    guard let date = table.column("date") else { throw Fault("found no date, expected a column of them") }
    let place = country.flatMap { table.column($0.column) }
    if let country, place == nil { throw Fault("found no \(country.column), expected a column of them") }
    let columns = names.compactMap { name in table.column(name).map { (name, $0) } }
    for (name, _) in columns { values[name] = DatedValues() }
    var rows = 0
    var own = 0
    while try table.next() {
      rows += 1
      let row = table.row
      do throws(Fault) {
        try table.check()
        if let country, let place, !row.raw(place).trimmed.elementsEqual(country.name.utf8) { continue }
        own += 1
        guard let day = Day(utf8: row.raw(date).trimmed) else { throw row.fault(date, "a date like 2025-05-01") }
        for (name, column) in columns {
          row.addValue(column, day, to: &values[name, default: DatedValues()], &input, convert: convert)
        }
      } catch {
        input.log.add(error, &input.lines)
        for (name, _) in columns { values[name]?.refuse(nil) }
      }
    }
    if let country, rows > 0, own == 0, input.log.count == 0 {
      throw Fault("found no row with \(country.column) \(country.name), expected China's")
    }
  }
}
