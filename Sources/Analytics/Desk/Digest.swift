import Market
import RealModule

/// What happened since the trader looked: each thing is named once, and stays until the next look, whatever becomes of it.
///
/// A name is named when its price stands ``sigmas`` of its daily deviations × √n away from its base, n the sessions since
/// the base and at least 1: so many sessions of its usual moves end that far away by chance about once in twenty times.
/// Its base is the price at which it was last named, else the one it had at the look, else its last close. So a loss of one
/// deviation a day is named on the fourth day, and a fall right after a look at once. A further move of that size names it
/// anew.
package struct Digest: Hashable, Sendable {
  /// An item, and when it was named.
  package struct Entry: Hashable, Sendable {
    package let item: DigestItem
    package let named: Instant
  }

  /// Daily deviations that make a move worth naming, unless the trader asks for another number.
  package static let usualSigmas = 2.0
  /// Percent in the place of ``sigmas``, for names without 20 sessions to measure a deviation by.
  private static let percent = 3.0
  /// Points of the index that are worth naming.
  private static let points = 5.0
  /// Points of the market needle: about two of its standard errors where it stands in the middle.
  private static let marketPoints = 10.0
  /// Sessions beyond which a name's base is not dated any further back.
  private static let furthest = 250

  /// By group, the most important first: triggers, tariff steps, the index and its needle, signals, files, names. Of a
  /// group what was named last stands first, the larger move before the smaller.
  package private(set) var entries: [Entry] = []
  /// What it counts from.
  package private(set) var mark: SeenMark
  /// Daily deviations that make a move worth naming.
  package private(set) var sigmas: Double
  /// What the index, the needle and the triggers were when they were last named.
  private var told: Told

  private struct Told: Hashable {
    var policy: Double
    var label: Label?
    var market: Double?
    var headlines: [Side: Double]
    var triggers: [DigestItem.TriggerName: Trigger.State]

    init(_ mark: SeenMark) {
      policy = mark.policy
      label = mark.label
      market = mark.market
      headlines = [.us: mark.us, .china: mark.china]
      triggers = mark.triggers
    }

    mutating func take(_ item: DigestItem) {
      switch item {
      case .index(_, let now, _): (policy, label) = (now, Label(now))
      case .noEvidence: label = nil
      case .market(_, let now): market = now
      case .headline(let side, _, let now): headlines[side] = now
      case .trigger(let name, _, let state): triggers[name] = state
      case .announced, .layer, .signal, .file, .doubt, .move: break
      }
    }
  }

  /// Nothing happened since `mark`.
  package init(since mark: SeenMark, sigmas: Double = Digest.usualSigmas) {
    self.mark = mark
    self.sigmas = sigmas
    told = Told(mark)
  }

  /// What a reading of a desk says that is new since a mark.
  package init(_ reading: DeskReading, of desk: Desk, since mark: SeenMark, sigmas: Double = Digest.usualSigmas) {
    self.init(since: mark, sigmas: sigmas)
    take(reading, of: desk)
  }

  package var items: [DigestItem] { entries.map(\.item) }

  /// The names that were named, with what their next move counts from.
  package var moves: [NameMove] {
    entries.compactMap { if case .move(let move) = $0.item { move } else { nil } }
  }

  /// Goes on from another mark of the same moment, where the past was read anew, by as many deviations.
  package mutating func count(from mark: SeenMark, sigmas: Double) { (self.mark, self.sigmas) = (mark, sigmas) }

  /// Takes in what a later reading of a desk says.
  package mutating func take(_ reading: DeskReading, of desk: Desk) {
    let news =
      triggers(reading) + tariffs(reading) + numbers(reading) + signals(reading)
      + reading.troubledFiles.filter { !mark.files.contains($0.path) }.map { .file(path: $0.path, $0.state) }
      + names(reading, desk)
    guard !news.isEmpty else { return }
    let known = Dictionary(entries.map { ($0.item.subject, $0.item) }) { first, _ in first }
    let new = news.filter { item in known[item.subject].map { !item.repeats($0) } ?? true }
    guard !new.isEmpty else { return }
    let subjects = Set(new.map(\.subject))
    entries =
      new.map { Entry(item: $0, named: reading.asOf) } + entries.filter { !subjects.contains($0.item.subject) }
    // Stable: within a group what is new stays before what was there.
    let order = entries.indices.sorted { (entries[$0].item.rank, $0) < (entries[$1].item.rank, $1) }
    entries = order.map { entries[$0] }
    remember(new, reading)
  }

  /// Has the next move of what was named count from here.
  private mutating func remember(_ new: [DigestItem], _ reading: DeskReading) {
    for item in new {
      told.take(item)
      if case .noEvidence = item { told.policy = reading.indicator.policy.value }
    }
  }

  /// Goes on from what was named before.
  mutating func restore(_ entries: [Entry]) {
    self.entries = entries
    for entry in entries { told.take(entry.item) }
  }

  // MARK: What governments say and do

  private func triggers(_ reading: DeskReading) -> [DigestItem] {
    let now: [(DigestItem.TriggerName, Trigger.State)] = [
      (.talks, reading.indicator.talks.state), (.rollback, reading.indicator.rollback.state),
    ]
    return now.compactMap { name, state in
      told.triggers[name].flatMap { $0 == state ? nil : .trigger(name, from: $0, to: state) }
    }
  }

  private func tariffs(_ reading: DeskReading) -> [DigestItem] {
    let headlines: [DigestItem] = Side.allCases.compactMap { side in
      let now = reading.tariffs.side(side).headline
      return told.headlines[side].flatMap { $0 == now ? nil : .headline(side, from: $0, to: now) }
    }
    let announced = reading.tariffs.pending.filter { !mark.knows($0) }
    let layers = reading.tariffs.layers.filter(mark.isNew)
    let (wide, narrow) = (announced.filter { $0.measure.scope == .all }, announced.filter { $0.measure.scope != .all })
    return headlines + wide.map { .announced($0) } + layers.map { .layer($0) } + narrow.map { .announced($0) }
  }

  private func numbers(_ reading: DeskReading) -> [DigestItem] {
    var items: [DigestItem] = []
    let policy = reading.indicator.policy.value
    let label = reading.indicator.label
    if label == nil, told.label != nil {
      items.append(.noEvidence(since: reading.indicator.evidence.newest))
    } else if abs(policy - told.policy) >= Digest.points || label != told.label {
      items.append(.index(from: told.policy, to: policy, label: label == told.label ? nil : label))
    }
    if let market = reading.indicator.market?.value, let before = told.market,
      abs(market - before) >= Digest.marketPoints
    {
      items.append(.market(from: before, to: market))
    }
    return items
  }

  private func signals(_ reading: DeskReading) -> [DigestItem] {
    reading.signals.filter(mark.isNew).map { row in
      .signal(row.signal, row.status, isNew: mark.signals[row.signal.id] == nil)
    }
  }

  // MARK: Names

  /// Doubtful prices first: each may be a large move. Then the largest moves, by what is usual for the name.
  private func names(_ reading: DeskReading, _ desk: Desk) -> [DigestItem] {
    let named = Dictionary(
      entries.compactMap { entry -> (String, NamedPrice)? in
        guard case .move(let move) = entry.item else { return nil }
        return (move.symbol, NamedPrice(price: move.price, session: move.session, time: entry.named))
      }
    ) { first, _ in first }
    var doubts: [DigestItem] = []
    var moves: [(size: Double, move: NameMove)] = []
    for sector in reading.sectors {
      // Rows are large, and few of them moved far: each is looked at where it lies.
      for index in sector.rows.indices where sector.rows[index].isOfLastSession {
        let symbol = sector.rows[index].instrument.symbol
        if let doubt = sector.rows[index].doubt {
          if mark.doubts[symbol] != sector.rows[index].session {
            doubts.append(.doubt(symbol: symbol, price: sector.rows[index].price, doubt))
          }
        } else if let move = move(of: sector.rows[index], named[symbol], desk) {
          moves.append(move)
        }
      }
    }
    return doubts + moves.sorted { $0.size > $1.size }.map { .move($0.move) }
  }

  /// A price of a name at a moment at which the trader was told it.
  private struct NamedPrice {
    let price: Double
    let session: Day
    let time: Instant
  }

  /// The move of a name from its base, and its size in the deviations that make one worth naming; nil where it is smaller.
  private func move(of row: QuoteRow, _ named: NamedPrice?, _ desk: Desk) -> (size: Double, move: NameMove)? {
    guard let price = row.price, let session = row.session else { return nil }
    let sessions = desk.sessions(of: row.instrument)
    var base = named
    if base == nil, let seen = mark.names[row.instrument.symbol] {
      base = NamedPrice(price: seen.price, session: seen.session, time: mark.instant)
      // What was seen after the close before is the close that Chg % counts from.
      if row.changePercent != nil, sessions.follows(session, seen.session),
        sessions.close(of: seen.session) <= mark.instant
      {
        base = nil
      }
    }
    guard let base else {
      guard let change = row.changePercent, mark.moved[row.instrument.symbol] != session else { return nil }
      let sigma = row.deviation.map { Double.log(1 + change / 100) / $0 }
      return worth(sigma, change, sessions: 1).map {
        let symbol = row.instrument.symbol
        return ($0, NameMove(symbol: symbol, percent: change, sigma: sigma, since: nil, price: price, session: session))
      }
    }
    guard session >= base.session, base.price > 0 else { return nil }
    var before = base.price
    if session > base.session, let history = desk.history(of: row.instrument) {
      before = history.close(before, of: base.session, beside: price, on: session)
    }
    let change = 100 * (price / before - 1)
    let sigma = row.deviation.map { Double.log(price / before) / $0 }
    // Most moves are too small for one session already.
    guard worth(sigma, change, sessions: 1) != nil else { return nil }
    let count = max(1, sessions.count(after: base.session, through: session, atMost: Digest.furthest))
    return worth(sigma, change, sessions: count).map {
      let symbol = row.instrument.symbol
      return (
        $0, NameMove(symbol: symbol, percent: change, sigma: sigma, since: base.time, price: price, session: session)
      )
    }
  }

  /// A move over so many sessions in the size that makes it worth naming; nil where it is smaller, or no number.
  private func worth(_ sigma: Double?, _ percent: Double, sessions: Int) -> Double? {
    // No logarithm leads to a price below zero.
    let size = sigma.flatMap { $0.isFinite ? abs($0) / sigmas : nil } ?? abs(percent) / Digest.percent
    let worth = size / Double(sessions).squareRoot()
    return worth.isFinite && worth >= 1 ? worth : nil
  }
}
