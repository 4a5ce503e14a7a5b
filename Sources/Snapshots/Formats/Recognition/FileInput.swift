import Market

/// A file as its reader gets it: its bytes, and what else reading them needs.
struct FileInput {
  /// Path relative to the desk folder, as shown.
  let path: String
  let bytes: UnsafeRawBufferPointer
  /// Bytes that may be read from the start of `bytes`, its padding included.
  let readable: Int
  /// Of the watchlist in use.
  let watchlist: SymbolsOfWatchlist
  /// Symbols whose prices may be zero or below.
  var negative: Set<String> { watchlist.negative }
  /// What the instruments of the watchlist in use are called, each with the symbol of the paper, for tables that tell
  /// what they are by nothing else.
  var symbols: [String: String] { watchlist.papers }
  /// Such a table: it is read again when those change.
  var asksDesk = false
  let parser: JSONParser
  /// The file's own time; nil for bytes in memory.
  let modified: Instant?
  /// The clock when it was read; nil for bytes in memory.
  let clock: Instant?
  var lines: LineCounter
  var log: ProblemLog

  init(
    path: String, bytes: UnsafeRawBufferPointer, readable: Int, watchlist: SymbolsOfWatchlist,
    parser: JSONParser, modified: Instant? = nil, clock: Instant? = nil
  ) {
    self.modified = modified
    self.clock = clock
    self.parser = parser
    self.path = path
    self.bytes = bytes
    self.readable = readable
    self.watchlist = watchlist
    lines = LineCounter(bytes)
    log = ProblemLog(path: path)
  }

  /// The same of other bytes: what was unpacked or converted.
  func with(bytes: UnsafeRawBufferPointer, readable: Int) -> FileInput {
    FileInput(
      path: path, bytes: bytes, readable: readable, watchlist: watchlist, parser: parser,
      modified: modified, clock: clock)
  }

  /// The file's name without folders and extension: the symbol where the content has none.
  var stem: String {
    let name = unpackedName.split(separator: UInt8(ascii: "/")).last ?? path.utf8[...]
    let end = name.lastIndex(of: UInt8(ascii: ".")) ?? name.endIndex
    return String(name[..<end]) ?? path
  }

  /// The symbol that the file's name tells where the content has none.
  /// - Throws: The fault of a copy's name (`AMAT (1)`), which is no symbol.
  func symbolOfName() throws(Fault) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard var copy = CopyName(Array(name.utf8)), !copy.needsOriginal else { return stem }
    while let before = CopyName(copy.original), !before.needsOriginal { copy = before }
    throw Fault(
      "found \"\(stem)\", the name of a copy, and no symbol in the file, expected the symbol: rename it to "
        + String(shown: copy.original))
  }

  /// The path without `.gz`.
  private var unpackedName: Substring.UTF8View {
    path.utf8.suffix(3).map(\.lowercasedASCII).elementsEqual(".gz".utf8) ? path.utf8.dropLast(3) : path.utf8[...]
  }

  /// Whether the name ends so, in any case (`suffix` in lower case), before a `.gz`.
  func isNamed(_ suffix: StaticString) -> Bool {
    let end = unpackedName.suffix(suffix.utf8CodeUnitCount)
    guard end.count == suffix.utf8CodeUnitCount else { return false }
    return end.enumerated().allSatisfy { $1.lowercasedASCII == suffix.utf8Start[$0] }
  }

  /// Parses the whole file as one JSON document.
  mutating func withDocument<Result>(
    _ body: (JSONValue, inout FileInput) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    let start = bytes.starts(with: "\u{FEFF}") ? 3 : 0
    return try parser.read(bytes, start..<bytes.count, readable: readable) { (root) throws(Fault) in
      try body(root, &self)
    }
  }

  /// The moment of a price that a feed dates by its day alone: the close, so that nothing is known too early, but the
  /// file's own time, less the feed's delay, where that lies in the session: the price cannot be a later one.
  /// - Parameter delay: Seconds by which the feed says that its prices are late.
  func priceTime(of day: Day, _ symbol: String, delay: Int64 = 0) -> Instant {
    let venue = Venue(symbol: symbol)
    let close = venue.priceTime(of: day)
    guard let written = modified?.advanced(bySeconds: -delay), written < close,
      Sessions.published[venue].sessionDay(of: written) == day
    else { return close }
    return written
  }

  mutating func origin(_ value: JSONValue) -> Origin { Origin(file: path, line: line(of: value)) }

  /// The line on which a value begins.
  mutating func line(of value: JSONValue) -> Int { lines.place(at: value.offset).line }

  /// Reads every element of a list; a faulty one is logged and its `key`, if readable, noted in `refused`.
  mutating func rows<Row>(
    of list: JSONValue, key: StaticString, refused: inout Set<String>,
    _ read: (JSONValue, Origin) throws(Fault) -> Row
  ) -> [Row] {
    rows(of: list, refused: &refused, id: { $0.field(key)?.utf8.map { String(decoding: $0, as: UTF8.self) } }, read)
  }

  /// The same of records that no single key tells apart.
  mutating func rows<Row>(
    of list: JSONValue, refused: inout Set<String>, id: (JSONValue) -> String?,
    _ read: (JSONValue, Origin) throws(Fault) -> Row
  ) -> [Row] {
    var rows: [Row] = []
    rows.reserveCapacity(list.count)
    for element in list.elements {
      let origin = origin(element)
      do throws(Fault) {
        guard element.isObject else { throw element.fault("an object") }
        rows.append(try read(element, origin))
      } catch {
        log.add(error, &lines)
        if let id = id(element) { refused.insert(id) }
      }
    }
    return rows
  }
}

extension JSONValue {
  /// The list under a key, or a fault for the whole file.
  func list(_ name: StaticString) throws(Fault) -> JSONValue {
    guard let list = field(name) else { throw Fault(.offset(offset), "found no \"\(name)\", expected a list of them") }
    guard list.isArray else { throw list.fault("a list") }
    return list
  }

  func missing(_ name: StaticString) -> Fault { Fault(.offset(offset), "found no \"\(name)\", expected one") }
}

/// The later of two moments, of which either may be missing.
func later(_ a: Instant?, _ b: Instant?) -> Instant? {
  guard let a else { return b }
  guard let b else { return a }
  return max(a, b)
}
