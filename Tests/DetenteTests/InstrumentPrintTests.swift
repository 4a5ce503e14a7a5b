import Foundation
import Testing

/// `print --only instrument` and `--only comparison`, as scripts read them.
struct InstrumentPrintTests {
  private func document(_ arguments: [String]) throws -> [String: Any] {
    let result = try Program.run(["print", "--format", "json"] + arguments)
    #expect(result.status == 0)
    return try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any] ?? [:]
  }

  /// DOMAIN 4.2: SMA 20 and β of AMAT on 1 May 2025; the demo's bar of that day stands in line 338.
  @Test func everyMeasureHasItsUnit() throws {
    let document = try document(["--only", "instrument", "--symbol", "AMAT"])
    #expect(document["asOf"] as? String == "2025-05-01T16:20:00-04:00")
    #expect(document["symbol"] as? String == "AMAT")
    #expect(document["sector"] as? String == "Semiconductors")
    #expect(document["ageSeconds"] as? Int == 1200)
    let facts = document["facts"] as? [[String: Any]] ?? []
    let technical = document["technical"] as? [[String: Any]] ?? []
    for value in facts + technical { #expect(value["unit"] is String && value["value"] != nil) }
    let price = try #require(facts.first { $0["name"] as? String == "price" })
    #expect(price["value"] as? Double == 148.96)
    #expect(price["unit"] as? String == "USD")
    #expect(price["time"] as? String == "2025-05-01T16:00:00-04:00")
    #expect(price["file"] as? String == "prices.csv")
    #expect(price["line"] as? Int == 338)
    let average = try #require(technical.first { $0["name"] as? String == "sma20" })
    #expect(abs(try #require(average["value"] as? Double) - 140.8391) < 0.00005)
    let sensitivity = document["sensitivity"] as? [[String: Any]] ?? []
    #expect(sensitivity.map { $0["to"] as? String } == ["SPY", "policy"])
    #expect(abs(try #require(sensitivity[0]["beta"] as? Double) - 1.4676) < 0.00005)
    #expect(sensitivity[0]["differsFromZero"] as? Bool == true)
    #expect(sensitivity[1]["differsFromZero"] as? Bool == false)
    #expect(sensitivity[1]["unit"] as? String == "% per point")
    #expect(sensitivity[1]["n"] as? Int == 60)
    #expect(document["lots"] as? [String] == [])
    #expect(document["lotTotals"] is NSNull)
  }

  @Test func missingIsNullAndListingsKeepTheirCurrency() throws {
    let document = try document(["--only", "instrument", "--symbol", "1919.HK"])
    #expect(document["symbol"] as? String == "COSCO")
    #expect(document["currency"] as? String == "HKD")
    let facts = document["facts"] as? [[String: Any]] ?? []
    #expect(facts.first { $0["name"] as? String == "volume" }?["value"] is NSNull)
    let listings = document["listings"] as? [[String: Any]] ?? []
    #expect(listings.map { $0["symbol"] as? String } == ["601919.SS", "CICOY"])
    #expect(listings.map { $0["currency"] as? String } == ["CNY", "USD"])
    #expect(listings[0]["price"] as? Double == 12.946092)
    #expect(listings[1]["price"] is NSNull)
    #expect(listings[1]["ratio"] as? Int == 5)
  }

  @Test func printsAsCSVAndText() throws {
    let csv = try Program.run(["print", "--only", "instrument", "--symbol", "AMAT", "--format", "csv"])
    #expect(csv.status == 0)
    let lines = csv.output.split(separator: "\n")
    #expect(lines.first == "name,value,unit,time,file,line")
    #expect(lines.contains("price,148.96,USD,2025-05-01T16:00:00-04:00,prices.csv,338"))
    let text = try Program.run(["print", "--only", "instrument", "--symbol", "AMAT"])
    #expect(text.output.contains("140.8391"))
  }

  /// Moves since 2 April as the watchlist has them: AMAT +0.82 %, KLAC −1.44 %, SPY −1.07 %.
  @Test func comparesASector() throws {
    let document = try document(["--only", "comparison"])
    #expect(document["sector"] as? String == "Semiconductors")
    #expect(document["base"] as? String == "2025-04-02")
    let names = document["names"] as? [[String: Any]] ?? []
    #expect(names.map { $0["symbol"] as? String } == ["AMAT", "KLAC", "SPY"])
    let changes = names.compactMap { $0["changePercent"] as? Double }
    for (change, wanted) in zip(changes, [0.82, -1.44, -1.07]) { #expect(abs(change - wanted) < 0.005) }
    #expect((names[0]["values"] as? [Any])?.count == (document["days"] as? [Any])?.count)
    let csv = try Program.run([
      "print", "--only", "comparison", "--sector", "Shipping", "--base", "2025-04-30", "--format", "csv",
    ])
    #expect(csv.output.contains("COSCO,HKD,2025-04-30,2025-04-30,100,0,"))
  }

  @Test(arguments: [
    (["--only", "instrument"], "--symbol: found nothing, expected one of AMAT"),
    (["--only", "instrument", "--symbol", "XYZ"], "--symbol: found XYZ, expected one of AMAT"),
    (["--only", "comparison", "--sector", "Tea"], "--sector: found Tea, expected one of Semiconductors"),
    (["--only", "comparison", "--base", "2025-02-30"], "--base: found 2025-02-30, expected a date"),
  ])
  func wrongOptionsAreNamed(arguments: [String], message: String) throws {
    let result = try Program.run(["print"] + arguments)
    #expect(result.status == 2)
    #expect(result.errors.contains(message))
    #expect(result.errors.split(separator: "\n").count == 1)
  }
}
