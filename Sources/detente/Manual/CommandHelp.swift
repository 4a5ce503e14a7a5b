import ArgumentParser

/// What the argument parser says of a command, taken apart: its help text set so wide that nothing is wrapped.
struct CommandHelp {
  /// A block of arguments or options under its head.
  struct Block {
    let head: String
    var entries: [(tag: String, text: String)] = []
  }

  /// Lines of the discussion; empty ones part paragraphs.
  private(set) var discussion: [String] = []
  private(set) var usage: [String] = []
  private(set) var blocks: [Block] = []

  init(_ command: any ParsableCommand.Type) {
    let help = Detente.helpMessage(for: command, columns: 10_000)
    var isUsage = false
    for line in help.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if let text = line.dropping("USAGE: ") {
        usage.append(text)
        isUsage = true
      } else if isUsage, line.first.map({ $0 != " " }) ?? false, line.hasSuffix(":") {
        blocks.append(Block(head: String(line.dropLast())))
      } else if !blocks.isEmpty {
        add(line)
      } else if isUsage {
        if let text = line.dropping("  ") { usage.append(text) }
      } else {
        // The overview is the abstract, which names the command elsewhere.
        if !line.hasPrefix("OVERVIEW: ") { discussion.append(line) }
      }
    }
  }

  /// `  tag   text`, or the text of the tag before on a line of its own.
  private mutating func add(_ line: String) {
    let last = blocks.count - 1
    guard let entry = line.dropping("  "), let first = entry.first else { return }
    if first == " " {
      guard !blocks[last].entries.isEmpty else { return }
      let text = entry.trimmed
      let before = blocks[last].entries[blocks[last].entries.count - 1].text
      blocks[last].entries[blocks[last].entries.count - 1].text = before.isEmpty ? text : before + " " + text
      return
    }
    let gap = entry.firstRange(of: "  ")
    let tag = gap.map { String(entry[..<$0.lowerBound]) } ?? entry
    blocks[last].entries.append((tag, gap.map { String(entry[$0.lowerBound...]).trimmed } ?? ""))
  }
}

extension String {
  fileprivate func dropping(_ prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
