/// Which of its two colours a theme gives a rise.
package enum Direction: String, Hashable, Sendable, CaseIterable {
  /// As in New York and London: the colour of `Role.up`.
  case greenUp = "green-up"
  /// As in Hong Kong and on the mainland: the colour of `Role.down`.
  case redUp = "red-up"
}
