import Canvas
import Testing

struct PlotScaleTests {
  /// Prices of a broken feed: the ratio of the ends is infinite, or a power of ten below the lowest is 0.
  @Test(arguments: [
    (1e-300, 1e300), (Double.leastNonzeroMagnitude, 1), (.leastNonzeroMagnitude, 1e308),
    (.leastNormalMagnitude / 1e3, 1e-305), (-1e300, 1e-300),
  ])
  func noRangeIsTooWideForAnAxis(low: Double, high: Double) throws {
    for spacing in [PlotScale.Spacing.linear, .logarithmic] {
      let scale = try #require(PlotScale([low, high], spacing: spacing))
      #expect(scale.row(low, of: 20) == 19)
      #expect(scale.row(high, of: 20) == 0)
      #expect(scale.ticks(6).values.count <= 7)
    }
  }

  /// The middle of a logarithmic axis is the geometric mean.
  @Test func logarithmsAreSpacedByRatio() throws {
    let scale = try #require(PlotScale([1, 100], spacing: .logarithmic))
    #expect(abs(try #require(scale.share(10)) - 0.5) < 1e-12)
    #expect(scale.ticks(4).values == [1, 10, 100])
  }
}
