import Canvas
import Configuration
import Dashboard
import Glibc
import Market
import System
import Terminal
import Theming
import Wording

/// Where the user's configuration stands, and what is said over it.
enum UserConfiguration {
  private static let name = "config.yaml"

  /// Made where something is to be saved.
  static var folder: UserFolder? { UserFolder("XDG_CONFIG_HOME", otherwise: ".config", name: "detente") }

  /// - Parameter commandLine: what its arguments say.
  static func file(over commandLine: [Override] = [], _ themes: ThemeCatalog = ThemeCatalog()) -> ConfigurationFile {
    ConfigurationFile(path, .program(themes), over: environment + commandLine)
  }

  private static var path: String? { folder.map { $0.path + "/" + name } }

  /// As it stands when it is first asked for, without arguments: for commands that run once.
  static let standing = file().read()

  /// Writes options into the file of a configuration, with the folder where there is none, and says what came of it.
  static func save(_ ids: [String], of settings: Settings, into file: ConfigurationFile) -> (
    notice: String, isLost: Bool
  ) {
    guard let folder else { return ("not saved: neither XDG_CONFIG_HOME nor HOME names a folder", true) }
    guard folder.make() else { return ("not saved: \(folder.path): \(String(cString: strerror(errno)))", true) }
    do throws(ConfigurationFault) {
      let notices = try file.saving(ids, of: settings)
      return ((["saved in \(name): \(ids.joined(separator: ", "))"] + notices).joined(separator: "; "), false)
    } catch {
      return ("not saved: \(error.text(name))", true)
    }
  }

  /// What is wrong with it, for standard error: the first fault with the whole path.
  static func fault(of reading: ConfigurationReading) -> String? {
    reading.faults.first?.text(path ?? name)
  }

  /// The same for the footer, where there is less room.
  static func shortFault(of reading: ConfigurationReading) -> String? {
    reading.faults.first.map {
      $0.text(name) + (reading.faults.count > 1 ? " (+\(reading.faults.count - 1) more)" : "")
    }
  }

  private static var environment: [Override] {
    var overrides: [Override] = []
    if let desk = variable("DETENTE_DESK") {
      overrides.append(Override("desk", .environment("DETENTE_DESK")) { $0.desk = desk })
    }
    if variable("NO_COLOR") != nil {
      overrides.append(Override("colour", .environment("NO_COLOR")) { $0.colour = "never" })
    }
    return overrides
  }

  /// Nil where it is empty.
  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}

extension Vocabulary {
  /// The words that this program has.
  static func program(_ themes: ThemeCatalog) -> Vocabulary {
    Vocabulary(
      themes: themes.names, directions: Direction.allCases.map(\.rawValue), columns: Preferences.columnIDs,
      sorts: Preferences.sortIDs,
      panes: Preferences.paneIDs,
      commands: Command.words,
      timeZones: Zone.named.map(\.name), home: getenv("HOME").map { String(cString: $0) })
  }
}

extension Settings {
  /// What of it the dashboard arranges.
  var preferences: Preferences {
    var preferences = Preferences()
    preferences.columns = columns
    preferences.sort = sort.map {
      SortOrder(column: $0.column, isReversed: $0.isReversed, isAcross: $0.isOverAll)
    }
    preferences.hidden = Set(hidden)
    preferences.keys = keys.map { Preferences.Binding($0.key, $0.word) }
    preferences.staleAfter = staleAfter
    preferences.digestSigma = digestSigma
    preferences.mouse = mouse
    preferences.clock = Settings.clock(of: timeZone)
    return preferences
  }

  /// The clock of a zone of the tz database; New York's where there is no such zone.
  static func clock(of timeZone: String) -> WallClock {
    if let known = Zone.named.first(where: { $0.name == timeZone }) { return WallClock(known.name, known.zone) }
    // The days that can be shown.
    guard let first = Day(1970, 1, 1)?.asOf.seconds, let last = Day(2100, 12, 31)?.asOf.seconds else { return .newYork }
    return TimeZoneDatabase.offsets(of: timeZone, from: first, through: last).map { offsets in
      WallClock(timeZone, offsets.map { .init(from: Instant(seconds: $0.from), seconds: $0.offset) })
    } ?? .newYork
  }

  /// Takes over how the dashboard is arranged.
  mutating func arrange(as preferences: Preferences) {
    columns = preferences.columns
    sort = preferences.sort.map { Sort($0.column, isReversed: $0.isReversed, isOverAll: $0.isAcross) }
    hidden = Preferences.paneIDs.filter(preferences.hidden.contains)
  }

  /// Those that can be set while the dashboard runs, and are no others' business.
  static let options = [
    SettableOption("title", ["on", "off"]), SettableOption("direction", Direction.allCases.map(\.rawValue)),
    SettableOption("timeZone", such: Zone.named.map(\.name), "a name of the tz database, such as Europe/Zurich") {
      name in
      Zone.named.contains { $0.name == name } || TimeZoneDatabase.has(name)
    },
    SettableOption("staleAfter", such: ["1m", "15m", "1h"], Duration.expected) { Duration.seconds($0) != nil },
    SettableOption("digestSigma", such: ["1", "2", "3"], "a number from 0.5 to 10") { sigmas($0) != nil },
  ]

  /// With what was chosen among ``options``.
  func choosing(_ choices: [String: String]) -> Settings {
    var chosen = self
    for (option, value) in choices {
      switch option {
      case "title": chosen.title = value == "on"
      case "direction": chosen.direction = value
      case "timeZone": chosen.timeZone = value
      case "staleAfter": chosen.staleAfter = Duration.seconds(value) ?? staleAfter
      case "digestSigma": chosen.digestSigma = Settings.sigmas(value) ?? digestSigma
      default: break
      }
    }
    return chosen
  }

  private static func sigmas(_ text: String) -> Double? {
    Double(text).flatMap { Setting.digestSigmas.contains($0) ? $0 : nil }
  }

  var themeDirection: Direction { Direction(rawValue: direction) ?? .greenUp }

  var glyphs: Glyphs { ascii ? .ascii : plain ? .plain : .unicode }

  var colorChoice: ColorChoice { ColorChoice(colour) ?? .auto }

  /// Ids of options that differ and hold from the next start on only.
  func waiting(before: Settings) -> [String] {
    let isOther = [
      ("desk", desk != before.desk), ("colour", colour != before.colour), ("ascii", ascii != before.ascii),
      ("plain", plain != before.plain),
    ]
    return isOther.filter(\.1).map(\.0)
  }
}
