import Canvas
import Dashboard
import Market
import Report
import Theming

/// What the screen shows while keys are pressed and the past is played, as an asciinema recording of version 2
/// (https://docs.asciinema.org/manual/asciicast/v2/).
///
/// Its times are those of the pace, not of a clock: the same desk and keys give the same bytes.
struct ScreenRecording {
  /// A line each: the head, then the frames.
  private var lines: [String] = []
  private let theme: Theme
  /// Seconds from the beginning.
  private var time = 0
  private var shown: Canvas?

  /// Seconds between two keys.
  private static let pause = 1

  /// - Parameters:
  ///   - keys: pressed one after the other; the recording ends where one of them quits.
  ///   - until: the last moment that play shows; nil: it plays to its end.
  init(of state: inout DashboardState, keys: [Key], until: Instant?, theme: Theme) {
    // Players are dark unless they are told otherwise.
    self.theme = theme.on(RGB(0, 0, 0))
    let first = state.draw()
    lines = [
      JSONValue.object([
        ("version", .integer(2)), ("width", .integer(first.size.columns)), ("height", .integer(first.size.rows)),
        ("title", .string("detente")),
      ]).text(indented: false)
    ]
    show(first)
    for key in keys {
      time += ScreenRecording.pause
      let isEnd = state.update(.input(.key(key))).contains(.quit)
      if isEnd { break }
      show(state.draw())
    }
    while let play = state.moment.play {
      time += play.seconds
      _ = state.update(.played)
      if let until, state.moment.asOf > until { break }
      show(state.draw())
    }
    // The last frame stands as long as one that is played.
    lines.append(ScreenRecording.event(time + 4, ""))
  }

  var text: String { lines.joined(separator: "\n") }

  /// A frame: the rows that differ from the one before.
  private mutating func show(_ canvas: Canvas) {
    let head = shown == nil ? "\u{1B}[?25l\u{1B}[2J" : ""
    let rows = (0..<canvas.size.rows).filter { canvas.differs(from: shown, row: $0) }
    guard !rows.isEmpty else { return }
    lines.append(
      ScreenRecording.event(time, head + rows.map { "\u{1B}[\($0 + 1);1H" + theme.ansi(of: canvas, row: $0) }.joined()))
    shown = canvas
  }

  private static func event(_ time: Int, _ text: String) -> String {
    JSONValue.array([.integer(time), .string("o"), .string(text)]).text(indented: false)
  }
}
