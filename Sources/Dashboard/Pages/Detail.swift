import Analytics
import Canvas
import Market

/// What a detail is of, by identity, so that it follows the moment shown.
enum DetailSubject: Hashable {
  case quote(symbol: String)
  case signal(id: String)
  case side(Side)
  case layer(id: String)
  case ahead(title: String, instant: Instant)
  case fact(id: String)
}

/// One line of a detail.
enum DetailLine {
  case heading(TerminalSafe)
  case field(TerminalSafe, TerminalSafe, style: Style, origin: TerminalSafe)
  case text(TerminalSafe)
  case blank

  static func field(_ name: TerminalSafe, _ value: TerminalSafe, _ style: Style = .text, _ origin: Origin? = nil)
    -> DetailLine
  {
    .field(name, value, style: style, origin: origin.map { "\($0.description)" } ?? "")
  }
}

/// Everything known about one row: its values, and the file, line and source of each.
struct Detail {
  let subject: DetailSubject
  let state: DashboardState

  private var reading: DeskReading { state.reading }
  private var year: Int { reading.day.parts.year }

  var title: TerminalSafe {
    switch subject {
    case .quote(let symbol): "\(symbol)"
    case .signal(let id): "Signal \(id)"
    case .side(let side): side == .us ? "US on China" : "China on US"
    case .layer(let id): "Measure \(id)"
    case .ahead: "Ahead"
    case .fact: "Trade fact"
    }
  }

  var lines: [DetailLine] {
    switch subject {
    case .quote(let symbol): quote(symbol)
    case .signal(let id): signal(id)
    case .side(let side): self.side(side)
    case .layer(let id): layer(id)
    case .ahead(let title, let instant): ahead(title, instant)
    case .fact(let id): fact(id)
    }
  }

  private static let gone: [DetailLine] = [.text("not known at this moment")]

  // MARK: Quote

  private func quote(_ symbol: String) -> [DetailLine] {
    guard let row = reading.sectors.flatMap(\.rows).first(where: { $0.instrument.symbol == symbol }) else {
      return Detail.gone
    }
    let instrument = row.instrument
    let currency: TerminalSafe = row.currency.map { " \($0)" } ?? ""
    var lines: [DetailLine] = [.heading("\(instrument.symbol)  \(instrument.name)")]
    lines.append(.field("Last", NumberText.price(row.price) + currency, Style(.text, [.bold]), row.origin))
    if let flag = row.flag {
      lines.append(.field("Marked", "\(flag.rawValue): \(Detail.meaning(of: flag))", Style(.warning)))
    }
    if let time = row.time {
      let day = Zone.newYork.day(of: time)
      lines.append(
        .field(
          "Time",
          "\(DateText.long(day)) \(DateText.clock(time, .newYork)) New York, \(DateText.age(time.seconds(to: reading.asOf))) old",
          row.isStale ? Style(.warning) : .text))
    }
    if let session = row.session { lines.append(.field("Session", DateText.long(session))) }
    lines.append(
      .field(
        "Change",
        row.change == nil
          ? "-"
          : "\(NumberText.fixed(row.change, 2, signed: true))  \(measure(row.changePercent, "%"))",
        Style(NumberText.role(row.changePercent))))
    lines.append(.field("Previous close", NumberText.price(row.previousClose)))
    lines.append(
      .field(
        "Sigma", measure(row.sigma, " today's log return / deviation of the 20 before")))
    let watchlist = state.desk.watchlist
    if instrument.symbol != watchlist.reference {
      lines.append(
        .field(
          "vs \(watchlist.reference)", measure(row.versusReference, "percentage points")))
    }
    lines.append(
      .field(
        "Since \(DateText.short(watchlist.since, year: year))", measure(row.sinceEvent, "%")
      ))
    lines.append(
      .field(
        "Open, high, low", "\(NumberText.price(row.open))  \(NumberText.price(row.high))  \(NumberText.price(row.low))")
    )
    lines.append(.field("Volume", NumberText.volume(row.volume)))
    lines.append(
      .field(
        "52 weeks", "\(NumberText.price(row.yearLow)) to \(NumberText.price(row.yearHigh))  \(yearSource(instrument))"))
    if let extended = row.extended {
      lines.append(
        .field(
          extended.session == .pre ? "Before hours" : "After hours",
          "\(NumberText.price(extended.price)) at \(DateText.clock(extended.time, .newYork)) New York"))
    }
    lines += listings(instrument) + lots(row)
    lines += histories(instrument, row)
    return lines
  }

  /// A signed value with its unit; only `-` for a missing one.
  private func measure(_ value: Double?, _ unit: TerminalSafe) -> TerminalSafe {
    value == nil ? "-" : "\(NumberText.fixed(value, 2, signed: true)) \(unit)"
  }

  private func yearSource(_ instrument: Instrument) -> TerminalSafe {
    state.desk.quote(of: instrument)?.yearHigh != nil ? "by the quote" : "by closes, adjusted"
  }

  /// What a flag beside a price says.
  static func meaning(of flag: QuoteRow.Flag) -> TerminalSafe {
    switch flag {
    case .adjusted: "only the adjusted close of that day is known"
    case .carried: "carried over from an earlier session"
    case .provisional: "the session is not over"
    case .stale: "old: the feed is late, or its file broke or is gone"
    }
  }

  private func listings(_ instrument: Instrument) -> [DetailLine] {
    guard !instrument.listings.isEmpty else { return [] }
    var lines: [DetailLine] = [.blank, .heading("Other listings of the same company, never mixed")]
    for listing in instrument.listings {
      let ratio: TerminalSafe = listing.ratio.map { ", 1 = \(NumberText.fixed($0, 0)) shares" } ?? ""
      let venue: TerminalSafe = listing.venue.map { ", \($0.shortName)" } ?? ""
      let currency: TerminalSafe = "\(listing.currency ?? "?")"
      if let last = lastPrice(of: listing) {
        lines.append(
          .field(
            "\(listing.symbol)",
            "\(NumberText.price(last.price)) \(currency), \(DateText.short(last.day, year: year))\(venue)\(ratio)",
            .text,
            last.origin))
      } else {
        lines.append(.field("\(listing.symbol)", "no data, \(currency)\(venue)\(ratio)", .dim))
      }
    }
    return lines
  }

  /// The newest price of another listing known at the moment shown.
  private func lastPrice(of listing: Instrument.Listing) -> (price: Double, day: Day, origin: Origin)? {
    if let quote = state.desk.quotes[listing.symbol], quote.time <= reading.asOf {
      return (quote.price, Zone.newYork.day(of: quote.time), quote.origin)
    }
    guard let history = state.desk.histories[listing.symbol] else { return nil }
    let bar = history.bars[..<history.count(through: reading.day)].last { bar in
      listing.venue?.close(of: bar.day).map { $0 <= reading.asOf } ?? (bar.day < reading.day)
    }
    guard let bar, let price = bar.shownClose else { return nil }
    return (price, bar.day, Origin(file: history.file, line: Int(bar.line)))
  }

  private func lots(_ row: QuoteRow) -> [DetailLine] {
    guard !row.instrument.lots.isEmpty else { return [] }
    var lines: [DetailLine] = [.blank, .heading("Lots, \(row.currency ?? "currency unknown")")]
    for lot in row.instrument.lots {
      let value = row.price.map { $0 * lot.quantity }
      let gain = row.price.map { ($0 - lot.cost) * lot.quantity }
      let opened: TerminalSafe = lot.opened.map { "  since \(DateText.short($0, year: year))" } ?? ""
      lines.append(
        .field(
          "\(NumberText.fixed(lot.quantity, 0)) at \(NumberText.price(lot.cost))",
          "value \(NumberText.fixed(value, 2))  profit \(NumberText.fixed(gain, 2, signed: true))\(opened)",
          Style(NumberText.role(gain))))
    }
    return lines
  }

  private func histories(_ instrument: Instrument, _ row: QuoteRow) -> [DetailLine] {
    guard let history = state.desk.history(of: instrument) else { return [] }
    let known = history.bars[..<history.count(through: row.session ?? reading.day)]
    guard let last = known.last else { return [] }
    var lines: [DetailLine] = [.blank, .heading("Last sessions")]
    for bar in known.suffix(8).reversed() {
      let volume: TerminalSafe = bar.volume.map { "  volume \(NumberText.volume($0))" } ?? ""
      let adjusted: TerminalSafe = bar.adjustedClose.map { "  adjusted \(NumberText.fixed($0, 4))" } ?? ""
      lines.append(
        .field(
          DateText.weekday(bar.day), "close \(NumberText.price(bar.close))\(adjusted)\(volume)", .text,
          Origin(file: history.file, line: Int(bar.line))))
    }
    lines.append(
      .text("\(known.count) daily bars of \(history.symbol) to \(DateText.long(last.day)) in \(history.file)"))
    return lines
  }

  // MARK: Signals, tariffs, the rest

  private func signal(_ id: String) -> [DetailLine] {
    guard let row = reading.signals.first(where: { $0.signal.id == id }) else { return Detail.gone }
    let signal = row.signal
    var lines: [DetailLine] = [.heading("\(signal.text)")]
    lines.append(.field("Date", DateText.long(signal.day), .text, signal.origin))
    lines.append(
      .field("Who to whom", "\(SignalsPanel.country(signal.actor)) to \(SignalsPanel.country(signal.target))"))
    lines.append(
      .field(
        "CAMEO \(signal.code)",
        "\(CAMEO.meaning(of: signal.code) ?? ""), weight \(NumberText.fixed(signal.weight, 1, signed: true))"))
    lines.append(
      .field(
        "Grade",
        "\(signal.reliability.rawValue)\(signal.credibility), counts as \(signal.reliability.rawValue)\(row.credibility)"
      ))
    lines.append(.field("Status", "\(row.status.rawValue)", row.status == .denied ? Style(.warning) : .text))
    for entry in signal.status where entry.known <= reading.asOf {
      lines.append(.field("", "\(entry.status.rawValue) on \(DateText.short(entry.day, year: year))", .dim))
    }
    lines.append(.field("Scope", NumberText.fixed(signal.scope, 2) + " of the relationship"))
    if let share = reading.indicator.contributions.first(where: { $0.signal.id == id }) {
      lines.append(.field("Age", "\(share.age) days, decay \(NumberText.fixed(share.decay, 3))"))
      lines.append(
        .field("Points", NumberText.fixed(share.points, 4, signed: true), Style(NumberText.role(share.points))))
    } else {
      lines.append(.field("Points", "- out of the window of 365 days, or not counted"))
    }
    lines.append(.field("Source", signal.source.isEmpty ? "not given" : "\(signal.source)"))
    if let url = signal.url { lines.append(.field("Address", "\(url)")) }
    return lines
  }

  private func side(_ side: Side) -> [DetailLine] {
    let standing = reading.tariffs.side(side)
    var lines: [DetailLine] = [.heading(title)]
    lines.append(
      .field("Headline", NumberText.fixed(standing.headline, 2) + " points, the economy-wide measures in force"))
    lines.append(.field("Baseline", NumberText.fixed(standing.baseline, 2)))
    lines.append(.field("All-in", NumberText.fixed(standing.allIn, 2)))
    if let peak = standing.peak {
      lines.append(.field("Peak", "\(NumberText.fixed(peak.rate, 2)) from \(DateText.long(peak.day))"))
    }
    let layers = reading.tariffs.layers.filter { $0.measure.by == side }
    for (state, heading) in [
      (TariffReading.Layer.State.inForce, "In force" as TerminalSafe), (.pending, "Announced, not in force"),
      (.suspended, "Suspended"), (.struckDown, "Struck down"), (.ended, "Ended"),
    ] {
      let matching = layers.filter { $0.state == state }
      guard !matching.isEmpty else { continue }
      lines += [.blank, .heading(heading)]
      for layer in matching {
        lines.append(
          .field(
            layer.shownRate.map { NumberText.fixed($0, 2) } ?? "no rate",
            "\(title(of: layer)), \(layer.state == .pending ? "from" : "since") \(DateText.short(layer.shownDay, year: year))"
              + (layer.measure.scope == .all ? "" : " (\(layer.measure.scope.rawValue), not in the headline)"),
            layer.measure.scope == .all ? .text : .dim, layer.step.origin))
      }
    }
    return lines
  }

  private func title(of layer: TariffReading.Layer) -> TerminalSafe {
    let authority = layer.measure.authority
    return authority.isEmpty ? "\(layer.measure.title)" : "\(layer.measure.title), \(authority)"
  }

  private func layer(_ id: String) -> [DetailLine] {
    guard let layer = reading.tariffs.layers.first(where: { $0.measure.id == id }) else { return Detail.gone }
    let measure = layer.measure
    var lines: [DetailLine] = [.heading("\(measure.title)")]
    lines.append(.field("By, on", "\(measure.by.rawValue) on \(measure.on)", .text, measure.origin))
    lines.append(.field("Authority", "\(measure.authority)"))
    lines.append(
      .field(
        "Scope",
        "\(measure.scope.rawValue)\(measure.sectors.isEmpty ? "" : ": " + measure.sectors.joined(separator: ", "))"))
    lines.append(.field("State", "\(layer.state.rawValue)", layer.state == .inForce ? .text : Style(.warning)))
    lines += [.blank, .heading("Steps known by \(DateText.short(reading.day, year: year))")]
    for step in measure.steps where step.known <= reading.day {
      let rate: TerminalSafe = step.rate.map { NumberText.fixed($0, 2) } ?? "no rate"
      let state: TerminalSafe = step.state == .inForce ? "" : ", \(step.state.rawValue)"
      let until: TerminalSafe = step.until.map { ", until \(DateText.short($0, year: year))" } ?? ""
      lines.append(
        .field(
          DateText.short(step.effective, year: year), "\(rate)\(state)\(until)  \(step.instrument)", .text, step.origin)
      )
      for text in [step.note, step.source.isEmpty ? "" : "Source: " + step.source] where !text.isEmpty {
        lines.append(.field("", "\(text)", .dim))
      }
    }
    return lines
  }

  private func ahead(_ title: String, _ instant: Instant) -> [DetailLine] {
    guard let entry = reading.ahead.first(where: { $0.title == title && $0.instant == instant }) else {
      return Detail.gone
    }
    let day = Zone.newYork.day(of: entry.instant)
    var lines: [DetailLine] = [.heading("\(entry.title)")]
    let time: TerminalSafe = entry.hasTime ? " \(DateText.clock(entry.instant, .newYork)) New York" : ""
    lines.append(.field("When", "\(DateText.long(day))\(time)", .text, entry.origin))
    lines.append(.field("In", DateText.countdown(reading.asOf.seconds(to: entry.instant))))
    if !entry.symbols.isEmpty { lines.append(.field("Touches", "\(entry.symbols.joined(separator: ", "))")) }
    lines.append(.field("Source", entry.source.isEmpty ? "not given" : "\(entry.source)"))
    if !entry.verified { lines.append(.field("", "not verified", Style(.warning))) }
    return lines
  }

  private func fact(_ id: String) -> [DetailLine] {
    guard let fact = reading.facts.first(where: { $0.id == id }) else { return Detail.gone }
    var lines: [DetailLine] = [.heading("\(fact.label)")]
    lines.append(.field("Value", "\(NumberText.fixed(fact.value, 2)) \(fact.unit)", Style(.text, [.bold]), fact.origin))
    lines.append(.field("Date", fact.day.map(DateText.long) ?? "-"))
    lines.append(.field("Source", "\(fact.source)"))
    if !fact.verified { lines.append(.field("", "not verified", Style(.warning))) }
    return lines
  }
}
