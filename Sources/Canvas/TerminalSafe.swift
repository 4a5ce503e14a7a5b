/// Text that cannot act on a terminal or lie about its order or width. It is the only text that drawing takes, and this
/// is the only place that makes it.
///
/// Control characters are shown (`^[`, `<U+009B>`), so are bidirectional controls, zero-width and other invisible
/// characters and private ones. A character carries at
/// most two combining marks; a mark without a base stands on a dotted circle. Variation selectors, joiners and skin
/// tones after an emoji are dropped, so that its width is certain; flags become their two letters. Text beyond
/// `limit` characters is cut and ends in `~`.
package struct TerminalSafe: Hashable, Sendable {
  package let text: String

  /// Characters kept of one text.
  package static let limit = 4096

  /// Makes any text safe.
  package init(_ untrusted: String) {
    text = TerminalSafe.isPlain(untrusted) ? untrusted : TerminalSafe.sanitised(untrusted)
  }

  /// Columns on the screen.
  package var width: Int {
    isASCII ? text.utf8.count : text.unicodeScalars.reduce(0) { $0 + CharacterWidth.columns(of: $1) }
  }

  /// Whether every byte is a column.
  var isASCII: Bool {
    var text = text
    return text.withUTF8 { $0.allSatisfy { $0 < 0x80 } }
  }

  package var isEmpty: Bool { text.isEmpty }

  /// The text, cut to `columns`; a cut one ends in `~`.
  package func fitted(to columns: Int) -> TerminalSafe {
    guard columns > 0 else { return "" }
    guard width > columns else { return self }
    var kept = String.UnicodeScalarView()
    var used = 0
    for scalar in text.unicodeScalars {
      let width = CharacterWidth.columns(of: scalar)
      if used + width > columns - 1 { break }
      kept.append(scalar)
      used += width
    }
    kept.append("~")
    return TerminalSafe(trusted: String(kept))
  }

  /// The text and a mark behind it, cut to `columns`: the text gives way, the mark does not.
  package func fitted(to columns: Int, before mark: TerminalSafe) -> TerminalSafe {
    fitted(to: columns - mark.width) + mark.fitted(to: columns)
  }

  /// The text, or its words on several lines of at most `columns`.
  package func wrapped(to columns: Int) -> [TerminalSafe] {
    guard columns > 0 else { return [] }
    guard width > columns else { return [self] }
    var lines: [TerminalSafe] = []
    var line: TerminalSafe = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      let word = TerminalSafe(trusted: String(word))
      if !line.isEmpty, line.width + 1 + word.width > columns {
        lines.append(line)
        line = ""
      }
      line = line.isEmpty ? word.fitted(to: columns) : line + " " + word
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }

  package static func + (a: TerminalSafe, b: TerminalSafe) -> TerminalSafe { TerminalSafe(trusted: a.text + b.text) }

  /// The same text without any byte above 0x7F, for terminals without UTF-8: `é` becomes `e`, others `?`.
  package var ascii: TerminalSafe {
    if isASCII { return self }
    return TerminalSafe(trusted: String(String.UnicodeScalarView(text.unicodeScalars.compactMap(TerminalSafe.ascii))))
  }

  private init(trusted: String) { text = trusted }

  private static func ascii(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case ..<0x80: return scalar
    case 0xC8...0xCB: return "E"
    case 0xE8...0xEB: return "e"
    case 0x300...0x36F: return nil
    // The mark of an alert.
    case 0x25B2: return "^"
    default: return "?"
    }
  }

  private static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { $0.count <= limit && $0.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
  }

  private static func sanitised(_ untrusted: String) -> String {
    var out = String.UnicodeScalarView()
    var count = 0
    var marks = 0
    var previous: Unicode.Scalar?
    for scalar in untrusted.unicodeScalars {
      if count >= limit {
        out.append("~")
        break
      }
      count += 1
      defer { previous = scalar }
      if scalar.value >= 0x20, scalar.value < 0x7F {
        out.append(scalar)
        marks = 0
        continue
      }
      switch treatment(of: scalar, after: previous) {
      case .keep:
        out.append(scalar)
        marks = 0
      case .mark:
        if previous == nil || previous?.value ?? 0 < 0x20 { out.append("\u{25CC}") }
        marks += 1
        if marks <= 2 { out.append(scalar) }
      case .drop: break
      case .show(let shown):
        out.append(contentsOf: shown.unicodeScalars)
        marks = 0
      }
    }
    return String(out)
  }

  private enum Treatment {
    case keep, mark, drop
    case show(String)
  }

  private static func treatment(of scalar: Unicode.Scalar, after previous: Unicode.Scalar?) -> Treatment {
    let value = scalar.value
    switch value {
    case ..<0x20: return .show("^" + String(Character(Unicode.Scalar(UInt8(value) + 0x40))))
    case 0x7F: return .show("^?")
    case 0x1F1E6...0x1F1FF:
      return .show(String(Character(Unicode.Scalar(UInt8(0x41 + value - 0x1F1E6)))))
    case 0x200D, 0xFE0E, 0xFE0F, 0x1F3FB...0x1F3FF:
      if let previous, previous.properties.isEmoji, previous.value > 0x7F || value != 0x200D { return .drop }
      if let previous, previous.value == 0xFE0F || (0x1F3FB...0x1F3FF).contains(previous.value) { return .drop }
      return value >= 0x1F3FB ? .keep : named(scalar)
    // Fillers and blanks that look like nothing at all.
    case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0xFFF9...0xFFFC: return named(scalar)
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark:
      return scalar.properties.isVariationSelector ? named(scalar) : .mark
    case .control, .format, .privateUse, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator:
      return named(scalar)
    case .spaceSeparator: return .show(" ")
    default: return .keep
    }
  }

  private static func named(_ scalar: Unicode.Scalar) -> Treatment {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return .show("<U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ">")
  }
}

extension TerminalSafe: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self.init(value) }
  package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// Strings put into a literal are made safe one by one.
  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }
    package mutating func appendLiteral(_ literal: String) { text += TerminalSafe(literal).text }
    package mutating func appendInterpolation(_ value: TerminalSafe) { text += value.text }
    package mutating func appendInterpolation(_ value: String) { text += TerminalSafe(value).text }
    package mutating func appendInterpolation(_ value: Int) { text += String(value) }
  }
}
