/// The past shown forward, one stop after the other.
package struct Play: Hashable, Sendable {
  private static let paces = [1, 2, 4, 8, 16]

  private var pace = 2

  /// How long a stop is shown.
  package var seconds: Int { Play.paces[pace] }

  init() {}

  mutating func faster() { pace = max(0, pace - 1) }
  mutating func slower() { pace = min(Play.paces.count - 1, pace + 1) }
}
