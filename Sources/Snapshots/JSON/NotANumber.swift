/// `NaN`, `Infinity` and `-Infinity`: no JSON, but what Python's `json.dumps` writes for a data frame's missing values
/// unless it is told `allow_nan=False`. They read as null, so that they refuse a field or a row and not the file.
enum NotANumber {
  /// Text of this one byte stands for them in a copy: a control character that no feed writes.
  static let mark: UInt8 = 0x7F
  /// Bytes behind a document that simdjson may read.
  private static let padding = 64

  private static let words: [StaticString] = ["NaN", "Infinity", "-Infinity"]

  /// A copy of a document in which text of ``mark`` stands in the place of every such word, as long as the word; nil where
  /// there is none. It is asked for only when the document is found to be no JSON.
  static func marked(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> [UInt8]? {
    let text = bytes.part(range)
    guard text.range(of: "NaN") != nil || text.range(of: "Infinity") != nil,
      text.firstIndex(of: mark, in: 0..<text.count) == nil, text.range(of: "\\u007") == nil
    else { return nil }
    var copy = [UInt8](repeating: 0x20, count: text.count + padding)
    copy.withUnsafeMutableBytes { $0.copyMemory(from: text) }
    var isFound = false
    // Of the last byte that is no blank.
    var before: UInt8 = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "\"") {
        index = end(ofString: text, from: index + 1)
        before = byte
      } else if let length = length(ofWord: text, at: index), isValue(text, before, end: index + length) {
        copy.replaceSubrange(index..<index + 3, with: [UInt8(ascii: "\""), mark, UInt8(ascii: "\"")])
        for rest in index + 3..<index + length { copy[rest] = 0x20 }
        isFound = true
        before = mark
        index += length
      } else {
        if !byte.isBlank { before = byte }
        index += 1
      }
    }
    return isFound ? copy : nil
  }

  private static func length(ofWord text: UnsafeRawBufferPointer, at index: Int) -> Int? {
    guard [UInt8(ascii: "N"), UInt8(ascii: "I"), UInt8(ascii: "-")].contains(text[index]) else { return nil }
    let rest = text.part(index..<text.count)
    return words.first { rest.starts(with: $0) }?.utf8CodeUnitCount
  }

  /// Whether a value may stand between a byte and what comes at `end`.
  private static func isValue(_ text: UnsafeRawBufferPointer, _ before: UInt8, end: Int) -> Bool {
    guard [UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "[")].contains(before),
      let next = text[end...].first(where: { !$0.isBlank })
    else { return false }
    return [UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}")].contains(next)
  }

  /// The index behind a string's closing quote.
  private static func end(ofString text: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index < text.count {
      if text[index] == UInt8(ascii: "\"") { return index + 1 }
      index += text[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return text.count
  }
}
