import Analytics
import Canvas
import Market
import Wording

/// The first row: the moment shown, the venues, feeds that have stopped or whose clock is off. A past moment inverts it.
struct Header {
  private let moment: Moment
  private let venues: [Venue]

  init(moment: Moment) {
    self.moment = moment
    venues = moment.venues
  }

  func draw(into canvas: inout Canvas, in region: Region) {
    let style = Style(moment.isAway ? .past : .header)
    canvas.fill(" ", in: region, row: 0, style: style)
    var (right, rightStart, line) = layout(venues[...], columns: region.columns)
    for count in venues.indices.reversed() where line.end + 2 > rightStart {
      (right, rightStart, line) = layout(venues[..<count], columns: region.columns)
    }
    if reading.deadFeeds.isEmpty, moment.desk.filesAhead.isEmpty, let clock = secondClock,
      line.column + 22 < rightStart
    {
      let day = DateText.weekday(clock.day(of: reading.asOf)).text.prefix(3)
      line.put("\(day.description) \(clock.zonedTime(of: reading.asOf))", gap: 3)
    }
    for word in line.words {
      canvas.write(word.text, in: region, row: 0, column: word.column, style: Style(style.role, word.traits))
    }
    if line.end + 2 <= rightStart { canvas.write(right, in: region, row: 0, column: rightStart, style: style) }
  }

  /// Venues on the right, where they begin, and what stands before them.
  private func layout(_ venues: ArraySlice<Venue>, columns: Int) -> (right: TerminalSafe, start: Int, line: Line) {
    let right = text(of: venues, room: columns)
    let start = columns - right.width - 1
    var line = Line(columns: columns)
    putMoment(on: &line, before: start)
    putTroubles(on: &line)
    return (right, start, line)
  }

  private var reading: DeskReading { moment.reading }

  /// Words from left to right; one that has no room is left out.
  private struct Line {
    let columns: Int
    private(set) var words: [(text: TerminalSafe, column: Int, traits: Traits)] = []
    /// Where the next word begins.
    private(set) var column = 1
    /// Where the last one ends.
    private(set) var end = 0

    init(columns: Int) { self.columns = columns }

    mutating func put(_ text: TerminalSafe, gap: Int, _ traits: Traits = []) {
      guard column + text.width <= columns else { return }
      words.append((text, column, traits))
      end = column + text.width
      column = end + gap
    }
  }

  /// The program's name, the date and the clock.
  private func putMoment(on line: inout Line, before rightStart: Int) {
    let name: TerminalSafe = moment.isDemo ? "DETENTE demo" : "DETENTE"
    let clock = moment.clock.time(of: moment.asOf)
    guard let offset = moment.awayText else {
      line.put(name, gap: 3, [.bold])
      let long: TerminalSafe = "\(DateText.long(today))  \(clock) \(moment.clock.label)"
      let fits = line.column + long.width < line.columns
      return line.put(fits ? long : "\(DateText.short(today)) \(clock)", gap: 5)
    }
    let isOfThisYear = today.parts.year == moment.clock.day(of: moment.present).parts.year
    let date = offset + " " + (isOfThisYear ? DateText.weekday(today) : DateText.long(today))
    // Where not all has room the clock stays: its zone goes, then the name.
    if line.column + name.width + 3 + date.width + 2 + clock.width <= line.columns { line.put(name, gap: 3, [.bold]) }
    line.put(date, gap: 2, [.bold])
    let zoned = clock + " " + moment.clock.label
    line.put(line.column + zoned.width <= rightStart ? zoned : clock, gap: 5)
  }

  /// Feeds that have stopped, and files from a clock that is ahead.
  private func putTroubles(on line: inout Line) {
    if let feed = reading.deadFeeds.first {
      let late = DateText.age(feed.since.seconds(to: reading.asOf))
      let more: TerminalSafe = reading.deadFeeds.count > 1 ? " and \(reading.deadFeeds.count - 1) more" : ""
      line.put("FEED LATE: \(feed.file) \(late)\(more)", gap: 3, [.bold, .underline])
    }
    let ahead = moment.desk.filesAhead
    if let file = ahead.first {
      let short: TerminalSafe = "CLOCK \(file.offset.description)"
      let long = short + ": \(file.path)" + (ahead.count > 1 ? " and \(ahead.count - 1) more" : "")
      line.put(line.column + long.width <= line.columns ? long : short, gap: 3, [.bold, .underline])
    }
  }

  /// New York's beside another; beside New York's that of Hong Kong, where it is watched.
  private var secondClock: WallClock? {
    if moment.clock != .newYork { return .newYork }
    return venues.contains(.hongKong) ? WallClock("Asia/Hong_Kong", .hongKong) : nil
  }

  private var today: Day { moment.clock.day(of: moment.asOf) }

  private func text(of venues: ArraySlice<Venue>, room: Int) -> TerminalSafe {
    let texts = venues.map { venue -> TerminalSafe in
      let session = moment.desk.sessions[venue].state(at: moment.reading.asOf)
      func until(_ instant: Instant?) -> TerminalSafe {
        instant.map { DateText.countdown(moment.reading.asOf.seconds(to: $0)) } ?? "?"
      }
      switch session.phase {
      case .unknown: return "\(venue.shortName) calendar unknown"
      case .open: return "\(venue.shortName) open, \(until(session.nextChange)) left"
      case .lunch: return "\(venue.shortName) lunch, \(until(session.nextOpening))"
      case .closed, .holiday: return "\(venue.shortName) opens in \(until(session.nextOpening))"
      }
    }
    let long = texts.reduce("" as TerminalSafe) { $0.isEmpty ? $1 : $0 + (room >= 112 ? "    " : "   ") + $1 }
    if long.width + 52 <= room { return long }
    // `opens` once, where there is no room for it twice.
    let short = texts.enumerated().map { index, text in
      TerminalSafe(text.text.replacing("opens in ", with: index == 0 ? "opens " : ""))
    }
    let medium = short.reduce("" as TerminalSafe) { $0.isEmpty ? $1 : $0 + "   " + $1 }
    if medium.width + 51 <= room { return medium }
    return texts.reduce("" as TerminalSafe) {
      let text = TerminalSafe($1.text.replacing("opens in ", with: ""))
      return $0.isEmpty ? text : $0 + "  " + text
    }
  }
}
