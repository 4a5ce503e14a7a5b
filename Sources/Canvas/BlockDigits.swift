/// A number three rows high, of blocks and half blocks.
package struct BlockDigits {
  package static let rows = 3

  /// Of a digit: five rows of three dots, as bits. The sixth, below them, is blank.
  private static let digits: [[UInt8]] = [
    [0b111, 0b101, 0b101, 0b101, 0b111], [0b010, 0b110, 0b010, 0b010, 0b111], [0b111, 0b001, 0b111, 0b100, 0b111],
    [0b111, 0b001, 0b111, 0b001, 0b111], [0b101, 0b101, 0b111, 0b001, 0b001], [0b111, 0b100, 0b111, 0b001, 0b111],
    [0b111, 0b100, 0b111, 0b101, 0b111], [0b111, 0b001, 0b001, 0b001, 0b001], [0b111, 0b101, 0b111, 0b101, 0b111],
    [0b111, 0b101, 0b111, 0b001, 0b111],
  ]

  /// Columns of dots, the top one in the lowest bit; a blank one behind each character.
  private let columns: [UInt8]

  /// Columns that it takes.
  package var width: Int { columns.count }

  /// Nil for a text with anything but digits and points.
  package init?(_ text: TerminalSafe) {
    var columns: [UInt8] = []
    for scalar in text.text.unicodeScalars {
      if !columns.isEmpty { columns.append(0) }
      switch scalar {
      case ".": columns.append(0b10000)
      case "0"..."9":
        let rows = Self.digits[Int(scalar.value - 0x30)]
        for column in 0..<3 {
          columns.append(rows.indices.reduce(0) { $0 | (rows[$1] >> (2 - column) & 1) << $1 })
        }
      default: return nil
      }
    }
    self.columns = columns
  }

  /// Draws it into three rows of a region from the top left, where the canvas has blocks.
  package func draw(into canvas: inout Canvas, in region: Region, style: Style) {
    guard let upper = canvas.glyphs.upperHalf, let lower = canvas.glyphs.lowerHalf else { return }
    for (column, dots) in columns.enumerated() {
      for row in 0..<Self.rows {
        let glyph: Unicode.Scalar? =
          switch dots >> (2 * row) & 0b11 {
          case 0b11: canvas.glyphs.gaugeValue
          case 0b01: upper
          case 0b10: lower
          default: nil
          }
        if let glyph { canvas.fill(glyph, in: region, row: row, column: column, width: 1, style: style) }
      }
    }
  }
}
