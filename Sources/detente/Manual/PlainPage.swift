import Canvas

extension ManualPage {
  /// The page as text of at most so many columns, for terminals and pipes; lines that stand as they are may be longer.
  func text(columns: Int) -> String {
    var lines: [String] = []
    var last: Block?
    for block in blocks {
      if let last, !block.followsClosely(last) { lines.append("") }
      lines += block.lines(columns: columns)
      last = block
    }
    return lines.joined(separator: "\n")
  }
}

extension ManualPage.Block {
  private static let margin = 4

  /// Whether no line is free between them: terms stand below one another, and what is below a head right below it.
  fileprivate func followsClosely(_ last: ManualPage.Block) -> Bool {
    switch (last, self) {
    case (.item, .item), (.section, .paragraph), (.section, .usage), (.subsection, .paragraph), (.subsection, .item),
      (.section, .item):
      true
    default: false
    }
  }

  fileprivate func lines(columns: Int) -> [String] {
    switch self {
    case .section(let title): return [title.uppercased()]
    case .subsection(let title): return ["  " + title]
    case .paragraph(let text): return Self.wrapped(text, columns, indent: Self.margin)
    case .usage(let lines): return lines.flatMap { Self.wrapped($0, columns, indent: Self.margin, hanging: 8) }
    case .verbatim(let lines): return lines.map { String(repeating: " ", count: Self.margin) + $0 }
    case .item(let tag, let text, let indent):
      let tag = String(repeating: " ", count: Self.margin) + tag.replacing("`", with: "")
      var body = Self.wrapped(text, columns, indent: Self.margin + indent)
      let room = Self.margin + indent - TerminalSafe(tag).width
      guard room >= 2, let first = body.first else { return [tag] + body }
      body[0] = tag + String(repeating: " ", count: room) + first.drop { $0 == " " }
      return body
    }
  }

  /// - Parameter hanging: how much further lines after the first are set in.
  private static func wrapped(_ text: String, _ columns: Int, indent: Int, hanging: Int = 0) -> [String] {
    let words = TerminalSafe(text.replacing("`", with: ""))
    let lines = words.wrapped(to: max(20, columns - indent - hanging))
    return lines.enumerated().map { index, line in
      String(repeating: " ", count: indent + (index == 0 ? 0 : hanging)) + line.text
    }
  }
}
