import Canvas
import System
import YAML

/// An option of the configuration, told once: reading, the default file, `detente config` and the schema come from the
/// table of these.
package struct Setting: Sendable {
  /// What a value may look like.
  package enum Form: Sendable {
    case flag, folder, duration
    /// A number within these limits.
    case number(ClosedRange<Double>)
    /// One of these.
    case word([String])
    /// Any of these, each once.
    case words([String])
    /// A name of the tz database, such as these.
    case zone([String])
    /// One of these columns, perhaps with `-` before it and `all` behind it.
    case sort([String])
    /// Keys, each with one of these words.
    case bindings([String])
    /// A program and what it is given.
    case arguments
    /// Hours of each day, and the zone that they are told in.
    case hours
    /// Options of its own, each with its default where it is not said.
    case options([Setting])
  }

  /// A value as YAML and JSON know it.
  package enum Value: Hashable, Sendable {
    case null
    case flag(Bool)
    case text(String)
    case number(Double)
    case list([String])
    case mapping([String: String])
    case options([Member])

    package struct Member: Hashable, Sendable {
      package let id: String
      package let value: Value
    }
  }

  package let id: String
  package let form: Form
  /// For the default file and the schema: sentences.
  package let comment: String
  /// What it is in some settings.
  package let value: @Sendable (Settings) -> Value
  /// Takes over what a file says.
  let read: @Sendable (YAMLValue, inout Settings) throws(ConfigurationFault) -> Void

  /// What it is in some settings, as the file writes it on one line.
  package func yaml(_ settings: Settings) -> String {
    // In the order in which they were bound.
    if case .bindings = form {
      return Self.mapping(settings.keys.map { (YAMLText.scalar($0.key.notation), YAMLText.scalar($0.word)) })
    }
    return Self.yaml(value(settings))
  }

  private static func yaml(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .flag(let flag): flag ? "true" : "false"
    case .text(let text): YAMLText.scalar(text)
    case .number(let number): "\(number)"
    case .list(let words): "[" + words.map(YAMLText.scalar).joined(separator: ", ") + "]"
    case .mapping(let words):
      mapping(words.sorted { $0.key < $1.key }.map { (YAMLText.scalar($0.key), YAMLText.scalar($0.value)) })
    case .options(let members): mapping(members.map { ($0.id, yaml($0.value)) })
    }
  }

  private static func mapping(_ entries: [(key: String, value: String)]) -> String {
    entries.isEmpty ? "{}" : "{ " + entries.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + " }"
  }
}

// MARK: The table

extension Setting {
  /// All options, in the order in which they are listed.
  package static func table(_ words: Vocabulary) -> [Setting] {
    [
      folder(words.home),
      word("theme", \.theme, words.themes, "The colours: a theme of `detente themes`."),
      word(
        "direction", \.direction, words.directions,
        "green-up, or red-up: rises are red and falls green, as in Hong Kong and the mainland."),
      word(
        "colour", \.colour, ["auto", "never", "8", "16", "256", "direct"],
        "How many colours: auto (what the terminal can), never, 8, 16, 256 or direct, as --color."),
      flag("ascii", \.ascii, "Draw with ASCII characters only, as --ascii."),
      flag("plain", \.plain, "Draw for readers of screens: no pictures of numbers, no links, as --plain."),
      timeZone(words.timeZones),
      flag("title", \.title, "Name the window after the index."),
      flag("mouse", \.mouse, "Take the mouse from the start, as `m` does: wheel and click; Shift selects text."),
      columns(words.columns),
      sort(words.sorts),
      staleAfter, digestSigma,
      bindings(words.commands),
      hidden(words.panes),
      alerts(words.home),
      quiet(words.timeZones),
    ]
  }

  private static func alerts(_ home: String?) -> Setting {
    let members = [
      word(
        "notify", \.alerts.notify, ["osc9", "osc777", "osc99", "none"],
        "The command that asks the terminal for a notification: osc9 (most), osc777 (urxvt), osc99 (kitty) or none."),
      flag("bell", \.alerts.bell, "Ring the terminal's bell, at most once a second."),
      flag("title", \.alerts.title, "Name the window after the newest."),
      hook(home),
      flag("deskHooks", \.alerts.deskHooks, "Let rules of a desk's own alerts.yaml run the hook, too."),
    ]
    return Setting(
      id: "alerts", form: .options(members),
      comment: "How alerts reach you. notify: osc9, osc777, osc99 or none, the command that asks the terminal for a "
        + "notification. bell: ring. title: name the window after the newest. hook: a program and what it is given, such as "
        + "[ntfy-alert, desk], run without a shell; it reads the alert as JSON and has 10 s. deskHooks: let rules of a "
        + "shared desk run it, too.",
      value: { settings in .options(members.map { Value.Member(id: $0.id, value: $0.value(settings)) }) }
    ) { value, settings throws(ConfigurationFault) in
      guard value.isMapping else { throw value.fault("a mapping such as { notify: osc9, bell: true }") }
      var read = settings
      for (key, value) in value.fields {
        guard let member = members.first(where: { $0.id == key.text }) else {
          throw key.fault("one of them", of: members.map(\.id))
        }
        try member.read(value, &read)
      }
      settings = read
    }
  }

  private static func hook(_ home: String?) -> Setting {
    Setting(
      id: "hook", form: .arguments,
      comment: "A program and what it is given; no shell reads it. []: none.",
      value: { .list($0.alerts.hook) }
    ) { value, settings throws(ConfigurationFault) in
      guard value.isSequence else { throw value.fault("a list such as [ntfy-alert, desk]") }
      var arguments: [String] = []
      for element in value.elements {
        guard element.isScalar, !element.isNull, !element.text.contains("\0") else {
          throw element.fault("a text that a program is given")
        }
        arguments.append(element.text)
      }
      if let program = arguments.first {
        if program.isEmpty { throw value.elements[0].fault("a program, by its name or path") }
        if program.hasPrefix("~/"), let home { arguments[0] = home + program.dropFirst() }
      }
      settings.alerts.hook = arguments
    }
  }

  private static func quiet(_ zones: [String]) -> Setting {
    Setting(
      id: "quiet", form: .hours,
      comment: "Hours in which alerts are held, then told in one, such as 20:00-06:00 America/New_York; what is urgent "
        + "is told at once. null: none.",
      value: { $0.quiet.map { .text($0.text) } ?? .null }
    ) { value, settings throws(ConfigurationFault) in settings.quiet = try value.quietHours(zones) }
  }

  private static func flag(
    _ id: String, _ path: WritableKeyPath<Settings, Bool> & Sendable, _ comment: String
  ) -> Setting {
    Setting(id: id, form: .flag, comment: comment, value: { .flag($0[keyPath: path]) }) {
      value, settings throws(ConfigurationFault) in
      guard value.isPlain, value.text == "true" || value.text == "false" else { throw value.fault("true or false") }
      settings[keyPath: path] = value.text == "true"
    }
  }

  private static func word(
    _ id: String, _ path: WritableKeyPath<Settings, String> & Sendable, _ words: [String], _ comment: String
  ) -> Setting {
    Setting(id: id, form: .word(words), comment: comment, value: { .text($0[keyPath: path]) }) {
      value, settings throws(ConfigurationFault) in settings[keyPath: path] = try value.word(of: words, "one of them")
    }
  }

  private static func timeZone(_ names: [String]) -> Setting {
    Setting(
      id: "timeZone", form: .zone(names),
      comment:
        "The zone of the times shown, by its name in the tz database, such as Europe/Zurich; New York's clock is then "
        + "the second. Dates of sessions are the venue's, those of the record New York's.",
      value: { .text($0.timeZone) }
    ) { value, settings throws(ConfigurationFault) in
      guard value.isScalar, !value.isNull else { throw value.noZone(value.text, among: names) }
      settings.timeZone = try value.zone(value.text, among: names)
    }
  }

  private static func folder(_ home: String?) -> Setting {
    Setting(
      id: "desk", form: .folder,
      comment: "The folder that is read where neither the command line nor $DETENTE_DESK names one: absolute, or below "
        + "~. null: the demo desk.",
      value: { $0.desk.map { .text($0) } ?? .null }
    ) { value, settings throws(ConfigurationFault) in
      let path = value.isScalar ? value.text : ""
      if path.hasPrefix("/"), !path.contains("\0") {
        settings.desk = path
      } else if path == "~" || path.hasPrefix("~/"), !path.contains("\0"), let home {
        settings.desk = home + path.dropFirst()
      } else {
        throw value.fault("a folder such as ~/desk or /srv/desk")
      }
    }
  }

  private static func columns(_ ids: [String]) -> Setting {
    Setting(
      id: "columns", form: .words(ids),
      comment: "Columns of the watchlist and their order, such as [last, chg%, sigma, spark]. null: the usual ones.",
      value: { $0.columns.map { .list($0) } ?? .null }
    ) { value, settings throws(ConfigurationFault) in settings.columns = try value.words(of: ids, "a column") }
  }

  private static func sort(_ ids: [String]) -> Setting {
    Setting(
      id: "sort", form: .sort(ids),
      comment:
        "The column by which names are sorted, such as chg% (the largest first), -chg% (the smallest first) or chg% all "
        + "(one list, without sectors). null: as the watchlist has them.",
      value: { $0.sort.map { .text($0.text) } ?? .null }
    ) { value, settings throws(ConfigurationFault) in
      settings.sort = try value.sort(of: ids)
    }
  }

  private static let staleAfter = Setting(
    id: "staleAfter", form: .duration,
    comment: "After which time a quote of an open venue is stale, where the watchlist does not say it.",
    value: { .text(Duration.text($0.staleAfter)) }
  ) { value, settings throws(ConfigurationFault) in
    guard value.isScalar, let seconds = Duration.seconds(value.text) else {
      throw value.fault(Duration.expected)
    }
    settings.staleAfter = seconds
  }

  /// Moves that the digest may be asked to name: below the first every tick would be one.
  package static let digestSigmas = 0.5...10.0

  private static let digestSigma = Setting(
    id: "digestSigma", form: .number(digestSigmas),
    comment: "How many of its daily deviations a name moves before the digest names it.",
    value: { .number($0.digestSigma) }
  ) { value, settings throws(ConfigurationFault) in
    guard value.isScalar, value.isPlain, let number = Double(value.text), digestSigmas.contains(number) else {
      throw value.fault("a number from 0.5 to 10")
    }
    settings.digestSigma = number
  }

  private static func bindings(_ words: [String]) -> Setting {
    Setting(
      id: "keys", form: .bindings(words),
      comment: "Keys of your own, in the notation of --keys, each with a command's word (`detente keys` lists them "
        + "behind `:`): { x: files, \"<C-f>\": tariffs }.",
      value: { settings in
        .mapping(Dictionary(settings.keys.map { ($0.key.notation, $0.word) }) { $1 })
      }
    ) { value, settings throws(ConfigurationFault) in settings.keys = try value.bindings(to: words) }
  }

  private static func hidden(_ panes: [String]) -> Setting {
    Setting(
      id: "hidden", form: .words(panes),
      comment: "Panes of the overview that are left out; the others take their rows. Of: "
        + panes.joined(separator: ", ") + ".",
      value: { .list($0.hidden) }
    ) { value, settings throws(ConfigurationFault) in settings.hidden = try value.words(of: panes, "a pane") }
  }
}

// MARK: Values

extension YAMLValue {
  fileprivate func word(of words: [String], _ expected: String) throws(ConfigurationFault) -> String {
    guard isScalar, !isNull, words.contains(text) else { throw fault(expected, of: words) }
    return text
  }

  fileprivate func words(of words: [String], _ expected: String) throws(ConfigurationFault) -> [String] {
    guard isSequence else { throw fault("a list such as [\(words.prefix(2).joined(separator: ", "))]") }
    var found: [String] = []
    for element in elements {
      let word = try element.word(of: words, expected)
      guard !found.contains(word) else {
        throw ConfigurationFault(line: element.line, column: element.column, "found \(word) again, expected it once")
      }
      found.append(word)
    }
    return found
  }

  fileprivate func sort(of columns: [String]) throws(ConfigurationFault) -> Settings.Sort {
    let parts = isScalar ? text.split(separator: " ") : []
    guard let first = parts.first, parts.count <= 2, parts.count == 1 || parts[1] == "all" else {
      throw fault("a column, perhaps with - before it and all behind it")
    }
    let isReversed = first.hasPrefix("-")
    let column = String(isReversed ? first.dropFirst() : first)
    guard columns.contains(column) else {
      let nearest = NearestWord.of(column, among: columns).map { " (nearest: \($0))" } ?? ""
      throw ConfigurationFault(
        line: line, column: self.column, "found \(shown)\(nearest), expected a column to sort by")
    }
    return Settings.Sort(column, isReversed: isReversed, isOverAll: parts.count == 2)
  }

  /// A name of a zone that stands in the text; faults name the place of the whole.
  fileprivate func zone(_ name: String, among names: [String]) throws(ConfigurationFault) -> String {
    guard names.contains(name) || TimeZoneDatabase.has(name) else { throw noZone(name, among: names) }
    return name
  }

  fileprivate func noZone(_ name: String, among names: [String]) -> ConfigurationFault {
    let nearest = NearestWord.of(name, among: names).map { " (nearest: \($0))" } ?? ""
    return ConfigurationFault(
      line: line, column: column, "found \(shown)\(nearest), expected a name of the tz database, such as Europe/Zurich")
  }

  fileprivate func quietHours(_ zones: [String]) throws(ConfigurationFault) -> Settings.QuietHours {
    let parts = isScalar ? text.split(separator: " ") : []
    let times = parts.first?.split(separator: "-", omittingEmptySubsequences: false).map(Self.minute) ?? []
    guard parts.count == 2, times.count == 2, let start = times[0], let end = times[1], start != end else {
      throw fault("hours and a zone such as 20:00-06:00 America/New_York")
    }
    return Settings.QuietHours(start: start, end: end, zone: try zone(String(parts[1]), among: zones))
  }

  /// Of the day, of a time such as `06:30`.
  private static func minute(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let isTime = parts.count == 2 && parts.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
    guard isTime, let hours = Int(parts[0]), let minutes = Int(parts[1]), hours < 24, minutes < 60 else { return nil }
    return hours * 60 + minutes
  }

  fileprivate func bindings(to words: [String]) throws(ConfigurationFault) -> [Settings.Binding] {
    guard isMapping else { throw fault("a mapping such as { x: files }") }
    var bindings: [Settings.Binding] = []
    var places: [Key: String] = [:]
    for (name, word) in entries {
      guard let keys = try? Key.parse(name.text), keys.count == 1, let key = keys.first else {
        throw name.fault("one key, such as x, <C-f> or <F5>")
      }
      guard key != .control("c") else { throw name.fault("another key: this one always quits") }
      if let first = places[key] {
        throw ConfigurationFault(
          line: name.line, column: name.column, "found \(name.shown) again (first at \(first)), expected each key once")
      }
      places[key] = "\(name.line):\(name.column)"
      bindings.append(Settings.Binding(key, try word.word(of: words, "a command of `detente keys`")))
    }
    return bindings
  }
}

/// Times as `15m`.
package enum Duration {
  package static let expected = "a duration like 90s, 15m, 2h or 1d"
  private static let units: [(letter: Character, seconds: Int)] = [("d", 86400), ("h", 3600), ("m", 60), ("s", 1)]
  private static let longest = 366 * 86400

  /// Nil where it is none, or longer than a year.
  package static func seconds(_ text: String) -> Int? {
    guard let unit = units.first(where: { $0.letter == text.last }), text.utf8.count < 12,
      let count = Int(text.dropLast()), count > 0, count <= longest / unit.seconds
    else { return nil }
    return count * unit.seconds
  }

  static func text(_ seconds: Int) -> String {
    let unit = units.first { seconds % $0.seconds == 0 }
    return unit.map { "\(seconds / $0.seconds)\($0.letter)" } ?? "\(seconds)s"
  }
}
