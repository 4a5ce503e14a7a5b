import Canvas
import Foundation
import Testing

@testable import Theming

@Suite struct ThemeTests {
  private static let themes: [Theme] = files.map(\.theme)

  private static let files: [(name: String, theme: Theme)] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../themes")
      .standardizedFileURL
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }.compactMap {
      guard let data = try? Data(contentsOf: $0), let theme = try? Theme(base16: Array(data)) else { return nil }
      return ($0.deletingPathExtension().lastPathComponent, theme)
    }
  }()

  /// WCAG 2.1, from the colours as a terminal shows them (numbers by xterm's table).
  private func contrast(_ one: Color, _ other: Color) throws -> Double {
    func luminance(_ color: Color) throws -> Double {
      let channels: [Int]
      switch color {
      case .rgb(let rgb): channels = [Int(rgb.red), Int(rgb.green), Int(rgb.blue)]
      case .index(let index):
        try #require(index >= 16)
        let step = Int(index) - 16
        channels =
          index < 232
          ? [step / 36, step / 6 % 6, step % 6].map { [0, 95, 135, 175, 215, 255][$0] }
          : Array(repeating: 10 * (Int(index) - 232) + 8, count: 3)
      case .standard: channels = try #require(nil, "the terminal's own")
      }
      let linear = channels.map { Double($0) / 255 }.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
      return zip(linear, [0.2126, 0.7152, 0.0722]).map(*).reduce(0, +)
    }
    let (a, b) = (try luminance(one), try luminance(other))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  private static let plain = (0..<16).map { number in
    "base0\(String(number, radix: 16, uppercase: true)): \"\(number % 10)\(number % 10)0080\""
  }

  @Test func theShippedThemes() {
    #expect(
      ThemeTests.themes.map(\.name) == [
        "Blue and Orange Light", "Blue and Orange", "High Contrast Light", "High Contrast", "Détente Dark",
        "Détente Light",
      ])
    #expect(ThemeTests.themes.map(\.variant) == [.light, .dark, .light, .dark, .dark, .light])
    #expect(ThemeTests.themes.allSatisfy { !$0.author.isEmpty })
  }

  @Test(arguments: ColorDepth.allCases)
  func upDownAndTextAlwaysDiffer(_ depth: ColorDepth) {
    for theme in ThemeTests.themes + [.terminal] {
      let looks = [Role.text, .up, .down].map { theme.look($0, at: depth) }
      #expect(Set(looks).count == 3, "\(theme.name) at \(depth)")
      for role in Role.allCases where role != .text && ![.series1, .heat2, .heat3].contains(role) {
        #expect(theme.look(role, at: depth) != looks[0], "\(theme.name): \(role) at \(depth)")
      }
    }
  }

  @Test(arguments: ColorDepth.allCases)
  func noColourBeyondTheDepth(_ depth: ColorDepth) {
    for theme in ThemeTests.themes + [.terminal] {
      for role in Role.allCases {
        let look = theme.look(role, at: depth)
        for color in [look.foreground, look.background] {
          switch color {
          case .standard: break
          case .index(let index): #expect(depth >= .indexed256 || depth > .mono && index < (depth == .eight ? 8 : 16))
          case .rgb: #expect(depth == .direct)
          }
        }
      }
    }
  }

  @Test func themesPaintTheirBackgroundFromSixteenColoursOn() {
    for theme in ThemeTests.themes {
      #expect(theme.look(.text, at: .direct).background != .standard)
      #expect(theme.look(.text, at: .sixteen).background == .index(theme.variant == .dark ? 0 : 15))
      #expect(theme.look(.text, at: .eight) == Look())
      #expect(theme.look(.text, at: .mono) == Look())
      #expect(theme.look(.header, at: .eight) == Look(.standard, [.inverse]))
    }
    #expect(Theme.terminal.look(.text, at: .direct) == Look())
  }

  /// WCAG 2.1: 4.5 for text, 3 for bars, on the theme's own ground and in the row with the cursor.
  @Test(arguments: [ColorDepth.direct, .indexed256], [false, true])
  func shippedThemesAreLegible(_ depth: ColorDepth, isSelected: Bool) throws {
    for theme in ThemeTests.themes {
      for role in Role.allCases {
        let look = theme.look(role, isSelected: isSelected, at: depth)
        let ratio = try contrast(look.foreground, look.background)
        #expect(ratio >= ([.heat1, .heat2, .heat3, .heat4].contains(role) ? 3 : 4.5), "\(theme.name): \(role)")
      }
    }
  }

  /// Xterm's white and black, and the grounds of Solarized light and dark, Dracula, Nord, and a grey that is neither.
  @Test(
    arguments: ["ffffff", "000000", "fdf6e3", "002b36", "282a36", "2e3440", "808080"], [ColorDepth.direct, .indexed256])
  func theTerminalsOwnIsLegibleOnAKnownGround(_ hex: String, _ depth: ColorDepth) throws {
    let ground = try #require(RGB(hex: hex))
    let theme = Theme.terminal.on(ground)
    #expect(theme.look(.text, at: depth) == Look())
    for role in Role.allCases where ![.text, .heading, .accent, .header].contains(role) {
      let look = theme.look(role, at: depth)
      #expect(try contrast(look.foreground, .rgb(ground)) >= 3, "\(role)")
      guard ![.heat1, .heat2, .heat3, .heat4].contains(role) else { continue }
      #expect(try contrast(look.foreground, .rgb(ground)) >= 4.5, "\(role)")
      guard ![.dim, .rule, .past].contains(role) else { continue }
      let selected = theme.look(role, isSelected: true, at: depth)
      #expect(try contrast(selected.foreground, selected.background) >= 4.5, "\(role) selected")
    }
    #expect(theme.on(nil) == .terminal)
  }

  /// No colour is read on every ground: yellow vanishes on white, blue on black.
  @Test(arguments: ColorDepth.allCases)
  func onAnUnknownGroundDirectionIsToldByWeightAndLine(_ depth: ColorDepth) {
    for role in Role.allCases {
      let look = Theme.terminal.look(role, at: depth)
      #expect(look.foreground == .standard && look.background == .standard)
    }
    #expect(Theme.terminal.look(.up, at: depth).attributes == .bold)
    #expect(Theme.terminal.look(.down, at: depth).attributes == .underline)
  }

  @Test func lightAndDarkArePairs() throws {
    for (name, theme) in ThemeTests.files {
      let partner = try #require(ThemeTests.files.first { $0.name == theme.partner })
      #expect(partner.theme.partner == name)
      #expect(partner.theme.variant != theme.variant)
    }
    #expect(Theme.terminal.on(RGB(255, 255, 255)).variant == .light)
    #expect(Theme.terminal.on(RGB(0, 0, 0)).variant == .dark)
  }

  @Test(arguments: ColorDepth.allCases)
  func seriesAreToldApart(_ depth: ColorDepth) {
    let terminals = [Theme.terminal, .terminal.on(RGB(0, 0, 0)), .terminal.on(RGB(255, 255, 255))]
    for theme in ThemeTests.themes + terminals {
      for isSelected in [false, true] {
        let looks = (0..<8).map { theme.look(.series($0), isSelected: isSelected, at: depth) }
        #expect(Set(looks).count == 8, "\(theme.name)")
      }
      let colors = (0..<8).compactMap { index -> RGB? in
        guard case .rgb(let color) = theme.look(.series(index), at: depth).foreground else { return nil }
        return color
      }
      // Two colours that differ by less than 25 of 255 in all channels together are one at a line's width.
      for (index, color) in colors.enumerated() {
        for other in colors[..<index] {
          #expect(color.distance(to: other) > 25 * 25, "\(theme.name): \(color) \(other)")
        }
      }
    }
  }

  @Test(arguments: ColorDepth.allCases)
  func redUpChangesColoursAlone(_ depth: ColorDepth) {
    for theme in ThemeTests.themes + [.terminal.on(RGB(0, 0, 0))] where depth >= .sixteen {
      let turned = theme.directed(.redUp)
      guard theme.look(.up, at: depth).foreground != .standard else { continue }
      #expect(turned.look(.up, at: depth).foreground == theme.look(.down, at: depth).foreground)
      #expect(turned.look(.down, at: depth).foreground == theme.look(.up, at: depth).foreground)
      #expect(turned.look(.warning, at: depth) == theme.look(.warning, at: depth))
      #expect(turned.directed(.redUp) == turned)
      #expect(turned.directed(.greenUp) == theme)
    }
    // By weight and line a rise is told as everywhere.
    #expect(Theme.terminal.directed(.redUp).look(.up, at: .mono) == Theme.terminal.look(.up, at: .mono))
    #expect(Theme.terminal.directed(.redUp).on(RGB(0, 0, 0)) == Theme.terminal.on(RGB(0, 0, 0)).directed(.redUp))
  }

  /// A ground of its own under every role, which can be told from the others'.
  @Test(arguments: [ColorDepth.direct, .indexed256])
  func theRowWithTheCursorIsPainted(_ depth: ColorDepth) throws {
    for theme in ThemeTests.themes {
      let grounds = Set(Role.allCases.map { theme.look($0, isSelected: true, at: depth).background })
      #expect(grounds.count == 1, "\(theme.name)")
      #expect(try contrast(#require(grounds.first), theme.look(.text, at: depth).background) > 1.2, "\(theme.name)")
      let looks = [Role.text, .up, .down].map { theme.look($0, isSelected: true, at: depth) }
      #expect(Set(looks).count == 3, "\(theme.name)")
    }
  }

  /// Turned round where colours are few or the user's own; direction is told by weight and line then.
  @Test(arguments: ColorDepth.allCases)
  func theRowWithTheCursorIsTurnedRound(_ depth: ColorDepth) {
    for theme in [.terminal] + (depth <= .sixteen ? ThemeTests.themes : []) {
      let text = theme.look(.text, at: depth)
      func selected(_ role: Role) -> Look { theme.look(role, isSelected: true, at: depth) }
      #expect(selected(.text) == Look(text.foreground, on: text.background, .inverse))
      #expect(selected(.up).attributes == [.inverse, .bold])
      #expect(selected(.down).attributes == [.inverse, .underline])
      // What is turned round elsewhere stands out here by not being it.
      #expect(selected(.error).attributes == [])
    }
  }

  @Test func blueOrangeIsNeitherRedNorGreen() {
    for theme in ThemeTests.themes where theme.name.hasPrefix("Blue") {
      guard case .rgb(let up) = theme.look(.up, at: .direct).foreground,
        case .rgb(let down) = theme.look(.down, at: .direct).foreground
      else {
        Issue.record("no colours")
        continue
      }
      #expect(up.blue > up.red && up.blue > up.green)
      #expect(down.red > down.blue && down.green > down.blue)
    }
  }

  @Test func bothFormsOfBase16() throws {
    let old = try Theme(base16: Array((["scheme: Old", "author: A"] + ThemeTests.plain).joined(separator: "\n").utf8))
    let new = try Theme(
      base16: Array(
        (["name: New", "system: base16", "palette:"] + ThemeTests.plain.map { "  " + $0 }).joined(separator: "\n").utf8)
    )
    #expect(old.name == "Old" && old.author == "A" && old.variant == .dark)
    #expect(new.name == "New" && new.author == "")
    #expect(Role.allCases.allSatisfy { old.look($0, at: .direct) == new.look($0, at: .direct) })
  }

  /// base24 has eight more, of which two are series.
  @Test func base24() throws {
    let sixteen = ["name: New", "palette:"] + ThemeTests.plain.map { "  " + $0 }
    let more = (10...17).map { "  base\($0): \"c0f0\($0)\"" }
    let theme = try Theme(base16: Array((sixteen + more).joined(separator: "\n").utf8))
    let base16 = try Theme(base16: Array(sixteen.joined(separator: "\n").utf8))
    #expect(theme.look(.up, at: .direct) == base16.look(.up, at: .direct))
    #expect(theme.look(.series(6), at: .direct).foreground == .rgb(RGB(0xC0, 0xF0, 0x16)))
    let error = #expect(throws: ThemeError.self) {
      try Theme(base16: Array((sixteen + more.dropLast()).joined(separator: "\n").utf8))
    }
    #expect(error?.description == "3:3: found no base17, expected base00 to base17")
  }

  @Test(arguments: [
    ("", "1:1: found nothing, expected keys with values"),
    ("- a", "1:1: found a list, expected keys with values"),
    ("name: x", "1:1: found no base00, expected base00 to base0F"),
    ("name: x\npalette:\n  base00: \"#000000\"\n", "3:3: found no base01, expected base00 to base0F"),
    ("name: x\nbase00: red\n", "2:9: found \"red\" for base00, expected six hexadecimal digits"),
    ("name: x\nbase00: [1]\n", "2:9: found a list, expected text"),
    ("name: x\npalette: 3\n", "2:10: found text, expected keys with values"),
  ])
  func places(_ yaml: String, _ expected: String) {
    let error = #expect(throws: ThemeError.self) { try Theme(base16: Array(yaml.utf8)) }
    #expect(error?.description == expected)
  }

  @Test func moreErrors() {
    let colors = ThemeTests.plain.joined(separator: "\n")
    for (head, expected) in [
      ("author: x", "1:1: found no name, expected name or scheme"),
      ("name: \"\"", "1:7: found an empty name, expected a name"),
      ("name: x\nvariant: dusk", "2:10: found \"dusk\", expected dark or light"),
    ] {
      let error = #expect(throws: ThemeError.self) { try Theme(base16: Array((head + "\n" + colors).utf8)) }
      #expect(error?.description == expected)
    }
    #expect(throws: ThemeError.self) { try Theme(base16: [0xFF, 0xFE, 0x00]) }
    #expect(throws: ThemeError.self) { try Theme(base16: Array("a: [".utf8)) }
  }
}
