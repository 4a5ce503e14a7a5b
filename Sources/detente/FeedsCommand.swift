import ArgumentParser
import CEmbedded

/// Recipes for what writes the desk folder: one script, unit or text, to be redirected into a file.
struct FeedsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feeds", abstract: "Print recipes and scripts that feed a desk folder.",
    discussion: """
      Without a name it prints the overview: what a feed must do, and how to use the scripts by cron, systemd, rsync, on \
      network folders and for several traders.

        detente feeds curl-file.sh > ~/feeds/curl-file.sh
      """)

  @Argument(help: "One of: \(names.joined(separator: ", ")).", completion: .list(names)) var name = "overview"

  func run() throws {
    guard FeedsCommand.names.contains(name) else {
      throw Failure.usage("feeds: found \(name), expected one of: \(FeedsCommand.names.joined(separator: ", "))")
    }
    Output.print(FeedsCommand.text(of: name))
  }

  /// The overview, then the files in its order.
  static let names: [String] = (0..<dt_embedded_feed_count()).compactMap { index in
    dt_embedded_feed_name(index).map { String(cString: $0) }
  }

  /// The recipe of a name; empty without one.
  static func text(of name: String) -> String {
    guard let index = names.firstIndex(of: name) else { return "" }
    var count = 0
    guard let bytes = dt_embedded_feed_bytes(Int32(index), &count) else { return "" }
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }
}
