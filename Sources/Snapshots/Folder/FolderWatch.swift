import CSystem
import Glibc
import System

/// inotify on a desk folder, its subfolders and, while the folder is missing or its path is a link, its parent.
struct FolderWatch: ~Copyable {
  /// What the events since the last call ask for.
  struct Changes {
    enum Action {
      /// Written to.
      case writing
      /// A writer has closed the file.
      case written
      /// Renamed into the folder.
      case movedIn
      /// Made, deleted, or renamed away.
      case replaced
      /// Its times, owner or mode have changed.
      case touched
    }

    var files: [(name: [UInt8], action: Action)] = []
    /// A folder came or went, or events were lost: list everything.
    var needsScan = false
    /// A hidden name was exchanged: targets of links may be others.
    var swapped = false
  }

  let descriptor: Int32
  /// Why there are no events; nil while there are.
  private(set) var failure: String?
  private let path: String
  private let parentPath: [UInt8]
  /// The folder's own name in its parent.
  private let baseName: [UInt8]
  private var prefixes: [Int32: [UInt8]] = [:]
  private var parent: Int32?
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)
  private var events = [dt_event](repeating: dt_event(), count: (64 << 10) / 16)

  init(path: String) {
    self.path = path
    var bytes = Array(path.utf8)
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
    parentPath = slash.map { $0 == 0 ? [UInt8(ascii: "/")] : Array(bytes[..<$0]) } ?? [UInt8(ascii: ".")]
    baseName = slash.map { Array(bytes[($0 + 1)...]) } ?? bytes
    descriptor = dt_inotify()
    if descriptor < 0 { fail(-descriptor) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  private mutating func fail(_ error: Int32) {
    let reason =
      switch error {
      case EMFILE: "no inotify instance is left (fs.inotify.max_user_instances)"
      case ENOSPC: "no inotify watch is left (fs.inotify.max_user_watches)"
      default: "inotify: \(FileRead.reason(error))"
      }
    failure = reason
  }

  /// Watches the folders of a listing; true when some were not watched before, so that they must be listed again.
  mutating func watch(_ folders: [[UInt8]]) -> Bool {
    guard descriptor >= 0 else { return false }
    failure = nil
    var found: [Int32: [UInt8]] = [:]
    var isNew = false
    for folder in folders {
      let watch = dt_inotify_watch(
        descriptor, cString(Array(path.utf8) + [UInt8(ascii: "/")] + folder), Int32(DT_WATCH_FOLDER))
      if watch >= 0 {
        isNew = isNew || prefixes[watch] != folder
        found[watch] = folder
      } else if watch != -ENOENT && watch != -ENOTDIR {
        fail(-watch)
      }
    }
    for watch in prefixes.keys where found[watch] == nil { _ = dt_inotify_remove(descriptor, watch) }
    prefixes = found
    watchParent(dt_path_is_link(path))
    return isNew
  }

  /// Stops watching folders that are no longer behind the path, and waits for a new one.
  mutating func awaitFolder() {
    for watch in prefixes.keys { _ = dt_inotify_remove(descriptor, watch) }
    prefixes = [:]
    watchParent(true)
  }

  /// False while the folder is missing and its parent cannot be watched either.
  var seesParent: Bool { parent != nil }

  private mutating func watchParent(_ wanted: Bool) {
    guard descriptor >= 0 else { return }
    if let parent, !wanted || prefixes[parent] == nil {
      if prefixes[parent] == nil { _ = dt_inotify_remove(descriptor, parent) }
      self.parent = nil
    }
    guard wanted else { return }
    let watch = dt_inotify_watch(descriptor, cString(parentPath), Int32(DT_WATCH_PARENT))
    parent = watch >= 0 ? watch : nil
  }

  /// Reads all events that wait.
  mutating func drain() -> Changes {
    var changes = Changes()
    while descriptor >= 0 {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      let found = dt_inotify_events(buffer, count, &events, events.count)
      for event in events[0..<found] { note(event, &changes) }
    }
    return changes
  }

  private mutating func note(_ event: dt_event, _ changes: inout Changes) {
    func has(_ what: Int) -> Bool { event.what & UInt32(what) != 0 }
    if has(Int(DT_EVENT_OVERFLOW.rawValue)) {
      changes.needsScan = true
      return
    }
    let name = buffer[Int(event.name)..<Int(event.name + event.length)]
    if event.watch == parent, prefixes[event.watch] == nil {
      // A path that ends in `.` or `..` has no name there.
      if name.elementsEqual(baseName) || baseName.starts(with: [UInt8(ascii: ".")]) { changes.needsScan = true }
      return
    }
    guard let prefix = prefixes[event.watch] else { return }
    if has(Int(DT_EVENT_SELF.rawValue)) || has(Int(DT_EVENT_IGNORED.rawValue)) {
      if has(Int(DT_EVENT_IGNORED.rawValue)) { prefixes[event.watch] = nil }
      changes.needsScan = true
      return
    }
    guard !name.isEmpty else { return }
    if FolderListing.isSnapshotName(name) {
      let action: Changes.Action =
        if has(Int(DT_EVENT_MOVED_IN.rawValue)) { .movedIn } else if has(Int(DT_EVENT_WRITTEN.rawValue)) {
          .written
        } else if has(Int(DT_EVENT_WRITING.rawValue)) {
          .writing
        } else if has(Int(DT_EVENT_TOUCHED.rawValue)) { .touched } else { .replaced }
      changes.files.append((prefix + name, action))
      return
    }
    let isMove = has(Int(DT_EVENT_MOVED_IN.rawValue)) || has(Int(DT_EVENT_CREATED.rawValue))
    if name.starts(with: [UInt8(ascii: "."), UInt8(ascii: ".")]) {
      if isMove { changes.swapped = true }
    } else if has(Int(DT_EVENT_DIRECTORY.rawValue)), name.first != UInt8(ascii: ".") {
      if isMove || has(Int(DT_EVENT_REMOVED.rawValue)) { changes.needsScan = true }
    }
  }
}
