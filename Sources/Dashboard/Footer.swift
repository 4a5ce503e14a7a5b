import Canvas
import Market
import Wording

/// The last row: the files' health or a notice, and the keys that matter here.
struct Footer {
  let moment: Moment
  let place: Place
  let notice: String?
  var keyMap = KeyMap.standard

  func draw(into canvas: inout Canvas, in region: Region) {
    let (text, role) = left
    canvas.write(text, in: region, row: 0, column: 1, width: region.columns - 1, style: Style(role))
    // The last hint, `q quit`, is the last to be left out.
    let room = region.columns - 2 - text.width - 3
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
      canvas.write(hint.text, in: region, row: 0, column: column, style: .dim)
      canvas.write(hint.keys, in: region, row: 0, column: column, style: Style(.key))
      column += hint.text.width + 2
    }
  }

  private var hints: [Hint] {
    guard moment.prompt == nil else {
      return [Hint(keys: "Enter", label: "set"), Hint(keys: "Esc", label: "leave it as it is")]
    }
    var hints = keyMap.hints[place] ?? []
    if moment.isAway {
      let opening = DateText.short(Zone.newYork.day(of: moment.present), year: moment.reading.day.parts.year)
      hints.insert(Hint(keys: ".", label: moment.isDemo ? "back to \(opening)" : "back to live"), at: 0)
    }
    if place != .overview { hints.insert(Hint(keys: "Esc", label: "back"), at: 0) }
    return hints
  }

  private var left: (TerminalSafe, Role) {
    if let prompt = moment.prompt { return ("\(prompt.label): " + prompt.shown, .accent) }
    if let notice = notice { return ("\(notice)", .accent) }
    let files = moment.desk.files
    let bad = files.filter { $0.state == .bad || $0.state == .gone || $0.state == .partial }
    if let first = bad.first {
      let more: TerminalSafe = bad.count > 1 ? " and \(bad.count - 1) more" : ""
      let trouble: TerminalSafe = first.state == .gone ? "is gone" : first.isDoubtful ? "is doubtful" : "has errors"
      return ("\(first.path) \(trouble)\(more): f", .error)
    }
    if let fault = moment.configurationFault { return ("\(fault)", .error) }
    if let file = moment.desk.filesAhead.first {
      return ("\(file.path): its clock is \(file.offset.description) ahead: f", .warning)
    }
    if let notice = moment.desk.notices.first { return ("\(notice)", .warning) }
    if let writing = files.first(where: { $0.state == .beingWritten }) {
      return ("\(writing.path) is being written: f", .warning)
    }
    let read = files.filter { $0.state == .ok }.count
    let pending = files.filter { $0.state == .pending }.count
    if pending > 0 { return ("reading, \(read) of \(read + pending) files so far", .warning) }
    switch read {
    case 0: return ("no files: f", .dim)
    case 1: return ("1 file, read", .dim)
    default: return ("\(read) files, all read", .dim)
    }
  }
}
