import Analytics
import ArgumentParser
import Canvas
import Market
import Report
import Snapshots
import Wording

/// The tariff measures, kept from the command line.
struct TariffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tariff", abstract: "Add a step to a tariff measure of the desk, or a new measure.",
    discussion: """
      Shows the rates and the index before and after, asks, and writes the step into the file that holds the measure, \
      whole or not at all, every other byte as it was.

        detente tariff US-301-LABOR ~/desk --rate 15 --effective 2027-01-01
        detente tariff US-122 ~/desk --rate 0 --state ended --effective 2026-07-24
        detente tariff US-301-X ~/desk --rate 25 --effective 2027-06-23 \\
          --by US --title Chips --scope sector --sector Semiconductors

      A measure that the desk has not needs --by, --title and --scope; it goes to the newest file of tariffs, without \
      one to tariffs-ledger.json. Exit status 0 when it was written, also where standard output takes no report of it; 1 \
      when nothing was, 4 when the folder cannot be read or written.
      """)

  @Argument(help: ArgumentHelp("As in the desk's tariff files.", valueName: "measure"), completion: .list([]))
  var measure: String
  @OptionGroup var ledger: LedgerOptions
  @Option(help: "Percentage points from then on; none for a fee or a licence.") var rate: String
  @Option(help: ArgumentHelp("First day in force.", valueName: "date")) var effective: String
  @Option(
    help: ArgumentHelp(
      "Day on which it became known; without it today, or its first day in force if that is over.", valueName: "date"))
  var announced: String?
  @Option(help: "in force, suspended, struck down or ended.") var state: String?
  @Option(help: ArgumentHelp("Last day of a suspension or truce: a countdown, no end.", valueName: "date"))
  var until: String?
  @Option(help: "Order or announcement, such as \"EO 14298\".") var instrument: String?
  @Option(help: "Anything to remember.") var note: String?
  @Option(help: "Who says so.") var source: String?

  @OptionGroup(title: "For a new measure") var new: MeasureOptions

  func run() throws {
    let now = Instant.now
    let effective = try TariffCommand.day("--effective", effective)
    // A step to come that nobody announced would be known on its day only, one of today from its first minute.
    let today = Zone.newYork.day(of: now)
    let announced = try announced.map { try TariffCommand.day("--announced", $0) } ?? (effective >= today ? today : nil)
    // A replay need not wait until 16:20 for what is written now.
    let announcedAt = announced == today ? Instant(seconds: now.seconds) : nil
    let step = JSONValue.object(try members(effective, announced, announcedAt)).line
    let announcedDay = announced ?? effective
    let draft = try ledger.settle("Write to") { (ledger) throws(LedgerError) in
      guard let found = ledger.desk.tariffs.measures.first(where: { $0.id == measure }) else {
        return .measure(try new.record(id: measure, step: step, on: ledger.desk))
      }
      try new.refuseAny(for: found)
      if let twin = found.steps.first(where: { $0.effective == effective && $0.announcedDay == announcedDay }) {
        throw .unfit(
          "found a step of \(measure) for that date already (\(twin.origin)), expected another --effective or --announced"
        )
      }
      if let same = found.steps.last(where: { $0.effective == effective && $0.announcedDay <= announcedDay }),
        changesNothing(same)
      {
        throw .unfit(
          "found that step of \(measure) already (\(same.origin)), expected another rate, state, --until or --effective"
        )
      }
      return .step(step, measure: measure, effective: effective, announced: announcedDay)
    } shown: { draft in
      lines(draft, on: max(effective, announcedDay))
        + LedgerOptions.lines(draft, at: now, missing: "none: a side has no baseline rate")
    }
    if let draft, let step = written(in: draft.after, effective, announcedDay) {
      Output.report("wrote \(TerminalSafe(measure).text) to \(TerminalSafe(step.origin.description).text)")
    }
  }

  /// Whether a step of the same date says what the options say.
  private func changesNothing(_ step: TariffMeasure.Step) -> Bool {
    step.rate == (rate == "none" ? nil : Double(rate))
      && step.state == (state.flatMap(TariffMeasure.State.init) ?? .inForce)
      && (until == nil || step.until == until.flatMap { Day($0) })
  }

  private static func day(_ option: String, _ text: String) throws -> Day {
    guard let day = Day(text) else {
      throw Failure.usage("\(option): found \(text), expected a date like 2025-05-14")
    }
    return day
  }

  private func members(_ effective: Day, _ announced: Day?, _ announcedAt: Instant?) throws -> [(
    key: String, value: JSONValue
  )] {
    var members: [(key: String, value: JSONValue)] = []
    func add(_ key: String, _ value: String?) { if let value { members.append((key, .string(value))) } }
    add("announced", announced?.description)
    add("announcedAt", announcedAt?.description)
    add("effective", effective.description)
    if rate == "none" {
      members.append(("rate", .null))
    } else {
      guard let rate = Double(rate), rate.isFinite else {
        throw Failure.usage("--rate: found \(rate), expected percentage points or none")
      }
      members.append(("rate", .number(rate)))
    }
    if let state, TariffMeasure.State(rawValue: state) == nil {
      let states = TariffMeasure.State.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure.usage("--state: found \(state), expected one of \(states)")
    }
    add("state", state)
    add("until", try until.map { try TariffCommand.day("--until", $0).description })
    add("instrument", instrument)
    add("note", note)
    add("source", source)
    return members
  }

  private func written(in desk: Desk, _ effective: Day, _ announced: Day) -> TariffMeasure.Step? {
    desk.tariffs.measures.first { $0.id == measure }?.steps.first {
      $0.effective == effective && $0.announcedDay == announced
    }
  }

  private func lines(_ draft: LedgerDraft, on day: Day) -> [LedgerOptions.Line] {
    // A step announced late on the day counts.
    let moment = day.end
    guard let found = draft.after.tariffs.measures.first(where: { $0.id == measure }) else { return [] }
    let before = TariffSchedule(draft.before.tariffs).rates(found.by, at: moment)
    let after = TariffSchedule(draft.after.tariffs).rates(found.by, at: moment)
    func move(_ from: Double?, _ to: Double?) -> TerminalSafe {
      from == to ? "\(NumberText.fixed(to, 1)) unchanged" : "\(NumberText.fixed(from, 1)) to \(NumberText.fixed(to, 1))"
    }
    let scope = found.scope == .all ? "" : " (\(found.scope.rawValue): no part of the headline)"
    return [
      .init("measure", "\(found.id) \(found.title), \(found.by.rawValue) on \(found.on)\(scope)"),
      .init("from", DateText.long(day)),
      .init("headline", move(before.headline, after.headline)),
      .init("all-in", move(before.allIn, after.allIn)),
    ]
  }
}

/// What a measure that the desk has not needs besides its first step.
struct MeasureOptions: ParsableArguments {
  @Option(help: "US or CN.") var by: String?
  @Option(help: "CN, US, all or anything else; the other side without it.") var on: String?
  @Option(help: "What it is called.") var title: String?
  @Option(help: "By what law or office, such as \"Section 301\".") var authority: String?
  @Option(help: "all (counts in the headline), sector, product, legacy, fee or export.") var scope: String?
  @Option(help: ArgumentHelp("A sector that it touches; as often as there are.", valueName: "name"))
  var sector: [String] = []

  private var given: String? {
    let options = [("--by", by), ("--on", on), ("--title", title), ("--authority", authority), ("--scope", scope)]
    return options.first { $0.1 != nil }?.0 ?? (sector.isEmpty ? nil : "--sector")
  }

  func refuseAny(for measure: TariffMeasure) throws(LedgerError) {
    guard let given else { return }
    throw .unfit(
      "\(given): found it for \(measure.id), which the desk has (\(measure.origin)), expected it for a new measure")
  }

  func record(id: String, step: String, on desk: Desk) throws(LedgerError) -> String {
    guard let by, let title, let scope else {
      let known = desk.tariffs.measures.map(\.id).sorted {
        MeasureOptions.likeness($0, id) > MeasureOptions.likeness($1, id)
      }
      let near = known.isEmpty ? "" : " such as \(known.prefix(4).joined(separator: ", "))"
      throw .unfit(
        "found no measure \(id), expected one of the desk\(near), or --by, --title and --scope for a new one")
    }
    let members: [(key: String, value: JSONValue)] = [
      ("id", .string(id)), ("by", .string(by)), ("on", .string(on ?? Side(rawValue: by)?.other.rawValue ?? "all")),
      ("authority", .string(authority ?? "")), ("title", .string(title)), ("scope", .string(scope)),
      ("sectors", .array(sector.map(JSONValue.string))),
    ]
    return String(JSONValue.object(members).line.dropLast()) + ",\"steps\":[\n  " + step + "]}"
  }

  /// How far two names agree from their beginning.
  private static func likeness(_ a: String, _ b: String) -> Int { zip(a, b).prefix { $0 == $1 }.count }
}
