import Canvas

/// A screen of events: the table of all, or one opened.
protocol EventView: Screen {
  /// One event is open, not the table.
  var isOpened: Bool { get }
  mutating func perform(_ command: EventCommand)
}

/// What the keys of both do. Those of the table alone say so where one event is open, and the other way round.
enum EventCommand: CaseIterable {
  case left, right, nextItem, previousItem, sort, reverse, widen, narrow, lengthen, shorten, mark, average, heat

  var command: Command {
    switch self {
    case .left:
      make(
        [.character("h"), .left], "left", "column, or session of an opened event, to the left", label: "column")
    case .right:
      make(
        [.character("l"), .right], "right", "column, or session of an opened event, to the right", label: "column")
    case .nextItem: make([.tab], "next-item", "next signal or tariff step of an opened event")
    case .previousItem: make([.backTab], "previous-item", "previous signal or tariff step of an opened event")
    case .sort:
      make([.character("s")], "sort", "sort by the column, largest first; missing values stay last", label: "sort")
    case .reverse: make([.character("S")], "reverse", "reverse the order")
    case .widen:
      make(
        [.character("+"), .character("=")], "widen", "wider window: 0..0, -1..+1, -1..+5, -5..+5", label: "window")
    case .narrow: make([.character("-")], "narrow", "narrower window", label: "window")
    case .lengthen:
      make([.character("n")], "lengthen", "longer estimation: 60, 120, 250 sessions", label: "estimation")
    case .shorten: make([.character("N")], "shorten", "shorter estimation", label: "estimation")
    case .mark: make([.character(" ")], "mark", "mark the event for an average", label: "mark")
    case .average:
      make([.character("a")], "average", "average over all events, tariff cuts, raises, marked ones", label: "average")
    case .heat: make([.character("m")], "heat", "heat map by t, or cumulative abnormal returns", label: "heat map")
    }
  }

  private func make(_ keys: [Key], _ word: String, _ summary: String, label: String? = nil) -> Command {
    let command = self
    return ScreenCommands<any EventView>(place: .events, group: .events).command(
      keys, word, summary, label: label, unless: { screen, _ in command.reason(on: screen) }
    ) { screen, _ in
      screen.perform(command)
      return []
    }
  }

  private func reason(on screen: any EventView) -> String? {
    switch self {
    case .sort, .reverse, .mark, .average, .heat:
      screen.isOpened ? "only in the table of events: Esc" : nil
    case .nextItem, .previousItem: screen.isOpened ? nil : "only in an opened event: Enter"
    case .left, .right, .widen, .narrow, .lengthen, .shorten: nil
    }
  }
}
