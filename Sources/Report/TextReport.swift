import Analytics
import Canvas
import Market
import Wording

/// The content of a moment as plain lines, safe to print on a terminal.
package struct TextReport {
  package let reading: DeskReading
  package let desk: Desk
  package let digest: [Digest.Entry]

  package init(reading: DeskReading, desk: Desk, digest: [Digest.Entry]) {
    self.reading = reading
    self.desk = desk
    self.digest = digest
  }

  /// All sections, or one of them, each under its name.
  package func lines(only section: Section? = nil) -> [String] {
    let moment: TerminalSafe =
      "\(DateText.long(reading.day)) \(DateText.clock(reading.asOf, .newYork)) New York"
    var out = [moment.text]
    for candidate in Section.allCases where section == nil || section == candidate {
      out += ["", candidate.rawValue.prefix(1).uppercased() + candidate.rawValue.dropFirst()]
      let content = lines(of: candidate)
      out += content.isEmpty ? ["  -"] : content.map { "  " + $0 }
    }
    return out
  }

  private func lines(of section: Section) -> [String] {
    switch section {
    case .quotes: quotes
    case .indicator: indicator
    case .tariffs: tariffs
    case .signals: signals
    case .facts: facts
    case .ahead: ahead
    case .digest: digest.map { TerminalSafe($0.item.text()).text }
    case .files: TextReport.files(of: desk, silent: reading.deadFeeds)
    }
  }

  private var year: Int { reading.day.parts.year }

  private var quotes: [String] {
    let columns = [
      QuoteColumns.symbol, QuoteColumns.last, QuoteColumns.flag, QuoteColumns.change, QuoteColumns.changePercent,
      QuoteColumns.sigma, QuoteColumns.versus, QuoteColumns.time, QuoteColumns.currency,
    ]
    var rows = [
      columns.map { column -> TerminalSafe in
        let head = TerminalSafe(column.head.lowercased())
        return column.id == QuoteColumns.versus.id ? head + " \(desk.watchlist.reference)" : head
      }
    ]
    let hasExtended = reading.sectors.contains { $0.rows.contains { $0.extended != nil } }
    if hasExtended { rows[0].append("out of hours") }
    for sector in reading.sectors {
      rows.append(heading(sector))
      for row in sector.rows {
        let extended = hasExtended ? [outOfHours(row)] : []
        rows.append(
          [
            "  \(row.instrument.symbol)", NumberText.price(row.price), "\(row.flag?.rawValue ?? "")",
            NumberText.fixed(row.change, 2, signed: true), NumberText.fixed(row.changePercent, 2, signed: true),
            NumberText.fixed(row.sigma, 1, signed: true), NumberText.fixed(row.versusReference, 2, signed: true),
            row.timeText(on: reading.day),
            "\(row.currency ?? "")" + note(row),
          ] + extended)
      }
    }
    return Columns.lines(rows, [.left, .right, .left, .right, .right, .right, .right, .right, .left, .left])
  }

  /// Its means, and what they are of.
  private func heading(_ sector: SectorRows) -> [TerminalSafe] {
    let remark = sector.remark(asOf: reading.asOf, .newYork, usual: desk.watchlist.reference)
    guard sector.rows.count > 1 else { return ["\(sector.name)"] }
    return [
      "\(sector.name)", "", "", "", NumberText.fixed(sector.meanChangePercent?.value, 2, signed: true), "",
      NumberText.fixed(sector.meanVersusReference?.value, 2, signed: true), "", remark,
    ]
  }

  private func note(_ row: QuoteRow) -> TerminalSafe {
    let parts: [TerminalSafe?] = [
      row.missingText(year: year), row.doubt.map { "doubtful: \($0.reason)" },
      row.results.map { "results " + DateText.short($0, year: year) },
    ]
    return parts.compactMap { $0 }.reduce("" as TerminalSafe) { $0 + " " + $1 }
  }

  /// `post 690.00 -1.81 16:20`; empty without a price outside the regular session.
  private func outOfHours(_ row: QuoteRow) -> TerminalSafe {
    guard let extended = row.extended else { return "" }
    let day = Zone.newYork.day(of: extended.time)
    let date: TerminalSafe = day == reading.day ? "" : " \(DateText.short(day, year: year))"
    return "\(extended.session.rawValue) \(NumberText.price(extended.price)) "
      + NumberText.fixed(row.extendedPercent, 2, signed: true) + date + " \(DateText.clock(extended.time, .newYork))"
  }

  private var indicator: [String] {
    let indicator = reading.indicator
    guard indicator.isKnown else { return ["no index: no signals, no baselines"] }
    let parts = indicator.shownParts
    var rows: [[TerminalSafe]] = [
      [
        "policy index", NumberText.fixed(indicator.policy.value, 1),
        indicator.labelText + ", grading \(span(indicator.policy.low, indicator.policy.high))",
      ],
      [
        "settings", NumberText.fixed(indicator.spread?.median, 1),
        indicator.spread.map { span($0.low, $0.high) + ", \($0.agree) of \($0.count) settings" } ?? "",
      ],
      ["events", NumberText.fixed(parts.events, 1, signed: true), ledger],
      ["  words", NumberText.fixed(parts.words, 1, signed: true), ""],
      ["  deeds", NumberText.fixed(parts.deeds, 1, signed: true), ""],
      ["  without", NumberText.fixed(indicator.withoutMeasures, 1), "the index without acts that tariffs count too"],
      ["tariffs", NumberText.fixed(parts.tariffs, 1, signed: true), ""],
      ["market needle", NumberText.fixed(indicator.market?.value, 1), prices],
      ["combined", NumberText.fixed(indicator.combined?.value, 1), ""],
    ]
    for (name, change) in [("today" as TerminalSafe, reading.today), ("week", reading.week)] {
      rows.append([
        name, NumberText.fixed(change.total, 1, signed: true), "since \(DateText.short(change.from, year: year)) 16:20",
      ])
      rows += movers(change)
    }
    if let announced = indicator.announced {
      rows.append([
        "announced", NumberText.fixed(announced.value, 1), "once " + (indicator.announcedText ?? ""),
      ])
    }
    if let value = indicator.ifLapsed {
      rows.append(["if lapsed", NumberText.fixed(value, 1), "\(TariffReading.Layer.notOnRecord)"])
    }
    for (name, trigger) in [("talks" as TerminalSafe, indicator.talks), ("rollback", indicator.rollback)] {
      let since: TerminalSafe = trigger.since.map { "since \(DateText.short($0, year: year))" } ?? ""
      let lacking: TerminalSafe =
        trigger.lacking.isEmpty ? "" : "; lacking: \(trigger.lacking.map(\.words).joined(separator: ", "))"
      let causes = trigger.causesText
      rows.append([name, trigger.state.capitals, since + lacking + (causes.isEmpty ? "" : "; " + causes)])
    }
    return Columns.lines(rows, [.left, .right, .left])
  }

  /// The three largest movers of a change and the rest, in tenths that add up to it.
  private func movers(_ change: IndicatorChange) -> [[TerminalSafe]] {
    let top = change.items.prefix(3)
    let others = change.items.count - top.count
    let split = Split(top.map(\.points), of: change.total, leavesOut: others > 0, decimals: 1)
    let points = split.parts + [split.rest].compactMap(\.self)
    let rest: TerminalSafe = others > 0 ? "rest, \(others) more" : "rest"
    return zip(top.map { TerminalSafe($0.text) + $0.verificationMark } + [rest], points).map {
      ["", NumberText.fixed($1, 1, signed: true), "  " + $0]
    }
  }

  private func span(_ low: Double, _ high: Double) -> TerminalSafe {
    "\(NumberText.fixed(low, 1)) to \(NumberText.fixed(high, 1))"
  }

  private var ledger: TerminalSafe {
    guard let age = reading.indicator.evidence.ageDays else { return "no signals" }
    return reading.indicator.evidence.isOld ? "ledger \(age) d old" : "newest signal \(age) d old"
  }

  private var prices: TerminalSafe {
    let lacks: TerminalSafe = reading.needle.lacks.isEmpty ? "" : "needle: " + reading.needle.lacks
    guard let market = reading.indicator.market else { return lacks }
    let day = Zone.newYork.day(of: market.pricesTo)
    return "prices to \(DateText.short(day, year: year)) \(DateText.clock(market.pricesTo, .newYork))"
      + ", " + reading.needle.made + (lacks.isEmpty ? "" : "; " + lacks)
  }

  private var tariffs: [String] {
    var rows: [[TerminalSafe]] = []
    for side in [reading.tariffs.us, reading.tariffs.china] {
      rows.append([
        "\(side.side.onTheOther)", NumberText.fixed(side.shownHeadline, 1),
        "all-in \(NumberText.fixed(side.allIn, 1))"
          + (side.ifLapsed.map { "; add-on \(NumberText.fixed($0, 1)) if lapsed" } ?? ""),
      ])
      for layer in reading.tariffs.layers where layer.measure.by == side.side && layer.state != .ended {
        rows.append([
          "  \(layer.measure.title)" + layer.step.verificationMark,
          layer.shownRate.map { NumberText.fixed($0, 1) } ?? "no rate",
          "\(layer.state.words) \(layer.state == .pending ? "from" : "since") \(DateText.short(layer.shownDay, year: year))"
            + (layer.measure.scope == .all ? "" : ", \(layer.measure.scope.rawValue)")
            + (layer.isLapsed ? ", \(TariffReading.Layer.lapsed) \(TariffReading.Layer.notOnRecord)" : ""),
        ])
      }
    }
    return Columns.lines(rows, [.left, .right, .left])
  }

  private var signals: [String] {
    Columns.lines(
      reading.signals.map { row in
        [
          DateText.short(row.signal.day, year: year), "\(row.signal.actor)",
          "\(row.signal.text)" + row.signal.verificationMark,
          "\(row.signal.reliability.rawValue)\(row.signal.credibility) \(row.status.rawValue)",
          NumberText.fixed(row.points, 2, signed: true),
        ]
      }, [.right, .left, .left, .left, .right])
  }

  private var facts: [String] {
    Columns.lines(
      reading.facts.map { fact in
        [
          "\(fact.label)" + fact.verificationMark, NumberText.fixed(fact.value, 1), "\(fact.unit)",
          "\(fact.source)",
        ]
      }, [.left, .right, .left, .left])
  }

  private var ahead: [String] {
    Columns.lines(
      reading.ahead.map { entry in
        let day = DateText.short(Zone.newYork.day(of: entry.instant), year: year)
        // As many names as a line has room for; JSON and CSV have all.
        let names =
          entry.symbols.count > 6
          ? "\(entry.symbols.prefix(4).joined(separator: " ")) and \(entry.symbols.count - 4) more"
          : entry.symbols.joined(separator: " ")
        return [
          day, entry.hasTime ? DateText.clock(entry.instant, .newYork) : "",
          DateText.countdown(reading.asOf.seconds(to: entry.instant)), "\(entry.title)" + entry.verificationMark,
          "\(names)",
        ]
      }, [.right, .left, .right, .left, .left])
  }

  /// Every file with its health, then feeds that are silent and bars that nothing shows, then the problems; what `check`
  /// prints.
  package static func files(of desk: Desk, silent: [DeadFeed]) -> [String] {
    let late = silent.map { feed in
      TerminalSafe(
        "\(feed.file): found no price of \(few(feed.symbols)) since \(Zone.newYork.timestamp(feed.since)), expected some "
          + "while \(feed.venue.shortName) trades: the feed is silent"
      ).text
    }
    let unshown = desk.unshownBars.sorted { $0.key < $1.key }.map { path, symbols in
      TerminalSafe("\(path): found \(few(symbols)), expected a symbol or alias of the watchlist: nothing shows it").text
    }
    return files(desk.files, symbols: desk.barSymbols, notes: late + unshown)
  }

  /// - Parameters:
  ///   - symbols: of the bars in a file, by its path.
  ///   - notes: lines between the files and their problems.
  package static func files(_ files: [FileReport], symbols: [String: [String]], notes: [String] = []) -> [String] {
    let table = Columns.lines(
      files.map { file in
        [
          "\(file.path)", "\(file.kind ?? "-")", "\(file.state.rawValue)", "\(file.rows) rows",
          file.newest.map { "to \($0.description)" } ?? "-", TerminalSafe(symbols[file.path].map(few) ?? ""),
        ]
      }, [.left, .left, .left, .right, .left, .left])
    return table + notes
      + files.flatMap(\.problems).flatMap { problem in
        [TerminalSafe(problem.description).text] + problem.excerptLines(width: 100).map { "  " + $0.text }
      }
  }

  /// `AMAT, FSLR, KLAC and 2 more`.
  private static func few(_ symbols: [String]) -> String {
    let named = symbols.prefix(symbols.count > 4 ? 3 : 4).joined(separator: ", ")
    return symbols.count > 4 ? "\(named) and \(symbols.count - 3) more" : named
  }
}

extension QuoteRow {
  /// When the price is of: a clock on the day itself (`?` where its feed's is off), else the session's date; `-` without a price.
  func timeText(on day: Day) -> TerminalSafe {
    guard let time else { return "-" }
    let own = Zone.newYork.day(of: time)
    guard own == day else { return DateText.short(session ?? own, year: day.parts.year) }
    return DateText.clock(time, .newYork) + (clockAhead == nil ? "" : "?")
  }
}
