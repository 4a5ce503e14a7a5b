import Market

/// What is new in a reading.
package enum Digest {
  /// Points of the index or its needle that are worth telling.
  private static let points = 3.0

  /// Most important first: the index, its label and the market, names beyond one sigma or 3 %, then those of doubtful prices, signals
  /// new or of a changed status, tariffs, files gone bad.
  package static func items(_ reading: DeskReading, since mark: SeenMark) -> [DigestItem] {
    numbers(reading, mark) + names(reading, mark) + signals(reading, mark) + tariffs(reading, mark)
      + reading.troubledFiles.filter { !mark.files.contains($0.path) }.map {
        .file(path: $0.path, $0.state)
      }
  }

  private static func numbers(_ reading: DeskReading, _ mark: SeenMark) -> [DigestItem] {
    var items: [DigestItem] = []
    let policy = reading.indicator.policy.value
    let label = reading.indicator.label
    if abs(policy - mark.policy) >= points || label != nil && label != mark.label {
      items.append(.index(from: mark.policy, to: policy, label: label == mark.label ? nil : label))
    }
    if label == nil, mark.label != nil { items.append(.noEvidence(since: reading.indicator.evidence.newest)) }
    if let market = reading.indicator.market?.value, let before = mark.market, abs(market - before) >= points {
      items.append(.market(from: before, to: market))
    }
    return items
  }

  private static func names(_ reading: DeskReading, _ mark: SeenMark) -> [DigestItem] {
    var rows: [QuoteRow] = []
    for sector in reading.sectors {
      // Rows are large, and few of them notable: each is looked at where it lies.
      for index in sector.rows.indices where sector.rows[index].isNotable {
        let row = sector.rows[index]
        if mark.names[row.seenName] != row.session { rows.append(row) }
      }
    }
    // What is doubtful comes first: it may be a large move.
    func size(_ row: QuoteRow) -> Double { row.doubt == nil ? abs(row.changePercent ?? 0) : .infinity }
    return rows.sorted { size($0) > size($1) }.compactMap { row in
      if let doubt = row.doubt {
        return .doubt(symbol: row.instrument.symbol, price: row.price, doubt)
      }
      return row.changePercent.map { .move(symbol: row.instrument.symbol, change: $0, sigma: row.sigma) }
    }
  }

  private static func signals(_ reading: DeskReading, _ mark: SeenMark) -> [DigestItem] {
    reading.signals.filter(mark.isNew).map { row in
      .signal(row.signal, row.status, isNew: mark.signals[row.signal.id] == nil)
    }
  }

  private static func tariffs(_ reading: DeskReading, _ mark: SeenMark) -> [DigestItem] {
    var items: [DigestItem] = []
    for (side, before) in [(Side.us, mark.us), (.china, mark.china)] {
      let now = reading.tariffs.side(side).headline
      if before != now { items.append(.headline(side, from: before, to: now)) }
    }
    let seen = Zone.newYork.day(of: mark.instant)
    for layer in reading.tariffs.layers
    where layer.measure.scope != .all && layer.state != .pending && layer.since > seen {
      items.append(.layer(layer))
    }
    for change in reading.tariffs.pending where !mark.pending.contains(SeenMark.key(change)) {
      items.append(.announced(change))
    }
    return items
  }
}
