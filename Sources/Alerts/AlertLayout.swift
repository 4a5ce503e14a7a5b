import Analytics
import Market

/// Which rules look at which names, so that a change of one is weighed against its own rules alone.
struct AlertLayout: Sendable {
  /// What is remembered of a row: equal, and none of its columns is another.
  struct Seen: Equatable {
    let time: Instant?
    let price: Double
    let extended: Double
    let bid: Double
    let ask: Double
    let volume: Double
    let isTrusted: Bool
    let session: Day?

    init(_ row: QuoteRow) {
      session = row.session
      time = row.time
      // In the place of a missing one: NaN would differ from itself.
      price = row.price ?? .infinity
      extended = row.extended?.price ?? .infinity
      bid = row.bid ?? .infinity
      ask = row.ask ?? .infinity
      volume = row.volume ?? .infinity
      isTrusted = row.doubt == nil && !row.isStale
    }
  }

  private(set) var isMade = false
  /// Of the reading before.
  var policyRevision: Int?
  var historyRevision: Int?
  var minute: Instant?
  private var madeFor = -1
  private var counts: [Int] = []
  /// By sector and row, the rules of the name.
  private(set) var names: [[[Int]]] = []
  /// By sector.
  private(set) var sectors: [[Int]] = []
  /// Rules of any name.
  private(set) var any: [Int] = []
  /// Rules of the desk as a whole.
  private(set) var desk: [Int] = []
  var seen: [[Seen?]] = []
  /// The rows that were seen: a sector whose rows lie where they lay has not changed.
  var rows: [[QuoteRow]] = []

  /// Whether it is of the rules and the names of a reading.
  func fits(_ reading: DeskReading, _ desk: Desk) -> Bool {
    isMade && madeFor == desk.policyRevision && counts.elementsEqual(reading.sectors.lazy.map(\.rows.count))
  }

  init() {}

  init(_ rules: [AlertRule], _ reading: DeskReading, _ desk: Desk) {
    isMade = true
    madeFor = desk.policyRevision
    counts = reading.sectors.map(\.rows.count)
    var byName: [String: [Int]] = [:]
    var bySector: [String: [Int]] = [:]
    for (index, rule) in rules.enumerated() {
      switch rule.subject {
      case .name(let name, _): byName[name, default: []].append(index)
      case .any: any.append(index)
      case .sector(let name, _): bySector[name, default: []].append(index)
      default: self.desk.append(index)
      }
    }
    names = reading.sectors.map { sector in
      sector.rows.map { row in byName.isEmpty ? [] : row.instrument.symbols.flatMap { byName[$0] ?? [] } }
    }
    sectors = reading.sectors.map { bySector[$0.name] ?? [] }
    seen = counts.map { [Seen?](repeating: nil, count: $0) }
    rows = counts.map { _ in [] }
    watchesNames = !any.isEmpty || !byName.isEmpty || !bySector.isEmpty
  }

  /// Whether any rule looks at names.
  private(set) var watchesNames = false

  /// Whether the rows of a sector lie where those lay that were seen: then they are the same.
  func isSame(_ rows: [QuoteRow], at sector: Int) -> Bool {
    !rows.isEmpty
      && rows.withUnsafeBufferPointer { new in
        self.rows[sector].withUnsafeBufferPointer { $0.baseAddress == new.baseAddress && $0.count == new.count }
      }
  }

  /// The rules that look at a name, where no reading tells which names there are.
  func rules(of symbol: String, _ rules: [AlertRule]) -> [Int] {
    rules.indices.filter { index in
      switch rules[index].subject {
      case .name(symbol, _), .any: true
      default: false
      }
    }
  }

  /// Whether rules look at a name.
  func watches(_ sector: Int, _ row: Int) -> Bool {
    !any.isEmpty || !sectors[sector].isEmpty || !names[sector][row].isEmpty
  }
}
