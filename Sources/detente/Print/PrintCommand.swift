import Analytics
import ArgumentParser
import Market
import Report

/// The content of a moment, or the answer to a question with parameters, without a terminal.
struct PrintCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv, line }

  /// What `--only` picks: a section of the content, or a question.
  enum Part: ExpressibleByArgument {
    case section(Section)
    case question(Question)

    /// Answered by the screens of the same names; how the indicator is computed, by the manual page `index`.
    enum Question: String, CaseIterable { case instrument, comparison, events, whatIf = "what-if", method, alerts }

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
    commandName: "print", abstract: "Print the content as text, JSON, CSV or one line. Exit status 1 on data problems.",
    discussion: """
        detente print ~/desk --format line --template "{index} {AMAT} {AMAT%}"
        detente print ~/desk --watch --format json --only tariffs

      Fields of a template: \(LineTemplate.Field.allCases.map(\.rawValue).joined(separator: ", ")), and for a name of \
      the watchlist SYMBOL, SYMBOL%, SYMBOL.time, SYMBOL.ext and SYMBOL.ext%. Without one: \(LineTemplate.standard)

      --watch ends with its reader; JSON holds ages, so that quotes come anew every minute.
      """)

  @OptionGroup var desk: DeskOptions
  @Option(help: "text, json, csv or line (csv: one part, quotes unless --only says otherwise).")
  var format = Format.text
  @Option(
    help: ArgumentHelp("One of \(Part.allValueStrings.joined(separator: ", ")).", valueName: "part"),
    completion: .list(Part.allValueStrings))
  var only: Part?
  @Option(help: ArgumentHelp("With --format line: text with {fields}.", valueName: "template")) var template: String?
  @Flag(help: "Go on: a line, or JSON on one line, whenever the content differs.") var watch = false
  @OptionGroup(title: "With --only indicator or tariffs: one line a day; with method: the span of its validation")
  var history: HistoryOptions
  @OptionGroup(title: "With --only instrument") var instrument: InstrumentOptions
  @OptionGroup(title: "With --only comparison") var comparison: ComparisonOptions
  @OptionGroup(title: "With --only events") var events: EventOptions
  @OptionGroup(title: "With --only what-if") var whatIf: WhatIfOptions

  func run() throws {
    try checkFormat()
    if watch { return try watchFolder() }
    // The demo's clock stands still: days after it are asked for as `]` walks to them.
    let walked = desk.path == nil ? try history.lastMoment() : nil
    let asked = try desk.moment() ?? walked
    let (content, moment) = try desk.readDesk(at: asked)
    var evaluator = DeskEvaluator()
    let reading = evaluator.reading(of: content, asOf: moment)
    Output.print(try text(content, reading))
    try DeskOptions.requireSeen(content)
    if content.hasProblems { throw ExitCode(1) }
  }

  private func checkFormat() throws {
    if template != nil, format != .line { throw Failure.usage("--template: found \(format.rawValue), expected line") }
    if format == .line, only != nil { throw Failure.usage("--only: found it with --format line, expected --template") }
    if watch, format != .line, format != .json {
      throw Failure.usage("--watch: found --format \(format.rawValue), expected line or json")
    }
  }

  private func watchFolder() throws {
    guard let path = desk.path else {
      throw Failure.usage("--watch: found no folder, expected one or $DETENTE_DESK (the demo desk never changes)")
    }
    // A name that leaves the watchlist is missing from then on, and no wrong usage.
    var first: LineTemplate?
    try PrintWatch(path: path, asOf: try desk.moment()) { desk, reading in
      if format == .line {
        let template = try first ?? lineTemplate(reading)
        first = template
        let text = line(template, desk, reading)
        return PrintWatch.Line(text: text, key: text)
      }
      let json = try answer(desk, reading)?.json ?? content(desk, reading)
      return PrintWatch.Line(text: json.text(indented: false), key: json.without("asOf").text(indented: false))
    }.run()
  }

  private func text(_ desk: Desk, _ reading: DeskReading) throws -> String {
    if let answer = try answer(desk, reading) {
      switch format {
      case .text: return answer.lines.joined(separator: "\n")
      case .json: return answer.json.text()
      case .csv: return answer.table.csv
      case .line: break
      }
    }
    switch format {
    case .text:
      let report = TextReport(reading: reading, desk: desk, digest: digest(desk, reading))
      return report.lines(only: section).joined(separator: "\n")
    case .json: return content(desk, reading).text()
    case .csv:
      return TableReport(reading: reading, desk: desk, digest: digest(desk, reading)).table(section ?? .quotes).csv
    case .line: return line(try lineTemplate(reading), desk, reading)
    }
  }

  private var section: Section? { if case .section(let section)? = only { section } else { nil } }

  private func digest(_ desk: Desk, _ reading: DeskReading) -> [Digest.Entry] {
    Digest(
      reading, of: desk, since: .dayBefore(desk, asOf: reading.asOf),
      sigmas: UserConfiguration.standing.settings.digestSigma
    ).entries
  }

  private func content(_ desk: Desk, _ reading: DeskReading) -> JSONValue {
    JSONReport(reading: reading, desk: desk, digest: digest(desk, reading)).value(only: section)
  }

  private func lineTemplate(_ reading: DeskReading) throws -> LineTemplate {
    let symbols = reading.sectors.flatMap(\.rows).flatMap(\.instrument.symbols)
    do throws(LineTemplate.Fault) {
      return try LineTemplate(template ?? LineTemplate.standard, symbols: symbols)
    } catch {
      throw Failure.usage("--template: \(error.message)")
    }
  }

  private func line(_ parsed: LineTemplate, _ desk: Desk, _ reading: DeskReading) -> String {
    let line = parsed.line(reading, desk, digest: digest(desk, reading).count)
    return (template == nil ? line.fitted(to: LineTemplate.standardColumns) : line).text
  }

  private func answer(_ desk: Desk, _ reading: DeskReading) throws -> SectionReport? {
    switch only {
    case .question(.instrument): try instrument.report(desk, reading)
    case .question(.comparison): try comparison.report(desk, reading)
    case .question(.events): try events.report(desk, reading)
    case .question(.whatIf): try whatIf.report(desk, reading)
    case .question(.alerts):
      SectionReport.alerts(
        DeskAlerts.book(desk, reading, at: self.desk.path).book.standings(in: reading, of: desk), asOf: reading.asOf)
    case .question(.method): try history.method(desk, reading).section
    case .section(.indicator) where history.isAsked: try history.indicator(desk, reading)
    case .section(.tariffs) where history.isAsked: try history.tariffs(desk, reading)
    case .section, nil: nil
    }
  }
}
