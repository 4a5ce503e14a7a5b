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
  private var looks: [Role: Look]

  package init(name: String, author: String = "", variant: Variant, looks: [Role: Look]) {
    self.name = name
    self.author = author
    self.variant = variant
    self.looks = looks
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
  package func look(_ role: Role, at depth: ColorDepth) -> Look {
    guard depth > .mono else { return Look(.standard, role.attributesAlone) }
    var look = reduced(role, to: depth)
    if blends(role, look, at: depth) { look.attributes.formUnion(role.attributesAlone) }
    return look
  }

  /// Whether colours alone do not set the role apart any more.
  private func blends(_ role: Role, _ look: Look, at depth: ColorDepth) -> Bool {
    let text = reduced(.text, to: depth)
    switch role {
    case .text: return false
    case .up: return look.foreground == text.foreground
    case .down: return look.foreground == text.foreground || look.foreground == reduced(.up, to: depth).foreground
    default: return look == text
    }
  }

  private func reduced(_ role: Role, to depth: ColorDepth) -> Look {
    var look = looks[role] ?? Look()
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
      look.background = look.background.reduced(to: depth)
    }
    look.foreground = look.foreground.reduced(to: depth)
    return look
  }
}

extension Role {
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
