enum Kinds {
  /// Every kind, in the order of README: that in which files say what merging found.
  static let all: [any AnyKind] = [
    Kind.watchlist,
    Kind.quotes,
    Kind.histories,
    Kind.intraday,
    Kind.tariffs,
    Kind.signals,
    Kind.facts,
    Kind.references,
    Kind.scenarios,
    Kind.alerts,
    Kind.calendar,
    Kind.closures,
  ]
}
