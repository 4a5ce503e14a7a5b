import Market

/// TradingView's export of a watchlist: `EXCHANGE:TICKER` separated by commas or line ends, `###Name` before each
/// section. Sections become sectors; what stands before the first goes under the file's name, as TradingView names the
/// file by the list. TradingView writes `.txt`, which is no name of a snapshot file: it is to be saved as `.csv`. A
/// watchlist of our own is used before it.
enum TradingViewListFormat {
  static let format = Format(
    "TradingView watchlist", "watchlist",
    "`NASDAQ:AMAT,…` with `###Section` for sectors; save the exported `.txt` as `.csv`; used where no watchlist.yaml is.",
    text: recognise, read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    let fields = ([head.names] + head.rows).joined().filter { !$0.isEmpty }
    guard let first = fields.first, first.hasPrefix("###") || TradingViewSymbol(first) != nil else {
      return .no("no EXCHANGE:TICKER or ###Section first")
    }
    guard fields.contains(where: { TradingViewSymbol($0) != nil }) else { return .near("no EXCHANGE:TICKER") }
    return .yes
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var list = List(name: input.stem)
    var line = 0
    var start = input.bytes.starts(with: "\u{FEFF}") ? 3 : 0
    while start < input.bytes.count {
      line += 1
      let end = input.bytes.firstIndex(of: 0x0A, in: start..<input.bytes.count) ?? input.bytes.count
      let row = input.bytes.part(start..<end)
      start = end + 1
      for field in row.split(separator: UInt8(ascii: ",")) {
        let field = UnsafeRawBufferPointer(rebasing: field).trimmed
        if list.add(field) { continue }
        input.log.add(line: line, column: 0, "found \(field.shown), expected EXCHANGE:TICKER or ###Section")
      }
    }
    let sectors = list.sectors.filter { !$0.instruments.isEmpty }
    let count = sectors.reduce(0) { $0 + $1.instruments.count }
    return FileValues(.watchlist, Watchlist(title: input.stem, sectors: sectors), rows: count)
  }

  private struct List {
    let name: String
    private(set) var sectors: [Sector] = []
    /// Index of the section that is being read.
    private var current = 0
    private var indexes: [String: Int] = [:]
    private var known: Set<String> = []

    init(name: String) { self.name = name }

    /// Takes a field; false when it is neither a section nor a symbol. A symbol that stands twice belongs to the first
    /// section, and sections of one name are one.
    mutating func add(_ field: UnsafeRawBufferPointer) -> Bool {
      guard !field.isEmpty else { return true }
      guard let text = String(validating: field, as: UTF8.self) else { return false }
      if text.hasPrefix("###") {
        let name = field.part(3..<field.count).trimmed
        if isName(name) { open(String(decoding: name, as: UTF8.self)) }
        return isName(name)
      }
      guard let symbol = TradingViewSymbol(text) else { return false }
      guard known.insert(symbol.symbol).inserted else { return true }
      if sectors.isEmpty { open(name) }
      sectors[current].instruments.append(
        Instrument(symbol: symbol.symbol, venue: symbol.venue, currency: symbol.currency))
      return true
    }

    private mutating func open(_ name: String) {
      current = indexes[name] ?? sectors.count
      guard current == sectors.count else { return }
      indexes[name] = current
      sectors.append(Sector(name: name, instruments: []))
    }
  }
}
