import Foundation

/// What `detente manual index` says, read back: formulas, tables and the clock.
struct MethodPage {
  struct Table {
    let heads: [String]
    let rows: [[String]]

    /// By the first column, the values of another as numbers.
    func numbers(_ head: String) -> [String: Double] {
      guard let column = heads.firstIndex(of: head) else { return [:] }
      return Dictionary(
        rows.compactMap { row in Double(row[column]).map { (row[0], $0) } }, uniquingKeysWith: { first, _ in first })
    }
  }

  let text: String
  /// By name, what follows `name = `.
  private(set) var formulas: [String: String] = [:]
  private var tables: [Table] = []

  init() throws { self.init(text: MethodPage.plain(try Program.run(["manual", "index", "--roff"]).output)) }

  init(text: String) {
    self.text = text
    for block in text.components(separatedBy: ".nf\n").dropFirst() {
      let lines = (block.components(separatedBy: "\n.fi").first ?? "").split(separator: "\n").map(String.init)
      if lines.allSatisfy({ $0.contains(" = ") }) {
        for line in lines {
          let parts = line.components(separatedBy: " = ")
          formulas[parts[0]] = parts[1]
        }
      } else if let first = lines.first {
        let heads = MethodPage.cells(first, 99)
        tables.append(Table(heads: heads, rows: lines.dropFirst().map { MethodPage.cells($0, heads.count) }))
      }
    }
  }

  /// The table with exactly these heads.
  func table(_ heads: String) -> Table {
    tables.first { $0.heads.joined(separator: " ") == heads } ?? Table(heads: [], rows: [])
  }

  /// Hour and minute at which the page says that a day is read.
  var reading: (hour: Int, minute: Int)? {
    guard let clock = text.firstMatch(of: #/is read at (\d\d):(\d\d) New York/#), let hour = Int(clock.1),
      let minute = Int(clock.2)
    else { return nil }
    return (hour, minute)
  }

  /// Two blanks part the columns; the last one has the rest.
  private static func cells(_ line: String, _ count: Int) -> [String] {
    var cells = line.components(separatedBy: "  ").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
      !$0.isEmpty
    }
    if cells.count > count { cells = Array(cells.prefix(count - 1)) + [cells[(count - 1)...].joined(separator: "  ")] }
    return cells
  }

  private static func plain(_ roff: String) -> String {
    [("\\-", "-"), ("\\(ha", "^"), ("\\(aq", "'"), ("\\fB", ""), ("\\fR", "")].reduce(roff) {
      $0.replacingOccurrences(of: $1.0, with: $1.1)
    }
  }
}
