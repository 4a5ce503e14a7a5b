import Analytics
import Canvas
import Market
import Wording

/// What the index would gain if, and by which settings it is made.
struct IndicatorNotes {
  static let rows = 14

  let view: IndicatorView

  func draw(into canvas: inout Canvas, in region: Region) {
    var rest = region
    drawScenarios(&canvas, rest.takeRows(5))
    drawSettings(&canvas, rest)
  }

  private func drawScenarios(_ canvas: inout Canvas, _ region: Region) {
    canvas.paneRule("If", in: region, heads: [ColumnHead("points", right: region.columns - 2)])
    let scenarios = view.reading.scenarios.prefix(region.rows - 2)
    if scenarios.isEmpty {
      canvas.write("nothing to suppose", in: region, row: 1, column: 3, width: region.columns - 4, style: .dim)
    }
    for (offset, scenario) in scenarios.enumerated() {
      let points = scenario.shownPoints(from: view.indicator.policy.value)
      canvas.write("\(scenario.title)", in: region, row: offset + 1, column: 3, width: region.columns - 14)
      canvas.write(
        NumberText.fixed(points, 1, signed: true), in: region, row: offset + 1, column: region.columns - 10,
        width: 8, style: Style(NumberText.role(points, 1)), alignment: .right)
    }
  }

  private func drawSettings(_ canvas: inout Canvas, _ region: Region) {
    canvas.paneRule(
      "Settings", in: region, heads: [ColumnHead("indicator: in watchlist.yaml", right: region.columns - 2)])
    let settings = view.desk.watchlist.indicator
    let basket = settings.basket.reduce("" as TerminalSafe) {
      ($0.isEmpty ? $0 : $0 + ", ") + "\($1.symbol) \(NumberText.plain($1.weight))"
    }
    let lines: [(TerminalSafe, TerminalSafe)] = [
      (
        "half-lives",
        "\(NumberText.plain(settings.verbalHalfLife)) days for words, \(NumberText.plain(settings.materialHalfLife)) for deeds"
      ),
      ("scale", "events 50 + 50 tanh(x / \(NumberText.plain(settings.scale))), x summed over 365 days"),
      (
        "weights",
        "events \(NumberText.fixed(settings.eventsWeight, 2)), tariffs \(NumberText.fixed(settings.tariffsWeight, 2)); combined with market \(NumberText.fixed(settings.marketWeight, 2))"
      ),
      ("basket", "\(basket) against \(view.desk.watchlist.reference)"),
      ("27 of them", "half-lives x 1/2 1 2, scale x 3/4 1 11/8, 3 weights"),
      ("tariffs", "logarithm: 0 at the peak of April 2025, 100 before 7/2018"),
      ("", "The scale was set with that peak known."),
    ]
    for (offset, line) in lines.enumerated() {
      canvas.write(line.0, in: region, row: offset + 1, column: 2, width: 11, style: .dim)
      canvas.write(line.1, in: region, row: offset + 1, column: 14, width: region.columns - 15)
    }
  }
}
