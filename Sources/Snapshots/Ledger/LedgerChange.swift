import Market

/// What is added to a ledger, as JSON text.
package enum LedgerChange: Hashable, Sendable {
  /// A record of a signal, for a line of its own.
  case signal(String)
  /// A step of a measure on the desk, placed among its steps by the dates.
  case step(String, measure: String, effective: Day, announced: Day)
  /// A measure that the desk has not.
  case measure(String)
}
