import Market

/// The Harmonized Tariff Schedule as the USITC exports it (hts.usitc.gov, CSV): `HTS Number`, `Indent`, `Description`,
/// `Unit of Quantity`, `General Rate of Duty`, … Of its lines only those of chapter 99 (9903, temporary modifications
/// by trade legislation) that add a percentage and name China are taken, each as a measure of the US that waits to be
/// confirmed, without a rate: the schedule tells neither since when a line holds nor which goods its notes list. They
/// are known from the file's own date, the only one there is.
enum TariffScheduleFormat {
  static let format = Format(
    "USITC tariff schedule", "notices",
    "A CSV export of the HTS; additional duties of chapter 99 that name China are listed as measures to be confirmed, as "
      + "of the file's date, never counted in a rate.",
    text: { head in .columns(head, "hts number", "indent", "description", "general rate of duty") }, read: read)

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    var table = try Table(input.bytes)
    let names = table.header
    guard let number = names.firstIndex(of: "hts number"), let description = names.firstIndex(of: "description"),
      let general = names.firstIndex(of: "general rate of duty")
    else { throw Fault("found no HTS Number, Description and General Rate of Duty, expected a tariff schedule") }
    let day = input.modified.map { Zone.newYork.day(of: $0) } ?? Day(number: 0)
    var measures: [TariffMeasure] = []
    var seen: Set<String> = []
    while try table.next() {
      let reader = table.row
      do throws(Fault) {
        try reader.check(width: names.count)
        guard reader.raw(number).starts(with: "9903."), let heading = reader.text(number),
          let title = reader.text(description), let duty = reader.text(general), adds(duty),
          FederalRegisterFormat.namesChina(title)
        else { continue }
        guard isName(reader.raw(number)) else { throw reader.fault(number, "a heading like 9903.88.15") }
        guard seen.insert(heading).inserted else { throw reader.fault(number, "each heading once") }
        measures.append(measure(heading, title, duty, day, Origin(file: input.path, line: reader.line)))
      } catch {
        input.log.add(error, &input.lines)
      }
    }
    return FileValues(
      .tariffs, TariffBook(measures: measures), rows: measures.count,
      newest: input.modified.flatMap { measures.isEmpty ? nil : $0 })
  }

  /// `The duty provided in the applicable subheading + 7.5%`.
  private static func adds(_ duty: String) -> Bool { duty.contains("+") && duty.contains("%") }

  private static func measure(
    _ heading: String, _ title: String, _ duty: String, _ day: Day, _ origin: Origin
  ) -> TariffMeasure {
    let step = TariffMeasure.Step(
      announced: day, effective: day, rate: nil, state: .unconfirmed, instrument: "HTS \(heading)",
      note: "\(duty); to be confirmed, the date is the file's", source: "hts.usitc.gov", origin: origin)
    return TariffMeasure(
      id: "HTS \(heading)", by: .us, on: "CN", authority: "USITC HTS", title: "\(heading) \(title)", scope: .product,
      steps: [step], origin: origin)
  }
}
