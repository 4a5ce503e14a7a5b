import Canvas

/// Where the panes of the overview stand: data, one tree a design.
///
/// The designs are three, none a stretched copy of another; between their sizes the nearest smaller one grows. Names that
/// are many take the rows of others.
struct Layout: Sendable {
  /// Below it only a sentence is drawn.
  static let minimum = Size(columns: 36, rows: 6)

  /// The panes that hold rows to move among, in the order of Tab.
  static let tabOrder: [Pane] = [.watchlist, .signals, .ahead, .facts, .contributions, .indicator, .tariffs]

  /// From the largest terminal to the smallest: the first that a terminal has columns and rows for. Of its boxes the first
  /// counts in which all names have room, else the last.
  private static let designs: [(least: Size, boxes: [Box])] = [
    (Size(columns: 190, rows: 50), [wide(manyNames: false), wide(manyNames: true)]),
    (Size(columns: 112, rows: 58), [medium(gap: 1, withMoves: true), medium(gap: 0, withMoves: false)]),
    (Size(columns: 112, rows: 34), [medium(gap: 1, withMoves: false), medium(gap: 0, withMoves: false)]),
    (
      Size(columns: 76, rows: 21),
      [
        small([
          Portion(
            .row([Portion(.pane(.indicator), .share(1, of: 2)), .gap(1), Portion(.pane(.tariffs), .rest)]), .most(4))
        ])
      ]
    ),
    (
      Size(columns: 36, rows: 29),
      [small([Portion(.pane(.indicator), .most(5)), Portion(.pane(.tariffs), .most(5))])]
    ),
    (Size(columns: 36, rows: 16), [small([Portion(.pane(.summary), .fixed(1))])]),
    (
      Size(columns: 36, rows: 12),
      [
        .column([
          Portion(.pane(.digest), .fixed(1)), Portion(.pane(.summary), .fixed(1)), Portion(.pane(.watchlist), .rest),
        ])
      ]
    ),
    (minimum, [.column([Portion(.pane(.summary), .fixed(1)), Portion(.pane(.watchlist), .rest)])]),
  ]

  /// Indicator and tariffs side by side, as high as what they say.
  private static func head(_ indicator: Portion.Extent) -> Portion {
    Portion(
      .row([Portion(.pane(.indicator), indicator), .gap(2), Portion(.pane(.tariffs), .rest)]), .most(8))
  }

  /// The layers beside the tariffs, a chart beside the names. Few names leave room for what they have done and what made
  /// the index; many take the height, and whole sentences stand below and beside them.
  private static func wide(manyNames: Bool) -> Box {
    let names = Portion(.pane(.watchlist), .content(atLeast: 4, leaving: manyNames ? 6 : 24))
    let left: Box =
      manyNames
      ? .column([names, .gap(1), Portion(.pane(.signals), .rest)])
      : .column([
        names, .gap(1), Portion(.pane(.moves), .whole(leaving: 16)), Portion(.pane(.signals), .share(1, of: 3)),
        .gap(1),
        Portion(
          .row([Portion(.pane(.ahead), .share(3, of: 5)), .gap(2), Portion(.pane(.facts), .rest)]), .rest),
      ])
    let right: Box =
      manyNames
      ? .column([Portion(.pane(.chart), .share(1, of: 2)), .gap(1), Portion(.pane(.ahead), .rest)])
      : .column([Portion(.pane(.chart), .rest), .gap(1), Portion(.pane(.contributions), .share(1, of: 2, atMost: 24))])
    return .column([
      Portion(.pane(.digest), .fixed(1)), .gap(1), head(.share(3, of: 10)), .gap(1),
      Portion(.row([Portion(left, .share(3, of: 5, atLeast: 118)), .gap(3), Portion(right, .rest)]), .rest), .gap(1),
    ])
  }

  /// Indicator and tariffs, the names, what they have done where that has room, and what is dated.
  private static func medium(gap: Int, withMoves: Bool) -> Box {
    let dated = Box.row([
      Portion(.pane(.signals), .share(2, of: 3)), .gap(2),
      Portion(
        .tall(
          from: 18,
          .column([Portion(.pane(.ahead), .rest), .gap(1), Portion(.pane(.facts), .fixed(7))]),
          otherwise: .pane(.ahead)), .rest),
    ])
    return .column(
      [
        Portion(.pane(.digest), .fixed(1)), .gap(gap), head(.share(1, of: 2, less: 1)), .gap(gap),
        Portion(.pane(.watchlist), .content(atLeast: 4, leaving: 6 + gap)), .gap(gap),
      ] + (withMoves ? [Portion(.pane(.moves), .whole(leaving: 10))] : []) + [Portion(dated, .rest), .gap(gap)])
  }

  private static func small(_ head: [Portion]) -> Box {
    .column(
      [Portion(.pane(.digest), .fixed(1))] + head + [
        Portion(.pane(.watchlist), .content(atLeast: 3, leaving: 4, floor: 3)),
        Portion(
          .tall(
            from: 18, .column([Portion(.pane(.signals), .share(3, of: 5)), Portion(.pane(.ahead), .rest)]),
            otherwise: .pane(.signals)), .rest),
      ])
  }

  /// The panes in view, from the top left.
  let places: [(pane: Pane, region: Region)]

  /// One pane in all the room below the digest.
  init(zoomed pane: Pane, _ size: Size) {
    var body = Layout.body(size)
    let digest = body.rows > 8 ? [(Pane.digest, body.takeRows(1))] : []
    places = digest + [(pane, body)]
  }

  private static func body(_ size: Size) -> Region {
    Region(row: 1, column: 0, rows: size.rows - 2, columns: size.columns)
  }

  /// - Parameters:
  ///   - hidden: ids of panes that are left out.
  ///   - height: rows that all of a pane would take.
  init(_ size: Size, hidden: Set<String> = [], height: (Pane) -> Int) {
    let body = Layout.body(size)
    let design = Layout.designs.first { $0.least.columns <= size.columns && $0.least.rows <= size.rows }
    let boxes = (design?.boxes ?? []).compactMap { hidden.isEmpty ? $0 : $0.without(hidden) }
    let all = boxes.map { $0.places(in: body, height) }
    places =
      all.first { $0.contains { $0.pane.id == Pane.watchlist.id && $0.region.rows >= height($0.pane) } } ?? all.last
      ?? []
  }

  /// Where a pane stands; nil where it has no room.
  func region(of pane: Pane) -> Region? { places.first { $0.pane.id == pane.id }?.region }
}

extension Preferences {
  /// Ids that ``hidden`` may have: of all panes but the names.
  package static var paneIDs: [String] {
    [.digest, .indicator, .tariffs, .summary, .moves, .signals, .ahead, .facts, .chart, .contributions].map(\Pane.id)
  }
}
