import Market
import Testing

@testable import Snapshots

/// Every format against every way in which a file goes wrong: a value or an error with its place, never a crash, and
/// never another value than the file holds.
@Suite struct ConformanceTests {
  private func read(_ sample: Sample, _ bytes: some Sequence<UInt8>) -> Desk {
    Desk(files: [(sample.file, Array(bytes))])
  }

  private func read(_ sample: Sample, _ text: String) -> Desk { read(sample, text.utf8) }

  private func shape(_ sample: Sample) throws -> Format.Shape {
    try #require(Format.all.first { $0.name == sample.format }).shape
  }

  @Test func everyFormatHasASample() {
    let sampled = Set(Sample.all.map(\.format))
    for format in Format.all { #expect(sampled.contains(format.name), "\(format.name)") }
  }

  @Test func namesAreUniqueAndSummariesAreSentences() {
    #expect(Set(Format.all.map(\.name)).count == Format.all.count)
    for format in Format.all {
      #expect(format.summary.hasSuffix("."))
      #expect(!format.summary.contains("|") && !format.summary.contains("\n"))
    }
  }

  @Test(arguments: Sample.all) func readsATypicalFile(sample: Sample) throws {
    let desk = read(sample, sample.typical)
    let report = try #require(desk.files.first)
    #expect(report.state == .ok)
    #expect(report.format == sample.format)
    #expect(report.rows > 0)
    #expect(report.problems.isEmpty)
  }

  /// Each number in its turn is one that no market has: it is shown by none of the formats.
  @Test(arguments: Sample.all) func refusesASizeThatNoMarketHas(sample: Sample) {
    let text = sample.typical
    let words = text.split { !($0.isLetter || $0.isNumber || ".:-/".contains($0)) }
    // The first row has each column.
    for number in words.prefix(80) where number.allSatisfy({ $0.isASCII && $0.isNumber || $0 == "." }) {
      let desk = read(sample, String(text[..<number.startIndex] + "1e300" + text[number.endIndex...]))
      var values: [Double?] = []
      for quote in desk.quotes.values {
        values += [quote.price, quote.open, quote.high, quote.low, quote.previousClose, quote.bid, quote.ask]
        values.append(quote.volume)
      }
      for bar in desk.histories.values.flatMap(\History.bars) {
        values += [bar.open, bar.high, bar.low, bar.close, bar.adjustedClose, bar.volume]
      }
      for bar in desk.intraday.values.flatMap(\IntradayHistory.bars) {
        values += [bar.open, bar.high, bar.low, bar.close, bar.volume]
      }
      let largest = values.compactMap { $0 }.map(abs).max() ?? 0
      #expect(largest <= 1e15, "\(number)")
    }
  }

  /// No format takes what another one's file is.
  @Test(arguments: Sample.all) func isTakenByNoOther(sample: Sample) throws {
    let bytes = Array(sample.typical.utf8)
    let explanation = bytes.withUnsafeBytes { Explanation(name: sample.file, bytes: $0) }
    #expect(explanation.answers.first { $0.isYes }?.format == sample.format)
    for answer in explanation.answers where !answer.isYes { #expect(!answer.reason.isEmpty) }
  }

  @Test(arguments: Sample.all) func readsAFileWithoutRows(sample: Sample) throws {
    guard let empty = sample.empty else { return }
    let desk = read(sample, empty)
    #expect(desk.shown.isEmpty)
    #expect(desk.files.first?.rows == 0)
    #expect(desk.files.first?.state == .ok)
  }

  /// What is missing is missing: no value appears that the file does not hold, and none is 0.
  @Test(arguments: Sample.all) func readsMissingValuesAsMissing(sample: Sample) throws {
    guard let nulls = sample.nulls else { return }
    let desk = read(sample, nulls)
    #expect(desk.files.first?.state == .ok)
    #expect(desk.shown.allSatisfy { !$0.text.hasSuffix(" 0.0") })
  }

  /// A JSON document shows its end. Of text the row that is cut may show a shorter value: such a file counts only when
  /// two readings agree (RefreshEngineTests); the rows before it never change.
  @Test(arguments: Sample.all) func changesNoValueWhenCut(sample: Sample) throws {
    let bytes = Array(sample.typical.utf8)
    let whole = read(sample, bytes).shown
    let shape = try shape(sample)
    let end = (bytes.lastIndex { !$0.isBlank } ?? 0) + 1
    for count in 0..<end {
      let part = bytes[..<count]
      let desk = read(sample, part)
      switch shape {
      case .document:
        #expect(desk.shown.isEmpty && desk.files.first?.state == .bad, "\(count)")
        #expect(desk.files.first?.problems.isEmpty == false)
      case .lines, .text:
        let lastLine = part.count { $0 == 0x0A } + 1
        let changed = desk.shown.subtracting(whole)
        // A series tells the line of its header only: it is compared at the ends of lines.
        let settled = part.last == 0x0A ? changed : changed.filter { $0.line > 1 && $0.line < lastLine }
        #expect(settled.isEmpty, "\(count): \(settled)")
      case .yaml: #expect(desk.files.count == 1)
      }
    }
  }

  @Test(arguments: Sample.all) func readsUTF16WithAMarkAndRefusesItWithout(sample: Sample) throws {
    let units = Array(sample.typical.utf16)
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    #expect(read(sample, [0xFF, 0xFE] + little).shown == read(sample, sample.typical).shown)
    #expect(read(sample, [0xFE, 0xFF] + big).shown == read(sample, sample.typical).shown)
    for bytes in [little, big] {
      let desk = read(sample, bytes)
      #expect(desk.files.first?.state == .bad)
      #expect(desk.shown.isEmpty)
      #expect(desk.problem(sample.file).contains("UTF-16") || desk.problem(sample.file).contains("NUL"))
    }
  }

  /// One byte of Latin-1 anywhere below the header: the value is refused or was none of text's.
  @Test(arguments: Sample.all) func refusesLatin1(sample: Sample) throws {
    let bytes = Array(sample.typical.utf8)
    let whole = read(sample, bytes).shown
    let shape = try shape(sample)
    let header = (bytes.firstIndex(of: 0x0A) ?? 0) + 1
    for index in header..<bytes.count where !bytes[index].isBlank {
      var damaged = bytes
      damaged[index] = 0xE9
      let desk = read(sample, damaged)
      if case .document = shape { #expect(desk.files.first?.state == .bad) }
      if case .text = shape {
        let changed = desk.shown.subtracting(whole)
        #expect(changed.isEmpty, "\(index): \(changed)")
      }
    }
  }

  @Test(arguments: Sample.all) func readsAByteOrderMark(sample: Sample) throws {
    #expect(read(sample, [0xEF, 0xBB, 0xBF] + sample.typical.utf8).shown == read(sample, sample.typical).shown)
  }

  @Test(arguments: Sample.all) func readsCRLF(sample: Sample) throws {
    let bytes = sample.typical.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    #expect(read(sample, bytes).shown == read(sample, sample.typical).shown)
  }

  /// Every byte replaced by others that mean something: no crash.
  @Test(arguments: Sample.all) func survivesEveryDamagedByte(sample: Sample) throws {
    let bytes = Array(sample.typical.utf8)
    for index in bytes.indices {
      for value in [0, 0x22, 0x2C, 0x2D, 0x2E, 0x30, 0x39, 0x5B, 0x7B, 0xFF] as [UInt8] where bytes[index] != value {
        var damaged = bytes
        damaged[index] = value
        #expect(read(sample, damaged).files.count == 1)
      }
    }
  }

  @Test(arguments: Sample.all) func namesWhatIsNoData(sample: Sample) throws {
    for (text, name) in NotDataTests.bodies {
      let desk = read(sample, text)
      #expect(desk.shown.isEmpty)
      #expect(desk.files.first?.state == .bad)
      let problem = desk.problem(sample.file)
      #expect(problem.contains(name), "\(problem)")
    }
  }

  // MARK: Rows of prices

  private static let tuesday = PriceRow("2025-04-29", "148.1", "150.02", "147.3", "149.19", "4900000")
  private static let wednesday = PriceRow("2025-04-30", "145.97", "151.04", "144.71", "150.71", "7273600")

  private func closes(_ desk: Desk) -> [String] {
    desk.histories["AMAT"]?.bars.map { "\($0.day) \($0.shownClose ?? .nan)" } ?? []
  }

  @Test func everyFormatOfBarsHasAFile() {
    let written = Set(BarFile.all.map(\.format))
    for format in Format.all where format.kind == "history" { #expect(written.contains(format.name), "\(format.name)") }
  }

  @Test(arguments: BarFile.all) func readsRows(file: BarFile) {
    let desk = file.read(Self.tuesday, Self.wednesday)
    #expect(closes(desk) == ["2025-04-29 149.19", "2025-04-30 150.71"])
    #expect(desk.files.first?.format == file.format)
    #expect(desk.files.first?.state == .ok)
  }

  /// The last row of the day under way, before there is a price.
  @Test(arguments: BarFile.all) func takesABlankLastRowForNoSession(file: BarFile) {
    let desk = file.read(Self.tuesday, Self.wednesday, PriceRow("2025-05-01", nil, nil, nil, nil, nil))
    #expect(closes(desk) == ["2025-04-29 149.19", "2025-04-30 150.71"])
    if file.skipsBlanks {
      #expect(desk.files.first?.state == .ok)
    } else {
      #expect(desk.files.first?.state == .partial)
      #expect(desk.files.first?.problems.count == 1)
      #expect(
        desk.problem(file.file).hasSuffix("found no close on 2025-05-01, expected one (the row is no session)"))
      #expect((desk.files.first?.problems.first?.line ?? 0) > 0)
    }
  }

  /// What was told of the day before stays, marked.
  @Test(arguments: BarFile.all) func keepsTheBarOfARowThatLosesItsClose(file: BarFile) {
    let empty = PriceRow("2025-05-01", nil, nil, nil, nil, nil)
    for row in [empty, PriceRow("2025-05-01", "149.9", nil, nil, nil, "5060974")] {
      var assembly = Assembly()
      assembly.add([Array(file.file.utf8)])
      assembly.read(
        file.file, file.write([Self.wednesday, PriceRow("2025-05-01", "149.9", "151.2", "147.8", "148.96", "5060974")]))
      assembly.read(file.file, file.write([Self.wednesday, row]))
      #expect(closes(assembly.desk) == ["2025-04-30 150.71", "2025-05-01 148.96"])
      #expect(assembly.desk.histories["AMAT"]?.kept == true)
    }
  }

  @Test(arguments: BarFile.all) func takesARowWithoutACloseForNoSession(file: BarFile) {
    let rows = [
      PriceRow("2025-05-01", nil, nil, nil, nil, "5060974"),
      PriceRow("2025-05-01", "149.9", "151.2", "147.8", nil, nil),
    ]
    for row in rows {
      let desk = file.read(Self.tuesday, Self.wednesday, row)
      #expect(closes(desk) == ["2025-04-29 149.19", "2025-04-30 150.71"])
      if file.skipsBlanks, row.open == nil { continue }
      #expect(desk.files.first?.state == .partial)
      #expect(desk.problem(file.file).contains("found no close on 2025-05-01"))
    }
  }

  /// A Sunday, flat and without trades as some feeds fill it, and Labour Day.
  @Test(arguments: BarFile.all) func usesNoBarOfADayWithoutASession(file: BarFile) {
    let friday = PriceRow("2025-05-02", "150.0", "155.2", "149.8", "154.1", "5900000")
    let sunday = PriceRow("2025-05-04", "154.1", "154.1", "154.1", "154.1", "0")
    let monday = PriceRow("2025-05-05", "153.0", "154.8", "151.8", "152.0", "4900000")
    let desk = file.read(friday, sunday, monday)
    #expect(closes(desk) == ["2025-05-02 154.1", "2025-05-05 152.0"])
    #expect(desk.files.first?.state == .partial)
    #expect(
      desk.problem(file.file).hasSuffix(
        "found a bar of AMAT on Sunday 2025-05-04, expected a session of Nasdaq (it is not used)"))
    #expect((desk.files.first?.problems.first?.line ?? 0) > 0)
    let labourDay = PriceRow("2025-09-01", "153.0", "154.8", "151.8", "152.0", "4900000")
    let holiday = file.read(labourDay, PriceRow("2025-09-02", "150.0", "155.2", "149.8", "154.1", "0"))
    #expect(closes(holiday) == ["2025-09-02 154.1"])
    #expect(holiday.problem(file.file).contains("on the holiday 2025-09-01, expected a session of Nasdaq"))
  }

  /// The row of larger volume whose range holds the other's is the later state of the day, wherever it stands.
  @Test(arguments: BarFile.all) func takesTheLaterStateOfADayToldTwice(file: BarFile) throws {
    guard file.tellsVolumes else { return }
    let early = PriceRow("2025-05-01", "149.9", "151.2", "147.8", "149.3", "3810000")
    let late = PriceRow("2025-05-01", "149.9", "151.2", "147.8", "148.96", "5060974")
    for rows in [[Self.wednesday, early, late], [Self.wednesday, late, early], [late, Self.wednesday, early]] {
      let desk = desk((file.file, file.write(rows)))
      if file.refusesTwice {
        #expect(desk.files.first?.state == .bad)
        #expect(desk.histories.isEmpty)
        continue
      }
      #expect(closes(desk) == ["2025-04-30 150.71", "2025-05-01 148.96"])
      #expect(desk.histories["AMAT"]?.doubts == [:])
      #expect(desk.files.first?.state == .partial)
      #expect(desk.files.first?.problems.count == 1)
      #expect(desk.problem(file.file).contains("found 2025-05-01 twice; used is the row "))
      #expect(desk.problem(file.file).contains("larger volume, its range holds the other's"))
    }
  }

  /// Else nothing tells which is right: the later row is shown, in doubt.
  @Test(arguments: BarFile.all) func doubtsADayToldTwice(file: BarFile) throws {
    guard !file.refusesTwice else { return }
    let first = PriceRow("2025-05-01", "149.9", "151.2", "147.8", "149.3", "5060974")
    let other = PriceRow("2025-05-01", "149.9", "151.4", "148.1", "148.96", "3810000")
    let day = try #require(Day("2025-05-01"))
    let desk = file.read(first, other)
    #expect(closes(desk) == ["2025-05-01 148.96"])
    #expect(desk.histories["AMAT"]?.doubts == [day: Doubt("told twice: 149.30 and 148.96")])
    let reverse = file.read(other, first)
    #expect(closes(reverse) == ["2025-05-01 149.3"])
    #expect(reverse.histories["AMAT"]?.doubts == [day: Doubt("told twice: 148.96 and 149.30")])
    #expect(reverse.problem(file.file).contains("the later of two that differ"))
  }

  @Test(arguments: BarFile.all) func takesEqualRowsForOne(file: BarFile) {
    guard !file.refusesTwice else { return }
    let desk = file.read(Self.tuesday, Self.wednesday, Self.wednesday)
    #expect(closes(desk) == ["2025-04-29 149.19", "2025-04-30 150.71"])
    #expect(desk.files.first?.state == .ok)
    #expect(desk.files.first?.problems.isEmpty == true)
  }

  /// Interactive Brokers write a volume of -1 where there is none.
  @Test(arguments: BarFile.all) func takesAVolumeOfMinusOneForNone(file: BarFile) {
    let desk = file.read(Self.tuesday, PriceRow("2025-04-30", "145.97", "151.04", "144.71", "150.71", "-1"))
    #expect(closes(desk) == ["2025-04-29 149.19", "2025-04-30 150.71"])
    #expect(desk.histories["AMAT"]?.bars.last?.volume == nil)
    #expect(desk.files.first?.state == .ok)
  }

  /// Formats of bars as text: the column of their symbols where they have one.
  private static let bars: [Sample] = Sample.all.filter { sample in
    guard case .text? = Format.all.first(where: { $0.name == sample.format })?.shape else { return false }
    return Format.all.first { $0.name == sample.format }?.kind == "history"
  }

  /// A column of symbols behind the others, of which the last row has another: no price of it under the file's name.
  @Test(arguments: bars) func mixesNoForeignSymbol(sample: Sample) throws {
    let lines = sample.typical.split(separator: "\n").map(String.init)
    let whole = read(sample, sample.typical).shown
    let header = lines.prefix { !$0.contains("2025") && !$0.contains("17") && !$0.contains("/25") }.count
    guard header > 0 else { return }
    let separator = lines[0].contains("\t") ? "\t" : lines[0].contains(";") ? ";" : ","
    for name in ["sym", "Name", "ts_code", "Wertpapier"] {
      for order in [lines.count - 1, header] {
        let text = lines.enumerated().map { index, line in
          line + separator + (index < header ? name : index == order ? "ZZZZ" : "AMAT")
        }.joined(separator: "\n")
        let desk = read(sample, text + "\n")
        let foreign = lines[order].split(separator: Character(separator)).map(String.init)
        for shown in desk.shown.subtracting(whole) where !shown.text.hasPrefix("ZZZZ") {
          #expect(shown.line != order + 1, "\(name) \(foreign): \(shown)")
        }
      }
    }
  }

  /// A column of currencies, of which the last row has another.
  @Test(arguments: bars) func mixesNoSecondCurrency(sample: Sample) throws {
    let lines = sample.typical.split(separator: "\n").map(String.init)
    guard lines[0].lowercased().contains("date") || lines[0].lowercased().contains("time"), lines.count > 2 else {
      return
    }
    let separator = lines[0].contains("\t") ? "\t" : lines[0].contains(";") ? ";" : ","
    let text = lines.enumerated().map { index, line in
      line + separator + (index == 0 ? "Currency" : index == lines.count - 1 ? "JPY" : "USD")
    }.joined(separator: "\n")
    let desk = read(sample, text + "\n")
    #expect(desk.shown.allSatisfy { $0.line != lines.count }, "\(desk.shown)")
    #expect(desk.files.first?.state != .ok)
  }
}

// MARK: Jumps

extension ConformanceTests {
  /// The newest prices a hundred times too high: doubtful in every format that tells what was before.
  @Test(arguments: Sample.all) func doubtsAJump(sample: Sample) throws {
    func read(_ text: String) -> Desk { Desk(files: [(sample.file, Array(text.utf8))]) }
    let desk = read(sample.typical)
    for (symbol, history) in desk.histories where history.bars.count > 1 {
      guard let last = history.bars.last else { continue }
      let own = [last.open, last.high, last.low, last.close, last.adjustedClose]
      let others = history.bars.dropLast().flatMap { [$0.open, $0.high, $0.low, $0.close, $0.adjustedClose] }
      let wild = read(sample.hundredfold(own.filter { !others.contains($0) }))
      #expect(wild.histories[symbol]?.doubts[last.day] != nil)
      #expect(wild.files.first?.state == .partial)
    }
    for (symbol, history) in desk.intraday where history.bars.count > 1 {
      guard let last = history.bars.last else { continue }
      let others = history.bars.dropLast().flatMap { [$0.open, $0.high, $0.low, $0.close] }
      let wild = read(
        sample.hundredfold([last.open, last.high, last.low, last.close].filter { !others.contains($0) }))
      #expect(wild.intraday[symbol]?.doubts[last.time] != nil)
      #expect(wild.files.first?.state == .partial)
    }
    for (symbol, quote) in desk.quotes where quote.previousClose != nil && quote.previousClose != quote.price {
      let wild = read(sample.hundredfold([quote.price]))
      #expect(wild.quotes[symbol]?.doubt != nil)
      #expect(wild.files.first?.state == .partial)
    }
  }
}

extension Sample {
  /// The typical file with some prices times a hundred, as it writes numbers.
  fileprivate func hundredfold(_ prices: [Double?]) -> String {
    let hasCommas = typical.contains(";") && typical.contains(",")
    var text = ""
    var word = ""
    func flush() {
      let plain = hasCommas ? word.filter { $0 != "." }.map { $0 == "," ? "." : String($0) }.joined() : word
      if let value = Double(plain), prices.contains(value) {
        let shown = "\(value * 100)"
        text += hasCommas ? shown.map { $0 == "." ? "," : String($0) }.joined() : shown
      } else {
        text += word
      }
      word = ""
    }
    for character in typical {
      if character.isNumber || character.isLetter || character == "." || (hasCommas && character == ",") {
        word.append(character)
      } else {
        flush()
        text.append(character)
      }
    }
    flush()
    return text
  }
}
