import Foundation
import Testing

/// "Did anything happen?", asked of the running program while a feed writes.
@Suite(.enabled(if: TmuxSession.isInstalled, "tmux is not installed"))
struct DigestEndToEndTests {
  /// Eleven names of New York, each with 40 sessions of ±1 % in logarithms before the told Thursday, 15 October 2026, and
  /// 100 at its last close: a deviation is 0.0102598.
  private static let names = (0..<11).map { "NAME\($0)" }

  private func desk() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let instruments = Self.names.map { "      - {symbol: \($0), exchange: XNYS, currency: USD}" }
    try folder.put(
      "schema: detente/watchlist/1\nreference: NAME0\nsectors:\n  - name: All\n    instruments:\n"
        + instruments.joined(separator: "\n") + "\n", "watchlist.yaml")
    var day = try #require(Calendar.utc.date(from: DateComponents(year: 2026, month: 10, day: 14)))
    var rows: [String] = []
    while rows.count < 41 {
      let parts = Calendar.utc.dateComponents([.year, .month, .day, .weekday], from: day)
      // Labor Day is the one holiday of New York between.
      if parts.weekday != 1, parts.weekday != 7, (parts.month, parts.day) != (9, 7) {
        let date = String(format: "%d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
        rows.insert("\(date),\(rows.count % 2 == 0 ? "100" : "101.00501670841679")", at: 0)
      }
      day = day.addingTimeInterval(-86_400)
    }
    for name in Self.names {
      try folder.put("date,close\n" + rows.joined(separator: "\n") + "\n", "\(name).csv")
    }
    try put([:], in: folder)
    return folder
  }

  private func put(_ prices: [String: Double], in folder: TemporaryFolder) throws {
    let stamp = ToldClock.ordinary.stamp()
    let quotes = Self.names.map { name in
      """
      {"symbol":"\(name)","time":"\(stamp)","price":\(prices[name] ?? 100),"previousClose":100,"currency":"USD"}
      """
    }
    try folder.put(
      #"{"schema":"detente/quotes/1","quotes":["# + quotes.joined(separator: ",\n") + "]}", "quotes.json")
  }

  private func news(_ session: TmuxSession) -> String {
    String(session.screen.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().first ?? "")
  }

  private func waitForNews(_ session: TmuxSession, _ satisfied: @escaping (String) -> Bool) -> Bool {
    session.wait { screen in
      satisfied(String(screen.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().first ?? ""))
    } != nil
  }

  /// −3 % is −2.97 deviations. From 97: −2 % is −1.97, +5 % is +4.76, and from there 88.27 is −13.95, which is −13.33 %.
  @Test func aFallAfterALookIsNamed() throws {
    let folder = try desk()
    let session = try TmuxSession(columns: 80, rows: 24)
    try session.start(folder.path)
    #expect(session.wait { $0.contains("files, all read") } != nil, "\(session.screen)")
    #expect(!news(session).contains("NEW"))
    try put(["NAME3": 97], in: folder)
    #expect(waitForNews(session) { $0.hasPrefix(" NEW 1   NAME3 -3.00 %") }, "\(session.screen)")
    try session.type("u")
    #expect(waitForNews(session) { !$0.contains("NEW") }, "\(session.screen)")
    try put(["NAME3": 95.06], in: folder)
    #expect(session.wait { $0.contains("95.06") } != nil)
    #expect(!news(session).contains("NEW"))
    try put(["NAME3": 101.85], in: folder)
    #expect(waitForNews(session) { $0.hasPrefix(" NEW 1   NAME3 +5.00 % since 11:0") }, "\(session.screen)")
    try put(["NAME3": 88.27], in: folder)
    #expect(waitForNews(session) { $0.hasPrefix(" NEW 1   NAME3 -13.33 % since 11:0") }, "\(session.screen)")
    // It stays, and the next start tells it too.
    try put(["NAME3": 89], in: folder)
    #expect(session.wait { $0.contains(" 89.00") } != nil)
    #expect(news(session).hasPrefix(" NEW 1   NAME3 -13.33 %"))
    try session.type("q")
    #expect(session.wait { !$0.contains("De-escalation") } != nil)
    try session.start(folder.path)
    #expect(waitForNews(session) { $0.hasPrefix(" NEW 1   NAME3 -13.33 %") }, "\(session.screen)")
  }

  /// The mark is being forced to the disk as the signal comes.
  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func aMarkSurvivesASignal(signal: Int32) throws {
    let desk = try FaultyFolder(faults: "fsync=slow")
    let state = try TemporaryFolder()
    let terminal = try PseudoTerminal(
      [desk.folder.path], environment: desk.environment.merging(["XDG_STATE_HOME": state.path]) { $1 })
    #expect(terminal.read(until: "148.32"))
    let marks = {
      try FileManager.default.contentsOfDirectory(atPath: state.path + "/detente").filter { $0.hasPrefix("seen") }
    }
    #expect(try marks().isEmpty)
    terminal.type("u")
    #expect(desk.meetsFault())
    terminal.send(signal)
    #expect(terminal.exitStatus() == 128 + signal)
    #expect(try marks().count == 1)
    #expect(terminal.leftovers == [])
  }

  /// Sixty updates of all names change neither the order nor the number but for what is new; a step of tariffs that is
  /// announced among eleven moving names stands before them at 80 columns; each item opens what it speaks of.
  @Test func anOpeningDoesNotFlicker() throws {
    let folder = try desk()
    let session = try TmuxSession(columns: 80, rows: 24)
    try session.start(folder.path)
    #expect(session.wait { $0.contains("files, all read") } != nil, "\(session.screen)")
    func prices(_ update: Int) -> [String: Double] {
      // All names beyond 2.05 deviations, by tenths more or less with every update; the last of them the farthest.
      Dictionary(
        uniqueKeysWithValues: Self.names.enumerated().map { index, name in
          (name, 102.5 + Double(index) / 10 + Double((update * 7 + index) % 3) / 100)
        })
    }
    try put(prices(0), in: folder)
    #expect(waitForNews(session) { $0.hasPrefix(" NEW 11  NAME10 +3.5") }, "\(session.screen)")
    let before = news(session)
    for update in 1...60 {
      try put(prices(update), in: folder)
      #expect(!news(session).contains("NEW") || news(session) == before, "\(update): \(session.screen)")
    }
    #expect(session.wait { $0.contains("103.5") } != nil)
    #expect(news(session) == before)
    let step = """
      {"schema":"detente/tariffs/1","measures":[{"id":"US-S","by":"US","on":"CN","title":"Surcharge","scope":"all",\
      "steps":[{"announced":"2026-10-15","effective":"2026-12-15","rate":25,"instrument":"Proc. 1"}]}]}
      """
    try folder.put(step, "tariffs.json")
    #expect(waitForNews(session) { $0.hasPrefix(" NEW 12  Surcharge 25 % from 15 Dec") }, "\(session.screen)")
    #expect(news(session).contains(" +") && news(session).hasSuffix("U list"))
    try session.type("U")
    let list = session.wait { $0.contains("New since") }
    #expect(list?.contains("tariffs  Surcharge 25 % from 15 Dec, announced") == true, "\(session.screen)")
    #expect(list?.contains("name     NAME0 +2.5") == true, "\(session.screen)")
    try session.send("Enter")
    #expect(session.wait { $0.contains("Proc. 1") && $0.contains("US-S") } != nil, "\(session.screen)")
    try session.send("Escape", "j", "Enter")
    #expect(session.wait { $0.contains("NAME10") && $0.contains("Esc back") } != nil, "\(session.screen)")
  }
}

extension Calendar {
  fileprivate static let utc: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: "UTC") ?? .gmt
    return calendar
  }()
}
