import Analytics
import Dashboard
import Glibc
import Market
import Report
import System

/// A table of the dashboard as a file: what `print` says of it.
struct TableFile {
  struct Outcome {
    let notice: String
    /// Whether it was to be written and is not.
    let isLost: Bool
  }

  private let table: WrittenTable
  private let reading: DeskReading
  private let desk: Desk
  private let digest: [DigestItem]

  init(_ table: WrittenTable, reading: DeskReading, desk: Desk, digest: [DigestItem]) {
    (self.table, self.reading, self.desk, self.digest) = (table, reading, desk, digest)
  }

  /// Whole or not at all; over a file that is there only where that is wanted.
  func write() -> Outcome {
    let path = absolute
    let cut = path.lastIndex(of: "/") ?? path.startIndex
    let (folder, name) = (path[..<cut].isEmpty ? "/" : path[..<cut], path[path.index(after: cut)...])
    do throws(WholeFile.Failure) {
      let file = try WholeFile(name.utf8, in: folder.utf8)
      guard try file.write(Array(text.utf8), over: table.isForced ? .anything : .nothing, mode: 0o666) else {
        return Outcome(notice: "not written: \(table.path) is there already, write! replaces it", isLost: false)
      }
      return Outcome(notice: "wrote \(table.path)", isLost: false)
    } catch {
      return Outcome(notice: "not written: \(table.path): \(error.reason)", isLost: true)
    }
  }

  /// The path with `~/` as the shell has it.
  private var absolute: String {
    if table.path.hasPrefix("~/"), let home = getenv("HOME") { return String(cString: home) + table.path.dropFirst() }
    return table.path.hasPrefix("/") ? table.path : "./" + table.path
  }

  private var text: String {
    let section = Section(rawValue: table.table.section.rawValue) ?? .quotes
    switch table.format {
    case .csv: return TableReport(reading: reading, desk: desk, digest: digest).table(section).csv
    case .json: return JSONReport(reading: reading, desk: desk, digest: digest).value(only: section).text() + "\n"
    case .txt:
      let lines = TextReport(reading: reading, desk: desk, digest: digest).lines(only: section)
      return lines.joined(separator: "\n") + "\n"
    }
  }
}
