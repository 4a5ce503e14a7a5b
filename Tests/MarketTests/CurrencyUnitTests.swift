import Testing

@testable import Market

@Suite struct CurrencyUnitTests {
  @Test(arguments: [
    ("GBp", "GBX"), ("GBX", "GBX"), ("GBP", "GBP"), ("ZAc", "ZAc"), ("ZAC", "ZAc"), ("ZAR", "ZAR"), ("ILA", "ILA"),
    ("USD", "USD"), ("USX", "USX"),
  ])
  func knowsCodes(text: String, code: String) { #expect(CurrencyUnit.code(text.utf8) == code) }

  @Test(arguments: ["", "gbp", "US", "USDT", "Usd", "£", "gbX", "12A"])
  func refusesOthers(text: String) { #expect(CurrencyUnit.code(text.utf8) == nil) }

  @Test func convertsWithinACurrency() {
    let (pence, pounds) = (CurrencyUnit("GBX"), CurrencyUnit("GBP"))
    #expect(pence.currency == "GBP")
    #expect(pence.converted(71.5, to: pounds) == 0.715)
    #expect(pounds.converted(0.715, to: pence) == 71.5)
    #expect(pence.converted(71.5, to: pence) == 71.5)
    #expect(CurrencyUnit("ILA").converted(2345, to: CurrencyUnit("ILS")) == 23.45)
    #expect(CurrencyUnit("ZAc").whole == CurrencyUnit("ZAR"))
    #expect(CurrencyUnit("ZAC") == CurrencyUnit("ZAc"))
  }

  @Test func knowsWhatElseAPriceMayBeIn() {
    #expect(CurrencyUnit("GBP").other == CurrencyUnit("GBX"))
    #expect(CurrencyUnit("GBX").other == CurrencyUnit("GBP"))
    #expect(CurrencyUnit("USX").other == CurrencyUnit("USD"))
    #expect(CurrencyUnit("USD").other == nil)
    #expect(CurrencyUnit("HKD").other == nil)
    #expect(CurrencyUnit("GBX").words == "pence (GBX)")
    #expect(CurrencyUnit("HKD").words == "HKD")
  }
}
