import Analytics
import Canvas

/// `0 ├─━━█━━┿──┃──┼─────┤ 100`: labels' limits, the range of the settings drawn thick, the index and the market needle.
struct IndicatorGauge {
  let indicator: IndicatorReading

  func draw(into canvas: inout Canvas, in region: Region, row: Int) {
    let width = region.columns - 9
    guard width >= 11 else { return }
    canvas.write("0", in: region, row: row, column: 1, style: .dim)
    canvas.write("100", in: region, row: row, column: 6 + width, style: .dim)
    let glyphs = canvas.glyphs
    func column(_ value: Double) -> Int { 4 + Canvas.step(value, low: 0, high: 100, steps: width) }
    canvas.fill(glyphs.rule, in: region, row: row, column: 4, width: width, style: .dim)
    if let spread = indicator.spread {
      let (low, high) = (column(spread.low), column(spread.high))
      canvas.fill(glyphs.thickRule, in: region, row: row, column: low, width: high - low + 1, style: Style(.text))
    }
    for limit in [20.0, 40, 60, 80] {
      canvas.fill(glyphs.cross, in: region, row: row, column: column(limit), width: 1, style: .dim)
    }
    canvas.fill(glyphs.leftEnd, in: region, row: row, column: 3, width: 1, style: .dim)
    canvas.fill(glyphs.rightEnd, in: region, row: row, column: 4 + width, width: 1, style: .dim)
    if let market = indicator.market {
      canvas.fill(glyphs.gaugeMarket, in: region, row: row, column: column(market.value), width: 1, style: Style(.text))
    }
    canvas.fill(
      glyphs.gaugeValue, in: region, row: row, column: column(indicator.policy.value), width: 1,
      style: indicator.label == nil ? .dim : Style(.accent))
  }
}
