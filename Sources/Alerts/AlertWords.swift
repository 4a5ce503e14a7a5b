import Canvas

/// The words of a rule's text, each with its place.
struct AlertWords {
  struct Word {
    /// Without its quotes.
    let text: String
    let isQuoted: Bool
    /// 1-based, in bytes.
    let column: Int

    /// As it has to be written.
    var written: String { isQuoted ? "\"\(text)\"" : text }
  }

  private let words: [Word]
  private var next = 0
  /// Behind the last byte, 1-based.
  private let end: Int

  /// - Throws: The fault of a quote that is not closed.
  init(_ text: String) throws(AlertRuleFault) {
    let bytes = Array(text.utf8)
    end = bytes.count + 1
    var words: [Word] = []
    var index = 0
    func word(_ range: Range<Int>, from start: Int, isQuoted: Bool = false) -> Word {
      Word(text: String(decoding: bytes[range], as: UTF8.self), isQuoted: isQuoted, column: start + 1)
    }
    while index < bytes.count {
      let start = index
      switch bytes[index] {
      case 0x09, 0x0A, 0x0D, 0x20: index += 1
      case UInt8(ascii: "\""):
        guard let close = bytes[(index + 1)...].firstIndex(of: UInt8(ascii: "\"")) else {
          throw AlertRuleFault(column: start + 1, message: "found a quote that is not closed, expected \" at its end")
        }
        words.append(word(index + 1..<close, from: start, isQuoted: true))
        index = close + 1
      case UInt8(ascii: "<"), UInt8(ascii: ">"):
        index += index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "=") ? 2 : 1
        words.append(word(start..<index, from: start))
      case UInt8(ascii: "|"), UInt8(ascii: ","):
        index += 1
        words.append(word(start..<index, from: start))
      default:
        while index < bytes.count, !" \t\n\r\"<>|,".utf8.contains(bytes[index]) { index += 1 }
        words.append(word(start..<index, from: start))
      }
    }
    self.words = words
  }

  /// The words with one blank between them, none about `|` and `,`.
  var key: String {
    var key = ""
    var isJoined = true
    for word in words {
      let isMark = !word.isQuoted && (word.text == "|" || word.text == ",")
      if !isMark, !isJoined { key += " " }
      key += word.written
      isJoined = isMark
    }
    return key
  }

  var peeked: Word? { next < words.count ? words[next] : nil }

  mutating func take() -> Word? {
    guard let word = peeked else { return nil }
    next += 1
    return word
  }

  /// Takes the next word where it is this one, without quotes.
  mutating func take(_ text: String) -> Bool {
    guard let word = peeked, !word.isQuoted, word.text == text else { return false }
    next += 1
    return true
  }

  /// Takes the next word where it is one of these.
  mutating func take<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    guard let word = peeked, !word.isQuoted, let choice = Choice(rawValue: word.text) else { return nil }
    next += 1
    return choice
  }

  /// One of these, or a fault that names the nearest.
  mutating func require<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) throws(AlertRuleFault) -> Choice
  where Choice.RawValue == String {
    if let choice = take(Choice.self) { return choice }
    let words = Choice.allCases.map(\.rawValue)
    throw fault(AlertWords.list(words), among: words)
  }

  /// What is wrong with the next word.
  /// - Parameter words: The nearest of them is named.
  func fault(_ expected: String, among words: [String] = []) -> AlertRuleFault {
    guard let word = peeked else { return AlertRuleFault(column: end, message: "found nothing, expected \(expected)") }
    return AlertWords.fault(word, expected, among: words)
  }

  static func fault(_ word: Word, _ expected: String, among words: [String] = []) -> AlertRuleFault {
    let nearest = word.isQuoted ? nil : NearestWord.of(word.text, among: words)
    let hint = nearest.map { " (nearest is \($0))" } ?? ""
    return AlertRuleFault(column: word.column, message: "found \(word.written), expected \(expected)\(hint)")
  }

  /// `a, b or c`.
  static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return "\(words.dropLast().joined(separator: ", ")) or \(last)"
  }
}
