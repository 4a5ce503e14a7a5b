import Market
import Testing

@testable import Snapshots

/// JSON as the files write it and break it (J of the fault catalogue).
@Suite struct JSONTests {
  private func refused(_ text: String, _ file: String = "q.json") -> String? { refused(Array(text.utf8), file) }

  private func refused(_ bytes: [UInt8], _ file: String = "q.json") -> String? {
    let desk = Desk(files: [(file, bytes)])
    guard desk.report(file)?.state == .bad else { return nil }
    return desk.problem(file)
  }

  /// A value inside a known document, under a key that is not read.
  private func around(_ value: String) -> String {
    #"{"schema":"detente/quotes/1","quotes":[],"extra":"# + value + "}"
  }

  @Test(arguments: [
    "0", "-0", "0e1", "1E+2", "1.5e-3", "-1.25", "123456789012345678", "18446744073709551615", "true", "false", "null",
    "\"\"", #""\u00e9\ud83d\ude00\n\/\\""#, "\"é😀\"", "[]", "[[]]", "{}", #"{"a":{"b":[1,2,{}]}}"#, "[1 , 2\t,\n3\r]",
    #""\u0000""#, "1e-400",
  ])
  func acceptsValidValues(value: String) {
    #expect(refused(around(value)) == nil)
  }

  @Test(arguments: [
    "01", "-", "+1", ".5", "1.", "1e", "1e+", "0x10", "nan", "Inf", "1e400", "-1e400", "1_000", "1,5",
    "True", "nul", "truee", "'a'", "\"a", "\"\t\"", "\"\u{1}\"", #""\x""#, #""\u12g4""#, #""\ud800""#, #""\udc00""#,
    #""\ud800\u0041""#, "[1,]", "[,1]", "[1 2]", "[1", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\" 1}",
    "{\"a\":1 \"b\":2}", "[1]]", "1 2", "// note\n1", "/* */ 1", "123456789012345678901234567890", "",
  ])
  func refusesInvalidValues(value: String) {
    #expect(refused(around(value)) != nil)
  }

  @Test func tellsThePlaceOfASyntaxError() {
    #expect(
      refused("{\"schema\":\"detente/quotes/1\",\n \"quotes\":[}") == "q.json:2:12: found \"}\", expected a value")
    #expect(refused("{\"a\": 1e400}") == "q.json:1:7: found \"1e400\", expected a finite decimal number")
    #expect(refused("{\"a\": 1} x") == "q.json:1:10: found \"x\" after the document, expected one document")
    #expect(
      refused("{\"a\": \"x")
        == "q.json:1:9: found the end of the file (a truncated download?), expected the closing quote")
    // Behind the last line break is nothing to point at.
    #expect(
      refused("{\"a\": [1,\n 2,\n\n")
        == "q.json:2:4: found the end of the file (a truncated download?), expected a value")
  }

  @Test func refusesBadUTF8() {
    let head = Array("{\"schema\":\"detente/quotes/1\",\"quotes\":[],\"x\":\"".utf8)
    for bad: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE9], [0x80]] {
      #expect(refused(head + bad + Array("\"}".utf8))?.contains("expected UTF-8 text") == true)
    }
  }

  @Test func refusesKeysThatStandTwice() {
    #expect(
      refused(around(#"{"a":1,"a":2}"#)) == "q.json:1:57: found a key twice in one object, expected each key once")
    #expect(refused(around(#"{"price":1,"pr\u0069ce":2}"#)) != nil)
    #expect(refused(around(#"[{"a":1},{"a":2}]"#)) == nil)
    let many = (0..<5000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    #expect(refused(around("{\(many)}")) == nil)
    #expect(refused(around("{\(many),\"k77\":0}")) != nil)
    // What lies between does not hide it, and a value that looks like a key is none.
    #expect(
      refused(around(#"{"a":{"b":["a",{}]},"c":[],"a":2}"#))
        == "q.json:1:77: found a key twice in one object, expected each key once")
    #expect(refused(around(#"{"a":"a","b":["b","b"],"c":{"a":{"a":"a"}}}"#)) == nil)
  }

  /// In an object of many keys, whatever their values are: the place is that of the second.
  @Test func findsTheSecondOfManyKeys() throws {
    let values = ["1", "-2.5", "\"a\"", "null", "{}", "[]", #"{"a":[1,{"b":2}],"c":3}"#, "[[1,2],3]", "[1,null]"]
    let many = (0..<48).map { "\"k\($0)\":\(values[$0 % values.count])" }.joined(separator: ",")
    for key in ["k0", "k8", "k40"] {
      let text = around("{\(many),\"\(key)\":0}")
      let bytes = Array(text.utf8)
      let second = try #require(bytes.indices.last { bytes[$0...].starts(with: "\"\(key)\":".utf8) })
      #expect(refused(text) == "q.json:1:\(second + 1): found a key twice in one object, expected each key once")
    }
  }

  /// Rows mostly have the keys of the row before. The key that stands twice is the last of each text, with a 9.
  @Test(arguments: [
    (#"[{"ab":1,"cd":2},{"ab":3,"cd":4},{"ab":5,"ab":9}]"#, #""ab":9"#),
    (#"[{"ab":"x","cd":"y"},{"ab":"long","cd":"z"},{"ab":"x","ab":9}]"#, #""ab":9"#),
    (#"[{"a":1,"b":"x","c":2},{"a":1,"b":"x","b":9}]"#, #""b":9"#),
    (#"[{"a":1,"b":"x","c":2},{"a":1,"b":"x","a":9}]"#, #""a":9"#),
    (#"[{"a":1},{"a":1},{"a":1,"a":9}]"#, #""a":9"#),
    (#"[{"a":1,"b":{}},{"a":1,"b":{}},{"a":1,"a":9}]"#, #""a":9"#),
    (#"[{"a":1,"b":true},{"a":1,"b":true},[{"a":1}],{"a":1,"a":9}]"#, #""a":9"#),
    (#"[{},{},{"a":1,"a":9}]"#, #""a":9"#),
    (#"[{"a":1,"b":"x"},{"a":2,"a":"9"}]"#, #""a":"9""#),
    (#"[{"a":1},{"a":[]},{"c":1,"c":9}]"#, #""c":9"#),
    (#"[{"a":1},{"a":null},{"a":1,"a":9}]"#, #""a":9"#),
    (#"[{"a":null},{"a":[]},{"c":1,"c":9}]"#, #""c":9"#),
    (#"[{"a":1,"b":2},{"a":1,"b":2},5,[1,2.5,-3,[],{}],"x",null,{"c":1,"c":9}]"#, #""c":9"#),
  ])
  func findsTheSecondKeyInARow(rows: String, second: String) throws {
    let text = around(rows)
    let bytes = Array(text.utf8)
    let place = try #require(bytes.indices.last { bytes[$0...].starts(with: second.utf8) })
    #expect(refused(text) == "q.json:1:\(place + 1): found a key twice in one object, expected each key once")
    let once = text.replacing(second, with: #""once":9"#)
    #expect(refused(once) == nil)
  }

  @Test func refusesDeepNesting() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
    }
    #expect(refused(around(nested(63))) == nil)
    #expect(refused(around(nested(64)))?.contains("deeper than 64") == true)
    #expect(refused(around(nested(100_000)))?.contains("deeper than 64") == true)
  }

  @Test func readsAByteOrderMarkAndRefusesOtherEncodings() {
    let text = quotes(row("AMAT", "1"))
    #expect(Desk(files: [("q.json", [0xEF, 0xBB, 0xBF] + Array(text.utf8))]).quotes["AMAT"]?.price == 1)
    let utf16 = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(Desk(files: [("q.json", [0xFF, 0xFE] + utf16)]).quotes["AMAT"]?.price == 1)
    #expect(refused(utf16) != nil)
    #expect(refused([UInt8](repeating: 0, count: 4096))?.contains("found NUL bytes") == true)
    #expect(refused(Array(text.utf8) + [0]) != nil)
  }

  @Test func refusesEveryPrefixOfAGoodFile() {
    let text = Array(quotes(row("AMAT", "148.32", #","currency":"USD","extended":null"#), row("KLAC", "700")).utf8)
    for count in 0..<text.count {
      #expect(Desk(files: [("q.json", Array(text[..<count]))]).quotes.isEmpty)
    }
    #expect(Desk(files: [("q.json", text)]).quotes.count == 2)
  }

  @Test func survivesEveryByteFlip() {
    let text = Array(quotes(row("AMAT", "148.32", #","currency":"USD""#)).utf8)
    for index in text.indices {
      for value in stride(from: 0, through: 255, by: 7) {
        var flipped = text
        flipped[index] = UInt8(value)
        let desk = Desk(files: [("q.json", flipped)])
        #expect(desk.files.count == 1)
        if let price = desk.quotes["AMAT"]?.price { #expect(price > 0 && price.isFinite) }
      }
    }
  }

  @Test func refusesTwoDocuments() {
    let text = quotes(row("AMAT", "1"))
    #expect(refused(text + text)?.contains("expected one document") == true)
    #expect(refused(text + "\n" + text) != nil)
  }

  @Test func saysWhatAFileIsInstead() {
    #expect(refused("") == "q.json: found an empty file, expected data")
    #expect(refused(" \n\t ") == "q.json: found only blanks, expected data")
    let unknown = "found JSON, but no known kind"
    #expect(
      refused("[]") == "q.json:1:1: \(unknown) (a list), expected one that `detente formats` lists")
    #expect(refused("null")?.contains("\(unknown) (null)") == true)
    #expect(refused("{}")?.contains("\(unknown) (an object without \"schema\")") == true)
    #expect(refused("<!DOCTYPE html>")?.contains("HTML") == true)
    #expect(refused("\u{FEFF}\n<html>", "q.csv")?.contains("HTML") == true)
    #expect(refused(#"{"Note":"5 calls a minute"}"#)?.contains("Alpha Vantage's note: 5 calls") == true)
    #expect(refused([0x1F, 0x8B, 8, 0], "q.csv")?.contains("gzip") == true)
    #expect(refused("version https://git-lfs.github.com/spec/v1\n", "q.csv")?.contains("Git LFS") == true)
    #expect(refused(#"{"schema":"detente/quotes/2","quotes":[]}"#)?.contains("found \"detente/quotes/2\"") == true)
  }

  @Test func ignoresWhatItDoesNotKnow() {
    let text =
      #"{"future":{"a":[1,{"b":null}]},"schema":"detente/quotes/1","quotes":[{"symbol":"A","time":"#
      + #""2025-05-01T00:00:00Z","price":1,"new":{"x":[]}}]}"#
    #expect(desk(("q.json", text)).quotes["A"]?.price == 1)
  }

  /// `json.dumps` of a data frame: the row or field is missing, the file stands, and text keeps its words.
  @Test func takesNotANumberForMissing() throws {
    let read = desk(
      (
        "q.json",
        """
        {"schema":"detente/quotes/1","source":"NaN, \\"-Infinity\\"","quotes":[
        {"symbol":"NaN","time":"2025-05-01T18:31:03Z","price":148.32,"volume":NaN,"bid": -Infinity ,"ask":Infinity},
        {"symbol":"KLAC","time":"2025-05-01T18:31:03Z","price":NaN}]}
        """
      ))
    #expect(read.quotes.map(\.key) == ["NaN"])
    let quote = try #require(read.quotes["NaN"])
    #expect(quote.price == 148.32 && quote.volume == nil && quote.bid == nil && quote.ask == nil)
    #expect(read.files.first?.problems.map(\.description) == ["q.json:3:56: found null, expected a number"])
    let history = desk(
      (
        "h.json",
        """
        {"schema":"detente/history/1","symbol":"KLAC","bars":[{"date":"2025-04-30","open":691.5,"close":702.69},
        {"date":"2025-05-01","open":NaN,"close":676.31},{"date":"2025-05-02","open":670.25,"close":-Infinity}]}
        """
      ))
    #expect(history.files.first?.state != .bad)
    #expect(history.histories["KLAC"]?.bars.prefix(2).map(\.close) == [702.69, 676.31])
    #expect(history.histories["KLAC"]?.bars.prefix(2).map(\.open) == [691.5, nil])
  }

  /// The place of what is no JSON is told as without them.
  @Test func tellsThePlaceOfASyntaxErrorBehindNotANumber() {
    #expect(refused("{\"a\": NaN, \"b\": }") == "q.json:1:17: found \"}\", expected a value")
    #expect(refused("{\"a\": NaN, \"a\": 1}") == "q.json:1:12: found a key twice in one object, expected each key once")
  }

  @Test(arguments: ["a.jsonl", "a.json"]) func saysThatLinesAreOfNoKnownKind(file: String) {
    let rows = #"{"symbol":"AMAT","date":"2025-04-30","close":150.71}"# + "\n"
    #expect(desk((file, rows + rows)).problem(file).hasPrefix("\(file):1:1: found JSON, but no known kind"))
    let orders = #"{"symbol":"AMAT","orderId":7731,"price":150.71}"# + "\n"
    #expect(desk((file, orders + orders)).report(file)?.state == .bad)
    let two = quotes(row("AMAT", "1")) + "\n" + quotes(row("AMAT", "2")) + "\n"
    #expect(desk((file, two)).problem(file).contains("after the document"))
  }
}
