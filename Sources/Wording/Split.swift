/// What a value splits into, as it is shown: parts by their own rounding, so that each reads the same wherever it stands, and
/// the rest, which together with them adds up to the value as it is shown.
package struct Split: Hashable, Sendable {
  /// Rounded to the decimals shown.
  package let parts: [Double]
  /// What is left out, and what rounding leaves; nil where neither is anything.
  package let rest: Double?

  /// - Parameters:
  ///   - parts: those that are shown.
  ///   - total: what all parts add up to.
  ///   - leavesOut: whether others are not shown: then there is a rest, even one of 0.
  ///   - decimals: 0…3.
  package init(_ parts: [Double], of total: Double, leavesOut: Bool, decimals: Int) {
    let scale = [1.0, 10, 100, 1000][min(max(0, decimals), 3)]
    let units = parts.map { ($0 * scale).rounded() }
    let left = (total * scale).rounded() - units.reduce(0, +)
    self.parts = units.map { $0 / scale }
    rest = leavesOut || left != 0 ? left / scale : nil
  }
}
