import Foundation
import Testing

/// `print --watch`: a line for every change, no line without one, and an end with its reader.
struct PrintWatchTests {
  private func quote(_ price: String) -> String {
    let time = ToldClock.ordinary.stamp()
    return #"{"schema":"detente/quotes/1","quotes":[{"symbol":"AMAT","time":"\#(time)","price":\#(price)}]}"#
  }

  @Test func printsALineForEveryChange() throws {
    let folder = try TemporaryFolder()
    try folder.put(quote("148.32"), "q.json")
    let watch = try WatchingProgram(["print", folder.path, "--watch", "--format", "line", "--template", "{AMAT}"])
    #expect(watch.line() == "148.32")
    // The same price again is no change.
    try folder.put(quote("148.32"), "q.json")
    try folder.put(quote("967.51"), "q.json")
    #expect(watch.line() == "967.51")
    // A name that leaves the watchlist is missing from then on.
    try folder.put("schema: detente/watchlist/1\nsectors: [{name: S, instruments: [{symbol: X}]}]\n", "w.yaml")
    try folder.put(#"{"schema":"detente/quotes/1","quotes":[]}"#, "q.json")
    #expect(watch.line() == "-")
    kill(watch.identifier, SIGTERM)
    #expect(watch.end() == 128 + SIGTERM)
  }

  /// The last good price stays, and that another comes is said.
  @Test func saysThatAFileIsBeingWritten() throws {
    let folder = try TemporaryFolder()
    try folder.put(quote("148.32"), "q.json")
    let watch = try WatchingProgram([
      "print", folder.path, "--watch", "--format", "line", "--template", "{AMAT.time} {AMAT} {marks}",
    ])
    let first = try #require(watch.line())
    #expect(first.contains(" 148.32") && !first.contains("being written"))
    let file = try #require(FileHandle(forWritingAtPath: folder.path + "/q.json"))
    let text = quote("967.51")
    try file.truncate(atOffset: 0)
    file.write(Data(text.utf8.prefix(40)))
    let second = try #require(watch.line())
    #expect(second.contains(" 148.32") && second.contains("1 being written"))
    file.write(Data(text.utf8.dropFirst(40)))
    try file.close()
    let third = try #require(watch.line())
    #expect(third.contains(" 967.51") && !third.contains("being written"))
    kill(watch.identifier, SIGTERM)
    #expect(watch.end() == 128 + SIGTERM)
  }

  @Test func printsJSONOnOneLine() throws {
    let folder = try TemporaryFolder()
    try folder.put(quote("148.32"), "q.json")
    let watch = try WatchingProgram(["print", folder.path, "--watch", "--format", "json", "--only", "quotes"])
    for price in [148.32, 967.51] {
      if price != 148.32 { try folder.put(quote("\(price)"), "q.json") }
      let line = try #require(watch.line())
      let document = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
      let quotes = document["quotes"] as? [[String: Any]] ?? []
      #expect(quotes.first { $0["symbol"] as? String == "AMAT" }?["price"] as? Double == price)
    }
    kill(watch.identifier, SIGINT)
    #expect(watch.end() == 128 + SIGINT)
  }

  /// Nothing changes any more, yet it must not live on behind a pipe that nobody reads.
  @Test func endsWithItsReader() throws {
    let folder = try TemporaryFolder()
    try folder.put(quote("148.32"), "q.json")
    let watch = try WatchingProgram(["print", folder.path, "--watch", "--format", "line"])
    #expect(watch.line() != nil)
    watch.leave()
    #expect(watch.end() == 0)
  }

  @Test func sleepsWhileNothingChanges() throws {
    let folder = try TemporaryFolder()
    let waits = try ToldWaits()
    try folder.put(quote("148.32"), "q.json")
    let watch = try WatchingProgram(
      ["print", folder.path, "--watch", "--format", "line", "--template", "{AMAT}"], environment: waits.environment)
    #expect(watch.line() == "148.32")
    #expect(waits.comeToRest())
    let before = waits.count
    try folder.put(quote("967.51"), "q.json")
    #expect(watch.line() == "967.51")
    // A handful for the change, where a wait that is over at once is repeated by the thousand.
    #expect(waits.count - before < 20)
    kill(watch.identifier, SIGTERM)
    #expect(watch.end() == 128 + SIGTERM)
  }

  @Test func aMissingFolderEndsWithFour() throws {
    #expect(try Program.run(["print", "/no/such/folder", "--watch", "--format", "line"]).status == 4)
  }
}
