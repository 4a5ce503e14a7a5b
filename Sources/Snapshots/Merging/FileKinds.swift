import Market

extension FileValues {
  /// Kinds of values, each merged on its own.
  struct Kinds: OptionSet, Hashable {
    let rawValue: Int
    static let watchlist = Kinds(rawValue: 1)
    static let quotes = Kinds(rawValue: 2)
    static let histories = Kinds(rawValue: 4)
    static let tariffs = Kinds(rawValue: 8)
    static let signals = Kinds(rawValue: 16)
    static let facts = Kinds(rawValue: 32)
    static let calendar = Kinds(rawValue: 64)
    static let references = Kinds(rawValue: 128)
    static let scenarios = Kinds(rawValue: 256)
    static let intraday = Kinds(rawValue: 512)
  }

  var kinds: Kinds { payloads.reduce(into: []) { $0.formUnion($1.kind) } }

  /// What the file says of one kind.
  func payload(of kind: Kinds) -> Payload? { payloads.first { $0.kind == kind } }
}

extension FileValues.Payload {
  var kind: FileValues.Kinds {
    switch self {
    case .watchlist: .watchlist
    case .quotes: .quotes
    case .histories: .histories
    case .tariffs: .tariffs
    case .signals: .signals
    case .facts: .facts
    case .calendar: .calendar
    case .references: .references
    case .intraday: .intraday
    case .scenario: .scenarios
    }
  }
}

/// What a payload of the kind says; nil for another kind.
extension FileValues.Payload {
  var watchlist: Watchlist? { if case .watchlist(let watchlist) = self { watchlist } else { nil } }
  var quotes: [Quote]? { if case .quotes(let quotes) = self { quotes } else { nil } }
  var histories: [History]? { if case .histories(let histories) = self { histories } else { nil } }
  var intraday: [IntradayHistory]? { if case .intraday(let histories) = self { histories } else { nil } }
  var tariffs: TariffBook? { if case .tariffs(let book) = self { book } else { nil } }
  var signals: [Signal]? { if case .signals(let signals) = self { signals } else { nil } }
  var facts: [Fact]? { if case .facts(let facts) = self { facts } else { nil } }
  var calendar: [CalendarEntry]? { if case .calendar(let entries) = self { entries } else { nil } }
  var references: [ReferenceSeries]? { if case .references(let series) = self { series } else { nil } }
  var scenario: SavedScenario? { if case .scenario(let scenario) = self { scenario } else { nil } }
}
