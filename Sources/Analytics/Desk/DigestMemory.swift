import Market

// What of a digest outlives the program.
extension Digest {
  /// Its mark as that is written, and a line for each item that nothing else tells once it has gone back: names, numbers,
  /// triggers and files. The rest is what a reading then says that is new since the mark.
  package var encoded: String { mark.encoded + entries.compactMap(\.line).map { $0 + "\n" }.joined() }

  /// The items that have such a line: where they change, the digest is to be kept anew.
  package var lasting: [DigestItem] { entries.filter { $0.line != nil }.map(\.item) }

  /// Nil for anything that ``encoded`` of this version or an earlier one did not write.
  package init?(encoded text: String) {
    var entries: [Entry] = []
    var rest = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      guard Entry.isLine(line) else {
        rest += line + "\n"
        continue
      }
      guard let entry = Entry(line) else { return nil }
      entries.append(entry)
    }
    guard text.hasSuffix("\n"), let mark = SeenMark(encoded: rest) else { return nil }
    self.init(since: mark)
    restore(entries)
  }
}

extension Digest.Entry {
  private static let (moveField, itemField) = ("move", "item")

  fileprivate static func isLine(_ line: Substring) -> Bool {
    line.hasPrefix(moveField + " ") || line.hasPrefix(itemField + " ")
  }

  /// Nil for what the mark tells, and for a name with a line break in it.
  fileprivate var line: String? {
    let milliseconds = named.milliseconds.description
    let fields: [String]
    switch item {
    case .move(let move):
      fields = [
        Self.moveField, milliseconds, move.since?.milliseconds.description ?? "-", move.percent.description,
        move.sigma?.description ?? "-", move.price.description, move.session.description, move.symbol,
      ]
    case .index(let from, let to, let label):
      fields = [Self.itemField, milliseconds, "index", from.description, to.description, label == nil ? "-" : "label"]
    case .noEvidence(let since): fields = [Self.itemField, milliseconds, "evidence", since?.description ?? "-"]
    case .market(let from, let to): fields = [Self.itemField, milliseconds, "market", from.description, to.description]
    case .headline(let side, let from, let to):
      fields = [Self.itemField, milliseconds, "headline", side.rawValue, from.description, to.description]
    case .trigger(let name, let from, let to):
      fields = [Self.itemField, milliseconds, "trigger", name.rawValue, from.rawValue, to.rawValue]
    case .file(let path, let state): fields = [Self.itemField, milliseconds, "file", state.rawValue, path]
    case .announced, .layer, .signal, .doubt: return nil
    }
    let line = fields.joined(separator: " ")
    return line.contains(where: \.isNewline) ? nil : line
  }

  /// From its line.
  fileprivate init?(_ line: Substring) {
    let fields = line.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
    guard fields.count >= 2, let named = Int64(fields[1]) else { return nil }
    let item =
      fields[0] == Self.moveField
      ? DigestItem(move: line) : DigestItem(kind: fields.dropFirst(2).first, fields.dropFirst(3))
    guard let item else { return nil }
    self.init(item: item, named: Instant(milliseconds: named))
  }
}

extension DigestItem {
  /// Of what follows a kind; the last field may have blanks.
  fileprivate init?(kind: String?, _ fields: ArraySlice<String>) {
    let fields = Array(fields)
    func number(_ text: String) -> Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }
    /// The second and third field, where they are two numbers.
    func change(_ text: String) -> (from: Double, to: Double)? {
      let parts = text.split(separator: " ")
      guard parts.count == 2, let from = number(String(parts[0])), let to = number(String(parts[1])) else { return nil }
      return (from, to)
    }
    switch (kind, fields.count) {
    case ("index", 2):
      let parts = fields[1].split(separator: " ")
      guard let from = number(fields[0]), parts.count == 2, let to = number(String(parts[0])) else { return nil }
      self = .index(from: from, to: to, label: parts[1] == "-" ? nil : Label(to))
    case ("evidence", 1):
      let day = Day(fields[0])
      guard day != nil || fields[0] == "-" else { return nil }
      self = .noEvidence(since: day)
    case ("market", 2):
      guard let from = number(fields[0]), let to = number(fields[1]) else { return nil }
      self = .market(from: from, to: to)
    case ("headline", 2):
      guard let side = Side(rawValue: fields[0]), let (from, to) = change(fields[1]) else { return nil }
      self = .headline(side, from: from, to: to)
    case ("trigger", 2):
      let states = fields[1].split(separator: " ").compactMap { Trigger.State(rawValue: String($0)) }
      guard let name = TriggerName(rawValue: fields[0]), states.count == 2 else { return nil }
      self = .trigger(name, from: states[0], to: states[1])
    case ("file", 2):
      guard let state = FileReport.State(rawValue: fields[0]) else { return nil }
      self = .file(path: fields[1], state)
    default: return nil
    }
  }

  /// A named move from its line.
  fileprivate init?(move line: Substring) {
    let fields = line.split(separator: " ", maxSplits: 7, omittingEmptySubsequences: false)
    guard fields.count == 8, let percent = Double(fields[3]), percent.isFinite, let price = Double(fields[5]),
      price.isFinite, let session = Day(String(fields[6]))
    else { return nil }
    let (since, sigma) = (Int64(fields[2]), Double(fields[4]))
    guard fields[2] == "-" || since != nil, fields[4] == "-" || sigma?.isFinite == true else { return nil }
    self = .move(
      NameMove(
        symbol: String(fields[7]), percent: percent, sigma: sigma,
        since: since.map { Instant(milliseconds: $0) }, price: price, session: session))
  }
}
