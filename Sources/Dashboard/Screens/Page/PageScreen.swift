import Canvas

/// A page of lines over the whole terminal: Help, or everything known about one row.
struct PageScreen: Screen {
  private let page: @Sendable (Moment) -> Page
  private var shown = Page(title: "", lines: [])
  /// First line shown.
  private var first = 0
  /// What is looked for; empty: nothing.
  private var sought = ""
  /// The line with it that was gone to.
  private var found: Int?
  /// What stood there before the line `/` was begun.
  private var before: (first: Int, sought: String, found: Int?)?

  /// - Parameter page: what it says at a moment.
  init(_ page: @escaping @Sendable (Moment) -> Page) { self.page = page }

  var place: Place { .page }

  mutating func refresh(from moment: Moment) {
    shown = page(moment)
    // Another width has other lines.
    if let found {
      self.found = shown.rows(holding: sought, columns: moment.size.columns).min { abs($0 - found) < abs($1 - found) }
    }
  }

  mutating func move(_ step: Step, in moment: Moment) -> [Request] {
    let region = moment.screenRegion
    let count = shown.rowCount(columns: region.columns)
    first = Page.clamped(first + step.rows(page: region.rows - 2), count: count, height: region.rows - 1)
    return []
  }

  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region) {
    shown.draw(into: &canvas, in: region, first: first, found: found)
  }

  // MARK: Find

  private static let own = ScreenCommands<PageScreen>(place: .page, group: .move)

  static let commands = [
    own.command([.character("/")], "find", "find in the page", label: "find") { _, _ in [.ask(Prompt(.find))] },
    own.command([.character("n")], "next-found", "next line found", unless: nothingSought) { screen, moment in
      screen.goToFound(1, in: moment)
    },
    own.command([.character("N")], "previous-found", "previous line found", unless: nothingSought) { screen, moment in
      screen.goToFound(-1, in: moment)
    },
  ]

  private static let nothingSought: @Sendable (PageScreen, Moment) -> String? = { screen, _ in
    screen.sought.isEmpty ? "nothing is looked for: / begins" : nil
  }

  mutating func take(_ typed: Typed, for purpose: Prompt.Purpose, in moment: Moment) -> [Request] {
    switch typed {
    case .changed(let text):
      let standing = before ?? (first, sought, found)
      before = standing
      (first, sought, found) = (standing.first, text, nil)
      _ = goToFound(1, in: moment)
    case .done(let text):
      before = nil
      if text.isEmpty { (sought, found) = ("", nil) }
      if !text.isEmpty, found == nil { return [.notice("found no \(text) here")] }
    case .left:
      if let before { (first, sought, found) = before }
      before = nil
    }
    return []
  }

  /// Goes to the next line with what is looked for, or the one before; round at the end.
  private mutating func goToFound(_ step: Int, in moment: Moment) -> [Request] {
    guard !sought.isEmpty else { return [] }
    let region = moment.screenRegion
    let rows = shown.rows(holding: sought, columns: region.columns)
    let standing = found ?? (step > 0 ? first - 1 : first)
    let next = step > 0 ? rows.first { $0 > standing } ?? rows.first : rows.last { $0 < standing } ?? rows.last
    guard let next else { return [.notice("found no \(sought) here")] }
    found = next
    let height = max(1, region.rows - 1)
    if !(first..<first + height).contains(next) {
      first = Page.clamped(next - height / 2, count: shown.rowCount(columns: region.columns), height: height)
    }
    return []
  }
}
