import Market
import YAML

extension YAMLDocument {
  /// Reads a snapshot file.
  static func parse(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> YAMLDocument {
    do throws(YAMLError) {
      return try YAMLDocument(bytes)
    } catch {
      throw Fault(.line(error.line, column: error.column), error.message)
    }
  }
}

// What values mean in snapshot files: else the fault names the place.
extension YAMLValue {
  func fault(_ expected: String) -> Fault {
    let found = isMapping ? "a mapping" : isSequence ? "a list" : isNull ? "nothing" : utf8.shown
    return Fault(.line(line, column: column), "found \(found), expected \(expected)")
  }

  func missing(_ name: StaticString) -> Fault {
    Fault(.line(line, column: column), "found no \"\(name)\", expected one")
  }

  func text() throws(Fault) -> String {
    guard isScalar, !isNull else { throw fault("text") }
    return String(decoding: utf8, as: UTF8.self)
  }

  func name() throws(Fault) -> String {
    guard isScalar, isName(utf8) else { throw fault("a name of 1 to 64 characters") }
    return String(decoding: utf8, as: UTF8.self)
  }

  func number() throws(Fault) -> Double {
    guard isPlain, let number = Decimal.value(utf8) else { throw fault("a number") }
    return number
  }

  func number(above limit: Double) throws(Fault) -> Double {
    let number = try number()
    guard number > limit else { throw fault("a number above \(Int64(limit))") }
    return number
  }

  func flag() throws(Fault) -> Bool {
    guard isPlain, utf8.equals("true") || utf8.equals("false") else { throw fault("true or false") }
    return utf8.equals("true")
  }

  func day() throws(Fault) -> Day {
    guard isScalar, let day = Day(utf8: utf8) else { throw fault("a date like 2025-05-01") }
    return day
  }

  func currency() throws(Fault) -> String {
    guard isScalar, let code = CurrencyUnit.code(utf8) else { throw fault("a currency code like USD") }
    return code
  }

  /// Seconds of `90s`, `15m`, `2h` or `1d`.
  func duration() throws(Fault) -> Int {
    let units: [UInt8: Double] = [0x73: 1, 0x6D: 60, 0x68: 3600, 0x64: 86400]
    guard isScalar, let last = utf8.last, let unit = units[last],
      let count = Decimal.value(utf8.part(0..<utf8.count - 1)), count > 0,
      let seconds = Int(exactly: (count * unit).rounded()), seconds > 0, seconds <= 366 * 86400
    else { throw fault("a duration like 90s, 15m, 2h or 1d") }
    return seconds
  }

  /// - Parameter example: how such a list is written, for the fault.
  func sequence(like example: StaticString) throws(Fault) -> [YAMLValue] {
    guard isSequence else { throw fault("a list like \(example)") }
    return elements
  }

  /// - Parameter example: how such a mapping is written, for the fault.
  func mapping(like example: StaticString) throws(Fault) -> [(key: YAMLValue, value: YAMLValue)] {
    guard isMapping else { throw fault("a mapping like \(example)") }
    return fields
  }
}
