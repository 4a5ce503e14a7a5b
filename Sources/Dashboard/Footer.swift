import Canvas
import Market
import Wording

/// The last row: the files' health or a notice, and the keys that matter here.
struct Footer {
  let moment: Moment
  let place: Place
  let notice: String?
  var keyMap = KeyMap.standard
  /// What the next key answers.
  var question: String?
  /// A moment that was asked for and is not ready yet.
  var awaited: Instant?

  func draw(into canvas: inout Canvas, in region: Region) {
    // The last hint, `q quit`, is the last to be left out.
    let room = region.columns - 2 - drawLeft(into: &canvas, in: region) - 3
    let hints = hints
    var shown: [Hint] = []
    var used = 0
    for hint in (hints.suffix(1) + hints.dropLast()) where used + hint.text.width + 2 <= room {
      shown.append(hint)
      used += hint.text.width + 2
    }
    guard let quit = shown.first else { return }
    var column = region.columns - 1 - used + 2
    for hint in shown.dropFirst() + [quit] {
      if let key = hint.pressed { canvas.target(.key(key), in: region.columns(from: column, count: hint.text.width)) }
      canvas.write(hint.text, in: region, row: 0, column: column, style: .dim)
      canvas.write(hint.keys, in: region, row: 0, column: column, style: Style(.key))
      column += hint.text.width + 2
    }
  }

  /// Draws what stands on the left; how wide that is.
  private func drawLeft(into canvas: inout Canvas, in region: Region) -> Int {
    if let prompt = moment.prompt, prompt.purpose.mark != nil {
      let line = PromptLine(prompt, columns: region.columns - 2)
      for piece in line.pieces {
        canvas.write(piece.text, in: region, row: 0, column: 1 + piece.column, style: piece.style)
      }
      canvas.cursor = Position(row: region.row, column: region.column + 1 + line.cursorColumn)
      return line.width
    }
    let (text, role) = left
    canvas.write(text, in: region, row: 0, column: 1, width: region.columns - 1, style: Style(role))
    return text.width
  }

  private var hints: [Hint] {
    switch moment.prompt?.purpose {
    case .number: return [Hint(keys: "Enter", label: "set"), Hint(keys: "Esc", label: "leave it as it is")]
    case .find: return [Hint(keys: "Enter", label: "keep"), Hint(keys: "Esc", label: "leave")]
    case .name: return [Hint(keys: "Enter", label: "open"), Hint(keys: "Esc", label: "leave")]
    case .rule: return [Hint(keys: "Enter", label: "write"), Hint(keys: "Esc", label: "leave")]
    case .command:
      return [
        Hint(keys: "Enter", label: "run"), Hint(keys: "Tab", label: "complete"), Hint(keys: "Esc", label: "leave"),
      ]
    case nil: break
    }
    if moment.play != nil {
      return [
        Hint(keys: "+ -", label: "pace"),
        keyMap.hint(of: "play", "stop", at: place) ?? Hint(keys: "Esc", label: "stop", pressed: .escape),
      ]
    }
    if question != nil { return [Hint(keys: "Esc", label: "leave")] }
    var hints = keyMap.hints[place] ?? []
    if place == .overview, moment.isDemo || moment.isAway {
      hints.insert(contentsOf: [keyMap.hint(of: "play", "play", at: place)].compactMap(\.self), at: min(1, hints.count))
    }
    if moment.isAway {
      let opening = DateText.short(moment.clock.day(of: moment.present), year: moment.reading.day.parts.year)
      let label: TerminalSafe = moment.isDemo ? "back to \(opening)" : "back to live"
      hints = [keyMap.hint(of: "present", label, at: place)].compactMap(\.self) + hints
    }
    if place != .overview { hints = [keyMap.hint(of: "back", "back", at: place)].compactMap(\.self) + hints }
    return hints
  }

  private var left: (TerminalSafe, Role) {
    if let prompt = moment.prompt, case .number(let label) = prompt.purpose {
      return ("\(label): " + prompt.shown, .accent)
    }
    if let play = moment.play { return ("playing, a stop every \(play.seconds) s", .accent) }
    if let question { return (TerminalSafe(question), .accent) }
    if let awaited {
      let day = DateText.short(moment.clock.day(of: awaited), year: moment.reading.day.parts.year)
      return ("working out \(awaited == moment.present ? "the present" : day)", .accent)
    }
    if let notice = notice { return ("\(notice)", .accent) }
    if let firing = moment.ringing.first {
      let more: TerminalSafe = moment.ringing.count > 1 ? " and \(moment.ringing.count - 1) more" : ""
      return (moment.glyphs.alert + firing.text + more + ": a", .warning)
    }
    let files = moment.desk.files
    let count = FileCount(files)
    if let first = count.firstBad.map({ files[$0] }) {
      let more: TerminalSafe = count.bad > 1 ? " and \(count.bad - 1) more" : ""
      let trouble: TerminalSafe = first.state == .gone ? "is gone" : first.isDoubtful ? "is doubtful" : "has errors"
      return ("\(first.path) \(trouble)\(more): f", .error)
    }
    if let fault = moment.configurationFault { return ("\(fault)", .error) }
    if let file = moment.desk.filesAhead.first {
      return ("\(file.path): its clock is \(file.offset.description) ahead: f", .warning)
    }
    if let notice = moment.desk.notices.first { return ("\(notice)", .warning) }
    if let writing = count.firstWritten.map({ files[$0] }) {
      return ("\(writing.path) is being written: f", .warning)
    }
    if count.pending > 0 {
      return ("reading, \(count.read) of \(count.read + count.pending) files so far", .warning)
    }
    switch count.read {
    case 0: return ("no files: f", .dim)
    case 1: return ("1 file, read", .dim)
    default: return ("\(count.read) files, all read", .dim)
    }
  }
}

/// How many files are in which state; counted for each frame, so none is copied.
private struct FileCount {
  private(set) var read = 0
  private(set) var pending = 0
  private(set) var bad = 0
  private(set) var firstBad: Int?
  private(set) var firstWritten: Int?

  init(_ files: [FileReport]) {
    for index in files.indices {
      switch files[index].state {
      case .ok: read += 1
      case .pending: pending += 1
      case .bad, .gone, .partial:
        bad += 1
        firstBad = firstBad ?? index
      case .beingWritten: firstWritten = firstWritten ?? index
      case .ignored: break
      }
    }
  }
}
