import Analytics
import Canvas
import Market
import Wording

/// The prices of a name as its screen shows them: the bars of a range, cut into candles that there are columns for, and
/// what is measured of them.
struct InstrumentPrices {
  /// Where the crosshair stands: a session, or a bar within one.
  struct Time {
    let day: Day
    let time: Instant?

    init(_ candle: Candle) { (day, time) = (candle.last, candle.time) }
  }

  let range: PriceRange
  let kind: PriceChart.Kind
  /// The bars within days, and those of them that are shown; nil while daily bars are.
  let within: (bars: SessionBars, indices: Range<Int>)?
  /// Oldest first.
  let candles: [Candle]
  let isAdjusted: Bool
  /// On the basis of the candles, one value each.
  let averages: [LineChart.Series]
  /// The RSI, one value a candle; nil where it is not wanted.
  let strength: [Double?]?
  /// The close before the one session shown.
  let previousClose: Double?
  /// Candles that a step of the crosshair passes: those of a line that share a column.
  let step: Int
  /// Of the candles, where each is a session.
  private let bars: ArraySlice<Bar>
  private let row: QuoteRow
  private let sessions: InstrumentSessions

  /// Columns for candles in a chart of a width, beside its axis and the names of its lines.
  static func columns(of width: Int, _ kind: PriceChart.Kind, _ layers: Set<InstrumentLayer>) -> Int {
    let hasNames = kind == .line || layers.contains { Self.average($0) != nil }
    return max(1, width - PriceChart.axis - (hasNames ? 8 : 0) - (kind == .bars ? 2 : 0))
  }

  /// - Parameters:
  ///   - bars: those within days, where there are any; else, and for long ranges, the reading's daily ones.
  ///   - sessions: when the name trades.
  init(
    _ reading: InstrumentReading, _ bars: SessionBars?, sessions: InstrumentSessions, range: PriceRange,
    kind: PriceChart.Kind,
    layers: Set<InstrumentLayer>, columns: Int, glyphs: Glyphs
  ) {
    let series = reading.series
    let within = bars.flatMap { bars in bars.indices(of: range, beside: series).map { (bars: bars, indices: $0) } }
    let indices = within?.indices ?? series.indices(of: range)
    let room = columns / kind.columns(glyphs)
    let size = kind == .line ? 1 : max(1, (indices.count + room - 1) / max(1, room))
    let cut =
      within.map { Candles($0.bars, indices, size: size) }
      ?? Candles(series.bars[indices], size: size, doubts: series.doubts)

    /// A measure of the closes at the end of each candle.
    func values(_ measure: ([Double]) -> [Double?], isPrice: Bool) -> [Double?] {
      var values = within?.bars.aligned(measure) ?? series.aligned(measure)
      if isPrice, within == nil, !cut.isAdjusted {
        // What the average of adjusted closes is in the raw prices of its day.
        for index in indices {
          let bar = series.bars[index]
          guard let close = bar.close, let adjusted = bar.adjustedClose, adjusted != 0 else { continue }
          values[index] = values[index].map { $0 * close / adjusted }
        }
      }
      return stride(from: indices.upperBound - 1, through: indices.lowerBound, by: -size).map { values[$0] }.reversed()
    }

    (self.range, self.kind, self.within) = (range, kind, within)
    (candles, isAdjusted) = (cut.candles, cut.isAdjusted)
    averages = InstrumentLayer.allCases.filter(layers.contains).compactMap(Self.average).map { average in
      LineChart.Series(
        name: average.name, values: values(average.measure, isPrice: true), style: average.style, mark: average.mark)
    }
    strength =
      layers.contains(.strength) ? values({ TechnicalMeasures.relativeStrength($0) }, isPrice: false) : nil
    self.bars = within == nil && size == 1 ? series.bars[indices] : []
    row = reading.row
    self.sessions = sessions
    let isOneSession = range == .day && !isAdjusted && reading.row.session == candles.last?.last
    previousClose = isOneSession ? reading.row.previousClose : nil
    step = kind == .line ? max(1, candles.count / columns) : 1
  }

  private typealias Average = (name: TerminalSafe, style: Style, mark: Unicode.Scalar, measure: ([Double]) -> [Double?])

  private static func average(_ layer: InstrumentLayer) -> Average? {
    switch layer {
    case .simple20: ("SMA 20", Style(.series(0)), "2", { TechnicalMeasures.simpleAverage($0, 20) })
    case .simple50: ("SMA 50", Style(.series(1)), "5", { TechnicalMeasures.simpleAverage($0, 50) })
    case .exponential20: ("EMA 20", Style(.series(2)), "e", { TechnicalMeasures.exponentialAverage($0, 20) })
    case .strength, .volume: nil
    }
  }

  /// The candle that a day falls on, the next session's where the venue rested; nil outside the range.
  func position(of day: Day) -> Int? {
    guard let first = candles.first, day >= first.first else { return nil }
    let position = candles.partitioningIndex(where: { $0.last >= day })
    return position < candles.count ? position : nil
  }

  /// The candle that a moment falls on; nil outside the range.
  func position(of time: Time) -> Int? {
    guard within != nil, let start = time.time else { return position(of: time.day) }
    let next = candles.partitioningIndex(where: { $0.time.map { $0 > start } ?? true })
    return next > 0 ? next - 1 : nil
  }

  /// Open, high, low and close of a candle: of a session as it was traded, on whatever basis it is drawn, so that the day
  /// has one of each.
  func read(at position: Int) -> (open: Double?, high: Double?, low: Double?, close: Double?) {
    let candle = candles[position]
    guard candles.count == bars.count, case let bar = bars[bars.startIndex + position], bar.close != nil else {
      return (candle.open, candle.high, candle.low, candle.close)
    }
    return (bar.open, bar.high, bar.low, bar.close)
  }

  /// Percent from the candle before. Of one session: that of its row where it is the newest, and none where a session
  /// between them has no price, as the row has none then.
  func move(at position: Int) -> Double? {
    let candle = candles[position]
    let isSession = candle.time == nil && candle.sessions == 1
    if isSession, candle.last == row.session { return row.changePercent }
    guard position > 0, let close = candle.close, let before = candles[position - 1].close, before > 0,
      !isSession || sessions.follows(candle.last, candles[position - 1].last)
    else { return nil }
    return 100 * (close / before - 1)
  }

  /// Hours below one session, dates below five; nil with daily bars.
  var timeLabels: [PlotFrame.Label]? {
    guard let zone = within?.bars.zone else { return nil }
    return candles.indices.compactMap { position in
      guard let time = candles[position].time else { return nil }
      let before = position > 0 ? candles[position - 1] : nil
      if range == .fiveDays {
        return before?.last == candles[position].last ? nil : (position, DateText.short(candles[position].last))
      }
      let hour = zone.secondOfDay(of: time) / 3600
      let isNew = before?.time.map { zone.secondOfDay(of: $0) / 3600 != hour } ?? true
      return isNew ? (position, DateText.clock(time, zone)) : nil
    }
  }
}
