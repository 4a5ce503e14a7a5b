/// A page for man(7), written part by part. Texts may mark `code` as Markdown does; everything else is taken literally.
struct Roff {
  private(set) var text: String
  /// A paragraph begins there by itself.
  private var isBelowHead = false

  /// - Parameter date: `YYYY-MM-DD`.
  init(_ name: String, section: Int, date: String, version: String, volume: String) {
    text = ".TH \(name.uppercased()) \(section) \(date) \"detente \(version)\" \"\(volume)\"\n"
    // Left-aligned and unhyphenated: commands and keys stay whole.
    text += ".ad l\n.nh\n"
  }

  mutating func section(_ title: String) { head(".SH \(Roff.escaped(title.uppercased()))") }
  mutating func subsection(_ title: String) { head(".SS \(Roff.escaped(title))") }
  mutating func line(_ line: String) { body(Roff.inline(line)) }
  mutating func paragraph(_ line: String) { body((isBelowHead ? "" : ".PP\n") + Roff.inline(line)) }

  /// - Parameter indent: Columns of the description.
  mutating func item(_ tag: String, _ description: String, indent: Int = 8) {
    let text = description.isEmpty ? "\\&" : Roff.inline(description)
    body(".TP \(indent)\n\\fB" + Roff.escaped(tag) + "\\fR\n" + text)
  }

  /// What may be typed, a paragraph each: broken only between `[parts]`, and set in below its first line.
  mutating func usage(_ lines: [String]) {
    let paragraphs = lines.map { line -> String in
      var depth = 0
      let whole = line.map { character -> String in
        if character == "[" { depth += 1 } else if character == "]" { depth -= 1 }
        return character == " " && depth > 0 ? "\\ " : Roff.escaped(String(character))
      }
      return ".HP 8\n" + whole.joined() + "\n"
    }
    body((isBelowHead ? "" : ".PP\n") + ".PD 0\n" + paragraphs.joined() + ".PD")
  }

  /// Lines as they are.
  mutating func verbatim(_ lines: [String]) {
    body((isBelowHead ? "" : ".PP\n") + ".nf\n" + lines.map { Roff.escaped($0) + "\n" }.joined() + ".fi")
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
      case _ where scalar.isASCII: out.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        out += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
      }
    }
    return out
  }
}
