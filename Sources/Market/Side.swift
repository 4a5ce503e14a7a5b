/// A party to the conflict; its raw value is the two-letter code of the files.
package enum Side: String, Hashable, Sendable, CaseIterable {
  case us = "US"
  case china = "CN"

  package var other: Side { self == .us ? .china : .us }
}
