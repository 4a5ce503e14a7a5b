import Market

/// Why a file was not read.
struct Unreadable: Error {
  let message: String
  let state: FileReport.State

  /// Somebody writes to it.
  static let changing = Unreadable(message: "found it being written, expected a whole file", state: .beingWritten)
}
