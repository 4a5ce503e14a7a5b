import Canvas

/// One question answered over the whole terminal, with commands of its own. What it shows is made by `refresh` and by its
/// commands, so that drawing only draws.
protocol Screen: Sendable {
  var place: Place { get }
  /// The name that it is about, or that its cursor stands on.
  var subject: String? { get }

  /// The table in focus, where `print` has it, too.
  func printed(in moment: Moment) -> PrintedTable?

  /// Takes over what the moment says: called when the screen comes into view, and after a change of desk, moment or size.
  mutating func refresh(from moment: Moment)

  /// Moves the cursor, or scrolls.
  mutating func move(_ step: Step, in moment: Moment) -> [Request]

  /// Goes to the next part, or to the one before where `step` is -1.
  mutating func switchPart(by step: Int, in moment: Moment) -> [Request]

  /// Where the part with the cursor stands; nil: it is the whole screen.
  func part(in moment: Moment) -> Region?

  /// Opens what the cursor stands on.
  mutating func open(in moment: Moment) -> [Request]

  /// Shows all rows again; false where none was left out.
  mutating func showAll(in moment: Moment) -> Bool

  /// What the next key is to answer, for the footer, whatever that key does elsewhere; nil: it is a command.
  var question: String? { get }

  /// Takes the key that it waited for.
  mutating func take(awaited key: Key, in moment: Moment) -> [Request]

  /// Takes what becomes of the line that it asked for.
  mutating func take(_ typed: Typed, for purpose: Prompt.Purpose, in moment: Moment) -> [Request]

  /// What could be written where the cursor stands in a line that it asked for.
  func completions(of line: Prompt, in moment: Moment) -> Completions

  /// Gives the part at a place the keys; false where it has them, or there is none.
  mutating func focus(at position: Position, in moment: Moment) -> Bool

  /// What the table in focus can be sorted by; empty: it cannot.
  var sortColumns: [Completions.Candidate] { get }

  /// Sorts the table in focus; nil: as its file has it.
  mutating func sort(by order: SortOrder?, in moment: Moment)

  /// Sorts by the column of a head.
  mutating func sort(byHead column: String, in moment: Moment) -> [Request]

  /// Forgets what the same key pressed again would do: another one was pressed, which did nothing.
  mutating func disarm()

  /// A rule that could be wanted of what the cursor stands on, to be edited; nil: none is thought of.
  func proposedRule(in moment: Moment) -> String?

  /// Draws below the header and above the footer.
  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region)
}

extension Screen {
  var subject: String? { nil }
  func printed(in moment: Moment) -> PrintedTable? { nil }
  mutating func switchPart(by step: Int, in moment: Moment) -> [Request] { [] }
  func part(in moment: Moment) -> Region? { nil }
  mutating func open(in moment: Moment) -> [Request] { [] }
  mutating func showAll(in moment: Moment) -> Bool { false }
  var question: String? { nil }
  mutating func take(awaited key: Key, in moment: Moment) -> [Request] { [] }
  mutating func take(_ typed: Typed, for purpose: Prompt.Purpose, in moment: Moment) -> [Request] { [] }
  func completions(of line: Prompt, in moment: Moment) -> Completions { .none }
  mutating func focus(at position: Position, in moment: Moment) -> Bool { false }
  var sortColumns: [Completions.Candidate] { [] }
  mutating func sort(by order: SortOrder?, in moment: Moment) {}
  mutating func sort(byHead column: String, in moment: Moment) -> [Request] { [] }
  mutating func disarm() {}
  func proposedRule(in moment: Moment) -> String? { subject.flatMap { ProposedRule.text(of: $0, in: moment) } }
}

extension Screen {
  /// The id of the signal that the cursor stands on; nil: it stands on none.
  func signal(in moment: Moment) -> String? {
    var screen = self
    for case .open(.detail(.signal(let id))) in screen.open(in: moment) { return id }
    return nil
  }
}

/// What becomes of a line.
enum Typed: Hashable, Sendable {
  /// It is still being typed, and reads so now.
  case changed(String)
  /// Enter ended it.
  case done(String)
  /// Esc ended it: what it changed is to be as before.
  case left
}

/// How far a cursor goes.
enum Step: Hashable, Sendable {
  case rows(Int), pages(Int), first, last

  /// Rows down, negative for up; more than there can be for the first and the last.
  /// - Parameter height: rows of a page.
  func rows(page height: Int) -> Int {
    switch self {
    case .rows(let rows): rows
    case .pages(let pages): pages * max(1, height)
    case .first: -1_000_000
    case .last: 1_000_000
    }
  }

  /// The place among `count` rows that this leads to from `index`; 0 where there are none.
  func target(from index: Int, count: Int, page height: Int = 1) -> Int {
    min(max(0, index + rows(page: height)), max(0, count - 1))
  }
}
