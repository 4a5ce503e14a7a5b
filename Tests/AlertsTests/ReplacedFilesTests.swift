import Analytics
import Foundation
import Market
import Snapshots
import TestSupport
import Testing

@testable import Alerts

/// A quote file that is replaced in every way that feeds have, read by the engine: of what is read nothing is lost.
struct ReplacedFilesTests {
  /// Writes of the file; 10,000 where `DETENTE_WRITES` says so.
  private static let writes = ProcessInfo.processInfo.environment["DETENTE_WRITES"].flatMap { Int($0) } ?? 600

  private static func document(_ price: Double, _ time: Instant) -> String {
    let milliseconds = String(time.milliseconds % 1000)
    let fraction = String(repeating: "0", count: 3 - milliseconds.count) + milliseconds
    let stamp = time.description.dropLast() + "." + fraction + "Z"
    return
      #"{"schema":"detente/quotes/1","quotes":[{"symbol":"AMAT","time":"\#(stamp)","price":\#(price),"currency":"USD"}]}"#
  }

  @Test func everyCrossingThatIsReadRingsOnce() throws {
    let folder = NSTemporaryDirectory() + "detente-alerts-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/quotes.json"
    func rename(_ text: String) throws { try text.write(toFile: path, atomically: true, encoding: .utf8) }
    func writeInPlace(_ text: String, torn: Bool) throws {
      let file = try #require(fopen(path, "w"))
      let bytes = Array(text.utf8)
      let half = torn ? bytes.count / 2 : 0
      fwrite(bytes, 1, half, file)
      fflush(file)
      if torn { usleep(2000) }
      bytes[half...].withUnsafeBytes { _ = fwrite($0.baseAddress, 1, $0.count, file) }
      fclose(file)
    }
    // No exchange: its price is stale at no hour at which the tests run.
    try "schema: detente/watchlist/1\nsectors: [{ name: S, instruments: [{ symbol: AMAT, currency: USD }] }]\n".write(
      toFile: folder + "/watchlist.yaml", atomically: true, encoding: .utf8)
    try rename(Self.document(150, .now))
    let engine = RefreshEngine(path: folder)
    engine.keepEvery()
    try #require(engine.start())
    let lines = Exam.lines(["AMAT crosses below 140 rearm 142"])
    var book = AlertBook(lines)
    var evaluator = DeskEvaluator()
    var rung: [Double] = []
    /// Has the rules see every desk until one has come of which `isSo` holds.
    func look(until isSo: (Desk) -> Bool) throws {
      let end = Date().addingTimeInterval(60)
      while Date() < end {
        var descriptor = pollfd(fd: engine.fileDescriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&descriptor, 1, 1000)
        var isReached = false
        for desk in engine.takeAll().map(\.desk) where !desk.files.isEmpty && !desk.files.contains(where: \.isUnread) {
          let known = desk.known(at: .now)
          rung += book.take(evaluator.reading(of: known, asOf: .now), of: known)
            .filter { $0.edge == "below" }.compactMap(\.number)
          isReached = isReached || isSo(desk)
        }
        if isReached { return }
      }
      Issue.record("a write was not read within a minute")
    }
    try look { $0.quotes["AMAT"]?.price == 150 }
    var random = SplitMix(state: 11)
    var (isArmed, expected) = (true, [Double]())
    for count in 0..<Self.writes {
      // Each price is another, so that it is known when it has been read.
      let price = (Double.random(in: 132..<150, using: &random) * 100).rounded() / 100 + Double(count) / 1e6
      let text = Self.document(price, .now)
      switch random.next() % 20 {
      case 0:
        try rename(#"{"schema":"detente/quotes/1","quotes":[{"symbol":"#)
        try look { $0.files.contains { $0.path == "quotes.json" && $0.state == .bad } }
        continue
      case 1, 2: try writeInPlace(text, torn: false)
      case 3: try writeInPlace(text, torn: true)
      default: try rename(text)
      }
      if isArmed, price < 140 {
        expected.append(price)
        isArmed = false
      } else if price >= 142 {
        isArmed = true
      }
      try look { $0.quotes["AMAT"]?.price == price }
      if random.next() % 100 == 0 {
        book = AlertBook(lines, remembering: try #require(AlertMemory(encoded: book.memory.encoded)))
        evaluator = DeskEvaluator()
      }
    }
    #expect(expected.count > Self.writes / 10)
    #expect(rung == expected)
  }
}
