import CScreen
import Canvas
import Theming

/// The looks of the theme in use, as ncurses holds them: each role's, and each role's in the row with the cursor.
///
/// Themes take turns with the two halves of looks and colours, so that ncurses sees every cell change and repaints
/// without clearing the screen.
struct LookTable {
  private static let half = DT_LOOKS / 2
  private static let colors = DT_COLORS / 2

  private var isUpper = false
  /// Looks in which a blank looks as it does in plain text of the same row.
  private var quiet: Set<UInt8> = []

  /// - Parameter isSelected: in the row with the cursor.
  func index(of role: Role, isSelected: Bool) -> UInt8 {
    role.rawValue * 2 + (isSelected ? 1 : 0) + (isUpper ? UInt8(LookTable.half) : 0)
  }

  func isQuiet(_ look: UInt8) -> Bool { quiet.contains(look) }

  /// - Parameter isShown: something was drawn with the theme before.
  mutating func set(_ theme: Theme, depth: ColorDepth, isShown: Bool) {
    if isShown { isUpper.toggle() }
    let first = isUpper ? Int32(LookTable.colors) : 0
    var defined: [RGB] = []
    func number(_ color: Color) -> Int32 {
      switch color {
      case .standard: return Int32(DT_COLOR_DEFAULT)
      case .index(let index): return Int32(index)
      case .rgb(let rgb):
        let index = defined.firstIndex(of: rgb) ?? defined.count
        // Roles have fewer colours; should there be more than can be defined, one of the first sixteen does.
        guard index < LookTable.colors else { return Int32(rgb.indexed16) }
        if index == defined.count { defined.append(rgb) }
        dt_screen_rgb(first + Int32(index), rgb.value)
        return 16 + first + Int32(index)
      }
    }
    for index in 0..<Int32(LookTable.colors) { dt_screen_rgb(first + index, Int32(DT_COLOR_DEFAULT)) }
    quiet = []
    for isSelected in [false, true] {
      let plain = theme.look(.text, isSelected: isSelected, at: depth)
      for role in Role.allCases {
        let look = theme.look(role, isSelected: isSelected, at: depth)
        let index = index(of: role, isSelected: isSelected)
        if look.background == plain.background, look.attributes.isDisjoint(with: [.inverse, .underline]) {
          quiet.insert(index)
        }
        _ = dt_screen_look(
          Int32(index), number(look.foreground), number(look.background), UInt32(look.attributes.rawValue))
      }
    }
  }
}
