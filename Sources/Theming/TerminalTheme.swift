import Canvas

extension Theme {
  /// The terminal's own text and background, which nobody knows: direction is told by weight, sign and arrow. What is left
  /// when no theme can be read.
  package static let terminal = Theme.terminal(on: nil)

  /// The terminal's own text and background, with colours of the 256 that are seen there; none where the background is not
  /// known.
  package static func terminal(on ground: RGB?) -> Theme {
    let isDark = ground.map { $0.opposite == RGB(255, 255, 255) } ?? true
    let colors = isDark ? Colors.dark : Colors.light
    var looks: [Role: Look] = [
      .dim: Look(.rgb(colors.dim)), .rule: Look(.rgb(colors.rule)), .heading: Look(.standard, .bold),
      .accent: Look(.standard, .bold), .up: Look(.rgb(colors.up)), .down: Look(.rgb(colors.down)),
      .warning: Look(.rgb(colors.warning)), .error: Look(.rgb(colors.error), .bold), .key: Look(.rgb(colors.key)),
      .header: Look(.standard, .inverse), .past: Look(.rgb(colors.warning), [.inverse, .bold]),
    ]
    for (index, color) in colors.series.enumerated() { looks[.series(index)] = Look(.rgb(color)) }
    for (role, eighths) in [(Role.heat1, 0), (.heat2, 3), (.heat3, 5), (.heat4, 8)] {
      looks[role] = Look(.rgb(colors.rule.mixed(with: colors.key, eighths: eighths)))
    }
    return Theme(
      name: "Terminal", variant: isDark ? .dark : .light, looks: looks,
      selection: ground.map { $0.mixed(with: $0.opposite, eighths: 1) }, ground: ground)
  }

  /// By xterm's table of the 256, whose numbers are short.
  private struct Colors {
    let dim, rule, up, down, warning, error, key: RGB
    let series: [RGB]

    private static func fixed(_ index: UInt8) -> RGB { RGB(indexed256: index) ?? RGB(128, 128, 128) }

    static let dark = Colors(
      dim: fixed(247), rule: fixed(244), up: fixed(77), down: fixed(210), warning: fixed(221), error: fixed(213),
      key: fixed(81), series: [75, 215, 177, 80, 228, 180, 121, 211].map(fixed))
    static let light = Colors(
      dim: fixed(240), rule: fixed(243), up: fixed(22), down: fixed(124), warning: fixed(94), error: fixed(91),
      key: fixed(25), series: [26, 130, 91, 23, 58, 61, 22, 162].map(fixed))
  }
}
