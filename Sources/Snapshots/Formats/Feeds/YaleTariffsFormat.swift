import Market

/// The Yale Budget Lab's Tariff Rate Tracker, `daily_by_country.csv`: a row for each day and country (Census code, China is
/// 5700), rates as decimals (`0.3742`), `NA` where there is none. Taken are China's import-weighted effective rate
/// (`weighted_etr`, with the imports of 2024), which is an average of the United States' tariffs, and the mean of the
/// statutory rates of all products (`mean_total_all_pairs`), which counts each product alike and so is no side's average.
/// Additional duties, and means of the products that pay any, are not.
enum YaleTariffsFormat {
  static let format = Format(
    "Yale tariff rates", "reference",
    "daily_by_country.csv of the Tariff Rate Tracker: the rates on China (5700), import-weighted and as a mean of all "
      + "products, in percent.", text: recognise, read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    .columns(head, with: "mean_total_all_pairs", "date", "country")
  }

  private static let source = "Yale Budget Lab, Tariff Rate Tracker"

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    let columns = try CountryColumns(
      ["weighted_etr", "mean_total_all_pairs"], of: ("country", "5700"), &input, convert: Percent.ofFraction)
    var found: [(ReferenceSeries, DatedValues)] = []
    if let values = columns.values["weighted_etr"] {
      let series = ReferenceSeries(
        id: "yale-china-weighted", label: "Yale weighted", unit: "%",
        source: "\(source): import-weighted effective rate on China, imports of 2024", side: .us,
        frequency: .daily, values: values.sorted, origin: columns.origin)
      found.append((series, values))
    }
    if let values = columns.values["mean_total_all_pairs"] {
      let series = ReferenceSeries(
        id: "yale-china-statutory", label: "Yale statutory mean", unit: "%",
        source: "\(source): mean statutory rate on China, all products alike", frequency: .daily, values: values.sorted,
        origin: columns.origin)
      found.append((series, values))
    }
    return ReferenceFormat.values(found)
  }
}
