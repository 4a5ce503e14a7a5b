import Analytics
import Canvas
import Market
import Wording

extension AlertBook {
  /// How each rule stands in a reading, in the order of ``rules``.
  package func standings(in reading: DeskReading, of desk: Desk) -> [AlertStanding] {
    var book = self
    return book.stand(reading, desk)
  }

  /// A copy's: what is seen of moves of the index is worked out, and nothing is taken in.
  private mutating func stand(_ reading: DeskReading, _ desk: Desk) -> [AlertStanding] {
    let context = Context(
      reading: reading, desk: desk, minute: reading.asOf.wholeMinute, isNewMinute: true, isNewPolicy: true,
      isFirst: false)
    var places: [String: (sector: Int, row: Int)] = [:]
    for (sector, rows) in reading.sectors.enumerated() {
      for (row, name) in rows.rows.enumerated() {
        for symbol in name.instrument.symbols where places[symbol] == nil { places[symbol] = (sector, row) }
      }
    }
    return rules.indices.map { index in
      switch rules[index].subject {
      case .name(let name, let column):
        guard let place = places[name] else {
          let near = NearestWord.of(name, among: places.keys.sorted())
          return standing(
            index, nil, .noData, subject: name,
            remark: "no such name on the desk" + (near.map { " (nearest is \($0))" } ?? ""),
            context)
        }
        return standing(index, ofRow: reading.sectors[place.sector], place.row, column, context)
      case .any(let column): return standing(index, ofAny: column, context)
      case .sector(let name, _):
        guard let sector = reading.sectors.first(where: { $0.name == name }) else {
          let near = NearestWord.of(name, among: reading.sectors.map(\.name))
          return standing(
            index, nil, .noData, subject: name,
            remark: "no such sector on the desk" + (near.map { " (nearest is \($0))" } ?? ""), context)
        }
        return standing(index, sight(of: sector, rules[index]), nil, subject: name, context)
      default:
        let sight = sight(ofDesk: rules[index], context)
        let isHeld = sight != nil && reading.holdsPolicy
        let file = reading.troubledFiles.first { $0.kind == "signals" || $0.kind == "tariffs" }?.path
        return standing(
          index, sight, isHeld ? file.map { .inhibited(by: $0) } : nil, subject: rules[index].subject.words, context)
      }
    }
  }

  // MARK: Names

  private func standing(
    _ index: Int, ofRow sector: SectorRows, _ row: Int, _ column: String, _ context: Context
  ) -> AlertStanding {
    let line = QuoteLine(sector.rows[row], of: sector, asOf: context.now)
    let symbol = line.quote.instrument.symbol
    let rule = rules[index]
    var sight = sight(of: line, rule, column, context)
    var held: AlertState?
    if sight == nil {
      let failing = Set(context.reading.deadFeeds.map(\.file) + context.reading.troubledFiles.map(\.path))
      if let file = line.quote.origin?.file, failing.contains(file) { held = .inhibited(by: file) }
      // What stands there is shown, though it does not count.
      sight = tracks[index][symbol].flatMap { track in
        rule.sides.isEmpty || track.time == nil ? nil : AlertSight(track, symbol)
      }
    }
    return standing(index, sight, held, subject: symbol, symbol: symbol, context) { [sight] in
      sight.map { Self.rearm(line.quote, $0, rule, context) } ?? 0
    }
  }

  /// Of the names the one that rang last, else the one nearest to ringing.
  private func standing(_ index: Int, ofAny column: String, _ context: Context) -> AlertStanding {
    let firing = tracks[index].filter(\.value.isFiring).max {
      ($0.value.fired ?? .epoch, $1.key) < ($1.value.fired ?? .epoch, $0.key)
    }
    var nearest: (distance: Double, sector: Int, row: Int)?
    for (place, sector) in context.reading.sectors.enumerated() {
      for row in sector.rows.indices {
        let symbol = sector.rows[row].instrument.symbol
        if symbol == firing?.key { return standing(index, ofRow: sector, row, column, context) }
        guard let track = tracks[index][symbol], track.level.isFinite else { continue }
        let distance = abs(track.value - track.level)
        if nearest.map({ distance < $0.distance }) ?? true { nearest = (distance, place, row) }
      }
    }
    guard let nearest else { return standing(index, nil, nil, subject: "any", context) }
    return standing(index, ofRow: context.reading.sectors[nearest.sector], nearest.row, column, context)
  }

  // MARK: One rule

  private func standing(
    _ index: Int, _ sight: AlertSight?, _ held: AlertState?, subject: String, symbol: String? = nil,
    remark: String = "",
    _ context: Context, rearm: (() -> Double)? = nil
  ) -> AlertStanding {
    let rule = rules[index]
    let track = tracks[index][sight?.subject ?? subject]
    let number = sight?.shown ?? sight?.number
    var level = sight?.level
    if case .extreme(let direction) = rule.predicate, let symbol {
      level = extreme(direction, of: symbol, context.reading)
    }
    var distance = ""
    var percent: Double?
    if let number, let level, !rule.sides.isEmpty {
      let gap = number - level
      distance =
        gap == 0 ? "at it" : "\(AlertStanding.text(abs(gap), of: number, rule)) \(gap > 0 ? "above" : "below")"
      percent = number == 0 ? nil : 100 * abs(gap / number)
    }
    var mustReturn: String?
    if let track, track.time != nil, let level, !rule.sides.isEmpty,
      track.armed.isDisjoint(with: AlertSides(rule.sides))
    {
      let far = rearm?() ?? Self.usualRearm(level, rule)
      let isExtreme = if case .extreme = rule.predicate { true } else { false }
      let back = rule.sides == [.below] ? level + far : level - far
      mustReturn = isExtreme ? "off it" : AlertText.number(back, column: rule.column)
    }
    return AlertStanding(
      rule: rule, state: held ?? state(of: index, at: context.now, isSeen: sight != nil), subject: subject,
      symbol: symbol, value: sight.map { AlertText.value($0, rule) } ?? "", distance: distance,
      distancePercent: percent, level: level, mustReturn: mustReturn, remark: remark,
      lastFiring: firings[index].values.max { ($0.time, $0.id) < ($1.time, $1.id) },
      acknowledged: acknowledged[index])
  }

  private func extreme(_ direction: AlertRule.Direction, of symbol: String, _ reading: DeskReading) -> Double? {
    let row = reading.sectors.lazy.flatMap(\.rows).first { $0.instrument.symbol == symbol }
    return direction == .above ? row?.yearHigh : row?.yearLow
  }

  /// How a rule stands.
  private func state(of index: Int, at now: Instant, isSeen: Bool) -> AlertState {
    let rule = rules[index]
    if let until = rule.until, Zone.newYork.day(of: now) > until { return .expired }
    if isSpent(index) { return .expired }
    if let snooze = snoozes[index], snooze.until > now { return .snoozed(until: snooze.until) }
    let tracks = tracks[index].values
    if let firing = tracks.filter(\.isFiring).compactMap(\.fired).max() { return .firing(since: firing) }
    if let pending = tracks.compactMap(\.pending).min() { return .pending(since: pending) }
    let isKnown = isSeen || !tracks.isEmpty || known[index] != nil
    return isKnown ? .armed : .noData
  }
}

extension AlertSight {
  /// What was seen of a name when it last counted.
  fileprivate init(_ track: AlertTrack, _ symbol: String) {
    self.init(
      subject: symbol, symbol: symbol, value: .number(track.value), level: track.level, time: track.time ?? .epoch,
      day: track.day ?? Zone.newYork.day(of: track.time ?? .epoch))
  }
}

extension AlertRule.Subject {
  /// `index`, `tariff US`, `deadline talks`.
  package var words: String {
    switch self {
    case .name(let name, _), .sector(let name, _): name
    case .any: "any"
    case .number(let number): number.rawValue
    case .label: "label"
    case .trigger(let name): "trigger \(name.rawValue)"
    case .tariff(let side, let isAllIn): "tariff \(side.rawValue)\(isAllIn ? " all-in" : "")"
    case .signal: "signal"
    case .deadline(let kind): kind.map { "deadline \($0.rawValue)" } ?? "deadline"
    case .feed(let name): name
    case .heartbeat: "heartbeat"
    }
  }
}

extension AlertStanding {
  /// What `check` and lists say: `AMAT 148.96: 8.96 above, armed`.
  package var answer: TerminalSafe {
    var said: [String] = []
    if !distance.isEmpty { said.append(distance) }
    switch state {
    case .firing(let since):
      said.append("firing since \(AlertText.moment(since))")
      if let mustReturn { said.append("must come back to \(mustReturn) first") }
    case .armed where mustReturn != nil: said.append("passed already: must come back to \(mustReturn ?? "") first")
    case .pending(let since): said.append("pending since \(AlertText.moment(since))")
    case .snoozed(let until): said.append("snoozed until \(AlertText.moment(until))")
    case .inhibited(let file): said.append("inhibited by \(file)")
    default: said.append(state.word)
    }
    if !remark.isEmpty { said.append(remark) }
    let head = [subject + AlertText.column(rule), value].filter { !$0.isEmpty }.joined(separator: " ")
    return TerminalSafe("\(head): \(said.joined(separator: ", "))")
  }

  /// A distance with the decimals of the value that it is from, where they say something of it.
  fileprivate static func text(_ gap: Double, of value: Double, _ rule: AlertRule) -> String {
    guard abs(value) >= 1, (0.01..<1).contains(gap) else { return AlertText.number(gap, column: rule.column) }
    return NumberText.fixed(gap, 2).text
  }
}
