import Analytics
import Market
import Testing

@testable import Wording

/// What stands beside a sector's means.
struct SectorTextTests {
  /// AMAT and KLAC of New York, 0700.HK of Hong Kong, at a moment, from their closes; a quote of each that is given.
  private func remark(_ closes: [String: [Double]], _ quotes: [String: Double] = [:], at time: String, room: Int = .max)
    throws -> String
  {
    let instant = try #require(Instant(rfc3339: time))
    var desk = Desk()
    desk.watchlist.sectors = [
      Sector(
        name: "Chips",
        instruments: closes.keys.sorted(by: >).map {
          Instrument(symbol: $0, venue: $0.hasSuffix(".HK") ? .hongKong : .nasdaq)
        })
    ]
    let days = [Day(2026, 11, 24)!, Day(2026, 11, 25)!]
    for (symbol, closes) in closes {
      desk.histories[symbol] = History(
        symbol: symbol, bars: zip(days, closes).map { Bar(day: $0, close: $1) }, file: "bars.csv")
    }
    for (symbol, price) in quotes {
      desk.quotes[symbol] = Quote(
        symbol: symbol, time: instant.advanced(bySeconds: -5), price: price, origin: Origin(file: "q.json", line: 1))
    }
    let sector = try #require(SectorRows.sectors(of: desk, asOf: instant).first)
    return sector.remark(on: Zone.newYork.day(of: instant), usual: "SPY", room: room).text
  }

  private let up: [String: [Double]] = ["AMAT": [100, 101], "KLAC": [200, 202], "0700.HK": [600, 606]]

  @Test func aMeanIsOfTheNamesThatCount() throws {
    // Thanksgiving: all three have the Wednesday's close.
    let holiday = "2026-11-26T00:30:00-05:00"
    #expect(try remark(["AMAT": [100, 101], "KLAC": [200, 202]], at: holiday) == "mean of 2, both up")
    // Hong Kong trades while New York is shut: its name of the day before does not count.
    #expect(try remark(up, at: "2026-11-25T22:00:00-05:00") == "mean of 2 of 3, 2 up")
    #expect(try remark(up, ["0700.HK": 590], at: "2026-11-25T22:00:00-05:00") == "mean of 3")
    #expect(try remark(up, ["0700.HK": 610], at: "2026-11-25T22:00:00-05:00") == "mean of 3, all up")
    #expect(try remark(up, ["0700.HK": 610], at: "2026-11-25T22:00:00-05:00", room: 12) == "mean of 3")
    #expect(try remark(up, ["0700.HK": 610], at: "2026-11-25T22:00:00-05:00", room: 5) == "")
  }

  @Test func anOpeningWithoutPricesIsSaid() throws {
    let names = ["AMAT": [100, 101], "KLAC": [200, 202.0]]
    #expect(try remark(names, at: "2026-11-27T09:30:00-05:00") == "no price of 27 Nov yet")
    #expect(try remark(names, ["AMAT": 102], at: "2026-11-27T09:30:10-05:00") == "mean of 1 of 2")
  }

  @Test func theVenueIsThatOfAllNames() throws {
    #expect(try remark(["AMAT": []], at: "2026-11-27T09:00:00-05:00") == "shut, opens 09:30 New York")
    #expect(try remark(["AMAT": []], at: "2026-11-27T09:00:00-05:00", room: 20) == "shut, opens 09:30")
    #expect(try remark(["AMAT": [], "0700.HK": []], at: "2026-11-27T09:00:00-05:00") == "")
    #expect(try remark(["AMAT": [100, 101]], at: "2026-11-26T12:00:00-05:00") == "shut, opens 27 Nov 09:30 New York")
  }

  @Test func whatIsMissingIsNamed() throws {
    var desk = Desk()
    desk.histories["AMAT"] = History(symbol: "AMAT", bars: [Bar(day: Day(2026, 11, 24)!, close: 100)], file: "bars.csv")
    func text(_ time: String) throws -> String? {
      let sectors = SectorRows.sectors(of: desk, asOf: try #require(Instant(rfc3339: time)))
      return sectors[0].rows[0].missingText(year: 2026)?.text
    }
    #expect(try text("2026-11-24T17:00:00-05:00") == nil)
    #expect(try text("2026-11-25T12:00:00-05:00") == "no price of 25 Nov yet")
    #expect(try text("2026-11-26T12:00:00-05:00") == "no close of 25 Nov")
  }
}
