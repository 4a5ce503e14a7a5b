import Market
import Testing

@testable import Snapshots

/// Closures stand in calendars, `kind` closure.
struct ClosureTests {
  private func calendar(_ entries: String...) -> String {
    "{\"schema\":\"detente/calendar/1\",\"entries\":[\n" + entries.joined(separator: ",\n") + "\n]}"
  }

  private let mourning = #"{"date":"2026-06-10","kind":"closure","venue":"XNYS","title":"Day of mourning"}"#

  @Test func readsClosuresBesideEvents() throws {
    let desk = desk(
      (
        "c.json",
        calendar(
          mourning, #"{"date":"2026-06-11","kind":"closure","venue":"XHKG","closes":"12:00"}"#,
          #"{"date":"2026-06-12","title":"Payrolls","kind":"data"}"#)
      ))
    #expect(desk.report("c.json")?.state == .ok)
    #expect(desk.report("c.json")?.rows == 3)
    #expect(desk.calendar.map(\.title) == ["Payrolls"])
    #expect(desk.sessions.closures.map(\.venue) == [.nyse, .hongKong])
    #expect(desk.sessions.closures.map(\.closes) == [nil, 720])
    #expect(desk.sessions.closures.map(\.origin.line) == [2, 3])
    #expect(desk.sessions[.nasdaq].isSession(try #require(Day("2026-06-10"))) == false)
  }

  @Test(arguments: [
    (
      #"{"date":"2026-06-10","kind":"closure","venue":"XSGH"}"#,
      #"c.json:2:47: found "XSGH", expected XNAS, XNYS, ARCX, OTC, XHKG, XSHG, XSHE"#
    ),
    (#"{"date":"2026-06-10","kind":"closure"}"#, "c.json:2:1: found no \"venue\", expected one"),
    (
      #"{"date":"2026-06-31","kind":"closure","venue":"XNYS"}"#,
      #"c.json:2:9: found "2026-06-31", expected a date like 2025-05-01"#
    ),
    (
      #"{"date":"2026-06-10","kind":"closure","venue":"XHKG","closes":"16:01"}"#,
      #"c.json:2:63: found "16:01", expected a time from 09:31 to 16:00 on the clock of XHKG"#
    ),
    (
      #"{"date":"2026-06-10","kind":"closure","venue":"XNYS","closes":"1pm"}"#,
      #"c.json:2:63: found "1pm", expected a time from 09:31 to 16:00 on the clock of XNYS"#
    ),
    (
      #"{"date":"2026-06-13","kind":"closure","venue":"XNYS","closes":"13:00"}"#,
      #"c.json:2:9: found "2026-06-13", expected a weekday, for a session that ends early"#
    ),
    (#"{"date":"2026-06-10","kind":"clsoure","venue":"XNYS","title":"x"}"#, "earnings, closure"),
  ])
  func refusesABadClosure(entry: String, reason: String) {
    let desk = desk(("c.json", calendar(entry)))
    #expect(desk.sessions.closures.isEmpty)
    #expect(desk.problem("c.json").contains(reason), "\(desk.problem("c.json"))")
  }

  /// What was read before counts where its row breaks, and goes with its row.
  @Test func keepsTheLastGoodClosure() {
    var assembly = Assembly()
    assembly.add([Array("c.json".utf8)])
    func half(_ time: String) -> String {
      calendar(#"{"date":"2026-06-10","kind":"closure","venue":"XNYS","closes":"\#(time)"}"#)
    }
    assembly.read("c.json", half("13:00"))
    assembly.read("c.json", half("1300"))
    #expect(assembly.desk.sessions.closures.map(\.closes) == [780])
    #expect(assembly.desk.report("c.json")?.state == .bad)
    assembly.read("c.json", calendar())
    #expect(assembly.desk.sessions == .published)
  }

  /// A bar of a day that a desk tells to be closed is none, whichever file comes first, and comes back with the day.
  @Test func decidesWhichBarsAreUsed() {
    var assembly = Assembly()
    assembly.add([Array("AMAT.csv".utf8), Array("c.json".utf8)])
    func days() -> [String]? { assembly.desk.histories["AMAT"]?.bars.map(\.day.description) }
    assembly.read("AMAT.csv", "Date,Close,Volume\n2026-06-09,154.1,10\n2026-06-10,154.1,0\n2026-06-11,152.0,10\n")
    #expect(days() == ["2026-06-09", "2026-06-10", "2026-06-11"])
    let revision = assembly.desk.historyRevision
    assembly.read("c.json", calendar(mourning))
    #expect(days() == ["2026-06-09", "2026-06-11"])
    #expect(assembly.desk.historyRevision > revision)
    #expect(
      assembly.desk.problem("AMAT.csv")
        == "AMAT.csv:3: found a bar of AMAT on the holiday 2026-06-10, expected a session of Nasdaq (it is not used)")
    assembly.read("c.json", calendar())
    #expect(days() == ["2026-06-09", "2026-06-10", "2026-06-11"])
  }

  /// A year that no exchange has published is known by its whole list; what is told of less is used, and said to be less.
  @Test func namesAYearThatStaysUnknown() throws {
    func closure(_ day: String) -> String { #"{"date":"\#(day)","kind":"closure","venue":"XSHG"}"# }
    let few = desk(("c.json", calendar(closure("2027-02-08"), closure("2026-09-24"), closure("2027-02-09"))))
    #expect(
      few.report("c.json")?.problems.map(\.description) == [
        "c.json:2: found too few closures of XSHG in 2027, expected the exchange's list from the first quarter to the last "
          + "(the year's other days stay unknown)"
      ])
    #expect(few.report("c.json")?.state == .ok)
    #expect(few.sessions[.shanghai].isSession(try #require(Day("2027-03-01"))) == nil)
    let list = desk(("c.json", calendar(closure("2027-01-01"), closure("2027-02-08"), closure("2027-10-01"))))
    #expect(list.report("c.json")?.problems.isEmpty == true)
    #expect(list.sessions[.shenzhen].isSession(try #require(Day("2027-03-01"))) == true)
  }

  /// Two files of one day: the one that changed last counts, and both are named.
  @Test func namesADayToldTwice() {
    let desk = desk(
      ("a.json", calendar(mourning)),
      ("b.json", calendar(#"{"date":"2026-06-10","kind":"closure","venue":"XNYS","closes":"13:00"}"#)))
    #expect(desk.sessions.closures.count == 1)
    #expect(desk.problem("a.json").contains("the closure of XNYS on 2026-06-10 told otherwise in b.json"))
  }

  /// Two lines of one file: the later counts, and the earlier is named. A line told twice says nothing else.
  @Test func namesADayToldTwiceInOneFile() throws {
    let short = #"{"date":"2026-06-10","kind":"closure","venue":"XNAS","closes":"13:00"}"#
    let twice = desk(("a.json", calendar(mourning, short)))
    #expect(twice.sessions.closures.map(\.venue) == [.nasdaq])
    let line = try #require(twice.sessions.closures.first?.origin.line)
    #expect(
      twice.problem("a.json").contains("the closure of XNYS on 2026-06-10 told otherwise on line \(line), which counts")
    )
    #expect(desk(("a.json", calendar(mourning, mourning))).report("a.json")?.problems.isEmpty == true)
  }

  /// Nasdaq keeps the NYSE's calendar: what is told of both is one day, and files that differ are named.
  @Test func namesACalendarToldTwice() throws {
    let short = calendar(#"{"date":"2026-06-10","kind":"closure","venue":"XNAS","closes":"13:00"}"#)
    let differing = desk(("a.json", calendar(mourning)), ("b.json", short))
    #expect(differing.sessions.closures.map(\.venue) == [.nasdaq])
    #expect(differing.sessions[.nyse].isSession(try #require(Day("2026-06-10"))) == true)
    #expect(differing.problem("a.json").contains("the closure of XNYS on 2026-06-10 told otherwise in b.json"))
    #expect(differing.problem("b.json").contains("the closure of XNAS on 2026-06-10 told otherwise in a.json"))
    let same = desk(
      ("a.json", calendar(mourning)),
      ("b.json", calendar(#"{"date":"2026-06-10","kind":"closure","venue":"XNAS"}"#)))
    #expect(same.report("a.json")?.problems.isEmpty == true && same.report("b.json")?.problems.isEmpty == true)
  }
}
