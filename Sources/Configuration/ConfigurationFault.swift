import Canvas
import YAML

/// Something in the configuration file that is not what it should be, and where.
package struct ConfigurationFault: Error, Hashable, Sendable {
  /// 1-based, the column in bytes; 0 where the file as a whole is meant.
  package let line: Int
  package let column: Int
  /// `found X, expected Y`.
  package let message: String

  package init(line: Int = 0, column: Int = 0, _ message: String) {
    self.line = line
    self.column = column
    self.message = message
  }

  init(_ error: YAMLError) { self.init(line: error.line, column: error.column, error.message) }

  /// `path:line:column: found X, expected Y`
  package func text(_ path: String) -> String { path + (line > 0 ? ":\(line):\(column)" : "") + ": " + message }
}

extension YAMLValue {
  /// - Parameters:
  ///   - words: what may stand here: all are named where they are few, and the one that was meant where it can be told.
  ///   - expected: what they are called where they are many.
  func fault(_ expected: String, of words: [String] = []) -> ConfigurationFault {
    let list = words.isEmpty || words.count > 12 ? "" : ": " + words.joined(separator: ", ")
    let nearest = NearestWord.of(text, among: words).map { " (nearest: \($0))" } ?? ""
    return ConfigurationFault(line: line, column: column, "found \(shown)\(nearest), expected \(expected)\(list)")
  }

  /// What a message says of it.
  var shown: String {
    if isMapping { return "a mapping" }
    if isSequence { return "a list" }
    return isNull ? "nothing" : TerminalSafe(text).fitted(to: 40).text
  }

  /// A scalar's text.
  var text: String { String(decoding: utf8, as: UTF8.self) }
}
