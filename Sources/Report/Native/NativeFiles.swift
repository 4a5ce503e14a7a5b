import Market

/// A desk in the native form, file by file: what `detente import` writes. Reading the files again gives equal values.
package struct NativeFiles: Sendable {
  package struct File: Sendable {
    /// Within the folder, without any `/`; no two files share one.
    package let name: String
    /// What it holds, and how many: `12 quotes`.
    package let content: String
    package let text: String
  }

  package private(set) var files: [File] = []
  /// What no native form can hold: `SYMBOL: found X, expected Y`.
  package private(set) var refused: [String] = []

  /// - Parameter watchlist: Whether the desk's watchlist was read, and is no stand-in.
  package init(_ desk: Desk, watchlist: Bool) {
    if watchlist { add("watchlist.yaml", "watchlist", NativeWatchlist(desk.watchlist).text) }
    let quotes = desk.quotes.values.sorted { $0.symbol < $1.symbol }
    add("quotes.json", "quotes", quotes.map(Self.quote)) { Self.document("quotes", [("quotes", $0)]) }
    for history in desk.histories.values.sorted(by: { $0.symbol < $1.symbol }) {
      add("\(history.symbol).json", "daily bars of \(history.symbol)", history.bars.map(Self.bar)) {
        Self.history(
          history.symbol, history.currency, interval: "1d",
          isAdjusted: history.bars.allSatisfy { $0.close == nil }, actions: history.actions, bars: $0)
      }
    }
    for history in desk.intraday.values.sorted(by: { $0.symbol < $1.symbol }) { add(history) }
    let tariffs = desk.tariffs
    add("tariffs.json", "tariff measures and baselines", tariffs.measures.count + tariffs.baselines.count) {
      Self.document(
        "tariffs",
        [
          ("measures", .array(tariffs.measures.map(Self.measure))),
          ("baselines", .array(tariffs.baselines.map(Self.baseline))),
        ]
      ).rows
    }
    add("signals.jsonl", "signals", desk.signals.count) {
      desk.signals.map { Self.signal($0).text(indented: false) + "\n" }.joined()
    }
    add("facts.json", "facts", desk.facts.map(Self.fact)) { Self.document("facts", [("facts", $0)]) }
    let entries = desk.calendar.map(Self.entry) + desk.sessions.closures.map(Self.closure)
    add("calendar.json", "entries of the calendar", entries) {
      Self.document("calendar", [("entries", $0)])
    }
    add("reference.json", "reference series", desk.references.map(Self.reference)) {
      Self.document("reference", [("series", $0)])
    }
    for scenario in desk.scenarios {
      add("scenario-\(scenario.id).json", "scenario \(scenario.title)", Self.scenario(scenario).rows)
    }
  }

  // MARK: Files

  private mutating func add(_ name: String, _ content: String, _ text: String) {
    files.append(File(name: free(Self.fileName(name)), content: content, text: text))
  }

  private mutating func add(_ name: String, _ content: String, _ count: Int, _ text: () -> String) {
    if count > 0 { add(name, "\(count) \(content)", text()) }
  }

  private mutating func add(
    _ name: String, _ content: String, _ rows: [JSONValue], _ document: (JSONValue) -> JSONValue
  ) {
    add(name, content, rows.count) { document(.array(rows)).rows }
  }

  private mutating func add(_ history: IntradayHistory) {
    let names = [60: "1m", 300: "5m", 900: "15m", 1800: "30m", 3600: "1h"]
    guard let interval = names[history.interval] else {
      let found = history.interval > 0 ? "bars of \(history.interval) s" : "a single bar within a day"
      refused.append("\(history.symbol): found \(found), expected 1m, 5m, 15m, 30m or 1h (not written)")
      return
    }
    add(
      "\(history.symbol)-\(interval).json", "\(interval) bars of \(history.symbol)", history.bars.map(Self.intradayBar)
    ) { Self.history(history.symbol, history.currency, interval: interval, bars: $0) }
  }

  /// A symbol may hold what a name of a file must not, and a hidden or unfinished file is not read.
  private static func fileName(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      return isPlain || "._-^=+&".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
    }
    let name = String(scalars)
    return name.hasPrefix(".") ? "_" + name.dropFirst() : name
  }

  private func free(_ name: String) -> String {
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    let taken = Set(files.map { $0.name.lowercased() })
    var candidate = name
    var number = 2
    while taken.contains(candidate.lowercased()) {
      candidate = name[..<dot] + "-\(number)" + name[dot...]
      number += 1
    }
    return candidate
  }

  // MARK: Records

  private static func document(_ kind: String, _ members: [(String, JSONValue)]) -> JSONValue {
    .object([("schema", .string("detente/\(kind)/1"))] + members)
  }

  /// Without the members that are missing.
  private static func object(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(members.filter { if case .null = $0.1 { false } else { true } })
  }

  private static func text(_ text: String) -> JSONValue { text.isEmpty ? .null : .string(text) }
  private static func day(_ day: Day?) -> JSONValue { JSONValue(day?.description) }

  /// RFC 3339 in UTC, with milliseconds where there are any.
  private static func time(_ time: Instant?) -> JSONValue {
    guard let time else { return .null }
    let fraction = time.milliseconds - time.seconds * 1000
    guard fraction != 0 else { return .string(time.description) }
    return .string(time.description.dropLast() + "." + String(fraction + 1000).dropFirst() + "Z")
  }

  private static func quote(_ quote: Quote) -> JSONValue {
    object([
      ("symbol", .string(quote.symbol)), ("time", time(quote.time)), ("price", JSONValue(quote.price)),
      ("currency", JSONValue(quote.currency)), ("previousClose", JSONValue(quote.previousClose)),
      ("open", JSONValue(quote.open)), ("high", JSONValue(quote.high)), ("low", JSONValue(quote.low)),
      ("volume", JSONValue(quote.volume)), ("bid", JSONValue(quote.bid)), ("ask", JSONValue(quote.ask)),
      ("yearHigh", JSONValue(quote.yearHigh)), ("yearLow", JSONValue(quote.yearLow)),
      ("session", .string(quote.session.rawValue)),
      (
        "extended",
        quote.extended.map {
          object([
            ("session", .string($0.session.rawValue)), ("time", time($0.time)), ("price", JSONValue($0.price)),
          ])
        } ?? .null
      ),
    ])
  }

  private static func history(
    _ symbol: String, _ currency: String?, interval: String, isAdjusted: Bool = false,
    actions: ShareActions = ShareActions(),
    bars: JSONValue
  ) -> JSONValue {
    object([
      ("schema", .string("detente/history/1")), ("symbol", .string(symbol)), ("currency", JSONValue(currency)),
      ("interval", .string(interval)), ("adjusted", isAdjusted ? .bool(true) : .null),
      ("actions", actions.isEmpty ? .null : .array(actions.all.map { Self.action($0.day, $0.action) })),
      ("bars", bars),
    ])
  }

  private static func action(_ day: Day, _ action: ShareAction) -> JSONValue {
    object([
      ("date", Self.day(day)), ("split", action.split == 1 ? .null : JSONValue(action.split)),
      ("dividend", action.dividend == 0 ? .null : JSONValue(action.dividend)),
    ])
  }

  private static func bar(_ bar: Bar) -> JSONValue {
    object([
      ("date", day(bar.day)), ("open", JSONValue(bar.open)), ("high", JSONValue(bar.high)),
      ("low", JSONValue(bar.low)), ("close", JSONValue(bar.close)), ("adjustedClose", JSONValue(bar.adjustedClose)),
      ("volume", JSONValue(bar.volume)),
    ])
  }

  private static func intradayBar(_ bar: IntradayBar) -> JSONValue {
    object([
      ("time", time(bar.time)), ("open", JSONValue(bar.open)), ("high", JSONValue(bar.high)),
      ("low", JSONValue(bar.low)), ("close", JSONValue(bar.close)), ("volume", JSONValue(bar.volume)),
    ])
  }

  private static func measure(_ measure: TariffMeasure) -> JSONValue {
    object([
      ("id", .string(measure.id)), ("by", .string(measure.by.rawValue)), ("on", .string(measure.on)),
      ("authority", text(measure.authority)), ("title", text(measure.title)),
      ("scope", .string(measure.scope.rawValue)),
      ("sectors", measure.sectors.isEmpty ? .null : .array(measure.sectors.map(JSONValue.string))),
      ("steps", .array(measure.steps.map(step))),
    ])
  }

  private static func step(_ step: TariffMeasure.Step) -> JSONValue {
    object([
      ("announced", day(step.announced)), ("announcedAt", time(step.announcedAt)),
      ("effective", day(step.effective)), ("time", time(step.time)),
      ("rate", JSONValue(step.rate)), ("state", .string(step.state.rawValue)), ("until", day(step.until)),
      ("ifLapsed", JSONValue(step.ifLapsed)),
      ("instrument", text(step.instrument)), ("note", text(step.note)), ("source", text(step.source)),
      ("verified", step.verified ? .null : .bool(false)),
    ])
  }

  private static func baseline(_ baseline: TariffBaseline) -> JSONValue {
    object([
      ("by", .string(baseline.by.rawValue)), ("from", day(baseline.from)), ("average", JSONValue(baseline.average)),
      ("source", text(baseline.source)),
    ])
  }

  private static func signal(_ signal: Signal) -> JSONValue {
    let log = signal.status.map { entry in
      object([("date", day(entry.day)), ("time", time(entry.time)), ("status", .string(entry.status.rawValue))])
    }
    return object([
      ("schema", .string("detente/signals/1")), ("id", .string(signal.id)), ("date", day(signal.day)),
      ("time", time(signal.time)), ("actor", .string(signal.actor)), ("target", .string(signal.target)),
      ("code", .string(signal.code)), ("source", text(signal.source)),
      ("reliability", .string(signal.reliability.rawValue)), ("credibility", .integer(signal.credibility)),
      ("status", log.isEmpty ? .null : .array(log)), ("scope", JSONValue(signal.scope)), ("text", text(signal.text)),
      ("url", JSONValue(signal.url)), ("measure", JSONValue(signal.measure)), ("note", text(signal.note)),
      ("verified", signal.verified ? .null : .bool(false)),
      ("machineCoded", signal.isMachineCoded ? .bool(true) : .null),
    ])
  }

  private static func fact(_ fact: Fact) -> JSONValue {
    object([
      ("id", .string(fact.id)), ("label", .string(fact.label)), ("value", JSONValue(fact.value)),
      ("unit", text(fact.unit)), ("date", day(fact.day)), ("published", day(fact.published)),
      ("source", text(fact.source)), ("note", text(fact.note)), ("verified", .bool(fact.verified)),
    ])
  }

  private static func entry(_ entry: CalendarEntry) -> JSONValue {
    object([
      ("date", day(entry.day)), ("time", clock(entry.minute)), ("title", .string(entry.title)),
      ("kind", .string(entry.kind.rawValue)),
      ("symbols", entry.symbols.isEmpty ? .null : .array(entry.symbols.map(JSONValue.string))),
      ("source", text(entry.source)), ("verified", .bool(entry.verified)),
      ("announced", day(entry.announced)),
    ])
  }

  private static func closure(_ closure: Closure) -> JSONValue {
    object([
      ("date", day(closure.day)), ("kind", .string("closure")), ("venue", .string(closure.venue.rawValue)),
      ("closes", clock(closure.closes)),
    ])
  }

  /// `HH:MM` of a minute of the day.
  private static func clock(_ minute: Int?) -> JSONValue {
    JSONValue(
      minute.map { minute in
        [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
      })
  }

  private static func reference(_ series: ReferenceSeries) -> JSONValue {
    let values = series.values.map { value in
      object([
        ("date", day(value.day)), ("value", JSONValue(value.value)),
        ("verified", value.verified == series.verified ? .null : .bool(value.verified)),
      ])
    }
    return object([
      ("id", .string(series.id)), ("label", .string(series.label)), ("unit", text(series.unit)),
      ("source", text(series.source)), ("note", text(series.note)), ("side", JSONValue(series.side?.rawValue)),
      ("verified", .bool(series.verified)),
      ("values", .array(values)),
    ])
  }

  private static func scenario(_ scenario: SavedScenario) -> JSONValue {
    object([
      ("schema", .string("detente/scenario/1")), ("id", .string(scenario.id)), ("title", .string(scenario.title)),
      ("us", JSONValue(scenario.us)), ("cn", JSONValue(scenario.china)), ("elasticity", JSONValue(scenario.elasticity)),
      ("note", text(scenario.note)), ("saved", time(scenario.saved)),
    ])
  }
}

extension JSONValue {
  /// The document with a line for every object of a list, so that a problem's line names its row.
  fileprivate var rows: String {
    var out = ""
    writeRows(into: &out, indent: 0)
    return out + "\n"
  }

  private var isObject: Bool { if case .object = self { true } else { false } }

  private func writeRows(into out: inout String, indent: Int) {
    switch self {
    case .array(let values) where values.contains(where: \.isObject):
      out += "["
      for (index, value) in values.enumerated() {
        out += (index > 0 ? ",\n" : "\n") + String(repeating: " ", count: indent + 2)
        value.writeRows(into: &out, indent: indent + 2)
      }
      out += "]"
    case .object(let members):
      out += "{"
      for (index, member) in members.enumerated() {
        out += (index > 0 ? "," : "") + JSONValue.string(member.key).text() + ":"
        member.value.writeRows(into: &out, indent: indent)
      }
      out += "}"
    default: out += text(indented: false)
    }
  }
}
