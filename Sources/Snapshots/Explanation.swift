import CSystem
import Glibc
import Market
import YAML

/// A line of the table of formats, for people.
package struct FormatEntry: Hashable, Sendable {
  package let name: String
  package let kind: String
  package let summary: String

  /// All formats that are read, in the order in which they are asked.
  package static let all = Format.all.map { FormatEntry(name: $0.name, kind: $0.kind, summary: $0.summary) }
}

/// Why a file is read as it is: what every format of the table says of it.
package struct Explanation: Sendable {
  package struct Answer: Hashable, Sendable {
    package let format: String
    /// The file is this one's; of several the first reads it.
    package let isYes: Bool
    /// Why not; empty for yes.
    package let reason: String
  }

  /// What the file is before any format is asked ("one JSON document"), or why none is.
  package let content: String
  package let answers: [Answer]
  package let report: FileReport
  /// Of the bars in the file, sorted.
  package let symbols: [String]

  /// Reads one file, anywhere; throws when it cannot be read at all.
  package init(path: String) throws(FolderError) {
    let bytes = Array(path.utf8)
    let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { $0 == 0 ? "/" : String(decoding: bytes[..<$0], as: UTF8.self) } ?? "."
    let name = slash.map { Array(bytes[($0 + 1)...]) } ?? bytes
    let root = dt_open_directory(folder)
    guard root >= 0 else {
      throw FolderError(
        path: path, message: "found no way to open its folder (\(FileRead.reason(-root))), expected a file")
    }
    defer { close(root) }
    do throws(Unreadable) {
      let file = try FileRead(name, beneath: root)
      self.init(name: path, bytes: file.bytes)
    } catch {
      throw FolderError(path: path, message: error.message)
    }
  }

  /// The same for bytes in memory.
  init(name: String, bytes: UnsafeRawBufferPointer) {
    let desk = Desk(files: [(name, Array(bytes))])
    report = desk.files.first ?? FileReport(path: name, state: .bad)
    symbols = desk.barSymbols.values.flatMap { $0 }
    let input = FileInput(
      path: name, bytes: bytes, readable: bytes.count, watchlist: SymbolsOfWatchlist(.standard),
      parser: JSONParser())
    do throws(Fault) {
      guard Gzip.isPacked(bytes) else {
        (content, answers) = try Self.askInUTF8(input)
        return
      }
      let (inside, answers) = try Gzip.unpack(bytes) { (bytes, readable) throws(Fault) in
        try Self.askInUTF8(input.with(bytes: bytes, readable: readable))
      }
      (content, self.answers) = ("gzip data, in it \(inside)", answers)
    } catch {
      (content, answers) = (error.message, [])
    }
  }

  private static func askInUTF8(_ input: FileInput) throws(Fault) -> (String, [Answer]) {
    guard let (converted, count) = try TextEncoding.converted(input.bytes) else { return try ask(input) }
    var answer: Result<(String, [Answer]), Fault>?
    converted.withUnsafeBytes { bytes in
      let input = input.with(bytes: bytes.part(0..<count), readable: bytes.count)
      do throws(Fault) { answer = .success(try ask(input)) } catch { answer = .failure(error) }
    }
    return try answer?.get() ?? ("", [])
  }

  private static func ask(_ input: FileInput) throws(Fault) -> (String, [Answer]) {
    switch try Recognition.shape(of: input) {
    case .document:
      var input = input
      return try input.withDocument { (root, _) throws(Fault) in
        ("one JSON document", answers { $0.answer(to: root) })
      }
    case .lines:
      return try Recognition.withFirstLine(input) { (row) throws(Fault) in
        ("one JSON object a line", answers { $0.answer(to: row) })
      }
    case .yaml:
      let schema = try YAMLDocument.parse(input.bytes).root?.field("schema")
      return (
        "YAML",
        answers { format in
          guard case .yaml = format.shape, let own = format.schema else { return .no("not YAML") }
          guard let schema, own ~= schema else { return .no("no schema: \(own)") }
          return .yes
        }
      )
    case .text:
      let head = try TextHead(input)
      return (
        "text",
        answers { if case .text(let recognise, _) = $0.shape { recognise(head) } else { .no("not separated text") } }
      )
    }
  }

  private static func answers(_ verdict: (Format) -> Verdict) -> [Answer] {
    Format.all.map { format in
      switch verdict(format) {
      case .yes: Answer(format: format.name, isYes: true, reason: "")
      case .no(let reason), .near(let reason): Answer(format: format.name, isYes: false, reason: reason)
      }
    }
  }
}

extension Format {
  /// What it says of JSON, its own schema included.
  fileprivate func answer(to root: JSONValue) -> Verdict {
    if let schema, root.field("schema")?.utf8?.equals(schema) != true { return .no("no \"schema\": \"\(schema)\"") }
    return verdict(on: root)
  }
}
