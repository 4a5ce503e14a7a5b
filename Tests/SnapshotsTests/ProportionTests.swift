import Market
import Testing

@testable import Snapshots

/// No file takes memory or time out of proportion to its size. Here are the limits; files of their full size are in
/// `Tests/Bench/hostile.py`.
@Suite struct ProportionTests {
  private func problem(_ file: String, _ text: String) -> String? { problem(file, Array(text.utf8)) }

  private func problem(_ file: String, _ bytes: [UInt8]) -> String? {
    let desk = Desk(files: [(file, bytes)])
    return desk.report(file)?.state == .bad ? desk.problem(file) : nil
  }

  // MARK: Tables

  @Test func limitsFields() {
    func refusal(_ count: Int) -> String? {
      Array(("a,b\n" + String(repeating: ",", count: count - 1)).utf8).withUnsafeBytes { bytes in
        var reader = CSVReader(bytes, separator: UInt8(ascii: ","))
        do throws(Fault) {
          while try reader.next() {}
          return nil
        } catch {
          return error.message
        }
      }
    }
    #expect(refusal(4096) == nil)
    #expect(refusal(4097) == "found a row of more than 4096 fields, expected no more")
  }

  @Test func namesARowOfCommas() {
    let commas = String(repeating: ",", count: 200_000)
    #expect(problem("AMAT.csv", commas) != nil)
    #expect(
      problem("AMAT.csv", "Date,Close\n2025-04-30,150.71\n2025-05-01,\(commas)\n")
        == "AMAT.csv:3:4106: found a row of more than 4096 fields, expected no more")
  }

  @Test func namesAFieldThatIsNone() {
    let long = String(repeating: "1", count: 65_536)
    #expect(problem("AMAT.csv", "Date,Close,Note\n2025-05-01,148.32,\(long)\n") == nil)
    for field in [long + "1", "\"\(long)1\""] {
      let column = 19 + (field.hasPrefix("\"") ? 1 : 0)
      #expect(
        problem("AMAT.csv", "Date,Close,Note\n2025-05-01,148.32,\(field)\n")
          == "AMAT.csv:2:\(column): found a field of more than 64 KiB, expected a shorter one")
    }
    #expect(problem("AMAT.csv", "Date,Close,\(long)1\n2025-05-01,148.32,\n")?.contains("64 KiB") == true)
  }

  @Test func limitsRows() {
    func refusal(mostRows: Int) -> String? {
      Array("a,b\n1,2\n3,4\n".utf8).withUnsafeBytes { bytes in
        var reader = CSVReader(bytes, separator: UInt8(ascii: ","), mostRows: mostRows)
        do throws(Fault) {
          while try reader.next() {}
          return nil
        } catch {
          return error.message
        }
      }
    }
    #expect(refusal(mostRows: 3) == nil)
    #expect(refusal(mostRows: 2) == "found more than 2 rows, expected fewer in a file of this size")
    // A year of 10,000 names has 2.5 million.
    #expect(CSVReader.mostRows(50 << 20) == 3_000_000)
    #expect(CSVReader.mostRows(128 << 20) == 4_194_304)
  }

  // MARK: JSON

  /// More than the structurals that any document may have.
  private static let most = 8 << 20

  @Test func namesNestingBeforeItIsParsed() {
    let brackets = [UInt8](repeating: UInt8(ascii: "["), count: Self.most + 1)
    #expect(
      problem("q.json", brackets) == "q.json:1:65: found nesting deeper than 64 levels, expected less")
    #expect(
      problem("q.json", Array("{\"a\":".utf8) + brackets)
        == "q.json:1:69: found nesting deeper than 64 levels, expected less")
  }

  @Test func refusesDocumentsThatAreAllSeparators() {
    let ones = String(repeating: "1,", count: Self.most / 2 + 100)
    let dense = "found more brackets, commas and values than one for each 3 bytes"
    #expect(problem("q.json", "[\(ones)1]")?.contains(dense) == true)
    // Each bracket, comma and value counts: the list's, and two for each 1.
    #expect(problem("q.json", "[\(ones)1]")?.hasPrefix("q.json:1:\(Self.most + 1):") == true)
    #expect(problem("q.json", "[" + ones.prefix(Self.most - 4) + "1]")?.contains(dense) == false)
    // What stands in text separates nothing.
    let text = String(repeating: ",\\\"[", count: Self.most / 3)
    #expect(problem("q.json", #"{"schema":"detente/quotes/1","quotes":[],"x":"\#(text)"}"#) == nil)
  }

  @Test func refusesAColumnOfNothing() {
    let words = String(repeating: "\"x\",", count: 20_000)
    let times = String(repeating: "1746057600,", count: 20_000)
    let found = problem("AMAT.json", #"{"s":"ok","t":[\#(times)1],"c":[\#(words)1]}"#)
    #expect(found?.contains("found more than 10000 values in \"c\" that are refused") == true, "\(found ?? "read")")
  }

  // MARK: YAML

  @Test func limitsValuesOfYAML() {
    let few = String(repeating: "a, ", count: 1000)
    let many = String(repeating: few, count: 1 << 10) + String(repeating: "a, ", count: 48 << 10)
    #expect(problem("watchlist.yaml", "schema: [\(few)a]")?.contains("1048576") == false)
    #expect(
      problem("watchlist.yaml", "schema: [\(many)a]")?.contains("found more than 1048576 values, expected fewer")
        == true)
  }
}
