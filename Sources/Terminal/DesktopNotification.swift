import Canvas

/// A line that the terminal is asked to show outside itself, as a notification of its desktop.
package struct DesktopNotification: Hashable, Sendable {
  /// Which command asks for it. Terminals know some of them, and pass over the others.
  package enum Form: String, CaseIterable, Sendable {
    /// `OSC 9` of iTerm2, which most know.
    case osc9
    /// `OSC 777` of urxvt.
    case osc777
    /// `OSC 99` of kitty.
    case osc99
  }

  /// Bytes of text at most; a longer one is cut on a character's edge and ends in `~`.
  package static let limit = 120
  /// What it is called where the command has a title, and what stands before a text that could be read as a command.
  private static let title = "detente"

  /// As it is sent: neither empty nor with a digit in front, as ConEmu and Windows Terminal take `OSC 9;4` and its like for
  /// commands of another kind.
  package let text: String
  private let multiplexer: Multiplexer?

  /// - Parameter multiplexer: what stands before the terminal.
  package init(_ text: TerminalSafe, through multiplexer: Multiplexer?) {
    let safe = multiplexer?.takesASCIIAlone ?? false ? text.ascii : text
    let given = String(safe.text.drop { $0 == " " })
    let isCommand = given.first.map { $0.isNumber || $0 == ";" } ?? false
    self.text = given.isEmpty ? Self.title : Self.cut(isCommand ? "\(Self.title): \(given)" : given)
    self.multiplexer = multiplexer
  }

  private static func cut(_ text: String) -> String {
    guard text.utf8.count > limit else { return text }
    var kept = ""
    var used = 0
    for character in text {
      used += character.utf8.count
      if used >= limit { break }
      kept.append(character)
    }
    return kept + "~"
  }

  /// The command as the terminal takes it, or the multiplexer that stands before it.
  package func bytes(as form: Form) -> [UInt8] {
    let content =
      switch form {
      case .osc9: "9;\(text)"
      // A semicolon would begin another field.
      case .osc777: "777;notify;\(Self.title);\(text.replacing(";", with: ","))"
      case .osc99: "99;;\(text)"
      }
    switch multiplexer {
    case nil, .zellij: return Array("\u{1B}]\(content)\u{1B}\\".utf8)
    // Each ESC within is doubled.
    case .tmux: return Array("\u{1B}Ptmux;\u{1B}\u{1B}]\(content)\u{1B}\u{1B}\\\u{1B}\\".utf8)
    // The first ST would end what is handed on, hence BEL ends the command within.
    case .screen: return Array("\u{1B}P\u{1B}]\(content)\u{07}\u{1B}\\".utf8)
    }
  }
}

/// What draws the windows that the program runs in, between it and the terminal that is looked at.
package enum Multiplexer: String, Hashable, Sendable {
  case tmux, screen, zellij

  /// Whether the text of a command must be ASCII. GNU screen 4 keeps of each character in a command its lowest byte: of `Л`
  /// (U+041B) that is ESC, and what follows would be a command of its own.
  package var takesASCIIAlone: Bool { self == .screen }

  /// The innermost, as far as the environment tells it; nil: none is known of.
  package init?(environment: (String) -> String?) {
    let term = environment("TERM") ?? ""
    func has(_ name: String) -> Bool { !(environment(name) ?? "").isEmpty }
    if has("ZELLIJ"), !term.hasPrefix("tmux"), !term.hasPrefix("screen") {
      self = .zellij
    } else if term.hasPrefix("tmux") || has("TMUX") && !(has("STY") && term.hasPrefix("screen.")) {
      self = .tmux
    } else if has("STY") || term.hasPrefix("screen") {
      // Through ssh `TERM` alone comes: tmux passes over what is meant for screen, while screen would show what is for tmux.
      self = .screen
    } else {
      return nil
    }
  }
}
