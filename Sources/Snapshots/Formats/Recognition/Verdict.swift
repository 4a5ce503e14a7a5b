/// What a format says of a file that it is shown. Reasons are short and follow the format's name: `no "chart"`.
enum Verdict: Equatable {
  case yes
  case no(String)
  /// No, but it looks alike: named where no format says yes.
  case near(String)

  /// Yes when `root` is an object with all of `keys`; near when it has the first.
  static func keys(_ root: JSONValue, _ keys: StaticString...) -> Verdict {
    guard root.isObject else { return .no("no object") }
    for (index, key) in keys.enumerated() where root.field(key) == nil {
      return index == 0 ? .no("no \"\(key)\"") : .near("no \"\(key)\"")
    }
    return .yes
  }

  /// Yes when the header has all of `columns` (lower case); near when it has the most of them.
  static func columns(_ head: TextHead, _ columns: String...) -> Verdict {
    let missing = columns.filter { !head.header.contains($0) }
    guard let first = missing.first else { return .yes }
    let reason = "no column \"\(first)\""
    return missing.count * 2 <= columns.count ? .near(reason) : .no(reason)
  }

  /// The same of a header that one column tells apart: without it, no.
  static func columns(_ head: TextHead, with own: String, _ columns: String...) -> Verdict {
    guard head.header.contains(own) else { return .no("no column \"\(own)\"") }
    return columns.first { !head.header.contains($0) }.map { .near("no column \"\($0)\"") } ?? .yes
  }
}
