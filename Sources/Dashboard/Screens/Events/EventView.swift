import Analytics
import Canvas

/// A screen of events: the table of all, or one opened.
protocol EventView: Screen {
  /// Goes to another column of the table, or to another session of the event.
  mutating func moveAcross(by step: Int)

  /// Studies the events again, with another window or estimation.
  mutating func study(_ change: (inout EventStudy.Settings) -> Void)
}

/// The commands of both.
enum EventCommands {
  private static let both = ScreenCommands<any EventView>(places: [.events, .event], group: .events)

  static let across = [
    both.command(
      [.character("h"), .left], "left", "column, or session of an opened event, to the left", label: "column"
    ) { screen, _ in
      screen.moveAcross(by: -1)
      return []
    },
    both.command(
      [.character("l"), .right], "right", "column, or session of an opened event, to the right", label: "column"
    ) { screen, _ in
      screen.moveAcross(by: 1)
      return []
    },
  ]

  static let studies = [
    study(
      [.character("+"), .character("=")], "widen", "wider window: 0..0, -1..+1, -1..+5, -5..+5", label: "window"
    ) { $0.changeWindow(by: 1) },
    study([.character("-")], "narrow", "narrower window", label: "window") { $0.changeWindow(by: -1) },
    study([.character("n")], "lengthen", "longer estimation: 60, 120, 250 sessions", label: "estimation") {
      $0.changeEstimation(by: 1)
    },
    study([.character("N")], "shorten", "shorter estimation", label: "estimation") { $0.changeEstimation(by: -1) },
  ]

  private static func study(
    _ keys: [Key], _ word: String, _ summary: String, label: String,
    change: @escaping @Sendable (inout EventStudy.Settings) -> Void
  ) -> Command {
    both.command(keys, word, summary, label: label) { screen, _ in
      screen.study(change)
      return []
    }
  }
}
