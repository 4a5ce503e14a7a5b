import Glibc

extension UnsafeRawBufferPointer {
  /// The first index of `byte` in a part of the buffer.
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    guard let base = baseAddress, !range.isEmpty,
      let found = memchr(base + range.lowerBound, Int32(byte), range.count)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  /// What ends a line: LF (with or without CR before it), or CR where the first lines end so, as old spreadsheets write.
  var lineEnd: UInt8 {
    let head = 0..<Swift.min(count, 64 << 10)
    return firstIndex(of: 0x0A, in: head) == nil && firstIndex(of: 0x0D, in: head) != nil ? 0x0D : 0x0A
  }

  /// The first place of `text` at or after `start`.
  func range(of text: StaticString, from start: Int = 0) -> Range<Int>? {
    let length = text.utf8CodeUnitCount
    var low = start
    while length > 0, low + length <= count, let found = firstIndex(of: text.utf8Start[0], in: low..<count) {
      if part(found..<count).starts(with: text) { return found..<found + length }
      low = found + 1
    }
    return nil
  }

  func part(_ range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: self[range]) }

  func equals(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && starts(with: text)
  }

  func equals(_ other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    guard count > 0, let base = baseAddress, let otherBase = other.baseAddress else { return true }
    return memcmp(base, otherBase, count) == 0
  }

  func starts(with text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard length > 0 else { return true }
    guard count >= length, let base = baseAddress else { return false }
    return memcmp(base, text.utf8Start, length) == 0
  }

  /// Without blanks (space, tab, CR, LF) at both ends.
  var trimmed: UnsafeRawBufferPointer {
    var low = 0
    var high = count
    while low < high, self[low].isBlank { low += 1 }
    while high > low, self[high - 1].isBlank { high -= 1 }
    return part(low..<high)
  }

  /// What feeds write where they have no value.
  var isMissingValue: Bool {
    if isEmpty { return true }
    guard count <= 4 else { return false }
    return equals("-") || equals(".") || equals("N/A") || equals("n/a") || equals("NA") || equals("N/D")
      || equals("null") || equals("NaN") || equals("nan")
  }

  /// As text in a message: quoted, at most 40 bytes of it, bad UTF-8 replaced.
  var shown: String {
    let head = part(0..<Swift.min(count, 40))
    return "\"" + String(decoding: head, as: UTF8.self) + (count > 40 ? "…\"" : "\"")
  }
}

extension String {
  /// As text in a message, within the same bounds: a header's field may be as long as the file.
  var shown: String { Array(utf8.prefix(41)).withUnsafeBytes(\.shown) }
}

extension UInt8 {
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
  var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var lowercasedASCII: UInt8 { self >= 0x41 && self <= 0x5A ? self + 0x20 : self }
}

/// Whether a name of a file comes before another: by bytes, so that every name has one place.
func precedes(_ a: [UInt8], _ b: [UInt8]) -> Bool { a.lexicographicallyPrecedes(b) }
