import Market
import Testing

@testable import Snapshots

/// Bars that MetaTrader 5 exports.
@Suite struct MetaTraderTests {
  static let sample = Sample(
    format: "MetaTrader bars", file: "KLAC_Daily_202504290000_202505010000.csv",
    typical: [
      "<DATE>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>",
      "2025.04.30\t691.00\t705.10\t690.20\t702.69\t8123\t1290300\t1",
      "2025.05.01\t700.10\t702.00\t671.50\t676.31\t9950\t0\t1", "",
    ].joined(separator: "\n"), empty: "<DATE>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\n")

  /// Ticks are no volume, and none is no 0.
  @Test func readsDays() throws {
    let history = try #require(desk((Self.sample.file, Self.sample.typical)).histories["KLAC"])
    #expect(history.bars.map(\.day.description) == ["2025-04-30", "2025-05-01"])
    #expect(history.bars.map(\.close) == [702.69, 676.31])
    #expect(history.bars.map(\.volume) == [1_290_300, nil])
  }

  @Test func refusesTheBrokersClock() {
    let text =
      "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\n"
      + "2025.05.01\t16:30:00\t700.1\t701.0\t699.5\t700.4\t81\t0\t1\n"
      + "2025.05.01\t16:31:00\t700.4\t700.9\t699.9\t700.2\t77\t0\t1\n"
    let read = desk(("KLAC_M1.csv", text))
    #expect(read.histories.values.allSatisfy(\.bars.isEmpty) && read.intraday.isEmpty)
    #expect(read.problem("KLAC_M1.csv").contains("found \"16:30:00\", expected 00:00:00 of a daily bar"))
    let midnight = text.replacing("2025.05.01\t16:31:00", with: "2025.05.02\t00:00:00")
      .replacing("16:30:00", with: "00:00:00")
    #expect(desk(("KLAC.csv", midnight)).histories["KLAC"]?.bars.map(\.close) == [700.4, 700.2])
  }
}
