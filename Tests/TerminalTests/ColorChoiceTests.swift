import Testing
import Theming

@testable import Terminal

@Suite struct ColorChoiceTests {
  private func depth(
    _ choice: ColorChoice, colors: Int = 256, direct: Bool = true, _ environment: [String: String] = [:]
  ) -> ColorDepth {
    choice.depth(colors: colors, direct: direct) { environment[$0] }
  }

  @Test func whatTheTerminalSays() {
    #expect(depth(.auto, colors: 0, direct: false) == .mono)
    #expect(depth(.auto, colors: 8, direct: false) == .eight)
    #expect(depth(.auto, colors: 16, direct: false) == .sixteen)
    #expect(depth(.auto, colors: 88, direct: false) == .sixteen)
    #expect(depth(.auto, colors: 256) == .indexed256)
    #expect(depth(.auto, ["TERM": "xterm-direct"]) == .direct)
    #expect(depth(.auto, ["COLORTERM": "truecolor"]) == .direct)
    #expect(depth(.auto, ["COLORTERM": "24bit"]) == .direct)
    #expect(depth(.auto, ["COLORTERM": "yes"]) == .indexed256)
    #expect(depth(.auto, direct: false, ["COLORTERM": "truecolor"]) == .indexed256)
    #expect(depth(.auto, ["COLORTERM": "truecolor", "TERM": "screen-256color"]) == .indexed256)
    #expect(depth(.auto, ["COLORTERM": "truecolor", "TERM": "screen-256color", "TMUX": "/tmp/x"]) == .direct)
  }

  @Test func noColor() {
    #expect(depth(.auto, ["NO_COLOR": "1"]) == .mono)
    #expect(depth(.auto, ["NO_COLOR": "", "COLORTERM": "truecolor"]) == .direct)
    #expect(depth(.depth(.sixteen), ["NO_COLOR": "1"]) == .sixteen)
  }

  @Test func asked() {
    #expect(ColorChoice("auto") == .auto)
    #expect(ColorChoice("never") == .depth(.mono))
    #expect(ColorChoice("256") == .depth(.indexed256))
    #expect(ColorChoice("many") == nil)
    #expect(depth(.depth(.direct)) == .direct)
    #expect(depth(.depth(.direct), direct: false) == .indexed256)
    #expect(depth(.depth(.indexed256), colors: 8, direct: false) == .eight)
  }
}
