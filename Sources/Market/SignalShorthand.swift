/// A signal in one line, as its reader types it: `US>CN 036 C3 denied: US reached out through several channels`.
///
/// Actor `>` target, a CAMEO code, and behind a colon the text; between code and colon may stand an Admiralty grade (A–F
/// and 1–6; without one F6, "cannot be judged") and a status (without one `reported`).
package struct SignalShorthand: Hashable, Sendable {
  /// Why a line was not understood: `found X, expected Y`.
  package struct Fault: Error, Hashable, Sendable {
    package let message: String
  }

  /// Three-letter codes, as the ledger has them.
  package let actor: String
  package let target: String
  /// 2–4 digits, known to ``CAMEO``, itself or by its parent.
  package let code: String
  /// Goldstein weight of the code.
  package let weight: Double
  package private(set) var reliability = Signal.Reliability.f
  package private(set) var credibility = 6
  package private(set) var status = Signal.Status.reported
  /// Not empty.
  package let text: String

  package init(_ line: String) throws(Fault) {
    guard let colon = line.firstIndex(of: ":") else {
      throw Self.fault(line, "a colon before the text, as in \(Self.example)")
    }
    text = Self.trimmed(line[line.index(after: colon)...])
    guard !text.isEmpty else { throw Fault(message: "found no text after the colon, expected what happened") }
    let head = line[..<colon]
    guard let arrow = head.firstIndex(of: ">") else {
      throw Self.fault(String(head), "actor>target first, as in \(Self.example)")
    }
    var words = head[head.index(after: arrow)...].split { $0.isWhitespace }.map(String.init)[...]
    actor = try Self.party(Self.trimmed(head[..<arrow]))
    target = try Self.party(words.popFirst() ?? "")
    let code = words.popFirst() ?? ""
    guard let weight = CAMEO.weight(of: code) else {
      throw Self.fault(code, "a CAMEO event code like 036 (detente codes WORD finds them)")
    }
    self.code = code
    self.weight = weight
    if let grade = words.first, let (reliability, credibility) = Self.grade(grade) {
      (self.reliability, self.credibility) = (reliability, credibility)
      words.removeFirst()
    }
    if let word = words.first, let status = Signal.Status(rawValue: word.lowercased()) {
      self.status = status
      words.removeFirst()
    }
    if let rest = words.first {
      throw Self.fault(rest, "a grade like C3, then reported, confirmed, denied or withdrawn, then a colon")
    }
  }

  private static let example = "\"US>CN 036 C3 denied: US reached out\""

  private static func fault(_ found: String, _ expected: String) -> Fault {
    Fault(message: "found \(found.isEmpty ? "nothing" : "\"\(found)\""), expected \(expected)")
  }

  private static func trimmed(_ text: Substring) -> String {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(text[first...last])
  }

  /// The two parties by two letters, any party by the three or more that the ledger has.
  private static func party(_ word: String) throws(Fault) -> String {
    let code = word.uppercased()
    switch code {
    case "US": return "USA"
    case "CN": return "CHN"
    default:
      guard (3...15).contains(code.utf8.count), code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
        throw fault(word, "US, CN or a three-letter country code")
      }
      return code
    }
  }

  private static func grade(_ word: String) -> (Signal.Reliability, Int)? {
    guard word.utf8.count == 2, let reliability = Signal.Reliability(rawValue: word.prefix(1).uppercased()),
      let credibility = Int(word.suffix(1)), (1...6).contains(credibility)
    else { return nil }
    return (reliability, credibility)
  }
}
