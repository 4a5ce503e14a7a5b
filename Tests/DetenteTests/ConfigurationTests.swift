import Foundation
import Testing

/// The configuration, from its file to what the program does.
struct ConfigurationTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    .standardizedFileURL.path

  /// A configuration in a folder of its own, and the variable that names it.
  private final class Home {
    let folder: TemporaryFolder

    init(_ text: String? = nil) throws {
      folder = try TemporaryFolder()
      if let text { try write(text) }
    }

    var path: String { folder.path + "/detente/config.yaml" }
    var environment: [String: String] { ["XDG_CONFIG_HOME": folder.path] }

    /// As an editor does: a new file renamed over the old one.
    func write(_ text: String) throws {
      try FileManager.default.createDirectory(atPath: folder.path + "/detente", withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
  }

  /// Columns of `detente config`.
  private func told(_ id: String, _ output: String) -> [String]? {
    output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }.first { $0.first == id }
  }

  @Test func configSaysWhatHoldsAndWhence() throws {
    let home = try Home("# mine\ntheme: dark\nmouse: true\ndesk: /srv/desk\n")
    let result = try Program.run(["config"], environment: home.environment)
    #expect(result.status == 0 && result.errors == "")
    #expect(told("theme", result.output) == ["theme", "dark", "config.yaml:2"])
    #expect(told("desk", result.output) == ["desk", "/srv/desk", "config.yaml:4"])
    #expect(told("ascii", result.output) == ["ascii", "false", "default"])
    let over = try Program.run(
      ["config"], environment: home.environment.merging(["DETENTE_DESK": "/d", "NO_COLOR": "1"]) { $1 })
    #expect(told("desk", over.output) == ["desk", "/d", "$DETENTE_DESK"])
    #expect(told("colour", over.output) == ["colour", "never", "$NO_COLOR"])
  }

  @Test func configNamesEveryMistake() throws {
    let home = try Home("theme: drak\nmouse: maybe\n")
    let result = try Program.run(["config"], environment: home.environment)
    #expect(result.status == 1)
    let lines = result.errors.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(
      lines.first?.hasPrefix("detente: \(home.path):1:8: found drak (nearest: dark), expected one of them: ") == true)
    #expect(lines.last == "detente: \(home.path):2:8: found maybe, expected true or false")
  }

  /// What `--default` prints is read back as nothing but defaults, by this program and by the schema.
  @Test func theDefaultFileIsTheDefaults() throws {
    let text = try Program.run(["config", "--default"]).output
    let home = try Home(text)
    let own = try Program.run(["config"], environment: home.environment)
    #expect(own.status == 0 && own.errors == "")
    let without = try Program.run(["config"], environment: try Home().environment)
    func values(_ output: String) -> [[String]] {
      output.split(separator: "\n").map { $0.split(separator: " ").dropLast().map(String.init) }
    }
    #expect(values(own.output) == values(without.output))
    #expect(values(own.output).count > 10)
  }

  /// Every option of the default file stands in the schema with the same default, and nothing else does.
  @Test func theSchemaTellsTheDefaultFile() throws {
    let text = try Program.run(["config", "--schema"]).output
    let schema = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    #expect(schema["additionalProperties"] as? Bool == false)
    let properties = try #require(schema["properties"] as? [String: [String: Any]])
    let lines = try Program.run(["config", "--default"]).output.split(separator: "\n").filter { !$0.hasPrefix("#") }
    var ids: Set<String> = []
    for line in lines {
      let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      try #require(parts.count == 2)
      ids.insert(parts[0])
      let property = try #require(properties[parts[0]])
      #expect((property["description"] as? String)?.isEmpty == false)
      let value = try #require(property["default"])
      switch parts[1] {
      case "null": #expect(value is NSNull)
      case "true", "false": #expect(value as? Bool == (parts[1] == "true"))
      case "[]": #expect((value as? [Any])?.isEmpty == true)
      case "{}": #expect((value as? [String: Any])?.isEmpty == true)
      case _ where parts[1].hasPrefix("{ "):
        let members = parts[1].dropFirst(2).dropLast(2).components(separatedBy: ", ").map {
          $0.components(separatedBy: ": ")[0]
        }
        let inner = try #require(property["properties"] as? [String: [String: Any]])
        #expect(members.count > 2 && Set(members) == Set(inner.keys))
        #expect(property["additionalProperties"] as? Bool == false)
        #expect(inner.values.allSatisfy { $0["default"] != nil && ($0["description"] as? String)?.isEmpty == false })
      default: #expect(value as? String == parts[1] || value as? Double != nil && value as? Double == Double(parts[1]))
      }
      if let words = property["enum"] as? [Any] { #expect(words.contains { $0 as? String == parts[1] }) }
    }
    #expect(ids == Set(properties.keys))
  }

  @Test func aDeskOfTheConfigurationIsRead() throws {
    let desk = try TemporaryFolder()
    _ = try Program.run(["init", desk.path + "/desk"])
    let home = try Home("desk: \(desk.path)/desk\n")
    let read = try Program.run(["print", "--only", "files"], environment: home.environment)
    #expect(read.output.contains("watchlist.yaml"))
    let other = try Program.run(
      ["print", "--only", "files"], environment: home.environment.merging(["DETENTE_DESK": "/no/such"]) { $1 })
    #expect(other.status == 4 && other.errors.contains("/no/such"))
    // Without `desk:` a broken file may have meant to name one: nothing is printed of another.
    try home.write("dsek: \(desk.path)/desk\n")
    let broken = try Program.run(["print"], environment: home.environment)
    #expect(broken.status == 2 && broken.output == "")
    #expect(broken.errors.contains("config.yaml:1:1: found dsek (nearest: desk)"))
    let signal = try Program.run(["signal", "US>CN 036: x", "--yes"], environment: home.environment)
    #expect(signal.status == 2 && signal.errors.contains("config.yaml:1:1: found dsek"))
  }

  @Test func boundKeysStandInTheList() throws {
    let home = try Home("keys: { x: files, \"<C-f>\": tariffs }\n")
    let keys = try Program.run(["keys"], environment: home.environment).output
    #expect(keys.contains("\n  x f             Files: "))
    #expect(keys.contains("\n  C-f t           Tariffs: "))
    let dump = try Program.run(["--dump", "--size", "120x40", "--keys", "x"], environment: home.environment)
    #expect(dump.output.contains("─ Files ─"))
  }

  /// What a key may be bound to, and which columns there are, can be looked up.
  @Test func theReferencesNameTheWords() throws {
    let schema = try JSONSerialization.jsonObject(with: Data(Program.run(["config", "--schema"]).output.utf8))
    let options = (schema as? [String: Any])?["properties"] as? [String: [String: Any]]
    let bound = try #require(options?["keys"]?["additionalProperties"] as? [String: Any])
    let words = try #require(bound["enum"] as? [String])
    #expect(words.contains("zoom") && words.count > 40)
    let keys = try Program.run(["keys"]).output
    for word in words { #expect(keys.contains(" (:\(word))\n"), "\(word)") }
    let columns = try #require((options?["columns"]?["items"] as? [String: Any])?["enum"] as? [String])
    #expect(columns.contains("sigma") && columns.count > 20)
    let page = try Program.run(["manual", "--roff"]).output
    for column in columns {
      let tag = ".TP 12\n\\fB" + column.replacingOccurrences(of: "-", with: "\\-")
      #expect(page.contains(tag + "\\fR\n") || page.contains(tag + " ("), "\(column)")
    }
  }

  /// The manual's example is a configuration, and every option has its line there.
  @Test func theManualsExampleIsRead() throws {
    let page = try Program.run(["manual", "config"]).output
    let lines = page.split(separator: "\n").filter { $0.hasPrefix("    ") }.map { String($0.dropFirst(4)) }
    let start = try #require(lines.firstIndex { $0.hasPrefix("desk: ~/desk") })
    let end = try #require(lines.firstIndex { $0.hasPrefix("keys: {") })
    let home = try Home(lines[start...end].joined(separator: "\n") + "\n")
    let result = try Program.run(["config"], environment: home.environment)
    #expect(result.status == 0 && result.errors == "")
    #expect(result.output.contains("config.yaml:1"))
    let options = try Program.run(["config", "--default"]).output.split(separator: "\n").compactMap {
      $0.firstMatch(of: /^([a-zA-Z]+):/)?.1
    }
    #expect(options.count >= 15)
    for option in options { #expect(page.contains("    \(option): "), "\(option)") }
  }

  // MARK: While the dashboard runs

  @Test(.enabled(if: TmuxSession.isInstalled, "tmux is not installed"))
  func aBrokenFileKeepsWhatHeldUntilItIsMended() throws {
    let home = try Home()
    let session = try TmuxSession()
    try session.start("", environment: home.environment)
    #expect(session.wait { $0.contains("─ Tariffs") && $0.contains("q quit") } != nil)
    // The folder is not there yet.
    try home.write("hidden: [tariffs]\nkeys: { x: files }\n")
    #expect(session.wait { $0.contains("q quit") && !$0.contains("─ Tariffs") } != nil)
    try home.write("hidden: [tarifs]\n")
    let broken = session.wait { $0.contains("config.yaml:1:10: found tarifs (nearest: tariffs)") }
    #expect(broken?.contains("─ Tariffs") == false, "what held goes on")
    try session.type("x")
    #expect(session.wait { $0.contains("─ Files") } != nil)
    try home.write("hidden: []\n")
    #expect(session.wait { !$0.contains("config.yaml") } != nil)
    try session.type("q")
    #expect(session.wait { $0.contains("─ Tariffs") } != nil)
    // Written in place, through a link, as a repository of dotfiles has it.
    try FileManager.default.removeItem(atPath: home.path)
    try Data().write(to: URL(fileURLWithPath: home.folder.path + "/dotfile"))
    try FileManager.default.createSymbolicLink(atPath: home.path, withDestinationPath: home.folder.path + "/dotfile")
    try session.send("r")
    let handle = try #require(FileHandle(forWritingAtPath: home.folder.path + "/dotfile"))
    handle.write(Data("hidden: [indicator]\ndesk: /srv\n".utf8))
    try handle.close()
    let waiting = session.wait { !$0.contains("─ De-escalation") }
    #expect(waiting?.contains("config.yaml: desk holds from the next start on") == true)
  }

  @Test(.enabled(if: TmuxSession.isInstalled, "tmux is not installed"))
  func aBrokenFileAtTheStartIsSaid() throws {
    let home = try Home("theme: drak\nhidden: [tariffs]\n")
    let session = try TmuxSession()
    try session.start("", environment: home.environment)
    let screen = session.wait { $0.contains("config.yaml:1:8: found drak (nearest: dark)") }
    #expect(screen?.contains("DETENTE demo") == true)
    #expect(screen?.contains("─ Tariffs") == false, "what is sound holds")
  }
}
