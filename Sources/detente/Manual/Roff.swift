extension ManualPage {
  /// The page for man(7).
  var roff: String {
    var roff = Roff(self)
    for block in blocks { roff.add(block) }
    return roff.text
  }
}

private struct Roff {
  private(set) var text: String
  /// A paragraph begins there by itself.
  private var isBelowHead = false

  init(_ page: ManualPage) {
    let version = Detente.configuration.version
    text =
      ".TH \(page.name.uppercased()) \(page.section) \(ManualPage.date) \"detente \(version)\" \"\(page.volume)\"\n"
    // Left-aligned and unhyphenated: commands and keys stay whole.
    text += ".ad l\n.nh\n"
  }

  mutating func add(_ block: ManualPage.Block) {
    let part = isBelowHead ? "" : ".PP\n"
    switch block {
    case .section(let title): head(".SH \(Roff.escaped(title.uppercased()))")
    case .subsection(let title): head(".SS \(Roff.escaped(title))")
    case .paragraph(let text): body(part + Roff.inline(text))
    case .item(let tag, let text, let indent):
      let text = text.isEmpty ? "\\&" : Roff.inline(text)
      body(".TP \(indent)\n\\fB" + Roff.escaped(tag.replacing("`", with: "")) + "\\fR\n" + text)
    case .usage(let lines): body(part + Roff.usage(lines))
    case .verbatim(let lines): body(part + ".nf\n" + lines.map { Roff.escaped($0) + "\n" }.joined() + ".fi")
    }
  }

  /// A paragraph each: broken only between `[parts]`, and set in below its first line.
  private static func usage(_ lines: [String]) -> String {
    let paragraphs = lines.map { line -> String in
      var depth = 0
      let whole = line.map { character -> String in
        if character == "[" { depth += 1 } else if character == "]" { depth -= 1 }
        return character == " " && depth > 0 ? "\\ " : Roff.escaped(String(character))
      }
      return ".HP 8\n" + whole.joined() + "\n"
    }
    return ".PD 0\n" + paragraphs.joined() + ".PD"
  }

  private mutating func head(_ line: String) {
    text += line + "\n"
    isBelowHead = true
  }

  private mutating func body(_ lines: String) {
    text += lines + "\n"
    isBelowHead = false
  }

  private static func inline(_ line: String) -> String {
    let parts = line.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    let text = parts.enumerated().map { index, part in
      index.isMultiple(of: 2) ? escaped(part, atStart: index == 0) : "\\fB" + escaped(part, atStart: false) + "\\fR"
    }
    return text.joined()
  }

  /// Without meaning to roff: groff_char(7) for what is not ASCII, a zero-width character before a control at the start.
  private static func escaped(_ text: String, atStart: Bool = true) -> String {
    var out = atStart && (text.hasPrefix(".") || text.hasPrefix("'")) ? "\\&" : ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": out += "\\e"
      case "-": out += "\\-"
      case "'": out += "\\(aq"
      case "`": out += "\\(ga"
      case "^": out += "\\(ha"
      case "~": out += "\\(ti"
      case "\"": out += "\\(dq"
      // Lost where the terminal has but ASCII.
      case "…": out += "..."
      case "é": out += "e"
      case "▲": out += "\\(ha"
      case _ where scalar.isASCII: out.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        out += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
      }
    }
    return out
  }
}
