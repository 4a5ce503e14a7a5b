import Theming

/// `--color`: what the user asked for.
package enum ColorChoice: Hashable, Sendable {
  /// What the terminal says it can, nothing when NO_COLOR is set.
  case auto
  case depth(ColorDepth)

  /// `auto`, `never`, `8`, `16`, `256` or `direct`; nil otherwise.
  package init?(_ name: String) {
    switch name {
    case "auto": self = .auto
    case "never": self = .depth(.mono)
    case "8": self = .depth(.eight)
    case "16": self = .depth(.sixteen)
    case "256": self = .depth(.indexed256)
    case "direct": self = .depth(.direct)
    default: return nil
    }
  }

  /// The depth to use.
  /// - Parameters:
  ///   - colors: how many the terminal description offers.
  ///   - direct: whether 24-bit colours can be sent with this description.
  ///   - environment: looks up NO_COLOR (any text but none), COLORTERM (`truecolor` or `24bit`), TERM, TMUX.
  package func depth(colors: Int, direct: Bool, environment: (String) -> String?) -> ColorDepth {
    let offered: ColorDepth =
      colors >= 256 ? .indexed256 : colors >= 16 ? .sixteen : colors >= 8 ? .eight : .mono
    switch self {
    case .depth(let asked):
      return asked == .direct && direct ? .direct : min(asked, offered)
    case .auto:
      if let no = environment("NO_COLOR"), !no.isEmpty { return .mono }
      // GNU screen hands COLORTERM on and garbles what it stands for.
      let term = environment("TERM") ?? ""
      let isScreen = term.hasPrefix("screen") && environment("TMUX") == nil
      let said = environment("COLORTERM") ?? ""
      let isDirect = said == "truecolor" || said == "24bit" || term.hasSuffix("-direct")
      return direct && isDirect && !isScreen ? .direct : offered
    }
  }
}
