/// What a trader enters.
package enum Input: Hashable, Sendable {
  case key(Key)
  /// A text pasted in one piece, as it was: it may hold line ends and control characters.
  case paste(String)
  case mouse(MouseInput)
}

/// What was done with the mouse, over a cell of the screen or beyond its edge.
package struct MouseInput: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The left button went down.
    case press
    case wheelUp, wheelDown
  }

  package let kind: Kind
  package let position: Position

  package init(_ kind: Kind, at position: Position) {
    self.kind = kind
    self.position = position
  }
}
