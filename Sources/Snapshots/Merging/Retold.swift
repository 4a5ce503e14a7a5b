import Market

/// A record that several files may tell: whole, under an id or key.
protocol Retold: Hashable {
  var origin: Origin { get set }
  /// What people call it.
  var called: String { get }
  /// Without what tells where it stands and how it came.
  var bare: Self { get }
}

extension Retold {
  /// A copy that tells no place, changed.
  func with(_ change: (inout Self) -> Void) -> Self {
    var copy = self
    copy.origin = Origin(file: "", line: 0)
    change(&copy)
    return copy
  }
}
