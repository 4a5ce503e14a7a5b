import Market
import YAML

/// Changes of the text of a file of rules (YAML) that leave every other byte as it is.
package enum AlertFileText {
  private static let schema = "detente/alerts/1"

  /// The text with a change made.
  /// - Parameter text: Empty: there is no file yet.
  /// - Throws: Why the text is not changed: it is no file of rules, or what is to be changed stands there no more.
  package static func making(_ edit: AlertEdit, in text: [UInt8]) throws(LedgerError) -> [UInt8] {
    let changed =
      switch edit {
      case .add(let rule): try adding(rule, to: text)
      case .replace(let line, _, let rule): try replacing(line, with: rule, in: text)
      case .delete(let line, _): try deleting(line, from: text)
      }
    // Read back before it counts.
    var (before, after) = (try rules(of: text), try rules(of: changed))
    switch edit {
    case .add(let rule): before.append(rule)
    case .replace(let line, _, let rule):
      if let index = before.firstIndex(of: line.text) { before.remove(at: index) }
      before.append(rule)
    case .delete(let line, _): if let index = before.firstIndex(of: line.text) { before.remove(at: index) }
    }
    before.sort()
    after.sort()
    guard before == after else { throw .unfit("found no place to write it, expected rules a line each") }
    return changed
  }

  // MARK: Changes

  private static func adding(_ rule: String, to text: [UInt8]) throws(LedgerError) -> [UInt8] {
    let document = try parse(text)
    guard let root = document.root, !root.isNull else {
      return text + lines(["schema: \(schema)", "rules:", "  - \(scalar(rule))"], after: text)
    }
    guard root.isMapping, let told = root.entries.first(where: { $0.key.isText("schema") })?.value,
      told.isText("detente/alerts/1")
    else { throw unfit(root, "schema: \(schema) and rules") }
    guard let (_, list) = root.entries.first(where: { $0.key.isText("rules") }) else {
      guard text[root.range.lowerBound] != UInt8(ascii: "{") else { throw unfit(root, "rules in it") }
      return text + lines(["rules:", "  - \(scalar(rule))"], after: text)
    }
    if list.isNull {
      let end = list.range.lowerBound
      return replacing(list.range, in: text, with: (isBlank(text[end - 1]) ? "" : " ") + "[\(quoted(rule))]")
    }
    guard list.isSequence else { throw unfit(list, "a list of rules") }
    let isFlow = text[list.range.lowerBound] == UInt8(ascii: "[")
    guard let last = list.elements.last, !isFlow else {
      let end = list.elements.last?.range.upperBound ?? list.range.lowerBound + 1
      return replacing(end..<end, in: text, with: (list.elements.isEmpty ? "" : ", ") + quoted(rule))
    }
    // Below the last one, as far in as that.
    let dash = self.dash(of: last, in: text)
    let lead = text[lineStart(of: dash, in: text)..<dash]
    let end = lineEnd(of: contentEnd(of: last, in: text), in: text)
    let isClosed = end > 0 && text[end - 1] == UInt8(ascii: "\n")
    let newline = String(decoding: newline(of: text), as: UTF8.self)
    let line = String(decoding: lead, as: UTF8.self) + "- \(scalar(rule))"
    return replacing(end..<end, in: text, with: isClosed ? line + newline : newline + line)
  }

  private static func replacing(_ line: AlertLine, with rule: String, in text: [UInt8]) throws(LedgerError) -> [UInt8] {
    let (value, _, list) = try find(line, in: text)
    let isFlow = text[list.range.lowerBound] == UInt8(ascii: "[")
    let range = value.range.lowerBound..<contentEnd(of: value, in: text)
    return replacing(range, in: text, with: isFlow ? quoted(rule) : scalar(rule))
  }

  private static func deleting(_ line: AlertLine, from text: [UInt8]) throws(LedgerError) -> [UInt8] {
    let (_, element, list) = try find(line, in: text)
    let isFlow = text[list.range.lowerBound] == UInt8(ascii: "[")
    guard let index = list.elements.firstIndex(where: { $0.range == element.range }) else {
      throw .unfit("found the rule no more, expected it where it stood")
    }
    if isFlow {
      let others = list.elements
      // With the comma behind it, or before it where it is the last.
      let start = index > 0 && index == others.count - 1 ? others[index - 1].range.upperBound : element.range.lowerBound
      let end = index < others.count - 1 ? others[index + 1].range.lowerBound : element.range.upperBound
      return replacing(start..<end, in: text, with: "")
    }
    let dash = dash(of: element, in: text)
    let start = lineStart(of: dash, in: text)
    let end = lineEnd(of: contentEnd(of: element, in: text), in: text)
    guard list.elements.count == 1 else { return replacing(start..<end, in: text, with: "") }
    // A list without rules is written so.
    let lead = start == dash ? " " : String(decoding: text[start..<dash], as: UTF8.self)
    return replacing(start..<end, in: text, with: lead + "[]" + String(decoding: newline(of: text), as: UTF8.self))
  }

  // MARK: Places

  /// A rule's text, the element that it is of, and the list of that: also of the lists below `desks`.
  private static func find(
    _ line: AlertLine, in text: [UInt8]
  ) throws(LedgerError) -> (value: YAMLValue, element: YAMLValue, list: YAMLValue) {
    for list in lists(of: try parse(text)) {
      for element in list.elements {
        guard let value = value(of: element), string(value) == line.text, value.line == line.origin.line else {
          continue
        }
        return (value, element, list)
      }
    }
    throw .unfit("found the rule no more at line \(line.origin.line), expected it as it was read; nothing is changed")
  }

  private static func lists(of document: YAMLDocument) -> [YAMLValue] {
    guard let root = document.root, root.isMapping else { return [] }
    let desks = root.field("desks")?.fields.map(\.value) ?? []
    return ([root.field("rules")].compactMap { $0 } + desks).filter(\.isSequence)
  }

  /// Of a text, a named one, or a mapping with `rule`.
  private static func value(of element: YAMLValue) -> YAMLValue? {
    let value = element.isMapping ? element.field("rule") ?? element.fields.first?.value : element
    return value.flatMap { $0.isScalar ? $0 : nil }
  }

  private static func rules(of text: [UInt8]) throws(LedgerError) -> [String] {
    lists(of: try parse(text)).flatMap(\.elements).compactMap { value(of: $0).map(string) }
  }

  private static func parse(_ text: [UInt8]) throws(LedgerError) -> YAMLDocument {
    let result = text.withUnsafeBytes { bytes in Result { () throws(YAMLError) in try YAMLDocument(bytes) } }
    switch result {
    case .success(let document): return document
    case .failure(let error): throw .unfit("\(error.line):\(error.column): \(error.message); nothing is changed")
    }
  }

  private static func string(_ value: YAMLValue) -> String { String(decoding: value.utf8, as: UTF8.self) }

  private static func unfit(_ value: YAMLValue, _ expected: String) -> LedgerError {
    .unfit("\(value.line):\(value.column): found something else, expected \(expected); nothing is changed")
  }

  /// Where the `-` of an element stands.
  private static func dash(of element: YAMLValue, in text: [UInt8]) -> Int {
    text[..<element.range.lowerBound].lastIndex(of: UInt8(ascii: "-")) ?? element.range.lowerBound
  }

  /// Behind the last byte of a value that is none between values.
  private static func contentEnd(of value: YAMLValue, in text: [UInt8]) -> Int {
    var end = value.range.upperBound
    while end > value.range.lowerBound, isBlank(text[end - 1]) { end -= 1 }
    return end
  }

  private static func lineStart(of place: Int, in text: [UInt8]) -> Int {
    text[..<place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  }

  /// Behind the end of the line, with what stands there beside the value: a comment.
  private static func lineEnd(of place: Int, in text: [UInt8]) -> Int {
    text[place...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? text.count
  }

  // MARK: Text

  private static func lines(_ lines: [String], after text: [UInt8]) -> [UInt8] {
    let newline = newline(of: text)
    let isClosed = text.isEmpty || text.last == UInt8(ascii: "\n")
    return (isClosed ? [] : newline) + lines.flatMap { Array($0.utf8) + newline }
  }

  private static func replacing(_ range: Range<Int>, in text: [UInt8], with new: String) -> [UInt8] {
    var changed = text
    changed.replaceSubrange(range, with: Array(new.utf8))
    return changed
  }

  private static func newline(of text: [UInt8]) -> [UInt8] {
    text.contains(UInt8(ascii: "\r")) ? [0x0D, 0x0A] : [0x0A]
  }

  private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

  /// As it stands, where YAML takes it as this text.
  private static func scalar(_ text: String) -> String {
    let isPlain =
      text.utf8.first.map { (0x41...0x5A).contains($0 & 0xDF) } ?? false && !text.hasSuffix(" ") && !text.contains(": ")
      && !text.hasSuffix(":") && !text.contains(" #")
      && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    return isPlain ? text : quoted(text)
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "''") + "'"
  }
}

extension YAMLValue {
  fileprivate func isText(_ text: StaticString) -> Bool { text ~= self }
}
