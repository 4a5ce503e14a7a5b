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

    init(_ row: QuoteRow) {
      time = row.time
      // Compared by their bits, so that nothing that is missing differs from itself.
      price = row.price ?? .infinity
      extended = row.extended?.price ?? .infinity
      bid = row.bid ?? .infinity
      ask = row.ask ?? .infinity
      volume = row.volume ?? .infinity
      isTrusted = row.doubt == nil && !row.isStale
    }
  }

  private(set) var isMade = false
  private var policyRevision = -1
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
    isMade && policyRevision == desk.policyRevision && counts.elementsEqual(reading.sectors.lazy.map(\.rows.count))
  }

  init() {}

  init(_ rules: [AlertRule], _ reading: DeskReading, _ desk: Desk) {
    isMade = true
    policyRevision = desk.policyRevision
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
  }

  /// Whether rules look at a name.
  func watches(_ sector: Int, _ row: Int) -> Bool {
    !any.isEmpty || !sectors[sector].isEmpty || !names[sector][row].isEmpty
  }
}
