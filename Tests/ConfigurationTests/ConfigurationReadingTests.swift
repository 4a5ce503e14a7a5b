import Canvas
import Configuration
import Testing

/// The words that the options of the tests may use.
let words = Vocabulary(
  themes: ["terminal", "dark", "light"], directions: ["green-up", "red-up"],
  columns: ["last", "chg", "chg%", "sigma", "52w"],
  sorts: ["last", "chg", "chg%", "sigma", "52w"], panes: ["digest", "signals", "ahead"],
  commands: ["files", "tariffs", "theme", "next-pane"],
  timeZones: ["America/New_York", "Asia/Hong_Kong", "UTC"], home: "/home/ada")

func reading(_ text: String, over overrides: [Override] = []) -> ConfigurationReading {
  ConfigurationReading(Array(text.utf8), words, over: overrides)
}

/// What a file says, and what is said of what it should not say.
struct ConfigurationReadingTests {
  @Test func everyOptionIsRead() {
    let read = reading(
      """
      # mine
      desk: ~/desk
      theme: dark
      direction: red-up
      colour: 256
      ascii: true
      plain: true
      timeZone: Asia/Hong_Kong
      title: true
      mouse: true
      columns: [last, chg%, sigma]
      sort: -chg% all
      staleAfter: 90s
      keys: { x: files, "<C-f>": tariffs, "?": theme }
      hidden:
        - signals
        - ahead
      alerts:
        notify: osc99
        bell: false
        title: false
        hook: [~/bin/tell, "a b", 3]
        deskHooks: true
      quiet: 20:30-06:00 Asia/Hong_Kong
      """)
    #expect(read.faults == [])
    let settings = read.settings
    #expect(settings.desk == "/home/ada/desk")
    #expect(settings.theme == "dark")
    #expect(settings.direction == "red-up")
    #expect(settings.colour == "256")
    #expect(settings.ascii && settings.plain && settings.title && settings.mouse)
    #expect(settings.timeZone == "Asia/Hong_Kong")
    #expect(settings.columns == ["last", "chg%", "sigma"])
    #expect(settings.sort == Settings.Sort("chg%", isReversed: true, isOverAll: true))
    #expect(settings.staleAfter == 90)
    #expect(
      settings.keys == [
        Settings.Binding(.character("x"), "files"), Settings.Binding(.control("f"), "tariffs"),
        Settings.Binding(.character("?"), "theme"),
      ])
    #expect(settings.hidden == ["signals", "ahead"])
    var alerts = Settings.Alerts()
    (alerts.notify, alerts.bell, alerts.title, alerts.deskHooks) = ("osc99", false, false, true)
    alerts.hook = ["/home/ada/bin/tell", "a b", "3"]
    #expect(settings.alerts == alerts)
    #expect(settings.quiet?.text == "20:30-06:00 Asia/Hong_Kong")
    #expect(read.source(of: "sort") == .file(line: 12))
  }

  @Test(arguments: ["", "# only a comment\n", "---\n", "desk: ~\ntheme:\nkeys: null\n", "\u{FEFF}\n"])
  func whatIsNotSaidIsAtItsDefault(text: String) {
    let read = reading(text)
    #expect(read.faults == [])
    #expect(read.settings == Settings())
    #expect(read.source(of: "theme") == .standard)
  }

  /// Each mistake with its place, what stands there, what was expected, and the word that was meant.
  @Test(arguments: [
    ("theme: drak", "1:8: found drak (nearest: dark), expected one of them: terminal, dark, light"),
    ("theme: solarized", "1:8: found solarized, expected one of them: terminal, dark, light"),
    ("theme: [dark]", "1:8: found a list, expected one of them: terminal, dark, light"),
    ("# x\ntheem: dark", "2:1: found theem (nearest: theme), expected an option of `detente config`"),
    ("color: 8", "1:1: found color (nearest: colour), expected an option of `detente config`"),
    ("colour: 88", "1:9: found 88 (nearest: 8), expected one of them: auto, never, 8, 16, 256, direct"),
    ("direction: up", "1:12: found up, expected one of them: green-up, red-up"),
    ("mouse: yes", "1:8: found yes, expected true or false"),
    ("mouse: \"true\"", "1:8: found true, expected true or false"),
    ("desk: desk", "1:7: found desk, expected a folder such as ~/desk or /srv/desk"),
    ("desk: ~ada/desk", "1:7: found ~ada/desk, expected a folder such as ~/desk or /srv/desk"),
    (
      "timeZone: Asia/HongKong",
      "1:11: found Asia/HongKong (nearest: Asia/Hong_Kong), expected a name of the tz database, such as Europe/Zurich"
    ),
    ("columns: last", "1:10: found last, expected a list such as [last, chg]"),
    ("columns: [last, sgima]", "1:17: found sgima (nearest: sigma), expected a column: last, chg, chg%, sigma, 52w"),
    ("columns:\n  - last\n  - last", "3:5: found last again, expected it once"),
    ("sort: -sgma", "1:7: found -sgma (nearest: sigma), expected a column to sort by"),
    ("sort: chg any", "1:7: found chg any, expected a column, perhaps with - before it and all behind it"),
    ("staleAfter: 15", "1:13: found 15, expected a duration like 90s, 15m, 2h or 1d"),
    ("staleAfter: 0m", "1:13: found 0m, expected a duration like 90s, 15m, 2h or 1d"),
    ("staleAfter: 99999999999d", "1:13: found 99999999999d, expected a duration like 90s, 15m, 2h or 1d"),
    (
      "keys: { x: flies }",
      "1:12: found flies (nearest: files), expected a command of `detente keys`: "
        + "files, tariffs, theme, next-pane"
    ),
    ("keys:\n  x: null", "2:6: found nothing, expected a command of `detente keys`: files, tariffs, theme, next-pane"),
    ("keys: { xy: files }", "1:9: found xy, expected one key, such as x, <C-f> or <F5>"),
    ("keys: { <Entre>: files }", "1:9: found <Entre>, expected one key, such as x, <C-f> or <F5>"),
    ("keys: { <C-c>: files }", "1:9: found <C-c>, expected another key: this one always quits"),
    (
      "keys:\n  <C-f>: files\n  <c-F>: tariffs",
      "3:3: found <c-F> again (first at 2:3), expected each key once"
    ),
    ("keys:\n  x: files\n  x: theme", "3:3: found the key \"x\" twice (first at 2:3), expected each key once"),
    ("hidden: [singals]", "1:10: found singals (nearest: signals), expected a pane: digest, signals, ahead"),
    ("alerts: osc9", "1:9: found osc9, expected a mapping such as { notify: osc9, bell: true }"),
    (
      "alerts:\n  notfy: osc9",
      "2:3: found notfy (nearest: notify), expected one of them: notify, bell, title, hook, deskHooks"
    ),
    (
      "alerts: { notify: osc7 }",
      "1:19: found osc7 (nearest: osc9), expected one of them: osc9, osc777, osc99, none"
    ),
    ("alerts: { deskHooks: true, bell: 1 }", "1:34: found 1, expected true or false"),
    ("alerts: { hook: mail ada }", "1:17: found mail ada, expected a list such as [ntfy-alert, desk]"),
    ("alerts: { hook: [mail, [ada]] }", "1:24: found a list, expected a text that a program is given"),
    ("alerts: { hook: [\"\", ada] }", "1:18: found , expected a program, by its name or path"),
    ("quiet: 20-06", "1:8: found 20-06, expected hours and a zone such as 20:00-06:00 America/New_York"),
    (
      "quiet: 20:00-24:00 UTC",
      "1:8: found 20:00-24:00 UTC, expected hours and a zone such as 20:00-06:00 America/New_York"
    ),
    (
      "quiet: 20:00-20:00 UTC",
      "1:8: found 20:00-20:00 UTC, expected hours and a zone such as 20:00-06:00 America/New_York"
    ),
    (
      "quiet: 20:00-06:00 America/New_Yrok",
      "1:8: found 20:00-06:00 America/New_Yrok (nearest: America/New_York), expected a name of the tz database, "
        + "such as Europe/Zurich"
    ),
    ("- theme", "1:1: found a list, expected options, a line each, such as theme: dark"),
    ("theme: \"dark", "1:13: while scanning a quoted scalar: found unexpected end of stream, expected YAML"),
    ("theme: &a dark", "1:8: found an anchor, expected plain values (anchors and aliases are not read)"),
    ("theme: \"\\e[31mred\"", "1:8: found ^[[31mred, expected one of them: terminal, dark, light"),
  ])
  func mistakesNameTheirPlace(text: String, told: String) throws {
    let read = reading(text)
    #expect(read.faults.map { $0.text("c.yaml") } == ["c.yaml:" + told])
    #expect(read.settings == Settings())
  }

  /// What is sound beside a mistake is known: at the start it holds.
  @Test func aMistakeCostsItsOptionOnly() {
    let read = reading("desk: /srv/desk\ntheme: drak\nmouse: maybe\nascii: true\n")
    #expect(read.faults.map(\.line) == [2, 3])
    #expect(read.settings.desk == "/srv/desk" && read.settings.ascii)
    #expect(read.settings.theme == "terminal")
  }

  @Test func theCommandLineCountsOverTheEnvironmentOverTheFile() {
    let environment = Override("desk", .environment("DETENTE_DESK")) { $0.desk = "/e" }
    let argument = Override("desk", .commandLine("folder")) { $0.desk = "/a" }
    let file = "desk: /f\ntheme: dark\n"
    #expect(reading("").settings.desk == nil)
    #expect(reading(file).settings.desk == "/f")
    #expect(reading(file, over: [environment]).settings.desk == "/e")
    let all = reading(file, over: [environment, argument])
    #expect(all.settings.desk == "/a")
    #expect(all.source(of: "desk") == .commandLine("folder"))
    #expect(all.source(of: "theme") == .file(line: 2))
    #expect(all.source(of: "mouse") == .standard)
  }

  /// Of hours over midnight both ends of the day are some, of others the middle.
  @Test func quietHours() throws {
    let night = try #require(reading("quiet: 20:00-06:00 UTC").settings.quiet)
    #expect([0, 359, 360, 1199, 1200, 1439].map(night.contains) == [true, true, false, false, true, true])
    let lunch = try #require(reading("quiet: 12:00-13:30 UTC").settings.quiet)
    #expect([0, 719, 720, 809, 810, 1439].map(lunch.contains) == [false, false, true, true, false, false])
  }

  /// A hostile file neither grows the program nor holds it up.
  @Test func manyMistakesAreNotAllTold() {
    let text = (0..<20_000).map { "k\($0): 1\n" }.joined()
    #expect(reading(text).faults.count == 100)
  }

  @Test func theDefaultFileSaysTheDefaults() {
    let text = ConfigurationText(words).standard
    let read = reading(text)
    #expect(read.faults == [])
    #expect(read.settings == Settings())
    for setting in Setting.table(words) {
      #expect(text.contains("\n\(setting.id): "), "\(setting.id)")
      #expect(!setting.comment.isEmpty)
    }
  }
}
