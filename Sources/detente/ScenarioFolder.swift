import Glibc
import Market
import Report
import Snapshots
import System

/// The user's own scenarios under `$XDG_DATA_HOME/detente/scenarios` (else `~/.local/share`), one file each.
struct ScenarioFolder {
  private let folder = UserFolder("XDG_DATA_HOME", otherwise: ".local/share", name: "detente/scenarios")

  /// What became of a change.
  struct Outcome {
    /// For the footer.
    let notice: String
    /// What was asked for is not done.
    var isLost = false

    /// What the system refused, and why.
    static func lost(_ notice: String) -> Outcome { Outcome(notice: notice, isLost: true) }
  }

  func read() -> SavedScenarios { folder.map { ScenarioFiles.read($0.path) } ?? SavedScenarios() }

  /// Saves a new scenario, never over another file.
  func save(_ scenario: SavedScenario) -> Outcome {
    guard let folder else { return .lost("not saved: neither XDG_DATA_HOME nor HOME names a folder") }
    let name = scenario.origin.file
    guard folder.make() else { return .lost("not saved: \(folder.path): \(reason)") }
    var members: [(String, JSONValue)] = [
      ("schema", .string("detente/scenario/1")), ("id", .string(scenario.id)), ("title", .string(scenario.title)),
      ("us", JSONValue(scenario.us)), ("cn", JSONValue(scenario.china)),
    ]
    if let elasticity = scenario.elasticity { members.append(("elasticity", JSONValue(elasticity))) }
    members.append(("saved", .string(Zone.newYork.timestamp(Instant.now))))
    let text = JSONValue.object(members).text()
    do throws(WholeFile.Failure) {
      guard let written = try folder.save(Array((text + "\n").utf8), as: name, over: .nothing) else {
        return Outcome(notice: "not saved: \(name) is there already and stays as it is")
      }
      return Outcome(notice: (["saved as \(scenario.id)"] + written.notices).joined(separator: "; "))
    } catch {
      return .lost("not saved: \(folder.path): \(error.reason)")
    }
  }

  /// Deletes the file that a scenario was read from.
  func delete(_ scenario: SavedScenario) -> Outcome {
    guard let folder, !scenario.origin.file.contains("/") else {
      return Outcome(notice: "not deleted: no file of the program's own")
    }
    guard unlink(folder.path + "/" + scenario.origin.file) == 0 else {
      return .lost("not deleted: \(scenario.origin.file): \(reason)")
    }
    return Outcome(notice: "deleted \(scenario.id)")
  }

  private var reason: String { String(cString: strerror(errno)) }
}
