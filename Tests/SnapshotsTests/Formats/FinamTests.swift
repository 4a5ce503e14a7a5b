import Market
import Testing

@testable import Snapshots

/// Exports of Finam.
@Suite struct FinamTests {
  static let sample = Sample(
    format: "Finam export", file: "SBER_250430_250501.csv",
    typical: """
      <TICKER>;<PER>;<DATE>;<TIME>;<OPEN>;<HIGH>;<LOW>;<CLOSE>;<VOL>
      SBER;D;20250429;000000;305.10;308.99;303.00;307.52;42100300
      SBER;D;20250430;000000;307.50;309.20;305.31;306.04;31200100

      """, empty: "<TICKER>;<PER>;<DATE>;<TIME>;<OPEN>;<HIGH>;<LOW>;<CLOSE>;<VOL>\n",
    nulls: "<TICKER>;<PER>;<DATE>;<TIME>;<OPEN>;<HIGH>;<LOW>;<CLOSE>;<VOL>\nSBER;D;20250430;0;;;;306.04;\n")

  @Test func readsDays() throws {
    let history = try #require(desk(("x.csv", Self.sample.typical)).histories["SBER"])
    #expect(history.bars.map(\.day.description) == ["2025-04-29", "2025-04-30"])
    #expect(history.bars.map(\.close) == [307.52, 306.04])
    #expect(history.bars.last?.volume == 31_200_100)
  }

  @Test func readsRowsWithoutATicker() {
    let text = """
      <DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>
      20250429,00:00,690.5,697.2,688.1,694.2,1
      20250430,00:00,691,705.1,690.2,702.69,2

      """
    #expect(desk(("KLAC.csv", text)).histories["KLAC"]?.bars.map(\.close) == [694.2, 702.69])
  }

  @Test func refusesBarsWithinDays() {
    let text = Self.sample.typical.replacing(";D;", with: ";60;").replacing(";000000;", with: ";110000;")
    let read = desk(("x.csv", text))
    #expect(read.intraday.isEmpty && read.histories.values.allSatisfy(\.bars.isEmpty))
    #expect(read.problem("x.csv").contains("found \"60\", expected D (daily bars)"))
  }
}
