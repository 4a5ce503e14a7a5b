import Market

/// The last price of each day as it reads at 16:20 New York, read in any order: a later price is the next day's, so that no
/// day knows what was traded after it was read.
struct DailyOdds {
  private var last: [Day: (time: Instant, percent: Double)] = [:]
  private var refused = DatedValues()

  /// Reads the price of a moment; a faulty one is refused alone.
  /// - Parameter percent: nil where there is no price.
  mutating func add(
    _ row: JSONValue, time key: StaticString, _ input: inout FileInput,
    percent: (JSONValue) throws(Fault) -> Double?
  ) {
    var day: Day?
    do throws(Fault) {
      guard row.isObject else { throw row.fault("an object") }
      let time = try row.need(key).epoch()
      let date = Zone.newYork.day(of: time)
      let own = time <= date.asOf ? date : date.advanced(by: 1)
      day = own
      guard let value = try percent(row) else { return }
      if let known = last[own], known.time > time { return }
      last[own] = (time, value)
    } catch {
      input.log.add(error, &input.lines)
      refused.refuse(day)
    }
  }

  func values(_ name: String, source: String, _ origin: Origin) -> FileValues {
    let values = last.map { ReferenceSeries.Value(day: $0, value: $1.percent) }.sorted { $0.day < $1.day }
    let series = ReferenceSeries(
      id: name, label: "P(\(name))", unit: "%", source: source, frequency: .daily, values: values, origin: origin)
    return ReferenceFormat.values([(series, refused)])
  }
}

extension JSONValue {
  /// A price in dollars, as a number or text, of what pays one dollar.
  func percentOfDollar() throws(Fault) -> Double {
    guard let dollars = try figure(), (0...1).contains(dollars) else { throw fault("a price from 0 to 1 dollar") }
    return Percent.ofFraction(dollars)
  }
}
