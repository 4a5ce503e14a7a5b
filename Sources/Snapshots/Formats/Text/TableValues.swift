import Market

/// What the fields of a row say, or the fault that refuses it.
extension CSVReader {
  /// A price above zero; nil where there is no such column or its field is missing.
  /// - Parameter negative: Prices may be zero or below.
  @inline(__always)
  func price(_ column: Int?, _ notation: Notation, negative: Bool = false) throws(Fault) -> Double? {
    guard let column else { return nil }
    // What nearly all are.
    if let plain = notation.plain(raw(column)), plain > 0, plain <= MarketSize.largest { return plain }
    return try anyPrice(column, notation, negative)
  }

  private func anyPrice(_ column: Int, _ notation: Notation, _ negative: Bool) throws(Fault) -> Double? {
    let raw = raw(column)
    if raw.isMissingValue { return nil }
    let value = try take(column, notation.number(raw, expected: "a decimal number like 148.32"))
    guard value > 0 || negative else { throw fault(column, "a price above 0") }
    return try sized(value, column)
  }

  /// The same of an open, a high or a low: a 0, a -1 and a spreadsheet's mark (`#N/A`, `#####`) stand for none.
  @inline(__always)
  func sidePrice(_ column: Int?, _ notation: Notation, negative: Bool = false) throws(Fault) -> Double? {
    guard let column else { return nil }
    if let plain = notation.plain(raw(column)), plain > 0, plain <= MarketSize.largest { return plain }
    if isMark(column) || notation.plain(raw(column)) == 0 || !negative && isMinusOne(column) { return nil }
    return try anyPrice(column, notation, negative)
  }

  /// What a spreadsheet writes in place of a number.
  func isMark(_ column: Int) -> Bool { raw(column).first == UInt8(ascii: "#") }

  func isMinusOne(_ column: Int) -> Bool { Decimal.value(raw(column)) == -1 }

  /// A volume of 0 or more; nil where there is no such column or its field is missing.
  @inline(__always)
  func volume(_ column: Int?, _ notation: Notation) throws(Fault) -> Double? {
    guard let column else { return nil }
    if let plain = notation.plain(raw(column)), plain >= 0, plain <= MarketSize.largest { return plain }
    return try anyVolume(column, notation)
  }

  private func anyVolume(_ column: Int, _ notation: Notation) throws(Fault) -> Double? {
    let raw = raw(column)
    if raw.isMissingValue || isMark(column) { return nil }
    let value = try take(column, notation.volume(raw))
    if value >= 0 { return try sized(value, column) }
    // Interactive Brokers'.
    if value == -1 { return nil }
    throw fault(column, "a volume of 0 or more")
  }

  /// The value of a field, unless no market has such a size.
  private func sized(_ value: Double, _ column: Int) throws(Fault) -> Double {
    guard MarketSize.holds(value) else { throw fault(column, message: MarketSize.refusal(raw(column).shown)) }
    return value
  }

  /// A symbol as exports write it: without blanks around it, a spreadsheet's sign of text (`'601919`, `="601919"`) and the
  /// fraction of a code that was read as a number (`601919.0`). Nil where the field is not UTF-8.
  func code(_ column: Int) -> String? {
    guard let text = text(column) else { return nil }
    return Array(text.utf8).withUnsafeBytes { bytes in
      var code = bytes.trimmed
      if code.count > 3, code.starts(with: "=\""), code[code.count - 1] == UInt8(ascii: "\"") {
        code = code.part(2..<code.count - 1).trimmed
      } else if code.first == UInt8(ascii: "'") {
        code = code.part(1..<code.count).trimmed
      }
      if code.count > 2, code.part(code.count - 2..<code.count).equals(".0"),
        code.part(0..<code.count - 2).allSatisfy(\.isDigit)
      {
        code = code.part(0..<code.count - 2)
      }
      return String(decoding: code, as: UTF8.self)
    }
  }

  /// A name of at most 64 bytes without control characters.
  /// - Parameter expected: What it should be, for the message.
  func name(_ column: Int, expected: String = "a symbol") throws(Fault) -> String {
    guard isName(raw(column)), let name = text(column) else { throw fault(column, expected) }
    return name
  }

  /// The value that a notation found in a field, or its refusal with the field's place.
  func take<Value>(_ column: Int, _ result: Result<Value, Notation.Refusal>) throws(Fault) -> Value {
    switch result {
    case .success(let value): return value
    case .failure(.expected(let expected)): throw fault(column, expected)
    case .failure(.message(let message)): throw fault(column, message: message)
    }
  }

  /// `found "…", expected …` at a field.
  func fault(_ column: Int, _ expected: String) -> Fault {
    fault(column, message: "found \(raw(column).shown), expected \(expected)")
  }

  /// A fault at a field.
  func fault(_ column: Int, message: String) -> Fault { Fault(.line(line, column: self.column(column)), message) }

  /// Refuses a row that cannot be trusted: text beside quotes, or another number of fields than its header; empty ones at
  /// the end are none.
  func check(width: Int) throws(Fault) {
    if let strayQuote {
      throw Fault(.offset(strayQuote), "found text beside quotes, expected the whole field in quotes")
    }
    if fields.count == width { return }
    guard fields.count > width, fields[width...].allSatisfy({ $0.start == $0.end }) else {
      throw Fault(.line(line, column: 0), "found \(fields.count) fields, expected \(width) as in the header")
    }
  }
}
