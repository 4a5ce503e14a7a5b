import Market

/// Why a ledger is not written.
package enum LedgerError: Error, Sendable {
  /// The file would hold what its reader refuses.
  case refused([Problem])
  /// `found X, expected Y`: the desk has no room for the change.
  case unfit(String)
  /// `path: found X, expected Y`: the folder cannot be read, locked or written.
  case folder(String)
}
