import Market

/// `country-by-time.csv` of Waugh's trade-war-redux tracker: a row for each date of announcement and country, by name. Its
/// `effective tariff` is what the actions since 2025 add to the country's `2024 tariff`, in percentage points: no level, and
/// no side's average.
enum TradeWarReduxCountriesFormat {
  static let format = Format(
    "Trade War Redux by country", "reference",
    "country-by-time.csv: percentage points that the tariffs since 2025 add over 2024, for China.", text: recognise,
    read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    .columns(head, with: "effective tariff", "date", "country_name", "2024 tariff")
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    let columns = try CountryColumns(["effective tariff"], of: ("country_name", "CHINA"), &input)
    let values = columns.values["effective tariff"] ?? DatedValues()
    let series = ReferenceSeries(
      id: "trade-war-redux-china", label: "trade-war-redux, China", unit: "points over 2024",
      source:
        "Waugh, trade-war-redux: model estimate of the trade-weighted increase over 2024 on imports from China, by "
        + "date of announcement", frequency: .daily, values: values.sorted, origin: columns.origin)
    return ReferenceFormat.values([(series, values)])
  }
}

/// `daily-tariff-latest-data.csv` of the same: `,date,import_weighted_avg_tariff`, the average tariff of the United States on
/// all imports, in percent; with the partners of the whole world, so no side's average of the two.
enum TradeWarReduxDailyFormat {
  static let format = Format(
    "Trade War Redux daily", "reference",
    "daily-tariff-latest-data.csv: the import-weighted average tariff on imports from all countries, in percent.",
    text: recognise, read: read)

  private static func recognise(_ head: TextHead) -> Verdict {
    .columns(head, with: "import_weighted_avg_tariff", "date")
  }

  static func read(_ input: inout FileInput) throws(Fault) -> FileValues {
    let columns = try CountryColumns(["import_weighted_avg_tariff"], of: nil, &input)
    let values = columns.values["import_weighted_avg_tariff"] ?? DatedValues()
    let series = ReferenceSeries(
      id: "trade-war-redux-all", label: "trade-war-redux, all imports", unit: "%",
      source:
        "Waugh, trade-war-redux: model estimate of the import-weighted average tariff on imports from all countries",
      frequency: .daily, values: values.sorted, origin: columns.origin)
    return ReferenceFormat.values([(series, values)])
  }
}
