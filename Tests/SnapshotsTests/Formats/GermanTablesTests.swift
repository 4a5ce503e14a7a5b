import Market
import Testing

@testable import Snapshots

/// Tables of prices under German headers, as comdirect, onvista, ariva.de, finanzen.net and Investing.com write them.
@Suite struct GermanTablesTests {
  static let ariva = Sample(
    format: "OHLCV text", file: "AMAT.csv",
    typical: """
      Datum;Erster;Hoch;Tief;Schlusskurs;Stuecke;Volumen
      2025-05-02;150,1;155,2;149,8;154,1;5900000;900200300
      2025-04-30;145,97;151,04;144,71;150,71;7273600;1090100200

      """, empty: "Datum;Erster;Hoch;Tief;Schlusskurs;Stuecke;Volumen\n",
    nulls: "Datum;Erster;Hoch;Tief;Schlusskurs;Stuecke;Volumen\n2025-04-30;;;;150,71;;\n")

  private func bar(_ desk: Desk, _ day: String) -> [Double?] {
    guard let bar = desk.histories["AMAT"]?.bars.first(where: { $0.day.description == day }) else { return [] }
    return [bar.open, bar.high, bar.low, bar.close, bar.volume]
  }

  @Test(arguments: [
    "Datum;Eröffnung;Hoch;Tief;Schluss;Volumen\n30.04.2025;145,97;151,04;144,71;150,71;7.273.600\n",
    "\u{FEFF}Datum;Eröffnung;Hoch;Tief;Schluss;Währung;Volumen\n30.04.2025;145,97;151,04;144,71;150,71;USD;7273600\n",
    "Datum;Eroeffnung;Hoch;Tief;Schluss;Volumen\n30.04.2025;145,97;151,04;144,71;150,71;7273600\n",
    "Datum\tSchlusskurs\tEröffnung\tTageshoch\tTagestief\tVolumen\n30.04.2025\t150,71\t145,97\t151,04\t144,71\t7.273.600\n",
    "\"Datum\",\"Zuletzt\",\"Eröffn.\",\"Hoch\",\"Tief\",\"Vol.\",\"+/- %\"\n"
      + "\"30.04.2025\",\"150,71\",\"145,97\",\"151,04\",\"144,71\",\"7,2736M\",\"1,02%\"\n",
    "Datum;Eröffnung;Höchst;Tiefst;Schluß;Volumen\n30.04.2025;145,97;151,04;144,71;150,71;7273600\n",
  ])
  func readsTheirHeaders(text: String) {
    let desk = desk(("AMAT.csv", text))
    #expect(bar(desk, "2025-04-30") == [145.97, 151.04, 144.71, 150.71, 7_273_600], "\(desk.problem("AMAT.csv"))")
    #expect(desk.report("AMAT.csv")?.state == .ok)
  }

  /// Pieces are the volume, not the money that ariva.de calls so.
  @Test func piecesAreTheVolume() {
    #expect(bar(desk(("AMAT.csv", Self.ariva.typical)), "2025-04-30") == [145.97, 151.04, 144.71, 150.71, 7_273_600])
  }

  /// comdirect writes Latin-1, below a title; its exchange tells the currency.
  @Test func readsLatin1UnderAHeaderOfPrices() {
    func latin1(_ exchange: String) -> [UInt8] {
      let text =
        "ALLIANZ SE NA O.N.(WKN: 840400 Börse: \(exchange))\n\nDatum;Eröffnung;Hoch;Tief;Schluss;Volumen\n"
        + "30.04.2025;355,10;363,90;354,20;363,80;812.400\n02.05.2025;365,00;368,70;362,10;366,30;640.100\n"
      return text.unicodeScalars.map { UInt8($0.value) }
    }
    let desk = Desk(files: [("ALV.DE.csv", latin1("Xetra"))])
    #expect(desk.histories["ALV.DE"]?.bars.map(\.close) == [363.8, 366.3])
    #expect(desk.histories["ALV.DE"]?.currency == "EUR")
    // A name of dollars takes no prices in euros.
    let amat = Desk(files: [("AMAT.csv", latin1("Tradegate"))])
    #expect(amat.histories["AMAT"] == nil)
    #expect(amat.problem("AMAT.csv").contains("EUR"))
    for exchange in ["NASDAQ", "Nasdaq GS", "NYSE Arca"] {
      #expect(Desk(files: [("AMAT.csv", latin1(exchange))]).histories["AMAT"]?.currency == "USD", "\(exchange)")
    }
    for exchange in ["Lang & Schwarz", "München", "Euronext Paris", "gettex"] {
      #expect(Desk(files: [("X.csv", latin1(exchange))]).histories["X"]?.currency == "EUR", "\(exchange)")
    }
    // Francs, pounds and crowns are no euros.
    for exchange in [
      "SIX Swiss Exchange", "London Stock Exchange", "Euronext Oslo", "Börse Zürich", "Nasdaq Stockholm",
      "NASDAQ OMX Copenhagen", "Nasdaq Dubai",
    ] {
      let read = Desk(files: [("X.csv", latin1(exchange))])
      #expect(read.histories["X"]?.bars.count == 2 && read.histories["X"]?.currency == nil, "\(exchange)")
    }
  }

  /// Latin-1 under another header stays refused with its place.
  @Test func readsNoOtherLatin1() {
    let text = "Größe;Straße\n1;2\n".unicodeScalars.map { UInt8($0.value) }
    #expect(Desk(files: [("x.csv", text)]).problem("x.csv").contains("found bytes that are no UTF-8"))
  }

  @Test(arguments: [
    "Datum;Typ;Stück;Kurs;Gebühren\n30.04.2025;Kauf;10;150,71;4,90\n",
    "Datum;Art;Kurs\n30.04.2025;Kauf;150,71\n02.05.2025;Verkauf;154,10\n",
    "Datum;Kurs;Anzahl\n30.04.2025;150,71;10\n", "Datum;Kurs;Einstandskurs\n30.04.2025;150,71;120,00\n",
  ])
  func takesNoPriceOfTransactions(text: String) {
    let desk = desk(("AMAT.csv", text))
    #expect(desk.histories.isEmpty && desk.quotes.isEmpty)
    #expect(desk.report("AMAT.csv")?.state == .bad)
  }
}
