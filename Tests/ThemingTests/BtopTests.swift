import Canvas
import Testing

@testable import Theming

/// Themes as btop's own are written: https://github.com/aristocratos/btop, section Themes of its README.
@Suite struct BtopTests {
  private static let file = """
    # A theme
    # Main background, empty for terminal default
    theme[main_bg]="#10141c"
    theme[main_fg]="#cc"
    theme[title]="#ffffff"
    theme[hi_fg]="120 170 240"

    theme[selected_bg]="#303848"
    theme[inactive_fg]="#8c"
    theme[div_line]="#606060" # behind a value
    theme[cpu_box]="#50d070"
    theme[mem_box]="#e06060"
    theme[proc_banner_bg]="not read here"
    theme[cpu_start]="#20a0a0"
    theme[cpu_mid]="#e0c040"
    theme[cpu_end]="#ff60ff"
    theme[free_mid]=""
    theme[temp_start]=#a080ff
    """

  private func theme(_ text: String) throws -> Theme { try Theme(btop: Array(text.utf8), name: "Test") }

  @Test(arguments: ["\n", "\r\n"])
  func isReadAsItIs(_ end: String) throws {
    let theme = try theme(Self.file.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end))
    func look(_ role: Role) -> Look { theme.look(role, at: .direct) }
    let ground = Color.rgb(RGB(0x10, 0x14, 0x1C))
    #expect(theme.variant == .dark && theme.name == "Test")
    #expect(look(.text) == Look(.rgb(RGB(0xCC, 0xCC, 0xCC)), on: ground))
    #expect(look(.key).foreground == .rgb(RGB(120, 170, 240)))
    #expect(look(.dim).foreground == .rgb(RGB(0x8C, 0x8C, 0x8C)))
    // The greenest and the reddest.
    #expect(look(.up).foreground == .rgb(RGB(0x50, 0xD0, 0x70)))
    #expect(look(.down).foreground == .rgb(RGB(0xE0, 0x60, 0x60)))
    // The gradient's ends, and a third of the way: two thirds of the way to its middle.
    #expect(look(.heat1).foreground == .rgb(RGB(0x20, 0xA0, 0xA0)))
    #expect(look(.heat2).foreground == .rgb(RGB(0xA0, 0xB5, 0x60)))
    #expect(look(.heat4).foreground == .rgb(RGB(0xFF, 0x60, 0xFF)))
    #expect(theme.look(.text, isSelected: true, at: .direct).background == .rgb(RGB(0x30, 0x38, 0x48)))
    #expect(Set((0..<8).map { look(.series($0)) }).count == 8)
  }

  /// Dracula's: light text on a pink that it does not read on.
  @Test func aLoudSelectionIsToned() throws {
    let theme = try theme(
      """
      theme[main_bg]="#282a36"
      theme[main_fg]="#f8f8f2"
      theme[selected_bg]="#ff79c6"
      theme[net_box]="#ff5555"
      """)
    let text = theme.look(.text, isSelected: true, at: .direct)
    #expect(text.foreground == .rgb(RGB(0xF8, 0xF8, 0xF2)))
    guard case .rgb(let ground) = text.background else {
      Issue.record("not painted")
      return
    }
    #expect(ground.red > ground.blue && ground.blue > ground.green)
    #expect(ground.contrast(with: RGB(0xF8, 0xF8, 0xF2)) >= 4.5)
    #expect(ground.contrast(with: RGB(0x28, 0x2A, 0x36)) > 1.5)
  }

  @Test func withoutABackgroundTheTerminalsStays() throws {
    let theme = try theme("theme[main_bg]=\"\"\ntheme[main_fg]=\"#c0c0c0\"\ntheme[hi_fg]=\"#e0d040\"\n")
    #expect(theme.variant == .dark)
    #expect(theme.look(.text, at: .direct).background == .standard)
    #expect(theme.look(.key, at: .direct).foreground == .rgb(RGB(0xE0, 0xD0, 0x40)))
    // Where the terminal turns out to be white, what would not be read there gives way.
    guard case .rgb(let key) = theme.on(RGB(255, 255, 255)).look(.key, at: .direct).foreground else {
      Issue.record("no colour")
      return
    }
    #expect(key.contrast(with: RGB(255, 255, 255)) >= 4.5)
  }

  /// A theme in greys has neither green nor red.
  @Test(arguments: ColorDepth.allCases)
  func greysTellDirectionByWeight(_ depth: ColorDepth) throws {
    let theme = try theme("theme[main_bg]=\"#00\"\ntheme[main_fg]=\"#d0\"\ntheme[hi_fg]=\"#ff\"\n")
    let looks = [Role.text, .up, .down].map { theme.look($0, at: depth) }
    #expect(Set(looks).count == 3)
    #expect(Set((0..<8).map { theme.look(.series($0), at: depth) }).count == 8)
  }

  @Test(arguments: [
    ("", "1:1: found no theme[main_fg], expected a colour of text"),
    ("theme[main_bg]=\"#000000\"", "1:1: found no theme[main_fg], expected a colour of text"),
    ("# x\n  main_fg = red", "2:3: found \"main_fg = red\", expected theme[name]=\"#RRGGBB\""),
    ("theme[main_fg] \"#cc\"", "1:16: found \"\"#cc\"\", expected theme[name]=\"#RRGGBB\""),
    (
      "theme[main_fg]=\"#cc\"\ntheme[title]=\"#12345\"",
      "2:15: found \"#12345\", expected #RRGGBB, #GG, three numbers from 0 to 255 or nothing"
    ),
    (
      "theme[main_fg]=\"0 256 0\"",
      "1:17: found \"0 256 0\", expected #RRGGBB, #GG, three numbers from 0 to 255 or nothing"
    ),
  ])
  func places(_ text: String, _ expected: String) {
    let error = #expect(throws: ThemeError.self) { try Theme(btop: Array(text.utf8), name: "Test") }
    #expect(error?.description == expected)
  }

  @Test func anyBytesAreReadOrRefused() {
    for bytes: [UInt8] in [
      [0], [0xFF, 0xFE], Array("theme[".utf8), Array("theme[]".utf8), Array("theme[main_fg]=".utf8),
    ] {
      #expect(throws: ThemeError.self) { try Theme(btop: bytes, name: "Test") }
    }
  }
}
