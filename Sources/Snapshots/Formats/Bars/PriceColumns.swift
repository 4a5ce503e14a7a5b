import Market

/// Where a row of text holds the prices of one symbol.
struct PriceColumns {
  private(set) var open: Int?
  private(set) var high: Int?
  private(set) var low: Int?
  private(set) var close: Int?
  private(set) var adjusted: Int?
  private(set) var volume: Int?
  private var split: Int?
  private var dividend: Int?
  /// What a volume of a row is in shares, nil where it stands for none; in formats that count otherwise.
  var shares: ((Double, CSVReader) -> Double?)?
  /// Of the columns that are taken.
  private var ranks: [ColumnRole: Int] = [:]

  init() {}

  /// By position; nil where there is no such column.
  init(
    open: Int? = nil, high: Int? = nil, low: Int? = nil, close: Int?, adjusted: Int? = nil, volume: Int? = nil
  ) {
    (self.open, self.high, self.low) = (open, high, low)
    (self.close, self.adjusted, self.volume) = (close, adjusted, volume)
  }

  /// By the names of a header; others than those of prices are not taken.
  init(_ table: Table) {
    for (index, name) in table.names.enumerated() { take(name, at: index) }
  }

  /// Takes a column if its name is that of a price or volume, and no better one is taken.
  /// - Returns: False where a column of the same name is taken already: the first counts.
  @discardableResult mutating func take(_ name: String, at index: Int) -> Bool {
    guard let (role, rank) = ColumnRole.of(name), let path = Self.path(role) else { return true }
    if let known = ranks[role], known <= rank { return known != rank }
    self[keyPath: path] = index
    ranks[role] = rank
    if role == .volume { countShares(name) }
    return true
  }

  /// Takes the unit in a volume's name.
  private mutating func countShares(_ name: String) {
    shares = nil
    guard let unit = ColumnRole.unit(of: name).flatMap({ ColumnUnit(volume: $0) }), unit.shares != 1 else { return }
    shares = { told, _ in unit.shares.map { (told * $0).rounded() } }
  }

  /// Whether they hold a whole table without an adjusted close. yfinance leaves it out where all prices of a day are
  /// adjusted, as they are without `auto_adjust=False` (since 0.2.51, and in `history()` ever). A table without all four
  /// prices is a part of one, which may be either.
  var lackAdjustedClose: Bool { adjusted == nil && hasRange && close != nil }

  /// Open, high and low are there.
  var hasRange: Bool { open != nil && high != nil && low != nil }

  /// The columns that there are.
  var all: [Int] { [open, high, low, close, adjusted, volume].compactMap { $0 } }

  /// Whether it is the name of a close, adjusted or not.
  static func isClose(_ name: String) -> Bool {
    let role = ColumnRole.of(name)?.role
    return role == .close || role == .adjusted
  }

  private static func path(_ role: ColumnRole) -> WritableKeyPath<PriceColumns, Int?>? {
    switch role {
    case .open: \.open
    case .high: \.high
    case .low: \.low
    case .close: \.close
    case .adjusted: \.adjusted
    case .volume: \.volume
    case .split: \.split
    case .dividend: \.dividend
    case .date, .symbol, .exchange, .currency: nil
    }
  }

  /// The bar of a row, perhaps without any price.
  @inline(__always)
  func bar(of row: CSVReader, on day: Day, _ notation: Notation, negative: Bool) throws(Fault) -> Bar {
    Bar(
      day: day, open: try row.sidePrice(open, notation, negative: negative),
      high: try row.sidePrice(high, notation, negative: negative),
      low: try row.sidePrice(low, notation, negative: negative),
      close: try row.price(close, notation, negative: negative),
      adjustedClose: try row.price(adjusted, notation, negative: negative),
      volume: shares == nil ? try row.volume(volume, notation) : try counted(row, notation),
      line: row.line)
  }

  /// Whether a bar has no value of a column that there is, beside its closes.
  @inline(__always) func lacks(_ bar: Bar) -> Bool {
    bar.open == nil && open != nil || bar.high == nil && high != nil || bar.low == nil && low != nil
      || bar.volume == nil && volume != nil
  }

  /// What stands in a row in place of an open, a high, a low or a volume and is none, though no field is empty: the bar
  /// does without, and it is said.
  func asides(of row: CSVReader, negative: Bool) -> [Fault] {
    var faults: [Fault] = []
    func note(_ column: Int?, isNone: Bool, _ expected: String) {
      if let column, row.isMark(column) || isNone && row.isMinusOne(column) {
        faults.append(row.fault(column, expected))
      }
    }
    note(open, isNone: !negative, "a price above 0, or nothing")
    note(high, isNone: !negative, "a price above 0, or nothing")
    note(low, isNone: !negative, "a price above 0, or nothing")
    note(volume, isNone: false, "a volume of 0 or more, or nothing")
    return faults
  }

  /// What a row tells of splits and dividends; what is not understood is none.
  @inline(__always) func action(of row: CSVReader, _ notation: Notation) -> ShareAction {
    guard split != nil || dividend != nil else { return ShareAction() }
    func figure(_ column: Int?) -> Double? { column.flatMap { notation.plain(row.raw($0)) } }
    return ShareAction(split: figure(split) ?? 1, dividend: figure(dividend) ?? 0)
  }
}

extension PriceColumns {
  /// The volume of a row as its format counts them.
  private func counted(_ row: CSVReader, _ notation: Notation) throws(Fault) -> Double? {
    guard let shares, let told = try row.volume(volume, notation) else { return nil }
    return shares(told, row)
  }
}

extension PriceSeries {
  /// Adds the bar of a row.
  /// - Parameter date: The column of its stamp, for messages.
  @inline(__always)
  mutating func add(
    _ columns: PriceColumns, of row: CSVReader, at stamp: Notation.Stamp, date: Int, _ notation: Notation,
    negative: Bool
  ) throws(Fault) {
    switch stamp {
    case .day(let day):
      let bar = try columns.bar(of: row, on: day, notation, negative: negative)
      if wantsAsides, columns.lacks(bar) { note(columns.asides(of: row, negative: negative)) }
      guard isDatedByDay != false else { throw row.fault(date, "a time as in the rows before") }
      note(columns.action(of: row, notation), on: day)
      add(bar)
    case .moment(let time, let midnight):
      let bar = try columns.bar(of: row, on: Day(number: 0), notation, negative: negative)
      if wantsAsides, columns.lacks(bar) { note(columns.asides(of: row, negative: negative)) }
      guard isDatedByDay != true else { throw row.fault(date, "a date as in the rows before") }
      note(columns.action(of: row, notation), on: midnight ?? zone.session(of: time))
      add(bar, at: time, day: midnight)
    }
  }
}
