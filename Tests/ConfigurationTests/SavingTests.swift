import Configuration
import Foundation
import Testing

/// What the program writes into a file that its user wrote.
struct SavingTests {
  private static let changed: Settings = {
    var settings = Settings()
    settings.theme = "dark"
    settings.columns = ["last", "chg%"]
    settings.sort = Settings.Sort("chg", isReversed: true, isOverAll: true)
    settings.hidden = ["ahead"]
    return settings
  }()

  private func saved(_ ids: [String], in text: String) throws -> String {
    let bytes = try ConfigurationText(words).setting(ids, to: Self.changed, in: Array(text.utf8))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Every byte but those of the value stays: order, comments, blanks, quotes and line ends.
  @Test(arguments: [
    ("theme: light\n", "theme: dark\n"),
    ("theme: light", "theme: dark"),
    (
      "# a\n\nmouse: true   # b\ntheme:   'light'  # c\ntitle: true\n",
      "# a\n\nmouse: true   # b\ntheme:   dark  # c\ntitle: true\n"
    ),
    ("theme: light\r\nmouse: true\r\n", "theme: dark\r\nmouse: true\r\n"),
    ("\u{FEFF}# Käse\ntheme: light\n", "\u{FEFF}# Käse\ntheme: dark\n"),
    ("theme:\nmouse: true\n", "theme: dark\nmouse: true\n"),
    ("theme: # which\nmouse: true\n", "theme: dark # which\nmouse: true\n"),
    ("", "theme: dark\n"),
    ("# nothing yet", "# nothing yet\ntheme: dark\n"),
    ("mouse: true", "mouse: true\ntheme: dark\n"),
    ("mouse: true\r\n", "mouse: true\r\ntheme: dark\r\n"),
    ("---\nmouse: true\n", "---\nmouse: true\ntheme: dark\n"),
    ("  mouse: true\n  title: true\n", "  mouse: true\n  title: true\n  theme: dark\n"),
    ("{ mouse: true, theme: light }\n", "{ mouse: true, theme: dark }\n"),
    ("{ mouse: true }\n", "{ mouse: true, theme: dark }\n"),
    ("{}", "{theme: dark}"),
    ("theme: dark # as it is\n", "theme: dark # as it is\n"),
  ])
  func onlyTheValueChanges(text: String, expected: String) throws {
    #expect(try saved(["theme"], in: text) == expected)
  }

  @Test(arguments: [
    ("columns: [last, sigma] # mine\nmouse: true\n", "columns: [last, chg%] # mine\nmouse: true\n"),
    ("columns: [\n  last, # price\n  sigma,\n]\nmouse: true\n", "columns: [last, chg%]\nmouse: true\n"),
    ("columns:\n  - last\n  - sigma\nmouse: true\n", "columns: [last, chg%]\nmouse: true\n"),
    ("columns:\n- last\n- sigma\n\n# the rest\nmouse: true\n", "columns: [last, chg%]\n\n# the rest\nmouse: true\n"),
    (
      "columns: # mine\r\n  - last\r\n  - sigma # s\r\nmouse: true\r\n",
      "columns: [last, chg%] # mine # s\r\nmouse: true\r\n"
    ),
    ("columns:\n  - sigma", "columns: [last, chg%]"),
  ])
  func listsOfLinesAreReplaced(text: String, expected: String) throws {
    #expect(try saved(["columns"], in: text) == expected)
  }

  @Test func severalOptionsAreSetAtOnce() throws {
    let text = "# look\nsort: sigma\ntheme: light\nkeys: { x: files }\n"
    let expected = """
      # look
      sort: "-chg all"
      theme: dark
      keys: { x: files }
      columns: [last, chg%]
      hidden: [ahead]

      """
    #expect(try saved(["theme", "columns", "sort", "hidden"], in: text) == expected)
  }

  /// Nothing is written into a file that is not understood, nor where the result would not be.
  @Test(arguments: ["theme: drak\n", "theme: [\n", "- a\n", "mouse: true\n...\n"])
  func whatIsNotUnderstoodIsNotChanged(text: String) {
    #expect(throws: ConfigurationFault.self) { try saved(["theme"], in: text) }
  }

  @Test func savedFilesKeepTheirLinkAndMode() throws {
    let folder = NSTemporaryDirectory() + "detente-configuration-\(UUID().uuidString)"
    let manager = FileManager.default
    try manager.createDirectory(atPath: folder + "/dotfiles", withIntermediateDirectories: true)
    defer { try? manager.removeItem(atPath: folder) }
    try Data("theme: light # mine\n".utf8).write(to: URL(fileURLWithPath: folder + "/dotfiles/detente.yaml"))
    try manager.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder + "/dotfiles/detente.yaml")
    try manager.createSymbolicLink(atPath: folder + "/config.yaml", withDestinationPath: "dotfiles/detente.yaml")
    _ = try ConfigurationFile(folder + "/config.yaml", words).saving(["theme"], of: Self.changed)
    #expect(try manager.destinationOfSymbolicLink(atPath: folder + "/config.yaml") == "dotfiles/detente.yaml")
    #expect(try String(contentsOfFile: folder + "/dotfiles/detente.yaml", encoding: .utf8) == "theme: dark # mine\n")
    let mode = try manager.attributesOfItem(atPath: folder + "/dotfiles/detente.yaml")[.posixPermissions] as? Int
    #expect(mode == 0o640)
    #expect(try manager.contentsOfDirectory(atPath: folder + "/dotfiles") == ["detente.yaml"])

    _ = try ConfigurationFile(folder + "/new.yaml", words).saving(["theme"], of: Self.changed)
    #expect(try String(contentsOfFile: folder + "/new.yaml", encoding: .utf8) == "theme: dark\n")
  }

  /// What is no file of ours is neither read nor waited for.
  @Test func whatIsNoFileIsRefused() throws {
    let folder = NSTemporaryDirectory() + "detente-configuration-\(UUID().uuidString)"
    let manager = FileManager.default
    try manager.createDirectory(atPath: folder + "/folder", withIntermediateDirectories: true)
    defer { try? manager.removeItem(atPath: folder) }
    mkfifo(folder + "/pipe", 0o600)
    try Data(count: 300 << 10).write(to: URL(fileURLWithPath: folder + "/large"))
    func told(_ name: String) -> [String] {
      ConfigurationFile(folder + "/" + name, words).read().faults.map { $0.text(name) }
    }
    #expect(told("folder") == ["folder: found a folder, expected a file"])
    #expect(told("pipe") == ["pipe: found a pipe or a device, expected a file"])
    #expect(told("large") == ["large: found more than 256 KiB, expected a smaller file"])
    #expect(told("absent") == [])
    #expect(told("large/config.yaml") == [])
    #expect(ConfigurationFile(folder + "/pipe", words).readAnew()?.faults.count == 1)
    #expect(ConfigurationFile(folder + "/absent", words).readAnew() == nil)
  }
}
