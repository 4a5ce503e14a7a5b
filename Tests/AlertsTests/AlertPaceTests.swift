import Analytics
import Market
import Testing

@testable import Alerts

/// What goes out by itself, what is held in quiet hours, and what of a storm is told in one. The clock moves when told.
struct AlertPaceTests {
  private func firing(_ symbol: String, urgent: Bool = false) -> Firing {
    Firing(
      id: symbol, edgeKey: symbol, rule: "any > 1", name: nil, note: nil, origin: Origin(file: "alerts.yaml", line: 3),
      subject: symbol,
      symbol: symbol, edge: "above", value: "2", number: 2, source: nil, time: Instant(seconds: 0),
      since: Instant(seconds: 0), short: "\(symbol) 2", text: "\(symbol) 2 above 1", isUrgent: urgent, isLate: false,
      isDoubtful: false, isOwn: true, ways: nil, isSnoozed: false)
  }

  private func texts(_ parcels: [AlertPace.Parcel]) -> [String] { parcels.map(\.text.text) }

  @Test func fiveOfAStormGoOutAndTheRestInOne() {
    var pace = AlertPace()
    let names = (1...12).map { "N\($0)" }
    let first = pace.take(names.map { firing($0) }, isQuiet: false, at: 1000)
    #expect(texts(first) == (1...5).map { "N\($0) 2 above 1" })
    #expect(pace.due == 11_000)
    #expect(pace.take([firing("LATE")], isQuiet: false, at: 10_999) == [])
    let rest = pace.release(isQuiet: false, at: 11_000)
    #expect(texts(rest) == ["and 8 more: N6 2, N7 2, N8 2 +5"])
    #expect(rest.flatMap(\.firings).map(\.id) == (6...12).map { "N\($0)" } + ["LATE"])
    #expect(pace.due == nil)
    #expect(pace.release(isQuiet: false, at: 60_000) == [])
  }

  /// Five in ten seconds, and again five in the next ten.
  @Test func whoKeepsThePaceIsNeverGathered() {
    var pace = AlertPace()
    for number in 0..<30 {
      #expect(pace.take([firing("N\(number)")], isQuiet: false, at: Double(number) * 2000).count == 1)
    }
  }

  @Test func whatIsUrgentPassesStormsAndQuietHours() {
    var pace = AlertPace()
    #expect(pace.take((0..<9).map { firing("N\($0)") }, isQuiet: false, at: 0).count == 5)
    #expect(texts(pace.take([firing("U", urgent: true)], isQuiet: false, at: 1)) == ["U 2 above 1"])
    #expect(texts(pace.take([firing("V", urgent: true)], isQuiet: true, at: 2)) == ["V 2 above 1"])
  }

  @Test func quietHoursEndInOneDigest() {
    var pace = AlertPace()
    #expect(pace.take((1...4).map { firing("N\($0)") }, isQuiet: true, at: 0) == [])
    #expect(pace.take([firing("N5")], isQuiet: true, at: 1e6) == [])
    #expect(pace.due == nil)
    let digest = pace.take([firing("N6")], isQuiet: false, at: 2e6)
    #expect(texts(digest) == ["5 in quiet hours: N1 2, N2 2, N3 2 +2", "N6 2 above 1"])
    #expect(pace.release(isQuiet: false, at: 3e6) == [])
  }

  @Test func oneThatWasHeldIsToldAsItIs() {
    var pace = AlertPace()
    #expect(pace.take([firing("N1")], isQuiet: true, at: 0) == [])
    #expect(texts(pace.release(isQuiet: false, at: 1)) == ["N1 2 above 1"])
  }
}
