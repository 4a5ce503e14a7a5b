import Market
import Testing

/// `value` prints as `text` does, to the digits that `text` has.
func expect(
  _ value: Double?, prints text: String, _ what: String = "", sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let value = try #require(value, "\(what): no value", sourceLocation: sourceLocation)
  let wanted = try #require(Double(text), sourceLocation: sourceLocation)
  let decimals = text.split(separator: ".").dropFirst().first?.count ?? 0
  var unit = 1.0
  for _ in 0..<decimals { unit /= 10 }
  #expect(
    abs(value - wanted) <= unit * 0.5000001, "\(what): \(value), expected \(text)", sourceLocation: sourceLocation)
}

/// 16:20 New York of a date.
func moment(_ date: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Instant {
  Zone.newYork.instant(try #require(Day(date), sourceLocation: sourceLocation), hour: 16, minute: 20)
}
