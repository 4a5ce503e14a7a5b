import Analytics
import Market

extension SectionReport {
  /// Headline and all-in of both sides, one line a day, each day with the measures announced by then. Percentage points;
  /// null before a side's first measure on record, all-in also before its first baseline.
  package static func tariffs(_ book: TariffBook, days: ClosedRange<Day>) -> SectionReport {
    let schedule = TariffSchedule(book)
    var table = Table(["date", "us_headline", "us_all_in", "cn_headline", "cn_all_in"])
    var rows: [JSONValue] = []
    for offset in 0...days.lowerBound.days(to: days.upperBound) {
      let day = days.lowerBound.advanced(by: offset)
      let us = schedule.rates(.us, at: day.asOf)
      let china = schedule.rates(.china, at: day.asOf)
      rows.append(
        .object([("date", .string(day.description)), ("US", json(us)), ("CN", json(china))]))
      table.rows.append([
        .text(day.description), .number(us.headline), .number(us.allIn), .number(china.headline),
        .number(china.allIn),
      ])
    }
    let json = JSONValue.object([
      ("from", .string(days.lowerBound.description)), ("to", .string(days.upperBound.description)),
      ("days", .array(rows)),
    ])
    let heading =
      "Tariffs \(days.lowerBound) to \(days.upperBound), percentage points, each day as announced by then"
    return SectionReport(json: json, table: table, heading: heading, decimals: 1)
  }

  private static func json(_ rates: TariffSchedule.Rates) -> JSONValue {
    .object([("headline", JSONValue(rates.headline)), ("allIn", JSONValue(rates.allIn))])
  }
}
