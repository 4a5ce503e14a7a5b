import Market
import Testing

@testable import Snapshots

/// A row of daily prices as a file tells it; nil is missing, in the way of the file's format.
struct PriceRow: Sendable {
  /// `2025-05-01`.
  let date: String
  var open: String?
  var high: String?
  var low: String?
  var close: String?
  var volume: String?

  init(_ date: String, _ open: String?, _ high: String?, _ low: String?, _ close: String?, _ volume: String?) {
    self.date = date
    self.open = open
    self.high = high
    self.low = low
    self.close = close
    self.volume = volume
  }

  /// Open, high, low, close, volume.
  var values: [String?] { [open, high, low, close, volume] }

  /// Midnight in New York, in seconds since 1970.
  var midnight: Int64 { Day(date).map { Zone.newYork.instant($0).seconds } ?? 0 }
}

/// Daily bars of AMAT in one format, written from rows, so that every format meets the same rows.
struct BarFile: CustomTestStringConvertible, Sendable {
  /// The name of the format in `Format.all`.
  let format: String
  let file: String
  /// A row without any price is none silently: a halt.
  var skipsBlanks = false
  /// Of a ticker of the United States the unit of its volumes is known.
  var tellsVolumes = true
  /// A day told twice is a key told twice: the file is refused.
  var refusesTwice = false
  let write: @Sendable ([PriceRow]) -> String

  var testDescription: String { format }

  func read(_ rows: PriceRow...) -> Desk { desk((file, write(rows))) }

  /// Add one with a format of daily bars.
  static let all = native + documents + tables + ofTraders

  private static let native = [
    BarFile(format: "detente/history/1", file: "h.json") { rows in
      let bars = rows.map {
        #"{"date":"\#($0.date)",\#(object($0, ["open", "high", "low", "close", "volume"]))}"#
      }
      return #"{"schema":"detente/history/1","symbol":"AMAT","bars":["# + "\n" + bars.joined(separator: ",\n") + "\n]}"
    }
  ]

  private static let documents = [
    BarFile(format: "Yahoo chart v8", file: "AMAT.json", skipsBlanks: true) { rows in
      let times = rows.map { "\($0.midnight + 34200)" }.joined(separator: ",")
      return #"{"chart":{"result":[{"meta":{"currency":"USD","symbol":"AMAT","gmtoffset":-14400,"#
        + #""dataGranularity":"1d"},"timestamp":[\#(times)],"indicators":{"quote":[{"#
        + columns(rows, ["open", "high", "low", "close", "volume"]) + #"}]}}],"error":null}}"#
    },
    BarFile(format: "Finnhub candles", file: "AMAT.json") { rows in
      let times = rows.map { "\($0.midnight)" }.joined(separator: ",")
      return "{" + columns(rows, ["o", "h", "l", "c", "v"]) + #","s":"ok","t":[\#(times)]}"#
    },
    BarFile(format: "Alpha Vantage TIME_SERIES", file: "AMAT.json", refusesTwice: true) { rows in
      let bars = rows.map {
        #""\#($0.date)":{\#(object($0, ["1. open", "2. high", "3. low", "4. close", "5. volume"], quoted: true))}"#
      }
      return #"{"Meta Data":{"2. Symbol":"AMAT","5. Time Zone":"US/Eastern"},"Time Series (Daily)":{"# + "\n"
        + bars.joined(separator: ",\n") + "\n}}"
    },
    BarFile(format: "Twelve Data time_series", file: "AMAT.json") { rows in
      let bars = rows.map {
        #"{"datetime":"\#($0.date)",\#(object($0, ["open", "high", "low", "close", "volume"], quoted: true))}"#
      }
      return #"{"meta":{"symbol":"AMAT","interval":"1day","currency":"USD"},"values":["# + "\n"
        + bars.joined(separator: ",\n") + #"],"status":"ok"}"#
    },
    BarFile(format: "Polygon aggregates", file: "AMAT.json") { rows in
      let bars = rows.map { #"{\#(object($0, ["o", "h", "l", "c", "v"])),"t":\#($0.midnight * 1000)}"# }
      return #"{"ticker":"AMAT","queryCount":3,"resultsCount":3,"results":["# + "\n" + bars.joined(separator: ",\n")
        + #"],"status":"OK"}"#
    },
    BarFile(format: "Alpaca bars", file: "b.json") { rows in
      let bars = rows.map { #"{"t":"\#($0.date)T04:00:00Z",\#(object($0, ["o", "h", "l", "c", "v"]))}"# }
      return #"{"bars":{"AMAT":["# + "\n" + bars.joined(separator: ",\n") + #"]},"next_page_token":null}"#
    },
    BarFile(format: "Tiingo prices", file: "AMAT.json") { rows in
      let bars = rows.map {
        #"{"date":"\#($0.date)T00:00:00.000Z",\#(object($0, ["open", "high", "low", "close", "volume"]))}"#
      }
      return "[" + bars.joined(separator: ",\n") + "]"
    },
  ]

  private static let tables = [
    BarFile(format: "OHLCV text", file: "AMAT.csv") { rows in
      table("Date,Open,High,Low,Close,Volume", rows) { $0.date + "," + fields($0.values, missing: "null") }
    },
    BarFile(format: "OHLCV text", file: "AMAT.csv") { rows in
      table("Datum;Eröffnung;Hoch;Tief;Schluss;Volumen", rows) { row in
        let date = row.date.split(separator: "-").reversed().joined(separator: ".")
        return date + ";" + fields(row.values.map { $0?.replacing(".", with: ",") }, missing: "-", separator: ";")
      }
    },
    BarFile(format: "yfinance CSV", file: "prices.csv") { rows in
      "Price,Adj Close,Close,High,Low,Open,Volume\nTicker" + String(repeating: ",AMAT", count: 6) + "\n"
        + table("Date,,,,,,", rows) {
          $0.date + "," + fields([$0.close, $0.close, $0.high, $0.low, $0.open, $0.volume], missing: "")
        }
    },
    BarFile(format: "Stooq history", file: "amat_us_d.csv") { rows in
      table("Date,Open,High,Low,Close,Volume", rows) { $0.date + "," + fields($0.values, missing: "N/D") }
    },
    BarFile(format: "Stooq ASCII", file: "amat.us.csv") { rows in
      table("<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>", rows) {
        "AMAT.US,D,\($0.date.filter { $0 != "-" }),000000," + fields($0.values, missing: "")
      }
    },
    BarFile(format: "Nasdaq.com history", file: "AMAT.csv") { rows in
      table("Date,Close/Last,Volume,Open,High,Low", rows) { row in
        let date = row.date.split(separator: "-")
        let prices = [row.close, row.open, row.high, row.low].map { $0.map { "$" + $0 } }
        return "\(date[1])/\(date[2])/\(date[0]),"
          + fields([prices[0], row.volume] + prices[1...], missing: "N/A")
      }
    },
    BarFile(format: "TradingView chart export", file: "NASDAQ_AMAT, 1D.csv") { rows in
      table("time,open,high,low,close,Volume", rows) {
        "\($0.midnight + 34200)," + fields($0.values, missing: "NaN")
      }
    },
    BarFile(format: "Table of closes", file: "prices.csv") { rows in
      table("Date,Open_AMAT,High_AMAT,Low_AMAT,Close_AMAT,Volume_AMAT", rows) {
        $0.date + "," + fields($0.values, missing: "")
      }
    },
    BarFile(format: "Alpha Vantage CSV", file: "daily_AMAT.csv") { rows in
      table("timestamp,open,high,low,close,volume", rows) { $0.date + "," + fields($0.values, missing: "") }
    },
  ]

  /// What traders have from programs and pages.
  private static let ofTraders = [
    BarFile(format: "Schwab price history", file: "s.json") { rows in
      let bars = rows.map {
        "{\(object($0, ["open", "high", "low", "close", "volume"])),\"datetime\":\($0.midnight + 3600)000}"
      }
      return "{\"candles\":[\n" + bars.joined(separator: ",\n") + "\n],\"symbol\":\"AMAT\",\"empty\":false}"
    },
    BarFile(format: "IBKR web history", file: "i.json") { rows in
      let bars = rows.map { "{\(object($0, ["o", "h", "l", "c", "v"])),\"t\":\($0.midnight + 34200)000}" }
      return "{\"symbol\":\"AMAT\",\"priceFactor\":100,\"barLength\":86400,\"volumeFactor\":100,\"data\":[\n"
        + bars.joined(separator: ",\n") + "\n]}"
    },
    BarFile(format: "Eastmoney klines", file: "e.json") { rows in
      let bars = rows.map {
        "\"" + $0.date + "," + fields([$0.open, $0.close, $0.high, $0.low, $0.volume], missing: "-") + "\""
      }
      return "{\"rc\":0,\"data\":{\"code\":\"AMAT\",\"market\":105,\"klines\":[\n"
        + bars.joined(separator: ",\n") + "\n]}}"
    },
    BarFile(format: "Polygon flat file", file: "flat.csv") { rows in
      table("ticker,volume,open,close,high,low,window_start,transactions", rows) {
        "AMAT," + fields([$0.volume, $0.open, $0.close, $0.high, $0.low], missing: "") + ",\($0.midnight)000000000,9"
      }
    },
    BarFile(format: "IBKR bars", file: "AMAT.csv") { rows in
      table("date,open,high,low,close,volume,average,barCount", rows) {
        $0.date + "," + fields(Array($0.values.prefix(4)), missing: "") + "," + ($0.volume ?? "-1.0") + ",-1.0,-1"
      }
    },
    BarFile(format: "Macrotrends history", file: "AMAT.csv") { rows in
      "\"MacroTrends Data Download\"\n\"AMAT - Historical Price and Volume Data\"\n\n"
        + table("date,open,high,low,close,volume", rows) { $0.date + "," + fields($0.values, missing: "") }
    },
    BarFile(format: "Barchart history", file: "AMAT.csv") { rows in
      table("Time,Open,High,Low,Latest,Change,%Change,Volume", rows) {
        $0.date + "," + fields(Array($0.values.prefix(4)), missing: "N/A") + ",0.5,+0.3%," + ($0.volume ?? "N/A")
      }
    },
    BarFile(format: "Finam export", file: "f.csv") { rows in
      table("<TICKER>;<PER>;<DATE>;<TIME>;<OPEN>;<HIGH>;<LOW>;<CLOSE>;<VOL>", rows) {
        "AMAT;D;\($0.date.filter { $0 != "-" });000000;" + fields($0.values, missing: "").replacing(",", with: ";")
      }
    },
    BarFile(format: "MetaTrader bars", file: "AMAT.csv") { rows in
      table("<DATE>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<TICKVOL>,<SPREAD>", rows) {
        $0.date.replacing("-", with: ".") + "," + fields($0.values, missing: "") + ",9,1"
      }
    },
    BarFile(format: "GOOGLEFINANCE", file: "AMAT.csv") { rows in
      table("Date,Open,High,Low,Close,Volume", rows) { $0.date + " 16:00:00," + fields($0.values, missing: "") }
    },
    BarFile(format: "WSJ history", file: "AMAT.csv") { rows in
      table("Date, Open, High, Low, Close, Volume", rows) { row in
        let date = row.date.split(separator: "-")
        return "\(date[1])/\(date[2])/\(date[0].suffix(2))," + fields(row.values, missing: "")
      }
    },
    BarFile(format: "Investing.com history", file: "AMAT.csv") { rows in
      table("Date,Price,Open,High,Low,Vol.,Change %", rows) {
        $0.date + "," + fields([$0.close, $0.open, $0.high, $0.low, $0.volume], missing: "-") + ",0.1%"
      }
    },
    BarFile(format: "akshare and Eastmoney tables", file: "AMAT.csv") { rows in
      table("日期,开盘,收盘,最高,最低,成交量", rows) {
        $0.date + "," + fields([$0.open, $0.close, $0.high, $0.low, $0.volume], missing: "")
      }
    },
    BarFile(format: "tushare daily", file: "t.csv", tellsVolumes: false) { rows in
      table("ts_code,trade_date,open,high,low,close,vol", rows) {
        "AMAT,\($0.date.filter { $0 != "-" })," + fields($0.values, missing: "")
      }
    },
    BarFile(format: "Futu klines JSON", file: "f.json") { rows in
      let bars = rows.map {
        #"{"code":"US.AMAT","time_key":"\#($0.date) 00:00:00",\#(object($0, ["open", "high", "low", "close", "volume"]))}"#
      }
      return "[" + bars.joined(separator: ",\n") + "]\n"
    },
    BarFile(format: "Futu klines CSV", file: "f.csv") { rows in
      table("code,time_key,open,high,low,close,volume", rows) {
        "US.AMAT,\($0.date) 00:00:00," + fields($0.values, missing: "")
      }
    },
    BarFile(format: "baostock bars", file: "b.csv") { rows in
      table("date,code,open,high,low,close,volume,adjustflag", rows) {
        $0.date + ",AMAT," + fields($0.values, missing: "") + ",3"
      }
    },
  ]

  private static func object(_ row: PriceRow, _ names: [String], quoted: Bool = false) -> String {
    zip(names, row.values).map { name, value in
      #""\#(name)":"# + (value.map { quoted ? "\"\($0)\"" : $0 } ?? "null")
    }.joined(separator: ",")
  }

  private static func columns(_ rows: [PriceRow], _ names: [String]) -> String {
    names.enumerated().map { index, name in
      #""\#(name)":["# + rows.map { $0.values[index] ?? "null" }.joined(separator: ",") + "]"
    }.joined(separator: ",")
  }

  private static func fields(_ values: [String?], missing: String, separator: String = ",") -> String {
    values.map { $0 ?? missing }.joined(separator: separator)
  }

  private static func table(_ header: String, _ rows: [PriceRow], _ line: (PriceRow) -> String) -> String {
    header + "\n" + rows.map { line($0) + "\n" }.joined()
  }
}
