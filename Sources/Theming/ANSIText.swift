import Canvas

extension Theme {
  /// A row of a screen as a terminal of direct colours takes it: text between SGR sequences (ECMA-48 8.3.117), ending in
  /// plain text.
  package func ansi(of canvas: Canvas, row: Int) -> String {
    var text = ""
    var last: Look?
    for run in runs(of: canvas, row: row) {
      let isNearlySame = last.map { $0.background == run.look.background && $0.attributes == run.look.attributes }
      if isNearlySame == true, run.look.foreground != .standard {
        text += "\u{1B}[" + run.look.foreground.sgr(38).dropFirst() + "m" + run.text
      } else {
        text += "\u{1B}[0\(run.look.sgr)m\(run.text)"
      }
      last = run.look
    }
    return text + "\u{1B}[0m"
  }
}

extension Look {
  /// The parameters that follow `0`, each behind a semicolon.
  fileprivate var sgr: String {
    var text = ""
    for (attribute, code) in [(Attributes.bold, 1), (.dim, 2), (.underline, 4), (.inverse, 7)]
    where attributes.contains(attribute) {
      text += ";\(code)"
    }
    return text + foreground.sgr(38) + background.sgr(48)
  }
}

extension Color {
  /// - Parameter code: 38 for what is written, 48 for what is behind it.
  fileprivate func sgr(_ code: Int) -> String {
    switch self {
    case .standard: ""
    case .index(let index): ";\(code);5;\(index)"
    case .rgb(let color): ";\(code);2;\(color.red);\(color.green);\(color.blue)"
    }
  }
}
