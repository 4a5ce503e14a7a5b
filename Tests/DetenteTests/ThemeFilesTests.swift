import Foundation
import Testing

/// The user's own themes, as people have them lying about.
@Suite struct ThemeFilesTests {
  private static let base16 = """
    # A comment before the scheme
    system: "base16"
    name: "Plain"
    author: "Somebody"
    variant: "light"
    palette:
    """
    + (0..<16).map {
      "\n  base0\(String($0, radix: 16, uppercase: true)): \"#\(String($0, radix: 16))0\(String($0, radix: 16))0\(String($0, radix: 16))0\""
    }.joined()

  private static let btop = "theme[main_bg]=\"#282a36\"\ntheme[main_fg]=\"#f8f8f2\"\n"

  /// A home for configuration with an empty folder of themes.
  private func home() throws -> TemporaryFolder {
    let home = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: home.path + "/detente/themes", withIntermediateDirectories: true)
    return home
  }

  private func put(_ text: String, _ name: String, in home: TemporaryFolder) throws {
    try text.write(toFile: home.path + "/detente/themes/" + name, atomically: false, encoding: .utf8)
  }

  private func themes(_ files: [String: String]) throws -> Program.Result {
    let home = try home()
    for (name, text) in files { try put(text, name, in: home) }
    return try Program.run(["themes"], environment: ["XDG_CONFIG_HOME": home.path])
  }

  private func rows(_ output: String) -> [[String]] {
    output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
  }

  @Test func withoutFilesThereAreThoseOfTheProgram() throws {
    let result = try themes([:])
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(
      rows(result.output).map { $0[0] } == [
        "terminal", "dark", "light", "blue-orange", "blue-orange-light", "contrast", "contrast-light",
      ])
    #expect(rows(result.output).map { $0[1] } == ["either", "dark", "light", "dark", "light", "dark", "light"])
  }

  @Test func bothKindsStandBesideThem() throws {
    let result = try themes([
      "plain.yaml": Self.base16, "dracula.theme": Self.btop, "dark.yml": Self.base16, "notes.txt": "not a theme",
      "dracula.yaml": Self.base16,
    ])
    #expect(result.status == 0, "\(result.errors)")
    let rows = rows(result.output)
    #expect(
      rows.map { $0[0] } == [
        "terminal", "light", "blue-orange", "blue-orange-light", "contrast", "contrast-light", "dark", "dracula",
        "dracula.yaml", "plain",
      ])
    #expect(rows[6][1] == "light" && rows[6].last?.hasSuffix("/detente/themes/dark.yml") == true)
    #expect(rows[7][1] == "dark" && rows[7].last?.hasSuffix("/detente/themes/dracula.theme") == true)
  }

  @Test func aBrokenOneIsSaidWithItsPlace() throws {
    let result = try themes([
      "bad.theme": "theme[main_fg]=\"#cc\"\ntheme[title]=\"red\"\n", "empty.yaml": "", "plain.yaml": Self.base16,
    ])
    #expect(result.status == 1)
    #expect(result.output.contains("plain"))
    #expect(!result.output.contains("bad"))
    #expect(result.errors.contains("/detente/themes/bad.theme:2:15: found \"red\", expected #RRGGBB"))
    #expect(result.errors.contains("/detente/themes/empty.yaml:1:1: found nothing, expected keys with values"))
  }

  @Test func namesAndErrorsAreMadeSafe() throws {
    let result = try themes([
      "a\u{1B}[31mb.theme": Self.btop, "c\u{1B}]0;x\u{07}.theme": "theme[main_fg]=\"\u{1B}[2J\"\n",
    ])
    #expect(result.status == 1)
    #expect((Array(result.output.utf8) + Array(result.errors.utf8)).allSatisfy { $0 >= 0x20 || $0 == 0x0A })
  }

  /// Neither a pipe that nobody writes to nor a file without end is waited for.
  @Test func whatIsNoFileIsNotRead() throws {
    let home = try home()
    try put(Self.base16, "plain.yaml", in: home)
    _ = try Program.command("/usr/bin/mkfifo", [home.path + "/detente/themes/pipe.theme"])
    _ = try Program.command("/bin/ln", ["-s", "/dev/zero", home.path + "/detente/themes/zero.theme"])
    try put(String(repeating: "# long\n", count: 50_000), "long.theme", in: home)
    let result = try Program.run(["themes"], environment: ["XDG_CONFIG_HOME": home.path])
    #expect(result.status == 1)
    #expect(result.output.contains("plain"))
    for name in ["pipe", "zero", "long"] { #expect(result.errors.contains("/detente/themes/\(name).theme: ")) }
  }
}

/// What the program makes of a terminal that says what it draws upon.
@Suite struct GroundTests {
  /// xterm's answer to OSC 11.
  private func ground(_ hex: String) -> String { "\u{1B}]11;rgb:\(hex)/\(hex)/\(hex)\u{1B}\\" }

  @Test func theTerminalsOwnColoursComeWithItsGround() throws {
    let terminal = try PseudoTerminal(["--color", "256"], columns: 120, rows: 40)
    #expect(terminal.read(until: "AMAT"))
    terminal.read(seconds: 0.3)
    #expect(!String(decoding: terminal.output, as: UTF8.self).contains("38;5;"))
    terminal.type(ground("ffff"))
    // Dark red of the 256 on white.
    #expect(terminal.readsAnew(until: "38;5;124"))
    // The terminal turns dark, says so, and is asked on what it draws now.
    terminal.type("\u{1B}[?997;2n\u{1B}[?1;2c")
    terminal.type("\u{1B}[?997;1n")
    #expect(terminal.readsAnew(until: "\u{1B}]11;?"))
    terminal.type(ground("0000"))
    // Light red.
    #expect(terminal.readsAnew(until: "38;5;210"))
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
  }

  /// What was chosen stays until the terminal changes.
  @Test func aPairFollowsLightAndDark() throws {
    let terminal = try PseudoTerminal(["--color", "direct", "--theme", "dark"], columns: 120, rows: 40)
    #expect(terminal.read(until: "48;2;20;23;28"))
    terminal.type("\u{1B}[?997;2n" + ground("ffff") + "\u{1B}[?1;2c")
    terminal.read(seconds: 0.3)
    #expect(!String(decoding: terminal.output, as: UTF8.self).contains("48;2;250;250;247"))
    terminal.type("\u{1B}[?997;1n")
    terminal.read(seconds: 0.3)
    terminal.type("\u{1B}[?997;2n")
    #expect(terminal.readsAnew(until: "48;2;250;250;247"))
    terminal.type("q")
    #expect(terminal.exitStatus() == 0)
  }
}
