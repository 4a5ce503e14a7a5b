import Market

/// Why a value of an ``InstrumentReading`` is missing.
package enum ValueAbsence: Hashable, Sendable {
  /// No file tells a price of the name.
  case noPrice
  /// The price may be none, and nothing is made of it.
  case doubtful
  /// A later session has closed since the price's own.
  case oldPrice
  /// No close of a session before the price's is known.
  case noEarlierClose
  /// The file that tells the price may tell it, and does not.
  case untold
  /// Made of so many closes, of which so many are known.
  case closes(known: Int, needed: Int)
  /// The closes that it is made of leave out more sessions than a few.
  case gap
  /// Made of the volumes of so many sessions before, of which one at least is not known.
  case volumes(needed: Int)
  /// All the closes are one value.
  case oneValue
  /// The name is itself what it would be compared with.
  case isReference
  /// The reference has no change of the same session.
  case noChange(ofReference: String)
  /// The venues of name and reference are never open at one time.
  case apart(fromReference: String)
  /// No close of this day, or before it, is known.
  case noClose(of: Day)
}

extension InstrumentReading {
  /// Why a value of ``facts`` or ``technical`` is missing; nil where it is known.
  /// - Parameters:
  ///   - since: The watchlist's event.
  ///   - referenceVenue: Of the reference; nil: not known, which counts as New York's.
  package func absence(of value: Value, since: Day, referenceVenue: Venue?) -> ValueAbsence? {
    guard value.value == nil else { return nil }
    let closes = series.closes.count
    switch value.name {
    case .price: return .noPrice
    case .change, .changePercent: return ofChange
    case .previousClose: return row.price == nil ? .noPrice : .noEarlierClose
    case .open, .high, .low, .volume, .extended: return row.price == nil ? .noPrice : .untold
    case .averageVolume, .volumeRatio:
      if row.price == nil { return .noPrice }
      return value.name == .volumeRatio && row.volume == nil ? .untold : .volumes(needed: QuoteRow.volumeSessions)
    case .yearLow, .yearHigh: return .closes(known: row.closes.count, needed: 1)
    case .yearPosition: return row.doubt != nil ? .doubtful : Self.ofPosition(row.closes.count)
    case .lowestClose, .highestClose, .drawdown, .deepestDrawdown: return .closes(known: closes, needed: 1)
    case .closePosition: return Self.ofPosition(closes)
    case .sigma:
      if let absence = ofChange { return absence }
      let needed = QuoteRow.sigmaReturns + 2
      return row.closes.count < needed ? .closes(known: row.closes.count, needed: needed) : .gap
    case .versusReference: return ofComparison(referenceVenue)
    case .sinceEvent: return row.price == nil ? .noPrice : row.doubt != nil ? .doubtful : .noClose(of: since)
    case .extendedPercent: return row.doubt != nil ? .doubtful : .oldPrice
    case .simple20, .exponential20: return .closes(known: closes, needed: 20)
    case .simple50: return .closes(known: closes, needed: 50)
    case .strength: return .closes(known: closes, needed: 15)
    case .volatility: return .closes(known: closes, needed: 21)
    }
  }

  /// Why the row has no change; nil where it has one.
  private var ofChange: ValueAbsence? {
    if row.price == nil { return .noPrice }
    if row.doubt != nil { return .doubtful }
    if row.changePercent != nil { return nil }
    return row.previousClose == nil ? .noEarlierClose : .oldPrice
  }

  private static func ofPosition(_ closes: Int) -> ValueAbsence {
    closes < 2 ? .closes(known: closes, needed: 2) : .oneValue
  }

  private func ofComparison(_ referenceVenue: Venue?) -> ValueAbsence {
    if row.instrument.isNamed(reference) { return .isReference }
    if let absence = ofChange { return absence }
    return (row.instrument.venue ?? .nyse).overlaps(referenceVenue ?? .nyse)
      ? .noChange(ofReference: reference) : .apart(fromReference: reference)
  }
}
