import Analytics
import Canvas
import Market
import Wording

/// What is known of one name, in words: its price, measures and sensitivity, lots, other listings and last sessions.
struct InstrumentValues {
  let reading: InstrumentReading
  let moment: DeskReading
  let desk: Desk
  let clock: WallClock

  var lines: [ValueList.Line] { price + measures + sensitivity + lots + listings + sessions }

  private var row: QuoteRow { reading.row }
  private var year: Int { moment.day.parts.year }

  private func line(_ value: InstrumentReading.Value) -> ValueList.Line {
    let (name, decimals, signed, short) = value.name.shown
    var unit = short
    if value.name == .yearLow || value.name == .yearHigh, value.value != nil, !rangeIsQuoted { unit = "adj" }
    let label: TerminalSafe =
      switch value.name {
      case .versusReference: "vs \(reading.reference)"
      case .extended: outOfHours
      // The longer date leaves room for the shorter word only.
      case .sinceEvent:
        "\(desk.watchlist.since.parts.year == year ? "Since" : "From") \(DateText.short(desk.watchlist.since, year: year))"
      default: name
      }
    let text: TerminalSafe =
      switch decimals {
      case .price: NumberText.price(value.value)
      case .count: NumberText.volume(value.value)
      case .fixed(let count): NumberText.fixed(value.value, count, signed: signed)
      }
    let style =
      value.value == nil
      ? .dim : signed ? Style(NumberText.role(value.value)) : value.name == .price ? Style(.accent, [.bold]) : .text
    let day = value.time.map { row.instrument.day(of: $0) }
    let note = day.flatMap { $0 == row.session ? nil : DateText.short($0, year: year) } ?? ""
    let absence = reading.absence(
      of: value, since: desk.watchlist.since, referenceVenue: desk.instrument(named: reading.reference).venue)
    return .value(
      label, text, unit: absence?.text(year: year) ?? unit ?? TerminalSafe(value.unit.words),
      note: absence == nil ? note : "", style, value.origin)
  }

  /// The session of the price outside the regular one and its clock, or its date where that is another.
  private var outOfHours: TerminalSafe {
    guard let extended = row.extended else { return "Out of hours" }
    let word: TerminalSafe =
      switch extended.session {
      case .pre: "Pre"
      case .post: "Post"
      case .overnight: "Night"
      case .regular, .closed: "Out of hours"
      }
    let day = clock.day(of: extended.time)
    let isToday = day == clock.day(of: moment.asOf)
    return word + " " + (isToday ? clock.time(of: extended.time) : DateText.short(day, year: year))
  }

  private var price: [ValueList.Line] {
    var lines: [ValueList.Line] = [.heading("Price", note: age)]
    if let doubt = row.doubt {
      lines.append(.text("d: doubtful: \(doubt.reason)", Style(.warning)))
    } else if let missing = row.missingText(year: year) {
      lines.append(.text("s: " + missing, Style(.warning)))
    } else if let flag = row.flag {
      lines.append(.text("\(flag.rawValue): \(flag.meaning)", Style(flag == .stale ? .warning : .dim)))
    }
    if let results = row.results {
      lines.append(.text("results \(DateText.short(results, year: year))", Style(.accent)))
    }
    if let offset = row.clockAhead {
      lines.append(.text("its feed's clock is \(offset.description) ahead", Style(.warning)))
    }
    lines += reading.notes.map { .text("\($0)", Style(.warning)) }
    lines += reading.facts.map(line)
    if let session = row.session { lines.append(.text("session of \(DateText.long(session))", .dim)) }
    if let state = row.venueState, let venue = row.instrument.venue {
      lines.append(.text("\(venue.shortName) \(sessionText(state))", .dim))
    } else if let exchange = row.instrument.unknownExchange {
      lines.append(.text("\(exchange) calendar unknown", .dim))
    } else {
      lines.append(.text("no venue: its hours are not known", .dim))
    }
    if let file = row.origin?.file { lines.append(.text(ageText(ofFile: file), .dim)) }
    return lines
  }

  /// Whether the quote brings the range of 52 weeks; else it is that of closes, adjusted.
  private var rangeIsQuoted: Bool {
    row.yearHigh != nil && reading.technical.first { $0.name == .highestClose }?.value != row.yearHigh
  }

  private var age: TerminalSafe {
    guard let time = row.time else { return "no price" }
    let day = clock.day(of: time)
    let date: TerminalSafe = day == clock.day(of: moment.asOf) ? "" : "\(DateText.short(day, year: year)) "
    return "\(date)\(clock.zonedTime(of: time)), \(DateText.age(time.seconds(to: moment.asOf))) old"
  }

  private func sessionText(_ state: SessionState) -> TerminalSafe {
    func until(_ instant: Instant?) -> TerminalSafe {
      instant.map { "in \(DateText.countdown(moment.asOf.seconds(to: $0)))" } ?? "at an unknown time"
    }
    return switch state.phase {
    case .open: "is open, closes \(until(state.nextChange))"
    case .lunch: "rests over lunch, opens \(until(state.nextOpening))"
    case .closed: "is shut, opens \(until(state.nextOpening))"
    case .holiday: "has a holiday, opens \(until(state.nextOpening))"
    case .unknown: "calendar unknown"
    }
  }

  private func ageText(ofFile path: String) -> TerminalSafe {
    guard let report = desk.files.first(where: { $0.path == path }), let modified = report.modified,
      modified <= moment.asOf
    else { return "when its file was written is not known" }
    return "its file was written \(DateText.age(modified.seconds(to: moment.asOf))) ago"
  }

  private var measures: [ValueList.Line] {
    let values = reading.technical.filter { value in
      switch value.name {
      case .lowestClose, .highestClose, .closePosition: rangeIsQuoted
      default: true
      }
    }
    return [.blank, .heading("Measures", note: "of closes, adjusted")] + values.map(line)
  }

  // MARK: Sensitivity

  private var sensitivity: [ValueList.Line] {
    guard !reading.sensitivities.isEmpty else {
      return [
        .blank, .heading("Sensitivity", note: ""), .text("fewer than 30 sessions with both returns", .dim),
      ]
    }
    return [.blank, .heading("Sensitivity", note: "60 sessions, 95 % intervals")]
      + reading.sensitivities.flatMap(lines)
  }

  private func lines(_ item: Sensitivity) -> [ValueList.Line] {
    let name: TerminalSafe
    let unit: TerminalSafe
    switch item.factor {
    case .reference(let symbol): (name, unit) = ("\(symbol)", "")
    case .policy: (name, unit) = ("policy", "%/pt")
    }
    var lines: [ValueList.Line] = [
      .estimate(
        "beta \(name)", NumberText.fixed(item.beta, 2), unit: unit, interval: interval(item.betaInterval), .text),
      // Without an interval it does not say how much it says.
      .estimate(
        "correlation", NumberText.fixed(item.correlationInterval == nil ? nil : item.correlation, 2),
        unit: "n \(item.observations)", interval: item.correlationInterval.map(interval) ?? "",
        item.correlationInterval == nil ? .dim : .text),
    ]
    if !item.differsFromZero { lines.append(.text("\(name): not different from zero", Style(.warning))) }
    return lines
  }

  private func interval(_ range: ClosedRange<Double>) -> TerminalSafe {
    "\(NumberText.fixed(range.lowerBound, 2)) to \(NumberText.fixed(range.upperBound, 2))"
  }

  // MARK: Lots, listings, sessions

  private var lots: [ValueList.Line] {
    guard !reading.holdings.isEmpty else { return [] }
    let heads = ["value", "day", "total"].map { (text: TerminalSafe($0), style: Style.dim) }
    var lines: [ValueList.Line] = [
      .blank, .heading("Lots", note: "\(row.currency ?? "currency unknown")"), .row("", heads),
    ]
    for holding in reading.holdings {
      let lot = holding.lot
      let opened: TerminalSafe = lot.opened.map { ", since \(DateText.short($0, year: year))" } ?? ""
      lines.append(.text("\(NumberText.quantity(lot.quantity)) at \(NumberText.price(lot.cost))\(opened)", .text))
      lines.append(figures("", holding.value, holding.dayGain, holding.gain))
    }
    if reading.holdings.count > 1 {
      lines.append(
        figures(
          "all \(NumberText.quantity(reading.holdings.quantity ?? 0))", reading.holdings.value,
          reading.holdings.dayGain, reading.holdings.gain))
    }
    return lines
  }

  private func figures(_ name: TerminalSafe, _ value: Double?, _ day: Double?, _ total: Double?) -> ValueList.Line {
    .row(
      name,
      [
        (NumberText.money(value), value == nil ? .dim : .text),
        (NumberText.money(day, signed: true), Style(NumberText.role(day))),
        (NumberText.money(total, signed: true), Style(NumberText.role(total))),
      ])
  }

  private var listings: [ValueList.Line] {
    guard !reading.otherListings.isEmpty else { return [] }
    var lines: [ValueList.Line] = [.blank, .heading("Other listings", note: "the same company, never mixed")]
    for other in reading.otherListings {
      let listing = other.listing
      let currency: TerminalSafe = "\(other.row.currency ?? "?")"
      let day: TerminalSafe = other.row.session.map { DateText.short($0, year: year) } ?? "no data"
      let venue: TerminalSafe = (listing.venue?.shortName ?? listing.unknownExchange).map { "\($0) " } ?? ""
      lines.append(
        .value(
          "\(listing.symbol)", NumberText.price(other.row.price), unit: currency, note: "\(venue)\(day)",
          other.row.price == nil ? .dim : .text, other.row.origin))
      guard let ratio = listing.ratio else { continue }
      let each: TerminalSafe = other.pricePerShare.map { ": \(NumberText.price($0)) \(currency) a share" } ?? ""
      lines.append(.text("1 \(listing.symbol) = \(NumberText.quantity(ratio)) shares\(each)", .dim))
    }
    return lines
  }

  private var sessions: [ValueList.Line] {
    let series = reading.series
    guard let last = series.bars.last else { return [] }
    var lines: [ValueList.Line] = [.blank, .heading("Last sessions", note: "close, adjusted, volume")]
    for bar in series.bars.suffix(8).reversed() {
      let isQuote = series.endsWithQuote && bar.day == last.day
      let adjusted: TerminalSafe = bar.close == nil ? "" : NumberText.fixed(bar.adjustedClose, 2)
      lines.append(
        .value(
          DateText.weekday(bar.day), NumberText.price(bar.shownClose), unit: bar.close == nil ? "adjusted" : adjusted,
          note: series.doubts[bar.day] != nil ? "doubtful" : bar.volume == nil ? "" : NumberText.volume(bar.volume),
          series.doubts[bar.day] == nil ? .text : Style(.warning),
          isQuote ? row.origin : series.file.map { Origin(file: $0, line: Int(bar.line)) }))
    }
    let count = series.bars.count - (series.endsWithQuote ? 1 : 0)
    lines.append(.text("\(count) daily bars", .dim))
    return lines
  }
}

extension InstrumentReading.Value.Name {
  enum Decimals {
    case price, count
    case fixed(Int)
  }

  /// What the screen calls it, how it writes it, whether its sign matters, and a unit shorter than the full one.
  var shown: (label: TerminalSafe, decimals: Decimals, signed: Bool, unit: TerminalSafe?) {
    switch self {
    case .price: ("Last", .price, false, nil)
    case .change: ("Change", .fixed(2), true, nil)
    case .changePercent: ("Change %", .fixed(2), true, "")
    case .previousClose: ("Previous close", .price, false, "")
    case .open: ("Open", .price, false, "")
    case .high: ("High", .price, false, "")
    case .low: ("Low", .price, false, "")
    case .volume: ("Volume", .count, false, "")
    case .averageVolume: ("20-day mean", .count, false, "")
    case .volumeRatio: ("of the mean", .fixed(0), false, "%")
    case .yearLow: ("52 weeks low", .price, false, "")
    case .yearHigh: ("52 weeks high", .price, false, "")
    case .yearPosition: ("in that range", .fixed(0), false, "%")
    case .sigma: ("Sigma", .fixed(2), true, "sd")
    case .versusReference: ("vs market", .fixed(2), true, "pp")
    case .sinceEvent: ("Since event", .fixed(2), true, "%")
    case .extended: ("Out of hours", .price, false, nil)
    case .extendedPercent: ("from the close", .fixed(2), true, "%")
    case .simple20: ("SMA 20", .price, false, "")
    case .simple50: ("SMA 50", .price, false, "")
    case .exponential20: ("EMA 20", .price, false, "")
    case .strength: ("RSI 14", .fixed(2), false, "")
    case .volatility: ("Volatility 20 d", .fixed(2), false, "%")
    case .lowestClose: ("Lowest close", .price, false, "")
    case .highestClose: ("Highest close", .price, false, "")
    case .closePosition: ("in that range", .fixed(1), false, "%")
    case .drawdown: ("Drawdown", .fixed(2), false, "%")
    case .deepestDrawdown: ("deepest, 1 year", .fixed(2), false, "%")
    }
  }
}

extension QuoteRow.Flag {
  /// What the flag beside a price says.
  var meaning: TerminalSafe {
    switch self {
    case .doubtful: "doubtful: it may be no price, and counts in nothing"
    case .adjusted: "only the adjusted close of that day is known"
    case .provisional: "a close taken from bars within the day"
    case .stale: "old: its feed is late, or its file broke or is gone"
    }
  }
}
