import Market

/// `detente/tariffs/1`: measures with dated steps, and baselines.
enum TariffsFormat {
  static let format = Format(
    "tariffs", "Measures with dated steps, and the baselines below them.", schema: "detente/tariffs/1", read: read)
  private static let rates = 0.0...10_000.0

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    var refused: Set<String> = []
    var lines = input.lines
    let path = input.path
    let measures = input.rows(of: try root.list("measures"), key: "id", refused: &refused) {
      (row, origin) throws(Fault) in
      try measure(row, origin) { Origin(file: path, line: lines.place(at: $0.offset).line) }
    }
    var baselines: [TariffBaseline] = []
    if let list = root.field("baselines"), !list.isNull {
      guard list.isArray else { throw list.fault("a list") }
      baselines = input.rows(of: list, key: "by", refused: &refused) { (row, origin) throws(Fault) in
        try baseline(row, origin)
      }
    }
    let newest = measures.flatMap(\.steps).map { $0.announcedAt ?? Zone.newYork.instant($0.announcedDay) }.max()
    return FileValues(
      .tariffs, TariffBook(measures: measures, baselines: baselines),
      rows: measures.count + baselines.count, newest: newest, refused: refused)
  }

  private static func measure(
    _ row: JSONValue, _ origin: Origin, _ place: (JSONValue) -> Origin
  ) throws(Fault) -> TariffMeasure {
    guard let id = row.field("id") else { throw row.missing("id") }
    guard let by = row.field("by") else { throw row.missing("by") }
    guard let scope = row.field("scope") else { throw row.missing("scope") }
    var on = "all"
    var authority = ""
    var title = ""
    var sectors: [String] = []
    for (key, value) in row.fields where !value.isNull {
      switch key {
      case "on": on = try value.text()
      case "authority": authority = try value.text()
      case "title": title = try value.text()
      case "sectors": sectors = try value.texts()
      default: break
      }
    }
    var steps: [TariffMeasure.Step] = []
    for element in try row.list("steps").elements { steps.append(try step(element, place(element))) }
    return TariffMeasure(
      id: try id.name(), by: try by.choice(Side.self), on: on, authority: authority, title: title,
      scope: try scope.choice(TariffMeasure.Scope.self), sectors: sectors, steps: steps, origin: origin)
  }

  private static func step(_ row: JSONValue, _ origin: Origin) throws(Fault) -> TariffMeasure.Step {
    guard row.isObject else { throw row.fault("an object") }
    guard let effective = row.field("effective") else { throw row.missing("effective") }
    let announcedAt = try row.present("announcedAt")?.instant()
    var announced: Day?
    var time: Instant?
    var rate: Double?
    var state = TariffMeasure.State.inForce
    var until: Day?
    var ifLapsed: Double?
    var verified = true
    var instrument = ""
    var note = ""
    var source = ""
    for (key, value) in row.fields where !value.isNull {
      switch key {
      case "announced": announced = try value.day(of: announcedAt)
      case "time": time = try value.instant()
      case "rate": rate = try value.number(in: rates)
      case "state": state = try value.choice(TariffMeasure.State.self)
      case "until": until = try value.day()
      case "ifLapsed": ifLapsed = try value.number(in: rates)
      case "verified": verified = try value.flag()
      case "instrument": instrument = try value.text()
      case "note": note = try value.text()
      case "status": if note.isEmpty { note = try value.text() }
      case "source": source = try value.text()
      default: break
      }
    }
    return TariffMeasure.Step(
      announced: announced, announcedAt: announcedAt, effective: try effective.day(), time: time, rate: rate,
      state: state, until: until, ifLapsed: ifLapsed, instrument: instrument, note: note, source: source,
      verified: verified, origin: origin)
  }

  private static func baseline(_ row: JSONValue, _ origin: Origin) throws(Fault) -> TariffBaseline {
    guard let by = row.field("by") else { throw row.missing("by") }
    guard let from = row.field("from") else { throw row.missing("from") }
    guard let average = row.field("average") else { throw row.missing("average") }
    var source = ""
    if let field = row.field("source"), !field.isNull { source = try field.text() }
    return TariffBaseline(
      by: try by.choice(Side.self), from: try from.day(), average: try average.number(in: rates), source: source,
      origin: origin)
  }
}
