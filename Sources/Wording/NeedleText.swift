import Analytics
import Canvas

extension MarketMakeup {
  /// What the needle lacks: `no AMAT, KLAC in this desk; FSLR older than 7 days`; empty where it lacks nothing.
  package var lacks: TerminalSafe {
    func named(_ symbols: [String]) -> String { symbols.joined(separator: ", ") }
    var parts: [String] = []
    if !absent.isEmpty { parts.append("no \(named(absent)) in this desk") }
    if !old.isEmpty { parts.append("\(named(old)) older than \(MarketReading.oldest) days") }
    if !short.isEmpty {
      let sessions = MarketReading.past + MarketReading.span + 1
      parts.append("\(named(short)) known for fewer than \(sessions) sessions")
    }
    return TerminalSafe(parts.joined(separator: "; "))
  }

  /// `AMAT, KLAC, COSCO against SPY`; empty without a member.
  package var made: TerminalSafe {
    members.isEmpty ? "" : TerminalSafe("\(members.joined(separator: ", ")) against \(reference)")
  }
}
