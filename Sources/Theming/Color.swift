/// A colour as a theme gives it.
package enum Color: Hashable, Sendable {
  /// The terminal's own.
  case standard
  /// One of the terminal's numbered colours.
  case index(UInt8)
  case rgb(RGB)
}
