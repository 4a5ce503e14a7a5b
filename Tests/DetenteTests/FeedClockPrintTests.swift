import Foundation
import Testing

/// A feed whose clock is ahead, to what the programs say: the price stays, and how far the clock is off is told.
struct FeedClockPrintTests {
  /// Writes a quote that is dated `skew` seconds after its file, exactly.
  private func put(_ price: String, skew: Double, in folder: TemporaryFolder) throws {
    let written = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
    let stamp = ToldClock.ordinary.stamp(at: written.addingTimeInterval(skew))
    let text = #"{"schema":"detente/quotes/1","quotes":[{"symbol":"AMAT","time":"\#(stamp)","price":\#(price)}]}"#
    let temporary = folder.path + "/.q.part"
    try text.write(toFile: temporary, atomically: false, encoding: .utf8)
    try FileManager.default.setAttributes([.modificationDate: written], ofItemAtPath: temporary)
    guard rename(temporary, folder.path + "/q.json") == 0 else { throw POSIXError(.EIO) }
  }

  @Test(
    arguments: [(-3600, nil), (-10, nil), (5, nil), (29, nil), (90, "90 s"), (300, "300 s"), (86_400, "24 h")]
      as [(Double, String?)])
  func thePriceStays(skew: Double, offset: String?) throws {
    let folder = try TemporaryFolder()
    try put("148.32", skew: skew, in: folder)
    let line = try Program.run(["print", folder.path, "--format", "line", "--template", "{AMAT}|{marks}"])
    #expect(line.output.hasPrefix("148.32"))
    #expect(line.output.contains("CLOCK") == (offset != nil))
    if let offset { #expect(line.output.contains("CLOCK \(offset)")) }
    // A notice: nothing is wrong with the file. A feed may be late, though, while its venue trades.
    #expect(line.status == 0)

    let check = try Program.run(["check", folder.path])
    #expect(check.output.contains("the feed's clock is off") == (offset != nil))
    if let offset {
      #expect(check.output.contains("q.json: found a time \(offset) ahead of the file's own"))
      #expect(check.status == 0)
    }
  }

  @Test func theDocumentTellsTheOffset() throws {
    let folder = try TemporaryFolder()
    try put("148.32", skew: 90, in: folder)
    let output = try Program.run(["print", folder.path, "--format", "json"]).output
    let document = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any] ?? [:]
    let quotes = document["quotes"] as? [[String: Any]] ?? []
    #expect(quotes.first { $0["symbol"] as? String == "AMAT" }?["clockAhead"] as? Int == 90)
    #expect(quotes.first { $0["symbol"] as? String == "KLAC" }?["clockAhead"] is NSNull)
    #expect((document["files"] as? [[String: Any]])?.first?["clockAhead"] as? Int == 90)
  }

  /// A notice is said and fails nothing: the quote is written with its file's time.
  @Test func importingIsNoFailure() throws {
    let folder = try TemporaryFolder()
    try put("148.32", skew: 90, in: folder)
    let result = try Program.run(["import", folder.path + "/q.json", "--to", folder.path + "/native"])
    #expect(result.status == 0)
    #expect(result.errors.contains("a time 90 s ahead of the file's own"))
  }

  /// A feed that is right first and 90 s ahead then, while the dashboard looks on.
  @Test func theScreenKeepsThePriceAndNamesTheClock() throws {
    let folder = try TemporaryFolder()
    try put("148.32", skew: 0, in: folder)
    let terminal = try PseudoTerminal([folder.path])
    #expect(terminal.read(until: "148.32"))
    try put("967.51", skew: 90, in: folder)
    #expect(terminal.read(until: "CLOCK 90 s"))
    terminal.type("f")
    #expect(terminal.read(until: "90 s ahead: its prices count from when it was written"))
    terminal.type("qq")
    #expect(terminal.exitStatus() == 0)
  }
}
