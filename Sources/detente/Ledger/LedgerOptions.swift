import Analytics
import ArgumentParser
import Canvas
import Market
import Report
import Snapshots
import Wording

/// Which desk's ledger, and whether to ask: shared by the commands that write one.
struct LedgerOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Folder with snapshot files; without it the one of $DETENTE_DESK.", valueName: "folder"),
    completion: .directory)
  var folder: String?

  @Flag(name: [.customShort("y"), .long], help: "Write without asking.") var yes = false
  @Flag(help: "Show what would be written and stop.") var dryRun = false

  /// A line of what is shown before the question.
  struct Line {
    let label: String
    let text: TerminalSafe

    init(_ label: String, _ text: TerminalSafe) {
      self.label = label
      self.text = text
    }
  }

  /// Shows a change, asks, and writes it on top of what the desk holds by then.
  /// - Parameters:
  ///   - change: What to write; made once to be shown and once more under the desk's lock.
  ///   - shown: What the change says and does.
  ///   - verb: `Append to` or the like, before the file's name in the question.
  /// - Returns: What was written; nil after `--dry-run`.
  func settle(
    _ verb: String, _ change: (DeskLedger) throws(LedgerError) -> LedgerChange, shown: (LedgerDraft) -> [Line]
  ) throws -> LedgerDraft? {
    guard let path = try folder ?? DeskOptions.namedFolder() else {
      throw Failure.usage(
        "found no folder, expected one or $DETENTE_DESK (the demo desk cannot be written: detente init FOLDER makes one)"
      )
    }
    guard yes || dryRun || Output.canAsk else {
      throw Failure.usage("found no terminal to ask on, expected --yes to write or --dry-run to look")
    }
    do throws(LedgerError) {
      let ledger = try DeskLedger(path)
      let draft = try ledger.draft(try change(ledger))
      if !dryRun { try draft.requireWritable() }
      let standing: TerminalSafe = draft.isNew ? ", new" : draft.isReadOnly ? ", for reading only" : ""
      let lines = shown(draft) + [Line("file", "\(draft.file)" + standing)]
      let width = (lines.map(\.label.count).max() ?? 0) + 2
      for line in lines {
        let label = line.label + String(repeating: " ", count: width - line.label.count)
        Output.print(label + line.text.text)
      }
      guard !dryRun else { return nil }
      if !yes, !Output.ask("\(verb) \(draft.file)?") {
        throw LedgerError.unfit("not written")
      }
      let written = try DeskLedger.write(path, change: change)
      written.notices.forEach(Output.error)
      return written
    } catch {
      throw error.failure
    }
  }

  /// `8.8 to 9.3, +0.52`: the index of today, and where it differs that of the day on which all is in force.
  static func lines(
    _ draft: LedgerDraft, at now: Instant, missing: TerminalSafe = "no index without signals or tariffs"
  ) -> [Line] {
    let move = IndexMove(from: draft.before.known(at: now), to: draft.after.known(at: now), asOf: now)
    guard let after = move.after else { return [Line("index today", missing)] }
    var lines = [Line("index today", LedgerText.index(move.before, after, move.label))]
    if let before = move.announcedBefore, let announced = move.announcedAfter,
      abs((announced - before) - (after - (move.before ?? 50))) > 1e-9
    {
      lines.append(Line("once in force", LedgerText.index(before, announced, move.label.map { _ in Label(announced) })))
    }
    return lines
  }
}

extension LedgerError {
  /// On one line.
  var message: String {
    switch self {
    case .refused(let problems): problems.first?.description ?? "found nothing to write"
    case .unfit(let message), .folder(let message): message
    }
  }

  /// As the program ends by it: 1 for what is refused, 4 for a folder that cannot be read or written.
  var failure: Failure {
    switch self {
    case .refused(let problems):
      for problem in problems.dropLast() { Output.error(problem.description) }
      return .refused(problems.last?.description ?? "found nothing to write")
    case .unfit(let message): return .refused(message)
    case .folder(let message): return .folder(message)
    }
  }
}

extension JSONValue {
  /// On one line, as the ledger holds it.
  var line: String { text(indented: false) }
}
