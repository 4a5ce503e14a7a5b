import Market
import System

/// A change that the reader takes, and what the desk says without and with it.
package struct LedgerDraft {
  /// The file that is written, relative to the desk folder, as shown.
  package let file: String
  package let isNew: Bool
  /// Whether the file is for reading only: the change may be looked at, and is not written.
  package let isReadOnly: Bool
  package let before: Desk
  package let after: Desk
  /// Once it is written: what is to be said of the file, `path: found X, expected Y` each.
  package internal(set) var notices: [String] = []
  let name: [UInt8]
  let bytes: [UInt8]
  /// Of the file when the desk was read; nil: there was none.
  let identity: FileIdentity?
  /// Of the desk folder, as given.
  let folder: String

  /// Refuses a file for reading only.
  package func requireWritable() throws(LedgerError) {
    guard !isReadOnly else {
      throw .folder("\(folder)/\(file): found a file for reading only, expected a writable one")
    }
  }
}
