import Canvas

/// Where the panes of the overview stand: data, one tree a design.
///
/// The designs are three, none a stretched copy of another, with what changes as rows grow: between their sizes the
/// nearest smaller one grows.
struct Layout: Sendable {
  /// Below it only a sentence is drawn.
  static let minimum = Size(columns: 36, rows: 6)

  /// The panes that hold rows to move among, in the order of Tab.
  static let tabOrder: [Pane] = [.watchlist, .signals, .ahead, .facts, .contributions, .indicator, .tariffs]

  /// From the largest terminal to the smallest: the first that a terminal has columns and rows for.
  private static let designs: [(least: Size, box: Box)] = [
    (
      Size(columns: 190, rows: 50),
      .column([
        Portion(.pane(.digest), .fixed(1)), .gap(1),
        Portion(
          .row([
            Portion(left(withMoves: true), .share(3, of: 5, atLeast: 118)), .gap(3),
            Portion(
              .column([Portion(.pane(.chart), .rest), Portion(.pane(.contributions), .share(1, of: 2, atMost: 24))]),
              .rest),
          ]), .rest),
        .gap(1),
      ])
    ),
    (Size(columns: 112, rows: 58), medium(gap: 1, withMoves: true)),
    (Size(columns: 112, rows: 40), medium(gap: 1, withMoves: false)),
    (Size(columns: 112, rows: 34), medium(gap: 0, withMoves: false)),
    (
      Size(columns: 76, rows: 21),
      small([
        Portion(
          .row([Portion(.pane(.indicator), .share(1, of: 2)), .gap(1), Portion(.pane(.tariffs), .rest)]), .fixed(5))
      ])
    ),
    (
      Size(columns: 36, rows: 29),
      small([Portion(.pane(.indicator), .fixed(5)), Portion(.pane(.tariffs), .fixed(5))])
    ),
    (Size(columns: 36, rows: 16), small([Portion(.pane(.summary), .fixed(1))])),
    (
      Size(columns: 36, rows: 12),
      .column([
        Portion(.pane(.digest), .fixed(1)), Portion(.pane(.summary), .fixed(1)), Portion(.pane(.watchlist), .rest),
      ])
    ),
    (minimum, .column([Portion(.pane(.summary), .fixed(1)), Portion(.pane(.watchlist), .rest)])),
  ]

  private static func medium(gap: Int, withMoves: Bool) -> Box {
    .column([
      Portion(.pane(.digest), .fixed(1)), .gap(gap), Portion(left(withMoves: withMoves), .rest), .gap(gap),
    ])
  }

  /// Indicator and tariffs, the names, and what is dated.
  private static func left(withMoves: Bool) -> Box {
    func column(gap: Int) -> Box {
      .column(
        [
          Portion(
            .row([
              Portion(.pane(.indicator), .share(1, of: 2, less: 1)), .gap(2), Portion(.pane(.tariffs), .rest),
            ]), .fixed(13)),
          .gap(gap), Portion(.pane(.watchlist), .content(atLeast: 4, leaving: 8)), .gap(gap),
        ] + (withMoves ? [Portion(.pane(.moves), .whole(leaving: 10))] : []) + [
          Portion(
            .row([
              Portion(.pane(.signals), .share(2, of: 3)), .gap(2),
              Portion(
                .tall(
                  from: 18,
                  .column([Portion(.pane(.ahead), .rest), .gap(1), Portion(.pane(.facts), .fixed(7))]),
                  otherwise: .pane(.ahead)), .rest),
            ]), .rest)
        ])
    }
    return .tall(from: 34, column(gap: 1), otherwise: column(gap: 0))
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
    let box = hidden.isEmpty ? design?.box : design?.box.without(hidden)
    places = box?.places(in: body, height) ?? []
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
