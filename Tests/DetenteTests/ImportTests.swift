import Foundation
import Market
import Snapshots
import Testing

/// `detente import`: any readable file in the native form, whole or not at all, and nothing lost on the way.
struct ImportTests {
  /// The native form of every kind with every field, as the program writes it: what is read must come out again byte for
  /// byte.
  private static let native: [(name: String, text: String)] = [
    (
      "quotes.json",
      """
      {"schema":"detente/quotes/1","quotes":[
        {"symbol":"AMAT","time":"2025-05-01T18:31:03.250Z","price":148.32,"currency":"USD","previousClose":150.71,"open":149.5,"high":151.25,"low":147.01,"volume":6123456,"bid":148.3,"ask":148.34,"yearHigh":255.89,"yearLow":123.74,"session":"regular","extended":{"session":"post","time":"2025-05-01T20:05:00Z","price":148.9}},
        {"symbol":"BRK/B é😀","time":"2025-05-01T18:31:03Z","price":0.0001,"session":"closed"}]}

      """
    ),
    (
      "AMAT.json",
      """
      {"schema":"detente/history/1","symbol":"AMAT","currency":"USD","interval":"1d","bars":[
        {"date":"2025-04-29","adjustedClose":150.1},
        {"date":"2025-04-30","open":149,"high":151.5,"low":146.2,"close":150.71,"adjustedClose":149.9,"volume":5000000}]}

      """
    ),
    (
      "KLAC.json",
      """
      {"schema":"detente/history/1","symbol":"KLAC","interval":"1d","adjusted":true,"bars":[
        {"date":"2025-04-29","adjustedClose":690},
        {"date":"2025-04-30","open":688,"high":702,"low":681.5,"adjustedClose":700}]}

      """
    ),
    (
      "AMAT-5m.json",
      """
      {"schema":"detente/history/1","symbol":"AMAT","currency":"USD","interval":"5m","bars":[
        {"time":"2025-05-01T13:30:00Z","open":149,"high":151.5,"low":146.2,"close":150.71,"volume":5000},
        {"time":"2025-05-01T13:35:00Z","close":150.5}]}

      """
    ),
    (
      "tariffs.json",
      """
      {"schema":"detente/tariffs/1","measures":[
        {"id":"US-1","by":"US","on":"CN","authority":"IEEPA","title":"Fentanyl","scope":"sector","sectors":["Solar","Shipping"],"steps":[
          {"announced":"2025-02-01","effective":"2025-02-04","time":"2025-02-04T05:01:00Z","rate":12.5,"state":"suspended","until":"2025-08-12","instrument":"EO 1","note":"n","source":"s"},
          {"effective":"2025-03-04","state":"struck down"}]}],"baselines":[
        {"by":"CN","from":"2018-01-01","average":8.4,"source":"PIIE"}]}

      """
    ),
    (
      "signals.jsonl",
      """
      {"schema":"detente/signals/1","id":"E1","date":"2025-05-01","time":"2025-05-01T08:05:00Z","actor":"USA","target":"CHN","code":"036","source":"Yuyuan","reliability":"C","credibility":3,"status":[{"date":"2025-05-01","time":"2025-05-01T09:00:00Z","status":"denied"},{"date":"2025-05-02","status":"confirmed"}],"scope":0.5,"text":"US reached out","url":"https://example.org/1"}
      {"schema":"detente/signals/1","id":"E2","date":"2025-05-02","actor":"CHN","target":"USA","code":"111","reliability":"F","credibility":6,"scope":1}

      """
    ),
    (
      "facts.json",
      """
      {"schema":"detente/facts/1","facts":[
        {"id":"deficit","label":"Goods deficit","value":-295.4,"unit":"bn USD","date":"2024-12-31","published":"2025-02-05","source":"Census","verified":true},
        {"id":"b","label":"é\\"\\\\\\u0007😀","verified":false}]}

      """
    ),
    (
      "calendar.json",
      """
      {"schema":"detente/calendar/1","entries":[
        {"date":"2025-05-02","time":"00:01","title":"De minimis ends","kind":"deadline","symbols":["AMAT"],"source":"EO","verified":true,"announced":"2025-04-02"},
        {"date":"2025-05-10","title":"Geneva","kind":"talks","verified":false},
        {"date":"2025-05-10","kind":"closure","venue":"XSHE"},
        {"date":"2025-11-28","kind":"closure","venue":"XNYS","closes":"13:00"}]}

      """
    ),
    (
      "reference.json",
      """
      {"schema":"detente/reference/1","series":[
        {"id":"a","label":"Average","unit":"%","source":"PIIE","side":"US","verified":true,"values":[
          {"date":"2018-01-01","value":3.1},
          {"date":"2018-07-06","value":3.8,"verified":false}]}]}

      """
    ),
    (
      "scenario-truce.json",
      """
      {"schema":"detente/scenario/1","id":"truce","title":"Truce","us":30,"cn":10,"elasticity":-2.5,"note":"as in Geneva","saved":"2025-05-12T07:00:00Z"}

      """
    ),
    (
      "watchlist.yaml",
      """
      schema: detente/watchlist/1
      title: "My \\"desk\\"\\U0000202e"
      reference: "SPY"
      since: 2025-04-02
      staleAfter: 600s
      indicator:
        weights: {events: 0.5, tariffs: 0.3, market: 0.2}
        halfLives: {verbal: 10, material: 40}
        scale: 35.5
        basket: {"AMAT": 1, "no": 0.5}
      sectors:
        - name: "Semiconductors"
          instruments:
            - symbol: "AMAT"
              name: "Applied: Materials # 😀"
              aliases: ["AMAT.US", "123"]
              exchange: XNAS
              currency: "USD"
              listings: [{symbol: "APM.DE", exchange: OTC, currency: "USD", ratio: 0.5}, {symbol: "X", exchange: "IOB"}]
              lots: [{quantity: -100, cost: 150.25, opened: 2025-01-02}, {quantity: 1.5, cost: 10}]
              negative: true
        - name: "Empty"
          instruments: []

      """
    ),
  ]

  @Test(arguments: native.map(\.name))
  func everyNativeKindComesOutAsItWasRead(name: String) throws {
    let text = try #require(Self.native.first { $0.name == name }?.text)
    let folder = try TemporaryFolder()
    // The name says nothing.
    let source = "source." + (name.split(separator: ".").last ?? "")
    try folder.put(text, source)
    let result = try Program.run(["import", folder.path + "/" + source, "--to", folder.path + "/new/desk"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(try String(contentsOfFile: folder.path + "/new/desk/" + name, encoding: .utf8) == text)
  }

  /// Bars of CSV, the demo's, and everything else in it: read from the import, the desk is the same.
  @Test func theImportedDemoDeskIsTheSame() throws {
    let folder = try TemporaryFolder()
    let (first, second) = (folder.path + "/first", folder.path + "/second")
    #expect(try Program.run(["init", first]).status == 0)
    let files = try FileManager.default.contentsOfDirectory(atPath: first).sorted().map { first + "/" + $0 }
    #expect(try Program.run(["import"] + files + ["--to", second]).status == 0)
    let (before, after) = (try DeskFolder.read(first), try DeskFolder.read(second))
    #expect(after.files.allSatisfy { $0.state == .ok })
    #expect(Values(before.watchlist) == Values(after.watchlist))
    #expect(Values(before.histories.sorted { $0.key < $1.key }) == Values(after.histories.sorted { $0.key < $1.key }))
    #expect(!before.histories.isEmpty)
    #expect(Values(before.tariffs) == Values(after.tariffs))
    #expect(Values(before.signals) == Values(after.signals))
    #expect(Values(before.facts) == Values(after.facts))
    #expect(Values(before.calendar) == Values(after.calendar))
    #expect(Values(before.references) == Values(after.references))
  }

  @Test func plainCSVIsRewrittenAsBars() throws {
    let folder = try TemporaryFolder()
    try folder.put("Date;Close;Volume\n30.04.2025;150,71;5000000\n02.05.2025;152,1;\n", "KLAC.csv")
    let result = try Program.run(["import", folder.path + "/KLAC.csv", "--to", folder.path + "/desk"])
    #expect(result.status == 0)
    #expect(result.output == "wrote \(folder.path)/desk/KLAC.json: 2 daily bars of KLAC\n")
    #expect(
      try String(contentsOfFile: folder.path + "/desk/KLAC.json", encoding: .utf8) == """
        {"schema":"detente/history/1","symbol":"KLAC","interval":"1d","bars":[
          {"date":"2025-04-30","close":150.71,"volume":5000000},
          {"date":"2025-05-02","close":152.1}]}

        """)
  }

  @Test func whatCannotBeReadIsNamedAndTheRestWritten() throws {
    let folder = try TemporaryFolder()
    try folder.put("Date,Close\n2025-04-30,150.71\n2025-05-01,x\n", "AMAT.csv")
    try folder.put("{\"Note\":\"5 calls per minute\"}", "KLAC.json")
    let desk = folder.path + "/desk"
    let result = try Program.run(
      ["import", folder.path + "/AMAT.csv", folder.path + "/KLAC.json", folder.path + "/none.csv", "--to", desk])
    #expect(result.status == 1)
    #expect(result.errors.contains("AMAT.csv:3:12: found \"x\""))
    #expect(result.errors.contains("KLAC.json: "))
    #expect(result.errors.contains("none.csv: found no way to it"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: desk).filter { !$0.hasPrefix(".") } == ["AMAT.json"])

    let nothing = try Program.run(["import", folder.path + "/KLAC.json", "--to", folder.path + "/other"])
    #expect(nothing.status == 1)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/other"))
  }

  /// One of two files stands there: then neither is written.
  @Test func nothingIsOverwrittenWithoutForce() throws {
    let folder = try TemporaryFolder()
    try folder.put("Symbol,Date,Close\nA,2025-04-30,1.5\nB,2025-04-30,2.5\n", "bars.csv")
    try folder.put("kept", "B.json")
    let arguments = ["import", folder.path + "/bars.csv", "--to", folder.path]
    let refused = try Program.run(arguments)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("found B.json already, expected --force"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/A.json"))
    #expect(try String(contentsOfFile: folder.path + "/B.json", encoding: .utf8) == "kept")

    #expect(try Program.run(arguments + ["--force"]).status == 0)
    #expect(try String(contentsOfFile: folder.path + "/B.json", encoding: .utf8).contains("2.5"))
    #expect(FileManager.default.fileExists(atPath: folder.path + "/A.json"))
  }

  /// Bars that no native interval fits, and two intervals of one symbol: said, not dropped in silence.
  @Test func barsWithoutANativeFormAreNamed() throws {
    let folder = try TemporaryFolder()
    try folder.put("time,close\n2025-05-01T13:30:00Z,1\n2025-05-01T13:32:00Z,2\n", "A.csv")
    let two = try Program.run(["import", folder.path + "/A.csv", "--to", folder.path + "/desk"])
    #expect(two.status == 1)
    #expect(two.errors.contains("A: found bars of 120 s"))
  }

  /// One bar, or one price, of two that contradict each other would be believed where it stands alone.
  @Test func aPriceOfTwoIsNotWrittenAsTheOnlyOne() throws {
    let folder = try TemporaryFolder()
    let rows = ["2025-04-30,145.97,151.04,144.71,150.71,7273600", "2025-05-01,149.9,151.2,147.8,149.3,5060974"]
    try folder.put(
      "date,open,high,low,close,volume\n\(rows[0])\n\(rows[1])\n2025-05-01,149.9,151.4,148.1,148.96,3810000\n",
      "AMAT.csv")
    func quotes(_ price: String, _ more: String = "") -> String {
      let quote = #"{"symbol":"KLAC","time":"2025-05-01T18:31:03Z","price":\#(price)}"#
      return #"{"schema":"detente/quotes/1","quotes":[\#(quote)\#(more)]}"#
    }
    try folder.put(quotes("676.31"), "a.json")
    try folder.put(quotes("702.69", #",{"symbol":"SPY","time":"2025-05-01T18:31:03Z","price":558.47}"#), "b.json")
    let paths = ["AMAT.csv", "a.json", "b.json"].map { folder.path + "/" + $0 }
    let result = try Program.run(["import"] + paths + ["--to", folder.path + "/desk"])
    #expect(result.status == 1)
    #expect(
      result.errors.contains(
        "AMAT.csv:4: found AMAT 148.96 of 2025-05-01, doubtful: told twice: 149.30 and 148.96 (not written)"))
    #expect(result.errors.contains("b.json:1: found KLAC 702.69, doubtful: 702.69 and 676.31 ("))
    #expect(result.errors.components(separatedBy: "(not written)").count == 3)
    let written = try DeskFolder.read(folder.path + "/desk")
    #expect(written.histories["AMAT"]?.bars.map(\.close) == [150.71])
    #expect(written.quotes.mapValues(\.price) == ["SPY": 558.47])
  }

  /// What contradicts itself or the closes before it is written, and doubtful again.
  @Test func whatIsDoubtfulByItselfStaysSo() throws {
    let folder = try TemporaryFolder()
    try folder.put(
      "date,open,high,low,close\n2025-11-12,1150.1,1162,1141.2,1157.5\n2025-11-13,1156,1140,1160.2,1154.23\n"
        + "2025-11-14,1148.9,1153,1108.1,1112.17\n2025-11-17,111,112.5,109.8,110.29\n", "NFLX.csv")
    try folder.put(
      #"{"schema":"detente/quotes/1","quotes":[{"symbol":"KLAC","time":"2025-11-17T18:00:00Z","price":6.7631,"#
        + #""previousClose":702.69}]}"#, "q.json")
    let paths = ["NFLX.csv", "q.json"].map { folder.path + "/" + $0 }
    let result = try Program.run(["import"] + paths + ["--to", folder.path + "/desk"])
    #expect(!result.errors.contains("not written"))
    let written = try DeskFolder.read(folder.path + "/desk")
    #expect(written.histories["NFLX"]?.bars.count == 4)
    #expect(written.histories["NFLX"]?.doubts.keys.map(\.description).sorted() == ["2025-11-13", "2025-11-17"])
    #expect(written.quotes["KLAC"]?.doubt?.reason == "a hundredth of the previous close 702.69: other units?")
  }

  @Test func symbolsBecomeNamesOfFiles() throws {
    let folder = try TemporaryFolder()
    try folder.put("Symbol,Date,Close\n../up,2025-04-30,1.5\n.hid,2025-04-30,2.5\nQUOTES,2025-04-30,3\n", "bars.csv")
    try folder.put(
      #"{"schema":"detente/quotes/1","quotes":[{"symbol":"A","time":"2025-05-01T18:00:00Z","price":1.5}]}"#, "q.json")
    let desk = folder.path + "/desk"
    #expect(
      try Program.run(["import", folder.path + "/bars.csv", folder.path + "/q.json", "--to", desk]).status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: desk).filter { $0 != ".detente.lock" }.sorted()
    #expect(names == ["QUOTES-2.json", "_._up.json", "_hid.json", "quotes.json"])
  }
}

/// A value's parts as text, but for where it stands.
private struct Values: Equatable, CustomStringConvertible {
  let description: String

  init(_ value: Any) { description = Self.text(value) }

  private static func text(_ value: Any) -> String {
    let children = Mirror(reflecting: value).children
    guard !(value is Origin) else { return "" }
    guard !children.isEmpty else { return "\(value)" }
    let parts = children.filter { !["file", "line"].contains($0.label ?? "") }
    return "(" + parts.map { text($0.value) }.joined(separator: ",") + ")"
  }
}
