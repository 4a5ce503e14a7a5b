import Canvas

/// Turns the bytes a terminal sends into keys, pasted texts, what is done with the mouse (SGR reports), and its answers
/// about its ground.
///
/// Everything else is swallowed whole: other reports and replies (CSI, OSC, DCS and the like), bad UTF-8. Of a bracketed paste the first 4096 bytes count. An ESC by itself is the Escape key after 50 ms. Modified arrows and
/// function keys count as plain ones; Alt with a character is Escape and that character. Keys told by the protocols that
/// another program may have left on (`CSI 99;5u`, `CSI 27;5;99~`) are the keys that they are.
package struct KeyDecoder: Sendable {
  private enum State {
    case ground
    /// Bytes of a character still to come, and its bits so far; `least` is the smallest value this length may have.
    case utf8(missing: Int, value: UInt32, least: UInt32)
    case escape
    /// `ESC O`.
    case single
    /// `ESC [`
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
    /// The first three.
    var numbers = [0, 0, 0]
    var part = 0
    /// `<`, `=`, `>` or `?` before them.
    var mark: UInt8?
    /// Other signs among them.
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
    /// While answers are under way: those come torn where a line is slow.
    static let owedEscape = 500
    static let owed = 5000
  }

  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// Bytes of a paste that are kept: more than anything that can be typed.
  private static let pasteLimit = 4096

  private var state = State.ground
  /// What a paste has brought so far, with what has been seen of its end mark.
  private var pasted: [UInt8] = []
  /// The first bytes of an OSC.
  private var command: [UInt8] = []
  private static let commandLimit = 64
  /// Until when answers to questions are waited for; nil: none is.
  private var owedUntil: Int?
  private var last = 0
  /// When an ESC was given up as a key by itself.
  private var escaped: Int?

  package init() {}

  /// The time at which `expire` is due, on the clock of the `at` parameters; nil when nothing is unfinished.
  package var deadline: Int? {
    switch state {
    case .ground, .utf8: nil
    case .escape: last + (isOwed(at: last) ? Patience.owedEscape : Patience.escape)
    case .single, .sequence, .console, .mouse: last + (isOwed(at: last) ? Patience.owed : Patience.sequence)
    case .string: last + (isOwed(at: last) ? Patience.owed : Patience.string)
    case .paste: last + Patience.paste
    }
  }

  /// The terminal was asked something at a time, and last for its attributes: more patience for torn input until it
  /// tells those, but not for ever.
  package mutating func expectAnswers(at time: Int) { owedUntil = time + Patience.owed }

  /// Whether answers may still come.
  package func isOwed(at time: Int) -> Bool { owedUntil.map { time < $0 } ?? false }

  /// What is completed by `bytes`, which arrived together at a time in milliseconds (any origin, never backward).
  package mutating func decode(_ bytes: some Collection<UInt8>, at time: Int) -> [TerminalEvent] {
    var events = expire(at: time)
    if let escaped, time - escaped <= Patience.late, case .ground = state, KeyDecoder.looksTorn(bytes) {
      state = .escape
    }
    if !bytes.isEmpty { escaped = nil }
    last = time
    for byte in bytes { take(byte, into: &events) }
    return events
  }

  /// Settles what the deadline has passed for: a lone ESC becomes Escape, an unfinished sequence is dropped.
  package mutating func expire(at time: Int) -> [TerminalEvent] {
    guard let deadline, time >= deadline else { return [] }
    defer { state = .ground }
    guard case .escape = state else { return [] }
    escaped = deadline
    return [.input(.key(.escape))]
  }

  /// `[A`, `OA`, `[5~`, `]11;`…: nobody types that in one piece.
  private static func looksTorn(_ bytes: some Collection<UInt8>) -> Bool {
    if bytes.starts(with: GroundAnswer.start) { return true }
    var start = bytes.prefix(2).makeIterator()
    guard let first = start.next(), let second = start.next() else { return false }
    switch first {
    case UInt8(ascii: "["): return "ABCDHFZIOM<>?0123456789".utf8.contains(second)
    case UInt8(ascii: "O"): return "ABCDHFPQRS".utf8.contains(second)
    default: return false
    }
  }

  private mutating func take(_ byte: UInt8, into events: inout [TerminalEvent]) {
    switch state {
    case .ground: ground(byte, into: &events)
    case .utf8(let missing, let value, let least): continuation(byte, missing, value, least, into: &events)
    case .escape: escape(byte, into: &events)
    case .single: single(byte, into: &events)
    case .sequence(let sequence): advance(sequence, byte, into: &events)
    case .console:
      state = .ground
      if (0x41...0x45).contains(byte) { events.append(.input(.key(.function(Int(byte) - 0x40)))) }
    case .mouse(let missing): state = missing > 1 ? .mouse(missing: missing - 1) : .ground
    case .string(let bell, let isEscaped): string(byte, bell: bell, isEscaped: isEscaped, into: &events)
    case .paste(let matched): paste(byte, matched, into: &events)
    }
  }

  private mutating func ground(_ byte: UInt8, into events: inout [TerminalEvent]) {
    switch byte {
    case 0x1B: state = .escape
    case 0x09: events.append(.input(.key(.tab)))
    case 0x0D: events.append(.input(.key(.enter)))
    case 0x08, 0x7F: events.append(.input(.key(.backspace)))
    case 0x01...0x1A: events.append(.input(.key(.control(Unicode.Scalar(byte + 0x60)))))
    case 0x20...0x7E: events.append(.input(.key(.character(Unicode.Scalar(byte)))))
    case 0xC2...0xDF: state = .utf8(missing: 1, value: UInt32(byte & 0x1F), least: 0xA0)
    case 0xE0...0xEF: state = .utf8(missing: 2, value: UInt32(byte & 0x0F), least: 0x800)
    case 0xF0...0xF4: state = .utf8(missing: 3, value: UInt32(byte & 0x07), least: 0x10000)
    default: break
    }
  }

  private mutating func continuation(
    _ byte: UInt8, _ missing: Int, _ value: UInt32, _ least: UInt32, into events: inout [TerminalEvent]
  ) {
    guard byte & 0xC0 == 0x80 else {
      state = .ground
      ground(byte, into: &events)
      return
    }
    let value = value << 6 | UInt32(byte & 0x3F)
    guard missing == 1 else {
      state = .utf8(missing: missing - 1, value: value, least: least)
      return
    }
    state = .ground
    if value >= least, let scalar = Unicode.Scalar(value) { events.append(.input(.key(.character(scalar)))) }
  }

  private mutating func escape(_ byte: UInt8, into events: inout [TerminalEvent]) {
    switch byte {
    case UInt8(ascii: "["): state = .sequence(Sequence())
    case UInt8(ascii: "O"): state = .single
    case UInt8(ascii: "]"):
      command = []
      state = .string(bell: true, escaped: false)
    case UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
      state = .string(bell: false, escaped: false)
    case 0x1B: events.append(.input(.key(.escape)))
    default:
      events.append(.input(.key(.escape)))
      state = .ground
      ground(byte, into: &events)
    }
  }

  private mutating func single(_ byte: UInt8, into events: inout [TerminalEvent]) {
    switch byte {
    case 0x30...0x3B: break
    case 0x1B: state = .escape
    default:
      state = .ground
      if let key = KeyDecoder.named(byte) { events.append(.input(.key(key))) }
      if byte == UInt8(ascii: "M") { events.append(.input(.key(.enter))) }
    }
  }

  private mutating func advance(_ sequence: Sequence, _ byte: UInt8, into events: inout [TerminalEvent]) {
    var sequence = sequence
    switch byte {
    case 0x30...0x39:
      if sequence.part < sequence.numbers.count {
        sequence.numbers[sequence.part] = min(sequence.numbers[sequence.part] * 10 + Int(byte - 0x30), 9999)
      }
    case UInt8(ascii: ";"):
      sequence.part += 1
    case 0x3C...0x3F where sequence.isEmpty:
      sequence.mark = byte
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
      finish(sequence, byte, into: &events)
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

  private mutating func finish(_ sequence: Sequence, _ final: UInt8, into events: inout [TerminalEvent]) {
    guard !sequence.isForeign else { return }
    if sequence.mark == nil, final == UInt8(ascii: "u") {
      return coded(sequence.numbers[0], modifiers: sequence.numbers[1], into: &events)
    }
    if sequence.mark == nil, final == UInt8(ascii: "~"), sequence.part == 2, sequence.numbers[0] == 27 {
      return coded(sequence.numbers[2], modifiers: sequence.numbers[1], into: &events)
    }
    guard sequence.mark == nil, sequence.part < 2 else { return report(sequence, final, into: &events) }
    let number = sequence.numbers[0]
    if final == UInt8(ascii: "~") {
      if number == 200 {
        state = .paste(matched: 0)
        pasted = []
      }
      if let key = KeyDecoder.numbered(number) { events.append(.input(.key(key))) }
    } else if final == UInt8(ascii: "Z") {
      events.append(.input(.key(.backTab)))
    } else if number <= 1, let key = KeyDecoder.named(final) {
      // A first number above 1 makes it a report, e.g. of the cursor's place.
      events.append(.input(.key(key)))
    }
  }

  /// A key by the code of its character; `modifiers` are one more than the bits 1 Shift, 2 Alt, 4 Ctrl.
  private func coded(_ code: Int, modifiers: Int, into events: inout [TerminalEvent]) {
    // Locks change nothing; with other modifiers no key means anything here.
    let bits = max(0, modifiers - 1) & ~0xC0
    guard bits < 8, let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else { return }
    let isShifted = bits & 1 != 0
    let isLetter = (0x61...0x7A).contains(code | 0x20)
    let key: Key
    switch code {
    case 9: key = isShifted ? .backTab : .tab
    case 13: key = .enter
    case 27: key = .escape
    case 8, 127: key = .backspace
    case _ where bits & 4 != 0:
      guard isLetter, let lower = Unicode.Scalar(UInt32(code | 0x20)) else { return }
      key = .control(lower)
    case _ where isShifted && isLetter: key = .character(Unicode.Scalar(UInt8(code & ~0x20)))
    // Above are keys without a character, and numbers beyond what is read of them.
    case 0x20...0x7E, 0xA0..<9999: key = .character(scalar)
    default: return
    }
    if bits & 2 != 0 { events.append(.input(.key(.escape))) }
    events.append(.input(.key(key)))
  }

  /// What the mouse did, the light or dark of the terminal, or the end of its answers.
  private mutating func report(_ sequence: Sequence, _ final: UInt8, into events: inout [TerminalEvent]) {
    let numbers = sequence.numbers
    switch (sequence.mark, final, sequence.part) {
    case (UInt8(ascii: "<"), UInt8(ascii: "M"), 2):
      let kinds: [Int: MouseInput.Kind] = [0: .press, 64: .wheelUp, 65: .wheelDown]
      guard let kind = kinds[numbers[0]], numbers[1] > 0, numbers[2] > 0 else { return }
      events.append(.input(.mouse(MouseInput(kind, at: Position(row: numbers[2] - 1, column: numbers[1] - 1)))))
    case (UInt8(ascii: "?"), UInt8(ascii: "n"), 1) where numbers[0] == 997:
      if let variant = TerminalEvent.Variant(rawValue: numbers[1]) { events.append(.variant(variant)) }
    case (UInt8(ascii: "?"), UInt8(ascii: "c"), _): owedUntil = nil
    default: break
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

  private mutating func string(_ byte: UInt8, bell: Bool, isEscaped: Bool, into events: inout [TerminalEvent]) {
    switch byte {
    case UInt8(ascii: "\\") where isEscaped, 0x07 where bell:
      state = .ground
      if bell, let ground = GroundAnswer.ground(of: command) { events.append(.ground(ground)) }
    case 0x18, 0x1A: state = .ground
    case 0x1B: state = .string(bell: bell, escaped: true)
    case _ where isEscaped:
      // Broken off: that ESC began something new.
      escape(byte, into: &events)
    default:
      if command.count < KeyDecoder.commandLimit { command.append(byte) }
      state = .string(bell: bell, escaped: false)
    }
  }

  private mutating func paste(_ byte: UInt8, _ matched: Int, into events: inout [TerminalEvent]) {
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
    if !pasted.isEmpty { events.append(.input(.paste(String(decoding: pasted, as: UTF8.self)))) }
    pasted = []
  }
}
