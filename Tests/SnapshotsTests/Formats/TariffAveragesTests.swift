import Market
import Testing

@testable import Snapshots

/// Average tariffs as the trackers of the Yale Budget Lab and of Waugh publish them.
@Suite struct TariffAveragesTests {
  private static let yaleHeader =
    "date,country,country_name,country_abbr,mean_additional_exposed,mean_total_exposed,mean_additional_all_pairs,"
    + "mean_total_all_pairs,n_products_present,revision,n_products_total,weighted_etr,weighted_etr_new\n"

  /// R writes `NA` where there is no value.
  static let yale = Sample(
    format: "Yale tariff rates", file: "daily_by_country.csv",
    typical: yaleHeader + """
      2025-03-03,1220,Canada,canada,NA,NA,NA,NA,19010,rev_3,19010,NA,NA
      2025-03-03,5700,China,china,0.31,0.355,0.305,0.351,18950,rev_3,19010,NA,NA
      2025-04-09,1220,Canada,canada,0.2,0.2,0.1,0.1,19010,rev_10,19010,0.0512,0.0493
      2025-04-09,5700,China,china,1.42,1.46,1.41,1.4462,18950,rev_10,19010,0.7431,0.6342
      2025-05-14,5700,China,china,0.53,0.57,0.52,0.5531,18950,rev_15,19010,0.2871,0.1782

      """, empty: yaleHeader, nulls: yaleHeader + "2025-03-03,5700,China,china,NA,NA,NA,NA,0,rev_3,19010,NA,NA\n")

  static let countries = Sample(
    format: "Trade War Redux by country", file: "country-by-time.csv",
    typical: """
      date,country_name,effective tariff,total imports,2024 tariff
      2025-02-04,CHINA,20.0,429425828419.0,10.865954673194842
      2025-02-04,MEXICO,0.0,503438605302.0,0.24839859514743334
      2025-04-09,CHINA,112.18625731070128,429425828419.0,10.865954673194842
      2025-05-12,CHINA,27.05311730691882,429425828419.0,10.865954673194842

      """, empty: "date,country_name,effective tariff,total imports,2024 tariff\n",
    nulls: "date,country_name,effective tariff,total imports,2024 tariff\n2025-02-04,CHINA,,,\n")

  static let daily = Sample(
    format: "Trade War Redux daily", file: "daily-tariff-latest-data.csv",
    typical: """
      ,date,import_weighted_avg_tariff
      0,2025-01-01,2.3
      1,2025-04-09,24.75
      2,2025-05-12,13.1

      """, empty: ",date,import_weighted_avg_tariff\n", nulls: ",date,import_weighted_avg_tariff\n0,2025-01-01,\n")

  private func values(_ series: ReferenceSeries?) -> [String] { series?.values.map { "\($0.day) \($0.value)" } ?? [] }

  @Test func readsYalesRatesOnChina() throws {
    let read = desk((Self.yale.file, Self.yale.typical))
    let weighted = read.references.first { $0.id == "yale-china-weighted" }
    #expect(values(weighted) == ["2025-04-09 74.31", "2025-05-14 28.71"])
    #expect(weighted?.unit == "%" && weighted?.side == .us)
    #expect(weighted?.source.contains("import-weighted effective rate on China") == true)
    let statutory = read.references.first { $0.id == "yale-china-statutory" }
    #expect(values(statutory) == ["2025-03-03 35.1", "2025-04-09 144.62", "2025-05-14 55.31"])
    #expect(statutory?.unit == "%" && statutory?.side == nil)
    #expect(read.references.count == 2)
  }

  /// A build without import weights has no such column.
  @Test func readsYalesUnweightedRates() {
    let text = "date,country,mean_total_exposed,mean_total_all_pairs\n2025-05-14,5700,0.57,0.5531\n"
    let read = desk(("daily_by_country.csv", text))
    #expect(read.references.map(\.id) == ["yale-china-statutory"])
    #expect(read.files.first?.state == .ok)
  }

  /// Points added are a unit of their own: neither a level nor a side's average.
  @Test func readsPointsOver2024() {
    let read = desk((Self.countries.file, Self.countries.typical))
    #expect(
      values(read.references.first)
        == ["2025-02-04 20.0", "2025-04-09 112.18625731070128", "2025-05-12 27.05311730691882"])
    #expect(read.references.first?.unit == "points over 2024")
    #expect(read.references.first?.side == nil)
    #expect(read.references.count == 1)
  }

  /// The average over all partners is none of the tariffs on China.
  @Test func readsTheAverageOnAllImports() {
    let read = desk((Self.daily.file, Self.daily.typical))
    #expect(values(read.references.first) == ["2025-01-01 2.3", "2025-04-09 24.75", "2025-05-12 13.1"])
    #expect(read.references.first?.unit == "%" && read.references.first?.side == nil)
  }

  @Test func refusesAFileWithoutChina() {
    let canada = Self.yale.typical.split(separator: "\n").filter { !$0.contains(",5700,") }.joined(separator: "\n")
    #expect(
      desk(("y.csv", canada)).problem("y.csv") == "y.csv: found no row with country 5700, expected China's")
    let mexico = Self.countries.typical.replacing("CHINA", with: "CANADA")
    #expect(desk(("w.csv", mexico)).problem("w.csv").contains("found no row with country_name CHINA"))
  }

  @Test func refusesAValueAtItsPlace() {
    let text = Self.countries.typical.replacing("27.05311730691882", with: "27 %")
    let read = desk((Self.countries.file, text))
    #expect(read.references.first?.values.count == 2)
    #expect(
      read.problem(Self.countries.file) == "country-by-time.csv:5:18: found \"27 %\", expected a number like 1.1373")
    let twice = Self.daily.typical + "3,2025-05-12,13.2\n"
    #expect(desk(("d.csv", twice)).problem("d.csv").contains("d.csv:5:14: found 2025-05-12 twice"))
  }
}
