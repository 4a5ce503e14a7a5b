import Canvas

/// A page of lines over the whole terminal: Help, or everything known about one row.
struct PageScreen: Screen {
  private let page: @Sendable (Moment) -> Page
  private var shown = Page(title: "", lines: [])
  /// First line shown.
  private var first = 0

  /// - Parameter page: what it says at a moment.
  init(_ page: @escaping @Sendable (Moment) -> Page) { self.page = page }

  var place: Place { .page }

  mutating func refresh(from moment: Moment) { shown = page(moment) }

  mutating func move(_ step: Step, in moment: Moment) -> [Request] {
    let region = moment.screenRegion
    let count = shown.rowCount(columns: region.columns)
    first = Page.clamped(first + step.rows(page: region.rows - 2), count: count, height: region.rows - 1)
    return []
  }

  func draw(_ moment: Moment, into canvas: inout Canvas, in region: Region) {
    shown.draw(into: &canvas, in: region, first: first)
  }
}
