/// Why a price that a file tells may be none: it is shown, marked `d` with its reason, and counts in no mean, no needle
/// and no event study.
package struct Doubt: Hashable, Sendable {
  /// One clause for people: `open 41.60 above high 25.10`.
  package let reason: String

  package init(_ reason: String) { self.reason = reason }
}
