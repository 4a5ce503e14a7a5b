import Canvas

/// A word of a text that leads to an address.
struct TextLink {
  /// From the text's start.
  let column: Int
  let width: Int
  let address: LinkAddress

  /// The addresses among the words of a text, as a whole; nil for words that only begin like one.
  static func addresses(in text: TerminalSafe) -> [LinkAddress?] {
    words(of: text).filter(isLike).map { word in
      // What ends a sentence is not part of it.
      let end = word.lastIndex { !".,;".contains($0) } ?? word.startIndex
      return LinkAddress(String(word[...end]))
    }
  }

  /// The links in one of the lines that a text was wrapped into: its words may be cut, the addresses are not.
  /// - Parameter addresses: those of the text that no line before it has; those of this line are taken from them.
  static func links(in line: TerminalSafe, to addresses: inout ArraySlice<LinkAddress?>) -> [TextLink] {
    words(of: line).filter(isLike).compactMap { word in
      guard let address = addresses.popFirst() ?? nil, address.text.hasPrefix(word.prefix { !"~.,;".contains($0) })
      else { return nil }
      return TextLink(
        column: TerminalSafe(String(line.text[..<word.startIndex])).width, width: word.count, address: address)
    }
  }

  private static func words(of text: TerminalSafe) -> [Substring] { text.text.split(separator: " ") }

  private static func isLike(_ word: Substring) -> Bool { word.lowercased().hasPrefix("http") && word.contains(":") }
}
