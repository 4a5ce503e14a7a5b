import Market
import Testing

@testable import Snapshots

/// Lists that stand side by side. Expected values are the rows of the lists, written beside them by hand.
@Suite struct BarColumnsTests {
  private func bars(
    _ text: String, count: Int, negative: Bool = false
  ) throws -> [Result<Bar, Fault>] {
    try Array(text.utf8).withUnsafeBytes { bytes in
      try JSONParser().read(bytes, 0..<bytes.count, readable: bytes.count) { (root) throws(Fault) in
        let columns = try BarColumns(
          root, adjusted: root.present("adjclose"), count: count, negative: negative)
        return (0..<count).map { row in
          Result { () throws(Fault) in try columns.bar(row, Day(number: row), line: row + 1) }
        }
      }
    }
  }

  @Test func putsValuesOfARowTogether() throws {
    let found = try bars(
      #"{"close":[1.5,null,2],"open":[1,null,2.5],"adjclose":[1.25,null,null],"volume":[0,null,700]}"#, count: 3)
    #expect(
      try found.map { try $0.get() } == [
        Bar(day: Day(number: 0), open: 1, close: 1.5, adjustedClose: 1.25, volume: 0),
        Bar(day: Day(number: 1), close: nil),
        Bar(day: Day(number: 2), open: 2.5, close: 2, volume: 700),
      ])
  }

  @Test func refusesOnlyTheRowOfAWrongValue() throws {
    let found = try bars(#"{"close":[1.5,-3,"x",2],"volume":[1,2,3,-4]}"#, count: 4)
    #expect(try found[0].get().close == 1.5)
    for row in 1...3 { #expect(throws: Fault.self) { try found[row].get() } }
  }

  /// Whatever stands in a list, and whole numbers beyond 63 bits, which are of a size no market has: the rows after it keep
  /// their places.
  @Test func readsTheRowsAfterWhatIsNoNumber() throws {
    let found = try bars(
      ##"{"close":[1,[2,[3]],{"a":[4],"b":5},true,"6",7.5],"volume":[18446744073709551615,1,2.5,3,4,-0]}"##, count: 6)
    for row in 0...3 { #expect(throws: Fault.self) { try found[row].get() } }
    #expect(try found[4].get() == Bar(day: Day(number: 4), close: 6, volume: 4))
    #expect(try found[5].get() == Bar(day: Day(number: 5), close: 7.5, volume: 0))
  }

  @Test func takesPricesBelowZeroWhereTheyAreAllowed() throws {
    let found = try bars(#"{"close":[-37.63,0]}"#, count: 2, negative: true)
    #expect(try found.map { try $0.get().close } == [-37.63, 0])
  }

  /// A list that is shorter than its times would put values on wrong days.
  @Test(arguments: [#"{"close":[1.5]}"#, #"{"close":[1.5,2,3]}"#, #"{"close":7}"#, #"{"volume":[]}"#])
  func refusesListsOfOtherLengths(text: String) {
    #expect(throws: Fault.self) { try bars(text, count: 2) }
  }
}
