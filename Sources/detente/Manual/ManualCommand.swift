import ArgumentParser
import Glibc

/// A manual page, to be read here or to be installed for man(1).
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Show a manual page, without man.",
    discussion: """
        detente manual
        detente manual desk | less
        detente manual index --roff | man -l -
      """)

  @Argument(
    help: """
      detente (the program), desk (the folder that it reads), config (the user's options), alerts (rules that ring), index (how the indicator is \
      computed) or feeds (what writes the folder).
      """)
  var page = ManualPage.Name.detente
  @Flag(help: "As roff, for man -l.") var roff = false

  func run() {
    let page = ManualPage(page)
    Output.print(roff ? page.roff : page.text(columns: ManualCommand.columns))
  }

  /// Of the terminal, 40 to 100; 80 where there is none.
  private static var columns: Int {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return min(max(Int(size.ws_col), 40), 100)
  }
}

extension ManualPage.Name: ExpressibleByArgument {}
