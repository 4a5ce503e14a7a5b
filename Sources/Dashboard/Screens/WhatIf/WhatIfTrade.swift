import Analytics
import Canvas
import Market
import Wording

/// Trade and duty at the rates asked for, and the article's claim beside them.
extension WhatIfScreen {
  func drawTrade(
    _ outcome: ScenarioOutcome, _ text: WhatIfText, _ canvas: inout Canvas, _ region: Region
  ) {
    let rows = responses(outcome)
    let isFull = region.columns >= 112
    Table(tradeColumns(text, isFull: isFull), rows: rows).draw("Model, $bn", into: &canvas, in: region)
    var row = rows.count + 1
    drawOutturn(outcome, text, row: row, &canvas, region)
    row += 1
    if region.rows >= tradeRows(outcome) {
      let side = slider.side ?? .us
      canvas.write(
        "\(side.rawValue) duty " + text.dutyNumbers(side), in: region, row: row, column: 1, width: region.columns - 2)
      row += 1
    }
    drawClaim(outcome, row: row, &canvas, region)
  }

  /// Those that there are, with their names.
  private func responses(_ outcome: ScenarioOutcome) -> [TradeRow] {
    [
      (TradeResponse.Horizon.short.words, outcome.short), (TradeResponse.Horizon.long.words, outcome.long),
      ("yours", outcome.user), ("implied", outcome.implied),
    ].compactMap { name, response in response.map { TradeRow(name: name, response: $0) } }
  }

  /// Rows of trade with its rule, the outturn, the duty and the article's claim.
  func tradeRows(_ outcome: ScenarioOutcome) -> Int { responses(outcome).count + 4 }

  private struct TradeRow {
    let name: TerminalSafe
    let response: ScenarioOutcome.Response
  }

  private func tradeColumns(_ text: WhatIfText, isFull: Bool) -> [Column<TradeRow>] {
    func column(
      _ id: String, _ head: TerminalSafe, _ width: Int, gap: Int = 1, rank: Int = 0, mark: Int = 0,
      _ cell: @escaping (ScenarioOutcome.Response) -> TableCell
    ) -> Column<TradeRow> {
      Column(id, head: head, ColumnExtent(width, gap: gap, rank: rank), alignment: .right, mark: mark) {
        cell($0.response)
      }
    }
    func elasticity(_ id: String, gap: Int = 1, rank: Int, _ side: Side) -> Column<TradeRow> {
      column(id, "e", 6, gap: gap, rank: rank) { .text(NumberText.fixed($0.flow(side).elasticity, 2), .dim) }
    }
    func then(_ side: Side, _ head: TerminalSafe, gap: Int, rank: Int) -> [Column<TradeRow>] {
      [
        column("\(side.rawValue)-if", head, 7, gap: gap, rank: rank, mark: 1) {
          .text(NumberText.fixed($0.flow(side).trade.then, 1), mark: text.baseMark(side))
        },
        column("\(side.rawValue)-change", "change", 6, rank: rank) { .number($0.flow(side).trade.shownChange(1), 1) },
      ]
    }
    func now(_ side: Side, _ head: TerminalSafe, rank: Int) -> Column<TradeRow> {
      column("\(side.rawValue)-now", head, 12, rank: rank, mark: 1) {
        .text(NumberText.fixed($0.flow(side).trade.now, 1), mark: text.baseMark(side), .dim)
      }
    }
    func duty(_ side: Side) -> Column<TradeRow> {
      column("\(side.rawValue)-duty", "duty if", 8) { .text(NumberText.fixed($0.flow(side).duty.then, 1)) }
    }
    let name = Column<TradeRow>("elasticity of", ColumnExtent(8)) { .text($0.name) }
    let us =
      [elasticity("US-elasticity", rank: 1, .us), now(.us, "imports now", rank: 2)]
      + then(.us, "if", gap: 1, rank: 0)
    guard isFull else {
      return [name] + us + [elasticity("CN-elasticity", gap: 2, rank: 3, .china)]
        + then(.china, "exports if", gap: 4, rank: 3)
    }
    return [name] + us
      + [
        duty(.us), elasticity("CN-elasticity", gap: 3, rank: 3, .china), now(.china, "exports now", rank: 3),
      ] + then(.china, "if", gap: 1, rank: 3) + [duty(.china)]
  }

  /// What trade was in the newest year on record, and what the formula gave for it, both sides where there is room for both;
  /// or which facts are missing.
  private func drawOutturn(
    _ outcome: ScenarioOutcome, _ text: WhatIfText, row: Int, _ canvas: inout Canvas, _ region: Region
  ) {
    let hasBase = outcome.trade.us.year != nil && outcome.trade.china.year != nil
    let room = region.columns - 1
    let variants = hasBase ? text.outturns : [text.base]
    let line = variants.first { $0.width <= room } ?? variants.last ?? ""
    canvas.write(line, in: region, row: row, column: 1, width: room, style: hasBase ? .text : Style(.warning))
  }

  /// The article's rule of thumb: a claim, its cap, and what it would take.
  private func drawClaim(_ outcome: ScenarioOutcome, row: Int, _ canvas: inout Canvas, _ region: Region) {
    canvas.write("article says", in: region, row: row, column: 1, width: 12)
    let room = region.columns - 15
    var text: TerminalSafe = "\"10 % ... $50-100bn\", for a cut of the US rate"
    if let claim = outcome.ruleOfThumb {
      let (low, high) = (NumberText.fixed(claim.lowerBound, 0), NumberText.fixed(claim.upperBound, 0))
      func full(_ cap: TerminalSafe) -> TerminalSafe {
        (low == high ? "+\(high)" : "+\(low) to +\(high)")
          + (claim.upperBound >= outcome.trade.twoWay ?? .infinity ? cap : "")
          + "; implies e \(NumberText.fixed(outcome.impliedElasticity?.low, 2)) to "
          + NumberText.fixed(outcome.impliedElasticity?.high, 2)
      }
      text = full(", capped at all trade")
      if text.width > room { text = full(" (cap)") }
    }
    canvas.write(text, in: region, row: row, column: 14, width: room, style: .dim)
  }
}
