import Analytics
import Canvas
import Market
import Wording

/// One line of a moment for a status bar or a prompt: text with fields in braces (`{{` and `}}` are braces).
package struct LineTemplate: Sendable {
  /// Fits 80 columns; what is ahead is cut where it does not.
  package static let standard = "{index} {label} {today}  US {us} CN {cn}  {marks}  {ahead}"
  package static let standardColumns = 80
  private static let titleColumns = 24

  /// What may stand in braces besides the symbols of the watchlist.
  package enum Field: String, CaseIterable, Sendable {
    /// The policy index, its label, and its points since the day and the week before.
    case index, label, today, week
    /// The market needle.
    case market
    /// The headlines, and the rates with the baselines.
    case us, cn
    case usAllIn = "us-all-in"
    case cnAllIn = "cn-all-in"
    /// The two triggers.
    case talks, rollback
    /// The next dated event that is no venue's opening, and how long until then.
    case next, nextIn
    /// Both of it, the time first; `nothing ahead` without one.
    case ahead
    /// New York's clock of the moment.
    case time
    /// Counts: what is new since the day before, stale prices, files not read whole.
    case digest, stale, problems
    /// What makes the line doubtful, in words; `ok` without any.
    case marks
  }

  /// What of a name.
  private enum Aspect: String, CaseIterable, Sendable {
    /// The price with its mark, the change in percent, and the time of the price.
    case price = ""
    case change = "%"
    case time = ".time"
    /// The price outside the regular session, and its change from the close.
    case extended = ".ext"
    case extendedPercent = ".ext%"
  }

  private enum Part: Sendable {
    case text(TerminalSafe)
    case field(Field)
    case name(String, Aspect)
  }

  /// `found X, expected Y`.
  package struct Fault: Error, Sendable {
    package let message: String
  }

  private var parts: [Part] = []

  /// - Parameter symbols: Of the watchlist, aliases included.
  package init(_ template: String, symbols: [String]) throws(Fault) {
    var text = ""
    var rest = template[...]
    while let character = rest.popFirst() {
      if character == "{" || character == "}", rest.first == character {
        text.append(character)
        rest.removeFirst()
        continue
      }
      guard character == "{" else {
        text.append(character)
        continue
      }
      guard let end = rest.firstIndex(of: "}") else {
        throw Fault(message: "found no } after {\(rest), expected one (a brace itself is {{)")
      }
      parts.append(.text(TerminalSafe(text)))
      text = ""
      parts.append(try Self.part(String(rest[..<end]), symbols))
      rest = rest[rest.index(after: end)...]
    }
    parts.append(.text(TerminalSafe(text)))
  }

  private static func part(_ name: String, _ symbols: [String]) throws(Fault) -> Part {
    if let field = Field(rawValue: name) { return .field(field) }
    for aspect in Aspect.allCases where name.hasSuffix(aspect.rawValue) {
      let symbol = String(name.dropLast(aspect.rawValue.count))
      let code = ListedCode(symbol)
      if symbols.contains(where: { $0 == symbol || (code != nil && ListedCode($0) == code) }) {
        return .name(symbol, aspect)
      }
    }
    let fields = Field.allCases.map(\.rawValue).joined(separator: ", ")
    // Aliases may differ in case alone.
    var named: Set<String> = []
    let once = symbols.filter { named.insert($0.uppercased()).inserted }.joined(separator: ", ")
    let names = symbols.isEmpty ? "" : ", or a symbol, SYMBOL%, SYMBOL.time, SYMBOL.ext or SYMBOL.ext% of \(once)"
    throw Fault(message: "found {\(name)}, expected one of \(fields)\(names)")
  }

  /// The line of a moment; what is missing is `-`.
  package func line(_ reading: DeskReading, _ desk: Desk, digest: Int) -> TerminalSafe {
    parts.reduce("" as TerminalSafe) { line, part in
      switch part {
      case .text(let text): line + text
      case .field(let field): line + Self.value(field, reading, desk, digest)
      case .name(let symbol, let aspect): line + Self.value(symbol, aspect, reading)
      }
    }
  }

  private static func value(_ field: Field, _ reading: DeskReading, _ desk: Desk, _ digest: Int) -> TerminalSafe {
    let indicator = reading.indicator
    // Without signals and baselines the index is no reading.
    let hasIndex = indicator.events != nil || indicator.tariffs != nil
    return switch field {
    case .index: NumberText.fixed(hasIndex ? indicator.policy.value : nil, 1)
    case .label: hasIndex ? indicator.labelText : "-"
    case .today: NumberText.fixed(hasIndex ? reading.today.total : nil, 1, signed: true)
    case .week: NumberText.fixed(hasIndex ? reading.week.total : nil, 1, signed: true)
    case .market: NumberText.fixed(indicator.market?.value, 0)
    case .us: NumberText.fixed(reading.tariffs.us.shownHeadline, 1)
    case .cn: NumberText.fixed(reading.tariffs.china.shownHeadline, 1)
    case .usAllIn: NumberText.fixed(reading.tariffs.us.allIn, 1)
    case .cnAllIn: NumberText.fixed(reading.tariffs.china.allIn, 1)
    case .talks: indicator.talks.state.capitals
    case .rollback: indicator.rollback.state.capitals
    case .next: next(reading).map(title) ?? "-"
    case .nextIn: next(reading).map { until($0, reading) } ?? "-"
    case .ahead: next(reading).map { until($0, reading) + " " + title($0) } ?? "nothing ahead"
    case .time: DateText.clock(reading.asOf, .newYork)
    case .digest: "\(digest)"
    case .stale: "\(staleNames(reading))"
    case .problems: "\(troubledFiles(desk))"
    case .marks: marks(reading, desk)
    }
  }

  private static func value(_ symbol: String, _ aspect: Aspect, _ reading: DeskReading) -> TerminalSafe {
    guard let row = reading.sectors.flatMap(\.rows).first(where: { $0.instrument.isNamed(symbol) }) else {
      return "-"
    }
    switch aspect {
    case .price: return NumberText.price(row.price) + TerminalSafe(row.flag?.rawValue ?? "")
    case .change: return percent(row.changePercent)
    case .time: return row.timeText(on: reading.day)
    case .extended: return NumberText.price(row.extended?.price)
    case .extendedPercent: return percent(row.extendedPercent)
    }
  }

  private static func percent(_ value: Double?) -> TerminalSafe {
    value.map { NumberText.fixed($0, 2, signed: true) + "%" } ?? "-"
  }

  private static func next(_ reading: DeskReading) -> AheadEntry? {
    reading.ahead.first { !$0.isOfVenue }
  }

  private static func title(_ entry: AheadEntry) -> TerminalSafe {
    TerminalSafe(entry.title).fitted(to: titleColumns, before: entry.verificationMark)
  }

  private static func until(_ entry: AheadEntry, _ reading: DeskReading) -> TerminalSafe {
    guard !entry.hasTime else { return DateText.countdown(reading.asOf.seconds(to: entry.instant)) }
    let days = reading.day.days(to: Zone.newYork.day(of: entry.instant))
    return days > 0 ? "\(days)d" : "today"
  }

  private static func staleNames(_ reading: DeskReading) -> Int {
    reading.sectors.flatMap(\.rows).count { $0.isStale }
  }

  private static func troubledFiles(_ desk: Desk) -> Int {
    desk.files.count { [.bad, .partial, .gone].contains($0.state) }
  }

  private static func marks(_ reading: DeskReading, _ desk: Desk) -> TerminalSafe {
    var marks: [String] = []
    let stale = staleNames(reading)
    let files = troubledFiles(desk) - desk.files.count { $0.isDoubtful }
    let doubtful = reading.sectors.flatMap(\.rows).count { $0.doubt != nil }
    if reading.indicator.evidence.isOld, let age = reading.indicator.evidence.ageDays { marks.append("ledger \(age)d") }
    if !reading.deadFeeds.isEmpty { marks.append("feed late") }
    if let file = desk.filesAhead.first { marks.append("CLOCK \(file.offset)") }
    if doubtful > 0 { marks.append("\(doubtful) doubtful") }
    if stale > 0 { marks.append("\(stale) stale") }
    if files > 0 { marks.append("\(files) bad file\(files == 1 ? "" : "s")") }
    let writing = desk.files.count { $0.state == .beingWritten }
    if writing > 0 { marks.append("\(writing) being written") }
    return TerminalSafe(marks.isEmpty ? "ok" : marks.joined(separator: ", "))
  }
}
