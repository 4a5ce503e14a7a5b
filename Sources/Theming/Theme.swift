import Canvas

/// A look for every role, at every colour depth.
///
/// With 16 colours and more a theme paints its background, so that a light theme is one on a dark terminal too; those that
/// name none leave the terminal's. With 8 colours the terminal's own text and background stay, and only hues are set; with
/// none, attributes alone speak.
package struct Theme: Hashable, Sendable {
  package enum Variant: String, Hashable, Sendable { case dark, light }

  package let name: String
  /// Empty when the file names none.
  package let author: String
  package let variant: Variant
  /// The theme of the other variant that belongs to it, by the name of its file; nil: none is known.
  package let partner: String?
  private let looks: [Role: Look]
  /// What is painted behind the row with the cursor; nil: the row is turned round.
  private let selection: RGB?
  /// What the terminal shows, or is taken to show, where the theme paints no background; nil: nobody knows.
  private var ground: RGB?
  private var direction = Direction.greenUp

  /// - Parameters:
  ///   - selection: behind the row with the cursor; nearer to the ground where text would not read on it.
  ///   - ground: behind what has `.standard` for a background.
  package init(
    name: String, author: String = "", variant: Variant, partner: String? = nil, looks: [Role: Look],
    selection: RGB? = nil, ground: RGB? = nil
  ) {
    self.name = name
    self.author = author
    self.variant = variant
    self.partner = partner
    self.looks = looks
    self.ground = ground
    let text = looks[.text] ?? Look()
    guard let selection, case .rgb(let front) = text.foreground, let back = text.background.rgb ?? ground else {
      self.selection = selection
      return
    }
    // What is written there keeps its colours, as far as that goes.
    self.selection =
      (0..<8).lazy.map { selection.mixed(with: back, eighths: $0) }.first { $0.contrast(with: front) >= 4.5 }
      ?? selection
  }

  /// The same theme with the colours of up and down as a place has them.
  package func directed(_ direction: Direction) -> Theme {
    var theme = self
    theme.direction = direction
    return theme
  }

  /// The same theme on a terminal whose background is known, or not: what it leaves unpainted reads there.
  package func on(_ ground: RGB?) -> Theme {
    if isTerminals { return .terminal(on: ground).directed(direction) }
    guard paintsNoGround, let ground else { return self }
    var theme = self
    theme.ground = ground
    return theme
  }

  /// Text is as the terminal has it: no file's theme.
  private var isTerminals: Bool { looks[.text] == nil }

  private var paintsNoGround: Bool { (looks[.text] ?? Look()).background == .standard }

  /// How a role is drawn at a depth: no colour in it needs more than the depth offers. Up, down and text always differ, and
  /// so do the series. From 256 colours on, what is drawn has the contrast that its role needs.
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
    guard hasColors(at: depth) else { return Look(.standard, role.attributesAlone) }
    var look = reduced(role, isSelected: isSelected, to: depth)
    if let index = role.seriesIndex {
      let equal = (0..<index).count { look == reduced(.series($0), isSelected: isSelected, to: depth) }
      look.attributes.formUnion(Role.series(equal).attributesAlone)
    } else if blends(role, look, isSelected: isSelected, at: depth) {
      look.attributes.formUnion(role.attributesAlone)
    }
    return look
  }

  /// On a ground that nobody knows, and among sixteen colours that users choose, no colour is sure to be read.
  private func hasColors(at depth: ColorDepth) -> Bool {
    depth > .mono && (!isTerminals || ground != nil && depth >= .indexed256)
  }

  /// Users choose the first sixteen colours, so that no two of them are sure to differ a little.
  private func paintsSelection(at depth: ColorDepth) -> Bool {
    guard let selection, hasColors(at: depth), depth >= .indexed256 else { return false }
    let text = (looks[.text] ?? Look()).background
    let behind = text == .standard ? ground.map { Color.rgb($0) } ?? text : text
    return Color.rgb(selection).reduced(to: depth) != behind.reduced(to: depth)
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
    var look = looks[colored(role)] ?? Look()
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
      // The terminal's own background is no colour of the depth's.
      let behind = look.background == .standard ? ground : look.background.shown(at: depth)
      if let behind { look.foreground = look.foreground.legible(on: behind, ratio: role.contrast, at: depth) }
      look.background = look.background.reduced(to: depth)
    }
    look.foreground = look.foreground.reduced(to: depth)
    return look
  }

  /// The role whose colour a role has.
  private func colored(_ role: Role) -> Role {
    switch (role, direction) {
    case (.up, .redUp): .down
    case (.down, .redUp): .up
    default: role
    }
  }
}

extension Role {
  /// The least contrast with what is behind it (WCAG 2.1): all hold text but heat, rules the heads of columns.
  fileprivate var contrast: Double {
    switch self {
    case .heat1, .heat2, .heat3, .heat4: 3
    default: 4.5
    }
  }

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
    case .text, .series1, .heat2, .heat3: []
    case .dim, .rule, .series3, .heat1: .dim
    case .heading, .accent, .up, .key, .series2, .heat4: .bold
    case .down, .series4: .underline
    case .warning, .series5: [.bold, .underline]
    case .series6: [.dim, .underline]
    case .error, .header, .series7: .inverse
    case .past, .series8: [.inverse, .bold]
    }
  }
}

extension Color {
  fileprivate var rgb: RGB? { if case .rgb(let color) = self { color } else { nil } }

  /// What a terminal of the depth shows for it; nil where it shows a colour of its own.
  fileprivate func shown(at depth: ColorDepth) -> RGB? {
    switch reduced(to: depth) {
    case .rgb(let color): color
    case .index(let index): RGB(indexed256: index)
    case .standard: nil
    }
  }

  /// This colour, as far from a background as `ratio` asks, once a terminal of the depth shows it.
  fileprivate func legible(on background: RGB, ratio: Double, at depth: ColorDepth) -> Color {
    guard depth >= .indexed256, case .rgb(let color) = self else { return self }
    return .rgb(color.legible(on: background, ratio: ratio) { Color.rgb($0).shown(at: depth) ?? $0 })
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
