import Analytics
import Canvas
import Market
import Wording

/// Trade and duty at the rates asked for, and the article's claim beside them.
extension WhatIfScreen {
  func drawTrade(_ outcome: ScenarioOutcome, _ canvas: inout Canvas, _ region: Region) {
    let rows: [(name: TerminalSafe, response: ScenarioOutcome.Response?)] = [
      (TradeResponse.Horizon.short.words, outcome.short), (TradeResponse.Horizon.long.words, outcome.long),
      ("yours", outcome.user),
    ]
    let lines = rows.map { name, response -> Table<TradeRow>.Line in
      response.map { .row(TradeRow(name: name, response: $0)) } ?? .across { _, _, _ in }
    }
    Table(tradeColumns(isFull: region.columns >= 112), lines: lines).draw("Trade, $bn", into: &canvas, in: region)
    drawClaim(outcome, row: 4, &canvas, region)
  }

  private struct TradeRow {
    let name: TerminalSafe
    let response: ScenarioOutcome.Response
  }

  private func tradeColumns(isFull: Bool) -> [Column<TradeRow>] {
    func column(
      _ id: String, _ head: TerminalSafe, _ width: Int, gap: Int = 1, rank: Int = 0,
      _ cell: @escaping (ScenarioOutcome.Response) -> TableCell
    ) -> Column<TradeRow> {
      Column(id, head: head, ColumnExtent(width, gap: gap, rank: rank), alignment: .right) { cell($0.response) }
    }
    func dim(_ value: Double?, signed: Bool = false) -> TableCell {
      .text(NumberText.fixed(value, 1, signed: signed), .dim)
    }
    func plain(_ value: Double?) -> TableCell { .text(NumberText.fixed(value, 1)) }
    var columns = [
      Column<TradeRow>("elasticity of", ColumnExtent(9)) { .text($0.name) },
      column("elasticity", "", 7, rank: 1) { .text(NumberText.fixed($0.elasticity, 2), .dim) },
      column("us-now", "US imports now", 8, rank: 2) { dim($0.us.trade.now) },
      column("us-if", "if", 7) { plain($0.us.trade.then) },
      column("us-change", "change", 8) { .number($0.us.trade.change, 1) },
    ]
    if isFull {
      columns += [
        column("us-duty", "duty", 8) { plain($0.us.duty.then) },
        column("us-duty-change", "change", 7) { dim($0.us.duty.change, signed: true) },
        column("cn-now", "Chinese now", 8, gap: 5) { dim($0.china.trade.now) },
        column("cn-if", "if", 7) { plain($0.china.trade.then) },
        column("cn-change", "change", 8) { .number($0.china.trade.change, 1) },
        column("cn-duty", "duty", 8) { plain($0.china.duty.then) },
        column("cn-duty-change", "change", 7) { dim($0.china.duty.change, signed: true) },
      ]
    } else {
      columns += [
        column("us-duty-change", "duty chg", 8, rank: 3) { dim($0.us.duty.change, signed: true) },
        column("cn-if", "Chinese if", 8, gap: 3, rank: 4) { plain($0.china.trade.then) },
        column("cn-change", "change", 8, rank: 4) { .number($0.china.trade.change, 1) },
      ]
    }
    return columns
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
