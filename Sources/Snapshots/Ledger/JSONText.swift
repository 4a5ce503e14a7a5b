/// Changes of a JSON text that leave every other byte as it is. The text has been parsed: what is looked for is there.
extension UnsafeRawBufferPointer {
  /// The end of the value that begins at `start`.
  func jsonEnd(from start: Int) -> Int {
    var index = start
    var depth = 0
    while index < count {
      switch self[index] {
      case UInt8(ascii: "\""):
        index = stringEnd(from: index)
        if depth == 0 { return index }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth <= 1 { return depth == 1 ? index + 1 : index }
        depth -= 1
      case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D:
        if depth == 0 { return index }
      default: break
      }
      index += 1
    }
    return count
  }

  private func stringEnd(from start: Int) -> Int {
    var index = start + 1
    while index < count, self[index] != UInt8(ascii: "\"") { index += self[index] == UInt8(ascii: "\\") ? 2 : 1 }
    return Swift.min(index + 1, count)
  }

  /// The text of a value, on one line.
  func jsonText(of value: JSONValue) -> String {
    let bytes = self[value.offset..<jsonEnd(from: value.offset)]
    return String(decoding: bytes.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }, as: UTF8.self)
  }

  /// The whole text with one more element at `position` of a list, set off by the blanks that its neighbour has.
  func inserting(_ element: String, at position: Int, of list: JSONValue) -> [UInt8] {
    let starts = list.elements.map(\.offset)
    guard let last = starts.last else { return inserting(Array(element.utf8), at: list.offset + 1) }
    guard position < starts.count else {
      return inserting([UInt8(ascii: ",")] + blanks(before: last) + Array(element.utf8), at: jsonEnd(from: last))
    }
    let next = starts[position]
    return inserting(Array(element.utf8) + [UInt8(ascii: ",")] + blanks(before: next), at: next)
  }

  private func inserting(_ text: [UInt8], at index: Int) -> [UInt8] {
    Array(self[..<index]) + text + Array(self[index...])
  }

  private func blanks(before index: Int) -> [UInt8] {
    var start = index
    while start > 0, self[start - 1].isBlank { start -= 1 }
    return Array(self[start..<index])
  }
}
