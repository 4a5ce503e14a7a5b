import Market

/// `detente/reference/1`: series published by others, several under `series` or one at the top level.
enum ReferenceFormat {
  static let format = Format(
    "reference", "Series published by others: `id`, `label`, `unit`, `source`, `values`.",
    schema: "detente/reference/1", read: read)

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    guard root.field("series") != nil else {
      let line = input.lines.place(at: root.offset).line
      return values([try series(root, Origin(file: input.path, line: line), &input)])
    }
    var found: [(ReferenceSeries, DatedValues)] = []
    var refused: Set<String> = []
    for element in try root.list("series").elements {
      let origin = input.origin(element)
      do throws(Fault) {
        guard element.isObject else { throw element.fault("an object") }
        found.append(try series(element, origin, &input))
      } catch {
        input.log.add(error, &input.lines)
        if let name = element.field("id")?.utf8 { refused.insert(String(decoding: name, as: UTF8.self)) }
      }
    }
    var values = values(found)
    values.refusals.ids.formUnion(refused)
    return values
  }

  /// The values of a file of series with their refused days.
  static func values(_ series: [(series: ReferenceSeries, read: DatedValues)]) -> FileValues {
    var values = FileValues(.references, series.map(\.series))
    for (series, read) in series {
      values.rows += series.values.count
      values.newest = later(values.newest, series.values.last.map { Zone.newYork.instant($0.day) })
      if read.hasRefused { values.refusals.ids.insert(series.id) }
      if !read.refused.isEmpty { values.refusals.days[series.id] = read.refused }
    }
    return values
  }

  private static func series(
    _ row: JSONValue, _ origin: Origin, _ input: inout FileInput
  ) throws(Fault) -> (ReferenceSeries, DatedValues) {
    guard let id = row.field("id") else { throw row.missing("id") }
    let name = try id.name()
    var label = name
    var unit = ""
    var source = ""
    var note = ""
    var side: Side?
    var verified = true
    for (key, value) in row.fields where !value.isNull {
      switch key {
      case "label": label = try value.text()
      case "unit": unit = try value.text()
      case "source": source = try value.text()
      case "note": note = try value.text()
      case "side": side = try value.choice(Side.self)
      case "verified": verified = try value.flag()
      default: break
      }
    }
    var read = DatedValues()
    for element in try row.list("values").elements {
      do throws(Fault) {
        guard let value = try value(element, verified) else { continue }
        guard read.add(value) else { throw Fault(.offset(element.offset), DatedValues.twice(value.day)) }
      } catch {
        input.log.add(error, &input.lines)
        read.refuse(element.field("date")?.utf8.flatMap(day))
      }
    }
    let series = ReferenceSeries(
      id: name, label: label, unit: unit, source: source, note: note, side: side, verified: verified,
      values: read.sorted,
      origin: origin)
    return (series, read)
  }

  /// Nil where the value is missing.
  private static func value(_ row: JSONValue, _ verified: Bool) throws(Fault) -> ReferenceSeries.Value? {
    guard row.isObject else { throw row.fault("an object") }
    guard let date = row.field("date") else { throw row.missing("date") }
    guard let day = date.utf8.flatMap(day) else { throw date.fault("a date like 2025-05-01, or a month like 2025-05") }
    guard let value = row.field("value"), !value.isNull else { return nil }
    let number = try value.number()
    guard let flag = row.field("verified"), !flag.isNull else {
      return ReferenceSeries.Value(day: day, value: number, verified: verified)
    }
    return ReferenceSeries.Value(day: day, value: number, verified: try flag.flag())
  }

  /// `2025-05-01`, or the first of `2025-05`.
  static func day(_ bytes: UnsafeRawBufferPointer) -> Day? {
    if let day = Day(utf8: bytes) { return day }
    guard bytes.count == 7 else { return nil }
    return Day(String(decoding: bytes, as: UTF8.self) + "-01")
  }
}
