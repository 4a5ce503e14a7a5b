import Canvas

/// A part of a layout.
indirect enum Box: Sendable {
  case pane(Pane)
  /// Nothing is drawn.
  case blank
  case row([Portion])
  case column([Portion])
  /// One of two, by the rows there are.
  case tall(from: Int, Box, otherwise: Box)

  /// What is left without some panes; nil where that is nothing. What they took goes to the others.
  func without(_ hidden: Set<String>) -> Box? {
    switch self {
    case .pane(let pane): hidden.contains(pane.id) ? nil : self
    case .blank: self
    case .row(let parts): Portion.without(hidden, parts).map { .row($0) }
    case .column(let parts): Portion.without(hidden, parts).map { .column($0) }
    case .tall(let rows, let box, let other):
      switch (box.without(hidden), other.without(hidden)) {
      case (let box?, let other?): .tall(from: rows, box, otherwise: other)
      case (let box, let other): box ?? other
      }
    }
  }

  /// Rows that all of it would take: of a row the most of its panes.
  /// - Parameter height: of a pane.
  fileprivate func rows(_ height: (Pane) -> Int) -> Int {
    switch self {
    case .pane(let pane): height(pane)
    case .row(let parts): parts.map { $0.box.rows(height) }.max() ?? 0
    case .blank, .column, .tall: 0
    }
  }

  /// The panes in a region with any room, from the top left.
  /// - Parameter height: rows that all of a pane would take.
  func places(in region: Region, _ height: (Pane) -> Int) -> [(pane: Pane, region: Region)] {
    switch self {
    case .pane(let pane): return region.rows > 0 && region.columns > 0 ? [(pane, region)] : []
    case .blank: return []
    case .tall(let rows, let box, let other): return (region.rows >= rows ? box : other).places(in: region, height)
    case .column(let parts):
      var rest = region
      return zip(parts, Portion.extents(of: parts, in: region.rows, height)).flatMap { part, rows in
        part.box.places(in: rest.takeRows(rows), height)
      }
    case .row(let parts):
      var start = 0
      return zip(parts, Portion.extents(of: parts, in: region.columns, height)).flatMap { part, columns in
        defer { start += columns }
        return part.box.places(in: region.columns(from: start, count: columns), height)
      }
    }
  }
}

/// A box in a row or a column, and how much of it the box takes: columns in a row, rows in a column.
struct Portion: Sendable {
  enum Extent: Sendable {
    case fixed(Int)
    /// A part of the whole, rounded down, less so many; within limits.
    case share(Int, of: Int, less: Int = 0, atLeast: Int = 0, atMost: Int = .max)
    /// What the pane would take, at least `floor`, but so that `leaving` stay for those below, unless less than
    /// `atLeast` were left for it.
    case content(atLeast: Int, leaving: Int, floor: Int = 0)
    /// What the pane would take, where `leaving` stay for those below, else nothing.
    case whole(leaving: Int)
    /// What the panes would take, at most so much.
    case most(Int)
    /// What the others do not take.
    case rest
  }

  let box: Box
  let extent: Extent

  init(_ box: Box, _ extent: Extent) {
    self.box = box
    self.extent = extent
  }

  static func gap(_ size: Int) -> Portion { Portion(.blank, .fixed(size)) }

  /// What each takes of a whole: together at most all of it. One of them may take the rest.
  static func extents(of parts: [Portion], in whole: Int, _ height: (Pane) -> Int) -> [Int] {
    var left = whole
    var extents = parts.map { part in
      let wanted = part.wanted(of: whole, left: left, height)
      let taken = min(max(0, wanted), left)
      left -= taken
      return taken
    }
    if let rest = parts.firstIndex(where: { if case .rest = $0.extent { true } else { false } }) {
      extents[rest] = left
    }
    return extents
  }

  /// The portions that are left without some panes; nil where there are none. A gap goes with what stood before it, else
  /// with what stood behind it. Where the one that took the rest has gone, the list of names takes it, else the last that
  /// is of no fixed size.
  fileprivate static func without(_ hidden: Set<String>, _ parts: [Portion]) -> [Portion]? {
    var left: [Portion] = []
    var hasLostRest = false
    for (index, part) in parts.enumerated() {
      guard let box = part.box.without(hidden) else {
        hasLostRest = hasLostRest || part.isRest
        if left.last?.isGap ?? false, index == parts.count - 1 || parts[index + 1].isGap { left.removeLast() }
        continue
      }
      // Nothing has been left to keep apart.
      if part.isGap, left.isEmpty, index > 0 { continue }
      left.append(Portion(box, part.extent))
    }
    guard left.contains(where: { !$0.isGap }) else { return nil }
    guard hasLostRest else { return left }
    let heir =
      left.firstIndex { if case .content = $0.extent { true } else { false } } ?? left.lastIndex { !$0.isFixed }
      ?? left.lastIndex { !$0.isGap }
    if let heir { left[heir] = Portion(left[heir].box, .rest) }
    return left
  }

  private var isRest: Bool { if case .rest = extent { true } else { false } }
  private var isFixed: Bool { if case .fixed = extent { true } else { false } }
  private var isGap: Bool { if case .blank = box { true } else { false } }

  private func wanted(of whole: Int, left: Int, _ height: (Pane) -> Int) -> Int {
    let natural = box.rows(height)
    return switch extent {
    case .fixed(let size): size
    case .share(let count, let parts, let less, let atLeast, let atMost):
      min(max(atLeast, whole * count / parts - less), atMost)
    case .content(let atLeast, let leaving, let floor): min(max(floor, natural), max(atLeast, left - leaving))
    case .most(let most): min(natural, most)
    case .whole(let leaving): left >= natural + leaving ? natural : 0
    case .rest: 0
    }
  }
}
