import Analytics
import ArgumentParser
import Market
import Report

/// The content of a moment, or the answer to a question with parameters, without a terminal.
struct PrintCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

  /// What `--only` picks: a section of the content, or a question.
  enum Part: ExpressibleByArgument {
    case section(Section)
    case question(Question)

    /// Answered by the screens of the same names.
    enum Question: String, CaseIterable { case instrument, comparison, events, whatIf = "what-if" }

    init?(argument: String) {
      if let section = Section(rawValue: argument) {
        self = .section(section)
      } else if let question = Question(rawValue: argument) {
        self = .question(question)
      } else {
        return nil
      }
    }

    static var allValueStrings: [String] { Section.allCases.map(\.rawValue) + Question.allCases.map(\.rawValue) }
  }

  static let configuration = CommandConfiguration(
    commandName: "print", abstract: "Print the content as text, JSON or CSV. Exit status 1 on data problems.")

  @OptionGroup var desk: DeskOptions
  @Option(help: "text, json or csv (csv: one part, quotes unless --only says otherwise).") var format = Format.text
  @Option(help: ArgumentHelp("One of \(Part.allValueStrings.joined(separator: ", ")).", valueName: "part"))
  var only: Part?
  @OptionGroup(title: "With --only indicator or tariffs: one line a day") var history: HistoryOptions
  @OptionGroup(title: "With --only instrument") var instrument: InstrumentOptions
  @OptionGroup(title: "With --only comparison") var comparison: ComparisonOptions
  @OptionGroup(title: "With --only events") var events: EventOptions
  @OptionGroup(title: "With --only what-if") var whatIf: WhatIfOptions

  func run() throws {
    // The demo's clock stands still: days after it are asked for as `]` walks to them.
    let walked = desk.path == nil ? try history.lastMoment() : nil
    let moment = try desk.moment() ?? walked ?? desk.present
    let content = try desk.readDesk()
    var evaluator = DeskEvaluator()
    let reading = evaluator.reading(of: content, asOf: moment)
    if let answer = try answer(content, reading) {
      switch format {
      case .text: Output.print(answer.lines.joined(separator: "\n"))
      case .json: Output.print(answer.json.text())
      case .csv: Output.print(answer.table.csv)
      }
    } else {
      printContent(content, reading)
    }
    if content.hasProblems { throw ExitCode(1) }
  }

  private func answer(_ desk: Desk, _ reading: DeskReading) throws -> SectionReport? {
    switch only {
    case .question(.instrument): try instrument.report(desk, reading)
    case .question(.comparison): try comparison.report(desk, reading)
    case .question(.events): try events.report(desk, reading)
    case .question(.whatIf): try whatIf.report(desk, reading)
    case .section(.indicator) where history.isAsked: try history.indicator(desk, reading)
    case .section(.tariffs) where history.isAsked: try history.tariffs(desk, reading)
    case .section, nil: nil
    }
  }

  private func printContent(_ desk: Desk, _ reading: DeskReading) {
    let digest = Digest.items(reading, since: .dayBefore(desk, asOf: reading.asOf))
    var section: Section?
    if case .section(let one)? = only { section = one }
    switch format {
    case .text:
      let report = TextReport(reading: reading, desk: desk, digest: digest)
      Output.print(report.lines(only: section).joined(separator: "\n"))
    case .json: Output.print(JSONReport(reading: reading, desk: desk, digest: digest).value(only: section).text())
    case .csv: Output.print(TableReport(reading: reading, desk: desk, digest: digest).table(section ?? .quotes).csv)
    }
  }
}
