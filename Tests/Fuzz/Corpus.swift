import CEmbedded
import Glibc
import Market
import Snapshots

/// The files of the demo desk.
enum DemoFiles {
  static let all: [(name: String, bytes: [UInt8])] = (0..<dt_embedded_desk_count()).compactMap { index in
    var count = 0
    guard let name = dt_embedded_desk_name(index), let bytes = dt_embedded_desk_bytes(index, &count) else { return nil }
    return (String(cString: name), Array(UnsafeBufferPointer(start: bytes, count: count)))
  }

  static let desk = Desk(files: all)
  static let opening = Day(number: 20209).asOf
}

/// What inputs are made from: the project's own fixtures. Those of the formats stand in the sources of their tests, as texts
/// between triple quotes and as raw strings.
struct Corpus {
  let tables: [[UInt8]]
  let documents: [[UInt8]]
  let yaml: [[UInt8]]
  let themes: [[UInt8]]
  let words: [[UInt8]]
  /// Tables as gzip stores them: without compression, so that what is changed is in the text.
  let packed: [[UInt8]]
  let keys: [[UInt8]]

  /// - Parameter root: The folder of the project.
  init(root: String) {
    let sources = Self.files(below: root + "/Tests", ending: ".swift").map { String(decoding: $0, as: UTF8.self) }
    let texts = sources.flatMap(Self.literals) + DemoFiles.all.map { Array($0.bytes.prefix(8 << 10)) }
    func begins(_ text: [UInt8], _ bytes: String) -> Bool { text.first.map { bytes.utf8.contains($0) } ?? false }
    documents = texts.filter { begins($0, "{[") }
    let configuration = Self.files(below: root + "/themes", ending: ".yaml")
    yaml = texts.filter { $0.starts(with: Array("schema:".utf8)) } + configuration
    themes = texts.filter { String(decoding: $0, as: UTF8.self).contains("theme[") }
    tables = texts.filter { !begins($0, "{[") && $0.contains(0x0A) && $0.count > 16 }
    words = texts.flatMap { $0.split(separator: 0x0A) }.map(Array.init).filter { (2...120).contains($0.count) }
    packed = tables.map(Self.stored)
    keys =
      [
        "\u{1B}[A", "\u{1B}[<0;10;5M", "\u{1B}]11;rgb:ffff/ffff/ffff\u{7}", "\u{1B}[200~text\u{1B}[201~",
        "\u{1B}[?62;4c",
        "\u{1B}P1$r0m\u{1B}\\", "\u{1B}OP", "\u{1B}[1;5D", "jk\u{3}\u{4}\u{7F}", "żółć漢字😀", "\u{1B}[97;5u",
      ].map { Array($0.utf8) }
  }

  /// What stands in a source between triple quotes, and in raw strings.
  private static func literals(_ source: String) -> [[UInt8]] {
    var found: [[UInt8]] = []
    for part in source.split(separator: "\"\"\"", omittingEmptySubsequences: false).enumerated()
    where part.offset % 2 == 1 {
      let lines = part.element.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      let indent = lines.last?.prefix { $0 == " " }.count ?? 0
      found.append(
        Array(lines.map { $0.dropFirst(min(indent, $0.prefix { $0 == " " }.count)) }.joined(separator: "\n").utf8))
    }
    for part in source.split(separator: "#\"", omittingEmptySubsequences: false).dropFirst() {
      if let end = part.firstRange(of: "\"#") { found.append(Array(part[..<end.lowerBound].utf8)) }
    }
    return found.filter { !$0.isEmpty && $0.count < 16 << 10 }
  }

  /// A gzip stream of one stored block; the checksum and length behind it are right.
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var checksum = ~UInt32(0)
    for byte in bytes {
      checksum ^= UInt32(byte)
      for _ in 0..<8 { checksum = checksum & 1 == 1 ? checksum >> 1 ^ 0xEDB8_8320 : checksum >> 1 }
    }
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1] + little(bytes.count, 2) + little(~bytes.count, 2) + bytes
      + little(Int(~checksum), 4) + little(bytes.count, 4)
  }

  private static func files(below folder: String, ending: String) -> [[UInt8]] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [(String, Bool)] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append((name, entry.pointee.d_type == UInt8(DT_DIR))) }
    }
    return names.sorted { $0.0 < $1.0 }.flatMap { name, isFolder -> [[UInt8]] in
      if isFolder { return files(below: "\(folder)/\(name)", ending: ending) }
      return name.hasSuffix(ending) ? [contents("\(folder)/\(name)")] : []
    }
  }

  private static func contents(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 256 << 10)
    bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
    return bytes
  }
}
