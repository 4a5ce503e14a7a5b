import Canvas

/// What a key does, told once: lookup, footer, help, `detente keys` and the manual come from the table of these.
package struct Command: Sendable {
  /// Under which heading it stands in the help.
  package enum Group: String, CaseIterable, Sendable {
    case move = "Move"
    case time = "Time"
    case look = "Look"
    case program = "Program"
    case instrument = "On the Instrument screen"
    case comparison = "On the Comparison screen"
    case tariffs = "On the Tariffs screen"
    case indicator = "On the Indicator screen"
    case whatIf = "On the What-if screen"
    case events = "On the Events screen"
    case files = "On the Files screen"
    case alerts = "On the Alerts screen"

    /// Whether it is of one screen.
    var isOfScreen: Bool { ![.move, .time, .look, .program].contains(self) }
  }

  package private(set) var keys: [Key]
  /// What it is called; at one place only one command is called so.
  package let word: String
  package let group: Group
  /// A sentence part for help and references.
  package let summary: String
  /// What the footer calls it, for the few that stand there; those that share one share a hint.
  let label: String?
  package let places: Set<Place>
  /// The keys as help and references show them: `j Down`.
  package private(set) var keyText: String
  /// Why it does nothing at the moment; nil where it does something.
  let reason: @Sendable (any Screen, Moment) -> String?
  private let action: @Sendable (inout any Screen, Moment, Key) -> [Request]

  /// - Parameters:
  ///   - keyText: what stands for the keys, where that is not all of them one after another.
  ///   - reason: why it does nothing at the moment, for the footer; nil where it does something.
  init(
    _ keys: [Key], _ word: String, _ group: Group, _ summary: String, label: String? = nil, keyText: String? = nil,
    in places: Set<Place>, unless reason: @escaping @Sendable (any Screen, Moment) -> String? = { _, _ in nil },
    run action: @escaping @Sendable (inout any Screen, Moment, Key) -> [Request]
  ) {
    self.keys = keys
    self.word = word
    self.group = group
    self.summary = summary
    self.label = label
    self.places = places
    self.keyText = keyText ?? keys.map(Command.plain).joined(separator: " ")
    self.reason = reason
    self.action = action
  }

  /// Whether it asks which digit was pressed: then no other key can stand for its keys.
  var takesDigits: Bool { keys.count > 1 && keys.first?.digit != nil }

  /// The same command with other keys.
  func bound(to keys: [Key]) -> Command {
    guard keys != self.keys else { return self }
    var command = self
    command.keys = keys
    command.keyText = keys.map(Command.plain).joined(separator: " ")
    return command
  }

  /// Does it for a key of its own.
  func run(_ key: Key, on screen: inout any Screen, in moment: Moment) -> [Request] { action(&screen, moment, key) }

  /// A key as help shows it: without the brackets of the notation of scripts.
  static func plain(_ key: Key) -> String {
    if key == .character("<") { return "<" }
    let notation = key.notation
    return notation.count > 1 ? String(notation.dropFirst().dropLast()) : notation
  }
}

/// The commands of a screen, or of two of a kind: what they have in common is told once.
struct ScreenCommands<Subject> {
  let places: Set<Place>
  let group: Command.Group

  init(place: Place, group: Command.Group) { self.init(places: [place], group: group) }

  init(places: Set<Place>, group: Command.Group) {
    self.places = places
    self.group = group
  }

  /// A command that acts on the screen itself.
  func command(
    _ keys: [Key], _ word: String, _ summary: String, label: String? = nil,
    unless reason: @escaping @Sendable (Subject, Moment) -> String? = { _, _ in nil },
    run: @escaping @Sendable (inout Subject, Moment) -> [Request]
  ) -> Command {
    command(keys, word, summary, label: label, keyText: nil, unless: reason) { subject, moment, _ in
      run(&subject, moment)
    }
  }

  /// A command that asks which key it was.
  func command(
    _ keys: [Key], _ word: String, _ summary: String, label: String? = nil, keyText: String?,
    unless reason: @escaping @Sendable (Subject, Moment) -> String? = { _, _ in nil },
    run: @escaping @Sendable (inout Subject, Moment, Key) -> [Request]
  ) -> Command {
    Command(
      keys, word, group, summary, label: label, keyText: keyText, in: places,
      unless: { screen, moment in (screen as? Subject).flatMap { reason($0, moment) } }
    ) { screen, moment, key in
      guard var subject = screen as? Subject else { return [] }
      let requests = run(&subject, moment, key)
      if let changed = subject as? any Screen { screen = changed }
      return requests
    }
  }
}

extension Key {
  /// `1` to `9`.
  static let digits = (1...9).map { Key.character(Unicode.Scalar(UInt8(0x30 + $0))) }

  /// The value of a digit; nil for other keys.
  var digit: Int? {
    guard case .character(let scalar) = self, ("0"..."9").contains(scalar) else { return nil }
    return Int(scalar.value) - 0x30
  }
}
