import Canvas

/// Cells of a row that stand side by side and are drawn alike.
struct LookRun {
  /// The first of its columns, 0-based, and how many they are.
  let column: Int
  var columns: Int
  var text: String
  let look: Look
}

extension Theme {
  /// A row of a screen as runs from left to right, at the depth in which every colour is the theme's own.
  func runs(of canvas: Canvas, row: Int) -> [LookRun] {
    var runs: [LookRun] = []
    let start = row * canvas.size.columns
    for (column, cell) in canvas.cells[start..<start + canvas.size.columns].enumerated() where cell.width > 0 {
      var look = look(cell.role, isSelected: cell.traits.contains(.selected), at: .direct)
      if cell.traits.contains(.bold) { look.attributes.insert(.bold) }
      if cell.traits.contains(.underline) { look.attributes.insert(.underline) }
      if cell.traits.contains(.inverse) { look.attributes.formSymmetricDifference(.inverse) }
      // A blank looks alike in every colour of text.
      if cell.scalar == 0x20, let last = runs.last?.look, last.background == look.background,
        last.attributes.union(look.attributes).isDisjoint(with: [.inverse, .underline])
      {
        look = last
      }
      if runs.last?.look != look { runs.append(LookRun(column: column, columns: 0, text: "", look: look)) }
      runs[runs.count - 1].columns += Int(cell.width)
      for value in [cell.scalar, cell.firstMark, cell.secondMark] where value != 0 {
        if let scalar = Unicode.Scalar(value) { runs[runs.count - 1].text.unicodeScalars.append(scalar) }
      }
    }
    return runs
  }
}
