/// How many colours a terminal shows, from the fewest. Comparable: more is greater.
package enum ColorDepth: Int, Comparable, Hashable, Sendable, CaseIterable {
  /// Attributes only; also what a set NO_COLOR asks for.
  case mono
  case eight, sixteen
  /// The 6×6×6 cube and 24 greys after the first sixteen.
  case indexed256
  /// 24-bit colours.
  case direct

  package static func < (a: ColorDepth, b: ColorDepth) -> Bool { a.rawValue < b.rawValue }
}
