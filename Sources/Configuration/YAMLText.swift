import YAML

/// YAML as it is written: values on one line, and options set in a text that keeps all its other bytes.
enum YAMLText {
  /// A text in quotes where it would be another value without, or other YAML.
  static func scalar(_ text: String) -> String {
    let others = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
    let isPlain =
      text.unicodeScalars.allSatisfy { isLetter($0) || "_./+%-".unicodeScalars.contains($0) }
      && text.unicodeScalars.first.map { isLetter($0) || $0 == "/" } ?? false
      && !others.contains(text.lowercased())
    if isPlain { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.properties.generalCategory == .control || scalar.value > 0x7E:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        quoted += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
  }

  /// The text of a configuration with an option set: in its place, else behind all others.
  /// - Parameter yaml: the value on one line.
  /// - Throws: What makes the text no configuration.
  static func setting(_ id: String, to yaml: String, in text: [UInt8]) throws(ConfigurationFault) -> [UInt8] {
    let document = try YAMLDocument.parse(text)
    guard let root = document.root, !root.isNull else { return appending("\(id): \(yaml)", to: text) }
    guard root.isMapping else { throw root.fault("options, a line each, such as theme: dark") }
    let isFlow = text[root.range.lowerBound] == UInt8(ascii: "{")
    guard let (key, value) = root.entries.first(where: { $0.key.text == id }) else {
      if !isFlow {
        let indent = String(repeating: " ", count: max(0, (root.entries.first?.key.column ?? 1) - 1))
        return appending(indent + "\(id): \(yaml)", to: text)
      }
      let separator = root.entries.isEmpty ? "" : ", "
      return replacing(end(of: root, in: text)..<end(of: root, in: text), in: text, with: "\(separator)\(id): \(yaml)")
    }
    var range = value.range
    while range.upperBound > range.lowerBound, isBlank(text[range.upperBound - 1]) {
      range = range.lowerBound..<range.upperBound - 1
    }
    // What stands on lines of its own makes room for a value behind the key; a comment there stays.
    if value.line > key.line {
      guard let colon = text[key.range.upperBound...].firstIndex(of: UInt8(ascii: ":")) else {
        throw key.fault("a colon behind it")
      }
      let line = text[..<range.lowerBound].lastIndex(of: UInt8(ascii: "\n")) ?? range.lowerBound
      // The last line's end stays, that of the line above goes.
      let kept =
        text[line] == UInt8(ascii: "\n") && line > colon && text[line - 1] == UInt8(ascii: "\r") ? line - 1 : line
      let without = replacing(kept..<range.upperBound, in: text, with: "")
      return replacing(colon + 1..<colon + 1, in: without, with: " " + yaml)
    }
    let isBehindColon = range.isEmpty && range.lowerBound > 0 && text[range.lowerBound - 1] == UInt8(ascii: ":")
    return replacing(range, in: text, with: isBehindColon ? " " + yaml : yaml)
  }

  /// Before the closing bracket, and before blanks and a comma that stand there.
  private static func end(of mapping: YAMLValue, in text: [UInt8]) -> Int {
    mapping.entries.last?.value.range.upperBound ?? mapping.range.lowerBound + 1
  }

  /// With the line ends that the text has.
  private static func appending(_ line: String, to text: [UInt8]) -> [UInt8] {
    let newline = text.contains(UInt8(ascii: "\r")) ? "\r\n" : "\n"
    let lead = text.isEmpty || text.last == UInt8(ascii: "\n") ? "" : newline
    return text + Array((lead + line + newline).utf8)
  }

  private static func replacing(_ range: Range<Int>, in text: [UInt8], with new: String) -> [UInt8] {
    text[..<range.lowerBound] + Array(new.utf8) + text[range.upperBound...]
  }

  private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
