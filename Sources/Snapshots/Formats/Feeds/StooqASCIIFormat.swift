import Market

/// The "ASCII" files of Stooq's historical data packages: `<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>`
/// and perhaps `<OPENINT>`, for one or several symbols. Only daily bars (`D`) are taken: those within days name no clock.
enum StooqASCIIFormat {
  static let format = Format(
    "Stooq ASCII", "history",
    "`<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,…` of Stooq's packages (save them as `.csv`); daily bars only, AMAT.US is AMAT.",
    text: { head in
      head.header.starts(with: ["<ticker>", "<per>", "<date>", "<time>", "<open>", "<high>", "<low>", "<close>"])
        ? .yes : .no("no <TICKER>, <PER>, <DATE> first")
    }, read: read)

  static func read(_ reading: inout Reading) throws(Fault) -> FileValues {
    var reader = try CSVReader(file: reading.bytes)
    guard try reader.next() else { throw Fault("found nothing, expected CSV") }
    var columns = PriceColumns(reader)
    columns.date = 2
    let width = reader.fields.count
    let notation = Notation(separator: reader.separator)
    var series: [PriceSeries] = []
    var indexes: [String: Int] = [:]
    while try reader.next() {
      var current: Int?
      var day: Day?
      do throws(Fault) {
        try reader.check(width: width)
        guard isName(reader.raw(0)), let name = reader.text(0) else { throw BarsCSVFormat.fault(reader, 0, "a symbol") }
        let symbol = StooqJSONFormat.symbol(of: name)
        let index = indexes[symbol] ?? series.count
        if index == series.count { series.append(PriceSeries(symbol: symbol)) }
        indexes[symbol] = index
        current = index
        guard reader.raw(1).equals("D") else { throw BarsCSVFormat.fault(reader, 1, "D (daily bars)") }
        let stamp = try BarsCSVFormat.value(reader, columns.date, notation.stamp(reader.raw(columns.date)))
        if case .day(let found) = stamp { day = found }
        try series[index].add(
          columns, of: reader, at: stamp, notation, negative: reading.negative.contains(symbol))
      } catch {
        reading.log.add(error, &reading.lines)
        if let current { series[current].refuse(day) }
      }
    }
    return PriceSeries.values(series, .daily, &reading)
  }
}
