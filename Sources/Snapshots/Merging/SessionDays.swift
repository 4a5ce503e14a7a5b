import Market

/// What is known of the venues of the symbols of a desk: a daily bar of a day without a session is none.
struct SessionDays {
  /// By symbol, alias or listing; nil where the watchlist names no venue.
  private var venues: [String: Venue?] = [:]
  private var holidays: [Venue: [Day]] = [:]
  private let names: NameTable

  init(_ desk: Desk, _ names: NameTable) {
    self.names = names
    // A name that the watchlist leaves out is the mission's, as it is for the screens.
    for instrument in [Watchlist.standard, desk.watchlist].flatMap(\.sectors).flatMap(\.instruments) {
      for listing in instrument.listings { venues[listing.symbol] = .some(listing.venue) }
      for symbol in instrument.symbols { venues[symbol] = .some(instrument.venue) }
    }
    for venue in Venue.allCases { holidays[venue] = desk.sessions[venue].holidays }
  }

  /// The watchlist's venue, else that of a suffix that tells it. Nil: any day is believed, currencies and futures trade on
  /// Sundays.
  private func venue(of symbol: String) -> Venue? {
    if let venue = venues[names.spelling(of: symbol) ?? symbol] ?? nil { return venue }
    let venue = Venue(symbol: symbol)
    return venue == .nyse ? nil : venue
  }

  /// The history without bars of days on which its venue is shut: weekends, and holidays as far as the calendar reaches.
  /// Each is named.
  func checked(_ history: History, _ log: inout ProblemLog) -> History {
    guard let venue = venue(of: history.symbol) else { return history }
    let shut = shutDays(history, holidays[venue] ?? [])
    guard !shut.isEmpty else { return history }
    var left: [Bar] = []
    left.reserveCapacity(history.bars.count - shut.count)
    var start = 0
    for index in shut {
      left.append(contentsOf: history.bars[start..<index])
      start = index + 1
      let bar = history.bars[index]
      let name = bar.day.isWeekend ? (bar.day.weekday == 5 ? "Saturday" : "Sunday") : "the holiday"
      log.add(
        line: Int(bar.line), column: 0,
        "found a bar of \(history.symbol) on \(name) \(bar.day), expected a session of \(venue.shortName) "
          + "(it is not used)")
    }
    left.append(contentsOf: history.bars[start...])
    var checked = history
    checked.bars = left
    return checked
  }

  /// The indices of bars on weekends or holidays, ascending.
  private func shutDays(_ history: History, _ holidays: [Day]) -> [Int] {
    var shut = history.bars.indices.filter { history.bars[$0].day.isWeekend }
    let onWeekends = shut.count
    // Few: each is looked for among the bars, not each bar among them.
    for day in holidays {
      let index = history.count(through: day) - 1
      if index >= 0, history.bars[index].day == day { shut.append(index) }
    }
    return shut.count == onWeekends ? shut : shut.sorted()
  }
}
