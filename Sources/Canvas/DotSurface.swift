/// A grid of dots finer than cells, for lines: two by four dots to a cell as braille, one to a cell in ASCII, none with plain
/// glyphs. Drawn dots
/// are put on a canvas at the end; a cell takes the style of the last dot set in it.
package struct DotSurface: Sendable {
  package let region: Region
  /// Dots.
  package let width: Int
  package let height: Int
  private let glyphs: Glyphs
  private var patterns: [UInt8]
  private var styles: [Style]
  private var marks: [Unicode.Scalar]

  /// Bits of a braille cell by row and column (Unicode 15, chapter 21.1: dots 1, 4; 2, 5; 3, 6; 7, 8).
  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  package init(_ region: Region, glyphs: Glyphs) {
    self.region = region
    self.glyphs = glyphs
    width = region.columns * (glyphs == .unicode ? 2 : 1)
    height = region.rows * (glyphs == .unicode ? 4 : 1)
    let count = region.columns * region.rows
    patterns = Array(repeating: 0, count: count)
    styles = Array(repeating: .text, count: count)
    marks = Array(repeating: " ", count: count)
  }

  /// Sets the dot `x` from the left and `y` from the top; nothing outside the surface.
  /// - Parameter mark: what stands for the dot in ASCII.
  package mutating func set(_ x: Int, _ y: Int, style: Style, mark: Unicode.Scalar = "*") {
    guard x >= 0, x < width, y >= 0, y < height else { return }
    let isFine = glyphs == .unicode
    let cell = (isFine ? y / 4 : y) * region.columns + (isFine ? x / 2 : x)
    patterns[cell] |= isFine ? Self.bits[y % 4][x % 2] : 1
    styles[cell] = style
    marks[cell] = mark
  }

  /// A straight line between two dots, both included (Bresenham 1965).
  package mutating func line(
    from start: (x: Int, y: Int), to end: (x: Int, y: Int), style: Style, mark: Unicode.Scalar = "*"
  ) {
    var (x, y) = start
    let (dx, dy) = (abs(end.x - x), -abs(end.y - y))
    let (stepX, stepY) = (x < end.x ? 1 : -1, y < end.y ? 1 : -1)
    var error = dx + dy
    while true {
      set(x, y, style: style, mark: mark)
      if x == end.x, y == end.y { return }
      let doubled = 2 * error
      if doubled >= dy {
        error += dy
        x += stepX
      }
      if doubled <= dx {
        error += dx
        y += stepY
      }
    }
  }

  /// Puts every cell that holds a dot on a canvas.
  package func draw(into canvas: inout Canvas) {
    guard glyphs != .plain else { return }
    for index in patterns.indices where patterns[index] != 0 {
      let braille = Unicode.Scalar(0x2800 + UInt32(patterns[index])) ?? " "
      canvas.fill(
        glyphs == .unicode ? braille : marks[index], in: region, row: index / region.columns,
        column: index % region.columns, width: 1, style: styles[index])
    }
  }
}
