import Analytics
import Market
import Testing

@testable import Alerts

/// The language of rules: what is understood, and what is said of a mistake.
struct AlertRuleTests {
  /// The rules that the manual shows.
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

  @Test func subjectsAndPredicates() throws {
    func parts(_ text: String) throws -> (AlertRule.Subject, AlertRule.Predicate) {
      let rule = try AlertRule.parse(text)
      return (rule.subject, rule.predicate)
    }
    #expect(try parts("AMAT crosses below 140") == (.name("AMAT", column: "last"), .crosses(.below, .number(140))))
    #expect(try parts("BRK.B crosses 500") == (.name("BRK.B", column: "last"), .crosses(nil, .number(500))))
    #expect(
      try parts("\"Hang Seng\" last < 20000") == (.name("Hang Seng", column: "last"), .compares(.less, .number(20000))))
    #expect(try parts("\"index\" >= 3") == (.name("index", column: "last"), .compares(.greaterOrEqual, .number(3))))
    #expect(try parts("EURUSD=X<1.05") == (.name("EURUSD=X", column: "last"), .compares(.less, .number(1.05))))
    #expect(try parts("SPY crosses above ema20") == (.name("SPY", column: "last"), .crosses(.above, .average(.ema20))))
    #expect(try parts("SPY bid > previous") == (.name("SPY", column: "bid"), .compares(.greater, .column("previous"))))
    #expect(try parts("any session becomes lunch") == (.any(column: "session"), .becomes(["lunch"])))
    #expect(try parts("KLAC results changes") == (.name("KLAC", column: "results"), .changes))
    #expect(
      try parts("AMAT moves 3% in 30m")
        == (.name("AMAT", column: "last"), .moves(3, isPercent: true, seconds: 1800, by: nil)))
    #expect(try parts("words <= -10") == (.number(.words), .compares(.lessOrEqual, .number(-10))))
    #expect(try parts("trigger rollback becomes off|latent") == (.trigger(.rollback), .becomes(["off", "latent"])))
    #expect(try parts("tariff CN all-in > 50") == (.tariff(.china, isAllIn: true), .compares(.greater, .number(50))))
    #expect(
      try parts("signal from US grade A1 changes")
        == (.signal(from: .us, .init(reliability: .a, credibility: 1, orBetter: false)), .changes))
    #expect(try parts("label becomes detente|none") == (.label, .becomes(["Détente", "none"])))
    #expect(try parts("deadline earnings within 2d") == (.deadline(.earnings), .within(172_800)))
    #expect(try parts("feed quotes/usa.json silent 90s") == (.feed("quotes/usa.json"), .silent(90)))
  }

  @Test func modifiersComeInAnyOrder() throws {
    let rule = try AlertRule.parse("AMAT >= 160 \"sell\" to hook, bell urgent until 2026-12-31 daily for 5m rearm 2%")
    #expect(rule.message == "sell" && rule.isUrgent && rule.holds == 300 && rule.frequency == .daily)
    #expect(rule.ways == [.bell, .hook] && rule.until == Day("2026-12-31") && rule.rearm == .percent(2))
    let hours = try AlertRule.parse("AMAT >= 160 during 20:00-06:00 America/New_York every 2h")
    #expect(hours.hours == .clock(start: 1200, end: 360, .newYork) && hours.frequency == .every(7200))
    #expect(try AlertRule.parse("AMAT   crosses  below\t140").key == "AMAT crosses below 140")
    #expect(try AlertRule.parse("AMAT>=160").key == "AMAT >= 160")
  }

  @Test(
    "grades",
    arguments: [
      ("B2+", "A1", true), ("B2+", "B2", true), ("B2+", "A3", false), ("B2+", "C1", false), ("B2", "A1", false),
      ("B2", "B2", true),
    ])
  func grades(rule: String, signal: String, isMet: Bool) throws {
    let parsed = try AlertRule.parse("signal grade \(rule) changes")
    guard case .signal(_, let grade?) = parsed.subject else { throw AlertRuleFault(column: 0, message: "no grade") }
    let letters = Array(signal)
    let event = Signal(
      id: "E1", day: Day(number: 0), actor: "USA", target: "CHN", code: "036", weight: 0,
      reliability: try #require(.init(rawValue: String(letters[0]))),
      credibility: try #require(letters[1].wholeNumberValue),
      origin: Origin(file: "", line: 0))
    #expect(grade.admits(event) == isMet)
  }

  @Test(
    "what is wrong, where, and the nearest word",
    arguments: [
      (
        "", 1,
        "found nothing, expected a name such as AMAT, any, sector, index, words, deeds, market, gap, label, trigger, "
          + "tariff, signal, deadline, feed or heartbeat"
      ),
      ("AMAT", 5, "found nothing, expected crosses, <, <=, >, >=, moves, new, becomes or changes"),
      (
        "AMAT cross below 140", 6,
        "found cross, expected a column of the watchlist, or crosses, <, <=, >, >=, moves, new, "
          + "becomes or changes (nearest is crosses)"
      ),
      (
        "AMAT sigmo >= 2", 6,
        "found sigmo, expected a column of the watchlist, or crosses, <, <=, >, >=, moves, new, becomes "
          + "or changes (nearest is sigma)"
      ),
      ("AMAT crosses below", 19, "found nothing, expected a number, sma20, sma50, ema20 or a column with numbers"),
      (
        "AMAT crosses below 1,400", 21,
        "found ,, expected for, rearm, once, daily, every, at, during, until, urgent or to, "
          + "or a text in quotes"
      ),
      (
        "AMAT crosses below sma5", 20,
        "found sma5, expected a number, sma20, sma50, ema20 or a column with numbers (nearest "
          + "is sma50)"
      ),
      ("AMAT < nan", 8, "found nan, expected a number, sma20, sma50, ema20 or a column with numbers"),
      ("KLAC session >= 3", 14, "found >=, expected becomes or changes"),
      ("sector Solar last < 3", 14, "found last, expected chg%, vs or since: what a sector has a mean of"),
      ("index becomes 3", 7, "found becomes, expected <, <=, >, >=, crosses or moves"),
      ("index crosses above sma20", 21, "found sma20, expected a number"),
      ("trigger talk fires", 9, "found talk, expected talks or rollback (nearest is talks)"),
      ("tariff EU changes", 8, "found EU, expected US or CN"),
      (
        "signal becomes confirmd", 16,
        "found confirmd, expected reported, confirmed, denied or withdrawn (nearest is "
          + "confirmed)"
      ),
      ("signal grade G7 changes", 14, "found G7, expected a grade such as A1, or B2+ for B2 and better"),
      (
        "label becomes Escalaton", 15,
        "found Escalaton, expected Trade war, Escalation, Stalemate, De-escalation, Détente or "
          + "none (nearest is Escalation)"
      ),
      ("deadline witin 1d", 10, "found witin, expected within (nearest is within)"),
      ("deadline within 25", 17, "found 25, expected a time such as 30s, 5m, 2h or 1d"),
      ("feed KLAC silent 0m", 18, "found 0m, expected a time such as 30s, 5m, 2h or 1d"),
      ("heartbeat", 10, "found nothing, expected every, and a time such as 1h"),
      (
        "AMAT < 140 dayly", 12,
        "found dayly, expected for, rearm, once, daily, every, at, during, until, urgent or to, or a "
          + "text in quotes (nearest is daily)"
      ),
      ("AMAT < 140 once daily", 17, "found daily, expected one of once, daily and every"),
      ("AMAT < 140 for 5m for 6m", 19, "found for, expected for once"),
      ("AMAT crosses below 140 rearm 138", 30, "found 138, expected a value above 140"),
      ("AMAT crosses above 140 rearm 140", 30, "found 140, expected a value below 140"),
      ("SPY crosses below sma50 rearm 600", 31, "found 600, expected a percentage such as 1%, as the level moves"),
      ("AMAT moves 3% in 1h rearm 2", 21, "found rearm, expected no rearm: only a level has one"),
      ("AMAT crosses 140 for 5m", 18, "found for, expected no for: say crosses above or crosses below with it"),
      (
        "AMAT < 140 during XNYZ", 19,
        "found XNYZ, expected a venue such as XNYS, or hours such as 09:30-16:00 "
          + "America/New_York (nearest is XNYS)"
      ),
      (
        "AMAT < 140 during 09:30-16:00 New_York", 31,
        "found New_York, expected a zone: America/New_York, Asia/Hong_Kong, "
          + "Asia/Shanghai, Asia/Taipei, Asia/Tokyo, Asia/Seoul, Europe/London, Europe/Berlin or UTC"
      ),
      (
        "AMAT < 140 during 9:30-16:00 UTC", 19,
        "found 9:30-16:00, expected a venue such as XNYS, or hours such as "
          + "09:30-16:00 America/New_York"
      ),
      ("AMAT < 140 until 2026-02-30", 18, "found 2026-02-30, expected a date such as 2026-12-31"),
      ("AMAT < 140 to bell,beep", 20, "found beep, expected bell, title, notify or hook"),
      ("AMAT < 140 \"fall", 12, "found a quote that is not closed, expected \" at its end"),
      ("AMAT < 140 \"a\" \"b\"", 16, "found \"b\", expected one text in quotes"),
      ("FSLR new low 50w", 14, "found 50w, expected 52w (nearest is 52w)"),
      ("any sigma new high 52w", 11, "found new, expected <, <=, >, >=, crosses, moves or changes"),
    ] as [(String, Int, String)])
  func isRefused(text: String, column: Int, message: String) {
    do throws(AlertRuleFault) {
      _ = try AlertRule.parse(text)
      Issue.record("found no fault")
    } catch {
      #expect(error == AlertRuleFault(column: column, message: message))
    }
  }

  /// What a feed or a file may bring: nothing of it crashes or hangs.
  @Test func anyTextIsReadOrRefused() {
    let pieces = [
      "AMAT", "any", "<", "<=", "\"", "\"\"", "|", ",", "crosses", "below", "140", "-", "+", ".", "1e9", "%", "for",
      "5m",
      "99999999999999999999d", "at", "close", "during", "XNYS", "24:00-25:00", "\u{1B}[31m", "\u{202E}", "日本", "\0",
      "to", "rearm",
    ]
    var state: UInt64 = 7
    for _ in 0..<20_000 {
      var words: [String] = []
      for _ in 0..<6 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        words.append(pieces[Int(state >> 33) % pieces.count])
      }
      _ = try? AlertRule.parse(words.joined(separator: " "))
    }
  }

  @Test func aLineTellsItsPlace() throws {
    let line = AlertLine("AMAT cross 3", column: 11, origin: Origin(file: "alerts.yaml", line: 4))
    let problems = AlertBook([
      line, AlertLine("KLAC < 3", origin: line.origin), AlertLine("KLAC  < 3", origin: line.origin),
    ])
    .problems.map(\.description)
    #expect(problems.first?.hasPrefix("alerts.yaml:4:16: found cross, expected ") == true)
    #expect(problems.last == "alerts.yaml:4:1: found the rule of alerts.yaml:4 once more, expected another")
  }
}
