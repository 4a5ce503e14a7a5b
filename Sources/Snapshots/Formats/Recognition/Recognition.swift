import CJSON
import Market
import YAML

/// Says by its content what a file is, and has its format read it.
enum Recognition {
  enum Shape { case document, lines, yaml, text }

  /// The values of a file, or the fault that refuses it whole.
  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    switch try shape(of: input) {
    case .document:
      do throws(Fault) { return try readDocument(&input) } catch { throw unknownLine(input) ?? error }
    case .lines: return try readLines(&input)
    case .yaml: return try readYAML(&input)
    case .text: return try readText(&input)
    }
  }

  private static func readYAML(_ input: inout FileInput) throws(Fault) -> FileValues {
    let document = try YAMLDocument.parse(input.bytes)
    let formats = Format.all.filter { if case .yaml = $0.shape { true } else { false } }
    let schemas = formats.map(\.name).joined(separator: " or ")
    guard let root = document.root else { throw Fault("found nothing, expected \(schemas)") }
    guard root.isMapping, let schema = root.field("schema") else {
      throw Fault("found YAML without \"schema\", expected schema: \(schemas)")
    }
    for format in formats {
      guard case .yaml(let read) = format.shape, let own = format.schema, own ~= schema else { continue }
      return try read(root, &input).as(format)
    }
    throw schema.fault("\(schemas) (other kinds are JSON)")
  }

  static func shape(of input: FileInput) throws(Fault) -> Shape {
    let bytes = input.bytes
    let start = bytes.starts(with: "\u{FEFF}") ? 3 : 0
    guard let first = bytes[start...].firstIndex(where: { !$0.isBlank }) else {
      throw Fault(bytes.isEmpty ? "found an empty file, expected data" : "found only blanks, expected data")
    }
    switch bytes[first] {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return isLines(input, first) ? .lines : .document
    default: break
    }
    if let fault = NotData.fault(bytes, from: first) { throw fault }
    // Words under a name for JSON are a service's answer, or rows that were saved under a wrong name.
    let content = bytes.part(first..<bytes.count)
    let isWord =
      bytes[first].isLetter && !(["true", "false", "null"] as [StaticString]).contains { content.starts(with: $0) }
    if input.isNamed(".json") || input.isNamed(".jsonl"), !isWord { return .document }
    if content.starts(with: "schema:") || input.isNamed(".yaml") || input.isNamed(".yml") {
      return .yaml
    }
    return .text
  }

  /// A line that is an object by itself, and more lines after it or a name that says so.
  private static func isLines(_ input: FileInput, _ first: Int) -> Bool {
    guard let line = firstLine(input, first) else { return false }
    let found = try? input.parser.read(input.bytes, line, readable: input.readable) { (row) throws(Fault) in
      lines(row) != nil
    }
    return found ?? false
  }

  /// The place of the first line where it may be a record; most documents are one line or begin with a line that is no
  /// object by itself, which is decided without parsing.
  private static func firstLine(_ input: FileInput, _ first: Int) -> Range<Int>? {
    let bytes = input.bytes
    guard bytes[first] == UInt8(ascii: "{") else { return nil }
    let end = bytes.firstIndex(of: 0x0A, in: first..<bytes.count) ?? bytes.count
    var last = end
    while last > first, bytes[last - 1].isBlank { last -= 1 }
    guard bytes[last - 1] == UInt8(ascii: "}") else { return nil }
    let named = input.isNamed(".jsonl") || input.isNamed(".ndjson")
    return named || !bytes.part(end..<bytes.count).trimmed.isEmpty ? first..<last : nil
  }

  /// The first record of a file of lines.
  static func withFirstLine<Result>(
    _ input: FileInput, _ body: (JSONValue) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    let first = input.bytes.firstIndex { $0 == UInt8(ascii: "{") } ?? 0
    guard let line = firstLine(input, first) else { throw Fault("found no line, expected a JSON object") }
    return try input.parser.read(input.bytes, line, readable: input.readable, body)
  }

  /// The format of lines like this one.
  private static func lines(_ row: JSONValue) -> Format? {
    Format.all.first { format in
      if case .lines(let recognise, _) = format.shape { recognise(row) == .yes } else { false }
    }
  }

  private static func readLines(_ input: inout FileInput) throws(Fault) -> FileValues {
    let format = try withFirstLine(input) { (row) throws(Fault) in lines(row) }
    if let format, case .lines(_, let read) = format.shape { return try read(&input).as(format) }
    return try readDocument(&input)
  }

  /// Why a file of lines is not read, where the first is an object of no known kind.
  private static func unknownLine(_ input: FileInput) -> Fault? {
    let bytes = input.bytes
    guard let first = bytes.firstIndex(where: { !$0.isBlank && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }),
      let line = firstLine(input, first), !bytes.part(line.upperBound..<bytes.count).trimmed.isEmpty
    else { return nil }
    let fault = try? input.parser.read(bytes, line, readable: input.readable) { (row) throws(Fault) -> Fault? in
      do throws(Fault) { _ = try format(of: row) } catch { return error }
      return nil
    }
    return fault ?? nil
  }

  private static func readDocument(_ input: inout FileInput) throws(Fault) -> FileValues {
    try input.withDocument { (root, input) throws(Fault) in
      let format = try format(of: root)
      switch format.shape {
      case .document(_, let read): return try read(root, &input).as(format)
      case .yaml: return try readYAML(&input)
      case .lines(_, let read), .text(_, let read): return try read(&input).as(format)
      }
    }
  }

  /// Our own formats say what they are: theirs is the short way of a quote to the screen.
  static func format(of root: JSONValue) throws(Fault) -> Format {
    if let schema = root.field("schema"), let name = schema.utf8, name.starts(with: "detente/") {
      for format in Format.all {
        guard let own = format.schema, name.equals(own), format.verdict(on: root) == .yes else { continue }
        return format
      }
      throw schema.fault("a schema that this version reads (detente/quotes/1, history, tariffs, signals, …)")
    }
    for format in Format.all where format.schema == nil {
      if case .document(let recognise, _) = format.shape, recognise(root) == .yes { return format }
    }
    throw NotData.otherTable(root) ?? NotData.answer(root) ?? unknown(root)
  }

  private static func unknown(_ root: JSONValue) -> Fault {
    let found = "found JSON, but no known kind"
    for format in Format.all where format.schema == nil {
      guard case .near(let reason) = format.verdict(on: root) else { continue }
      return Fault(
        .offset(root.offset),
        "\(found) (nearest to \(format.name), but \(reason)), expected one that `detente formats` lists")
    }
    let reason = root.isObject ? "an object without \"schema\"" : root.shown
    return Fault(.offset(root.offset), "\(found) (\(reason)), expected one that `detente formats` lists")
  }

  private static func readText(_ input: inout FileInput) throws(Fault) -> FileValues {
    let head = try TextHead(input)
    // Whether such a table is of prices is the watchlist's to say.
    input.asksDesk = head.isDated && !head.roles.contains(.close) && !head.roles.contains(.symbol)
    for format in Format.all {
      guard case .text(let recognise, let read) = format.shape, recognise(head) == .yes else { continue }
      return try read(&input).as(format)
    }
    throw OtherTable(head).map { Fault(head.location, $0.message) } ?? NotData.text(head) ?? unknown(head)
  }

  private static func unknown(_ head: TextHead) -> Fault {
    let line = head.names.joined(separator: String(UnicodeScalar(head.separator)))
    if !head.roles.contains(.date), head.roles.contains(.close), head.roles.contains(.open) {
      let words = ["date", "time", "ts_", "unix", "epoch", "week", "month", "year", "period"]
      let found = head.names.first { name in words.contains { name.lowercased().contains($0) } }
      let what = found.map { "prices dated by \($0.shown)" } ?? "prices without dates (\(line.shown))"
      return Fault(head.location, "found \(what), expected a column Date beside them")
    }
    var nearest = ""
    for format in Format.all {
      guard case .text(let recognise, _) = format.shape, case .near(let reason) = recognise(head) else { continue }
      nearest = " (nearest to \(format.name), but \(reason))"
      break
    }
    return Fault(
      head.location, "found \(line.shown)\(nearest), expected a header with Date and Close, or of another known format"
    )
  }
}

extension Format {
  /// What it says of a JSON document.
  func verdict(on root: JSONValue) -> Verdict {
    switch shape {
    case .document(let recognise, _), .lines(let recognise, _): recognise(root)
    case .yaml: .yes
    case .text: .no("separated text, not JSON")
    }
  }
}

extension FileValues {
  /// The same, with the name of the format that it was read as.
  fileprivate consuming func `as`(_ format: Format) -> FileValues {
    kind = format.kind
    self.format = format.name
    return self
  }
}
