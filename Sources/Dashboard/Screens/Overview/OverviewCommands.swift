import Canvas

/// The commands of the overview, by what they are about.
extension Overview {
  private static let own = ScreenCommands<Overview>(place: .overview, group: .move)
  private static let look = ScreenCommands<Overview>(place: .overview, group: .look)

  static let sectorCommands = [
    own.command([.character("h"), .left], "previous-sector", "previous sector", label: "sector") { overview, moment in
      overview.selectSector(by: -1, moment)
    },
    own.command([.character("l"), .right], "next-sector", "next sector", label: "sector") { overview, moment in
      overview.selectSector(by: 1, moment)
    },
    own.command(Key.digits, "sector", "that sector", keyText: "1 to 9") { overview, moment, key in
      overview.selectSector(at: (key.digit ?? 1) - 1, moment)
    },
    own.command([.character("0")], "top", "top of the watchlist") { overview, moment in
      overview.selectSector(at: 0, moment)
    },
  ]

  static let markCommands = [
    look.command(
      [.character(" ")], "mark", "mark the name for the comparison, or unmark it",
      unless: { overview, _ in
        overview.pane.id == Pane.watchlist.id ? nil : "names are marked in the watchlist: Tab goes there"
      }
    ) { overview, moment in overview.row(in: moment).map { [.mark($0.instrument.symbol)] } ?? [] }
  ]

  static let mouseCommands = [
    look.command([.character("m")], "mouse", "mouse on or off: wheel, click; Shift selects text") { _, _ in
      [.switchMouse]
    }
  ]

  static let playCommands = [
    ScreenCommands<Overview>(place: .overview, group: .time).command(
      [.character("p")], "play", "play the past forward, a signal or step every 4 s; + - pace, any key stops",
      unless: { _, moment in
        moment.isDemo || moment.isAway ? nil : "nothing to play at the present: [ or { goes back"
      }
    ) { _, _ in [.play] }
  ]

  /// How the names are arranged.
  static let arrangementCommands = [
    look.command(
      [.character("/")], "find",
      "find names, or rows of the pane: words, !word, chg%<-2; Enter keeps them, Esc shows all", label: "find"
    ) { _, _ in
      [.ask(Prompt(.find))]
    },
    look.command(
      [.character("s")], "sort-by", "sort by the column of the next key; again: the other way round; Space: one list",
      label: "sort"
    ) { overview, _ in
      overview.awaitSort()
      return []
    },
    look.command(
      [.character("S")], "unsort", "the order of the watchlist",
      unless: { overview, _ in overview.view.sort == nil ? "the names stand as the watchlist has them" : nil }
    ) { overview, moment in
      overview.sortNames(by: nil, in: moment)
      return []
    },
    look.command([.character("z")], "zoom", "all the room to the pane, and back", label: "zoom") { overview, moment in
      overview.zoom(moment)
      return []
    },
  ]
}
