import Analytics
import Canvas
import Market
import Wording

/// The ledger of signals, kept from the line `:` as from `detente signal`.
enum LedgerLineCommands {
  static let all = [
    signal, status(.confirmed, "confirm", "confirmed"), status(.denied, "deny", "denied"),
    status(.withdrawn, "withdraw", "withdrawn: it counts no more"),
  ]

  private static let signal = LineCommand(
    "signal", "ACTOR>TARGET CODE [GRADE] [STATUS]: TEXT", "add a signal to the ledger, known from now on",
    unless: { notNow($0.moment) },
    candidates: { arguments, _ in
      guard !arguments.text.contains(":"), let last = arguments.words.last else { return [] }
      switch arguments.words.count {
      case 1: return ["US>CN", "CN>US"].map { .init(text: $0) }
      case 2:
        return CAMEO.codes(matching: [String(last)]).map { code in
          .init(text: code.code, meaning: "\(code.meaning), \(NumberText.fixed(code.weight, 1, signed: true).text)")
        }
      default: return Signal.Status.allCases.map { .init(text: $0.rawValue) }
      }
    },
    note: { arguments, context in
      guard let signal = try? SignalShorthand(String(arguments.text)) else { return codeNote(arguments) }
      return "\(move(signal, context.moment).text); \(LedgerText.grade(signal).text); \(LedgerText.code(signal).text)"
    },
    read: { arguments, _ throws(Mistake) in
      guard let first = arguments.words.first else { throw arguments.missing("US>CN 036 C3 denied: what happened") }
      do throws(SignalShorthand.Fault) {
        _ = try SignalShorthand(String(arguments.text))
      } catch {
        throw mistake(error, arguments, first)
      }
      return [.effect(.addSignal(String(arguments.text)))]
    })

  /// Where the word stands that a fault found; the first one, where it names none.
  private static func mistake(
    _ fault: SignalShorthand.Fault, _ arguments: LineArguments, _ first: Substring
  ) -> Mistake {
    let quoted = fault.message.split(separator: "\"", omittingEmptySubsequences: false)
    let found = fault.message.hasPrefix("found \"") && quoted.count > 2 ? quoted[1] : nil
    // A party stands on its side of the arrow, the code may touch the colon.
    let word = found.flatMap { found in
      arguments.words.first { word in
        word == found || word == found + ":" || word.hasPrefix(found + ">") || word.hasSuffix(">" + found)
      }
    }
    if fault.message.hasPrefix("found no text") { return Mistake(at: arguments.line.count, fault.message) }
    let length = word.map { $0.last == ":" ? $0.count - 1 : $0.count } ?? arguments.text.count
    return Mistake(at: arguments.place(of: word ?? first), length: length, fault.message)
  }

  /// What the code means, before the rest is typed.
  private static func codeNote(_ arguments: LineArguments) -> String {
    guard arguments.words.count > 1 else { return "" }
    let code = arguments.words[1].last == ":" ? arguments.words[1].dropLast() : arguments.words[1]
    guard let weight = CAMEO.weight(of: String(code)), let meaning = CAMEO.meaning(of: String(code)) else { return "" }
    return "\(code) \(meaning), weight \(NumberText.fixed(weight, 1, signed: true).text)"
  }

  /// What the signal would make of the index.
  private static func move(_ signal: SignalShorthand, _ moment: Moment) -> TerminalSafe {
    var desk = moment.desk
    let now = moment.present
    desk.signals.append(
      Signal(
        id: "", day: Zone.newYork.day(of: now), time: now, actor: signal.actor, target: signal.target,
        code: signal.code, weight: signal.weight, reliability: signal.reliability, credibility: signal.credibility,
        status: [Signal.StatusEntry(day: Zone.newYork.day(of: now), time: now, status: signal.status)],
        text: signal.text, origin: Origin(file: "", line: 0)))
    let move = IndexMove(from: moment.desk, to: desk, asOf: now)
    guard let after = move.after else { return "no index without signals or tariffs" }
    return "index " + LedgerText.index(move.before, after, move.label)
  }

  private static func status(_ status: Signal.Status, _ word: String, _ summary: String) -> LineCommand {
    LineCommand(
      word, "[ID]", "note that a signal was \(summary); without an id: the one under the cursor",
      unless: { notNow($0.moment) },
      candidates: { arguments, context in
        guard arguments.words.count == 1 else { return [] }
        return context.moment.reading.signals.lazy.map(\.signal)
          .filter { ($0.status.last?.status ?? .reported) != status }
          .map { .init(text: $0.id, meaning: $0.text) }
      },
      note: { arguments, context in
        guard let id = arguments.words.first.map(String.init) ?? context.screen.signal(in: context.moment),
          let signal = context.moment.desk.signals.first(where: { $0.id == id })
        else { return "" }
        let before = LedgerText.counts(signal, signal.status.last?.status ?? .reported)
        return "\(signal.text): \(before.text) to \(LedgerText.counts(signal, status).text) of its weight"
      },
      read: { arguments, context throws(Mistake) in
        let id: String
        if arguments.words.isEmpty, let pointed = context.screen.signal(in: context.moment) {
          id = pointed
        } else {
          id = String(try arguments.only("the id of a signal"))
        }
        let signals = context.moment.desk.signals
        guard let signal = signals.first(where: { $0.id == id }) else {
          throw arguments.mistake(arguments.words.first ?? "", "the id of a signal", among: signals.map(\.id))
        }
        guard (signal.status.last?.status ?? .reported) != status else {
          let word = arguments.words.first
          throw Mistake(
            at: word.map(arguments.place) ?? arguments.line.count, length: word?.count ?? 0,
            "found \(id), expected a signal that is not \(status.rawValue) already")
        }
        return [.effect(.addStatus(status, id: id))]
      })
  }

  private static func notNow(_ moment: Moment) -> String? {
    if moment.isDemo { return "the demo desk cannot be written: detente init FOLDER makes one" }
    return moment.isAway ? "the ledger is written at the present: . goes there" : nil
  }
}
