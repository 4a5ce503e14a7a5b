import ArgumentParser
import Canvas
import Market
import Wording

/// The CAMEO table, searched.
struct CodesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "codes", abstract: "Find CAMEO event codes by words of their meaning, or by first digits.",
    discussion: """
      All words must be found, each at the beginning of a word: code, weight (-10 to 10), meaning. CAMEO has no word for \
      tariffs and export controls: in force they are 163, eased 085, and are found so; talks and agreements are coded once for each side. Exit status 1 when \
      nothing is found.

        detente codes negotiate
        detente codes intent meet
        detente codes 08
      """)

  @Argument(help: ArgumentHelp("Words, or digits that the code begins with.", valueName: "word")) var words: [String]

  func run() throws {
    let codes = CAMEO.codes(matching: words)
    guard !codes.isEmpty else {
      throw Failure.refused(
        "found no code for \(words.joined(separator: " ")), expected words like sanctions or negotiate, or digits")
    }
    let lines = codes.map { code in
      let weight = NumberText.fixed(code.weight, 1, signed: true).text
      return code.code + String(repeating: " ", count: 6 - code.code.count)
        + String(repeating: " ", count: 5 - weight.count) + weight + "  " + code.meaning
    }
    Output.print(lines.joined(separator: "\n"))
  }
}
