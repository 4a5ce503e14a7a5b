import Glibc
import Synchronization

/// The clocks of places, as the system's tz database tells them to the C library.
package enum TimeZoneDatabase {
  private static let folder = "/usr/share/zoneinfo/"
  private static let longestName = 64
  /// The library knows one zone at a time, that of the variable `TZ`.
  private static let lock = Mutex(())

  /// Has the variable `TZ` stand, so that a change of it moves no other variable: to be called before there are threads.
  package static func prepare() { setenv("TZ", "UTC", 0) }

  /// Whether there is a zone of a name such as `Europe/Zurich`.
  package static func has(_ name: String) -> Bool {
    let isName = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "_+-/".utf8.contains(byte)
    }
    guard isName, !name.isEmpty, name.utf8.count <= longestName, !name.hasPrefix("/"),
      let file = fopen(folder + name, "rbe")
    else { return false }
    defer { fclose(file) }
    var start = [UInt8](repeating: 0, count: 4)
    return fread(&start, 1, start.count, file) == start.count && start.elementsEqual("TZif".utf8)
  }

  /// Seconds east of UTC, each from a moment (in seconds since 1970) on, between two moments; nil where there is no such zone.
  package static func offsets(of name: String, from first: Int64, through last: Int64) -> [(from: Int64, offset: Int)]?
  {
    guard has(name), first <= last else { return nil }
    return lock.withLock { _ in
      let before = getenv("TZ").map { String(cString: $0) }
      defer {
        setenv("TZ", before ?? "UTC", 1)
        tzset()
      }
      setenv("TZ", ":" + name, 1)
      tzset()
      var found = [(from: first, offset: offset(at: first))]
      var time = first
      while time < last {
        let next = min(time + step, last)
        let offset = offset(at: next)
        if offset != found[found.count - 1].offset { found.append((firstMoment(of: offset, time, next), offset)) }
        time = next
      }
      return found
    }
  }

  /// No two changes lie nearer: those of Morocco about Ramadan are four weeks apart.
  private static let step: Int64 = 14 * 86400

  /// The first moment after one that has another offset, where a later one has it.
  private static func firstMoment(of offset: Int, _ before: Int64, _ after: Int64) -> Int64 {
    var (low, high) = (before, after)
    while low + 1 < high {
      let middle = low + (high - low) / 2
      if Self.offset(at: middle) == offset { high = middle } else { low = middle }
    }
    return high
  }

  private static func offset(at seconds: Int64) -> Int {
    var time = time_t(seconds)
    var parts = tm()
    return localtime_r(&time, &parts) == nil ? 0 : parts.tm_gmtoff
  }
}
