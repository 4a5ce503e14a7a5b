import Foundation
import FoundationXML
import Testing

/// Pictures of the screen and recordings of play, as README shows them.
struct PictureTests {
  private static let docs = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "../../docs"
  ).standardizedFileURL.path

  private static let picture = ["--dump", "--format", "svg", "--size", "100x30", "--theme", "dark"]
  private static let recording = [
    "--dump", "--format", "cast", "--size", "100x30", "--theme", "dark", "--keys", "p", "--until", "2025-04-30",
  ]

  /// README's picture and recording are the program's own.
  @Test(arguments: [("overview.svg", picture), ("april-2025.cast", recording)])
  func docsAreWhatTheProgramDraws(file: String, arguments: [String]) throws {
    let drawn = try Program.run(arguments)
    #expect(drawn.status == 0)
    let kept = try String(contentsOfFile: Self.docs + "/" + file, encoding: .utf8)
    #expect(drawn.output == kept, "write it anew: detente \(arguments.joined(separator: " ")) > docs/\(file)")
  }

  @Test func thePictureIsXML() throws {
    let output = try Program.run(Self.picture).output
    let parser = XMLCheck()
    #expect(parser.accepts(output))
    #expect(parser.text.contains("> AMAT\n"))
    #expect(parser.text.contains("\n148.96\n"))
  }

  /// https://docs.asciinema.org/manual/asciicast/v2/: a head, then events of time, kind and data, in the order of time.
  @Test func theRecordingIsACast() throws {
    let lines = try Program.run(Self.recording).output.split(separator: "\n")
    let head = try #require(try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
    #expect(head["version"] as? Int == 2)
    #expect(head["width"] as? Int == 100)
    #expect(head["height"] as? Int == 30)
    let events = try lines.dropFirst().map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [Any])
    }
    let times = events.compactMap { $0[0] as? Double }
    #expect(times == times.sorted())
    #expect(events.allSatisfy { $0[1] as? String == "o" })
    let shown = events.compactMap { $0[2] as? String }
    #expect(shown[0].hasPrefix("\u{1B}[?25l\u{1B}[2J\u{1B}[1;1H"))
    // It opens on the demo's day, goes back to 2 April and ends within the month.
    #expect(shown[0].contains("1 May 2025"))
    #expect(shown[1].contains("Wed 2 Apr 16:20"))
    #expect(shown.dropFirst().dropLast().allSatisfy { $0.firstMatch(of: /\d Apr \d\d:\d\d New York/) != nil })
    #expect(events.count > 10)
  }

  @Test(arguments: [
    ["--format", "svg"], ["--dump", "--until", "2025-04-30"], ["--dump", "--format", "cast", "--until", "April"],
    ["--dump", "--format", "png"],
  ])
  func wrongUsageEndsWithTwo(arguments: [String]) throws {
    #expect(try Program.run(arguments).status == 2)
  }
}

/// Whether a text is well-formed XML, by Foundation's parser, and the text of its elements.
private final class XMLCheck: NSObject, XMLParserDelegate {
  private(set) var text = ""

  func accepts(_ text: String) -> Bool {
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    return parser.parse()
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}
