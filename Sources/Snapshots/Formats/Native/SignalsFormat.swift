import Market

/// `detente/signals/1`: coded political events, in one document or one a line.
enum SignalsFormat {
  /// Most lines of a file: a century has some ten thousand events.
  private static let mostLines = 1_000_000

  static let format = Format(
    "detente/signals/1", "signals", "Coded political events in one document, under `signals`.",
    schema: "detente/signals/1",
    .document(recognise: { root in .keys(root, "signals") }, read: read))

  static let linesFormat = Format(
    "detente/signals/1, lines", "signals", "The same, one object a line (`.jsonl`).", schema: "detente/signals/1",
    .lines(recognise: recognise, read: readLines))

  /// Named by `schema`, or without it by the fields that every record has.
  private static func recognise(_ row: JSONValue) -> Verdict {
    guard row.isObject, row.field("signals") == nil else { return .no("no record of a signal") }
    if let schema = row.field("schema") {
      return schema.utf8?.equals("detente/signals/1") == true ? .yes : .no("another schema")
    }
    let keys: [StaticString] = ["id", "date", "actor", "target", "code"]
    return keys.count { row.field($0) != nil } >= 3 ? .yes : .no("no actor, target and code")
  }

  static func read(_ root: JSONValue, _ input: inout FileInput) throws(Fault) -> FileValues {
    var refused: Set<String> = []
    let signals = input.rows(of: try root.list("signals"), key: "id", refused: &refused) {
      (row, origin) throws(Fault) in
      try signal(row, origin)
    }
    return values(signals, refused)
  }

  /// One object a line. A line that is no JSON refuses the file: it is torn or no such file.
  static func readLines(_ input: inout FileInput) throws(Fault) -> FileValues {
    var signals: [Signal] = []
    var refused: Set<String> = []
    var start = input.bytes.starts(with: "\u{FEFF}") ? 3 : 0
    var line = 0
    while start < input.bytes.count {
      line += 1
      guard line <= Self.mostLines else {
        throw Fault(.line(line, column: 0), "found more than \(Self.mostLines) lines, expected no more")
      }
      let end = input.bytes.firstIndex(of: 0x0A, in: start..<input.bytes.count) ?? input.bytes.count
      defer { start = end + 1 }
      if input.bytes.part(start..<end).trimmed.isEmpty { continue }
      var fault: Fault?
      let origin = Origin(file: input.path, line: line)
      let read = try input.parser.read(input.bytes, start..<end, readable: input.readable) {
        (row) throws(Fault) in
        do throws(Fault) {
          guard row.isObject else { throw row.fault("an object") }
          if let schema = row.field("schema"), schema.utf8?.equals("detente/signals/1") != true {
            throw schema.fault("\"detente/signals/1\"")
          }
          return Optional(try signal(row, origin))
        } catch {
          fault = error
          if let name = row.field("id")?.utf8 { refused.insert(String(decoding: name, as: UTF8.self)) }
          return nil
        }
      }
      if let read { signals.append(read) }
      if let fault { input.log.add(fault, &input.lines) }
    }
    return values(signals, refused)
  }

  private static func values(_ signals: [Signal], _ refused: Set<String>) -> FileValues {
    FileValues(
      .signals, signals, rows: signals.count, newest: signals.lazy.map(\.newestTold).max(), refused: refused)
  }

  private static func signal(_ row: JSONValue, _ origin: Origin) throws(Fault) -> Signal {
    guard let id = row.field("id") else { throw row.missing("id") }
    guard let date = row.field("date") else { throw row.missing("date") }
    guard let actor = row.field("actor") else { throw row.missing("actor") }
    guard let target = row.field("target") else { throw row.missing("target") }
    guard let code = row.field("code") else { throw row.missing("code") }
    let text = try code.text()
    guard let weight = CAMEO.weight(of: text) else { throw code.fault("a CAMEO event code like \"036\"") }
    let time = try row.present("time")?.instant()
    var signal = Signal(
      id: try id.name(), day: try date.day(of: time), time: time, actor: try party(actor),
      target: try party(target), code: text,
      weight: weight, origin: origin)
    var status: JSONValue?
    for (key, value) in row.fields where !value.isNull {
      switch key {
      case "source": signal.source = try value.text()
      case "reliability": signal.reliability = try value.choice(Signal.Reliability.self)
      case "credibility":
        guard let grade = Int(exactly: try value.number(in: 1...6)) else { throw value.fault("a whole number, 1 to 6") }
        signal.credibility = grade
      case "status": status = value
      case "scope": signal.scope = try value.number(in: 0...1)
      case "text": signal.text = try value.text()
      case "url": signal.url = try value.text()
      case "measure": signal.measure = try value.text()
      case "note": signal.note = try value.text()
      case "verified": signal.verified = try value.flag()
      case "machineCoded": signal.isMachineCoded = try value.flag()
      default: break
      }
    }
    if let status { signal.status = try log(status, of: signal) }
    return signal
  }

  /// A country or party code: three or more capital letters.
  private static func party(_ value: JSONValue) throws(Fault) -> String {
    guard let utf8 = value.utf8, (3...15).contains(utf8.count), utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A })
    else { throw value.fault("a party code like \"USA\"") }
    return String(decoding: utf8, as: UTF8.self)
  }

  /// One word holds from the signal's own date; a log is sorted by the moment each entry became known.
  private static func log(_ value: JSONValue, of signal: Signal) throws(Fault) -> [Signal.StatusEntry] {
    guard value.isArray else {
      let status = try value.choice(Signal.Status.self)
      return status == .reported ? [] : [Signal.StatusEntry(day: signal.day, time: signal.time, status: status)]
    }
    var entries: [Signal.StatusEntry] = []
    for row in value.elements {
      guard let date = row.field("date") else { throw row.missing("date") }
      guard let status = row.field("status") else { throw row.missing("status") }
      let time = try row.present("time")?.instant()
      entries.append(
        Signal.StatusEntry(
          day: try date.day(of: time), time: time, status: try status.choice(Signal.Status.self)))
    }
    // Sorting is stable: of two entries of one moment the later in the file holds.
    entries.sort { $0.known < $1.known }
    return entries
  }
}

extension Signal {
  /// The newest moment of the record, a date from its first minute: what is dated today is not of later.
  fileprivate var newestTold: Instant {
    let told = status.map { $0.time ?? Zone.newYork.instant($0.day) }
    return told.reduce(time ?? Zone.newYork.instant(day), max)
  }

  /// The newest moment that the record knows of: its own or that of its last status.
  var latest: Instant { max(known, status.last?.known ?? known) }
}
