import Analytics
import Canvas
import Market

/// A line behind `:`: a command with its words, or a name, which it opens.
struct CommandLine {
  enum Action {
    case requests([Request])
    /// A command of the table, by one of its keys.
    case command(Command, Key)
  }

  /// Names listed at most.
  private static let limit = 100

  let text: String
  let context: LineContext

  // MARK: Reading

  /// What the line asks for.
  ///
  /// A symbol spelled as it is comes before a command of the same letters; a command before any other name.
  func action() throws(Mistake) -> Action {
    let words = text.split(separator: " ")
    guard let first = words.first else { return .requests([]) }
    let whole = text[first.startIndex..<(words.last?.endIndex ?? first.endIndex)]
    let name = String(whole)
    if let symbol = instrument({ $0.symbol == name || $0.aliases.contains(name) }) { return open(symbol) }
    let isForced = first.last == "!"
    let arguments = LineArguments(line: text, words: Array(words.dropFirst()), isForced: isForced)
    let word = isForced ? first.dropLast() : first
    if !isForced, let command = context.commands.first(where: { $0.word == word }),
      let key = key(of: command, arguments.words)
    {
      return .command(command, key)
    }
    if let command = context.lineCommands.first(where: { $0.word == word }) {
      if let reason = command.reason(context) { throw Mistake(at: start(of: first), length: first.count, reason) }
      return .requests(try command.read(arguments, context))
    }
    if let command = context.commands.first(where: { $0.word == word }) {
      throw arguments.mistake(arguments.words.first ?? first, command.keys.count > 1 ? "a key of it" : "nothing more")
    }
    if let symbol = instrument({ $0.isCalled(name) }) { return open(symbol) }
    let commands = context.lineCommands.map(\.word) + context.commands.map(\.word)
    if words.count > 1, NearestWord.of(String(word), among: commands) != nil {
      throw arguments.mistake(first, "a command or a name", among: commands)
    }
    throw arguments.mistake(whole, "a command or a name", among: commands + names(for: whole))
  }

  private func open(_ symbol: String) -> Action { .requests([.select(symbol), .open(.instrument(symbol: symbol))]) }

  /// The key that a command is run by: its first, or the one that is named behind its word.
  private func key(of command: Command, _ words: [Substring]) -> Key? {
    guard let word = words.first else { return command.keys.first }
    return words.count == 1 ? command.keys.first { Command.plain($0) == word } : nil
  }

  private func instrument(_ isWanted: (Instrument) -> Bool) -> String? {
    for sector in context.moment.reading.sectors {
      for index in sector.rows.indices where isWanted(sector.rows[index].instrument) {
        return sector.rows[index].instrument.symbol
      }
    }
    return nil
  }

  /// What a name may be called; by more than its symbols where a word is not all.
  private func names(for whole: Substring) -> [String] {
    context.moment.reading.sectors.lazy.flatMap(\.rows).flatMap { row in
      row.instrument.symbols + (whole.contains(" ") ? [row.instrument.name] : [])
    }
  }

  // MARK: Completion

  /// What could be written at the end of the line.
  func completions() -> Completions {
    let words = text.split(separator: " ")
    let isOpen = text.last.map { $0 != " " } ?? false
    guard let first = words.first, words.count > 1 || !isOpen else { return candidatesOfFirst(words.first ?? "") }
    let isForced = first.last == "!"
    let word = isForced ? first.dropLast() : first
    guard let command = context.lineCommands.first(where: { $0.word == word }) else {
      let name = text[first.startIndex...]
      return Completions(start: start(of: name), candidates: names(beginning: String(name)))
    }
    let last = isOpen ? words[words.count - 1] : text[text.endIndex...]
    let arguments = LineArguments(
      line: text, words: Array(words.dropFirst()) + (isOpen ? [] : [last]), isForced: isForced)
    let note = command.reason(context) ?? command.note(arguments, context)
    let folded = Array(last.lowercased().utf8)
    let candidates = command.candidates(arguments, context).lazy
      .filter { LetterCase.begins($0.text, folded) && $0.text != last }.prefix(Self.limit)
    return Completions(start: start(of: last), candidates: Array(candidates), note: note)
  }

  private func start(of word: Substring) -> Int { text.distance(from: text.startIndex, to: word.startIndex) }

  private func candidatesOfFirst(_ word: Substring) -> Completions {
    let folded = Array(word.lowercased().utf8)
    var seen: Set<String> = []
    var candidates: [Completions.Candidate] = []
    for command in context.lineCommands where LetterCase.begins(command.word, folded) {
      seen.insert(command.word)
      candidates.append(.init(text: command.word, meaning: "\(command.arguments)  \(command.summary)"))
    }
    // What moves a cursor is typed by nobody.
    let ordered = context.commands.filter(\.group.isOfScreen) + context.commands.filter { !$0.group.isOfScreen }
    for command in ordered where LetterCase.begins(command.word, folded) && seen.insert(command.word).inserted {
      candidates.append(.init(text: command.word, meaning: "\(command.keyText)  \(command.summary)"))
    }
    if !word.isEmpty { candidates += names(beginning: String(word)) }
    return Completions(start: word.isEmpty ? text.count : start(of: word), candidates: candidates)
  }

  /// The names whose symbol, alias or a word of whose name begins so: in this order.
  func names(beginning text: String) -> [Completions.Candidate] {
    let folded = Array(text.lowercased().utf8)
    var found: [[Completions.Candidate]] = [[], [], []]
    for sector in context.moment.reading.sectors {
      for index in sector.rows.indices {
        let instrument = sector.rows[index].instrument
        let rank =
          LetterCase.begins(instrument.symbol, folded)
          ? 0
          : instrument.aliases.contains { LetterCase.begins($0, folded) }
            ? 1 : LetterCase.beginsWord(of: instrument.name, folded) ? 2 : nil
        guard let rank, found[rank].count < Self.limit else { continue }
        found[rank].append(.init(text: instrument.symbol, meaning: instrument.name))
      }
    }
    return Array(found.joined().prefix(Self.limit))
  }
}

/// Comparison of beginnings without regard to case.
enum LetterCase {
  /// - Parameter folded: in lower case.
  static func begins(_ text: String, _ folded: [UInt8]) -> Bool {
    var text = text
    return text.withUTF8 { begins($0[...], folded) }
  }

  /// Whether the text or a word of it begins so.
  static func beginsWord(of text: String, _ folded: [UInt8]) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.indices.contains { index in
        (index == 0 || bytes[index - 1] == 0x20) && begins(bytes[index...], folded)
      }
    }
  }

  private static func begins(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ folded: [UInt8]) -> Bool {
    bytes.count >= folded.count
      && zip(bytes, folded).allSatisfy { ((0x41...0x5A).contains($0) ? $0 | 0x20 : $0) == $1 }
  }
}

extension Instrument {
  /// Whether it is called so: by symbol, alias or name.
  fileprivate func isCalled(_ text: String) -> Bool {
    if isNamed(text) { return true }
    let folded = text.lowercased()
    return symbols.contains { $0.lowercased() == folded } || name.lowercased() == folded
      || isNamed(text.uppercased())
  }
}
