import Testing

@testable import Snapshots

/// The reader looks at eight bytes at a time: what it finds may not depend on where in them it stands.
@Suite struct CSVReaderTests {
  /// The fields of every row as text, and where the first stray quote of each stands.
  private func rows(_ text: String, separator: Character) throws -> [(fields: [String], strayQuote: Int?)] {
    try Array(text.utf8).withUnsafeBytes { bytes in
      var reader = CSVReader(bytes, separator: try #require(separator.asciiValue))
      var rows: [(fields: [String], strayQuote: Int?)] = []
      while try reader.next() {
        rows.append((reader.fields.indices.map { reader.text($0) ?? "no UTF-8" }, reader.strayQuote))
      }
      return rows
    }
  }

  @Test(arguments: [",", ";", "\t"] as [Character])
  func findsSeparatorsAndLineEndsAtEveryPlace(separator: Character) throws {
    // Letters beyond ASCII, blanks and marks that look alike in some bits: none of them separates. Outer blanks are
    // dropped.
    let alphabet = Array("a é!€ -.\u{1}+9#\u{AC}~\u{8C}漢")
    for length in 0...20 {
      let field = String((0..<length).map { alphabet[($0 * 5 + length) % alphabet.count] })
      for end in ["\n", "\r\n", "\r"] {
        let text = "x\(separator)\(field)\(separator)1\(end)\(field)2\(separator)\(separator)\(field)"
        let found = try rows(text, separator: separator)
        let inner = String(field.drop { $0 == " " })
        let bare = String(inner.reversed().drop { $0 == " " }.reversed())
        #expect(found.map(\.fields) == [["x", bare, "1"], [inner + "2", "", bare]], "\(length)")
        #expect(found.allSatisfy { $0.strayQuote == nil })
      }
    }
  }

  @Test func findsTheFirstStrayQuoteAtEveryPlace() throws {
    for length in 1...20 {
      let text = "a,\(String(repeating: "b", count: length))\"c\"d,e\n"
      let found = try rows(text, separator: ",")
      #expect(found.map(\.strayQuote) == [2 + length])
      #expect(found.first?.fields.count == 3)
    }
  }

  @Test func readsQuotedFieldsBesideLongOnes() throws {
    let found = try rows("\"a, \"\"b\"\"\nc\",ddddddddddddd,\"\"\n", separator: ",")
    #expect(found.map(\.fields) == [["a, \"b\"\nc", "ddddddddddddd", ""]])
  }
}
