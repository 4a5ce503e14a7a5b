import Analytics
import Market

/// What can be opened, by identity, so that it follows the moment shown.
enum Route: Hashable, Sendable {
  /// - Parameters:
  ///   - place: where help was asked for.
  ///   - word: the command that it is asked for.
  case help(at: Place, word: String?)
  case detail(DetailSubject)
  case instrument(symbol: String)
  /// - Parameters:
  ///   - symbol: the name whose sector is compared first.
  ///   - isOpen: whether that name's own screen is open: then its sector comes before the marked names.
  case comparison(symbol: String?, isOpen: Bool)
  /// - Parameter side: the side whose measures are shown first, nil for both.
  case tariffs(side: Side?)
  case indicator, whatIf, events, files, digest, alerts
  case event(Day, EventStudy.Settings)
}

/// What a page of details is of.
enum DetailSubject: Hashable, Sendable {
  case signal(id: String)
  case layer(id: String)
  case ahead(title: String, instant: Instant)
  case fact(id: String)
  case file(path: String)
}
