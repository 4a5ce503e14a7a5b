import Analytics
import ArgumentParser
import Configuration
import Market
import Snapshots

/// Which desk, and as of when: shared by the commands that read one.
struct DeskOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("Folder with snapshot files.", valueName: "folder"), completion: .directory)
  var folder: String?

  @Option(help: ArgumentHelp("A date (16:20 New York) or an RFC 3339 time to look at.", valueName: "when"))
  var asOf: String?

  /// The folder asked for, or named by $DETENTE_DESK or the configuration; nil: the demo desk.
  var path: String? { folder ?? UserConfiguration.standing.settings.desk }

  /// The folder that $DETENTE_DESK or the configuration names.
  /// - Throws: `Failure` with status 2 where a broken configuration may name one.
  static func namedFolder() throws -> String? {
    let reading = UserConfiguration.standing
    if reading.settings.desk == nil, let fault = UserConfiguration.fault(of: reading) { throw Failure.usage(fault) }
    return reading.settings.desk
  }

  /// The moment of `--as-of`, nil without it.
  func moment() throws -> Instant? {
    guard let asOf else { return nil }
    guard let moment = Day(asOf)?.asOf ?? Instant(rfc3339: asOf) else {
      throw Failure.usage(
        "--as-of: found \(asOf), expected a date like 2025-05-01 or a time like 2025-05-01T16:20:00-04:00")
    }
    // Curves have a point a day: another century is a slip of the keyboard.
    guard (1970...2100).contains(Zone.newYork.day(of: moment).parts.year) else {
      throw Failure.usage("--as-of: found \(asOf), expected a year from 1970 to 2100")
    }
    return moment
  }

  /// The desk read whole, once.
  func readDesk() throws -> Desk {
    guard let path = try folder ?? DeskOptions.namedFolder() else { return DemoDesk.desk() }
    let reading = UserConfiguration.standing
    if let fault = UserConfiguration.fault(of: reading) { Output.error(fault) }
    do {
      var desk = try DeskFolder.read(path)
      desk.watchlist.staleAfter = desk.watchlist.staleAfter ?? reading.settings.staleAfter
      return desk
    } catch {
      throw Failure.folder("\(error)")
    }
  }

  /// The desk read whole, once, and the moment that it is shown at: the one asked for, else the present after the reading.
  func readDesk(at asked: Instant?) throws -> (desk: Desk, moment: Instant) {
    let desk = try readDesk()
    if let asked { return (desk, asked) }
    let present = present
    return (path == nil ? desk : desk.known(at: present), present)
  }

  /// Ends with status 4, once what could be read is printed, where a part of the folder could not be seen.
  static func requireSeen(_ desk: Desk) throws {
    guard !desk.unseen.isEmpty else { return }
    for message in desk.unseen { Output.error(message) }
    throw ExitCode(4)
  }

  /// The moment shown when none is asked for: now, or the demo's opening moment.
  var present: Instant { path == nil ? DemoDesk.opening : Instant.now }
}
