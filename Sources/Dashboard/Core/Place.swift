/// Where a command works: the overview, a page of lines (Help, a detail), or a screen.
package enum Place: Hashable, CaseIterable, Sendable {
  case overview, page, instrument, comparison, tariffs, indicator, whatIf, events, event, files, digest, alerts

  static let everywhere = Set(allCases)
}
