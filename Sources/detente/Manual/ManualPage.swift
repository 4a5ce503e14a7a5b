/// A page of the manual, part by part. Texts may mark `code` as Markdown does; everything else is taken literally.
struct ManualPage {
  enum Name: String, CaseIterable { case detente, desk, config, alerts, index, feeds }

  enum Block {
    case section(String)
    case subsection(String)
    case paragraph(String)
    /// A term and what it means, set in by so many columns.
    case item(tag: String, text: String, indent: Int)
    /// What may be typed, a line each.
    case usage([String])
    /// Lines as they are.
    case verbatim([String])
  }

  let name: String
  let section: Int
  /// The part of the manual that it belongs to.
  let volume: String
  private(set) var blocks: [Block] = []

  /// - Parameter summary: what the page is about, a sentence part.
  init(_ name: String, section: Int, volume: String, summary: String) {
    self.name = name
    self.section = section
    self.volume = volume
    add(.section("Name"))
    add(.paragraph("\(name) - \(summary)"))
  }

  mutating func add(_ block: Block) { blocks.append(block) }

  mutating func add(_ blocks: [Block]) { self.blocks += blocks }
}

extension ManualPage.Block {
  /// Blocks of a text: `# Section`, `## Subsection`, paragraphs, terms (`: term`, its meaning on the lines below), lines set
  /// in by four blanks as they are, and `{name}` alone on a line for what `inserts` has under that name.
  static func blocks(of text: String, inserts: [String: [ManualPage.Block]] = [:]) -> [ManualPage.Block] {
    var blocks: [ManualPage.Block] = []
    var terms: [(tag: String, text: String)] = []
    func endTerms() {
      let widest = terms.map(\.tag.count).max() ?? 0
      blocks += terms.map { .item(tag: $0.tag, text: $0.text, indent: min(max(widest + 2, 8), 18)) }
      terms = []
    }
    for part in parts(of: text) {
      if let tag = part[0].after(": ") {
        terms.append((tag, part.dropFirst().joined(separator: " ")))
        continue
      }
      endTerms()
      if let title = part[0].after("# ") {
        blocks.append(.section(title))
      } else if let title = part[0].after("## ") {
        blocks.append(.subsection(title))
      } else if part[0].hasPrefix("    ") {
        blocks.append(.verbatim(part.map { String($0.dropFirst(4)) }))
      } else if part[0].hasPrefix("{"), part[0].hasSuffix("}"),
        let insert = inserts[String(part[0].dropFirst().dropLast())]
      {
        blocks += insert
      } else {
        blocks.append(.paragraph(part.joined(separator: " ")))
      }
    }
    endTerms()
    return blocks
  }

  /// The text's lines between empty ones; a term and a head end with the line before the next.
  private static func parts(of text: String) -> [[String]] {
    var parts: [[String]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let isHead = line.hasPrefix("#") || line.hasPrefix(": ")
      let endsHead = parts.last?.first?.hasPrefix("#") ?? false
      if line.isEmpty || isHead || endsHead { parts.append([]) }
      if !line.isEmpty { parts[parts.count - 1].append(line) }
    }
    return parts.filter { !$0.isEmpty }
  }
}

extension String {
  fileprivate func after(_ prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
