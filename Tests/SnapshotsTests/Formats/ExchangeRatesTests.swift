import Market
import Testing

@testable import Snapshots

/// Exchange rates of central banks, as published series.
@Suite struct ExchangeRatesTests {
  static let euro = Sample(
    format: "ECB euro rates", file: "eurofxref-hist.csv",
    typical: """
      Date,USD,JPY,BGN,CYP,CNY,HKD,
      2025-05-02,1.1343,164.38,1.9558,N/A,8.2484,8.7905,
      2025-04-30,1.1373,162.36,1.9558,N/A,8.2683,8.8214,

      """, empty: "Date,USD,JPY,BGN,CYP,CNY,HKD,\n", nulls: "Date,USD,JPY,CYP,\n2025-05-02,N/A,,N/A,\n")

  static let portal = Sample(
    format: "SDMX rates", file: "data.csv",
    typical: """
      KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE,OBS_STATUS
      EXR.D.USD.EUR.SP00.A,D,USD,EUR,SP00,A,2025-04-30,1.1373,A
      EXR.D.USD.EUR.SP00.A,D,USD,EUR,SP00,A,2025-05-02,1.1343,A
      EXR.D.CNY.EUR.SP00.A,D,CNY,EUR,SP00,A,2025-05-02,8.2484,A

      """, empty: "KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n",
    nulls: "KEY,CURRENCY,CURRENCY_DENOM,TIME_PERIOD,OBS_VALUE\nEXR.D.USD.EUR.SP00.A,USD,EUR,2025-05-01,\n")

  static let settlements = Sample(
    format: "SDMX rates", file: "bis.csv",
    typical: """
      FREQ,REF_AREA,CURRENCY,COLLECTION,UNIT_MULT,DECIMALS,AVAILABILITY,TITLE,TIME_PERIOD,OBS_VALUE,OBS_STATUS,OBS_PRE_BREAK,OBS_CONF
      D,CN,CNY,A,0,6,A, Exchange rates against USD China - Yuan renminbi - Daily,2025-04-29,7.2693,A,,F
      D,CN,CNY,A,0,6,A, Exchange rates against USD China - Yuan renminbi - Daily,2025-04-30,7.2714,A,,F
      M,CN,CNY,E,0,6,A, Exchange rates against USD China - Yuan renminbi - Monthly,2025-04,7.2714,A,,F

      """, nulls: "FREQ,REF_AREA,CURRENCY,COLLECTION,TIME_PERIOD,OBS_VALUE\nD,CN,CNY,A,2025-05-01,NaN\n")

  private func values(_ desk: Desk, _ id: String) -> [String: Double] {
    let series = desk.references.first { $0.id == id }
    return Dictionary(uniqueKeysWithValues: (series?.values ?? []).map { ($0.day.description, $0.value) })
  }

  @Test func readsEuroReferenceRates() {
    let read = desk(("eurofxref-hist.csv", Self.euro.typical))
    #expect(values(read, "EXR.D.USD.EUR.SP00.A") == ["2025-04-30": 1.1373, "2025-05-02": 1.1343])
    #expect(values(read, "EXR.D.HKD.EUR.SP00.A") == ["2025-04-30": 8.8214, "2025-05-02": 8.7905])
    #expect(values(read, "EXR.D.CYP.EUR.SP00.A").isEmpty)
    #expect(read.references.first { $0.id == "EXR.D.CNY.EUR.SP00.A" }?.label == "CNY per EUR")
    #expect(read.histories.isEmpty && read.files.first?.state == .ok)
  }

  @Test func readsTheDaysRates() {
    let read = desk(("eurofxref.csv", "Date, USD, JPY, CNY, \n02 May 2025, 1.1343, 164.38, 8.2484, \n"))
    #expect(values(read, "EXR.D.USD.EUR.SP00.A") == ["2025-05-02": 1.1343])
    #expect(values(read, "EXR.D.CNY.EUR.SP00.A") == ["2025-05-02": 8.2484])
  }

  @Test func readsAPageOfTheDataPortal() {
    let text = """
      DATE,"TIME PERIOD","US dollar/Euro (EXR.D.USD.EUR.SP00.A)"
      2025-04-30,"30 Apr 2025","1.1373"
      2025-05-01,"01 May 2025",""

      """
    let read = desk(("ECB Data Portal.csv", text))
    #expect(values(read, "EXR.D.USD.EUR.SP00.A") == ["2025-04-30": 1.1373])
    #expect(read.references.first?.label == "US dollar/Euro")
  }

  @Test func readsTheDataPortal() {
    let read = desk(("data.csv", Self.portal.typical))
    #expect(values(read, "EXR.D.USD.EUR.SP00.A") == ["2025-04-30": 1.1373, "2025-05-02": 1.1343])
    #expect(values(read, "EXR.D.CNY.EUR.SP00.A") == ["2025-05-02": 8.2484])
    #expect(read.references.map(\.label).sorted() == ["CNY per EUR", "USD per EUR"])
    #expect(read.references.allSatisfy { $0.source == "ECB" })
  }

  /// Series of other areas and periods stay apart; a month stands for its first day.
  @Test func readsTheBankForInternationalSettlements() {
    let read = desk(("bis.csv", Self.settlements.typical))
    #expect(values(read, "D.CN.CNY.A") == ["2025-04-29": 7.2693, "2025-04-30": 7.2714])
    #expect(values(read, "M.CN.CNY.E") == ["2025-04-01": 7.2714])
    #expect(read.references.allSatisfy { $0.label == "CNY per USD" && $0.source == "BIS" })
  }

  @Test func readsLabelsBehindCodes() {
    let text =
      "STRUCTURE,STRUCTURE_ID,ACTION,FREQ:Frequency,REF_AREA:Reference area,CURRENCY:Currency,COLLECTION:Collection,"
      + "TIME_PERIOD:Time period or range,OBS_VALUE:Observation Value,UNIT_MULT:Unit Multiplier\n"
      + "dataflow,BIS:WS_XRU(1.0),I,Q: Quarterly,ID: Indonesia,IDR: Rupiah,A: Average,2025-Q1,16.355,3: Thousands\n"
    #expect(values(desk(("bis.csv", text)), "Q.ID.IDR.A") == ["2025-01-01": 16_355])
  }

  @Test func refusesAFaultyValueAlone() {
    let read = desk(("data.csv", Self.portal.typical.replacing("1.1343", with: "x")))
    #expect(values(read, "EXR.D.USD.EUR.SP00.A") == ["2025-04-30": 1.1373])
    #expect(read.problem("data.csv") == "data.csv:3:50: found \"x\", expected a number like 1.1373")
    let period = desk(("data.csv", Self.portal.typical.replacing("2025-04-30", with: "2025-W18")))
    #expect(period.problem("data.csv").contains("found \"2025-W18\", expected a period like 2025-05-01, 2025-05"))
  }
}
