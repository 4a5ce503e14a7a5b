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
  }

  /// A value as YAML and JSON know it.
  package enum Value: Hashable, Sendable {
    case null
    case flag(Bool)
    case text(String)
    case number(Double)
    case list([String])
    case mapping([String: String])
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
    switch value(settings) {
    case .null: "null"
    case .flag(let flag): flag ? "true" : "false"
    case .text(let text): YAMLText.scalar(text)
    case .number(let number): "\(number)"
    case .list(let words): "[" + words.map(YAMLText.scalar).joined(separator: ", ") + "]"
    case .mapping:
      // In the order in which they were bound.
      settings.keys.isEmpty
        ? "{}"
        : "{ "
          + settings.keys.map { YAMLText.scalar($0.key.notation) + ": " + YAMLText.scalar($0.word) }
          .joined(separator: ", ") + " }"
    }
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
    ]
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
      guard value.isScalar, !value.isNull, names.contains(value.text) || TimeZoneDatabase.has(value.text) else {
        let nearest = NearestWord.of(value.text, among: names).map { " (nearest: \($0))" } ?? ""
        throw ConfigurationFault(
          line: value.line, column: value.column,
          "found \(value.shown)\(nearest), expected a name of the tz database, such as Europe/Zurich")
      }
      settings.timeZone = value.text
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
