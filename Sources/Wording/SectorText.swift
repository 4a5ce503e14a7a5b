import Analytics
import Canvas
import Market

extension SectorRows {
  /// What its means are of, or why there are none; what its name's venue does where no mean is shown.
  /// - Parameters:
  ///   - clock: that of the times in it.
  ///   - usual: the watchlist's reference; another one is named.
  ///   - room: columns; what does not fit is left out from its end.
  package func remark(
    asOf instant: Instant, _ clock: WallClock, usual: String, room: Int = .max
  ) -> TerminalSafe {
    let day = Zone.newYork.day(of: instant)
    var parts = rows.count > 1 ? means(on: day) : []
    if meanVersusReference != nil, reference != usual {
      parts.append((parts.isEmpty ? "vs " : ", vs ") + "\(reference)")
    }
    if parts.isEmpty, !rows.contains(where: { $0.changePercent != nil && $0.session == day }) {
      return venueText(clock.day(of: instant), clock).first { $0.width <= room } ?? ""
    }
    var text: TerminalSafe = ""
    for part in parts {
      guard text.width + part.width <= room else { break }
      text = text + part
    }
    return text
  }

  /// In parts, each of which stands behind those before it.
  private func means(on day: Day) -> [TerminalSafe] {
    let changes = rows.filter(\.isOfLastSession).compactMap(\.changePercent)
    guard !changes.isEmpty else {
      let missing = Set(rows.map(\.missing))
      guard missing.count == 1, case .running(let session) = missing.first ?? nil else { return [] }
      return ["no price of \(DateText.short(session, year: day.parts.year)) yet"]
    }
    let isWhole = changes.count == rows.count
    var parts: [TerminalSafe] = ["mean of \(changes.count)" + (isWhole ? "" : " of \(rows.count)")]
    if changes.count > 1, changes.allSatisfy({ $0 < 0 }) || changes.allSatisfy({ $0 > 0 }) {
      let all: TerminalSafe = !isWhole ? "\(changes.count)" : changes.count == 2 ? "both" : "all"
      parts.append(", \(all) \(changes[0] < 0 ? "down" : "up")")
    }
    if let versus = meanVersusReference, versus.count != changes.count { parts.append(", vs of \(versus.count)") }
    return parts
  }

  /// What the venue does that all its names share, the longer texts first; none where it trades, or they have several.
  private func venueText(_ day: Day, _ clock: WallClock) -> [TerminalSafe] {
    let venues = Set(rows.map(\.instrument.venue?.lead))
    guard venues.count == 1, let state = rows.first?.venueState else { return [] }
    switch state.phase {
    case .open: return []
    case .unknown: return ["calendar unknown"]
    case .lunch: return ["lunch break"]
    case .closed, .holiday:
      guard let opening = state.nextOpening else { return ["shut"] }
      let next = clock.day(of: opening)
      let date: TerminalSafe = next == day ? "" : " \(DateText.short(next, year: day.parts.year))"
      let opens: TerminalSafe = "opens\(date) \(clock.time(of: opening))"
      return ["shut, " + opens + " " + clock.label, "shut, " + opens, opens]
    }
  }
}

extension QuoteRow {
  /// Why it has no change, or counts in no mean: `no close of 26 Nov`; nil for a price of the last session, and without one.
  package func missingText(year: Int) -> TerminalSafe? {
    switch missing {
    case .running(let session): "no price of \(DateText.short(session, year: year)) yet"
    case .closed(let session?): "no close of \(DateText.short(session, year: year))"
    case .closed(nil): "no price of the last four days"
    case nil: nil
    }
  }
}

extension MissingSession {
  /// Its date; nil where no calendar says which it is.
  package var session: Day? {
    switch self {
    case .running(let session): session
    case .closed(let session): session
    }
  }
}

extension Quote.Session {
  /// What a narrow column of its prices is called.
  package var shortWord: TerminalSafe {
    switch self {
    case .pre: "pre"
    case .post: "post"
    case .overnight: "night"
    case .regular, .closed: "ext"
    }
  }
}
