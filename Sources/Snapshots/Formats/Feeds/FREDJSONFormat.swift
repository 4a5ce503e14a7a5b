import Market

/// FRED's `series/observations`: `observations` of one series that the answer does not name: the file's name does.
/// Values are text, `.` where missing. `units` is the transformation asked for, `lin` for none.
enum FREDJSONFormat {
  static let format = Format(
    "FRED JSON", "reference", "The observations of one series; the file's name is its id, \".\" is missing.",
    document: { root in .keys(root, "observations", "realtime_start") }, read: read)

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    var read = DatedValues()
    for row in try root.list("observations").elements {
      let day = row.field("date")?.utf8.flatMap { Day(utf8: $0) }
      do throws(Fault) {
        guard let day else { throw (row.field("date") ?? row).fault("a \"date\" like 2025-05-01") }
        guard let value = try row.need("value").figure() else { continue }
        guard read.add(ReferenceSeries.Value(day: day, value: value)) else {
          throw Fault(.offset(row.offset), DatedValues.twice(day))
        }
      } catch {
        input.log.add(error, &input.lines)
        read.refuse(day)
      }
    }
    var unit = ""
    if let units = root.present("units"), units.utf8?.equals("lin") != true { unit = try units.text() }
    let series = ReferenceSeries(
      id: input.stem, label: input.stem, unit: unit, source: "FRED", values: read.sorted,
      origin: input.origin(root))
    return ReferenceFormat.values([(series, read)])
  }
}
