import Analytics
import Canvas
import Market
import Wording

/// The rates of both sides and the elasticity, as the keys set them.
extension WhatIfScreen {
  func drawRates(_ outcome: ScenarioOutcome, _ prompt: Prompt?, _ canvas: inout Canvas, _ region: Region) {
    var heads = [ColumnHead("now", right: 22), ColumnHead("if", right: 31), ColumnHead("change", right: 40)]
    if region.columns >= 52 { heads.append(ColumnHead("%", right: 49)) }
    if region.columns >= 74 { heads += [ColumnHead("all-in", right: 58), ColumnHead("if", right: 65)] }
    var rest = region
    if rest.rows >= 4 {
      canvas.paneRule(
        inPercent ? "Rates, if in %" : "Rates, points", in: rest.takeRows(1), focused: !isInList, heads: heads)
    }
    for (row, side) in Side.allCases.enumerated() { drawSide(outcome.side(side), row, prompt, &canvas, rest) }
    guard rest.rows >= 3 else { return }
    let isHere = slider == .elasticity
    drawName("elasticity", isHere, 2, &canvas, rest)
    drawValue(NumberText.fixed(elasticity, 2), isHere, 2, prompt, &canvas, rest)
    canvas.write(
      elasticity == Self.usualElasticity ? "Fajgelbaum et al. 2020, not verified" : "yours", in: rest, row: 2,
      column: 34, width: rest.columns - 35, style: .dim)
  }

  private func drawSide(
    _ values: ScenarioOutcome.SideOutcome, _ row: Int, _ prompt: Prompt?, _ canvas: inout Canvas, _ region: Region
  ) {
    let isHere = slider.side == values.side
    drawName(TerminalSafe(values.side.onTheOther), isHere, row, &canvas, region)
    let (now, then) = (values.headline.now ?? 0, values.headline.then ?? 0)
    write(NumberText.fixed(values.headline.now, 1), 22, row, .dim, &canvas, region)
    let share = now > 0 ? then / now * 100 : nil
    drawValue(
      inPercent ? NumberText.fixed(share, 1) + "%" : NumberText.fixed(then, 1), isHere, row, prompt, &canvas, region)
    guard region.columns >= 42 else { return }
    write(NumberText.fixed(values.headline.change, 1, signed: true), 40, row, .text, &canvas, region)
    guard region.columns >= 52 else { return }
    write(NumberText.fixed(share.map { $0 - 100 }, 1, signed: true), 49, row, .dim, &canvas, region)
    guard region.columns >= 74 else { return }
    write(NumberText.fixed(values.allIn.now, 1), 58, row, .dim, &canvas, region)
    write(NumberText.fixed(values.allIn.then, 1), 65, row, .text, &canvas, region)
    drawTrack(values.headline, row, &canvas, region)
  }

  private func drawName(_ name: TerminalSafe, _ isHere: Bool, _ row: Int, _ canvas: inout Canvas, _ region: Region) {
    if isHere { canvas.cursor(in: region, row: row, focused: !isInList) }
    canvas.write(name, in: region, row: row, column: 3, width: 12)
  }

  /// The value, or the digits being typed over it.
  private func drawValue(
    _ value: TerminalSafe, _ isHere: Bool, _ row: Int, _ prompt: Prompt?, _ canvas: inout Canvas, _ region: Region
  ) {
    let typed = isHere ? prompt : nil
    write(
      typed?.shown ?? value, 31, row,
      Style(.accent, typed != nil ? [.bold, .underline] : isHere ? [.bold] : []), &canvas, region)
  }

  /// Where the rate now and the one asked for stand between 0 and the largest.
  private func drawTrack(_ rate: ScenarioChange, _ row: Int, _ canvas: inout Canvas, _ region: Region) {
    let column = 67
    let width = region.columns - column - 1
    guard width >= 8, let now = rate.now, let then = rate.then else { return }
    let highest = max(150, now, then)
    func at(_ value: Double) -> Int { column + Canvas.step(value, low: 0, high: highest, steps: width) }
    canvas.fill(canvas.glyphs.rule, in: region, row: row, column: column, width: width, style: .dim)
    canvas.fill(canvas.glyphs.marker, in: region, row: row, column: at(now), width: 1, style: .dim)
    canvas.fill(canvas.glyphs.gaugeValue, in: region, row: row, column: at(then), width: 1, style: Style(.accent))
  }

  func write(
    _ text: TerminalSafe, _ right: Int, _ row: Int, _ style: Style, _ canvas: inout Canvas, _ region: Region
  ) {
    canvas.write(text, in: region, row: row, column: right - 9, width: 9, style: style, alignment: .right)
  }
}
