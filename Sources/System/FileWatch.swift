import CSystem
import Glibc
import Synchronization

/// inotify on one file, whether it is there or not: on its folder and, of a link, on the folder of what it stands for;
/// while the folder is missing, on the nearest one above it.
package final class FileWatch: Sendable {
  private struct Place {
    let folder: String
    /// What in it concerns the file.
    let name: String
    /// Whether the file itself may stand there, else a folder on the way to it.
    let isLast: Bool
  }

  private let path: String
  private let watched = Mutex<[Int32: [Place]]>([:])

  /// Readable when something has happened; negative where the system gives no inotify. For `poll`, never to be read or
  /// closed by others.
  package let fileDescriptor: Int32

  /// - Parameter path: absolute. Nothing is watched before ``arm()``.
  package init(_ path: String) {
    self.path = path
    fileDescriptor = dt_inotify()
  }

  deinit { if fileDescriptor >= 0 { close(fileDescriptor) } }

  /// Watches what stands on the way to the file now; to be called anew after each change, before the file is read. It
  /// waits as long as the file system does.
  package func arm() {
    guard fileDescriptor >= 0 else { return }
    var found: [Int32: [Place]] = [:]
    for path in Set([path, FileWatch.target(of: path)]) {
      if let (watch, place) = watch(path) { found[watch, default: []].append(place) }
    }
    let old = watched.withLock { watched in
      defer { watched = found }
      return watched.keys
    }
    for watch in old where found[watch] == nil { _ = dt_inotify_remove(fileDescriptor, watch) }
  }

  /// The folder of a file, or the nearest one above it.
  private func watch(_ path: String) -> (Int32, Place)? {
    var place = FileWatch.place(of: path, isLast: true)
    while let next = place {
      let kind = next.isLast ? DT_WATCH_FOLDER : DT_WATCH_PARENT
      let watch = dt_inotify_watch(fileDescriptor, next.folder, Int32(kind))
      if watch >= 0 {
        // What was made in between has told nobody.
        var status = dt_status()
        let isThere = !next.isLast && dt_status_path(FileWatch.path(of: next), &status) == 0
        guard isThere, status.kind == UInt32(DT_KIND_DIRECTORY) else { return (watch, next) }
        _ = dt_inotify_remove(fileDescriptor, watch)
        return self.watch(path)
      }
      guard watch == -ENOENT || watch == -ENOTDIR else { return nil }
      place = FileWatch.place(of: next.folder, isLast: false)
    }
    return nil
  }

  /// Takes in what has happened, without waiting.
  /// - Returns: Whether the file may be another now.
  package func drain() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4 << 10)
    var events = [dt_event](repeating: dt_event(), count: buffer.count / 16)
    var isChanged = false
    while fileDescriptor >= 0 {
      let count = read(fileDescriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      let found = dt_inotify_events(buffer, count, &events, events.count)
      for event in events[..<found] where !isChanged { isChanged = concerns(event, buffer) }
    }
    return isChanged
  }

  private func concerns(_ event: dt_event, _ buffer: [UInt8]) -> Bool {
    func has(_ kinds: dt_event_kind...) -> Bool { kinds.contains { event.what & $0.rawValue != 0 } }
    if has(DT_EVENT_OVERFLOW) { return true }
    guard let places = watched.withLock({ $0[event.watch] }) else { return false }
    if has(DT_EVENT_SELF, DT_EVENT_IGNORED) { return true }
    let name = buffer[Int(event.name)..<Int(event.name + event.length)]
    // One that goes on being written, or has gone, says nothing yet.
    return has(DT_EVENT_WRITTEN, DT_EVENT_MOVED_IN, DT_EVENT_CREATED)
      && places.contains { $0.name.utf8.elementsEqual(name) }
  }

  private static func path(of place: Place) -> String { place.folder + "/" + place.name }

  /// Nil for the root.
  private static func place(of path: String, isLast: Bool) -> Place? {
    guard let slash = path.lastIndex(of: "/"), path.count > 1 else { return nil }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return Place(folder: folder, name: String(path[path.index(after: slash)...]), isLast: isLast)
  }

  private static func target(of path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
