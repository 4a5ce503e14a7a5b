import Analytics
import Market
import Testing

@testable import Alerts

@Suite struct AlertRuleTests {
  /// The sixteen rules that the manual shows.
  static let rules = [
    "AMAT crosses below 140 rearm 142",
    "AMAT >= 160 once until 2026-12-31",
    "KLAC chg% <= -3 daily during XNYS",
    "sector Semiconductors vs <= -2 for 5m",
    "any sigma >= 2.5 daily",
    "FSLR new low 52w",
    "SPY crosses below sma50 at close",
    "index crosses above 40 rearm 37",
    "index moves 5 in 1d by policy",
    "gap >= 25 for 1d \"policy ahead of market\"",
    "trigger talks fires urgent",
    "tariff US headline changes urgent to bell,notify,hook",
    "signal grade B2+ becomes confirmed|denied",
    "label becomes \"Escalation\"|\"Trade war\"",
    "deadline within 24h",
    "feed KLAC silent 2m",
    "heartbeat every 1h to hook",
  ]

  @Test(arguments: rules) func isRead(text: String) throws {
    let rule = try AlertRule.parse(text)
    #expect(rule.text == text)
    #expect(rule.key == text)
  }
}
