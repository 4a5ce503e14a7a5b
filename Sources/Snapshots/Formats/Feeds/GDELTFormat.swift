import Market

/// Event exports of GDELT 1.0 (57 fields, 58 with the address of the source, as since April 2013) and 2.0 (61 fields):
/// tab-separated, no header, no quoting. Only events between the USA and China are taken, as machine-coded signals that
/// are known from the moment GDELT added them; of a day's events with the same actors and root code only the first.
/// (The GDELT Event Database: Data Format Codebook 1.03 and 2.0; its `FeatureID` fields make the difference.)
enum GDELTFormat {
  static let format = Format(
    "GDELT events", "signals",
    "Event exports of GDELT 1.0 and 2.0: events between USA and CHN, one a day for actors and root code, at F3 and "
      + "scope 0.25; background unless the watchlist says `machineCoded: true`.",
    text: recognise, read: read)

  /// Fields by their number from 0, the same in both versions.
  private enum Field {
    static let id = 0
    static let day = 1
    static let actor = 7
    static let target = 17
    static let code = 26
  }

  private struct Version {
    let name: String
    /// When GDELT added the event.
    let added: Int
    let url: Int?

    init?(fields: Int) {
      switch fields {
      case 57: (name, added, url) = ("GDELT 1.0", 56, nil)
      case 58: (name, added, url) = ("GDELT 1.0", 56, 57)
      case 61: (name, added, url) = ("GDELT 2.0", 59, 60)
      default: return nil
      }
    }
  }

  private static func recognise(_ head: TextHead) -> Verdict {
    let names = head.unquoted
    guard head.separator == 0x09, names.count > 40 else { return .no("no tab-separated events") }
    guard names[Field.id].allSatisfy(\.isNumber), names[Field.day].utf8.count == 8 else {
      return .no("no event's number and day first")
    }
    guard Version(fields: names.count) != nil else { return .near("\(names.count) fields instead of 57, 58 or 61") }
    return .yes
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    let bytes = input.bytes
    var signals: [Signal] = []
    var refused: Set<String> = []
    var fields: [Range<Int>] = []
    var start = bytes.starts(with: "\u{FEFF}") ? 3 : 0
    var line = 0
    while start < bytes.count {
      line += 1
      let end = bytes.firstIndex(of: 0x0A, in: start..<bytes.count) ?? bytes.count
      split(bytes, start..<end, into: &fields)
      start = end + 1
      guard fields.count > Field.target, isPair(bytes, fields) else { continue }
      do throws(Fault) {
        signals.append(try signal(bytes, fields, Origin(file: input.path, line: line)))
      } catch {
        input.log.add(error, &input.lines)
        refused.insert(id(bytes, fields))
      }
    }
    return MachineCoded.values(signals, refused: refused)
  }

  /// The fields of a line, without the carriage return at its end.
  private static func split(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>, into fields: inout [Range<Int>]) {
    fields.removeAll(keepingCapacity: true)
    let end =
      line.upperBound > line.lowerBound && bytes[line.upperBound - 1] == 0x0D ? line.upperBound - 1 : line.upperBound
    var first = line.lowerBound
    guard first < end else { return }
    while let tab = bytes.firstIndex(of: 0x09, in: first..<end) {
      fields.append(first..<tab)
      first = tab + 1
    }
    fields.append(first..<end)
  }

  private static func isPair(_ bytes: UnsafeRawBufferPointer, _ fields: [Range<Int>]) -> Bool {
    let actor = bytes.part(fields[Field.actor])
    let target = bytes.part(fields[Field.target])
    return (actor.equals("USA") && target.equals("CHN")) || (actor.equals("CHN") && target.equals("USA"))
  }

  private static func id(_ bytes: UnsafeRawBufferPointer, _ fields: [Range<Int>]) -> String {
    "GDELT-" + String(decoding: bytes.part(fields[Field.id]), as: UTF8.self)
  }

  private static func signal(
    _ bytes: UnsafeRawBufferPointer, _ fields: [Range<Int>], _ origin: Origin
  ) throws(Fault) -> Signal {
    func fault(_ field: Int, _ expected: String) -> Fault {
      Fault(.offset(fields[field].lowerBound), "found \(bytes.part(fields[field]).shown), expected \(expected)")
    }
    guard let version = Version(fields: fields.count) else {
      throw Fault(.line(origin.line, column: 0), "found \(fields.count) fields, expected 57, 58 or 61")
    }
    let number = bytes.part(fields[Field.id])
    guard (1...20).contains(number.count), number.allSatisfy(\.isDigit) else { throw fault(Field.id, "a number") }
    guard let day = day(bytes.part(fields[Field.day])) else { throw fault(Field.day, "a day like 20250501") }
    let code = String(decoding: bytes.part(fields[Field.code]), as: UTF8.self)
    guard let weight = CAMEO.weight(of: code) else { throw fault(Field.code, "a CAMEO event code like 036") }
    guard let added = added(bytes.part(fields[version.added])) else {
      throw fault(version.added, "a day like 20250501, or a moment like 20250501134500")
    }
    return MachineCoded.signal(
      id: id(bytes, fields), day: day, time: added, actor: text(bytes, fields[Field.actor]) ?? "",
      target: text(bytes, fields[Field.target]) ?? "", code: code, weight: weight, source: version.name,
      text: CAMEO.meaning(of: code) ?? "", url: version.url.flatMap { text(bytes, fields[$0]) }, origin: origin)
  }

  private static func text(_ bytes: UnsafeRawBufferPointer, _ field: Range<Int>) -> String? {
    field.isEmpty ? nil : String(validating: bytes.part(field), as: UTF8.self)
  }

  private static func day(_ raw: UnsafeRawBufferPointer) -> Day? {
    guard raw.count == 8, let number = number(raw) else { return nil }
    return Day(number / 10000, number / 100 % 100, number % 100)
  }

  private static func number(_ raw: UnsafeRawBufferPointer) -> Int? {
    raw.allSatisfy(\.isDigit) ? Int(String(decoding: raw, as: UTF8.self)) : nil
  }

  /// 2.0 tells the quarter of an hour in UTC. 1.0 tells a day, whose file is published by 06:00 New York of the next.
  private static func added(_ raw: UnsafeRawBufferPointer) -> Instant? {
    if raw.count == 8 { return day(raw).map { Zone.newYork.instant($0.advanced(by: 1), hour: 6) } }
    guard raw.count == 14, let day = day(raw.part(0..<8)), let clock = number(raw.part(8..<14)) else { return nil }
    let (hour, minute, second) = (clock / 10000, clock / 100 % 100, clock % 100)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    return Zone.utc.instant(day, hour: hour, minute: minute).advanced(bySeconds: Int64(second))
  }
}
