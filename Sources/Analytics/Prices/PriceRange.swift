import Market

/// How far back a chart goes, counted from the last bar.
package enum PriceRange: String, CaseIterable, Sendable {
  case day = "1D"
  case fiveDays = "5D"
  case month = "1M"
  case threeMonths = "3M"
  case sixMonths = "6M"
  /// From the last close of the year before.
  case yearToDate = "YTD"
  case year = "1Y"
  case fiveYears = "5Y"
  case all = "Max"
}
