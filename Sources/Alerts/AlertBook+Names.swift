import Analytics
import Canvas
import Market
import Wording

extension AlertBook {
  /// What a rule sees of a reading beyond the row or number itself.
  struct Context {
    let reading: DeskReading
    let desk: Desk
    /// The whole minute of the reading.
    let minute: Instant
    /// Whether another whole minute has begun.
    let isNewMinute: Bool

    var now: Instant { reading.asOf }
  }

  /// Takes in a later reading of the desk, and says what rings.
  /// - Parameter desk: what the reading is of. Files that are still to be read would seem to be gone: wait for them.
  package mutating func take(_ reading: DeskReading, of desk: Desk) -> [Firing] {
    guard !rules.isEmpty else { return [] }
    if !layout.fits(reading, desk) { layout = AlertLayout(rules, reading, desk) }
    let now = reading.asOf
    if runs == nil { runs = now }
    let minute = Instant(seconds: now.seconds.floorDivided(by: 60) * 60)
    let context = Context(
      reading: reading, desk: desk, minute: minute, isNewMinute: lastTaken.map { $0 < minute } ?? true)
    var rung: [Firing] = []
    takeNames(context, &rung)
    lastTaken = max(lastTaken ?? now, now)
    return rung.sorted { ($0.time, $0.id) < ($1.time, $1.id) }
  }

  private mutating func takeNames(_ context: Context, _ rung: inout [Firing]) {
    for sector in context.reading.sectors.indices {
      var isChanged = false
      for row in context.reading.sectors[sector].rows.indices where layout.watches(sector, row) {
        let seen = AlertLayout.Seen(context.reading.sectors[sector].rows[row])
        let isNew = layout.seen[sector][row] != seen
        layout.seen[sector][row] = seen
        guard isNew || context.isNewMinute else { continue }
        isChanged = true
        let line = QuoteLine(
          context.reading.sectors[sector].rows[row], of: context.reading.sectors[sector], asOf: context.now)
        for index in layout.names[sector][row] + layout.any {
          take(line, index, isNew: isNew, context, &rung)
        }
      }
      _ = isChanged
    }
  }

  /// Weighs a name against one of its rules.
  private mutating func take(
    _ line: QuoteLine, _ index: Int, isNew: Bool, _ context: Context, _ rung: inout [Firing]
  ) {
    let rule = rules[index]
    let row = line.quote
    guard let column = rule.column, isNew || AlertColumns.isTimed(column) else { return }
    count()
    guard let record = AlertColumns.records[column], case .number(let value?) = record.value(line), row.counts,
      let time = row.time
    else { return }
    guard case .number(let level)? = rule.level else { return }
    let symbol = row.instrument.symbol
    let datum = AlertDatum(
      value: value, level: level, rearm: 0, time: time, day: row.session ?? Zone.newYork.day(of: time))
    var track = tracks[index][symbol] ?? AlertTrack()
    let edge = track.take(datum, rule)
    tracks[index][symbol] = track
    guard let edge else { return }
    let shown = "\(NumberText.price(value).text)"
    let way = edge.side == .above ? "above" : "below"
    let firing = Firing(
      id: Firing.digest([rule.key, symbol, way, "\(edge.time.milliseconds)"]), rule: rule.text, name: rule.name,
      note: rule.note, origin: rule.origin, subject: symbol, symbol: symbol, edge: way, value: shown, number: value,
      source: row.origin, time: edge.time, since: edge.since, short: TerminalSafe("\(symbol) \(shown)"),
      text: TerminalSafe("\(symbol) \(shown)"), isUrgent: rule.isUrgent, isLate: runs.map { edge.time < $0 } ?? false,
      isDoubtful: false, isOwn: rule.isOwn, ways: rule.ways)
    firings[index][symbol] = firing
    changes.append(AlertChange(firing))
    rung.append(firing)
  }
}

extension AlertRule {
  /// The column of the watchlist that it looks at.
  var column: String? {
    switch subject {
    case .name(_, let column), .any(let column), .sector(_, let column): column
    default: nil
    }
  }

  /// What it compares with.
  var level: Level? {
    switch predicate {
    case .crosses(_, let level), .compares(_, let level): level
    default: nil
    }
  }
}

extension QuoteRow {
  /// Whether its price may ring: it is believed, fresh, and no adjusted one.
  var counts: Bool { price != nil && doubt == nil && !isStale && flag != .adjusted }
}
