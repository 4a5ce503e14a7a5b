import TestSupport

/// Makes an input of a seed: some changes, each of which files really suffer or a liar makes.
struct Mutation {
  var random: SplitMix

  /// Bytes that mean something to one of the parsers, and numbers at the edges.
  private static let tokens: [[UInt8]] = [
    "\"", "\\", ",", ";", "\n", "\r\n", "\t", "{", "}", "[", "]", ":", "null", "NaN", "-0", "1e308", "1e400", "1e-400",
    "9223372036854775808", "18446744073709551616", "0.1", "-1", "\u{0}", "\u{FEFF}", "\u{1B}[", "\u{9B}", "&a", "*a",
    "- ",
    "? ", "|\n", "1.234,56", "1 234", "$", "%", "2025-02-30", "9999-12-31", "0000-00-00", "1970-01-01T00:00:00Z",
    "\\ud800",
    "昨", "\u{202E}", "e\u{301}\u{301}\u{301}", "schema", "detente/", "Date", "Close", "#N/A", "=\"",
  ].map { Array($0.utf8) }

  private static let longest = 64 << 10

  mutating func input(from seeds: [[UInt8]]) -> [UInt8] {
    var bytes = pick(seeds) ?? []
    for _ in 0..<(1 << below(4)) { change(&bytes, seeds) }
    return bytes.count > Self.longest ? Array(bytes.prefix(Self.longest)) : bytes
  }

  private mutating func below(_ count: Int) -> Int { count > 0 ? Int(random.next() % UInt64(count)) : 0 }

  private mutating func pick(_ list: [[UInt8]]) -> [UInt8]? { list.isEmpty ? nil : list[below(list.count)] }

  private mutating func change(_ bytes: inout [UInt8], _ seeds: [[UInt8]]) {
    let place = below(bytes.count + 1)
    let end = min(bytes.count, place + 1 + below(1 << below(8)))
    switch below(9) {
    case 0: if place < bytes.count { bytes[place] ^= 1 << UInt8(below(8)) }
    case 1: if place < bytes.count { bytes[place] = UInt8(below(256)) }
    case 2: bytes.removeSubrange(place..<end)
    case 3: bytes.insert(contentsOf: bytes[place..<end], at: below(bytes.count + 1))
    case 4: bytes.insert(contentsOf: pick(Self.tokens) ?? [], at: place)
    case 5: bytes.replaceSubrange(place..<end, with: pick(Self.tokens) ?? [])
    case 6: bytes.removeLast(bytes.count - place)
    case 7:
      // The end of another: what two writers at once leave.
      let other = pick(seeds) ?? []
      bytes.replaceSubrange(place..., with: other[below(other.count + 1)...])
    default: bytes.insert(contentsOf: repeatElement(UInt8(below(256)), count: below(300)), at: place)
    }
  }
}
