import Foundation
import Snapshots
import Testing

/// Manual pages and completions: made from the tables, and accepted by the programs that show them.
struct ManualTests {
  private static func isInstalled(_ program: String) -> Bool {
    (try? Program.command("/bin/sh", ["-c", "command -v \(program)"]).status) == 0
  }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    .standardizedFileURL.path

  @Test func theManualHoldsTheTables() throws {
    let page = try Program.run(["manual", "--roff"]).output
    #expect(page.hasPrefix(".TH DETENTE 1 "))
    for command in ["open", "print", "check", "signal", "signal confirm", "import", "manual"] {
      #expect(page.contains(".SS detente \(command)\n"))
    }
    for part in [
      "SYNOPSIS", "WHAT IT SHOWS", "MARKS", "COMMANDS", "KEYS", "COLUMNS", "FILES", "ENVIRONMENT", "EXIT STATUS",
    ] {
      #expect(page.contains(".SH \(part)\n"))
    }
    #expect(page.contains("\\fB\\-\\-as\\-of <when>\\fR\n"))
    #expect(page.contains("With \\-\\-only what\\-if\n"))
    for name in ["desk", "feeds"] {
      let other = try Program.run(["manual", name, "--roff"]).output
      for format in FormatEntry.all { #expect(other.contains("\\fB" + format.name)) }
    }
    // Every key of the reference has its line.
    let keys = try Program.run(["keys"]).output.split(separator: "\n").filter { $0.hasPrefix("  ") }
    let listed = page.components(separatedBy: ".SH KEYS\n").last?.components(separatedBy: ".SH ").first ?? ""
    #expect(listed.components(separatedBy: ".TP 16\n").count - 1 == keys.count)
  }

  /// Nothing that the argument parser knows is missing: its own dump says what there is.
  @Test func theManualHoldsEveryCommandAndOption() throws {
    let page = try Program.run(["manual", "--roff"]).output
    let dump = try JSONSerialization.jsonObject(with: Data(Program.run(["--experimental-dump-help"]).output.utf8))
    let root = try #require((dump as? [String: Any])?["command"] as? [String: Any])
    var options = 0
    func check(_ command: [String: Any], _ path: String) {
      for case let child as [String: Any] in command["subcommands"] as? [Any] ?? [] {
        guard let name = child["commandName"] as? String, name != "help" else { continue }
        #expect(page.contains(".SS \(path) \(name)\n"))
        let text =
          page.components(separatedBy: ".SS \(path) \(name)\n").last?.components(separatedBy: ".SS ").first ?? ""
        for case let argument as [String: Any] in child["arguments"] as? [Any] ?? [] {
          let names = (argument["names"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
          guard let long = names.first(where: { $0.count > 1 }), long != "help", long != "version" else { continue }
          options += 1
          #expect(
            text.contains("\\-\\-" + long.replacingOccurrences(of: "-", with: "\\-")), "\(path) \(name) --\(long)")
        }
        check(child, path + " " + name)
      }
    }
    check(root, "detente")
    #expect(options > 40)
  }

  /// Every kind and every field of it.
  @Test func theManualHoldsTheKinds() throws {
    let page = try Program.run(["manual", "desk"]).output
    for kind in KindEntry.all {
      #expect(page.contains("\n  \(kind.name)\n"))
      for field in kind.fields { #expect(page.contains("    \(field.path)"), "\(field.path)") }
      for line in kind.example.split(separator: "\n") { #expect(page.contains("    \(line)\n"), "\(line)") }
    }
  }

  /// The screens are those that the key reference names, with its keys.
  @Test func theManualHoldsTheScreens() throws {
    let page = try Program.run(["manual"]).output
    let keys = try Program.run(["keys"]).output.split(separator: "\n").compactMap { line -> String? in
      let words = line.split(separator: " ")
      guard words.count > 1, words[1].first?.isUppercase == true, words[1].hasSuffix(":") else { return nil }
      return "\(words[0]): \(words[1].dropLast())"
    }
    #expect(keys.count == 7)
    for key in keys { #expect(page.contains("\n  \(key)\n"), "\(key)") }
  }

  /// The parts of `print` are those that it takes, with options that it has.
  @Test func theManualHoldsTheParts() throws {
    let page = try Program.run(["manual"]).output
    let section = try #require(page.components(separatedBy: "PARTS OF PRINT\n").dropFirst().first)
    let terms =
      section.components(separatedBy: "\n    For tmux").first?.split(separator: "\n").filter {
        $0.hasPrefix("    ") && $0.dropFirst(4).first != " "
      }.map { $0.dropFirst(4).components(separatedBy: "  ")[0] }.filter { $0.first?.isLowercase ?? false } ?? []
    let dump = try JSONSerialization.jsonObject(with: Data(Program.run(["--experimental-dump-help"]).output.utf8))
    let commands = ((dump as? [String: Any])?["command"] as? [String: Any])?["subcommands"] as? [[String: Any]] ?? []
    let arguments =
      commands.first { $0["commandName"] as? String == "print" }?["arguments"] as? [[String: Any]] ?? []
    func name(_ argument: [String: Any]) -> String? {
      (argument["names"] as? [[String: Any]])?.compactMap { $0["name"] as? String }.first { $0.count > 1 }
    }
    let parts = try #require(arguments.first { name($0) == "only" }?["allValues"] as? [String])
    let told = terms.flatMap { $0.components(separatedBy: " --")[0].components(separatedBy: ", ") }
    for part in parts { #expect(told.contains(part), "\(part)") }
    let options = terms.flatMap { $0.split(separator: " ").filter { $0.hasPrefix("--") } }
    #expect(options.count == 16)
    for option in options { #expect(arguments.contains { name($0) == String(option.dropFirst(2)) }, "\(option)") }
  }

  /// Without man it is text of the terminal's width, without a trace of roff.
  @Test(arguments: ["detente", "desk", "config", "alerts", "index", "feeds"])
  func aPageIsPlainText(page: String) throws {
    let text = try Program.run(["manual", page]).output
    #expect(text.hasPrefix("NAME\n"))
    #expect(text.contains("\nSEE ALSO\n"))
    #expect(!text.contains("\\f") && !text.contains("\n."))
  }

  /// In ASCII too, as on a box without a locale: what groff has no sign for there is lost.
  @Test(
    .enabled(if: isInstalled("groff"), "groff is not installed"),
    arguments: ["detente", "desk", "config", "alerts", "index", "feeds"],
    ["utf8", "ascii"])
  func groffAcceptsThePage(page: String, device: String) throws {
    let result = try Program.command(
      "/bin/sh", ["-c", "\(Program.path) manual \(page) --roff | groff -ww -man -T\(device) -z"])
    #expect(result.status == 0)
    #expect(result.errors == "")
  }

  @Test(
    .enabled(if: isInstalled("mandoc"), "mandoc is not installed"),
    arguments: ["detente", "desk", "config", "alerts", "index", "feeds"])
  func mandocAcceptsThePage(page: String) throws {
    let result = try Program.command(
      "/bin/sh", ["-c", "\(Program.path) manual \(page) --roff | mandoc -T lint -W warning"])
    #expect(result.output + result.errors == "")
  }

  /// What may be typed is wrapped where the terminal ends, and between the options only.
  @Test(.enabled(if: isInstalled("groff"), "groff is not installed"))
  func theSynopsisFitsTheTerminal() throws {
    let page = try Program.command(
      "/bin/sh", ["-c", "\(Program.path) manual --roff | groff -man -Tascii -P-cbou -rLL=80n"]
    )
    .output
    let lines =
      page.components(separatedBy: "SYNOPSIS\n").last?.components(separatedBy: "\n\n").first?
      .split(separator: "\n").map(String.init) ?? []
    #expect(lines.count > 13)
    for line in lines {
      #expect(line.count <= 80, "\(line)")
      #expect(line.filter { $0 == "[" }.count == line.filter { $0 == "]" }.count, "\(line)")
    }
  }

  /// It is read in by bash-completion, never run.
  @Test func bashsScriptNamesNoShell() throws {
    #expect(try !Program.run(["--generate-completion-script", "bash"]).output.hasPrefix("#!"))
  }

  /// The completions of the shells, asked as the shells ask.
  @Test func bashCompletesThemesAndParts() throws {
    let script = """
      source <(\(Program.path) --generate-completion-script bash)
      complete -p detente | grep -q -- '-F _detente' || exit 1
      ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}; COMPREPLY=()
        _detente detente "${@: -1}" "${@: -2:1}"; echo "${COMPREPLY[*]}"; }
      ask detente pri
      ask detente print --only ta
      ask detente open --theme ""
      ask detente --the
      ask detente --theme dar
      cd "$0"
      ask detente --theme dark de
      ask detente de
      ask detente desk --dum
      ask detente signal "US>CN 036: x" de
      ask detente signal confirm --da
      """
    let folder = try folderWithDesk()
    let result = try Program.command("/bin/bash", ["-c", script, folder.path])
    let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    try #require(lines.count >= 10, "\(result.errors)")
    #expect(lines.first?.contains("print") == true)
    #expect(lines.dropFirst().first?.contains("tariffs") == true)
    let themes = try Program.run(["themes"]).output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    for theme in themes { #expect(lines.dropFirst(2).first?.contains(theme) == true) }
    #expect(lines[3...9] == ["--theme", "dark", "desk", "desk", "--dump", "desk", "--date"])
  }

  /// What the default command takes is offered without its name.
  private func folderWithDesk() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/desk", withIntermediateDirectories: false)
    return folder
  }

  @Test(.enabled(if: isInstalled("fish"), "fish is not installed"))
  func fishCompletesThemesAndParts() throws {
    let script = """
      \(Program.path) --generate-completion-script fish | source
      complete -C 'detente print --only ta'
      complete -C 'detente open --theme dar'
      echo +
      complete -C 'detente --the'
      complete -C 'detente --theme dar'
      cd $argv[1]
      complete -C 'detente --theme dark de'
      complete -C 'detente de'
      complete -C 'detente desk --dum'
      complete -C 'detente signal "US>CN 036: x" de'
      complete -C 'detente signal confirm --da'
      complete -C 'detente pri'
      """
    let folder = try folderWithDesk()
    let result = try Program.command("fish", ["--no-config", "-c", script, folder.path])
    let parts = result.output.components(separatedBy: "+\n")
    #expect(parts[0].contains("tariffs"), "\(result.errors)")
    #expect(parts[0].contains("dark"))
    let offered = parts.last?.split(separator: "\n").map { $0.prefix { $0 != "\t" } } ?? []
    #expect(offered == ["--theme", "dark", "desk/", "desk/", "--dump", "desk/", "--date", "print"])
  }

  @Test(.enabled(if: isInstalled("zsh"), "zsh is not installed"))
  func zshTakesTheScript() throws {
    let script =
      "autoload -U compinit; compinit -D; source <(\(Program.path) --generate-completion-script zsh); which _detente_open _detente_print"
    let result = try Program.command("zsh", ["-f", "-c", script])
    #expect(result.output.contains("what-if"), "\(result.errors)")
    for line in try Program.run(["themes"]).output.split(separator: "\n") {
      #expect(result.output.contains(try #require(line.split(separator: " ").first)))
    }
  }

  /// In a terminal of its own: what Tab makes of a line, which C-x shows and clears.
  @Test(.enabled(if: isInstalled("zsh"), "zsh is not installed"))
  func zshCompletesTheDefaultCommands() throws {
    let script = #"""
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "PS1=; stty -echo; autoload -U compinit; compinit -D -u"
      zpty -w shell "source <(\#(Program.path) --generate-completion-script zsh)"
      zpty -w shell "show() { print -r -- \"<\$BUFFER>\"; BUFFER= }; zle -N show; bindkey '^X' show; print rea''dy"
      zpty -r shell text '*ready*'
      for line in 'detente --the' 'detente --theme dar' 'detente de' 'detente signal US de'; do
        zpty -w -n shell "$line"$'\t\x18'
        zpty -r shell text '*<*>*'
        print -r -- "$text"
      done
      """#
    let folder = try folderWithDesk()
    let result = try Program.command(
      "/bin/sh", ["-c", "cd \"$1\" && exec timeout 60 zsh -f -c \"$2\"", "sh", folder.path, script])
    for line in ["detente --theme ", "detente --theme dark ", "detente desk/", "detente signal US desk/"] {
      #expect(result.output.contains("<" + line + ">"), "\(result.output) \(result.errors)")
    }
  }

  @Test func installPutsTheTextsInPlace() throws {
    let folder = try TemporaryFolder()
    let result = try Program.command(
      "make",
      [
        "-s", "-C", Self.root, "install-texts", "PROGRAM=\(Program.path)", "DESTDIR=\(folder.path)", "PREFIX=/opt/d",
      ])
    #expect(result.status == 0, "\(result.errors)")
    for (name, arguments) in [
      ("bash-completion/completions/detente", ["--generate-completion-script", "bash"]),
      ("zsh/site-functions/_detente", ["--generate-completion-script", "zsh"]),
      ("fish/vendor_completions.d/detente.fish", ["--generate-completion-script", "fish"]),
      ("man/man1/detente.1", ["manual", "--roff"]), ("man/man5/detente-desk.5", ["manual", "desk", "--roff"]),
      ("man/man5/detente-config.5", ["manual", "config", "--roff"]),
      ("man/man5/detente-alerts.5", ["manual", "alerts", "--roff"]),
      ("man/man7/detente-index.7", ["manual", "index", "--roff"]),
      ("man/man7/detente-feeds.7", ["manual", "feeds", "--roff"]),
    ] {
      let text = try String(contentsOfFile: folder.path + "/opt/d/share/" + name, encoding: .utf8)
      #expect(text == (try Program.run(arguments).output) && !text.isEmpty)
    }
  }
}
