/// A field of a kind, for people: the tables of the manual are made of these, and a test holds each to its reader.
package struct KindField: Sendable {
  /// Where it stands: `quotes[].price` is the price of each of `quotes`.
  package let path: String
  /// A number, a date, one of some words: what it may be, with its unit.
  package let form: String
  /// What it is where it is absent; nil: it is required.
  package let otherwise: String?
  /// A sentence part; empty where the name says it.
  package let meaning: String
  /// What is said of a wrong value, behind `found …, `; nil: any value is taken.
  package let fault: String?

  init(_ path: String, _ form: String, otherwise: String?, _ meaning: String = "", fault: String?) {
    self.path = path
    self.form = form
    self.otherwise = otherwise
    self.meaning = meaning
    self.fault = fault
  }

  // What many fields are.

  static func text(_ path: String, otherwise: String? = "empty", _ meaning: String = "") -> KindField {
    KindField(path, "text", otherwise: otherwise, meaning, fault: "expected text")
  }

  static func name(_ path: String, otherwise: String? = nil, _ meaning: String = "") -> KindField {
    KindField(path, "a name", otherwise: otherwise, meaning, fault: "expected a name of 1 to 64 characters")
  }

  static func day(_ path: String, otherwise: String?, _ meaning: String = "") -> KindField {
    KindField(path, "a date", otherwise: otherwise, meaning, fault: "expected a date like 2025-05-01")
  }

  static func time(_ path: String, otherwise: String?, _ meaning: String = "") -> KindField {
    KindField(
      path, "a time with its offset", otherwise: otherwise, meaning, fault: "expected a time like 2025-05-01T18:31:03Z")
  }

  static func price(_ path: String, otherwise: String? = "unknown", _ meaning: String = "") -> KindField {
    KindField(path, "a price above 0", otherwise: otherwise, meaning, fault: "expected a number")
  }

  static func flag(_ path: String, otherwise: String, _ meaning: String = "") -> KindField {
    KindField(path, "true or false", otherwise: otherwise, meaning, fault: "expected true or false")
  }

  static func currency(_ path: String, otherwise: String?, _ meaning: String = "") -> KindField {
    KindField(path, "a currency code", otherwise: otherwise, meaning, fault: "expected a currency code like USD")
  }

  /// - Parameter range: as the fault says it.
  static func number(_ path: String, _ form: String, otherwise: String?, _ meaning: String = "", from range: String)
    -> KindField
  {
    KindField(
      path, form, otherwise: otherwise, meaning, fault: "expected a number\(range.isEmpty ? "" : " from " + range)")
  }

  static func word(_ path: String, _ words: String, otherwise: String?, _ meaning: String = "") -> KindField {
    KindField(path, "one of \(words)", otherwise: otherwise, meaning, fault: "expected \(words)")
  }
}
