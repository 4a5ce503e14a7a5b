/// What a click on a part of the screen asks for.
package struct Target: Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    /// So many rows down from the cursor, negative for up.
    case rows(Int)
    /// The head of a column, by its id.
    case head(String)
    /// What a key does.
    case key(Key)
    /// What the command of a word does, so many times.
    case command(String, times: Int)
  }

  package let region: Region
  package let action: Action
}

extension Canvas {
  /// Notes what a click on a region asks for, where targets are asked for; of those over each other the last counts.
  package mutating func target(_ action: Target.Action, in region: Region) {
    guard targets != nil else { return }
    targets?.append(Target(region: region, action: action))
  }

  /// What a click on a cell asks for; nil: nothing.
  package func target(at position: Position) -> Target.Action? {
    targets?.last { $0.region.contains(position) }?.action
  }
}
