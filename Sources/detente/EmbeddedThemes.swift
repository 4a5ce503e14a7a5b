import CEmbedded
import Theming

/// A theme under the name that `--theme` takes.
struct NamedTheme {
  let name: String
  let theme: Theme
}

/// The terminal's own colours first, then the themes that the program carries, in the order of `T`.
enum EmbeddedThemes {
  /// - Throws: `Failure` naming the file and place of a theme that cannot be read.
  static func all() throws -> [NamedTheme] {
    try [NamedTheme(name: "terminal", theme: .terminal)]
      + (0..<dt_embedded_theme_count()).compactMap { index in
        var count = 0
        guard let name = dt_embedded_theme_name(index), let bytes = dt_embedded_theme_bytes(index, &count) else {
          return nil
        }
        let file = String(cString: name)
        do {
          return NamedTheme(
            name: file, theme: try Theme(base16: Array(UnsafeBufferPointer(start: bytes, count: count))))
        } catch {
          throw Failure(status: 1, message: "\(file).yaml:\(error)")
        }
      }
  }
}
