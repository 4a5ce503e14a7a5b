import Market

/// The problems of one file, as they are found. Beyond `limit` they are only counted.
struct ProblemLog {
  static let limit = 50

  let path: String
  private var problems: [Problem] = []
  /// Of what is refused.
  private(set) var count = 0
  private var notices: [Problem] = []

  init(path: String) { self.path = path }

  /// - Parameter message: Not made beyond the limit.
  mutating func add(line: Int, column: Int, _ message: @autoclosure () -> String) {
    count += 1
    if count <= Self.limit { problems.append(Problem(path: path, line: line, column: column, message: message())) }
  }

  mutating func add(_ fault: Fault, _ lines: inout LineCounter) {
    switch fault.location {
    case .line(let line, let column): add(line: line, column: column, fault.message)
    case .offset(let offset):
      guard count < Self.limit else {
        count += 1
        return
      }
      let place = lines.place(at: offset)
      add(line: place.line, column: place.column, fault.message)
    }
  }

  /// Says something by which nothing is refused.
  mutating func note(_ notice: Fault, _ lines: inout LineCounter) {
    guard notices.count < Self.limit else { return }
    let place =
      switch notice.location {
      case .line(let line, let column): (line: line, column: column)
      case .offset(let offset): lines.place(at: offset)
      }
    notices.append(
      Problem(path: path, line: place.line, column: place.column, message: notice.message, isNotice: true))
  }

  /// All of them, then the notices; between them one counts what is refused beyond the limit.
  var all: [Problem] {
    guard count > Self.limit else { return problems + notices }
    let more = Problem(path: path, line: 0, column: 0, message: "\(count - Self.limit) more rows are refused")
    return problems + [more] + notices
  }
}
