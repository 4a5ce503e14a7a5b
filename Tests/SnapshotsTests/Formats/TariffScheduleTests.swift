import Market
import Testing

@testable import Snapshots

/// The tariff schedule as the USITC exports it: shown, never counted. The texts of the lines follow the wording of
/// chapter 99, subchapter III.
@Suite struct TariffScheduleTests {
  private static let header =
    "HTS Number,Indent,Description,Unit of Quantity,General Rate of Duty,Special Rate of Duty,Column 2 Rate of Duty,"
    + "Quota Quantity,Additional Duties\n"

  static let sample = Sample(
    format: "USITC tariff schedule", file: "hts.csv",
    typical: header
      + """
      "8541.42.00","2","Photovoltaic cells not assembled in modules","","Free","","Free","",""
      "9903.88.03","0","Except as provided in headings 9903.88.13, articles the product of China, as provided for in U.S. note 20(e)","","The duty provided in the applicable subheading + 25%","","","",""
      "9903.01.24","0","Articles the product of China and Hong Kong, as provided for in U.S. note 2(u)","","The duty provided in the applicable subheading + 20%","","","",""
      "9903.88.05","0","Articles the product of China, as provided for in U.S. note 20(h)","","The duty provided in the applicable subheading","","","",""
      "9903.45.25","0","Crystalline silicon photovoltaic cells","","14%","","14%","",""

      """, empty: header)

  @Test func listsAdditionalDutiesThatNameChina() throws {
    let desk = desk(("hts.csv", Self.sample.typical))
    #expect(desk.tariffs.measures.map(\.id).sorted() == ["HTS 9903.01.24", "HTS 9903.88.03"])
    let measure = try #require(desk.tariffs.measures.first { $0.id == "HTS 9903.88.03" })
    #expect(measure.by == .us)
    #expect(measure.on == "CN")
    #expect(measure.scope == .product)
    #expect(measure.title.hasPrefix("9903.88.03 Except as provided in headings"))
    let step = try #require(measure.steps.first)
    #expect(step.rate == nil)
    #expect(step.state == .unconfirmed)
    #expect(
      step.note == "The duty provided in the applicable subheading + 25%; to be confirmed, the date is the file's")
    #expect(step.origin == Origin(file: "hts.csv", line: 3))
  }

  /// The schedule has no date of its own: what it says is not known before its file was there.
  @Test func isKnownFromTheFilesDate() throws {
    let folder = Folder()
    folder.put("hts.csv", Self.sample.typical)
    let days = 30
    folder.age("hts.csv", seconds: days * 86400)
    let today = Zone.newYork.day(of: .now)
    let desk = try DeskFolder.read(folder.path)
    let steps = desk.tariffs.measures.flatMap(\.steps)
    #expect(steps.count == 2)
    // An hour may lie between, by the clock's change.
    let known = today.advanced(by: -days - 1)...today.advanced(by: -days + 1)
    #expect(steps.allSatisfy { known.contains($0.announcedDay) && $0.effective == $0.announcedDay })
  }

  @Test func refusesAHeadingTwice() {
    let line = #""9903.88.03","0","Articles the product of China","","The duty provided + 25%","","","","""# + "\n"
    let desk = desk(("hts.csv", Self.header + line + line))
    #expect(desk.tariffs.measures.count == 1)
    #expect(desk.problem("hts.csv") == "hts.csv:3:2: found \"9903.88.03\", expected each heading once")
  }

  /// The ledger of tariffs is never written into a schedule.
  @Test func isNoLedger() {
    #expect(desk(("hts.csv", Self.sample.typical)).files.first?.kind == "notices")
  }
}
