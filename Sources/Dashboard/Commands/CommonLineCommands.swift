import Analytics
import Market

/// The commands of the line that are of no screen alone.
enum CommonLineCommands {
  static let time = [
    LineCommand(
      "as-of", "DATE", "show the evening of a day; now: back to the present",
      candidates: { arguments, context in
        guard arguments.words.count == 1 else { return [] }
        let today = Zone.newYork.day(of: context.moment.present)
        let days = Set(context.moment.desk.eventMoments.map(Zone.newYork.day)).filter {
          context.moment.isDemo || $0 <= today
        }.sorted(by: >)
        return [.init(text: "now", meaning: "the present")]
          + days.map { .init(text: $0.description, meaning: "signal or tariff step") }
      },
      read: { arguments, context throws(Mistake) in
        let expected = "a date like 2025-04-09, or now"
        let word = try arguments.only(expected)
        if word == "now" { return [.show(nil)] }
        guard let day = Day(String(word)) else { throw arguments.mistake(word, expected) }
        guard (1970...2100).contains(day.parts.year) else {
          throw arguments.mistake(word, "a year from 1970 to 2100")
        }
        let today = Zone.newYork.day(of: context.moment.present)
        guard context.moment.isDemo || day <= today else {
          throw arguments.mistake(word, "a day up to today, \(today)")
        }
        return [.show(day.asOf)]
      }),
    LineCommand(
      "play", "", "play the past forward, on any screen",
      unless: { context in
        context.moment.isDemo || context.moment.isAway ? nil : "nothing to play at the present: :as-of goes back"
      },
      read: { arguments, _ throws(Mistake) in
        try arguments.end(after: 0)
        return [.play]
      }),
  ]

  static let look = [
    LineCommand(
      "theme", "NAME", "take a theme; it is shown while it is chosen",
      candidates: { arguments, context in
        arguments.words.count == 1 ? context.moment.themes.map { .init(text: $0) } : []
      },
      read: { arguments, context throws(Mistake) in
        let word = try arguments.only("a theme")
        guard context.moment.themes.contains(String(word)) else {
          throw arguments.mistake(word, "a theme", among: context.moment.themes)
        }
        return [.effect(.theme(String(word)))]
      }),
    LineCommand(
      "help", "[WORD]", "what a command does",
      candidates: { arguments, context in
        guard arguments.words.count == 1 else { return [] }
        return context.lineCommands.map { .init(text: $0.word, meaning: $0.summary) }
          + context.commands.map { .init(text: $0.word, meaning: $0.summary) }
      },
      read: { arguments, context throws(Mistake) in
        guard let word = arguments.words.first else { return [.open(.help(at: context.screen.place, word: nil))] }
        try arguments.end(after: 1)
        let words = context.lineCommands.map(\.word) + context.commands.map(\.word)
        guard words.contains(String(word)) else { throw arguments.mistake(word, "a command", among: words) }
        return [.open(.help(at: context.screen.place, word: String(word)))]
      }),
  ]

  static let files = [
    LineCommand(
      "write", "FILE", "write the table in focus, as .csv, .txt or .json; write! over a file that is there",
      unless: {
        $0.screen.printed(in: $0.moment) == nil ? "found no table here that can be written, expected one in focus" : nil
      },
      read: { arguments, context throws(Mistake) in
        guard let first = arguments.words.first else { throw arguments.missing("a file's name") }
        // A name may hold blanks.
        let name = arguments.text
        guard let ending = WrittenTable.Format.allCases.first(where: { name.hasSuffix(".\($0.rawValue)") }) else {
          throw Mistake(
            at: arguments.place(of: first), length: name.count,
            "found \(name), expected a name that ends in .csv, .txt or .json")
        }
        guard let printed = context.screen.printed(in: context.moment) else { return [] }
        return [
          .effect(
            .write(WrittenTable(table: printed, format: ending, path: String(name), isForced: arguments.isForced)))
        ]
      })
  ]

  static let settings = [
    LineCommand(
      "set", "OPTION VALUE", "set an option until the program ends",
      candidates: { arguments, context in
        let options = options(context)
        return switch arguments.words.count {
        case 1: options.map { .init(text: $0.name, meaning: $0.values.joined(separator: " or ")) }
        case 2: (options.first { $0.name == arguments.words[0] }?.values ?? []).map { .init(text: $0) }
        default: []
        }
      },
      read: { arguments, context throws(Mistake) in
        let options = options(context)
        guard let name = arguments.words.first else { throw arguments.missing("an option") }
        guard let option = options.first(where: { $0.name == name }) else {
          throw arguments.mistake(name, "an option", among: options.map(\.name))
        }
        guard arguments.words.count > 1 else { throw arguments.missing(option.expected) }
        try arguments.end(after: 2)
        let value = String(arguments.words[1])
        guard option.takes(value) else { throw arguments.mistake(arguments.words[1], option.expected) }
        return option.name == mouse.name ? [.setMouse(value == "on")] : [.effect(.set(option.name, value))]
      }),
    LineCommand(
      "save", "", "keep sort, columns, theme and hidden panes in the configuration",
      read: { arguments, _ throws(Mistake) in
        try arguments.end(after: 0)
        return [.save]
      }),
  ]

  /// The dashboard's own: `m` switches it, too.
  private static let mouse = SettableOption("mouse", ["on", "off"])

  private static func options(_ context: LineContext) -> [SettableOption] { [mouse] + context.moment.options }
}
