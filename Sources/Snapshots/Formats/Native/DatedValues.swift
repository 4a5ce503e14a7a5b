import Market

/// Values of one series as they are read: any order, one a day.
struct DatedValues {
  private var values: [ReferenceSeries.Value] = []
  private var seen: Set<Day> = []
  /// Days of refused values.
  private(set) var refused: Set<Day> = []
  private(set) var hasRefused = false

  /// False when the day is there already: the first value stays.
  mutating func add(_ value: ReferenceSeries.Value) -> Bool {
    guard seen.insert(value.day).inserted else { return false }
    values.append(value)
    return true
  }

  mutating func refuse(_ day: Day?) {
    hasRefused = true
    if let day { refused.insert(day) }
  }

  /// Ascending by day.
  var sorted: [ReferenceSeries.Value] { values.sorted { $0.day < $1.day } }

  static func twice(_ day: Day) -> String { "found \(day) twice, expected one value a day (the first is used)" }
}
