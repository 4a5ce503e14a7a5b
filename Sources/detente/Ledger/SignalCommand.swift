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
      detente signal add --help lists the options. Exit status 1 when nothing was written, 4 when the folder cannot be \
      read or written.
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
  @Option(help: "The day at the place of the source, such as 2025-05-01; now without it.") var date: String?
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
    var written = ""
    let draft = try ledger.settle("Append to") { (ledger) throws(LedgerError) in
      written = try id(for: entry.day, on: ledger.desk)
      return .signal(record(shorthand, entry, id: written))
    } shown: { draft in
      lines(shorthand, entry, now: now) + LedgerOptions.lines(IndexMove(from: draft.before, to: draft.after, asOf: now))
    }
    if let draft, let signal = draft.after.signals.first(where: { $0.id == written }) {
      Output.print("wrote \(TerminalSafe(written).text) to \(TerminalSafe(signal.origin.description).text)")
    }
  }

  private func id(for day: Day, on desk: Desk) throws(LedgerError) -> String {
    if let id {
      if let known = desk.signals.first(where: { $0.id == id }) {
        throw .unfit("--id: found \(id) already (\(known.origin)), expected a new one")
      }
      return id
    }
    let known = Set(desk.signals.map(\.id))
    let stem = day.description.filter { $0 != "-" }
    var number = 1
    while known.contains("\(stem)-\(number)") { number += 1 }
    return "\(stem)-\(number)"
  }

  private func record(_ signal: SignalShorthand, _ entry: EntryTime, id: String) -> String {
    var members: [(key: String, value: JSONValue)] = [
      ("schema", .string("detente/signals/1")), ("id", .string(id)), ("date", .string(entry.day.description)),
    ]
    func add(_ key: String, _ value: String?) { if let value { members.append((key, .string(value))) } }
    add("time", entry.text)
    add("actor", signal.actor)
    add("target", signal.target)
    add("code", signal.code)
    add("source", source)
    add("reliability", signal.reliability.rawValue)
    members.append(("credibility", .integer(signal.credibility)))
    add("status", signal.status.rawValue)
    members.append(("scope", .number(scope)))
    add("text", signal.text)
    add("url", url)
    return JSONValue.object(members).line
  }

  private func lines(_ signal: SignalShorthand, _ entry: EntryTime, now: Instant) -> [LedgerOptions.Line] {
    let sample = Signal(
      id: "", day: entry.day, actor: signal.actor, target: signal.target, code: signal.code, weight: signal.weight,
      reliability: signal.reliability, credibility: signal.credibility, origin: Origin(file: "", line: 0))
    let meaning = CAMEO.meaning(of: signal.code) ?? ""
    let grade = "\(signal.reliability.rawValue)\(signal.credibility)"
    let counts = NumberText.fixed(sample.probability(signal.status), 2)
    return [
      .init("signal", "\(signal.actor) > \(signal.target): \(signal.text)"),
      .init("code", "\(signal.code) \(meaning), weight \(NumberText.fixed(signal.weight, 1, signed: true))"),
      .init(
        "grade",
        "\(grade) \(signal.status.rawValue), counts \(counts) of its weight; scope \(NumberText.fixed(scope, 2))"),
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
      .signal(try record(status, entry, of: signal(on: ledger.desk, for: status, entry), ledger))
    } shown: { draft in
      guard let signal = draft.before.signals.first(where: { $0.id == id }) else { return [] }
      let before = signal.status.last?.status ?? .reported
      let grade = signal.reliability.rawValue
      func counts(_ status: Signal.Status) -> TerminalSafe {
        "\(grade)\(signal.credibility(status)) \(status.rawValue) \(NumberText.fixed(signal.probability(status), 2))"
      }
      return [
        .init("signal", "\(signal.actor) > \(signal.target): \(signal.text)"),
        .init("counts", "\(counts(before)) to \(counts(status)) of its weight"),
        .init("date", entry.shown(now: now)),
      ] + LedgerOptions.lines(IndexMove(from: draft.before, to: draft.after, asOf: now))
    }
    if let draft, let signal = draft.after.signals.first(where: { $0.id == id }) {
      Output.print("wrote \(TerminalSafe(id).text) to \(TerminalSafe(signal.origin.description).text)")
    }
  }

  /// The signal, if the new entry can end its log.
  private func signal(
    on desk: Desk, for status: Signal.Status, _ entry: EntryTime
  ) throws(LedgerError) -> Signal {
    guard let signal = desk.signals.first(where: { $0.id == id }) else {
      throw .unfit("found no signal \(id), expected an id of detente print --only signals --format csv")
    }
    let last = signal.status.last
    if (last?.status ?? .reported) == status {
      throw .unfit("found \(id) \(status.rawValue) already (\(signal.origin)), expected another status")
    }
    let known = max(signal.known, last?.known ?? signal.known)
    guard (entry.instant ?? Zone.newYork.instant(entry.day)) >= known else {
      throw .unfit(
        "found \(entry.text ?? entry.day.description), expected \(Zone.newYork.timestamp(known)) or later, when its last status became known (--time says the hour)"
      )
    }
    return signal
  }

  private func record(
    _ status: Signal.Status, _ entry: EntryTime, of signal: Signal, _ ledger: DeskLedger
  ) -> String {
    let fields = ledger.record(of: signal) ?? signal.fields
    let new = StatusOptions.entry(day: entry.day, time: entry.text, status)
    let written = fields.first { $0.key == "status" }?.text ?? "null"
    var log: String
    if written.hasPrefix("[") {
      let entries = written.dropFirst().dropLast().drop { $0 == " " }
      log = "[" + entries + (entries.isEmpty ? "" : ",") + new + "]"
    } else if written == "null" {
      log = "[" + new + "]"
    } else {
      // One word holds from the signal's own date and time.
      let time = fields.first { $0.key == "time" && $0.text != "null" }?.text
      let first = "{\"date\":\"\(signal.day)\"" + (time.map { ",\"time\":\($0)" } ?? "") + ",\"status\":\(written)}"
      log = "[" + first + "," + new + "]"
    }
    let members = fields.filter { $0.key != "status" } + [("status", log)]
    return "{" + members.map { JSONValue.string($0.key).line + ":" + $0.text }.joined(separator: ",") + "}"
  }

  private static func entry(day: Day, time: String?, _ status: Signal.Status) -> String {
    var members: [(key: String, value: JSONValue)] = [("date", .string(day.description))]
    if let time { members.append(("time", .string(time))) }
    members.append(("status", .string(status.rawValue)))
    return JSONValue.object(members).line
  }
}

extension Signal {
  /// The record of a signal that some other format told.
  fileprivate var fields: [(key: String, text: String)] {
    var fields: [(key: String, value: JSONValue)] = [
      ("schema", .string("detente/signals/1")), ("id", .string(id)), ("date", .string(day.description)),
    ]
    if let time { fields.append(("time", .string(time.description))) }
    fields += [
      ("actor", .string(actor)), ("target", .string(target)), ("code", .string(code)), ("source", .string(source)),
      ("reliability", .string(reliability.rawValue)), ("credibility", .integer(credibility)),
      ("scope", .number(scope)), ("text", .string(text)),
    ]
    if let url { fields.append(("url", .string(url))) }
    if isMachineCoded { fields.append(("machineCoded", .bool(true))) }
    if !status.isEmpty {
      let log = status.map { entry -> JSONValue in
        var members: [(key: String, value: JSONValue)] = [("date", .string(entry.day.description))]
        if let time = entry.time { members.append(("time", .string(time.description))) }
        members.append(("status", .string(entry.status.rawValue)))
        return .object(members)
      }
      fields.append(("status", .array(log)))
    }
    return fields.map { ($0.key, $0.value.line) }
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
