import Canvas

/// Help: the keys from their table, and how to read the screen.
struct HelpPage {
  /// - Parameter commands: the table of commands, by heading.
  static func lines(_ commands: [(group: Command.Group, lines: [(keys: String, summary: String)])]) -> [DetailLine] {
    var lines: [DetailLine] = []
    for (group, keys) in commands {
      lines.append(.heading("\(group.rawValue)"))
      for (keys, summary) in keys { lines.append(.field("\(keys)", "\(summary)")) }
      lines.append(.blank)
    }
    lines.append(.heading("Beside a price"))
    for (flag, meaning) in [
      ("d", "doubtful: it may be no price, and counts in no mean, needle or study; Enter says why"),
      ("a", "only the adjusted close is known"), ("c", "carried over from an earlier session"),
      ("p", "provisional: a close taken from bars within the day"),
      ("s", "stale: the feed is late, or its file broke or is gone"),
      ("?", "behind its time: the feed's clock is ahead, the time is its file's"),
    ] {
      lines.append(.field("\(flag)", "\(meaning)"))
    }
    lines += [.blank, .heading("De-escalation, 0 to 100")]
    for text in [
      "The policy index counts what governments say and do: coded events with decaying weights, and the tariffs of both sides. 50 is neutral; below 20 Trade war, 40 Escalation, 60 Stalemate, 80 De-escalation, above Détente.",
      "The market needle stands beside it: how a basket exposed to the trade did against the market over five sessions. It is not part of the index.",
      "Evidence is the 90 % band from the grading of the sources; models is the range over 27 settings of half-lives, scale and weights. The scale was set knowing the tariff peak of April 2025.",
      "Silence decays toward 50: a ledger older than 7 days is marked and must not be read as a thaw.",
      "talks fires when both governments confirm talks at source grade A within 14 days; rollback when an all-in rate stands 10 points below its highest of 90 days.",
    ] {
      lines.append(.text("\(text)"))
    }
    lines += [.blank, .heading("Columns")]
    for (name, meaning) in [
      ("sigma", "today's log return over the deviation of the 20 days before"),
      ("52 weeks", "where the price lies in the range of the quote's year or of the last 252 adjusted closes"),
      ("?", "not verified"), ("*", "new since you pressed u"), ("-", "not known; never zero"),
    ] {
      lines.append(.field("\(name)", "\(meaning)"))
    }
    lines += [.blank, .heading("The terminal")]
    for text in [
      "y and Y copy by way of the terminal, where it lets them (OSC 52); in tmux: set -s set-clipboard on.",
      "With the mouse on, the terminal selects text with Shift. An address opens as the terminal opens links.",
      "A screen reader finds the terminal's cursor on the selected row; --plain draws no pictures of numbers.",
    ] {
      lines.append(.text("\(text)"))
    }
    lines += [.blank, .text("Figures are for information only; nothing here is advice.")]
    return lines
  }
}
