import Canvas

extension Theme {
  /// A screen as an SVG picture that needs no font but a monospaced one.
  ///
  /// Each run of text is stretched to its columns, so that every column stands where it stands on a terminal. Block
  /// elements are drawn as rectangles: fonts leave gaps between them.
  package func svg(of canvas: Canvas) -> String {
    SVGPicture(self).text(of: canvas)
  }
}

private struct SVGPicture {
  private static let (cellWidth, cellHeight, baseline, margin) = (8.4, 18.0, 13.5, 10.0)

  private let theme: Theme
  private let front: RGB
  private let back: RGB

  init(_ theme: Theme) {
    let isDark = theme.variant == .dark
    let ground = isDark ? RGB(0x1B, 0x1D, 0x21) : RGB(255, 255, 255)
    self.theme = theme.on(ground)
    let text = self.theme.look(.text, at: .direct)
    back = text.background.shownColor ?? ground
    front = text.foreground.shownColor ?? (isDark ? RGB(0xD6, 0xD9, 0xDE) : RGB(0x1B, 0x1D, 0x21))
  }

  func text(of canvas: Canvas) -> String {
    let width = Double(canvas.size.columns) * Self.cellWidth + 2 * Self.margin
    let height = Double(canvas.size.rows) * Self.cellHeight + 2 * Self.margin
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(Self.number(width))\" height=\"\(Self.number(height))\" "
        + "viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\" font-family=\"ui-monospace, 'DejaVu Sans Mono', "
        + "Menlo, Consolas, monospace\" font-size=\"14\" xml:space=\"preserve\">",
      "<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"\(back.hex)\"/>",
    ]
    for row in 0..<canvas.size.rows {
      for run in theme.runs(of: canvas, row: row) { lines += elements(of: run, row: row) }
    }
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  /// What stands behind the run, its block elements, and its text.
  private func elements(of run: LookRun, row: Int) -> [String] {
    var (ink, ground) = (run.look.foreground.shownColor ?? front, run.look.background.shownColor ?? back)
    if run.look.attributes.contains(.inverse) { (ink, ground) = (ground, ink) }
    if run.look.attributes.contains(.dim) { ink = ink.mixed(with: ground, eighths: 3) }
    var elements: [String] = []
    let top = Self.margin + Double(row) * Self.cellHeight
    if ground != back {
      elements.append(rectangle(Double(run.column), top, Double(run.columns), Self.cellHeight, ground))
    }
    var column = run.column
    // Where a text began and what it says; wide gaps part texts, so that a stretched font cannot push what follows.
    var piece: (column: Int, text: String)?
    var blanks = 0
    func end() {
      if let piece { elements.append(text(piece.text, at: piece.column, row: row, ink, run.look.attributes)) }
      piece = nil
    }
    for scalar in run.text.unicodeScalars {
      if let block = Block(scalar) {
        end()
        elements.append(
          rectangle(
            Double(column) + block.left, top + block.top * Self.cellHeight, block.width, block.height * Self.cellHeight,
            ink))
      } else if scalar == " " {
        blanks += 1
      } else {
        if blanks > 1 { end() }
        if piece != nil, blanks == 1 { piece?.text.append(" ") }
        if piece == nil { piece = (column, "") }
        piece?.text.unicodeScalars.append(scalar)
        blanks = 0
      }
      column += CharacterWidth.columns(of: scalar)
    }
    end()
    return elements
  }

  private func text(_ text: String, at column: Int, row: Int, _ ink: RGB, _ attributes: Attributes) -> String {
    let x = Self.margin + Double(column) * Self.cellWidth
    let y = Self.margin + Double(row) * Self.cellHeight + Self.baseline
    let length = Double(TerminalSafe(text).width) * Self.cellWidth
    let weight = attributes.contains(.bold) ? " font-weight=\"bold\"" : ""
    let line = attributes.contains(.underline) ? " text-decoration=\"underline\"" : ""
    return "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" textLength=\"\(Self.number(length))\" "
      + "lengthAdjust=\"spacingAndGlyphs\" fill=\"\(ink.hex)\"\(weight)\(line)>\(Self.escaped(text))</text>"
  }

  /// - Parameters:
  ///   - column: with `columns` in cells; `top` and `height` in pixels.
  private func rectangle(_ column: Double, _ top: Double, _ columns: Double, _ height: Double, _ color: RGB) -> String {
    "<rect x=\"\(Self.number(Self.margin + column * Self.cellWidth))\" y=\"\(Self.number(top))\" "
      + "width=\"\(Self.number(columns * Self.cellWidth))\" height=\"\(Self.number(height))\" fill=\"\(color.hex)\"/>"
  }

  /// To a hundredth.
  private static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = (hundredths / 100, hundredths % 100)
    if rest == 0 { return String(whole) }
    return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}

/// The part of a cell that a block element (U+2580–U+2590) fills, in shares of its width and height.
private struct Block {
  let left: Double
  let top: Double
  let width: Double
  let height: Double

  init?(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x2580: (left, top, width, height) = (0, 0, 1, 0.5)
    case 0x2581...0x2588:
      let share = Double(scalar.value - 0x2580) / 8
      (left, top, width, height) = (0, 1 - share, 1, share)
    case 0x2589...0x258F: (left, top, width, height) = (0, 0, Double(0x2590 - scalar.value) / 8, 1)
    case 0x2590: (left, top, width, height) = (0.5, 0, 0.5, 1)
    default: return nil
    }
  }
}

extension RGB {
  /// `#rrggbb`.
  fileprivate var hex: String {
    let digits = String(value, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}

extension Color {
  /// nil where the terminal decides.
  fileprivate var shownColor: RGB? {
    switch self {
    case .standard: nil
    case .index(let index): RGB(indexed256: index)
    case .rgb(let color): color
    }
  }
}
