import Analytics
import Canvas
import Market

/// The health of every snapshot file, worst first.
struct FilesPage {
  let desk: Desk
  let asOf: Instant

  var lines: [DetailLine] {
    guard !desk.files.isEmpty else { return [.text("no snapshot files in the folder")] }
    var lines: [DetailLine] = desk.notices.map { .text("\($0)") }
    let order: [FileReport.State: Int] = [.bad: 0, .gone: 1, .partial: 2, .pending: 3, .ignored: 4, .ok: 5]
    for file in desk.files.sorted(by: { (order[$0.state] ?? 9, $0.path) < (order[$1.state] ?? 9, $1.path) }) {
      lines.append(.heading("\(file.path)"))
      lines.append(.field("\(file.kind ?? "not recognised")", summary(file), style(file.state)))
      for problem in file.problems.prefix(20) { lines.append(.field("", "\(problem.description)", Style(.error))) }
      if file.problems.count > 20 {
        lines.append(.field("", "\(file.problems.count - 20) more problems", Style(.error)))
      }
    }
    return lines
  }

  private func style(_ state: FileReport.State) -> Style {
    switch state {
    case .ok: .text
    case .bad, .gone: Style(.error)
    case .partial, .ignored, .pending: Style(.warning)
    }
  }

  private func summary(_ file: FileReport) -> TerminalSafe {
    var text: TerminalSafe =
      switch file.state {
      case .ok: "read"
      case .partial: "some rows refused, which keep their last good values"
      case .bad: "refused: the last good data stay, marked"
      case .gone: "gone: its last values stay, marked"
      case .ignored: "ignored"
      case .pending: "not read yet"
      }
    if file.state == .ignored { return text }
    text = text + "; \(file.rows) \(file.rows == 1 ? "row" : "rows")"
    if let newest = file.newest {
      text = text + ", data to \(moment(newest))"
      if file.kind == "quotes", newest.seconds(to: asOf) < -60 { text = text + " (IN THE FUTURE)" }
    }
    if let modified = file.modified, file.state != .gone {
      let age = modified.seconds(to: asOf)
      text = text + (age < -60 ? ", file dated in the future" : ", file \(DateText.age(age)) old")
    }
    return text + ", \(NumberText.fixed(file.cost, 1)) ms"
  }

  /// A date, and the time unless it is the date's first moment: data that are of a day have no time.
  private func moment(_ instant: Instant) -> TerminalSafe {
    let day = DateText.short(Zone.newYork.day(of: instant), year: Zone.newYork.day(of: asOf).parts.year)
    return Zone.newYork.secondOfDay(of: instant) == 0 ? day : "\(day) \(DateText.clock(instant, .newYork))"
  }
}
