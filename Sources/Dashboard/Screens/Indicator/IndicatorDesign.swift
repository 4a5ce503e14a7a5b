import Canvas

/// Where the parts of the Indicator screen stand. Three designs: all beside each other; standing, history and tables below
/// each other; the standing and one other part, or one part alone where there are few rows.
struct IndicatorDesign {
  let region: Region
  private(set) var banner: Region?
  private(set) var standing: Region?
  private(set) var contributions: Region?
  private(set) var changes: Region?
  private(set) var history: Region?
  private(set) var notes: Region?
  /// Room to say what the marks of the history are.
  private(set) var hasLegend = false
  /// The standing stands alone.
  private let isTiny: Bool
  private let showsAll: Bool

  init(_ region: Region, section: IndicatorSection = .standing, hasBanner: Bool = false) {
    self.region = region
    isTiny = region.rows < 16
    showsAll = region.columns >= 112 && region.rows >= 32
    var rest = region
    if hasBanner { banner = rest.takeRows(1) }
    if showsAll {
      if region.columns >= 180, region.rows >= 46 { placeWide(rest) } else { placeMedium(rest) }
    } else {
      placeSmall(rest, focus(section))
    }
  }

  /// The part whose rows the keys move; the standing has none where it is in view anyway.
  func focus(_ section: IndicatorSection) -> IndicatorSection {
    section == .standing && !isTiny ? .contributions : section
  }

  func section(after section: IndicatorSection, by step: Int) -> IndicatorSection {
    let all: [IndicatorSection] =
      isTiny
      ? [.standing, .contributions, .changes, .history]
      : showsAll ? [.contributions, .changes] : [.contributions, .changes, .history]
    let index = all.firstIndex(of: focus(section)) ?? 0
    return all[(index + step + all.count) % all.count]
  }

  private mutating func placeWide(_ region: Region) {
    let left = 74
    var column = region.columns(from: 0, count: left)
    standing = column.takeRows(IndicatorStanding.rows + 1)
    changes = column.takeRows(column.rows - IndicatorNotes.rows)
    notes = column
    column = region.columns(from: left + 2)
    history = column.takeRows(region.rows * 4 / 9 + 3)
    contributions = column
    hasLegend = true
  }

  private mutating func placeMedium(_ region: Region) {
    var rest = region
    standing = rest.takeRows(IndicatorStanding.rows)
    history = rest.takeRows(max(14, rest.rows * 6 / 11))
    let left = rest.columns * 11 / 20
    contributions = rest.columns(from: 0, count: left)
    changes = rest.columns(from: left + 2)
  }

  private mutating func placeSmall(_ region: Region, _ focus: IndicatorSection) {
    var rest = region
    if !isTiny {
      standing = rest.takeRows(min(IndicatorStanding.rows, focus == .history ? 5 : region.rows - 11))
    }
    switch focus {
    case .standing: standing = rest
    case .contributions: contributions = rest
    case .changes: changes = rest
    case .history: history = rest
    }
  }
}
