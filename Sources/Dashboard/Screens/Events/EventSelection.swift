import Analytics
import Market

/// Which of the table is looked at, and how.
struct EventSelection: Sendable {
  /// What rows are sorted by.
  enum Column: Hashable {
    case day, market
    case name(String)
  }

  /// Events whose returns are averaged.
  enum Average: CaseIterable {
    case all, cuts, raises, marked

    var next: Average {
      let all = Self.allCases
      return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
  }

  /// Events by row.
  var order: [Int] = []
  var selected: Day?
  var column = Column.day
  var sorted = (column: Column.day, isDescending: true)
  var marked: Set<Day> = []
  var set = Average.all
  var isHeat = false
  var year = 1970
  /// Columns of the longest date.
  private(set) var dateWidth = 6
  /// Row of the selected event.
  private(set) var row = 0
  /// Rows that are in view at once.
  var height = 1
  /// The first row in view.
  private(set) var first = 0
  private(set) var paths: [EventPathChart.Line] = []
  /// By name; empty where cuts and raises are both among the events.
  private(set) var averages: [EventAverage?] = []
  private(set) var averaged = 0

  /// Has an event selected, with a row first in view.
  mutating func go(to day: Day?, first: Int) { (selected, self.first) = (day, first) }

  /// Works out what depends on the selection, so that drawing does not.
  mutating func follow(_ table: EventTable) {
    row = order.firstIndex { table.events[$0].day == selected } ?? 0
    first = Viewport.first(first, keeping: row, count: order.count, height: height, hasHeadings: false)
    dateWidth = table.events.contains { $0.day.parts.year != year } ? 11 : 6
    guard order.indices.contains(row) else {
      (paths, averages, averaged) = ([], [], 0)
      return
    }
    paths = EventPathChart.lines(table, event: order[row], name: name(in: table))
    let rows = table.events.indices.filter { isAveraged(table.events[$0]) }
    averaged = rows.count
    averages =
      table.averaged(rows).count == 1 ? table.names.indices.map { table.average(name: $0, over: rows) } : []
  }

  /// The selected name; nil on another column.
  func name(in table: EventTable) -> Int? {
    guard case .name(let symbol) = column else { return nil }
    return table.names.firstIndex { $0.symbol == symbol }
  }

  private func isAveraged(_ event: MarketEvent) -> Bool {
    switch set {
    case .all: true
    case .cuts: event.kind == .cut
    case .raises: event.kind == .raise
    case .marked: marked.contains(event.day)
    }
  }
}
