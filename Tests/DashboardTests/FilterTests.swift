import Testing
import Wording

@testable import Dashboard

/// What a line typed behind `/` leaves of a table.
struct FilterTests {
  private struct Name {
    let texts: [String]
    let values: [String: ColumnValue]
  }

  private static let names: [String: Name] = [
    "AMAT": Name(
      texts: ["AMAT", "AP2.DE", "Applied Materials", "Semi equipment"],
      values: ["chg%": .number(-2.5), "vs": .number(-1), "sigma": .number(-1.6), "currency": .text("USD")]),
    "688012": Name(
      texts: ["688012.SS", "中微公司 AMEC", "Semi equipment"],
      values: ["chg%": .number(1), "vs": .number(nil), "sigma": .number(0.2), "currency": .text("CNY")]),
    "RIO": Name(
      texts: ["RIO.L", "Rio Tinto", "Álcool e Minério"],
      values: ["chg%": .number(-2), "vs": .number(0), "sigma": .missing, "currency": .text("GBX")]),
  ]

  private static let columns = ["chg", "chg%", "vs", "sigma", "currency"]

  /// All words hold, `!` excludes, a missing value is in no relation.
  private static let lines: [(String, Set<String>)] = [
    ("", ["AMAT", "688012", "RIO"]), ("semi", ["AMAT", "688012"]), ("SEMI equip", ["AMAT", "688012"]),
    ("semi !amec", ["AMAT"]), ("中微", ["688012"]), ("ÁLCOOL", ["RIO"]), ("álcool", ["RIO"]), ("ap2", ["AMAT"]),
    ("chg%<-2", ["AMAT"]), ("chg%<=-2", ["AMAT", "RIO"]), ("chg%>=1", ["688012"]), ("vs>=-1", ["AMAT", "RIO"]),
    ("vs!=0", ["AMAT"]), ("vs=0", ["RIO"]), ("sigma<5", ["AMAT", "688012"]), ("currency=gbx", ["RIO"]),
    ("currency!=USD", ["688012", "RIO"]), ("semi chg%>0", ["688012"]), ("tinto  \trio", ["RIO"]),
    ("AMATApplied", []), ("!", ["AMAT", "688012", "RIO"]), ("CHG%<-2", ["AMAT"]),
  ]

  @Test(arguments: lines)
  func leaves(line: String, left: Set<String>) {
    let (filter, mistake) = Filter.read(line, columns: Self.columns)
    #expect(mistake == nil)
    #expect(Set(Self.names.filter { admits(filter, $0.value) }.keys) == left)
  }

  private func admits(_ filter: Filter, _ name: Name) -> Bool {
    let texts = SearchText([name.texts])
    return filter.admits(contains: { texts.contains($0, row: 0) }, value: { name.values[$0] ?? .missing })
  }

  /// The place counts characters from the line's start; the terms without a mistake go on counting.
  @Test(arguments: [
    ("chg%<", 5, 0, "found nothing behind <, expected a number", 0),
    ("semi sigm>2", 5, 4, "found sigm, expected a column: sigma?", 1),
    ("中微 volum=3", 3, 5, "found volum, expected a column", 1),
    ("vs<two semi", 3, 3, "found two, expected a number", 1),
    ("vs<inf", 3, 3, "found inf, expected a number", 0),
  ])
  func saysWhatIsWrong(line: String, place: Int, length: Int, message: String, terms: Int) {
    let (filter, mistake) = Filter.read(line, columns: Self.columns)
    #expect(mistake == Mistake(at: place, length: length, message))
    #expect(filter.terms.count == terms)
  }
}
