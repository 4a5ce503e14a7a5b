import Configuration
import Glibc
import Theming

/// The themes that can be chosen: those of the program, then the user's own files of
/// `$XDG_CONFIG_HOME/detente/themes` (else `~/.config/detente/themes`), by name.
struct ThemeCatalog {
  /// A file of the user's, read but not understood yet.
  private struct File {
    let name: String
    let path: String
    let isBtop: Bool
    /// nil where it cannot be read: why.
    let bytes: [UInt8]?
    let reason: String
  }

  private let files: [File]

  /// Bytes of a file, and files of the folder, that are looked at: themes are a few kilobytes.
  private static let largest = 1 << 18
  private static let most = 500

  init() {
    guard let folder = UserFolder("XDG_CONFIG_HOME", otherwise: ".config", name: "detente/themes") else {
      files = []
      return
    }
    var taken: Set<String> = []
    files = ThemeCatalog.names(in: folder).map { name, stem, suffix in
      let bytes = folder.contents(of: name, limit: ThemeCatalog.largest, followsLinks: true)
      let reason = bytes == nil ? String(cString: strerror(errno)) : ""
      // Where two files have one name, the second goes by its whole one.
      let isFirst = taken.insert(stem).inserted
      return File(
        name: isFirst ? stem : name, path: folder.path + "/" + name, isBtop: suffix == "theme", bytes: bytes,
        reason: reason)
    }
  }

  /// The files that may be themes, in the order of their names.
  private static func names(in folder: UserFolder) -> [(name: String, stem: String, suffix: String)] {
    guard let stream = opendir(folder.path) else { return [] }
    defer { closedir(stream) }
    var names: [(name: String, stem: String, suffix: String)] = []
    while names.count < most, let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { continue }
      let suffix = String(name[name.index(after: dot)...])
      if ["yaml", "yml", "theme"].contains(suffix) { names.append((name, String(name[..<dot]), suffix)) }
    }
    return names.sorted { $0.name < $1.name }
  }

  /// As `--theme` takes them, in the order of `T`. A file of the user's goes before a theme of the program of its name.
  var names: [String] { embedded + files.map(\.name) }

  private var embedded: [String] {
    EmbeddedThemes.names.filter { name in !files.contains { $0.name == name } }
  }

  /// Where each of `names` comes from.
  var origins: [String] { embedded.map { _ in "built in" } + files.map(\.path) }

  func index(of name: String) -> Int? { names.firstIndex(of: name) }

  /// The theme at a position of `names`.
  /// - Throws: `Failure` naming the file and place of a theme that cannot be read.
  func theme(at index: Int) throws -> Theme {
    let own = index - embedded.count
    guard files.indices.contains(own) else { return try EmbeddedThemes.theme(named: names[index]) }
    let file = files[own]
    guard let bytes = file.bytes else { throw Failure(status: 1, message: "\(file.path): \(file.reason)") }
    do {
      return try file.isBtop ? Theme(btop: bytes, name: file.name) : Theme(base16: bytes)
    } catch {
      throw Failure(status: 1, message: "\(file.path):\(error)")
    }
  }

  /// The theme that the settings ask for, with their direction.
  /// - Throws: as `theme(at:)`.
  func theme(of settings: Settings) throws -> Theme {
    try theme(at: index(of: settings.theme) ?? 0).directed(settings.themeDirection)
  }
}
