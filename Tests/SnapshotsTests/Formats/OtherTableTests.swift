import Market
import Testing

@testable import Snapshots

/// What is not prices never becomes one: it is named, and the prices beside it stay.
@Suite struct OtherTableTests {
  private static let prices = "Date,Open,High,Low,Close,Volume\n2025-04-30,145.97,151.04,144.71,150.71,7273600\n"

  @Test(arguments: [
    (
      "contract,symbol,expiration,strike,type,last,bid,ask,volume,date\nA1,AMAT,2025-05-16,150,call,4.15,4.1,4.25,12,2025-05-01\n",
      "options, not prices of AMAT"
    ),
    ("Date,Strike,Close\n2025-05-01,150,4.15\n", "options"),
    ("Date,Expiry,Close\n2025-05-01,2025-06-20,149.4\n", "options or futures"),
    ("date,ticker,type,close\n2025-05-01,AMAT,put,3.2\n", "options, not prices of AMAT"),
    (
      "Date,Action,Symbol,Quantity,Price,Fees & Comm,Amount\n04/30/2025,Buy,AMAT,100,150.71,,-15071\n",
      "transactions, not prices of AMAT"
    ),
    ("Date,Symbol,Side,Price\n2025-05-01,AMAT,BUY,150.71\n", "transactions"),
    ("Date,Price,Commission\n2025-05-01,150.71,1.0\n", "transactions, not prices of AMAT"),
    ("Date,Symbol,Price,Shares\n2025-05-01,AMAT,150.71,100\n", "transactions"),
    ("Date,Close,Qty\n2025-05-01,150.71,100\n", "transactions"),
    ("Time,Order ID,Price\n2025-05-01,7731,150.71\n", "transactions"),
    ("Symbol,Date,Price,Cost Basis,Gain\nAMAT,2025-05-01,150.71,120,30.71\n", "positions, not prices of AMAT"),
    ("Date,Symbol,Last Price,Market Value\n2025-05-01,AMAT,150.71,15071\n", "positions"),
    ("Date,Dividends\n2025-05-22,0.46\n2025-08-21,0.46\n", "dividends, not prices of AMAT"),
    ("Date,Stock Splits\n2025-05-22,2\n", "splits"),
    (
      "Date,Ticker,Analyst,Rating,Price Target\n2025-05-01,AMAT,A bank,Buy,190\n",
      "analysts' targets, not prices of AMAT"
    ),
    (
      "settlementDate,symbolCode,currentShortPositionQuantity,daysToCoverQuantity\n2025-04-30,AMAT,15000000,2.1\n",
      "short sales, not prices of AMAT"
    ),
    (
      "Date,Symbol,Price,Stop,Take Profit,Confidence\n2025-05-01,AMAT,155,140,170,0.8\n", "orders, not prices of AMAT"
    ),
    ("Date|Symbol|ShortVolume|TotalVolume\n20250501|AMAT|1234567|3000000\n", "short sales, not prices of AMAT"),
  ])
  func namesWhatItIs(text: String, what: String) {
    let desk = desk(("AMAT.csv", text), ("prices/AMAT.csv", Self.prices))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [150.71])
    #expect(desk.quotes.isEmpty && desk.references.isEmpty && desk.intraday.isEmpty)
    #expect(desk.report("AMAT.csv")?.state == .bad)
    #expect(desk.problem("AMAT.csv").contains("found \(what)"), "\(desk.problem("AMAT.csv"))")
  }

  @Test(arguments: [
    "Date,Open,High,Low,Close,Volume,Amount\n2025-04-30,145.97,151.04,144.71,150.71,7273600,1096000000\n",
    "date,open,high,low,close,lot,shares\n2025-04-30,145.97,151.04,144.71,150.71,1,100\n",
    "Date,Close,Strike,Action,Order ID\n2025-04-30,150.71,,,\n",
    "Date,Open,High,Low,Close,Volume,Dividends,Stock Splits\n2025-04-30,145.97,151.04,144.71,150.71,1,0,0\n",
    "Date,Open,High,Low,Close,target\n2025-04-30,145.97,151.04,144.71,150.71,1\n",
  ])
  func leavesBarsWithSuchColumns(text: String) {
    let desk = desk(("AMAT.csv", text))
    #expect(
      (desk.histories["AMAT"]?.bars.map { $0.close ?? $0.adjustedClose }) == [150.71], "\(desk.problem("AMAT.csv"))")
  }

  @Test func namesRowsOfJSON() {
    let options = """
      {"endpoint":"chain","message":"success","data":[{"contractID":"A1","symbol":"AMAT","expiration":"2025-05-16",\
      "strike":"150.00","type":"call","last":"4.15","date":"2025-05-01"}]}
      """
    let desk = desk(("chain.json", options))
    #expect(desk.quotes.isEmpty && desk.histories.isEmpty)
    #expect(desk.problem("chain.json").contains("found options, not prices of AMAT"))
    let chain =
      #"{"results":[{"details":{"contract_type":"call","strike_price":150},"day":{"close":4.15}}],"status":"OK"}"#
    #expect(Desk(files: [("chain.json", Array(chain.utf8))]).problem("chain.json").contains("found options"))
    let nested = #"{"optionChain":{"result":[{"options":[{"calls":[{"strike":150,"lastPrice":4.15}]}]}],"error":null}}"#
    #expect(Desk(files: [("chain.json", Array(nested.utf8))]).problem("chain.json").contains("found options"))
    let orders = #"[{"symbol":"AMAT","orderId":7731,"price":150.71,"qty":100,"date":"2025-05-01"}]"#
    #expect(Desk(files: [("orders.json", Array(orders.utf8))]).problem("orders.json").contains("transactions"))
  }

  @Test(arguments: ["success", "OK", "Success."]) func takesSuccessForNoError(word: String) {
    let desk = desk(("a.json", #"{"message":"\#(word.filter { $0 != "." })","data":{"x":1}}"#))
    #expect(desk.problem("a.json").contains("no known kind"))
    let bad = Desk(files: [("a.json", Array(#"{"message":"limit reached"}"#.utf8))])
    #expect(bad.problem("a.json").contains("a service's error: limit reached"))
  }

  /// A market's price beside a level of one's own is one.
  @Test func pricesBesideAStop() {
    let desk = desk(("scan.csv", "Symbol,Date,Last,Stop\nAMAT,2025-05-01,148.96,140\n"))
    #expect(desk.histories["AMAT"]?.bars.map(\.close) == [148.96])
  }

  @Test(arguments: [
    ("predictions.csv", "Date,Symbol,Close\n2025-05-01,AMAT,155.2\n"),
    ("price_forecast.csv", "Date,Close_AMAT,Close_KLAC\n2025-05-01,155.2,690\n"),
  ])
  func forecastsAreNoPrices(file: String, text: String) {
    let desk = desk((file, text))
    #expect(desk.histories.isEmpty)
    #expect(desk.problem(file).contains("expected those of a market"))
  }

  /// The header may stand below titles.
  @Test func namesItAtItsHeader() {
    let text =
      "iShares Semiconductor ETF\nFund Holdings as of,\"May 01, 2025\"\n\nTicker,Market Value,Price\nAMAT,400,148.96\n"
    #expect(desk(("soxx.csv", text)).problem("soxx.csv").hasPrefix("soxx.csv:4:1: found positions"))
  }

  @Test func namesWhatDatesPrices() {
    let rows = "1746057600000000000,149.9,151.2,147.8,148.96\n"
    let dated = desk(("AMAT.csv", "ts_event,open,high,low,close\n\(rows)"))
    #expect(dated.histories.isEmpty)
    #expect(dated.problem("AMAT.csv").contains("found prices dated by \"ts_event\", expected a column Date"))
  }
}
