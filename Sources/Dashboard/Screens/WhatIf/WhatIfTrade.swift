import Analytics
import Canvas
import Market
import Wording

/// Trade and duty at the rates asked for, and the article's claim beside them.
extension WhatIfScreen {
  func drawTrade(_ outcome: ScenarioOutcome, _ canvas: inout Canvas, _ region: Region) {
    let full = region.columns >= 112
    let both = region.columns >= 74
    var heads: [(text: TerminalSafe, right: Int)] = [("US imports now", 29), ("if", 37), ("change", 46)]
    if full {
      heads += [
        ("duty", 55), ("change", 63), ("Chinese now", 76), ("if", 84), ("change", 93), ("duty", 102), ("change", 110),
      ]
    } else {
      if region.columns >= 57 { heads.append(("duty chg", 55)) }
      if both { heads += [("Chinese if", 66), ("change", 75)] }
    }
    canvas.paneRule("Trade, $bn", in: region, heads: heads.filter { $0.right < region.columns })
    let rows: [(TerminalSafe, ScenarioOutcome.Response?)] = [
      ("one year", outcome.short), ("long run", outcome.long), ("yours", outcome.user),
    ]
    for (offset, (name, response)) in rows.enumerated() {
      guard let response else { continue }
      let row = offset + 1
      canvas.write(name, in: region, row: row, column: 3, width: 9)
      write(NumberText.fixed(response.elasticity, 2), 20, row, .dim, &canvas, region)
      drawFlow(response.us, now: 29, row, &canvas, region)
      let (china, duty) = (response.china.trade, response.us.duty)
      if full {
        drawDuty(duty, right: 55, row, &canvas, region)
        drawFlow(response.china, now: 76, row, &canvas, region)
        drawDuty(response.china.duty, right: 102, row, &canvas, region)
        continue
      }
      if region.columns >= 57 { write(NumberText.fixed(duty.change, 1, signed: true), 55, row, .dim, &canvas, region) }
      guard both else { continue }
      write(NumberText.fixed(china.then, 1), 66, row, .text, &canvas, region)
      let style = Style(NumberText.role(china.change, 1))
      write(NumberText.fixed(china.change, 1, signed: true), 75, row, style, &canvas, region)
    }
    drawClaim(outcome, row: 4, &canvas, region)
  }

  private func drawFlow(
    _ flow: ScenarioOutcome.Response.Flow, now: Int, _ row: Int, _ canvas: inout Canvas, _ region: Region
  ) {
    write(NumberText.fixed(flow.trade.now, 1), now, row, .dim, &canvas, region)
    write(NumberText.fixed(flow.trade.then, 1), now + 8, row, .text, &canvas, region)
    let change = flow.trade.change
    write(NumberText.fixed(change, 1, signed: true), now + 17, row, Style(NumberText.role(change, 1)), &canvas, region)
  }

  /// What the duty would bring, and by how much that is more or less.
  private func drawDuty(
    _ duty: ScenarioChange, right: Int, _ row: Int, _ canvas: inout Canvas, _ region: Region
  ) {
    write(NumberText.fixed(duty.then, 1), right, row, .text, &canvas, region)
    write(NumberText.fixed(duty.change, 1, signed: true), right + 8, row, .dim, &canvas, region)
  }

  /// The article's rule of thumb: a claim, its cap, and what it would take.
  private func drawClaim(_ outcome: ScenarioOutcome, row: Int, _ canvas: inout Canvas, _ region: Region) {
    canvas.write("article says", in: region, row: row, column: 3, width: 13)
    let room = region.columns - 16
    var text: TerminalSafe = "\"10 % ... $50-100bn\", for a cut of the US rate"
    if let claim = outcome.ruleOfThumb {
      let (low, high) = (NumberText.fixed(claim.lowerBound, 0), NumberText.fixed(claim.upperBound, 0))
      func full(_ cap: TerminalSafe) -> TerminalSafe {
        (low == high ? "+\(high)" : "+\(low) to +\(high)") + (claim.upperBound >= TradeResponse.twoWay ? cap : "")
          + "; implies e \(NumberText.fixed(outcome.impliedElasticity?.low, 2)) to "
          + NumberText.fixed(outcome.impliedElasticity?.high, 2)
      }
      text = full(", capped at all trade")
      if text.width > room { text = full(" (cap)") }
    }
    canvas.write(text, in: region, row: row, column: 16, width: room, style: .dim)
  }
}
