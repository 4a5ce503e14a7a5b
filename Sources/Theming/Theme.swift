import Canvas

/// A look for every role, at every colour depth.
///
/// With 16 colours and more a theme paints its background, so that a light theme is one on a dark terminal too. With 8
/// colours the terminal's own text and background stay, and only hues are set; with none, attributes alone speak.
package struct Theme: Hashable, Sendable {
  package enum Variant: String, Hashable, Sendable { case dark, light }

  package let name: String
  /// Empty when the file names none.
  package let author: String
  package let variant: Variant
  private let looks: [Role: Look]
  /// What is painted behind the row with the cursor; nil: the row is turned round.
  private let selection: RGB?

  package init(
    name: String, author: String = "", variant: Variant, looks: [Role: Look], selection: RGB? = nil
  ) {
    self.name = name
    self.author = author
    self.variant = variant
    self.looks = looks
    self.selection = selection
  }

  /// The terminal's own colours and background; what is left when no theme can be read.
  package static let terminal = Theme(
    name: "Terminal", variant: .dark,
    looks: [
      .dim: Look(.standard, .dim), .rule: Look(.standard, .dim), .heading: Look(.standard, .bold),
      .accent: Look(.standard, .bold), .up: Look(.index(2)), .down: Look(.index(1)), .warning: Look(.index(3)),
      .error: Look(.index(5), .bold), .key: Look(.index(6)), .header: Look(.standard, .inverse),
      .past: Look(.index(3), [.inverse, .bold]),
    ])

  /// How a role is drawn at a depth: no colour in it needs more than the depth offers. Up, down and text always differ.
  /// From 256 colours on, what the theme paints has the contrast that its role needs.
  /// - Parameter isSelected: in the row with the cursor.
  package func look(_ role: Role, isSelected: Bool = false, at depth: ColorDepth) -> Look {
    if isSelected, let weight = role.weightInSelection {
      var look = look(.text, isSelected: true, at: depth)
      look.attributes.formUnion(weight)
      return look
    }
    guard !isSelected || paintsSelection(at: depth) else {
      var look = look(.text, at: depth)
      look.attributes = Attributes.inverse.symmetricDifference(role.attributesAlone)
      return look
    }
    guard depth > .mono else { return Look(.standard, role.attributesAlone) }
    var look = reduced(role, isSelected: isSelected, to: depth)
    if blends(role, look, isSelected: isSelected, at: depth) { look.attributes.formUnion(role.attributesAlone) }
    return look
  }

  /// Users choose the first sixteen colours, so that no two of them are sure to differ a little.
  private func paintsSelection(at depth: ColorDepth) -> Bool {
    guard let selection, depth >= .indexed256 else { return false }
    return Color.rgb(selection).reduced(to: depth) != reduced(.text, to: depth).background
  }

  /// Whether colours alone do not set the role apart any more.
  private func blends(_ role: Role, _ look: Look, isSelected: Bool, at depth: ColorDepth) -> Bool {
    let text = reduced(.text, isSelected: isSelected, to: depth)
    switch role {
    case .text: return false
    case .up: return look.foreground == text.foreground
    case .down:
      return look.foreground == text.foreground
        || look.foreground == reduced(.up, isSelected: isSelected, to: depth).foreground
    default: return look == text
    }
  }

  private func reduced(_ role: Role, isSelected: Bool = false, to depth: ColorDepth) -> Look {
    var look = looks[role] ?? Look()
    if isSelected, let selection { look.background = .rgb(selection) }
    if depth == .eight {
      let bar = look.background != (looks[.text] ?? Look()).background
      look.background = bar ? look.background.reduced(to: depth) : .standard
      // A bar that is grey in the theme: turned round instead.
      if bar, look.background == .standard { return Look(.standard, [.inverse]) }
      if bar { return Look(.index(0), on: look.background, look.attributes) }
      if look.foreground != .standard, look.foreground.reduced(to: depth) == .standard {
        look.attributes.formUnion(role.attributesAlone)
      }
    } else {
      look.foreground = look.foreground.legible(on: look.background, ratio: role.contrast, at: depth)
      look.background = look.background.reduced(to: depth)
    }
    look.foreground = look.foreground.reduced(to: depth)
    return look
  }
}

extension Role {
  /// The least contrast with what is behind it (WCAG 2.1): all of these hold text, rules the heads of columns.
  fileprivate var contrast: Double { 4.5 }

  /// What is left of a role in the row with the cursor, where all is to be read; nil: the role itself.
  fileprivate var weightInSelection: Attributes? {
    switch self {
    case .dim, .rule: []
    case .heading, .accent: .bold
    default: nil
    }
  }

  /// What sets the role apart where there is no colour.
  fileprivate var attributesAlone: Attributes {
    switch self {
    case .text: []
    case .dim, .rule: .dim
    case .heading, .accent, .up, .key: .bold
    case .down: .underline
    case .warning: [.bold, .underline]
    case .error, .header: .inverse
    case .past: [.inverse, .bold]
    }
  }
}

extension Color {
  /// This colour, as far from `background` as `ratio` asks, once a terminal of the depth shows both.
  fileprivate func legible(on background: Color, ratio: Double, at depth: ColorDepth) -> Color {
    guard depth >= .indexed256, case .rgb(let color) = self, case .rgb(let back) = background else { return self }
    func shown(_ color: RGB) -> RGB { depth == .direct ? color : RGB(indexed256: color.indexed256) ?? color }
    return .rgb(color.legible(on: shown(back), ratio: ratio, shown: shown))
  }

  fileprivate func reduced(to depth: ColorDepth) -> Color {
    switch (self, depth) {
    case (.rgb, .direct), (.standard, _): self
    case (.rgb(let color), .indexed256): .index(color.indexed256)
    case (.rgb(let color), .sixteen): .index(color.indexed16)
    case (.rgb(let color), _): color.hue.map { .index($0) } ?? .standard
    case (.index(let index), .eight): index < 16 ? .index(index & 7) : .standard
    case (.index, _): self
    }
  }
}
