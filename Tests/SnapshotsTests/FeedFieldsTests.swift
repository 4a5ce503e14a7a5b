import Market
import Testing

@testable import Snapshots

/// Fields as feeds write them: numbers in quotes, epochs of every magnitude, lists side by side.
@Suite struct FeedFieldsTests {
  private func read<Value>(_ text: String, _ body: (JSONValue) throws(Fault) -> Value) throws(Fault) -> Value {
    var text = text
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: text.utf8.count, alignment: 1)
    defer { bytes.deallocate() }
    text.withUTF8 { bytes.copyBytes(from: $0) }
    return try JSONParser().read(
      UnsafeRawBufferPointer(bytes), 0..<bytes.count, readable: bytes.count, body)
  }

  @Test(arguments: [
    ("148.32", 148.32), ("\"148.32\"", 148.32), ("\"$148.32\"", 148.32), ("\"-1.5%\"", -1.5), ("\" 7 \"", 7), ("0", 0),
  ])
  func readsFigures(text: String, value: Double) throws {
    #expect(try read(text) { (value) throws(Fault) in try value.figure() } == value)
  }

  @Test(arguments: ["null", "\"\"", "\"-\"", "\"N/A\"", "\"N/D\"", "\"None\"", "\".\"", "\"null\"", "\"NaN\""])
  func readsMissingFigures(text: String) throws {
    #expect(try read(text) { (value) throws(Fault) in try value.figure() } == nil)
  }

  @Test(arguments: ["true", "\"x\"", "\"1,5\"", "\"1.5x\"", "[]", "{}", "\"$\"", "\"Infinity\""])
  func refusesWhatIsNoFigure(text: String) {
    #expect(throws: Fault.self) { try read(text) { (value) throws(Fault) in try value.figure() } }
  }

  @Test(arguments: [
    ("1746106200", "2025-05-01T13:30:00Z"), ("1746106200000", "2025-05-01T13:30:00Z"),
    ("1746106200000000", "2025-05-01T13:30:00Z"), ("1746106200000000000", "2025-05-01T13:30:00Z"),
    ("\"1746106200\"", "2025-05-01T13:30:00Z"), ("1746106200.75", "2025-05-01T13:30:00Z"),
    ("0", "1970-01-01T00:00:00Z"),
    ("-86400", "1969-12-31T00:00:00Z"),
  ])
  func readsEpochs(text: String, time: String) throws {
    #expect(try read(text) { (value) throws(Fault) in try value.epoch().description } == time)
  }

  @Test(arguments: ["null", "\"\"", "1e300", "-1e300", "\"noon\"", "-9e18"])
  func refusesWhatIsNoEpoch(text: String) {
    #expect(throws: Fault.self) { try read(text) { (value) throws(Fault) in try value.epoch() } }
  }
}
