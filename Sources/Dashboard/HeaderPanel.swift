import Analytics
import Canvas
import Market
import Wording

/// The first row: the moment shown, the venues, feeds that have stopped or whose clock is off. A past moment inverts it.
struct HeaderPanel {
  let moment: Moment

  func draw(into canvas: inout Canvas, in region: Region) {
    let reading = moment.reading
    let role: Role = moment.isAway ? .past : .header
    canvas.fill(" ", in: region, row: 0, style: Style(role))
    var column = 1
    var end = 0
    func put(_ text: TerminalSafe, gap: Int, _ traits: Traits = []) {
      guard column + text.width <= region.columns else { return }
      canvas.write(text, in: region, row: 0, column: column, style: Style(role, traits))
      end = column + text.width
      column = end + gap
    }
    let right = venues(room: region.columns)
    let rightStart = region.columns - right.width - 1
    let name: TerminalSafe = moment.isDemo ? "DETENTE demo" : "DETENTE"
    let clock = DateText.clock(moment.asOf, .newYork)
    if let offset = moment.awayText {
      let isOfThisYear = reading.day.parts.year == Zone.newYork.day(of: moment.present).parts.year
      let date = offset + " " + (isOfThisYear ? DateText.weekday(reading.day) : DateText.long(reading.day))
      // Where not all has room the clock stays: its zone goes, then the name.
      if column + name.width + 3 + date.width + 2 + clock.width <= region.columns { put(name, gap: 3, [.bold]) }
      put(date, gap: 2, [.bold])
      let zoned = clock + " New York"
      put(column + zoned.width <= rightStart ? zoned : clock, gap: 5)
    } else {
      put(name, gap: 3, [.bold])
      let long: TerminalSafe = "\(DateText.long(reading.day))  \(clock) New York"
      put(column + long.width < region.columns ? long : "\(DateText.short(reading.day)) \(clock)", gap: 5)
    }
    let ahead = moment.desk.filesAhead
    if let feed = reading.deadFeeds.first {
      let late = DateText.age(feed.since.seconds(to: reading.asOf))
      let more: TerminalSafe = reading.deadFeeds.count > 1 ? " and \(reading.deadFeeds.count - 1) more" : ""
      put("FEED LATE: \(feed.file) \(late)\(more)", gap: 3, [.bold, .underline])
    }
    if let file = ahead.first {
      let short: TerminalSafe = "CLOCK \(file.offset.description)"
      let long = short + ": \(file.path)" + (ahead.count > 1 ? " and \(ahead.count - 1) more" : "")
      put(column + long.width <= region.columns ? long : short, gap: 3, [.bold, .underline])
    }
    if reading.deadFeeds.isEmpty, ahead.isEmpty, watchesHongKong, column + 22 < rightStart {
      let hongKong = Zone.hongKong.day(of: reading.asOf)
      put(
        "\(DateText.weekday(hongKong).text.prefix(3).description) \(DateText.clock(reading.asOf, .hongKong)) Hong Kong",
        gap: 3)
    }
    if end + 2 <= rightStart {
      canvas.write(right, in: region, row: 0, column: rightStart, style: Style(role))
    }
  }

  private var watchesHongKong: Bool { moment.venues.contains(.hongKong) }

  private func venues(room: Int) -> TerminalSafe {
    let texts = moment.venues.map { venue -> TerminalSafe in
      let session = venue.state(at: moment.reading.asOf)
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
