/// Names that browsers and file managers give to copies.
enum StemOfCopy {
  /// What the stem of a copy's name was before (`AMAT` of `AMAT (1)`); nil for a name that is none.
  static func original(of stem: String) -> String? {
    for (before, after) in [("Copy of ", ""), ("copy of ", ""), ("", " - Copy"), ("", " copy"), ("", " - copy")] {
      guard stem.hasPrefix(before), stem.hasSuffix(after) else { continue }
      let rest = String(stem.dropFirst(before.count).dropLast(after.count))
      return rest.isEmpty ? nil : original(of: rest) ?? rest
    }
    guard stem.hasSuffix(")"), let open = stem.lastIndex(of: "(") else { return nil }
    let number = stem[stem.index(after: open)...].dropLast()
    guard (1...3).contains(number.utf8.count), number.utf8.allSatisfy(\.isDigit) else { return nil }
    var rest = stem[..<open]
    while rest.last == " " { rest.removeLast() }
    return rest.isEmpty ? nil : original(of: String(rest)) ?? String(rest)
  }
}
