import Market

/// Series as statistical offices write them in SDMX-CSV, a row a value: the ECB Data Portal's under their key
/// (`data-api.ecb.europa.eu/service/data/EXR/…?format=csvdata`: `KEY,FREQ,CURRENCY,CURRENCY_DENOM,…,TIME_PERIOD,OBS_VALUE`),
/// and the Bank for International Settlements' exchange rates (`WS_XRU`: `FREQ,REF_AREA,CURRENCY,COLLECTION,…`, units of a
/// currency for a US dollar), with codes alone or with labels (`D: Daily`); answers kept in projects that read them.
enum SDMXRatesFormat {
  static let format = Format(
    "SDMX rates", "reference",
    "KEY, TIME_PERIOD, OBS_VALUE of the ECB Data Portal, or FREQ, REF_AREA, CURRENCY, COLLECTION, … of BIS exchange rates; "
      + "a series for each key.", text: recognise, read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    let names = Set(head.names.map(code))
    guard names.isSuperset(of: ["TIME_PERIOD", "OBS_VALUE"]) else { return .no("no TIME_PERIOD and OBS_VALUE") }
    let hasKey = names.contains("KEY") || names.isSuperset(of: dimensions)
    return hasKey ? .yes : .near("no KEY, and no CURRENCY of BIS rates")
  }

  /// Those of BIS exchange rates, which make their key.
  private static let dimensions = ["FREQ", "REF_AREA", "CURRENCY", "COLLECTION"]

  private struct Layout {
    let key: [Int]
    let time: Int
    let value: Int
    let scale: Int?
    let currency: Int?
    let per: Int?
    let isBIS: Bool

    init?(_ names: [String]) {
      let names = names.map(SDMXRatesFormat.code)
      guard let time = names.firstIndex(of: "TIME_PERIOD"), let value = names.firstIndex(of: "OBS_VALUE") else {
        return nil
      }
      (self.time, self.value) = (time, value)
      scale = names.firstIndex(of: "UNIT_MULT")
      currency = names.firstIndex(of: "CURRENCY")
      per = names.firstIndex(of: "CURRENCY_DENOM")
      if let key = names.firstIndex(of: "KEY") {
        (self.key, isBIS) = ([key], false)
      } else {
        let key = SDMXRatesFormat.dimensions.compactMap { names.firstIndex(of: $0) }
        guard key.count == SDMXRatesFormat.dimensions.count else { return nil }
        (self.key, isBIS) = (key, true)
      }
    }
  }

  private struct Found {
    let id: String
    let label: String
    var values = DatedValues()
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    guard let layout = Layout(table.names) else { throw Fault("found no TIME_PERIOD and OBS_VALUE, expected both") }
    let origin = Origin(file: input.path, line: table.line)
    var found: [Found] = []
    var indexes: [String: Int] = [:]
    while try table.next() {
      let row = table.row
      do throws(Fault) {
        try table.check()
        let parts = layout.key.map { code(row.text($0) ?? "") }
        let id = parts.joined(separator: ".")
        guard parts.allSatisfy({ !$0.isEmpty }), Array(id.utf8).withUnsafeBytes(isName) else {
          throw row.fault(layout.key[0], "the key of a series")
        }
        let index = indexes[id] ?? found.count
        if index == found.count {
          indexes[id] = index
          found.append(Found(id: id, label: label(row, layout) ?? id))
        }
        guard let day = day(row.raw(layout.time)) else {
          found[index].values.refuse(nil)
          throw row.fault(layout.time, "a period like 2025-05-01, 2025-05, 2025-Q2 or 2025")
        }
        let scale = try scale(row, layout.scale)
        row.addValue(layout.value, day, to: &found[index].values, &input) { $0 * scale }
      } catch {
        input.log.add(error, &input.lines)
      }
    }
    let source = layout.isBIS ? "BIS" : "ECB"
    return ReferenceFormat.values(
      found.map { one in
        (
          ReferenceSeries(id: one.id, label: one.label, source: source, values: one.values.sorted, origin: origin),
          one.values
        )
      })
  }

  /// `D` of `D` and of `D: Daily`.
  private static func code(_ text: String) -> String { String(text.prefix { $0 != ":" }) }

  /// `USD per EUR`.
  private static func label(_ row: CSVReader, _ layout: Layout) -> String? {
    guard let currency = layout.currency, let name = row.text(currency).map(code), !name.isEmpty else { return nil }
    let per = layout.isBIS ? "USD" : layout.per.flatMap { row.text($0) }.map(code)
    return per.map { "\(name) per \($0)" }
  }

  /// Ten to the power of `UNIT_MULT`.
  private static func scale(_ row: CSVReader, _ column: Int?) throws(Fault) -> Double {
    guard let column, !row.raw(column).isMissingValue else { return 1 }
    guard let power = Int(code(row.text(column) ?? "")), (0...12).contains(power) else {
      throw row.fault(column, "a power of ten from 0 to 12")
    }
    return (0..<power).reduce(1) { scale, _ in scale * 10 }
  }

  /// The first day of a period.
  private static func day(_ raw: UnsafeRawBufferPointer) -> Day? {
    if let day = ReferenceFormat.day(raw) { return day }
    let parts = String(decoding: raw, as: UTF8.self).split(separator: "-", omittingEmptySubsequences: false)
    guard let year = Int(parts[0]), parts[0].utf8.count == 4 else { return nil }
    if parts.count == 1 { return Day(year, 1, 1) }
    guard parts.count == 2, parts[1].utf8.count == 2, parts[1].first == "Q", let quarter = Int(parts[1].dropFirst()),
      (1...4).contains(quarter)
    else { return nil }
    return Day(year, 3 * quarter - 2, 1)
  }
}
