import Market
import Testing

@testable import Snapshots

/// One series is one symbol: rows of two symbols, venues or currencies never become one, whatever the columns are called.
@Suite struct MixedSymbolsTests {
  /// xorshift: the same cases every time.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }

  /// Prices of the first symbol lie from 100 to 199, those of the second from 600 to 699.
  private static func isFirst(_ price: Double) -> Bool { (100..<200).contains(price) }

  private static let known = [
    "symbol", "Symbol", "ticker", "Ticker", "sym", "tic", "code", "ts_code", "stock_code", "secid", "secucode",
    "instrument", "name", "Name", "contract", "security", "isin", "股票代码", "代码", "证券代码", "symbol code", "SYMBOL",
    "<TICKER>",
    "Stock Code", "company", "RIC", "pair", "名称",
  ]
  private static let unknown = ["Wertpapier", "papel", "x", "銘柄", "Column1", "", "Bezeichnung", "key", "id"]
  private static let pairs = [
    ("AMAT", "KLAC"), ("601318.SH", "600519.SH"), ("sh.600036", "sz.000002"), ("00005", "00700"),
    ("HK.00939", "HK.02318"),
    ("Applied Materials", "KLA Corp"), ("中远海控", "贵州茅台"), ("amat", "klac"), ("US0382221051", "US4824801009"),
  ]

  private func text(_ header: String, _ pair: (String, String), isSameDays: Bool, _ dice: inout Dice) -> String {
    var rows: [[String: String]] = []
    for day in 0..<6 {
      for (symbol, base) in [(pair.0, 100.0), (pair.1, 600.0)] {
        if !isSameDays, (day % 2 == 0) != (symbol == pair.0) { continue }
        let close = base + Double(Int.random(in: 10..<90, using: &dice))
        rows.append([
          "date": "2025-04-\(day + 10)", header: symbol, "open": "\(close - 1)", "high": "\(close + 2)",
          "low": "\(close - 3)", "close": "\(close)", "volume": "\(Int.random(in: 1000..<9000, using: &dice))",
        ])
      }
    }
    switch Int.random(in: 0..<3, using: &dice) {
    case 0: rows.sort { ($0[header] ?? "") < ($1[header] ?? "") }
    case 1: rows.shuffle(using: &dice)
    default: break
    }
    let columns = ["date", header, "open", "high", "low", "close", "volume"].shuffled(using: &dice)
    let separator = [",", ";", "\t"].randomElement(using: &dice) ?? ","
    return ([columns] + rows.map { row in columns.map { row[$0] ?? "" } })
      .map { $0.joined(separator: separator) }.joined(separator: "\n") + "\n"
  }

  @Test(arguments: 1...6) func neverShowsOneUnderTheOther(seed: Int) {
    var dice = Dice(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
    for header in Self.known + Self.unknown {
      for pair in Self.pairs {
        for isSameDays in [true, false] {
          let text = text(header, pair, isSameDays: isSameDays, &dice)
          let desk = desk(("AMAT.csv", text))
          #expect(desk.references.isEmpty && desk.quotes.isEmpty && desk.intraday.isEmpty)
          for (symbol, history) in desk.histories {
            let prices = history.bars.flatMap { [$0.open, $0.high, $0.low, $0.close].compactMap { $0 } }
            let firsts = prices.count(where: Self.isFirst)
            #expect(firsts == 0 || firsts == prices.count, "\(symbol) of \(header):\n\(text)")
            if symbol == pair.0 { #expect(firsts == prices.count) }
            if symbol == pair.1 { #expect(firsts == 0) }
          }
          if Self.known.contains(header) {
            // Rows by their symbol: nothing is lost.
            #expect(desk.histories[pair.0] != nil && desk.histories[pair.1] != nil, "\(header) \(pair)")
          } else if header.isEmpty {
            #expect(desk.report("AMAT.csv")?.state == .bad)
          } else {
            #expect(desk.histories.isEmpty && desk.problem("AMAT.csv").contains("called symbol"), "\(header):\n\(text)")
          }
        }
      }
    }
  }

  @Test func keepsCodesAsTheyStand() {
    let desk = desk(
      ("a.csv", "date,code,close\n2025-04-30,00005,87.2\n2025-04-30,000002,6.9\n2025-04-30,600519,1547.1\n"))
    #expect(Set(desk.histories.keys) == ["00005", "000002", "600519"])
  }

  @Test func ignoresTheCompanysNameBesideTheSymbol() {
    let text = """
      date,symbol,name,close
      2025-04-30,AMAT,Applied Materials,150.71
      2025-04-30,KLAC,KLA Corp,702.69
      2025-05-01,AMAT,Applied Materials Inc,148.96

      """
    let desk = desk(("AMAT.csv", text))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [150.71, 148.96])
    #expect(desk.report("AMAT.csv")?.state == .ok)
  }

  // MARK: Venues and currencies

  @Test func tellsTwoExchangesApart() {
    let text = """
      date,symbol,exchange,close
      2025-04-30,AMAT,NASDAQ,150.71
      2025-04-30,AMAT,BMV,3010
      2025-05-01,AMAT,BMV,2980
      2025-05-01,AMAT,NASDAQ,148.96

      """
    let desk = desk(("a.csv", text))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [150.71, 148.96])
    #expect(desk.histories["BMV:AMAT"]?.bars.map(\.close) == [3010, 2980])
  }

  @Test func tellsOneCodeAtTwoExchangesApart() {
    let desk = desk(("a.csv", "日期,代码,交易所,收盘\n2025-04-30,000001,SH,3279.03\n2025-04-30,000001,SZ,10.95\n"))
    #expect(desk.histories["000001.SS"]?.bars.map(\.close) == [3279.03])
    #expect(desk.histories["000001.SZ"]?.bars.map(\.close) == [10.95])
  }

  @Test func refusesRowsOfAnotherExchange() {
    let desk = desk(
      ("AMAT.csv", "date,symbol,exch,close\n2025-04-30,AMAT,NASDAQ,150.71\n2025-05-01,AMAT,BATS,148.96\n"))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [150.71])
    #expect(desk.problem("AMAT.csv").contains("found \"BATS\", expected NASDAQ"))
    let bare = Desk(files: [
      ("AMAT.csv", Array("date,exch,close\n2025-04-30,NASDAQ,150.71\n2025-05-01,BMV,3010\n".utf8))
    ])
    #expect(bare.histories["AMAT"]?.bars.map(\.close) == [150.71])
  }

  @Test func refusesRowsOfAnotherCurrency() {
    let desk = desk(("a.csv", "date,ticker,close,currency\n2025-04-30,AMAT,150.71,USD\n2025-05-01,AMAT,131.2,EUR\n"))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [150.71])
    #expect(desk.problem("a.csv").hasPrefix("a.csv:3:23: found \"EUR\", expected USD"))
  }

  // MARK: Signs without a known column

  @Test func refusesDatesToldTwiceWithOtherWords() {
    let desk = desk(("ES.csv", "date,symbol,leg,close\n2025-04-30,ES,near,5594\n2025-04-30,ES,far,5640\n"))
    #expect(desk.histories.isEmpty)
    #expect(desk.problem("ES.csv").contains("with other words beside it"))
  }

  @Test func refusesDatesToldTwiceWithPricesFarApart() {
    let text = "date,close\n2025-04-29,149.19\n2025-04-29,694.2\n2025-04-30,150.71\n2025-04-30,702.69\n"
    let desk = desk(("AMAT.csv", text))
    #expect(desk.histories.isEmpty)
    #expect(desk.problem("AMAT.csv").contains("with another price"))
  }

  @Test(arguments: [
    "date,close,weekday\n2025-04-30,150.71,Wed\n2025-05-01,148.96,Thu\n",
    "date,close,note\n2025-04-30,150.71,results\n2025-05-01,148.96,guidance\n",
    "date,close,change,trend\n2025-04-30,150.71,+1.0%,up\n2025-05-01,148.96,-1.16%,down\n",
    "date,close,updated\n2025-04-30,150.71,2025-05-01T01:00:00Z\n2025-05-01,148.96,2025-05-02T01:00:00Z\n",
    "date,close,vol.\n2025-04-30,150.71,7.27M\n2025-05-01,148.96,5.06M\n",
    "date,close,remark on the day\n2025-04-30,150.71,\n2025-05-01,148.96,Holiday eve\n",
    "date,close,asset class\n2025-04-30,150.71,Equity\n2025-05-01,148.96,Equity\n",
  ])
  func leavesWordsThatAreNoSymbols(text: String) {
    #expect(desk(("AMAT.csv", text)).histories["AMAT"]?.bars.map(\.close) == [150.71, 148.96])
  }

  // MARK: Origins

  /// A row from another country, source or venue is none of the series, with a column of symbols and without.
  @Test(arguments: [
    "Country", "country_code", "Source", "Provider", "Region", "Quelle", "Börse", "Exchange", "Währung",
  ])
  func aRowFromElsewhereIsNoneOfTheSeries(column: String) {
    let (first, second) =
      switch column {
      case "Währung": ("USD", "EUR")
      case "Börse", "Exchange": ("NASDAQ", "XETRA")
      default: ("US", "Germany")
      }
    for (file, symbol) in [("prices.csv", "AMAT,"), ("AMAT.csv", "")] {
      let text =
        "Date,\(symbol.isEmpty ? "" : "Symbol,")\(column),Close\n2025-04-29,\(symbol)\(first),149.19\n"
        + "2025-04-30,\(symbol)\(first),150.71\n2025-05-01,\(symbol)\(second),131.42\n"
      let desk = desk((file, text))
      let closes = desk.histories["AMAT"]?.bars.map(\.close) ?? []
      #expect(!closes.contains(131.42), "\(column) \(file)")
      #expect(closes == [149.19, 150.71] || desk.report(file)?.state == .bad, "\(column) \(file): \(closes)")
      // At another exchange a symbol is another paper, which has a series of its own.
      if second == "XETRA", !symbol.isEmpty { continue }
      #expect(desk.report(file)?.state != .ok)
      #expect(desk.problem(file).contains(second), "\(desk.problem(file))")
    }
  }

  /// One country in all rows says nothing, an empty field neither.
  @Test func oneOriginIsNoQuestion() {
    let text =
      "Date,Symbol,Country,Close\n2025-04-29,AMAT,US,149.19\n2025-04-29,KLAC,,694.2\n2025-04-30,AMAT,,150.71\n2025-04-30,KLAC,US,702.69\n"
    let desk = desk(("prices.csv", text))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [149.19, 150.71])
    #expect(desk.histories["KLAC"]?.bars.map(\.close) == [694.2, 702.69])
    #expect(desk.report("prices.csv")?.state == .ok)
  }
}
