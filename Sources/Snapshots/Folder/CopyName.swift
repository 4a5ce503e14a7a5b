/// The name of a copy as synchronisers, editors, browsers and file managers make it of another name. Whether a file is
/// such a copy, its neighbours' names alone decide: only where the original stands beside it.
struct CopyName {
  /// The name that it was made of, in the same folder.
  let original: [UInt8]
  /// Who makes such names, for people.
  let maker: String
  /// Other names may end so too (`BRK 2.csv`): without its original it is a name like any.
  let needsOriginal: Bool

  /// The files among these that are copies of others among them, with the reason why they are not used. Paths; files of
  /// different folders are no copies of each other.
  static func copies(among paths: some Sequence<[UInt8]>) -> [[UInt8]: String] {
    let present = Set(paths)
    var copies: [[UInt8]: String] = [:]
    for path in present {
      guard let copy = copy(path, among: present) else { continue }
      let folder = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
      copies[path] =
        "a copy of \(String(shown: Array(copy.original[folder...]))) that \(copy.maker) left: not used beside it"
    }
    return copies
  }

  /// A copy may be one of a copy, whose original alone is there: `x - Copy (2).json` of `x.json`.
  private static func copy(_ path: [UInt8], among present: Set<[UInt8]>) -> CopyName? {
    var copy = CopyName(path)
    while let found = copy, !present.contains(found.original) { copy = CopyName(found.original) }
    return copy
  }

  /// Nil for a name that nobody makes so.
  init?(_ path: [UInt8]) {
    let slash = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    let name = path[slash...]
    guard Self.mayBeCopy(name), let stripped = Self.strip(name), FolderListing.isSnapshotName(stripped.rest)
    else { return nil }
    original = path[..<slash] + stripped.rest
    maker = stripped.maker
    needsOriginal = stripped.needsOriginal
  }

  /// False for most names, in one look: every copy has a mark or a second dot.
  private static func mayBeCopy(_ name: ArraySlice<UInt8>) -> Bool {
    var dots = 0
    for byte in name {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "~"), UInt8(ascii: "_"),
        UInt8(ascii: "-"), 0x80...:
        return true
      case UInt8(ascii: "."): dots += 1
      default: break
      }
    }
    return dots > 1
  }

  private typealias Stripped = (rest: [UInt8], maker: String, needsOriginal: Bool)

  private static let synchroniser = "a synchroniser"
  private static let browser = "a browser"
  private static let editor = "an editor"
  private static let manager = "a file manager"
  private static let merge = "a merge"

  private static func strip(_ name: ArraySlice<UInt8>) -> Stripped? {
    guard FolderListing.isSnapshotName(name) else { return stripEnding(name) }
    let end = extensionStart(name)
    let stem = name[..<end]
    let certain =
      stripConflict(stem) ?? stripParentheses(stem) ?? stripBeginning(stem) ?? stripCopyWord(stem) ?? stripMark(stem)
    guard let found = certain ?? stripCommonEnding(stem), !found.stem.isEmpty else { return nil }
    return (Array(found.stem) + name[end...], found.maker, certain == nil)
  }

  private typealias Part = (stem: ArraySlice<UInt8>, maker: String)

  /// Where `.json` or `.json.gz` begins.
  private static func extensionStart(_ name: ArraySlice<UInt8>) -> Int {
    let isPacked = name.suffix(3).map(\.lowercasedASCII) == Array(".gz".utf8)
    let plain = isPacked ? name.dropLast(3) : name
    return plain.lastIndex(of: UInt8(ascii: ".")) ?? name.endIndex
  }

  // MARK: Behind the ending: `x.json~`, `x.json.orig`, `x.json.1`

  private static func stripEnding(_ name: ArraySlice<UInt8>) -> Stripped? {
    if name.last == UInt8(ascii: "~") {
      var rest = name.dropLast()
      // Emacs numbers them: `x.json.~2~`.
      if let dot = rest.lastIndex(of: UInt8(ascii: ".")), rest[dot...].dropFirst().first == UInt8(ascii: "~"),
        isCount(rest[(dot + 2)...])
      {
        rest = rest[..<dot]
      }
      return (Array(rest), editor, false)
    }
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    let mark = lower(name[(dot + 1)...])
    if let maker = maker(ofMark: mark) { return (Array(name[..<dot]), maker, false) }
    return isCount(name[(dot + 1)...]) ? (Array(name[..<dot]), "a download or a rotation", false) : nil
  }

  private static func maker(ofMark mark: String) -> String? {
    switch mark {
    case "bak", "backup", "old", "save": editor
    case "orig", "rej": merge
    // Resilio Sync.
    case "conflict": synchroniser
    default: nil
    }
  }

  // MARK: Before the ending

  /// Syncthing's `x.sync-conflict-20250430-101010-ABCDEFG.json` and its old version `x~20250430-101010.json`, ownCloud's
  /// `x_conflict-20250430-101010.json`, and the words in brackets of others.
  private static func stripConflict(_ stem: ArraySlice<UInt8>) -> Part? {
    for mark in [".sync-conflict-", "_conflict-"] {
      guard let start = lastRange(of: mark, in: stem), stem[(start + mark.utf8.count)...].prefix(8).count == 8,
        stem[(start + mark.utf8.count)...].prefix(8).allSatisfy(\.isDigit)
      else { continue }
      return (stem[..<start], synchroniser)
    }
    let time = stem.suffix(16)
    if time.count == 16, time.first == UInt8(ascii: "~"), time.dropFirst().prefix(8).allSatisfy(\.isDigit),
      time.dropFirst(9).first == UInt8(ascii: "-"), time.suffix(6).allSatisfy(\.isDigit)
    {
      return (stem.dropLast(16), synchroniser)
    }
    if lower(stem.suffix(9)) == "_conflict" { return stripHostAndTime(stem.dropLast(9)) }
    guard let last = stem.last, last == UInt8(ascii: ")") || last == UInt8(ascii: "]"),
      let open = lastRange(of: last == UInt8(ascii: ")") ? " (" : " [", in: stem)
    else { return nil }
    let words = lower(stem[(open + 2)..<(stem.endIndex - 1)])
    guard conflictWords.contains(where: words.contains) || conflictBeginnings.contains(where: words.hasPrefix)
    else { return nil }
    return (stem[..<open], synchroniser)
  }

  /// Synology's `x_HOST_Apr-30-1010-2025_Conflict.json`, without its last word.
  private static func stripHostAndTime(_ stem: ArraySlice<UInt8>) -> Part? {
    guard let time = stem.lastIndex(of: UInt8(ascii: "_")), stem[time...].contains(where: \.isDigit),
      let host = stem[..<time].lastIndex(of: UInt8(ascii: "_"))
    else { return nil }
    return (stem[..<host], synchroniser)
  }

  /// Seafile and Unison.
  private static let conflictBeginnings = ["sfconflict ", "conflict on ", "conflict #", "unison conflict"]

  /// Dropbox, Nextcloud and pCloud in several languages.
  private static let conflictWords = [
    "conflicted copy", "case conflict", "conflict copy", "in konflikt stehende kopie", "konflikt-kopie",
    "konfliktkopie", "copie en conflit", "copia en conflicto", "copia in conflitto", "em conflito",
    "conflicterende kopie", "conflicted", "冲突", "衝突", "競合",
  ]

  /// `x (1).json`, Firefox' `x(1).json`, Internet Explorer's `x[1].json`, `x (copy).json`, `x (3rd copy).json`.
  private static func stripParentheses(_ stem: ArraySlice<UInt8>) -> Part? {
    let isSquare = stem.last == UInt8(ascii: "]")
    guard isSquare || stem.last == UInt8(ascii: ")"),
      let open = stem.lastIndex(of: isSquare ? UInt8(ascii: "[") : UInt8(ascii: "("))
    else { return nil }
    let inside = stem[(open + 1)..<(stem.endIndex - 1)]
    var rest = stem[..<open]
    if rest.last == UInt8(ascii: " ") { rest = rest.dropLast() }
    if isCount(inside) { return (rest, browser) }
    let words = lower(inside).split(separator: " ")
    guard rest.endIndex < open, let copy = words.firstIndex(where: { copyWords.contains(String($0)) })
    else { return nil }
    // `copy`, `copy 2`, `another copy`, `3rd copy`.
    let others = words[..<copy] + words[(copy + 1)...]
    let isUsual = others.count <= 1 && others.allSatisfy { $0 == "another" || $0.first?.isNumber == true }
    return isUsual ? (rest, manager) : nil
  }

  private static let copyWords = ["copy", "kopie", "copie", "copia", "副本", "拷贝", "拷貝", "コピー", "のコピー"]

  /// `Copy of x.json`, `Copy (2) of x.json`.
  private static func stripBeginning(_ stem: ArraySlice<UInt8>) -> Part? {
    for (word, of) in [("copy", " of "), ("kopie", " von "), ("copie", " de "), ("copia", " de ")] {
      guard lower(stem.prefix(word.utf8.count)) == word else { continue }
      var rest = stem.dropFirst(word.utf8.count)
      if rest.starts(with: " (".utf8), let close = rest.firstIndex(of: UInt8(ascii: ")")),
        isCount(rest[(rest.startIndex + 2)..<close])
      {
        rest = rest[(close + 1)...]
      }
      guard lower(rest.prefix(of.utf8.count)) == of else { continue }
      return (rest.dropFirst(of.utf8.count), manager)
    }
    return nil
  }

  /// `x - Copy.json`, `x copy.json`, `x copy 2.json`.
  private static func stripCopyWord(_ stem: ArraySlice<UInt8>) -> Part? {
    var rest = stem
    if let blank = rest.lastIndex(of: UInt8(ascii: " ")), isCount(rest[(blank + 1)...]) { rest = rest[..<blank] }
    // Without a blank before it: `xのコピー.json`, `x的副本.json`.
    for word in ["のコピー", "的副本"] where rest.suffix(word.utf8.count).elementsEqual(word.utf8) {
      let before = rest.dropLast(word.utf8.count)
      return (before.last == UInt8(ascii: " ") ? before.dropLast() : before, manager)
    }
    guard let blank = rest.lastIndex(of: UInt8(ascii: " ")), copyWords.contains(lower(rest[(blank + 1)...]))
    else { return nil }
    rest = rest[..<blank]
    if rest.suffix(2).elementsEqual(" -".utf8) { rest = rest.dropLast(2) }
    return (rest, manager)
  }

  /// `x.orig.json`, `x~.json`, and what git leaves of a merge: `x_LOCAL_1234.json`.
  private static func stripMark(_ stem: ArraySlice<UInt8>) -> Part? {
    if stem.last == UInt8(ascii: "~") { return (stem.dropLast(), editor) }
    if let dot = stem.lastIndex(of: UInt8(ascii: ".")), let maker = maker(ofMark: lower(stem[(dot + 1)...])) {
      return (stem[..<dot], maker)
    }
    for mark in ["_BACKUP_", "_BASE_", "_LOCAL_", "_REMOTE_"] {
      guard let start = lastRange(of: mark, in: stem) else { continue }
      let number = stem[(start + mark.utf8.count)...]
      if !number.isEmpty, number.allSatisfy(\.isDigit) { return (stem[..<start], merge) }
    }
    return nil
  }

  // MARK: What other names end with too

  /// `x_backup.json`, `x_old.json`, the `x 2.json` of macOS and iCloud, and OneDrive's `x-DESKTOP-ABC123.json`.
  private static func stripCommonEnding(_ stem: ArraySlice<UInt8>) -> Part? {
    if let mark = stem.lastIndex(where: { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }),
      ["backup", "bak", "old"].contains(lower(stem[(mark + 1)...]))
    {
      return (stem[..<mark], editor)
    }
    if stem.count > 2, let digit = stem.last, (UInt8(ascii: "2")...UInt8(ascii: "9")).contains(digit),
      stem.dropLast().last == UInt8(ascii: " ")
    {
      return (stem.dropLast(2), "macOS or iCloud")
    }
    return stripHost(stem).map { ($0, synchroniser) }
  }

  /// Without the name that Windows or macOS gives a computer: `-DESKTOP-ABC123`, `-Annas-MacBook-Pro`.
  private static func stripHost(_ stem: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    for mark in ["-DESKTOP-", "-LAPTOP-"] {
      guard let start = lastRange(of: mark, in: stem) else { continue }
      let host = stem[(start + mark.utf8.count)...]
      let isHost = (4...8).contains(host.count) && host.allSatisfy { $0.isDigit || (0x41...0x5A).contains($0 & 0xDF) }
      if isHost { return stem[..<start] }
    }
    for mark in ["-MacBook", "-iMac", "-Mac-mini"] {
      guard let start = lastRange(of: mark, in: stem) else { continue }
      let rest = stem[..<start]
      guard rest.last == UInt8(ascii: "s"), let owner = rest.lastIndex(of: UInt8(ascii: "-")) else { return rest }
      return rest[..<owner]
    }
    return nil
  }

  // MARK: Bytes

  /// 1 to 99: what programs count copies with. More is a year, or a name's own.
  private static func isCount(_ bytes: ArraySlice<UInt8>) -> Bool {
    (1...2).contains(bytes.count) && bytes.first != UInt8(ascii: "0") && bytes.allSatisfy(\.isDigit)
  }

  private static func lower(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.map(\.lowercasedASCII), as: UTF8.self)
  }

  /// Where a mark stands last, in any case.
  private static func lastRange(of mark: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let mark = mark.utf8.map(\.lowercasedASCII)
    guard bytes.count >= mark.count else { return nil }
    var start = bytes.endIndex - mark.count
    while start >= bytes.startIndex {
      if bytes[start..<(start + mark.count)].elementsEqual(mark, by: { $0.lowercasedASCII == $1 }) { return start }
      start -= 1
    }
    return nil
  }
}
