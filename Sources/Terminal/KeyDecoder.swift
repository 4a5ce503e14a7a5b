import Canvas

/// Turns the bytes a terminal sends into keys and pasted texts.
///
/// Everything else is swallowed whole: mouse and focus reports, replies to queries (CSI, OSC, DCS and the like), bad
/// UTF-8. Of a bracketed paste the first 4096 bytes count. An ESC by itself is the Escape key after 50 ms. Modified arrows and
/// function keys count as plain ones; Alt with a character is Escape and that character.
package struct KeyDecoder: Sendable {
  private enum State {
    case ground
    /// Bytes of a character still to come, and its bits so far; `least` is the smallest value this length may have.
    case utf8(missing: Int, value: UInt32, least: UInt32)
    case escape
    /// `ESC O`.
    case single
    /// `ESC [`: the first two numbers so far, whether a third part or a private mark makes it no key.
    case sequence(Sequence)
    /// `ESC [ [` of the Linux console.
    case console
    /// The three bytes of an old mouse report.
    case mouse(missing: Int)
    /// OSC, DCS, SOS, PM, APC until ST (OSC also until BEL); `escaped` after an ESC within.
    case string(bell: Bool, escaped: Bool)
    /// A bracketed paste; how much of its end mark has been seen.
    case paste(matched: Int)
  }

  private struct Sequence {
    var numbers = [0, 0]
    var part = 0
    var isForeign = false
    var isEmpty = true
  }

  /// Milliseconds of silence after which an unfinished input is settled.
  private enum Patience {
    static let escape = 50
    static let sequence = 500
    static let string = 1000
    static let paste = 5000
    /// How long after an Escape the rest of a sequence, torn from it by a slow line, is still taken for one.
    static let late = 1000
  }

  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// Bytes of a paste that are kept: more than anything that can be typed.
  private static let pasteLimit = 4096

  private var state = State.ground
  /// What a paste has brought so far, with what has been seen of its end mark.
  private var pasted: [UInt8] = []
  private var last = 0
  /// When an ESC was given up as a key by itself.
  private var escaped: Int?

  package init() {}

  /// The time at which `expire` is due, on the clock of the `at` parameters; nil when nothing is unfinished.
  package var deadline: Int? {
    switch state {
    case .ground, .utf8: nil
    case .escape: last + Patience.escape
    case .single, .sequence, .console, .mouse: last + Patience.sequence
    case .string: last + Patience.string
    case .paste: last + Patience.paste
    }
  }

  /// What is completed by `bytes`, which arrived together at a time in milliseconds (any origin, never backward).
  package mutating func decode(_ bytes: some Collection<UInt8>, at time: Int) -> [Input] {
    var inputs = expire(at: time)
    if let escaped, time - escaped <= Patience.late, case .ground = state, KeyDecoder.looksTorn(bytes) {
      state = .escape
    }
    if !bytes.isEmpty { escaped = nil }
    last = time
    for byte in bytes { take(byte, into: &inputs) }
    return inputs
  }

  /// Settles what the deadline has passed for: a lone ESC becomes Escape, an unfinished sequence is dropped.
  package mutating func expire(at time: Int) -> [Input] {
    guard let deadline, time >= deadline else { return [] }
    defer { state = .ground }
    guard case .escape = state else { return [] }
    escaped = deadline
    return [.key(.escape)]
  }

  /// `[A`, `OA`, `[5~`…: nobody types that in one piece.
  private static func looksTorn(_ bytes: some Collection<UInt8>) -> Bool {
    var start = bytes.prefix(2).makeIterator()
    guard let first = start.next(), let second = start.next() else { return false }
    switch first {
    case UInt8(ascii: "["): return "ABCDHFZIOM<>?0123456789".utf8.contains(second)
    case UInt8(ascii: "O"): return "ABCDHFPQRS".utf8.contains(second)
    default: return false
    }
  }

  private mutating func take(_ byte: UInt8, into inputs: inout [Input]) {
    switch state {
    case .ground: ground(byte, into: &inputs)
    case .utf8(let missing, let value, let least): continuation(byte, missing, value, least, into: &inputs)
    case .escape: escape(byte, into: &inputs)
    case .single: single(byte, into: &inputs)
    case .sequence(let sequence): advance(sequence, byte, into: &inputs)
    case .console:
      state = .ground
      if (0x41...0x45).contains(byte) { inputs.append(.key(.function(Int(byte) - 0x40))) }
    case .mouse(let missing): state = missing > 1 ? .mouse(missing: missing - 1) : .ground
    case .string(let bell, let isEscaped): string(byte, bell: bell, isEscaped: isEscaped, into: &inputs)
    case .paste(let matched): paste(byte, matched, into: &inputs)
    }
  }

  private mutating func ground(_ byte: UInt8, into inputs: inout [Input]) {
    switch byte {
    case 0x1B: state = .escape
    case 0x09: inputs.append(.key(.tab))
    case 0x0D: inputs.append(.key(.enter))
    case 0x08, 0x7F: inputs.append(.key(.backspace))
    case 0x01...0x1A: inputs.append(.key(.control(Unicode.Scalar(byte + 0x60))))
    case 0x20...0x7E: inputs.append(.key(.character(Unicode.Scalar(byte))))
    case 0xC2...0xDF: state = .utf8(missing: 1, value: UInt32(byte & 0x1F), least: 0xA0)
    case 0xE0...0xEF: state = .utf8(missing: 2, value: UInt32(byte & 0x0F), least: 0x800)
    case 0xF0...0xF4: state = .utf8(missing: 3, value: UInt32(byte & 0x07), least: 0x10000)
    default: break
    }
  }

  private mutating func continuation(
    _ byte: UInt8, _ missing: Int, _ value: UInt32, _ least: UInt32, into inputs: inout [Input]
  ) {
    guard byte & 0xC0 == 0x80 else {
      state = .ground
      ground(byte, into: &inputs)
      return
    }
    let value = value << 6 | UInt32(byte & 0x3F)
    guard missing == 1 else {
      state = .utf8(missing: missing - 1, value: value, least: least)
      return
    }
    state = .ground
    if value >= least, let scalar = Unicode.Scalar(value) { inputs.append(.key(.character(scalar))) }
  }

  private mutating func escape(_ byte: UInt8, into inputs: inout [Input]) {
    switch byte {
    case UInt8(ascii: "["): state = .sequence(Sequence())
    case UInt8(ascii: "O"): state = .single
    case UInt8(ascii: "]"): state = .string(bell: true, escaped: false)
    case UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
      state = .string(bell: false, escaped: false)
    case 0x1B: inputs.append(.key(.escape))
    default:
      inputs.append(.key(.escape))
      state = .ground
      ground(byte, into: &inputs)
    }
  }

  private mutating func single(_ byte: UInt8, into inputs: inout [Input]) {
    switch byte {
    case 0x30...0x3B: break
    case 0x1B: state = .escape
    default:
      state = .ground
      if let key = KeyDecoder.named(byte) { inputs.append(.key(key)) }
      if byte == UInt8(ascii: "M") { inputs.append(.key(.enter)) }
    }
  }

  private mutating func advance(_ sequence: Sequence, _ byte: UInt8, into inputs: inout [Input]) {
    var sequence = sequence
    switch byte {
    case 0x30...0x39:
      if sequence.part < 2 {
        sequence.numbers[sequence.part] = min(sequence.numbers[sequence.part] * 10 + Int(byte - 0x30), 9999)
      }
    case UInt8(ascii: ";"):
      sequence.part += 1
    case 0x20...0x2F, 0x3A, 0x3C...0x3F:
      sequence.isForeign = true
    case UInt8(ascii: "[") where sequence.isEmpty:
      state = .console
      return
    case UInt8(ascii: "M") where sequence.isEmpty:
      state = .mouse(missing: 3)
      return
    case 0x40...0x7E:
      state = .ground
      finish(sequence, byte, into: &inputs)
      return
    case 0x1B:
      state = .escape
      return
    case 0x18, 0x1A, 0x80...0xFF:
      state = .ground
      return
    default: break
    }
    sequence.isEmpty = false
    state = .sequence(sequence)
  }

  private mutating func finish(_ sequence: Sequence, _ final: UInt8, into inputs: inout [Input]) {
    guard !sequence.isForeign, sequence.part < 2 else { return }
    let number = sequence.numbers[0]
    if final == UInt8(ascii: "~") {
      if number == 200 {
        state = .paste(matched: 0)
        pasted = []
      }
      if let key = KeyDecoder.numbered(number) { inputs.append(.key(key)) }
    } else if final == UInt8(ascii: "Z") {
      inputs.append(.key(.backTab))
    } else if number <= 1, let key = KeyDecoder.named(final) {
      // A first number above 1 makes it a report, e.g. of the cursor's place.
      inputs.append(.key(key))
    }
  }

  private static func named(_ final: UInt8) -> Key? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(final - UInt8(ascii: "P")) + 1)
    default: nil
    }
  }

  private static func numbered(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 4, 8: .end
    case 3: .delete
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23, 24: .function(number - 12)
    default: nil
    }
  }

  private mutating func string(_ byte: UInt8, bell: Bool, isEscaped: Bool, into inputs: inout [Input]) {
    switch byte {
    case UInt8(ascii: "\\") where isEscaped: state = .ground
    case 0x07 where bell, 0x18, 0x1A: state = .ground
    case 0x1B: state = .string(bell: bell, escaped: true)
    case _ where isEscaped:
      // Broken off: that ESC began something new.
      escape(byte, into: &inputs)
    default: state = .string(bell: bell, escaped: false)
    }
  }

  private mutating func paste(_ byte: UInt8, _ matched: Int, into inputs: inout [Input]) {
    let end = KeyDecoder.pasteEnd
    guard byte == end[matched] else {
      if pasted.count < KeyDecoder.pasteLimit { pasted += end.prefix(matched) }
      // Only the end mark's first byte can begin it anew.
      guard byte != end[0] else { return state = .paste(matched: 1) }
      if pasted.count < KeyDecoder.pasteLimit { pasted.append(byte) }
      return state = .paste(matched: 0)
    }
    guard matched + 1 == end.count else { return state = .paste(matched: matched + 1) }
    state = .ground
    if !pasted.isEmpty { inputs.append(.paste(String(decoding: pasted, as: UTF8.self))) }
    pasted = []
  }
}
