import Market
import Report
import Snapshots

/// A signal as the ledger has it.
struct SignalRecord {
  let signal: SignalShorthand
  let entry: EntryTime
  var source: String?
  var scope = 1.0
  var url: String?

  /// The id that a signal has: the one that is wanted, or the date and a number.
  /// - Throws: where the desk has the wanted one.
  static func id(_ wanted: String?, for day: Day, on desk: Desk) throws(LedgerError) -> String {
    if let wanted {
      if let known = desk.signals.first(where: { $0.id == wanted }) {
        throw .unfit("--id: found \(wanted) already (\(known.origin)), expected a new one")
      }
      return wanted
    }
    let known = Set(desk.signals.map(\.id))
    let stem = day.description.filter { $0 != "-" }
    var number = 1
    while known.contains("\(stem)-\(number)") { number += 1 }
    return "\(stem)-\(number)"
  }

  /// Adds a signal as `detente signal` takes it, known from now on.
  /// - Returns: what was written where.
  static func add(_ line: String, to path: String) throws -> String {
    let signal: SignalShorthand
    do {
      signal = try SignalShorthand(line)
    } catch {
      throw Failure.usage(error.message)
    }
    let record = try SignalRecord(signal: signal, entry: EntryTime(date: nil, time: nil, now: Instant.now))
    var written = ""
    return try DeskLedger.change(path, id: { written }) { (ledger) throws(LedgerError) in
      written = try id(nil, for: record.entry.day, on: ledger.desk)
      return .signal(record.text(id: written))
    }
  }

  /// On one line.
  func text(id: String) -> String {
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
}

/// One more entry in the status log of a signal.
struct SignalStatusRecord {
  let id: String
  let status: Signal.Status
  let entry: EntryTime

  /// Notes a status from now on.
  /// - Returns: what was written where.
  static func add(_ status: Signal.Status, _ id: String, to path: String) throws -> String {
    let record = try SignalStatusRecord(
      id: id, status: status, entry: EntryTime(date: nil, time: nil, now: Instant.now))
    return try DeskLedger.change(path, id: { id }) { (ledger) throws(LedgerError) in .signal(try record.text(ledger)) }
  }

  /// The signal, if the new entry can end its log.
  private func signal(on desk: Desk) throws(LedgerError) -> Signal {
    guard let signal = desk.signals.first(where: { $0.id == id }) else {
      throw .unfit("found no signal \(id), expected an id of detente print --only signals --format csv")
    }
    let last = signal.status.last
    if (last?.status ?? .reported) == status {
      throw .unfit("found \(id) \(status.rawValue) already (\(signal.origin)), expected another status")
    }
    let known = max(signal.known, last?.known ?? signal.known)
    guard (entry.instant ?? entry.day.asOf) >= known || isOfTheDay(of: known) else {
      throw .unfit(
        "found \(entry.text ?? entry.day.description), expected \(Zone.newYork.timestamp(known)) or later, when its last status became known (--time says the hour)"
      )
    }
    return signal
  }

  /// Whether what was known last has the entry's date alone: the entry, which is later, then has no time either.
  private func isOfTheDay(of known: Instant) -> Bool { known == entry.day.asOf }

  /// The signal's record once more, whole, with the longer log.
  func text(_ ledger: DeskLedger) throws(LedgerError) -> String {
    let signal = try signal(on: ledger.desk)
    let fields = ledger.record(of: signal) ?? signal.fields
    let known = max(signal.known, signal.status.last?.known ?? signal.known)
    let time = isOfTheDay(of: known) && entry.instant ?? known < known ? nil : entry.text
    let new = Self.entry(day: entry.day, time: time, status)
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

extension DeskLedger {
  /// Writes a change of a signal.
  /// - Parameter id: of the signal, once the change is made.
  /// - Returns: what was written where.
  fileprivate static func change(
    _ path: String, id: () -> String, _ change: (DeskLedger) throws(LedgerError) -> LedgerChange
  ) throws -> String {
    do throws(LedgerError) {
      let draft = try write(path, change: change)
      let origin = draft.after.signals.first { $0.id == id() }?.origin.description
      return (["wrote \(id()) to \(origin ?? draft.file)"] + draft.notices).joined(separator: "; ")
    } catch {
      throw Failure.refused(error.message)
    }
  }
}
