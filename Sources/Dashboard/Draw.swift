import Analytics
import Canvas
import Market

extension DashboardState {
  /// The whole screen.
  /// - Parameter prefill: what stands where nothing is drawn; a test sees by it what was left out.
  package func draw(on prefill: Cell = .blank) -> Canvas {
    var canvas = Canvas(size, glyphs: glyphs, prefill: prefill)
    let layout = layout
    guard layout.design != .tooSmall, let header = layout.header, let footer = layout.footer else {
      drawTooSmall(&canvas)
      return canvas
    }
    HeaderPanel(state: self).draw(into: &canvas, in: header)
    FooterPanel(state: self).draw(into: &canvas, in: footer)
    if let overlay = overlays.last {
      if case .screen(let screen) = overlay.content { screen.draw(into: &canvas, in: screenRegion) }
      page(of: overlay)?.draw(into: &canvas, in: screenRegion, first: overlay.first)
      return canvas
    }
    drawPanes(layout, &canvas)
    return canvas
  }

  /// Where a screen or a page stands: between header and footer.
  var screenRegion: Region { Region(row: 1, column: 0, rows: size.rows - 2, columns: size.columns) }

  private func drawPanes(_ layout: Layout, _ canvas: inout Canvas) {
    func focused(_ pane: Pane) -> Bool { self.pane == pane }
    if let region = layout.digest { DigestPanel(items: digest, clears: !isAway).draw(into: &canvas, in: region) }
    if let region = layout.summary { SummaryPanel(reading: reading).draw(into: &canvas, in: region) }
    if let region = layout.indicator {
      IndicatorPanel(reading: reading, focused: focused(.indicator)).draw(into: &canvas, in: region)
    }
    if let region = layout.tariffs {
      TariffsPanel(reading: reading, selected: cursor(in: .tariffs), focused: focused(.tariffs))
        .draw(into: &canvas, in: region)
    }
    if let region = layout.watchlist {
      WatchlistPanel(
        reading: reading, reference: desk.watchlist.reference, since: desk.watchlist.since,
        selected: cursor(in: .watchlist), focused: focused(.watchlist), marked: marked
      ).draw(into: &canvas, in: region)
    }
    if let region = layout.moves {
      MovesPanel(reading: reading, desk: desk, selected: cursor(in: .watchlist))
        .draw(into: &canvas, in: region)
    }
    if let region = layout.signals {
      SignalsPanel(reading: reading, mark: mark, selected: cursor(in: .signals), focused: focused(.signals))
        .draw(into: &canvas, in: region)
    }
    if let region = layout.ahead {
      AheadPanel(reading: reading, selected: cursor(in: .ahead), focused: focused(.ahead))
        .draw(into: &canvas, in: region)
    }
    if let region = layout.facts {
      FactsPanel(reading: reading, selected: cursor(in: .facts), focused: focused(.facts))
        .draw(into: &canvas, in: region)
    }
    if let region = layout.contributions {
      ContributionsPanel(
        reading: reading, selected: cursor(in: .contributions), focused: focused(.contributions)
      ).draw(into: &canvas, in: region)
    }
    if let region = layout.chart, let quote = selectedQuote {
      ChartPanel(quote: quote, history: desk.history(of: quote.instrument), reading: reading)
        .draw(into: &canvas, in: region)
    }
  }

  /// The sentence for a terminal below the minimum, cut to what there is.
  private func drawTooSmall(_ canvas: inout Canvas) {
    let need: TerminalSafe = "needs \(Layout.minimum.columns)x\(Layout.minimum.rows), has \(size.columns)x\(size.rows)"
    let region = Region(size)
    for (row, line) in need.wrapped(to: size.columns).prefix(size.rows).enumerated() {
      canvas.write(line, in: region, row: row)
    }
  }
}
