import Analytics
import Canvas
import Market
import Wording

/// The names of the watchlist as the trader arranged them: narrowed, sorted, under their sectors or as one list.
struct NameList: Sendable {
  /// The heading of a sector, or a name of it; by position in the reading.
  struct Line: Hashable, Sendable {
    let sector: Int
    /// Nil for the heading.
    let row: Int?
  }

  /// What the texts and the widths were made of: while it is the same, quotes change none of them.
  private struct Names: Hashable {
    let policyRevision: Int
    let counts: [Int]
    /// Symbols that no sector lists come and go with their quotes.
    let unlisted: [String]
  }

  private struct Arrangement: Hashable {
    let filter: Filter?
    let sort: SortOrder?
  }

  /// What betas were made of; quotes of one minute move them by nothing that is shown.
  private struct Prices: Hashable {
    let policyRevision: Int
    let historyRevision: Int
    let minute: Int64
  }

  /// The columns whose values a filter may compare, and names be sorted by.
  static let columns = QuoteColumns.onScreen.map(\.id)

  private(set) var lines: [Line] = []
  /// Where the names stand among the lines.
  private(set) var places: [Int] = []
  /// Names before any was left out.
  private(set) var total = 0
  /// Of the widest symbol.
  private(set) var symbolWidth = 0
  /// Names with lots.
  private var held: [Line] = []
  /// The sessions outside the regular one of which names have prices.
  private(set) var outside: Set<Quote.Session> = []
  /// Of the reading that was arranged.
  private var readingNumber: Int?
  private var names: Names?
  private var arrangement: Arrangement?
  private var texts: SearchText?
  private var prices: Prices?
  /// By symbol, where they were asked for: too much to work out for every frame.
  private var betas: [String: Double] = [:]
  /// The same of the distances to levels of rules.
  private var targets: [String: Double] = [:]

  /// Whether any name is held.
  var isHeld: Bool { !held.isEmpty }

  /// Names left.
  var count: Int { places.count }

  /// Arranges the names of a moment; costs nothing where neither they nor the wishes have changed.
  /// - Parameter shown: the columns, by id.
  mutating func arrange(_ moment: Moment, filter: Filter?, sort: SortOrder?, shown: [String]) {
    func needs(_ column: QuoteColumns.Record) -> Bool {
      shown.contains(column.id) || sort?.column == column.id || filter?.compares(column.id) == true
    }
    if needs(QuoteColumns.beta) { workOutBetas(moment) }
    if needs(QuoteColumns.target) { workOutTargets(moment) }
    let arrangement = Arrangement(filter: filter, sort: sort)
    let isRead = moment.readingNumber == readingNumber
    if isRead, arrangement == self.arrangement { return }
    let isSame = isRead || takeNames(of: moment)
    readingNumber = moment.readingNumber
    if isSame, arrangement == self.arrangement, sort == nil, filter?.comparesValues != true { return }
    self.arrangement = arrangement
    let columns = Dictionary(uniqueKeysWithValues: QuoteColumns.onScreen.map { ($0.id, $0) })
    var kept = filtered(moment, filter, columns)
    if let sort, let column = columns[sort.column] {
      kept = sorted(kept, by: column, sort, moment.reading)
    }
    set(kept, hasHeadings: sort?.isAcross != true, keepsEmpty: filter == nil)
  }

  /// Takes over what depends on the names alone; whether they are those of before.
  private mutating func takeNames(of moment: Moment) -> Bool {
    let sectors = moment.reading.sectors
    outside = []
    for sector in sectors {
      for index in sector.rows.indices {
        if let extended = sector.rows[index].extended { outside.insert(extended.session) }
      }
    }
    let others = sectors.last.flatMap { $0.name == Watchlist.otherSector ? $0.rows : nil } ?? []
    let names = Names(
      policyRevision: moment.desk.policyRevision, counts: sectors.map(\.rows.count),
      unlisted: others.map(\.instrument.symbol))
    guard names != self.names else { return true }
    self.names = names
    texts = nil
    total = names.counts.reduce(0, +)
    held = sectors.indices.flatMap { index in
      sectors[index].rows.indices.filter { !sectors[index].rows[$0].instrument.lots.isEmpty }
        .map { Line(sector: index, row: $0) }
    }
    symbolWidth = sectors.lazy.flatMap(\.rows).map { TerminalSafe($0.instrument.symbol).width }.max() ?? 0
    return false
  }

  private mutating func workOutBetas(_ moment: Moment) {
    let prices = Prices(
      policyRevision: moment.desk.policyRevision, historyRevision: moment.desk.historyRevision,
      minute: moment.asOf.seconds / 60)
    guard prices != self.prices else { return }
    self.prices = prices
    betas = [:]
    for row in moment.reading.sectors.lazy.flatMap(\.rows) {
      betas[row.instrument.symbol] = Moves(row.instrument, desk: moment.desk, asOf: moment.asOf).beta
    }
  }

  private mutating func workOutTargets(_ moment: Moment) {
    targets = [:]
    for standing in moment.alerts.standings(in: moment.reading, of: moment.desk) {
      guard let symbol = standing.symbol, let distance = standing.distancePercent else { continue }
      targets[symbol] = min(targets[symbol] ?? distance, distance)
    }
  }

  /// The names that a filter leaves, by sector.
  private mutating func filtered(
    _ moment: Moment, _ filter: Filter?, _ columns: [String: QuoteColumns.Record]
  ) -> [[Line]] {
    let sectors = moment.reading.sectors
    if filter != nil, texts == nil {
      texts = SearchText(
        sectors.lazy.flatMap { sector in
          sector.rows.lazy.map { $0.instrument.symbols + [$0.instrument.name, sector.name] }
        })
    }
    var passed = 0
    return sectors.indices.map { index in
      defer { passed += sectors[index].rows.count }
      let rows = sectors[index].rows
      return rows.indices.compactMap { row in
        if let filter, let texts {
          let isLeft = filter.admits(
            contains: { texts.contains($0, row: passed + row) },
            value: { id in
              columns[id]?.value(quoteLine(sectors[index], row, asOf: moment.reading.asOf)) ?? .missing
            })
          guard isLeft else { return nil }
        }
        return Line(sector: index, row: row)
      }
    }
  }

  private func sorted(
    _ kept: [[Line]], by column: QuoteColumns.Record, _ order: SortOrder, _ reading: DeskReading
  ) -> [[Line]] {
    (order.isAcross ? [kept.flatMap { $0 }] : kept).map { lines in
      let values = lines.map { line in
        line.row.map { column.value(quoteLine(reading.sectors[line.sector], $0, asOf: reading.asOf)) } ?? .missing
      }
      return order.order(of: values).map { lines[$0] }
    }
  }

  private mutating func set(_ kept: [[Line]], hasHeadings: Bool, keepsEmpty: Bool) {
    lines = []
    places = []
    for (sector, rows) in kept.enumerated() where keepsEmpty || !rows.isEmpty {
      if hasHeadings { lines.append(Line(sector: sector, row: nil)) }
      places += lines.count..<lines.count + rows.count
      lines += rows
    }
  }

  // MARK: Rows

  /// The line of the heading over a line; nil without headings.
  func heading(over line: Int) -> Int? {
    guard lines.indices.contains(line), let top = lines.first, top.row == nil else { return nil }
    var low = 0
    var high = line
    let sector = lines[line].sector
    // Lines of a sector stand together: its heading is the first of them.
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].sector < sector { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// What the columns see of a line; nil for a heading.
  func quoteLine(_ line: Line, in reading: DeskReading) -> QuoteLine? {
    guard line.stands(in: reading), let row = line.row else { return nil }
    return quoteLine(reading.sectors[line.sector], row, asOf: reading.asOf)
  }

  /// A sort asks for those of all names: a quote is copied once, and handed on in no optional.
  private func quoteLine(_ sector: SectorRows, _ row: Int, asOf instant: Instant) -> QuoteLine {
    var made = QuoteLine(sector.rows[row], of: sector, asOf: instant)
    if !betas.isEmpty { made.beta = betas[made.quote.instrument.symbol] }
    if !targets.isEmpty { made.target = targets[made.quote.instrument.symbol] }
    return made
  }

  /// What the lots of all names have gained, by currency, in the order of the watchlist; `-` for one that is not known. A
  /// sum is nil where a part of it is.
  func gains(in reading: DeskReading) -> [(currency: String, gain: Double?, day: Double?)] {
    var sums: [(currency: String, holdings: [Holding])] = []
    for line in held {
      guard let quote = line.quote(in: reading) else { continue }
      let currency = quote.currency ?? "-"
      let holdings = quote.holdings(on: reading.day)
      if let index = sums.firstIndex(where: { $0.currency == currency }) {
        sums[index].holdings += holdings
      } else {
        sums.append((currency, holdings))
      }
    }
    return sums.map { ($0.currency, $0.holdings.gain, $0.holdings.dayGain) }
  }

  /// The name at a position; nil beyond the last.
  func row(at position: Int, in reading: DeskReading) -> QuoteRow? {
    guard places.indices.contains(position) else { return nil }
    return lines[places[position]].quote(in: reading)
  }

  /// The position of a symbol; nil where it is not among the names.
  func position(of symbol: String?, in reading: DeskReading) -> Int? {
    guard let symbol else { return nil }
    return places.firstIndex { lines[$0].hasSymbol(symbol, in: reading) }
  }
}

extension NameList.Line {
  /// Whether it is the line of a name. No row is copied for it: ten thousand are asked while a key waits.
  func hasSymbol(_ symbol: String, in reading: DeskReading) -> Bool {
    guard let row, reading.sectors.indices.contains(sector), reading.sectors[sector].rows.indices.contains(row)
    else { return false }
    return reading.sectors[sector].rows[row].instrument.symbol == symbol
  }

  /// Nil for a heading, and where the reading is another.
  func quote(in reading: DeskReading) -> QuoteRow? {
    guard stands(in: reading), let row else { return nil }
    return reading.sectors[sector].rows[row]
  }

  /// Whether the reading has a name there.
  fileprivate func stands(in reading: DeskReading) -> Bool {
    guard let row, reading.sectors.indices.contains(sector) else { return false }
    return reading.sectors[sector].rows.indices.contains(row)
  }
}
