/// An end with a message and a status of its own.
struct Failure: Error {
  let status: Int32
  let message: String

  static func usage(_ message: String) -> Failure { Failure(status: 2, message: message) }
  static func refused(_ message: String) -> Failure { Failure(status: 1, message: message) }
  static func noTerminal(_ message: String) -> Failure { Failure(status: 3, message: message) }
  static func folder(_ message: String) -> Failure { Failure(status: 4, message: message) }
}
