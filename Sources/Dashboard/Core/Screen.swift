import Canvas

/// One question answered over the whole terminal, with commands of its own. What it shows is made by `refresh` and by its
/// commands, so that drawing only draws.
protocol Screen: Sendable {
  var place: Place { get }
  /// The name that it is about, or that its cursor stands on.
  var subject: String? { get }

  /// Takes over what the moment says: called when the screen comes into view, and after a change of desk, moment or size.
  mutating func refresh(from moment: Moment)

  /// Moves the cursor, or scrolls.
  mutating func move(_ step: Step, in moment: Moment) -> [Request]

  /// Goes to the next part, or to the one before where `step` is -1.
  mutating func switchPart(by step: Int, in moment: Moment) -> [Request]

  /// Opens what the cursor stands on.
  mutating func open(in moment: Moment) -> [Request]

  /// Whether the next key is an answer to a command before it, whatever that key does elsewhere.
  var awaitsKey: Bool { get }

  /// Takes the key that it waited for.
  mutating func take(awaited key: Key, in moment: Moment) -> [Request]

  /// Takes the text that it asked for.
  mutating func take(typed text: String, in moment: Moment) -> [Request]

  /// Forgets what the same key pressed again would do: another one was pressed, which did nothing.
  mutating func disarm()

  /// Draws below the header and above the footer.
  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region)
}

extension Screen {
  var subject: String? { nil }
  mutating func switchPart(by step: Int, in moment: Moment) -> [Request] { [] }
  mutating func open(in moment: Moment) -> [Request] { [] }
  var awaitsKey: Bool { false }
  mutating func take(awaited key: Key, in moment: Moment) -> [Request] { [] }
  mutating func take(typed text: String, in moment: Moment) -> [Request] { [] }
  mutating func disarm() {}
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
