import CEmbedded
import Theming

/// The terminal's own colours first, then the themes that the program carries, in the order of `T`.
enum EmbeddedThemes {
  static let names: [String] =
    ["terminal"] + (0..<dt_embedded_theme_count()).compactMap { dt_embedded_theme_name($0).map { String(cString: $0) } }

  /// One of `names`; read only when it is wanted.
  ///
  /// - Throws: `Failure` naming the file and place of a theme that cannot be read.
  static func theme(named name: String) throws -> Theme {
    var count = 0
    guard let index = names.firstIndex(of: name), index > 0,
      let bytes = dt_embedded_theme_bytes(Int32(index - 1), &count)
    else { return .terminal }
    do {
      return try Theme(base16: Array(UnsafeBufferPointer(start: bytes, count: count)))
    } catch {
      throw Failure(status: 1, message: "\(name).yaml:\(error)")
    }
  }
}
