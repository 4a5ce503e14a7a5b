import CScreen
import Canvas
import Theming

/// The looks of the theme in use, as ncurses holds them.
///
/// Each theme takes the other half of looks and colours, so that ncurses sees every cell change and repaints without
/// clearing the screen.
struct LookTable {
  private var base: UInt8 = 16
  /// Roles in which a blank looks as it does in plain text.
  private var quiet: Set<Role> = []

  func index(of role: Role) -> UInt8 { base + role.rawValue }

  func isQuiet(_ role: Role) -> Bool { quiet.contains(role) }

  mutating func set(_ theme: Theme, depth: ColorDepth) {
    base = base == 0 ? 16 : 0
    var defined: [RGB] = []
    func number(_ color: Color) -> Int32 {
      switch color {
      case .standard: return Int32(DT_COLOR_DEFAULT)
      case .index(let index): return Int32(index)
      case .rgb(let rgb):
        let index = defined.firstIndex(of: rgb) ?? defined.count
        // Roles have few colours; should there be more than can be defined, the nearest of the 256 does.
        guard index < 16 else { return Int32(rgb.indexed256) }
        if index == defined.count { defined.append(rgb) }
        dt_screen_rgb(Int32(index) + Int32(base), rgb.value)
        return 16 + Int32(index) + Int32(base)
      }
    }
    for index in 0..<16 { dt_screen_rgb(Int32(index) + Int32(base), Int32(DT_COLOR_DEFAULT)) }
    quiet = []
    let plain = theme.look(.text, at: depth)
    for role in Role.allCases {
      let look = theme.look(role, at: depth)
      if look.background == plain.background, look.attributes.isDisjoint(with: [.inverse, .underline]) {
        quiet.insert(role)
      }
      _ = dt_screen_look(
        Int32(index(of: role)), number(look.foreground), number(look.background), UInt32(look.attributes.rawValue))
    }
  }
}
