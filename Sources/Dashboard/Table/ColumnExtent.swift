/// How much room a column asks for, and when it gives way.
struct ColumnExtent: Hashable {
  /// Narrowest and widest.
  let width: ClosedRange<Int>
  /// The width that it gets before any column gets more, and, where it is told, before one of a higher rank comes in.
  let fair: Int
  /// What it keeps from those of a higher rank.
  private let claim: Int
  /// Blanks before it, where it is not the first.
  let gap: Int
  /// Those with the highest are dropped first, those of one rank together. Those with the lowest always stand.
  let rank: Int
  /// Whether it is narrowed where the first rank does not fit.
  let gives: Bool

  init(_ width: ClosedRange<Int>, fair: Int? = nil, gap: Int = 1, rank: Int = 0) {
    self.init(width, fair: fair, gap: gap, rank: rank, gives: width.count > 1)
  }

  init(_ width: Int, gap: Int = 1, rank: Int = 0, gives: Bool = false) {
    self.init(width...width, fair: nil, gap: gap, rank: rank, gives: gives)
  }

  private init(_ width: ClosedRange<Int>, fair: Int?, gap: Int, rank: Int, gives: Bool) {
    self.width = width
    self.gives = gives
    self.fair = fair ?? width.upperBound
    claim = fair ?? width.lowerBound
    self.gap = gap
    self.rank = rank
  }

  /// Where columns stand in a width: one range for each, ascending and apart, nil for one without room.
  ///
  /// Columns are taken by rank, until one does not fit beside those before it at the width that they keep from it. What is
  /// left widens them, by rank, to the fair width and then to the widest. Where the first rank does not fit, those of it that give way are as narrow as need be.
  /// - Parameters:
  ///   - margins: columns left free before the first, for the cursor, and after the last.
  ///   - fills: whether those of a higher rank may stand where one does not fit.
  static func fit(
    _ extents: [ColumnExtent], into width: Int, margins: (lead: Int, trail: Int), fills: Bool = false
  ) -> [Range<Int>?] {
    let room = width - margins.lead - margins.trail
    var widths: [Int?] = extents.map { _ in nil }
    var claims = widths
    let order = extents.indices.sorted { (extents[$0].rank, $0) < (extents[$1].rank, $1) }
    var next = 0
    while next < order.count {
      let group = order[next...].prefix { extents[$0].rank == extents[order[next]].rank }
      var more = claims
      for index in group { more[index] = extents[index].width.lowerBound }
      if used(more, extents) <= room {
        for index in group { (widths[index], claims[index]) = (extents[index].width.lowerBound, extents[index].claim) }
      } else if next == 0 {
        widths = narrowed(more, extents, to: room)
        break
      } else if !fills {
        break
      }
      next = group.endIndex
    }
    widen(&widths, extents, order, by: room - used(widths, extents))
    var edge: Int?
    return extents.indices.map { index in
      guard let width = widths[index] else { return nil }
      let start = edge.map { $0 + extents[index].gap } ?? margins.lead
      edge = start + width
      return start..<start + width
    }
  }

  private static func widen(_ widths: inout [Int?], _ extents: [ColumnExtent], _ order: [Int], by room: Int) {
    var room = room
    for isWidest in [false, true] {
      for index in order {
        guard let width = widths[index] else { continue }
        let limit = isWidest ? extents[index].width.upperBound : extents[index].fair
        let more = min(max(0, limit - width), room)
        widths[index] = width + more
        room -= more
      }
    }
  }

  private static func used(_ widths: [Int?], _ extents: [ColumnExtent]) -> Int {
    var used: Int?
    for (width, extent) in zip(widths, extents) {
      if let width { used = width + (used.map { $0 + extent.gap } ?? 0) }
    }
    return used ?? 0
  }

  /// Those that give way are narrowed, then columns are dropped from the end.
  private static func narrowed(_ widths: [Int?], _ extents: [ColumnExtent], to room: Int) -> [Int?] {
    var widths = widths
    for index in extents.indices where extents[index].gives {
      guard let width = widths[index] else { continue }
      widths[index] = max(1, width - max(0, used(widths, extents) - room))
    }
    while used(widths, extents) > room, let last = widths.lastIndex(where: { $0 != nil }) { widths[last] = nil }
    return widths
  }
}
