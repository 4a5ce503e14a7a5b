import Analytics
import Canvas
import Market
import Wording

/// One file's health at a moment, in words.
struct FileHealth: Sendable {
  let file: FileReport
  let rhythm: FeedRhythm?
  /// The file as a feed that has stopped.
  let stopped: DeadFeed?
  /// Of the bars in it, and those of them that nothing shows.
  var symbols: [String] = []
  var unshown: [String] = []
  let asOf: Instant

  /// Every file, by path.
  static func all(of desk: Desk, _ reading: DeskReading) -> [FileHealth] {
    let rhythms = FeedRhythm.rhythms(of: desk, asOf: reading.asOf)
    let stopped = Dictionary(reading.deadFeeds.map { ($0.file, $0) }) { first, _ in first }
    let (symbols, unshown) = (desk.barSymbols, desk.unshownBars)
    return desk.files.map {
      FileHealth(
        file: $0, rhythm: rhythms[$0.path], stopped: stopped[$0.path], symbols: symbols[$0.path] ?? [],
        unshown: unshown[$0.path] ?? [], asOf: reading.asOf)
    }
  }

  /// Whether it stands before another where the worst comes first; equals by path.
  func isWorse(than other: FileHealth) -> Bool { (rank, file.path) < (other.rank, other.file.path) }

  /// Refused, gone, stopped or by a wrong clock, refused in part, not read, ignored, well.
  private var rank: Int {
    switch file.state {
    case .bad: 0
    case .gone: 1
    case .partial: stopped == nil ? 3 : 2
    case .pending, .beingWritten: 4
    case .ignored: 5
    case .ok: isWell ? 6 : 2
    }
  }

  var isWell: Bool { file.state == .ok && stopped == nil && file.clockAhead == nil }

  var state: TerminalSafe {
    if file.state == .ok, !isWell { return stopped == nil ? "clock" : "stopped" }
    return file.state == .beingWritten ? "writing" : "\(file.state.rawValue)"
  }

  var style: Style {
    switch file.state {
    case .bad, .gone: Style(.error)
    case .partial, .pending, .beingWritten, .ignored: Style(.warning)
    case .ok: isWell ? .dim : Style(.warning, [.bold])
    }
  }

  /// `12m`; `later` for data beyond the moment shown, `FUTURE` for quotes that were ahead of the clock when read.
  var dataAge: (text: TerminalSafe, style: Style) {
    file.newest.map { age($0, isClocked: file.kind == "quotes") } ?? ("-", .dim)
  }

  /// `12m`, `later`, `FUTURE`; `-` where no file stands or its time is not known.
  var fileAge: (text: TerminalSafe, style: Style) {
    file.state == .gone ? ("-", .dim) : file.modified.map { age($0, isClocked: true) } ?? ("-", .dim)
  }

  /// - Parameter isClocked: the time should not have been after the reading: clocks differ by less than a minute.
  private func age(_ instant: Instant, isClocked: Bool) -> (text: TerminalSafe, style: Style) {
    if isClocked, let read = file.read, instant.seconds(to: read) < -60 { return ("FUTURE", Style(.warning)) }
    let seconds = instant.seconds(to: asOf)
    return seconds < -60 ? ("later", .dim) : (DateText.age(seconds), .text)
  }

  // MARK: In full

  /// - Parameters:
  ///   - columns: width of the page, for excerpts.
  ///   - clock: that times are shown by.
  func lines(columns: Int, clock: WallClock) -> [DetailLine] {
    var lines: [DetailLine] = [.field("State", sentence, file.state == .ok ? .text : style)]
    if let stopped {
      lines.append(
        .field(
          "Stopped", "\(rhythmText)silent for \(Self.span(stopped.since.seconds(to: asOf)))",
          Style(.warning, [.bold])))
      lines.append(
        .field(
          "Names", "\(stopped.symbols.joined(separator: ", ")); \(stopped.venue.shortName) trades", Style(.warning)))
    } else if let rhythm {
      lines.append(.field("Changes", "usually every \(Self.span(rhythm.usual)) while its venues trade"))
    }
    if let offset = file.clockAhead {
      lines.append(
        .field("Clock", "\(offset.description) ahead: its prices count from when it was written", Style(.warning)))
    }
    lines.append(
      .field("Kind", "\(file.kind ?? "not recognised"), \(file.rows) \(file.rows == 1 ? "row" : "rows")"))
    if !symbols.isEmpty { lines.append(.field("Symbols", "\(symbols.joined(separator: ", "))")) }
    if !unshown.isEmpty {
      lines.append(
        .field("Not shown", "\(unshown.joined(separator: ", ")): not in the watchlist, nor quoted", Style(.warning)))
    }
    if let newest = file.newest {
      lines.append(.field("Data to", moment(newest, dataAge, clock), dataAge.style == .dim ? .text : dataAge.style))
    }
    if let modified = file.modified {
      lines.append(
        .field(
          "Written", moment(modified, fileAge, clock) + ", " + bytes, fileAge.style == .dim ? .text : fileAge.style))
    } else if file.size > 0 {
      lines.append(.field("Size", bytes))
    }
    if let read = file.read {
      lines.append(
        .field("Read", "\(moment(read, age(read, isClocked: false), clock)), in \(NumberText.fixed(file.cost, 1)) ms"))
    }
    return lines + problems(columns: columns)
  }

  private func problems(columns: Int) -> [DetailLine] {
    guard !file.problems.isEmpty else { return [] }
    let count = file.problems.count
    let word: TerminalSafe = file.problems.allSatisfy(\.isNotice) ? "notice" : "problem"
    var lines: [DetailLine] = [.blank, .heading("\(count) " + word + (count == 1 ? "" : "s"))]
    for problem in file.problems {
      let line: TerminalSafe = problem.line > 0 ? "line \(problem.line)" : ""
      let place = problem.line > 0 && problem.column > 0 ? line + ":\(problem.column)" : line
      lines.append(.field(place, "\(problem.message)", Style(problem.isNotice ? .warning : .error)))
      for (index, text) in problem.excerptLines(width: columns - 5).enumerated() {
        lines.append(.verbatim(text, index == 0 ? .text : Style(.error, [.bold])))
      }
    }
    return lines
  }

  private var sentence: TerminalSafe {
    switch file.state {
    case .ok: "read whole"
    case .partial: "some rows refused, which keep their last good values, or doubtful"
    case .bad: "refused: the last good data stay, marked"
    case .gone: "gone: its last values stay, marked"
    case .ignored: "ignored"
    case .pending: "not read yet"
    case .beingWritten: "being written: its last good values are shown until it is closed or stands still"
    }
  }

  private var rhythmText: TerminalSafe { rhythm.map { "usually every \(Self.span($0.usual)), " } ?? "" }

  private var bytes: TerminalSafe {
    switch file.size {
    case ..<10_000: "\(file.size) bytes"
    case ..<10_000_000: "\(file.size / 1000) kB"
    default: "\(file.size / 1_000_000) MB"
    }
  }

  /// A date, the time unless it is the date's first moment (data that are of a day have no time), and the age.
  private func moment(
    _ instant: Instant, _ age: (text: TerminalSafe, style: Style), _ clock: WallClock
  ) -> TerminalSafe {
    let isDay = Zone.newYork.secondOfDay(of: instant) == 0
    let day = DateText.long(isDay ? Zone.newYork.day(of: instant) : clock.day(of: instant))
    let time = isDay ? "" : " " + clock.zonedTime(of: instant)
    let words: TerminalSafe =
      switch age.text {
      case "FUTURE": "IN THE FUTURE"
      case "later": "later than the moment shown"
      case "-": "no longer there"
      default: "\(Self.span(instant.seconds(to: asOf))) ago"
      }
    return day + time + ", " + words
  }

  /// `20s`, `5m`, `3h`, `2d`.
  static func span(_ seconds: Int64) -> TerminalSafe {
    let seconds = Int(clamping: max(0, seconds))
    switch seconds {
    case ..<100: return "\(seconds)s"
    case ..<5400: return "\((seconds + 30) / 60)m"
    case ..<172_800: return "\((seconds + 1800) / 3600)h"
    default: return "\(seconds / 86400)d"
    }
  }
}
