import Foundation

/// A formula as the manual page writes it: numbers, names, `+ - * / ^`, brackets, and functions of a few arguments.
struct Expression {
  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  private var tokens: [String] = []
  private let values: [String: Double]

  /// The value of a text; throws where it is none, or a name has no value.
  static func value(_ text: String, _ values: [String: Double]) throws -> Double {
    var expression = Expression(text, values)
    let value = try expression.sum()
    guard expression.tokens.isEmpty else { throw Fault(description: "\(text): left over \(expression.tokens)") }
    return value
  }

  private init(_ text: String, _ values: [String: Double]) {
    self.values = values
    var word = ""
    for character in text + " " {
      if character.isLetter || character.isNumber || character == "." {
        word.append(character)
        continue
      }
      if !word.isEmpty { tokens.append(word) }
      word = ""
      if character != " " { tokens.append(String(character)) }
    }
  }

  private mutating func take(_ wanted: [String]) -> String? {
    guard let first = tokens.first, wanted.contains(first) else { return nil }
    return tokens.removeFirst()
  }

  private mutating func sum() throws -> Double {
    var value = try product()
    while let sign = take(["+", "-"]) { value += try (sign == "+" ? 1 : -1) * product() }
    return value
  }

  private mutating func product() throws -> Double {
    var value = try signed()
    while let sign = take(["*", "/"]) {
      let other = try signed()
      value = sign == "*" ? value * other : value / other
    }
    return value
  }

  private mutating func signed() throws -> Double {
    if take(["-"]) != nil { return try -signed() }
    let base = try atom()
    return take(["^"]) == nil ? base : pow(base, try signed())
  }

  private mutating func atom() throws -> Double {
    guard !tokens.isEmpty else { throw Fault(description: "nothing where a value was expected") }
    let token = tokens.removeFirst()
    if token == "(" { return try arguments()[0] }
    if let number = Double(token) { return number }
    if take(["("]) != nil { return try Expression.call(token, arguments()) }
    guard let value = values[token] else { throw Fault(description: "\(token) has no value") }
    return value
  }

  private mutating func arguments() throws -> [Double] {
    var values = [try sum()]
    while take([","]) != nil { values.append(try sum()) }
    guard take([")"]) != nil else { throw Fault(description: "a bracket is not closed before \(tokens)") }
    return values
  }

  private static func call(_ name: String, _ arguments: [Double]) throws -> Double {
    switch (name, arguments.count) {
    case ("ln", 1): log(arguments[0])
    case ("tanh", 1): tanh(arguments[0])
    case ("sqrt", 1): arguments[0].squareRoot()
    case ("clip", 3): min(max(arguments[0], arguments[1]), arguments[2])
    default: throw Fault(description: "\(name) of \(arguments.count) is no function of the page")
    }
  }
}
