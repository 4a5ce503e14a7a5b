/// Small pictures of numbers. All of them take any finite or missing values and never draw outside their columns.
extension Canvas {
  /// A sparkline: the last `width` values (fewer values: spread over it one to one from the right), scaled from their
  /// lowest to their highest, or over `range`. A missing value is a blank; a flat series is drawn at the middle.
  package mutating func sparkline(
    _ values: [Double?], in region: Region, row: Int, column: Int, width: Int, range: ClosedRange<Double>? = nil,
    style: Style = .dim
  ) {
    let shown = values.suffix(max(0, width))
    let finite = shown.compactMap { $0 }.filter(\.isFinite)
    guard let low = range?.lowerBound ?? finite.min(), let high = range?.upperBound ?? finite.max() else { return }
    let start = column + width - shown.count
    for (offset, value) in shown.enumerated() {
      guard let value, value.isFinite else { continue }
      fill(
        glyphs.column(Canvas.step(value, low: low, high: high, steps: 8)), in: region, row: row,
        column: start + offset, width: 1, style: style)
    }
  }

  /// `─┃───────`: where `position` (0…1) lies; only the rule without one.
  package mutating func range(
    position: Double?, in region: Region, row: Int, column: Int, width: Int, style: Style = .dim
  ) {
    fill(glyphs.rule, in: region, row: row, column: column, width: width, style: style)
    guard let position, position.isFinite, width > 0 else { return }
    let at = Canvas.step(position, low: 0, high: 1, steps: width)
    fill(glyphs.marker, in: region, row: row, column: column + at, width: 1, style: Style(.accent))
  }

  /// A horizontal bar of `value` against `full`, in eighths of a cell.
  package mutating func bar(
    _ value: Double, of full: Double, in region: Region, row: Int, column: Int, width: Int, style: Style
  ) {
    guard value.isFinite, full.isFinite, full > 0, width > 0 else { return }
    let eighths = Canvas.step(abs(value), low: 0, high: full, steps: width * 8 + 1)
    fill(glyphs.gaugeValue, in: region, row: row, column: column, width: eighths / 8, style: style)
    if let end = glyphs.partial(eighths % 8) {
      fill(end, in: region, row: row, column: column + eighths / 8, width: 1, style: style)
    }
  }

  /// A bar from a zero line in the middle, to the right for a positive value and to the left for a negative one, in halves
  /// of a cell; `full` reaches the edge.
  package mutating func signedBar(
    _ value: Double, of full: Double, in region: Region, row: Int, column: Int, width: Int, style: Style
  ) {
    let side = (width - 1) / 2
    guard side > 0 else { return }
    fill(glyphs.bar, in: region, row: row, column: column + side, width: 1, style: Style(.rule))
    guard value.isFinite, full.isFinite, full > 0 else { return }
    let halves = min(Int((min(abs(value) / full, 1) * Double(side) * 2).rounded()), side * 2)
    let cells = halves / 2
    let isRight = value > 0
    fill(
      glyphs.gaugeValue, in: region, row: row, column: column + (isRight ? side + 1 : side - cells), width: cells,
      style: style)
    guard halves % 2 == 1, let end = isRight ? glyphs.leftHalf : glyphs.rightHalf else { return }
    fill(
      end, in: region, row: row, column: column + (isRight ? side + 1 + cells : side - cells - 1), width: 1,
      style: style)
  }

  /// Which of `steps` equal steps between `low` and `high` a value falls on, clipped; the middle when they are equal.
  package static func step(_ value: Double, low: Double, high: Double, steps: Int) -> Int {
    guard steps > 1 else { return 0 }
    guard high > low else { return steps / 2 }
    let share = min(max((value - low) / (high - low), 0), 1)
    guard share.isFinite else { return 0 }
    return min(Int(share * Double(steps)), steps - 1)
  }
}
