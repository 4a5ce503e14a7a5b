import Analytics
import ArgumentParser
import Canvas
import Market
import Report
import Snapshots
import Wording

/// The ledger of signals, kept from the command line.
struct SignalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signal", abstract: "Add a signal to the desk's ledger, or change the status of one.",
    discussion: """
      Shows what it means and moves, asks, and appends to the desk's signals.jsonl (without one to its newest .jsonl \
      file of signals, if it has any), whole or not at all, also while the folder is watched or others write.

        detente signal "US>CN 036 C3 denied: US reached out" ~/desk
        detente signal "CN>US 111: Overtures are tactical" ~/desk --scope 0.5
        detente signal confirm 20250501-1 ~/desk --date 2025-05-02

      The line: actor>target, a CAMEO code (detente codes WORD), optionally a grade (A-F for the source, 1-6 for the \
      report; F6 without one) and reported, confirmed, denied or withdrawn, then a colon and the text.
      detente signal add --help lists the options. Exit status 0 when it was written, 1 when nothing was, 4 when the \
      folder cannot be read or written. What was written is said on standard output; where that takes nothing, on \
      standard error, with status 0.
      """,
    subcommands: [AddSignal.self, ConfirmSignal.self, DenySignal.self, WithdrawSignal.self],
    defaultSubcommand: AddSignal.self)
}

/// One more signal.
struct AddSignal: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add a signal (what happens without a command).",
    discussion: """
        detente signal "US>CN 036 C3 denied: US reached out" ~/desk \\
          --source "Yuyuan Tantian" --time 2025-05-01T08:05:00Z
      """)

  @Argument(
    help: ArgumentHelp("actor>target code [grade] [status]: text", valueName: "signal"), completion: .list([]))
  var signal: String
  @OptionGroup var ledger: LedgerOptions
  @Option(help: "Who says so.") var source: String?
  @Option(help: "The date in New York, such as 2025-05-01; now without it.") var date: String?
  @Option(help: "When it became known, such as 2025-05-01T08:31:03Z.") var time: String?
  @Option(help: "Where it can be read.") var url: String?
  @Option(help: "Share of the relationship that it touches: 1 all, 0.5 a sector or programme, 0.25 a product group.")
  var scope = 1.0
  @Option(help: "A name of its own; the date and a number without it.") var id: String?

  func run() throws {
    let shorthand: SignalShorthand
    do {
      shorthand = try SignalShorthand(signal)
    } catch {
      throw Failure.usage("signal: \(error.message)")
    }
    let now = Instant.now
    let entry = try EntryTime(date: date, time: time, now: now)
    let record = SignalRecord(signal: shorthand, entry: entry, source: source, scope: scope, url: url)
    var written = ""
    let draft = try ledger.settle("Append to") { (ledger) throws(LedgerError) in
      written = try SignalRecord.id(id, for: entry.day, on: ledger.desk)
      return .signal(record.text(id: written))
    } shown: { draft in
      lines(shorthand, entry, now: now) + LedgerOptions.lines(draft, at: now)
    }
    if let draft, let signal = draft.after.signals.first(where: { $0.id == written }) {
      Output.report("wrote \(TerminalSafe(written).text) to \(TerminalSafe(signal.origin.description).text)")
    }
  }

  private func lines(_ signal: SignalShorthand, _ entry: EntryTime, now: Instant) -> [LedgerOptions.Line] {
    return [
      .init("signal", "\(signal.actor) > \(signal.target): \(signal.text)"),
      .init("code", LedgerText.code(signal)),
      .init("grade", LedgerText.grade(signal) + "; scope \(NumberText.fixed(scope, 2))"),
      .init("date", entry.shown(now: now)),
    ]
  }
}

/// What the three status commands ask for.
struct StatusOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Of the signal, as in detente print --only signals --format csv.", valueName: "id"),
    completion: .list([]))
  var id: String
  @OptionGroup var ledger: LedgerOptions
  @Option(help: "The day from which it holds, such as 2025-05-02; now without it.") var date: String?
  @Option(help: "The time from which it holds, such as 2025-05-02T08:31:03Z.") var time: String?

  /// Adds to the status log of the signal: its record once more, whole, with the longer log.
  func add(_ status: Signal.Status) throws {
    let now = Instant.now
    let entry = try EntryTime(date: date, time: time, now: now)
    let draft = try ledger.settle("Append to") { (ledger) throws(LedgerError) in
      .signal(try SignalStatusRecord(id: id, status: status, entry: entry).text(ledger))
    } shown: { draft in
      guard let signal = draft.before.signals.first(where: { $0.id == id }) else { return [] }
      let before = signal.status.last?.status ?? .reported
      return [
        .init("signal", "\(signal.actor) > \(signal.target): \(signal.text)"),
        .init("counts", "\(LedgerText.counts(signal, before)) to \(LedgerText.counts(signal, status)) of its weight"),
        .init("date", entry.shown(now: now)),
      ] + LedgerOptions.lines(draft, at: now)
    }
    if let draft, let signal = draft.after.signals.first(where: { $0.id == id }) {
      Output.report("wrote \(TerminalSafe(id).text) to \(TerminalSafe(signal.origin.description).text)")
    }
  }
}

struct ConfirmSignal: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm", abstract: "Note that a signal was confirmed.",
    discussion: "detente signal confirm E16 ~/desk --date 2025-05-02")
  @OptionGroup var options: StatusOptions
  func run() throws { try options.add(.confirmed) }
}

struct DenySignal: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deny", abstract: "Note that a signal was denied.",
    discussion: "detente signal deny E16 ~/desk --date 2025-05-02")
  @OptionGroup var options: StatusOptions
  func run() throws { try options.add(.denied) }
}

struct WithdrawSignal: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw", abstract: "Note that a signal was withdrawn: it counts no more.",
    discussion: "detente signal withdraw E16 ~/desk --date 2025-05-02")
  @OptionGroup var options: StatusOptions
  func run() throws { try options.add(.withdrawn) }
}
