import Market

/// The problems of one file, as they are found. Beyond `limit` they are only counted.
struct ProblemLog {
  static let limit = 50

  let path: String
  private var problems: [Problem] = []
  private(set) var count = 0

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

  /// All of them; a last one counts those beyond the limit.
  var all: [Problem] {
    guard count > Self.limit else { return problems }
    return problems + [Problem(path: path, line: 0, column: 0, message: "\(count - Self.limit) more rows are refused")]
  }
}
