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
  private let digest: [Digest.Entry]

  init(_ table: WrittenTable, reading: DeskReading, desk: Desk, digest: [Digest.Entry]) {
    (self.table, self.reading, self.desk, self.digest) = (table, reading, desk, digest)
  }

  /// Whole or not at all; over a file that is there only where that is wanted.
  func write() -> Outcome {
    let path = absolute
    let cut = path.lastIndex(of: "/") ?? path.startIndex
    let (folder, name) = (path[..<cut].isEmpty ? "/" : path[..<cut], path[path.index(after: cut)...])
    do throws(WholeFile.Failure) {
      let file = try WholeFile(name.utf8, in: folder.utf8)
      guard let written = try file.write(Array(text.utf8), over: table.isForced ? .anything : .nothing, mode: 0o666)
      else {
        return Outcome(notice: "not written: \(table.path) is there already, write! replaces it", isLost: false)
      }
      return Outcome(notice: (["wrote \(table.path)"] + written.notices).joined(separator: "; "), isLost: false)
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
    switch table.table {
    case .section(let section, let symbols, let rows):
      let (reading, desk) = shown(section, symbols, rows)
      return text(of: Section(rawValue: section.rawValue) ?? .quotes, reading, desk)
    case .instrument(let symbol):
      return InstrumentReading(named: symbol, reading: reading, desk: desk)
        .map { text(SectionReport($0, asOf: reading.asOf)) } ?? ""
    case .comparison(let symbols, let base, let group):
      return text(SectionReport(Comparison(symbols, base: base, reading: reading, desk: desk), group: group))
    case .events(let days, let settings):
      let known = desk.marketEvents(asOf: reading.asOf)
      let events = EventTable(
        desk, asOf: reading.asOf, settings: settings, events: days.compactMap { day in known.first { $0.day == day } })
      return text(EventReport(table: events, reading: reading).section)
    case .whatIf(let rates, let elasticity):
      let outcome = ScenarioOutcome(
        rates, elasticity: elasticity, in: reading, trade: BilateralTrade(of: desk, in: reading),
        settings: desk.watchlist.indicator)
      let names = NameResponse.responses(of: desk, asOf: reading.asOf)
      return text(WhatIfReport(outcome: outcome, reading: reading, names: names).section)
    }
  }

  /// The reading and the desk with the rows of a list that are shown.
  private func shown(
    _ section: PrintedTable.Section, _ symbols: [String]?, _ rows: [Int]?
  ) -> (reading: DeskReading, desk: Desk) {
    if let symbols { return (reading.narrowed(to: symbols), desk) }
    switch section {
    case .signals: return (reading.narrowed(signals: rows), desk)
    case .ahead: return (reading.narrowed(ahead: rows), desk)
    case .facts: return (reading.narrowed(facts: rows), desk)
    case .files:
      var shown = desk
      if let rows { shown.files = rows.map { desk.files[$0] } }
      return (reading, shown)
    case .quotes, .indicator, .tariffs, .digest: return (reading, desk)
    }
  }

  private func text(_ report: SectionReport) -> String {
    switch table.format {
    case .csv: report.table.csv
    case .json: report.json.text() + "\n"
    case .txt: report.lines.joined(separator: "\n") + "\n"
    }
  }

  private func text(of section: Section, _ reading: DeskReading, _ desk: Desk) -> String {
    switch table.format {
    case .csv: return TableReport(reading: reading, desk: desk, digest: digest).table(section).csv
    case .json: return JSONReport(reading: reading, desk: desk, digest: digest).value(only: section).text() + "\n"
    case .txt:
      let lines = TextReport(reading: reading, desk: desk, digest: digest).lines(only: section)
      return lines.joined(separator: "\n") + "\n"
    }
  }
}
