import Foundation

/// Processes by their names, as /proc tells them.
enum ProcessTree {
  /// The first process of a name among the descendants of another; nil without one.
  static func find(_ name: String, below parent: Int32) -> Int32? {
    let children = text(of: parent, "task/\(parent)/children").split(separator: " ").compactMap { Int32($0) }
    for child in children {
      if text(of: child, "comm").trimmed == name { return child }
      if let found = find(name, below: child) { return found }
    }
    return nil
  }

  /// Bytes of a line of its `smaps_rollup`, such as `Rss`; nil where the process is gone.
  static func memory(_ line: String, of process: Int32) -> Int? {
    let lines = text(of: process, "smaps_rollup").split(separator: "\n")
    return lines.first { $0.hasPrefix(line + ":") }.flatMap { Int($0.filter(\.isNumber)) }.map { $0 * 1024 }
  }

  /// `T` for a process that is stopped, else another letter of /proc; nil where it is gone.
  static func state(of process: Int32) -> String? {
    text(of: process, "stat").components(separatedBy: ") ").last?.split(separator: " ").first.map(String.init)
  }

  private static func text(of process: Int32, _ file: String) -> String {
    (try? String(contentsOfFile: "/proc/\(process)/\(file)", encoding: .utf8)) ?? ""
  }
}
