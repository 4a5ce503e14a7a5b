import Analytics
import Canvas
import Market
import Wording

/// The first row: the moment shown, the venues, feeds that have stopped or whose clock is off. A past moment inverts it.
///
/// The clock always stands. Of what has no room the rest gives way, form by form: venues that do not fit are counted.
struct Header {
  private let moment: Moment

  init(moment: Moment) { self.moment = moment }

  private var reading: DeskReading { moment.reading }

  /// A word or two of the line.
  private struct Part {
    /// From the longest to the shortest; an empty one takes no room.
    let forms: [TerminalSafe]
    /// Blanks between it and what stands before it.
    var gap = 3
    var traits: Traits = []
    var form = 0

    var text: TerminalSafe { forms[form] }
    var width: Int { text.isEmpty ? 0 : text.width + gap }

    mutating func shorten() { form = min(form + 1, forms.count - 1) }
  }

  /// In the order in which they stand; from ``venues`` on at the right.
  private enum Place: Int, CaseIterable {
    case name, title, away, date, clock, phase, alerts, second, venues, feed, feedClock
  }

  /// What gives way, one form each time it is named.
  /// - Parameter counts: forms of the venues that count some of them.
  private static func order(counts: Int) -> [Place] {
    [.title, .second, .feed, .feedClock, .date, .venues, .clock, .name] + Array(repeating: .venues, count: counts)
      + [.feed, .name, .venues, .venues, .date, .feed, .venues, .date]
  }

  func draw(into canvas: inout Canvas, in region: Region) {
    let style = Style(moment.isAway ? .past : .header)
    canvas.fill(" ", in: region, row: 0, style: style)
    let parts = fitted(to: region.columns)
    let right = parts[Place.venues.rawValue...]
    var column = region.columns - 1 - right.reduce(0) { $0 + $1.width }
    for part in right { write(part, from: &column, style, &canvas, region) }
    column = 1 - (parts.first { !$0.text.isEmpty }?.gap ?? 0)
    for part in parts[..<Place.venues.rawValue] { write(part, from: &column, style, &canvas, region) }
  }

  private func write(_ part: Part, from column: inout Int, _ style: Style, _ canvas: inout Canvas, _ region: Region) {
    guard !part.text.isEmpty else { return }
    canvas.write(
      part.text, in: region, row: 0, column: column + part.gap, style: Style(style.role, part.traits))
    column += part.width
  }

  private func fitted(to columns: Int) -> [Part] {
    var parts = Place.allCases.map { part($0, columns: columns) }
    for place in Self.order(counts: max(0, parts[Place.venues.rawValue].forms.count - VenueLine.otherForms)) {
      // A blank at either end; the first part has no gap before it.
      let gap = parts.first { !$0.text.isEmpty }?.gap ?? 0
      guard parts.reduce(2 - gap, { $0 + $1.width }) > columns else { break }
      parts[place.rawValue].shorten()
    }
    return parts
  }

  private func part(_ place: Place, columns: Int) -> Part {
    let gap = columns >= 112 ? 3 : 2
    switch place {
    case .name:
      return Part(forms: moment.isDemo ? ["DETENTE demo", "demo", ""] : ["DETENTE", "DETENTE", ""], traits: [.bold])
    case .title:
      let title = TerminalSafe(moment.desk.watchlist.title ?? "")
      return Part(forms: title.width > 32 ? [title.fitted(to: 32), ""] : [title, ""], gap: gap)
    case .away: return Part(forms: [moment.awayText ?? ""], gap: gap, traits: [.bold])
    case .date: return Part(forms: dates, gap: moment.isAway ? 1 : gap, traits: moment.isAway ? [.bold] : [])
    case .clock:
      let clock = moment.clock.time(of: moment.asOf)
      return Part(forms: [clock + " " + moment.clock.label, clock], gap: columns >= 112 ? 2 : 1)
    case .phase:
      let session = moment.venues.lazy.compactMap { moment.desk.sessions[$0].extendedSession(at: reading.asOf) }.first
      return Part(forms: ["\(session?.rawValue.uppercased() ?? "")"], gap: gap, traits: [.bold])
    case .alerts:
      let count = moment.ringing.count
      return Part(
        forms: [count > 0 ? moment.glyphs.alert + "\(count)" : ""], gap: columns >= 112 ? 2 : 1, traits: [.bold])
    case .second: return Part(forms: [secondTime, ""], gap: gap + 2)
    case .venues: return Part(forms: VenueLine(moment).forms, gap: gap)
    case .feed: return Part(forms: lateFeeds, gap: gap, traits: [.bold, .underline])
    case .feedClock: return Part(forms: clocksAhead, gap: gap, traits: [.bold, .underline])
    }
  }

  /// The date; its year stays in a past of another year.
  private var dates: [TerminalSafe] {
    let day = moment.clock.day(of: moment.asOf)
    let year = moment.clock.day(of: moment.present).parts.year
    guard moment.isAway else { return [DateText.long(day), DateText.weekday(day), DateText.short(day), ""] }
    guard day.parts.year == year else {
      return [DateText.long(day), DateText.short(day, year: year), DateText.compact(day, year: year)]
    }
    return [DateText.weekday(day), DateText.weekday(day), DateText.short(day)]
  }

  private var secondTime: TerminalSafe {
    let hongKong = moment.venues.contains(.hongKong) ? WallClock("Asia/Hong_Kong", .hongKong) : nil
    guard let clock = moment.clock == .newYork ? hongKong : .newYork else { return "" }
    let day = DateText.weekday(clock.day(of: reading.asOf)).text.prefix(3)
    return "\(day.description) \(clock.zonedTime(of: reading.asOf))"
  }

  private var lateFeeds: [TerminalSafe] {
    guard let feed = reading.deadFeeds.first else { return [""] }
    let more = reading.deadFeeds.count - 1
    let late = DateText.age(feed.since.seconds(to: reading.asOf))
    let name = feed.file.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? feed.file
    let short: TerminalSafe = "LATE \(TerminalSafe(name).fitted(to: 16))"
    return [
      "FEED LATE: \(feed.file) \(late)" + (more > 0 ? " and \(more) more" : ""),
      short + " \(late)" + (more > 0 ? " +\(more)" : ""), short, "LATE",
    ]
  }

  private var clocksAhead: [TerminalSafe] {
    let ahead = moment.desk.filesAhead
    guard let file = ahead.first else { return [""] }
    let short: TerminalSafe = "CLOCK \(file.offset.description)"
    return [short + ": \(file.path)" + (ahead.count > 1 ? " and \(ahead.count - 1) more" : ""), short]
  }
}

/// The venues of the watchlist, those that are open or open next first.
private struct VenueLine {
  /// Venues of which the same is said.
  private struct Group {
    var venues: TerminalSafe
    var count = 1
    /// Until another day or hour; not for lunch, nor because nobody knows.
    let isShut: Bool
    let long: TerminalSafe
    let short: TerminalSafe
    /// Without an early close.
    let bare: TerminalSafe
  }

  private let sessions: Sessions
  private let clock: WallClock
  private let asOf: Instant
  private var groups: [Group] = []

  init(_ moment: Moment) {
    (sessions, clock, asOf) = (moment.desk.sessions, moment.clock, moment.reading.asOf)
    let venues = moment.venues
    let states = venues.map { sessions[$0].state(at: asOf) }
    let ranks = states.map(Self.rank)
    for index in venues.indices.sorted(by: { (ranks[$0].0, ranks[$0].1, $0) < (ranks[$1].0, ranks[$1].1, $1) }) {
      let (venue, state) = (venues[index], states[index])
      let (long, short, bare) = words(venue, state)
      if let last = groups.last, last.long == long {
        groups[groups.count - 1].venues = last.venues + " \(venue.shortName)"
        groups[groups.count - 1].count += 1
      } else {
        groups.append(
          Group(
            venues: "\(venue.shortName)", isShut: state.phase == .closed || state.phase == .holiday, long: long,
            short: short, bare: bare))
      }
    }
  }

  /// Open ones as they stand, then by the next opening.
  private static func rank(_ state: SessionState) -> (Int, Int64) {
    switch state.phase {
    case .open: (0, 0)
    case .lunch, .closed, .holiday: (1, state.nextOpening?.milliseconds ?? .max)
    case .unknown: (2, 0)
    }
  }

  /// Of ``forms``, those that count no venues.
  static let otherForms = 5

  /// All at length, all in short, the first and a count of the others, the first alone, less of it, none.
  var forms: [TerminalSafe] {
    guard !groups.isEmpty else { return [""] }
    func joined(_ groups: some Sequence<Group>, _ text: (Group) -> TerminalSafe) -> TerminalSafe {
      groups.reduce("") { ($0.isEmpty ? $0 : $0 + "   ") + $1.venues + " " + text($1) }
    }
    let counted = groups.indices.dropFirst().reversed().map { count -> TerminalSafe in
      let rest = groups[count...]
      let hidden = rest.reduce(0) { $0 + $1.count }
      return joined(groups[..<count], \.short) + "   +\(hidden) " + (rest.allSatisfy(\.isShut) ? "shut" : "more")
    }
    return [joined(groups, \.long), joined(groups, \.short)] + counted
      + [joined(groups.prefix(1), \.short), joined(groups.prefix(1), \.bare), ""]
  }

  private func words(
    _ venue: Venue, _ state: SessionState
  ) -> (long: TerminalSafe, short: TerminalSafe, bare: TerminalSafe) {
    func until(_ instant: Instant?) -> TerminalSafe { instant.map { DateText.countdown(asOf.seconds(to: $0)) } ?? "?" }
    switch state.phase {
    case .unknown: return ("calendar unknown", "unknown", "unknown")
    case .lunch: return ("lunch, \(until(state.nextOpening))", "lunch", "lunch")
    case .open:
      guard let closing = earlyClose(venue, at: asOf) else {
        return ("open, \(until(state.nextChange)) left", "open", "open")
      }
      return ("open, closes \(closing)", "open to \(closing)", "open")
    case .closed, .holiday:
      guard let opening = state.nextOpening else { return ("shut", "shut", "shut") }
      let closing = earlyClose(venue, at: opening)
      let early = closing.map { ", closes \($0)" as TerminalSafe } ?? ""
      let bare = "in \(until(opening))" as TerminalSafe
      if asOf.seconds(to: opening) < 24 * 3600 {
        return ("opens " + bare + early, bare + (closing.map { " to \($0)" as TerminalSafe } ?? ""), bare)
      }
      let (today, day) = (venue.zone.day(of: asOf), venue.zone.day(of: opening))
      let date =
        today.days(to: day) < 7
        ? TerminalSafe(String(DateText.weekday(day).text.prefix(3))) : DateText.short(day, year: today.parts.year)
      return ("shut till \(date)" + early, "till \(date)", "till \(date)")
    }
  }

  /// When the session of a moment ends, where that is earlier than usual.
  private func earlyClose(_ venue: Venue, at instant: Instant) -> TerminalSafe? {
    let day = venue.zone.day(of: instant)
    guard sessions[venue].closesEarly(on: day) else { return nil }
    return sessions[venue].close(of: day).map { clock.time(of: $0) }
  }
}
