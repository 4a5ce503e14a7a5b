import Market
import Snapshots

@testable import Dashboard

/// A desk of 32 names as a trader's is: six sectors, three venues, names in two scripts, tickers of nine columns, prices of
/// one digit and of five; four minutes before the open of the half-day after Thanksgiving 2026. Its figures are invented.
enum LiveDesk {
  static let beforeHalfDay = Zone.newYork.instant(Day(2026, 11, 27)!, hour: 9, minute: 26)

  static let desk = Desk(files: files)

  /// The same with a tariff on all goods that was announced over the holiday, on both sides.
  static let announced = Desk(files: files.map { $0.name == "tariffs.json" ? ($0.name, Array(steps.utf8)) : $0 })

  /// The same an hour later, its feed having stopped at the moment of the others.
  static var stopped: Desk {
    var desk = announced
    for symbol in symbols {
      guard let last = desk.quotes[symbol], !symbol.contains(".") && !symbol.contains("^") else { continue }
      var quote = Quote(
        symbol: symbol, time: beforeHalfDay.advanced(bySeconds: 300), price: last.price,
        origin: Origin(file: "feeds/q-solar-and-batteries.json", line: 2))
      (quote.previousClose, quote.currency) = (last.price, last.currency)
      desk.quotes[symbol] = quote
    }
    return desk
  }

  private static let sectors: [(name: String, names: [(symbol: String, name: String, venue: String, price: Double)])] =
    [
      (
        "Chips",
        [
          ("NVDA", "NVIDIA", "XNAS", 176.2), ("AMD", "Advanced Micro Devices", "XNAS", 204.8),
          ("AVGO", "Broadcom", "XNAS", 351.4), ("QCOM", "Qualcomm", "XNAS", 171.9), ("MU", "Micron", "XNAS", 233.5),
          ("0981.HK", "中芯国际 SMIC", "XHKG", 70.05), ("688256.SS", "寒武纪 Cambricon Technologies", "XSHG", 1385.6),
          ("1347.HK", "华虹半导体 Hua Hong Semiconductor", "XHKG", 74.9),
        ]
      ),
      (
        "Chip tools",
        [
          ("AMAT", "Applied Materials", "XNAS", 229.75), ("LRCX", "Lam Research", "XNAS", 151.2),
          ("KLAC", "KLA Corp", "XNAS", 1183.4), ("ASML", "ASML Holding", "XNAS", 1002.6),
          ("002371.SZ", "北方华创 NAURA", "XSHE", 432.1),
        ]
      ),
      (
        "Solar and batteries",
        [
          ("FSLR", "First Solar", "XNAS", 262.3), ("ENPH", "Enphase Energy", "XNAS", 27.35),
          ("300750.SZ", "宁德时代 CATL", "XSHE", 381.5), ("601012.SS", "隆基绿能 LONGi Green Energy Technology", "XSHG", 18.05),
          ("3800.HK", "协鑫科技 GCL", "XHKG", 1.26), ("0968.HK", "信义光能 Xinyi Solar", "XHKG", 3.27),
        ]
      ),
      (
        "Shipping",
        [
          ("1919.HK", "中远海控 COSCO Shipping", "XHKG", 13.9), ("0316.HK", "东方海外国际 OOIL", "XHKG", 131.2),
          ("ZIM", "ZIM Integrated", "XNYS", 17.45), ("MATX", "Matson", "XNYS", 112.6),
        ]
      ),
      (
        "Industrials and materials",
        [
          ("CAT", "Caterpillar", "XNYS", 561.7), ("BA", "Boeing", "XNYS", 183.9), ("MP", "MP Materials", "XNYS", 58.4),
          ("FCX", "Freeport-McMoRan", "XNYS", 40.15), ("600111.SS", "北方稀土 Northern Rare Earth", "XSHG", 47.3),
        ]
      ),
      (
        "Market",
        [
          ("SPY", "S&P 500 ETF", "ARCX", 672.4), ("SMH", "Semiconductor ETF", "ARCX", 338.9),
          ("FXI", "China Large-Cap ETF", "ARCX", 39.2), ("^HSI", "恒生指数 Hang Seng", "XHKG", 26_410.5),
        ]
      ),
    ]

  static var symbols: [String] { sectors.flatMap { $0.names.map(\.symbol) } }

  private static var files: [(name: String, bytes: [UInt8])] {
    [
      ("watchlist.yaml", Array(watchlist.utf8)), ("prices.csv", Array(prices.utf8)),
      ("quotes.json", Array(quotes.utf8)),
      ("signals.jsonl", Array(signals.utf8)), ("tariffs.json", Array(tariffs.utf8)),
      ("calendar.json", Array(calendar.utf8)),
    ]
  }

  // MARK: Names and prices

  private static func currency(_ venue: String) -> String {
    switch venue {
    case "XHKG": "HKD"
    case "XSHG", "XSHE": "CNY"
    default: "USD"
    }
  }

  private static var watchlist: String {
    var text = "schema: detente/watchlist/1\ntitle: Tariff names\nsectors:\n"
    for sector in sectors {
      text += "  - name: \(sector.name)\n    instruments:\n"
      for name in sector.names {
        let lots = name.symbol == "AMAT" ? ", lots: [{ quantity: 200, cost: 180.5, opened: 2026-04-09 }]" : ""
        text +=
          "      - { symbol: \"\(name.symbol)\", name: \"\(name.name)\", exchange: \(name.venue), "
          + "currency: \(currency(name.venue))\(lots) }\n"
      }
    }
    return text + "reference: SPY\nsince: 2026-10-15\n"
  }

  /// 40 sessions to the venue's last one. A step is at most 3 %, by a fixed sequence of each name.
  private static func closes(_ index: Int, _ price: Double, _ venue: String) -> [(day: Day, close: Double)] {
    let isNewYork = venue.first == "X" && ["XNAS", "XNYS"].contains(venue) || venue == "ARCX"
    var day = Day(2026, 11, isNewYork ? 25 : 27)!
    var days: [Day] = []
    while days.count < 40 {
      let isHoliday =
        venue == "XHKG" && (day == Day(2026, 10, 1) || day == Day(2026, 10, 19)) || day < Day(2026, 10, 9)!
      if !day.isWeekend, !isHoliday || isNewYork { days.append(day) }
      day = day.advanced(by: -1)
      if days.count >= 30, !isNewYork { break }
    }
    var state = UInt32(truncatingIfNeeded: index &* 7919 &+ 17)
    var close = price
    return days.map { day in
      defer {
        state = state &* 1_664_525 &+ 1_013_904_223
        close *= 1 + (Double(state >> 8) / Double(1 << 24) - 0.5) * 0.06
      }
      return (day, (close * 100).rounded() / 100)
    }
  }

  private static var names: [(index: Int, symbol: String, venue: String, price: Double)] {
    sectors.flatMap(\.names).enumerated().map { ($0, $1.symbol, $1.venue, $1.price) }
  }

  private static var prices: String {
    var text = "symbol,date,close\n"
    for name in names {
      for bar in closes(name.index, name.price, name.venue).reversed() {
        text += "\(name.symbol),\(bar.day),\(bar.close)\n"
      }
    }
    return text
  }

  private static var quotes: String {
    let rows = names.map { name in
      let bars = closes(name.index, name.price, name.venue)
      let isNewYork = currency(name.venue) == "USD"
      let time =
        isNewYork
        ? "2026-11-25T16:00:00-05:00" : name.venue == "XHKG" ? "2026-11-27T16:00:00+08:00" : "2026-11-27T15:00:00+08:00"
      let pre = ((bars[0].close * (1 + Double(name.index % 7 - 3) / 400)) * 100).rounded() / 100
      let extended =
        isNewYork
        ? ", \"extended\": {\"session\": \"pre\", \"price\": \(pre), \"time\": \"2026-11-27T09:25:30-05:00\"}" : ""
      return "{\"symbol\": \"\(name.symbol)\", \"time\": \"\(time)\", \"price\": \(bars[0].close), "
        + "\"previousClose\": \(bars[1].close), \"currency\": \"\(currency(name.venue))\"\(extended)}"
    }
    return "{\"schema\": \"detente/quotes/1\", \"source\": \"test\", \"quotes\": [\(rows.joined(separator: ",\n"))]}"
  }

  // MARK: Policy

  private static func signal(
    _ id: String, _ date: String, _ actor: String, _ code: String, _ grade: (String, Int), _ status: String,
    _ text: String, verified: Bool = true
  ) -> String {
    "{\"schema\": \"detente/signals/1\", \"id\": \"\(id)\", \"date\": \"\(date)\", \"actor\": \"\(actor)\", "
      + "\"target\": \"\(actor == "USA" ? "CHN" : "USA")\", \"code\": \"\(code)\", \"source\": \"test\", "
      + "\"reliability\": \"\(grade.0)\", \"credibility\": \(grade.1), \"status\": \"\(status)\", \"scope\": 1.0, "
      + "\"text\": \"\(text)\", \"verified\": \(verified)}\n"
  }

  private static var signals: String {
    signal("1", "2026-11-26", "CHN", "172", ("A", 1), "confirmed", "MOFCOM 反制: 对美国半导体设备加征关税, 自12月15日起施行")
      + signal(
        "2", "2026-11-26", "USA", "036", ("C", 3), "reported",
        "Treasury and vice premier to meet in Kuala Lumpur next week, two officials say", verified: false)
      + signal(
        "3", "2026-11-20", "USA", "1056", ("A", 1), "confirmed",
        "Section 301 hearing on legacy chips is set for 1 December")
      + signal("4", "2026-11-12", "CHN", "0354", ("A", 2), "reported", "Lists for cuts are exchanged", verified: false)
      + signal("5", "2026-11-03", "USA", "163", ("A", 1), "confirmed", "Duty of 12.5 % confirmed to stay")
      + signal("6", "2026-10-28", "CHN", "036", ("B", 2), "reported", "外交部: 愿意谈判, 大门敞开")
  }

  private static let measures = """
    {"id": "US-ALL", "by": "US", "on": "CN", "authority": "Section 301", "title": "All goods", "scope": "all", "sectors": [],
     "steps": [{"announced": "2025-04-02", "effective": "2025-04-09", "rate": 145, "instrument": "Order 1", "source": "t"},
               {"announced": "2026-07-20", "effective": "2026-07-24", "rate": 12.5, "instrument": "Order 2", "source": "t"}\
    US_STEP]},
    {"id": "CN-ALL", "by": "CN", "on": "US", "authority": "State Council", "title": "All US goods", "scope": "all",
     "sectors": [],
     "steps": [{"announced": "2025-04-04", "effective": "2025-04-12", "rate": 125, "instrument": "No. 6", "source": "t"},
               {"announced": "2026-07-20", "effective": "2026-07-24", "rate": 10, "instrument": "No. 9", "source": "t"}\
    CN_STEP]},
    {"id": "US-SOLAR", "by": "US", "on": "CN", "authority": "Section 232", "title": "Polysilicon, wafers, cells and modules",
     "scope": "sector", "sectors": ["Solar and batteries"],
     "steps": [{"announced": "2026-08-06", "effective": "2026-12-04", "rate": 15, "instrument": "Proc.", "source": "t"}]},
    {"id": "US-CHIPS", "by": "US", "on": "CN", "authority": "Section 301", "title": "Legacy chips", "scope": "sector",
     "sectors": ["Chip tools"], "steps": [{"announced": "2025-12-23", "effective": "2027-06-23", "rate": 50,
     "instrument": "USTR", "source": "t", "verified": false}]},
    {"id": "US-TOYS", "by": "US", "on": "CN", "authority": "Section 301", "title": "Toys", "scope": "product",
     "sectors": [], "steps": [{"announced": "2026-11-01", "effective": "2026-12-01", "rate": 7.5, "instrument": "USTR",
     "source": "t"}]},
    {"id": "US-FURNITURE", "by": "US", "on": "CN", "authority": "Section 232", "title": "Furniture", "scope": "product",
     "sectors": [], "steps": [{"announced": "2025-12-31", "effective": "2027-01-01", "rate": 30, "instrument": "Proc.",
     "source": "t"}]},
    {"id": "CN-SOY", "by": "CN", "on": "US", "authority": "State Council", "title": "Soybeans", "scope": "product",
     "sectors": [], "steps": [{"announced": "2026-11-10", "effective": "2026-12-31", "rate": 10, "instrument": "No. 11",
     "source": "t"}]}
    """

  private static func book(us: String, china: String) -> String {
    "{\"schema\": \"detente/tariffs/1\", \"measures\": ["
      + measures.replacing("US_STEP", with: us).replacing("CN_STEP", with: china)
      + "], \"baselines\": [{\"by\": \"US\", \"on\": \"CN\", \"from\": \"2025-01-01\", \"average\": 19}, "
      + "{\"by\": \"CN\", \"on\": \"US\", \"from\": \"2025-01-01\", \"average\": 21}]}"
  }

  private static var tariffs: String { book(us: "", china: "") }

  private static var steps: String {
    book(
      us: ", {\"announced\": \"2026-11-26\", \"effective\": \"2026-12-15\", \"rate\": 25, \"instrument\": \"Order 3\","
        + " \"source\": \"t\", \"verified\": false}",
      china:
        ", {\"announced\": \"2026-11-26\", \"effective\": \"2026-12-15\", \"rate\": 20, \"instrument\": \"No. 12\","
        + " \"source\": \"t\"}")
  }

  private static let calendar = """
    {"schema": "detente/calendar/1", "entries": [
     {"date": "2026-12-02", "title": "Treasury, MOFCOM meet in Kuala Lumpur", "kind": "talks", "symbols": [], "source": "t",
      "verified": false, "announced": "2026-11-26"},
     {"date": "2026-12-09", "time": "14:00", "title": "Fed decision", "kind": "data", "symbols": [], "source": "t",
      "verified": true, "announced": "2026-01-01"},
     {"date": "2027-01-10", "title": "truce of Kuala Lumpur ends", "kind": "deadline", "symbols": ["AMAT", "KLAC", "LRCX"],
      "source": "t", "verified": true, "announced": "2026-09-23"}]}
    """
}
