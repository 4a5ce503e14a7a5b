import Market

/// ICEWS Coded Event Data (Harvard Dataverse, doi:10.7910/DVN/28075): tab-separated with a header of 20 columns (`Event
/// ID`, `Event Date`, `Source Country`, `CAMEO Code`, `Target Country`, …), or the same with commas and names like
/// `event_id`. Countries are names. Only events between the United States and China are taken, as machine-coded signals;
/// of a day's events with the same actors and root code only the first.
enum ICEWSFormat {
  static let format = Format(
    "ICEWS events", "signals",
    "Coded event data of ICEWS, with tabs or commas: events between United States and China, graded, scoped and set apart "
      + "as GDELT's.",
    text: recognise, read: read)

  private struct Columns {
    let width: Int
    let id: Int
    let day: Int
    let actor: Int
    let code: Int
    let target: Int
    let text: Int?
    let publisher: Int?

    init?(_ names: [String]) {
      func column(_ name: String) -> Int? { names.firstIndex { ICEWSFormat.plain($0) == name } }
      guard let id = column("event_id"), let day = column("event_date"), let actor = column("source_country"),
        let code = column("cameo_code"), let target = column("target_country")
      else { return nil }
      (width, self.id, self.day, self.actor, self.code, self.target) = (names.count, id, day, actor, code, target)
      text = column("event_text")
      publisher = column("publisher")
    }
  }

  /// `Event ID` and `event_id` are one.
  private static func plain(_ name: String) -> String { String(name.lowercased().map { $0 == " " ? "_" : $0 }) }

  private static func recognise(_ head: TextHead) -> Verdict {
    if Columns(head.names) != nil { return .yes }
    let names = head.names.map(plain)
    return names.contains("event_id") && names.contains("cameo_code")
      ? .near("no event_date, source_country or target_country") : .no("no event_id and cameo_code")
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    guard let columns = Columns(table.names) else {
      throw Fault("found no header, expected Event ID, Event Date, Source Country, CAMEO Code and Target Country")
    }
    var signals: [Signal] = []
    var refused: Set<String> = []
    while try table.next() {
      let reader = table.row
      do throws(Fault) {
        try reader.check(width: columns.width)
        if let signal = try signal(reader, columns, input.path) { signals.append(signal) }
      } catch {
        input.log.add(error, &input.lines)
        if columns.id < reader.fields.count, let id = reader.text(columns.id) { refused.insert("ICEWS-" + id) }
      }
    }
    return MachineCoded.values(signals, refused: refused)
  }

  private static func signal(_ row: CSVReader, _ columns: Columns, _ path: String) throws(Fault) -> Signal? {
    guard let actor = party(row.raw(columns.actor)), let target = party(row.raw(columns.target)), actor != target
    else { return nil }
    let number = row.raw(columns.id).trimmed
    guard (1...20).contains(number.count), number.allSatisfy(\.isDigit) else {
      throw row.fault(columns.id, "a number")
    }
    guard let day = Day(utf8: row.raw(columns.day).trimmed) else {
      throw row.fault(columns.day, "a date like 2018-06-01")
    }
    let code = String(decoding: row.raw(columns.code).trimmed, as: UTF8.self)
    // A program that takes codes for numbers drops their first zero: 43 would be 043, and 10 may be 010 or 10.
    guard (3...4).contains(code.utf8.count), let weight = CAMEO.weight(of: code) else {
      throw row.fault(columns.code, "a CAMEO event code of 3 or 4 digits, like 043")
    }
    let publisher = columns.publisher.flatMap { row.text($0) } ?? ""
    return MachineCoded.signal(
      id: "ICEWS-" + String(decoding: number, as: UTF8.self), day: day, actor: actor, target: target, code: code,
      weight: weight, source: publisher.isEmpty ? "ICEWS" : "ICEWS: " + publisher,
      text: columns.text.flatMap { row.text($0) } ?? CAMEO.meaning(of: code) ?? "",
      origin: Origin(file: path, line: row.line))
  }

  private static func party(_ raw: UnsafeRawBufferPointer) -> String? {
    raw.equals("United States") ? "USA" : raw.equals("China") ? "CHN" : nil
  }
}
