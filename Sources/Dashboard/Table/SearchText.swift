/// Texts of rows, in which words are found without regard to case.
struct SearchText: Sendable {
  private var bytes: [UInt8] = []
  /// Where the texts of a row begin; one more for the end.
  private var starts = [0]

  /// - Parameter rows: the texts of each row; a word is found within one of them.
  init(_ rows: some Sequence<[String]>) {
    for texts in rows {
      for text in texts {
        bytes += Self.folded(text)
        // No text holds it, so that no word spans two.
        bytes.append(0)
      }
      starts.append(bytes.count)
    }
  }

  /// A text as words are compared.
  static func folded(_ text: String) -> [UInt8] {
    var isASCII = true
    let bytes = text.utf8.map { byte -> UInt8 in
      if byte >= 0x80 { isASCII = false }
      return (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
    return isASCII ? bytes : Array(text.lowercased().utf8)
  }

  /// Whether a folded word stands in a text of a row.
  func contains(_ word: [UInt8], row: Int) -> Bool {
    guard let first = word.first else { return true }
    return bytes.withUnsafeBufferPointer { bytes in
      word.withUnsafeBufferPointer { word in
        var start = starts[row]
        let last = starts[row + 1] - word.count
        while start <= last {
          if bytes[start] == first, (1..<word.count).allSatisfy({ bytes[start + $0] == word[$0] }) { return true }
          start += 1
        }
        return false
      }
    }
  }
}
