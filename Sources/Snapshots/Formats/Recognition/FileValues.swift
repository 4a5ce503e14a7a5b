import Market

/// What one file says, before it is merged with the others.
struct FileValues {
  enum Payload {
    case watchlist(Watchlist)
    case quotes([Quote])
    case histories([History])
    case intraday([IntradayHistory])
    case tariffs(TariffBook)
    case signals([Signal])
    case facts([Fact])
    case calendar([CalendarEntry])
    case references([ReferenceSeries])
    case scenario(SavedScenario)
  }

  /// At most one of each kind: a chart holds a history and a quote.
  private(set) var payloads: [Payload]
  /// What the format holds and its name; set by `Recognition`.
  var kind = ""
  var format = ""
  var rows = 0
  var newest: Instant?
  /// Symbols or ids (titles of a calendar, sides of baselines) of refused rows, and of those whose bars or values were
  /// refused, where they could be read: their last good values stay.
  var refused: Set<String> = []
  /// Days of refused bars, by symbol, or of refused values of a series, by id.
  var refusedDays: [String: Set<Day>] = [:]
  /// How far its feed's clock is ahead; nil where no time is.
  var clockAhead: ClockOffset?

  init(_ payloads: Payload..., rows: Int = 0, newest: Instant? = nil, refused: Set<String> = []) {
    self.payloads = payloads
    self.rows = rows
    self.newest = newest
    self.refused = refused
  }

  /// The values of a file of quotes.
  init(quotes: [Quote], refused: Set<String>) {
    self.init(.quotes(quotes), rows: quotes.count, newest: quotes.lazy.map { $0.time }.max(), refused: refused)
  }

  /// Adds what the file says of another kind.
  mutating func add(_ payload: Payload) { payloads.append(payload) }

  /// Adds all that `other` says, of other kinds.
  mutating func join(_ other: FileValues) {
    payloads += other.payloads
    rows += other.rows
    newest = later(newest, other.newest)
    refused.formUnion(other.refused)
    refusedDays.merge(other.refusedDays) { $0.union($1) }
  }

  mutating func map(_ change: (Payload) -> Payload) { payloads = payloads.map(change) }
}
