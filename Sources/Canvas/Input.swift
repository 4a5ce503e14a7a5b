/// What a trader enters.
package enum Input: Hashable, Sendable {
  case key(Key)
  /// A text pasted in one piece, as it was: it may hold line ends and control characters.
  case paste(String)
}
