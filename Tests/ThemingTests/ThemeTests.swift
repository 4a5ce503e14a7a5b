import Canvas
import Foundation
import Testing

@testable import Theming

@Suite struct ThemeTests {
  private static let themes: [Theme] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../themes")
      .standardizedFileURL
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }.compactMap {
      guard let data = try? Data(contentsOf: $0) else { return nil }
      return try? Theme(base16: Array(data))
    }
  }()

  private static let plain = (0..<16).map { number in
    "base0\(String(number, radix: 16, uppercase: true)): \"\(number % 10)\(number % 10)0080\""
  }

  @Test func theShippedThemes() {
    #expect(
      ThemeTests.themes.map(\.name) == [
        "Blue and Orange Light", "Blue and Orange", "High Contrast", "Détente Dark", "Détente Light",
      ])
    #expect(ThemeTests.themes.map(\.variant) == [.light, .dark, .dark, .dark, .light])
    #expect(ThemeTests.themes.allSatisfy { !$0.author.isEmpty })
  }

  @Test(arguments: ColorDepth.allCases)
  func upDownAndTextAlwaysDiffer(_ depth: ColorDepth) {
    for theme in ThemeTests.themes + [.terminal] {
      let looks = [Role.text, .up, .down].map { theme.look($0, at: depth) }
      #expect(Set(looks).count == 3, "\(theme.name) at \(depth)")
      for role in Role.allCases where role != .text {
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

  /// WCAG 2.1: 4.5 for text, 3 for what is large or repeated by sign and arrow.
  @Test func shippedThemesAreLegible() {
    for theme in ThemeTests.themes {
      for role in Role.allCases where role != .rule {
        let look = theme.look(role, at: .direct)
        guard case .rgb(let front) = look.foreground, case .rgb(let back) = look.background else {
          Issue.record("\(theme.name): \(role) is not painted")
          continue
        }
        #expect(front.contrast(with: back) >= 4.45, "\(theme.name): \(role)")
      }
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
