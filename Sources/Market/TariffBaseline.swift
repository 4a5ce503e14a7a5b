/// Average duty of a side before the measures of scope `all`, in percent, from a day on.
package struct TariffBaseline: Hashable, Sendable {
  package let by: Side
  package let from: Day
  package let average: Double
  package let source: String
  package var origin: Origin

  package init(by: Side, from: Day, average: Double, source: String = "", origin: Origin) {
    self.by = by
    self.from = from
    self.average = average
    self.source = source
    self.origin = origin
  }
}
