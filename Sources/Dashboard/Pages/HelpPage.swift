import Canvas

/// Help: what works here, how to read the screen, and all the rest.
struct HelpPage {
  /// Where help was asked for.
  let place: Place
  /// The command that it was asked for.
  let word: String?
  let commands: [Command]
  let lines: [LineCommand]

  var all: [DetailLine] {
    asked + here + legend + elsewhere + typed + index + terminal
      + [.blank, .text("Figures are for information only; nothing here is advice.")]
  }

  private var asked: [DetailLine] {
    guard let word else { return [] }
    var found: [DetailLine] = lines.filter { $0.word == word }.flatMap { command in
      [.heading("\(command.usage)"), .text("\(command.summary)")]
    }
    for command in commands where command.word == word && command.places.contains(place) {
      found += [.heading(":\(command.word)"), .text("\(command.summary)"), .field("Keys", "\(command.keyText)")]
    }
    return found + [.blank]
  }

  /// The commands of the screen before those that it shares with others.
  private var here: [DetailLine] {
    let here = commands.filter { $0.places.contains(place) }
    return [
      .heading("Here"), .list(Self.keys(here.filter(\.group.isOfScreen) + here.filter { !$0.group.isOfScreen })),
      .blank,
    ]
  }

  private var legend: [DetailLine] {
    [
      .heading("Marks"),
      .list(
        [
          ("d", "doubtful: it may be no price, and counts in no mean, needle or study; Enter says why"),
          ("a", "only the adjusted close is known"),
          ("p", "provisional: a close taken from bars within the day"),
          ("s", "stale, dim: older than the last session, or its feed is late, or its file broke or is gone"),
          (
            "?",
            "behind a price, behind its time: the feed's clock is ahead, the time is its file's; elsewhere not verified"
          ),
          ("*", "new since you pressed u; behind a ticker: its results are due, or just out"),
          ("-", "not known; never zero"),
          ("w", "weak: chance alone gives such a value in 5 % of cases or more"),
          ("~", "cut: there is no room for the rest"),
          (
            "CAR",
            "cumulative abnormal return: what a name did around an event beyond what the market explains (t, se beside it)"
          ),
          (
            "16:20",
            "a time by New York's clock, or that of the zone that timeZone names (:set timeZone Europe/Berlin; TZ has no part in it); bars within a day by their venue's, which is named. Dates of sessions are the venue's, of the record New York's"
          ),
          ("sigma", "today's log return over the deviation of the 20 days before"),
          ("52 weeks", "where the price lies in the range of the quote's year or of the last 252 adjusted closes"),
        ].map { ("\($0.0)", "\($0.1)") }), .blank,
    ]
  }

  private var elsewhere: [DetailLine] {
    Command.Group.allCases.flatMap { group -> [DetailLine] in
      let others = commands.filter { $0.group == group && !$0.places.contains(place) }
      guard !others.isEmpty else { return [] }
      return [.heading("\(group.rawValue)\(group.isOfScreen ? "" : ", elsewhere")"), .list(Self.keys(others)), .blank]
    }
  }

  private var typed: [DetailLine] {
    [
      .heading("\(LineCommand.heading)"),
      .list(
        [("\(LineCommand.name.usage)", "\(LineCommand.name.summary)")]
          + lines.map { ("\($0.usage)", "\($0.summary)") }), .blank,
    ]
  }

  private static func keys(_ commands: [Command]) -> [(name: TerminalSafe, meaning: TerminalSafe)] {
    commands.map { ("\($0.keyText)", "\($0.summary)") }
  }

  private var index: [DetailLine] {
    [.heading("De-escalation, 0 to 100")] + Self.indexTexts.map { .text("\($0)") }
  }

  private var terminal: [DetailLine] {
    [
      .blank, .heading("The terminal"),
      .text("y and Y copy by way of the terminal, where it lets them (OSC 52); in tmux: set -s set-clipboard on."),
      .text(
        "With the mouse on, the terminal selects text with Shift. An address opens as the terminal opens links."),
      .text(
        "A screen reader finds the terminal's cursor on the selected row; --plain draws no pictures of numbers."),
    ]
  }

  private static let indexTexts = [
    "The policy index counts what governments say and do: coded events with decaying weights, and the tariffs of both sides. 50 is neutral; below 20 Trade war, 40 Escalation, 60 Stalemate, 80 De-escalation, above Détente.",
    "The market needle stands beside it: how a basket exposed to the trade did against the market over five sessions. It is not part of the index.",
    "Settings is the range over 27 choices of half-lives, scale and weights, which share one ledger. Grading is the 90 % band of whether reported claims are true. The scale was set knowing the tariff peak of April 2025.",
    "Silence decays toward 50 and must not be read as a thaw: events older than 7 days are marked, after 30 days without a signal the index has no label.",
    "talks fires when both governments confirm talks at source grade A within 14 days; rollback when an all-in rate stands 10 points below its highest of 90 days.",
    "How the index is computed, coded and validated stands in man detente-index (detente manual index).",
  ]
}
