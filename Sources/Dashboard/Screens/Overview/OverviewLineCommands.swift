import Canvas
import Wording

/// What the line `:` says of the overview's names, and which table of the overview can be written.
extension Overview {
  static let lineCommands = [sortCommand, columnsCommand, filterCommand, hideCommand, showCommand]

  private static let ids = WatchlistView.choices.map(\.id)

  private static let sortCommand = LineCommand(
    "sort", "[[-]COLUMN] [all]",
    "sort the table by a column, with - the other way round, with all: names as one list; without a column: as they were",
    unless: { $0.screen.sortColumns.isEmpty ? namesElsewhere : nil },
    candidates: { arguments, context in
      switch arguments.words.count {
      case 1:
        let sign = arguments.words[0].hasPrefix("-") ? "-" : ""
        return context.screen.sortColumns.map { .init(text: sign + $0.text, meaning: $0.meaning) }
          + [.init(text: "off", meaning: "the order of the file")]
      case 2 where isOfNames(context): return [.init(text: "all", meaning: "one list, without sectors")]
      default: return []
      }
    },
    read: { arguments, context throws(Mistake) in
      guard let word = arguments.words.first else { return [.sort(nil)] }
      if word == "off" {
        try arguments.end(after: 1)
        return [.sort(nil)]
      }
      let isReversed = word.hasPrefix("-")
      let id = isReversed ? word.dropFirst() : word
      let sortable = context.screen.sortColumns.map(\.text)
      guard sortable.contains(String(id)) else {
        throw arguments.mistake(id, "a column that can be sorted by", among: sortable + ["off"])
      }
      let isAcross = arguments.words.count > 1 && isOfNames(context)
      if isAcross, arguments.words[1] != "all" { throw arguments.mistake(arguments.words[1], "all", among: ["all"]) }
      try arguments.end(after: isAcross ? 2 : 1)
      return [.sort(SortOrder(column: String(id), isReversed: isReversed, isAcross: isAcross))]
    })

  /// Only names stand under sectors, which `all` leaves out.
  private static func isOfNames(_ context: LineContext) -> Bool { (context.screen as? Overview)?.isInNames ?? false }

  private static let columnsCommand = LineCommand(
    "columns", "[+COLUMN] [-COLUMN] [COLUMN…]",
    "add columns, leave them out, or name those wanted in their order; usual: the usual ones; alone: list them all",
    unless: notHere,
    candidates: { arguments, _ in
      let sign = arguments.words.last?.first.map { "+-".contains($0) ? String($0) : "" } ?? ""
      return columns.map { .init(text: sign + $0.text, meaning: $0.meaning) }
        + (arguments.words.count == 1 ? [.init(text: "usual", meaning: "the usual columns")] : [])
    },
    read: { arguments, context throws(Mistake) in
      guard let first = arguments.words.first else { return [.listColumns] }
      if first == "usual" {
        try arguments.end(after: 1)
        return [.columns(nil)]
      }
      var chosen: [String] = []
      if arguments.words.allSatisfy({ $0.first == "+" || $0.first == "-" }), let overview = context.screen as? Overview
      {
        chosen = overview.columns
      }
      for word in arguments.words {
        let sign = word.first == "+" || word.first == "-" ? word.first : nil
        let id = String(sign == nil ? word : word.dropFirst())
        guard ids.contains(id) else { throw arguments.mistake(word, "a column", among: ids) }
        if sign == "-" || sign == nil || !chosen.contains(id) { chosen.removeAll { $0 == id } }
        if sign != "-", !chosen.contains(id) { chosen.append(id) }
      }
      guard !chosen.isEmpty else { throw arguments.mistake(first, "a column that is left") }
      return [.columns(chosen)]
    })

  private static let filterCommand = LineCommand(
    "filter", "[WORDS]", "keep the names in which all words stand; !word: in which it does not; chg%<-2: by a column",
    unless: notHere,
    read: { arguments, _ throws(Mistake) in
      // The line itself, so that a mistake has its place in it.
      let text = String(repeating: " ", count: arguments.line.count - arguments.text.count) + arguments.text
      if let mistake = Filter.read(text, columns: NameList.columns).mistake { throw mistake }
      return [.filter(String(arguments.text))]
    })

  private static let hideCommand = LineCommand(
    "hide", "PANE", "leave out a pane until the program ends; :save keeps it so", unless: notHere,
    candidates: { panes($0, $1, hidden: false) },
    read: { arguments, context throws(Mistake) in
      [.hide(try pane(arguments, context, hidden: false), true)]
    })

  private static let showCommand = LineCommand(
    "show", "PANE", "show a pane that is left out", unless: notHere,
    candidates: { panes($0, $1, hidden: true) },
    read: { arguments, context throws(Mistake) in
      [.hide(try pane(arguments, context, hidden: true), false)]
    })

  private static func panes(_ context: LineContext, hidden: Bool) -> [String] {
    guard let overview = context.screen as? Overview else { return [] }
    return Preferences.paneIDs.filter { overview.hidden.contains($0) == hidden }
  }

  private static func panes(
    _ arguments: LineArguments, _ context: LineContext, hidden: Bool
  ) -> [Completions.Candidate] {
    arguments.words.count == 1 ? panes(context, hidden: hidden).map { .init(text: $0) } : []
  }

  private static func pane(
    _ arguments: LineArguments, _ context: LineContext, hidden: Bool
  ) throws(Mistake) -> String {
    let expected = hidden ? "a pane that is left out" : "a pane that is not left out"
    let word = try arguments.only(expected)
    let panes = panes(context, hidden: hidden)
    guard panes.contains(String(word)) else { throw arguments.mistake(word, expected, among: panes) }
    return String(word)
  }

  private static let columns = WatchlistView.choices.map { column in
    Completions.Candidate(text: column.id, meaning: column.meaning)
  }

  private static let notHere: @Sendable (LineContext) -> String? = { context in
    context.screen.place == .overview ? nil : namesElsewhere
  }

  private static let namesElsewhere = "the names are on the overview: Esc goes there"

  /// What the focused pane can be narrowed and sorted by.
  var sortColumns: [Completions.Candidate] {
    isInNames ? Completions.candidates(QuoteColumns.onScreen) : pane.columns
  }

  /// Every column of the names, by where it stands.
  func columnsPage(_ moment: Moment) -> Page {
    let fit = WatchlistPane(content(moment), selected: 0, focused: true, first: nil)
      .fit(region(of: .watchlist)?.columns ?? moment.size.columns, moment.glyphs)
    let chosen = columns
    let groups: [(TerminalSafe, [QuoteColumns.Record])] = [
      ("Shown", WatchlistView.choices.filter { fit[$0.id] != nil }),
      ("Chosen, without room here", WatchlistView.choices.filter { chosen.contains($0.id) && fit[$0.id] == nil }),
      ("Off", WatchlistView.choices.filter { !chosen.contains($0.id) }),
    ]
    return Page(
      title: "Columns",
      lines: groups.filter { !$0.1.isEmpty }.flatMap { heading, records -> [DetailLine] in
        [
          .heading(heading),
          .list(
            records.map { record in
              let letter: TerminalSafe = record.letter.map { "  s \(String($0))" } ?? ""
              return ("\(record.id)" + letter, "\(record.meaning)")
            }), .blank,
        ]
      } + [.text(":columns +volume -spark adds and leaves out, :columns usual takes the usual ones, :save keeps them.")]
    )
  }

  func printed(in moment: Moment) -> PrintedTable? {
    switch pane.id {
    case Pane.watchlist.id:
      let isArranged = view.filter != nil || view.sort != nil
      let symbols = names.places.compactMap { names.lines[$0].quote(in: moment.reading)?.instrument.symbol }
      return .section(.quotes, symbols: isArranged ? symbols : nil)
    case Pane.indicator.id, Pane.contributions.id: return .section(.indicator)
    default:
      let list = lists[pane.id] ?? RowList()
      return PrintedTable.Section(rawValue: pane.id).map { .section($0, rows: list.isPlain ? nil : list.shown) }
    }
  }
}
