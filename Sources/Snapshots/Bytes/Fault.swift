import Market

/// Why a file or one of its rows is refused, and where.
struct Fault: Error {
  enum Location {
    /// Byte offset in the file.
    case offset(Int)
    /// 1-based; 0 for the whole file or line.
    case line(Int, column: Int)
  }

  let location: Location
  /// `found X, expected Y`.
  let message: String

  init(_ location: Location, _ message: String) {
    self.location = location
    self.message = message
  }

  init(_ message: String) { self.init(.line(0, column: 0), message) }
}
