import Canvas

/// Numbers as the screen writes them: fixed decimals, `-` for a missing or infinite one, never `-0.00`.
package enum NumberText {
  /// `value` with 0…7 decimals, rounded half away from zero; `signed` puts `+` before a positive one. A number has at
  /// most 15 digits, as many as are sure: a large one loses decimals, and magnitudes from 1e15 on are shown as `>1e15`.
  package static func fixed(_ value: Double?, _ decimals: Int, signed: Bool = false) -> TerminalSafe {
    guard let value, value.isFinite else { return "-" }
    guard abs(value) < 1e15 else { return value < 0 ? "<-1e15" : ">1e15" }
    var (scale, shown) = (1.0, 0)
    while shown < decimals, abs(value) * scale * 10 < 1e15 { (scale, shown) = (scale * 10, shown + 1) }
    let units = UInt64((abs(value) * scale).rounded())
    let sign: Unicode.Scalar? = units == 0 ? nil : value < 0 ? "-" : signed ? "+" : nil
    return TerminalSafe(text(units, shown, sign))
  }

  /// A count of units of the last of `decimals` places. Tables are made of these.
  private static func text(_ units: UInt64, _ decimals: Int, _ sign: Unicode.Scalar?) -> String {
    // 20 digits, a point and a sign.
    String(unsafeUninitializedCapacity: 22) { buffer in
      var count = 0
      func put(_ byte: UInt8) {
        buffer[count] = byte
        count += 1
      }
      var left = units
      var place = 0
      while left > 0 || place <= decimals {
        if place == decimals, place > 0 { put(UInt8(ascii: ".")) }
        put(UInt8(ascii: "0") + UInt8(left % 10))
        left /= 10
        place += 1
      }
      if let sign { put(UInt8(ascii: sign)) }
      var written = buffer[..<count]
      written.reverse()
      return count
    }
  }

  /// At most two decimals, as many as needed: `30`, `7.5`, `12.25`.
  package static func plain(_ value: Double?) -> TerminalSafe {
    guard let value else { return "-" }
    let tenths = value * 10
    return fixed(value, value == value.rounded() ? 0 : abs(tenths - tenths.rounded()) < 1e-9 ? 1 : 2)
  }

  /// A price: two decimals; below 1 four, as feeds quote small ones, and at least three digits that count. So that nine
  /// columns hold it, one below 0.00001 is written `1.23e-6`.
  package static func price(_ value: Double?) -> TerminalSafe {
    guard let value else { return "-" }
    let size = abs(value)
    guard size < 1, size > 0 else { return fixed(value, 2) }
    guard size >= 0.000_01 else { return scientific(value) }
    let decimals = size >= 0.01 ? 4 : size >= 0.001 ? 5 : size >= 0.0001 ? 6 : 7
    return fixed(value, value < 0 ? min(decimals, 6) : decimals)
  }

  /// - Precondition: the magnitude is above 0 and below 1.
  private static func scientific(_ value: Double) -> TerminalSafe {
    var mantissa = value
    var power = 0
    while (abs(mantissa) * 100).rounded() < 100 {
      mantissa *= 10
      power += 1
    }
    return "\(fixed(mantissa, 2))e-\(power)"
  }

  /// A whole count in thousands (`7.3M`, `812k`).
  package static func volume(_ value: Double?) -> TerminalSafe {
    guard let value, value.isFinite else { return "-" }
    switch abs(value) {
    case ..<10_000: return fixed(value, 0)
    case ..<1e6: return fixed(value / 1e3, 0) + "k"
    case ..<1e9: return fixed(value / 1e6, 1) + "M"
    default: return fixed(value / 1e9, 1) + "bn"
    }
  }

  /// A count of shares, with as few decimals as it needs, at most four.
  package static func quantity(_ value: Double) -> TerminalSafe {
    let decimals = [0, 1, 2, 3].first { decimals in
      let scale = [1.0, 10, 100, 1000][decimals]
      return (value * scale).rounded() == value * scale
    }
    return fixed(value, decimals ?? 4)
  }

  /// An amount of money: whole from 100,000 on.
  package static func money(_ value: Double?, signed: Bool = false) -> TerminalSafe {
    fixed(value, (value.map { abs($0) } ?? 0) < 100_000 ? 2 : 0, signed: signed)
  }

  /// What lies between two values as they are shown, so that it adds up with them; nil where one is missing.
  package static func difference(from before: Double?, to after: Double?, _ decimals: Int) -> Double? {
    guard let before, let after else { return nil }
    let scale = [1.0, 10, 100, 1000][min(max(0, decimals), 3)]
    return ((after * scale).rounded() - (before * scale).rounded()) / scale
  }

  /// Rounds the few parts that a value always has to tenths (or `decimals`) such that they add up to `total` rounded so: the
  /// part whose rounding errs most in the needed direction gives way. Of many parts, see ``Split``.
  package static func addingUp(_ parts: [Double], to total: Double, _ decimals: Int = 1) -> [Double] {
    guard total.isFinite, parts.allSatisfy(\.isFinite) else { return parts }
    let scale = [1.0, 10, 100, 1000][min(max(0, decimals), 3)]
    var tenths = parts.map { ($0 * scale).rounded() }
    var missing = (total * scale).rounded() - tenths.reduce(0, +)
    while missing != 0, abs(missing) <= Double(parts.count) {
      let step: Double = missing > 0 ? 1 : -1
      let worst = parts.indices.max { a, b in
        (parts[a] * scale - tenths[a]) * step < (parts[b] * scale - tenths[b]) * step
      }
      guard let worst else { break }
      tenths[worst] += step
      missing -= step
    }
    return tenths.map { $0 / scale }
  }

  /// Green, red or neither, by sign as shown at `decimals`.
  package static func role(_ value: Double?, _ decimals: Int = 2) -> Role {
    guard let value, value.isFinite else { return .dim }
    var unit = 0.5
    for _ in 0..<decimals { unit /= 10 }
    return abs(value) < unit ? .text : value > 0 ? .up : .down
  }
}
