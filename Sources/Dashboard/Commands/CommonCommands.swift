import Canvas
import Market

/// The commands that are of no screen alone, by what they are about.
enum CommonCommands {
  static let help = [
    Command(
      [.character("?"), .function(1)], "help", .look, "Help", label: "help", in: Place.everywhere.subtracting([.page])
    ) { screen, _, _ in [.open(.help(at: screen.place, word: nil))] }
  ]

  static let line = [
    Command(
      [.character(":"), .control("p")], "command", .program, "type a command or a name", in: Place.everywhere
    ) { _, _, _ in [.ask(Prompt(.command))] }
  ]

  /// Where there is no table to be narrowed.
  static let find = [
    Command(
      [.character("/")], "find", .move, "find a name, and open it",
      in: [.instrument, .comparison, .indicator, .whatIf, .event]
    ) { _, _, _ in [.ask(Prompt(.name))] }
  ]

  static let rows = [
    move([.character("j"), .down], "row-down", "next row", .rows(1)),
    move([.character("k"), .up], "row-up", "previous row", .rows(-1)),
    move([.character("g"), .home], "first-row", "first row", .first),
    move([.character("G"), .end], "last-row", "last row", .last),
    move([.pageDown, .control("d")], "page-down", "one page down", .pages(1)),
    move([.pageUp, .control("u")], "page-up", "one page up", .pages(-1)),
  ]

  static let parts = [
    Command([.tab], "next-pane", .move, "next pane", label: "pane", in: withParts) { screen, moment, _ in
      screen.switchPart(by: 1, in: moment)
    },
    Command([.backTab], "previous-pane", .move, "previous pane", in: withParts) { screen, moment, _ in
      screen.switchPart(by: -1, in: moment)
    },
    Command(
      [.enter], "open", .look, "open the row: its values, their files and sources", label: "open",
      in: Place.everywhere.subtracting([.page])
    ) { screen, moment, _ in screen.open(in: moment) },
  ]

  static let time = [
    Command([.character("[")], "day-back", .time, "one calendar day back", label: "day", in: Place.everywhere) {
      _, moment, _ in [.show(moment.reading.day.advanced(by: -1).asOf)]
    },
    Command([.character("]")], "day-forward", .time, "one calendar day forward", label: "day", in: Place.everywhere) {
      _, moment, _ in [.show(moment.reading.day.advanced(by: 1).asOf)]
    },
    Command(
      [.character("{")], "event-back", .time, "before: the last signal, status or tariff step", label: "event",
      in: Place.everywhere,
      unless: { _, moment in previousEvent(moment) == nil ? "no earlier signal or tariff step" : nil }
    ) { _, moment, _ in previousEvent(moment).map { [.show($0)] } ?? [] },
    Command(
      [.character("}")], "event-forward", .time, "the next signal, status or tariff step", label: "event",
      in: Place.everywhere,
      unless: { _, moment in nextEvent(moment) == nil ? "no later signal or tariff step" : nil }
    ) { _, moment, _ in nextEvent(moment).map { [.show($0)] } ?? [] },
    Command(
      [.character(".")], "present", .time, "back to live (demo: to its opening moment)", in: Place.everywhere
    ) { _, _, _ in [.show(nil)] },
  ]

  static let digest = [
    Command(
      [.character("u")], "seen", .look, "digest seen: count what is new from here", in: [.overview, .digest],
      unless: { _, moment in
        if moment.isAway { return "the digest is cleared at the present: ." }
        return moment.isWhole ? nil : "the files are still being read"
      }
    ) { _, _, _ in [.acknowledge] },
    go("U", "digest", "all that is new; Enter opens it", .digest),
  ]

  static let alerts = [
    Command(
      [.character("a")], "alerts", .look, "Alerts: every rule, how it stands and when it rang",
      in: Place.everywhere.subtracting([.tariffs, .events])
    ) { _, _, _ in [.go(.alerts)] },
    Command(
      [.character("A")], "alert", .look, "propose a rule of the row, to be edited; Enter writes it to your own",
      in: Place.everywhere.subtracting([.page]),
      unless: { screen, moment in screen.proposedRule(in: moment) == nil ? "no rule to propose here: :alert RULE" : nil
      }
    ) { screen, moment, _ in
      screen.proposedRule(in: moment).map { [.ask(Prompt(.command, text: "alert \($0)"))] } ?? []
    },
  ]

  static let screens = [
    go("t", "tariffs", "Tariffs: both sides over time, layer by layer", .tariffs, label: "screens"),
    go("i", "indicator", "Indicator: what makes and moves the index", .indicator, label: "screens"),
    go("w", "what-if", "What-if: trade and index at other rates", .whatIf, label: "screens"),
    go(
      "e", "events", "Events: what each name did around each event", .events, label: "screens",
      in: Place.everywhere.subtracting([.alerts])),
    go("f", "files", "Files: health of every snapshot file", .files, label: "screens"),
    go("v", "comparison", "Comparison: names of a sector, or the marked ones, rebased", .comparison),
  ]

  static let theme = [effect([.character("T")], "theme", .look, "next theme", .nextTheme)]

  static let copying = [
    Command([.character("y")], "copy-row", .look, "copy the row, as it reads", in: Place.everywhere) { _, _, _ in
      [.copy(.row)]
    },
    Command(
      [.character("Y")], "copy-part", .look, "copy the pane, the screen or the page, as it reads", in: Place.everywhere
    ) { _, _, _ in [.copy(.part)] },
  ]

  static let program = [
    effect([.character("r")], "rescan", .program, "read the folder again now", .rescan),
    effect([.control("l")], "repaint", .program, "repaint the screen", .repaint),
    effect([.control("z")], "suspend", .program, "suspend", .suspend),
    Command([.escape], "back", .program, "back; at home all names", in: Place.everywhere) { _, _, _ in [.back] },
    Command(
      [.character("q")], "leave", .program, "close what is open, else quit", label: "quit", in: Place.everywhere
    ) { _, _, _ in [.leave] },
    effect([.control("c")], "quit", .program, "quit", .quit),
  ]

  /// Where there is more than one part to go to.
  private static let withParts = Place.everywhere.subtracting([
    .page, .comparison, .tariffs, .events, .event, .files, .digest, .alerts,
  ])

  private static func move(_ keys: [Key], _ word: String, _ summary: String, _ step: Step) -> Command {
    Command(keys, word, .move, summary, in: Place.everywhere) { screen, moment, _ in screen.move(step, in: moment) }
  }

  private static func go(
    _ key: Unicode.Scalar, _ word: String, _ summary: String, _ place: Place, label: String? = nil,
    in places: Set<Place> = Place.everywhere
  ) -> Command {
    Command([.character(key)], word, .look, summary, label: label, in: places) { _, _, _ in [.go(place)] }
  }

  private static func effect(
    _ keys: [Key], _ word: String, _ group: Command.Group, _ summary: String, _ effect: Effect
  ) -> Command {
    Command(keys, word, group, summary, in: Place.everywhere) { _, _, _ in [.effect(effect)] }
  }

  private static func previousEvent(_ moment: Moment) -> Instant? { moment.desk.previousEvent(before: moment.asOf) }

  private static func nextEvent(_ moment: Moment) -> Instant? { moment.desk.nextEvent(after: moment.asOf) }
}
