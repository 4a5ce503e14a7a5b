import Canvas

/// What a key asks for.
package enum Action: Hashable, Sendable {
  case close, quit, back, help
  case rowDown, rowUp, firstRow, lastRow, pageDown, pageUp
  case previousSector, nextSector, sector(Int), top
  case nextPane, previousPane, open
  case rescan, digestSeen, mark
  /// Goes to a screen.
  case go(Place)
  case dayBack, dayForward, eventBack, eventForward, present
  case theme, repaint, suspend
  /// A command of one screen.
  case instrument(InstrumentScreen.Command)
  case comparison(ComparisonScreen.Command)
  case tariffs(TariffsScreen.Command)
  case indicator(IndicatorScreen.Command)
  case whatIf(WhatIfScreen.Command)
  case events(EventsScreen.Command)
  case files(FilesScreen.Command)

  /// Whether a screen, where one is in view, decides what it does.
  var isOfScreens: Bool {
    switch self {
    case .rowDown, .rowUp, .firstRow, .lastRow, .pageDown, .pageUp, .nextPane, .previousPane, .open: true
    case .instrument, .comparison, .tariffs, .indicator, .whatIf, .events, .files: true
    default: false
    }
  }
}

/// Where a key works: the overview, a page of lines (Help, a detail), or a screen.
package enum Place: Hashable, CaseIterable, Sendable {
  case overview, page, instrument, comparison, tariffs, indicator, whatIf, events, files

  /// The screens, which have keys of their own.
  static let screens = Set(allCases).subtracting([.overview, .page])
}

/// One line of the key table, which feeds lookup, footer, help and `detente keys`.
package struct Binding: Sendable {
  package enum Group: String, CaseIterable, Sendable {
    case move = "Move"
    case time = "Time"
    case look = "Look"
    case program = "Program"
    case instrument = "On the Instrument screen"
    case comparison = "On the Comparison screen"
    case tariffs = "On the Tariffs screen"
    case indicator = "On the Indicator screen"
    case whatIf = "On the What-if screen"
    case events = "On the Events screen"
    case files = "On the Files screen"
  }

  package let keys: [Key]
  package let action: Action
  package let group: Group
  /// A sentence part for help and references.
  package let summary: String
  /// Footer text, for the few keys that stand there.
  package let hint: String?
  package let places: Set<Place>

  init(
    _ keys: [Key], _ action: Action, _ group: Group, _ summary: String, hint: String? = nil,
    in places: Set<Place> = [.overview]
  ) {
    self.keys = keys
    self.action = action
    self.group = group
    self.summary = summary
    self.hint = hint
    self.places = places
  }

  private static let everywhere = Set(Place.allCases)
  /// Where there is more than one part to go to.
  private static let withPanes = everywhere.subtracting([.page, .comparison, .tariffs, .events, .files])

  package static let table: [Binding] =
    common + InstrumentScreen.bindings + ComparisonScreen.bindings + TariffsScreen.bindings + IndicatorScreen.bindings
    + WhatIfScreen.bindings + EventsScreen.bindings + FilesScreen.bindings

  private static let common: [Binding] =
    [
      Binding(
        [.character("?"), .function(1)], .help, .look, "Help", hint: "? help", in: everywhere.subtracting([.page])),
      Binding([.character("j"), .down], .rowDown, .move, "next row", in: everywhere),
      Binding([.character("k"), .up], .rowUp, .move, "previous row", in: everywhere),
      Binding([.character("g"), .home], .firstRow, .move, "first row", in: everywhere),
      Binding([.character("G"), .end], .lastRow, .move, "last row", in: everywhere),
      Binding([.pageDown, .control("d")], .pageDown, .move, "one page down", in: everywhere),
      Binding([.pageUp, .control("u")], .pageUp, .move, "one page up", in: everywhere),
      Binding([.character("h"), .left], .previousSector, .move, "previous sector", hint: "hl sector"),
      Binding([.character("l"), .right], .nextSector, .move, "next sector"),
    ]
    + (1...9).map { number in
      Binding(
        [.character(Unicode.Scalar(UInt8(0x30 + number)))], .sector(number - 1), .move, "sector \(number)")
    }
    + [
      Binding([.character("0")], .top, .move, "top of the watchlist"),
      Binding([.tab], .nextPane, .move, "next pane", hint: "Tab pane", in: withPanes),
      Binding([.backTab], .previousPane, .move, "previous pane", in: withPanes),
      Binding(
        [.enter], .open, .look, "open the row: its values, their files and sources", hint: "Enter open",
        in: everywhere.subtracting([.page])),
      Binding([.character("[")], .dayBack, .time, "one calendar day back", hint: "[ ] day", in: everywhere),
      Binding([.character("]")], .dayForward, .time, "one calendar day forward", in: everywhere),
      Binding(
        [.character("{")], .eventBack, .time, "previous date with a signal or a tariff step", hint: "{ } event",
        in: everywhere),
      Binding([.character("}")], .eventForward, .time, "next date with a signal or a tariff step", in: everywhere),
      Binding([.character(".")], .present, .time, "back to live (demo: to its opening moment)", in: everywhere),
      Binding([.character("u")], .digestSeen, .look, "digest seen: count what is new from here"),
      Binding([.character("t")], .go(.tariffs), .look, "Tariffs: both sides over time, layer by layer", in: everywhere),
      Binding([.character("i")], .go(.indicator), .look, "Indicator: what makes and moves the index", in: everywhere),
      Binding([.character("w")], .go(.whatIf), .look, "What-if: trade and index at other rates", in: everywhere),
      Binding([.character("e")], .go(.events), .look, "Events: what each name did around each event", in: everywhere),
      Binding(
        [.character("f")], .go(.files), .look, "Files: health of every snapshot file", hint: "t i w e f screens",
        in: everywhere),
      Binding(
        [.character("v")], .go(.comparison), .look, "Comparison: names of a sector, or the marked ones, rebased",
        in: everywhere),
      Binding([.character(" ")], .mark, .look, "mark the name for the comparison, or unmark it"),
      Binding([.character("T")], .theme, .look, "next theme", in: everywhere),
      Binding([.character("r")], .rescan, .program, "read the folder again now", in: everywhere),
      Binding([.control("l")], .repaint, .program, "repaint the screen", in: everywhere),
      Binding([.control("z")], .suspend, .program, "suspend", in: everywhere),
      Binding([.escape], .back, .program, "back; at home nothing", in: everywhere),
      Binding([.character("q")], .close, .program, "close what is open, else quit", hint: "q quit", in: everywhere),
      Binding([.control("c")], .quit, .program, "quit", in: everywhere),
    ]

  /// The action of a key, or nil when it does nothing here.
  static func action(for key: Key, in place: Place) -> Action? {
    table.first { $0.places.contains(place) && $0.keys.contains(key) }?.action
  }

  /// What the footer says of a place's keys: a screen's own first, `q quit` last. Made once: every frame has a footer.
  static let hints: [Place: [TerminalSafe]] = Dictionary(
    uniqueKeysWithValues: Place.allCases.map { place in
      let keys = table.filter { $0.places.contains(place) && $0.hint != nil }
      func isOwn(_ binding: Binding) -> Bool { binding.places.count == 1 && place != .overview }
      let ordered =
        keys.filter(isOwn) + keys.filter { !isOwn($0) && $0.action != .close } + keys.filter { $0.action == .close }
      return (place, ordered.compactMap { $0.hint.map { "\($0)" } })
    })

  /// The keys as help and references show them: `j Down`.
  package var keyText: String {
    keys.map { key in
      if key == .character("<") { return "<" }
      let notation = key.notation
      return notation.count > 1 ? String(notation.dropFirst().dropLast()) : notation
    }
    .joined(separator: " ")
  }

  /// The table with sectors 1–9 in one line, by group.
  package static var reference: [(group: Group, lines: [(keys: String, summary: String)])] {
    Group.allCases.map { group in
      var lines: [(String, String)] = []
      for binding in table where binding.group == group {
        if case .sector(let index) = binding.action {
          if index == 0 { lines.append(("1 to 9", "that sector")) }
          continue
        }
        if case .whatIf(.digit(let digit)) = binding.action {
          if digit == 1 { lines.append(("1 to 9", binding.summary)) }
          continue
        }
        if case .tariffs(.name(let index)) = binding.action, index > 0 { continue }
        lines.append((binding.keyText, binding.summary))
      }
      return (group, lines)
    }
  }
}
