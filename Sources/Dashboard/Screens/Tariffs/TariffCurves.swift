import Analytics
import Canvas
import Market
import Wording

/// Both sides' rates over a span of days: what the chart of the Tariffs screen draws and its crosshair reads.
struct TariffCurves: Sendable {
  enum Span: CaseIterable, Sendable {
    case since2018, threeYears, thisYear, quarter

    /// The first day of the span that ends on a day.
    func start(_ last: Day) -> Day {
      let year = last.parts.year
      let first =
        switch self {
        case .since2018: Day(2018, 1, 1)
        case .threeYears: Day(max(1, year - 3), last.parts.month, 1)
        case .thisYear: Day(year, 1, 1)
        case .quarter: nil as Day?
        }
      return min(first ?? last, last.advanced(by: -90))
    }
  }

  /// What a chart shows: never two of them in one, so that no line is taken for another.
  enum Quantity: CaseIterable, Sendable {
    case headline, allIn, published
    /// What published series say of changes of a rate: no level, so that it has an axis of its own.
    case added

    var title: TerminalSafe {
      switch self {
      case .headline: "Headline: add-on US/CN, points"
      case .allIn: "All-in: baseline + add-on US/CN, %"
      case .published: "Published"
      case .added: "Published changes"
      }
    }
  }

  let days: [Day]
  let lines: [Quantity: [LineChart.Series]]
  /// The same for all levels, so that they can be compared; nil where nothing is known.
  private let level: PlotScale?
  /// Of published changes alone.
  private let added: PlotScale?
  private let published: [ReferenceSeries]
  /// Days on which a headline changes, as positions among `days`.
  let changes: [Int]
  private let rates: [Side: [TariffSchedule.Rates]]

  init(_ schedule: TariffSchedule, published: [ReferenceSeries], sides: [Side], from first: Day, asOf instant: Instant)
  {
    let days = (0...max(0, first.days(to: Zone.newYork.day(of: instant)))).map { first.advanced(by: $0) }
    self.days = days
    rates = Dictionary(
      uniqueKeysWithValues: sides.map { side in (side, schedule.rates(side, from: first, asOf: instant)) })
    changes = schedule.changes(of: sides, through: instant).compactMap { $0 >= first ? first.days(to: $0) : nil }
    var lines: [Quantity: [LineChart.Series]] = [:]
    for side in sides {
      let rates = rates[side, default: []]
      lines[.headline, default: []].append(Self.line(side, "add-on", rates.map(\.headline)))
      lines[.allIn, default: []].append(Self.line(side, "all-in", rates.map(\.allIn)))
    }
    var seen: [Quantity: Set<Side>] = [:]
    for series in published {
      guard let side = series.side, sides.contains(side) else { continue }
      let changes = schedule.changes(of: [side], through: instant)
      let values = Self.daily(
        series, ends: series.ends(changes), from: first, through: Zone.newYork.day(of: instant))
      guard values.contains(where: { $0 != nil }) else { continue }
      let quantity = Quantity(of: series)
      let isFirst = seen[quantity, default: []].insert(side).inserted
      lines[quantity, default: []].append(
        LineChart.Series(
          name: (TerminalSafe(side.rawValue) + " " + TerminalSafe(series.label)).fitted(to: 24), values: values,
          style: isFirst ? Self.style(side) : Style(.series(lines[quantity, default: []].count + 1)),
          mark: isFirst ? Self.mark(side) : "+", isStepped: true))
    }
    self.lines = lines
    level = Self.scale(lines.filter { $0.key != .added })
    added = Self.scale(lines.filter { $0.key == .added })
    self.published = published.filter { $0.side.map(sides.contains) ?? false }
  }

  func scale(_ quantity: Quantity) -> PlotScale? { quantity == .added ? added : level }

  /// Units of the published series of a quantity, each with its label.
  func units(_ quantity: Quantity) -> TerminalSafe {
    var units: [TerminalSafe] = []
    for series in published where Quantity(of: series) == quantity {
      let unit: TerminalSafe = "\(series.label), \(series.unit)"
      if !series.unit.isEmpty, !units.contains(unit) { units.append(unit) }
    }
    return units.reduce("") { $0.isEmpty ? $1 : $0 + "; " + $1 }
  }

  private static func scale(_ lines: [Quantity: [LineChart.Series]]) -> PlotScale? {
    let values = lines.values.joined().flatMap(\.values).compactMap { $0 }
    let highest = values.max() ?? 0
    return values.isEmpty ? nil : PlotScale(low: min(0, values.min() ?? 0), high: highest > 0 ? highest * 1.05 : 10)
  }

  /// Both sides' rates on a day of the span, `145/125`, as the axis labels a change.
  func label(_ position: Int, _ quantity: Quantity) -> TerminalSafe {
    let values = Side.allCases.compactMap { side -> TerminalSafe? in
      guard let rates = rates[side], rates.indices.contains(position) else { return nil }
      return NumberText.plain(quantity == .allIn ? rates[position].allIn : rates[position].headline)
    }
    return values.reduce("") { $0.isEmpty ? $1 : $0 + "/" + $1 }
  }

  private static func line(_ side: Side, _ name: TerminalSafe, _ values: [Double?]) -> LineChart.Series {
    let end = (values.last ?? nil).map { " " + NumberText.plain($0) } ?? ""
    return LineChart.Series(
      name: "\(side.rawValue) \(name)\(end)", values: values, style: style(side), mark: mark(side), isStepped: true)
  }

  private static func style(_ side: Side) -> Style { Style(.series(side == .us ? 0 : 1)) }
  private static func mark(_ side: Side) -> Unicode.Scalar { side == .us ? "*" : "o" }

  /// Each published value until it ends; nothing before the first.
  private static func daily(
    _ series: ReferenceSeries, ends: [Day?], from first: Day, through last: Day
  ) -> [Double?] {
    var next = 0
    return (0...max(0, first.days(to: last))).map { offset in
      let day = first.advanced(by: offset)
      while next < series.values.count, series.values[next].day <= day { next += 1 }
      guard next > 0, ends[next - 1].map({ day < $0 }) ?? true else { return nil }
      return series.values[next - 1].value
    }
  }
}

extension TariffCurves.Quantity {
  /// Where a published series is shown.
  init(of series: ReferenceSeries) { self = series.isLevel ? .published : .added }
}
