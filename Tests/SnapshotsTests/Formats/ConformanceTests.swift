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

  @Test(arguments: Sample.all) func refusesUTF16(sample: Sample) throws {
    let units = Array(sample.typical.utf16)
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    for bytes in [[0xFF, 0xFE] + little, little, [0xFE, 0xFF] + big, big] {
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
    let hasCommas = typical.contains(";")
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
