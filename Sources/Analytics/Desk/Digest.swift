import Market

/// One thing that happened since the trader looked.
package struct DigestItem: Hashable, Sendable {
  package enum Kind: String, Sendable { case index, market, name, signal, tariff, file }

  package let kind: Kind
  /// `KLAC -3.75 %, 0.7 of its daily sigma`.
  package let text: String
  /// `KLAC -3.75 %`: where room is short.
  package let short: String
  /// What it opens: a symbol, a signal's id, a measure's id or a file's path; nil for the index and its needle.
  package let subject: String?

  init(_ kind: Kind, _ text: String, short: String? = nil, subject: String? = nil) {
    self.kind = kind
    self.text = text
    self.short = short ?? text
    self.subject = subject
  }
}

/// What is new in a reading.
package enum Digest {
  /// Points of the index or its needle that are worth telling.
  private static let points = 3.0

  /// Most important first: the index and the market, names beyond one sigma or 3 %, then those of doubtful prices, signals
  /// new or of a changed status, tariffs, files gone bad.
  package static func items(_ reading: DeskReading, since mark: SeenMark) -> [DigestItem] {
    numbers(reading, mark) + names(reading, mark) + signals(reading, mark) + tariffs(reading, mark)
      + reading.troubledFiles.filter { !mark.files.contains($0.path) }.map {
        DigestItem(.file, "\($0.path) \($0.state.rawValue)", subject: $0.path)
      }
  }

  private static func numbers(_ reading: DeskReading, _ mark: SeenMark) -> [DigestItem] {
    var items: [DigestItem] = []
    let policy = reading.indicator.policy.value
    if abs(policy - mark.policy) >= points || reading.indicator.label != mark.label {
      let short = "index \(mark.policy.text(decimals: 0)) to \(policy.text(decimals: 0))"
      let label = reading.indicator.label == mark.label ? "" : ", \(reading.indicator.label.rawValue)"
      items.append(DigestItem(.index, short + label, short: short))
    }
    if let market = reading.indicator.market?.value, let before = mark.market, abs(market - before) >= points {
      items.append(DigestItem(.market, "market \(before.text(decimals: 0)) to \(market.text(decimals: 0))"))
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
        let short = "\(row.instrument.symbol) \(Doubt.text(row.price ?? 0)) doubtful"
        return DigestItem(.name, "\(short): \(doubt.reason)", short: short, subject: row.instrument.symbol)
      }
      guard let change = row.changePercent else { return nil }
      let short = "\(row.instrument.symbol) \(change > 0 ? "+" : "")\(change.text(decimals: 2)) %"
      let sigma = row.sigma.map { ", \(abs($0).text(decimals: 1)) of its daily sigma" } ?? ""
      return DigestItem(.name, short + sigma, short: short, subject: row.instrument.symbol)
    }
  }

  private static func signals(_ reading: DeskReading, _ mark: SeenMark) -> [DigestItem] {
    reading.signals.filter(mark.isNew).map { row in
      let status = mark.signals[row.signal.id] == nil ? row.status.rawValue : "now \(row.status.rawValue)"
      return DigestItem(.signal, "\(row.signal.text), \(status)", subject: row.signal.id)
    }
  }

  private static func tariffs(_ reading: DeskReading, _ mark: SeenMark) -> [DigestItem] {
    var items: [DigestItem] = []
    for (name, before, now) in [
      ("US on China", mark.us, reading.tariffs.us.headline),
      ("China on US", mark.china, reading.tariffs.china.headline),
    ] where before != now {
      items.append(DigestItem(.tariff, "\(name) \(before.text(decimals: 1)) to \(now.text(decimals: 1))"))
    }
    let seen = Zone.newYork.day(of: mark.instant)
    for layer in reading.tariffs.layers
    where layer.measure.scope != .all && layer.state != .pending && layer.since > seen {
      items.append(
        DigestItem(
          .tariff, "\(layer.measure.title)\(layer.step.outcome)\(layer.state == .inForce ? ", in force" : "")",
          subject: layer.measure.id))
    }
    for change in reading.tariffs.pending where !mark.pending.contains(SeenMark.key(change)) {
      let short = "\(change.measure.title)\(change.step.outcome)"
      items.append(
        DigestItem(
          .tariff, "\(short) announced for \(change.step.effective.short)", short: short, subject: change.measure.id))
    }
    return items
  }
}
