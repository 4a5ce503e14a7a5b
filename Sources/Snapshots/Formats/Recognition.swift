import CJSON
import Market

/// Says by its content what a file is, and reads it.
enum Recognition {
  enum Format { case json, lines, yaml, csv }

  /// The values of a file, or the fault that refuses it whole.
  static func read(_ reading: inout Reading) throws(Fault) -> FileValues {
    switch try format(of: reading) {
    case .json: return try json(&reading)
    case .lines: return try SignalsFormat.readLines(&reading)
    case .yaml: return try WatchlistFormat.read(&reading)
    case .csv:
      return try ReferenceCSVFormat.recognises(reading)
        ? ReferenceCSVFormat.read(&reading) : BarsCSVFormat.read(&reading)
    }
  }

  /// Only a single JSON document shows by itself that it is whole: a part of anything else may read well.
  static func showsItsEnd(_ reading: Reading) -> Bool { (try? format(of: reading)) == .json }

  private static func format(of reading: Reading) throws(Fault) -> Format {
    let bytes = reading.bytes
    let start = bytes.starts(with: "\u{FEFF}") ? 3 : 0
    guard let first = bytes[start...].firstIndex(where: { !$0.isBlank }) else {
      throw Fault(bytes.isEmpty ? "found an empty file, expected data" : "found only blanks, expected data")
    }
    let content = bytes.part(first..<bytes.count)
    switch bytes[first] {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return isLines(reading, first) ? .lines : .json
    case UInt8(ascii: "<"): throw Fault(.offset(first), "found an HTML or XML page, expected a snapshot")
    case 0: throw Fault(.offset(first), "found NUL bytes, expected text (UTF-16 is not read)")
    default: break
    }
    if content.starts(with: "PK\u{3}\u{4}") { throw Fault("found a zip archive, expected a snapshot") }
    if content.starts(with: "version https://git-lfs") {
      throw Fault("found a Git LFS pointer, expected the file that it stands for")
    }
    if bytes.count >= 2 {
      if bytes[0] == 0x1F, bytes[1] == 0x8B { throw Fault("found gzip data, expected a snapshot") }
      if (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF) {
        throw Fault("found UTF-16, expected UTF-8")
      }
    }
    let suffix = reading.path.utf8.suffix(5).map(\.lowercasedASCII)
    if suffix.elementsEqual(".json".utf8) || suffix.elementsEqual("jsonl".utf8) { return .json }
    if content.starts(with: "schema:") || suffix.elementsEqual(".yaml".utf8)
      || suffix.suffix(4).elementsEqual(".yml".utf8)
    {
      return .yaml
    }
    return .csv
  }

  /// A line that is an object by itself, and no document with a list of records: one record a line.
  private static func isLines(_ reading: Reading, _ first: Int) -> Bool {
    let bytes = reading.bytes
    guard bytes[first] == UInt8(ascii: "{") else { return false }
    let end = bytes.firstIndex(of: 0x0A, in: first..<bytes.count) ?? bytes.count
    var last = end
    while last > first, bytes[last - 1].isBlank { last -= 1 }
    // Most documents are one line or begin with a line that is no object by itself: decided without parsing.
    guard bytes[last - 1] == UInt8(ascii: "}") else { return false }
    let named =
      reading.path.utf8.suffix(6).elementsEqual(".jsonl".utf8)
      || reading.path.utf8.suffix(7).elementsEqual(".ndjson".utf8)
    guard named || !bytes.part(end..<bytes.count).trimmed.isEmpty else { return false }
    let isRecord = try? reading.parser.read(bytes, first..<last, readable: reading.readable) { (line) throws(Fault) in
      line.field("signals") == nil && (named || line.field("schema")?.utf8?.equals("detente/signals/1") == true)
    }
    return isRecord ?? false
  }

  private static func json(_ reading: inout Reading) throws(Fault) -> FileValues {
    let start = reading.bytes.starts(with: "\u{FEFF}") ? 3 : 0
    return try reading.parser.read(reading.bytes, start..<reading.bytes.count, readable: reading.readable) {
      (root) throws(Fault) in
      guard root.isObject else { throw root.fault("an object with \"schema\"") }
      guard let schema = root.field("schema") else { throw unnamed(root) }
      guard let name = schema.utf8 else { throw schema.fault("text like \"detente/quotes/1\"") }
      if name.equals("detente/quotes/1") { return try QuotesFormat.read(root, &reading) }
      if name.equals("detente/history/1") { return try HistoryFormat.read(root, &reading) }
      if name.equals("detente/tariffs/1") { return try TariffsFormat.read(root, &reading) }
      if name.equals("detente/signals/1") {
        return try root.field("signals") == nil ? SignalsFormat.readLines(&reading) : SignalsFormat.read(root, &reading)
      }
      if name.equals("detente/facts/1") { return try FactsFormat.read(root, &reading) }
      if name.equals("detente/calendar/1") { return try CalendarFormat.read(root, &reading) }
      if name.equals("detente/watchlist/1") { return try WatchlistFormat.read(&reading) }
      if name.equals("detente/reference/1") { return try ReferenceFormat.read(root, &reading) }
      if name.equals("detente/scenario/1") { return try ScenarioFormat.read(root, &reading) }
      throw schema.fault("a schema that this version reads (detente/quotes/1, history, tariffs, signals, …)")
    }
  }

  /// A JSON object without `schema`: often what a service answers instead of data.
  private static func unnamed(_ root: JSONValue) -> Fault {
    for (key, value) in root.fields {
      switch key {
      case "Note", "Information", "Error Message", "error", "message", "errors":
        let name = String(decoding: key.bytes, as: UTF8.self)
        return Fault(.offset(value.offset), "found a service's message (\(name): \(value.shown)), expected a snapshot")
      default: break
      }
    }
    return Fault(.offset(root.offset), "found an object without \"schema\", expected one like \"detente/quotes/1\"")
  }
}
