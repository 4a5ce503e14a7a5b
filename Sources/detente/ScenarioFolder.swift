import Glibc
import Market
import Report
import Snapshots

/// The user's own scenarios under `$XDG_DATA_HOME/detente/scenarios` (else `~/.local/share`), one file each.
struct ScenarioFolder {
  private let folder = UserFolder("XDG_DATA_HOME", otherwise: ".local/share", name: "detente/scenarios")

  func read() -> ScenarioShelf { folder.map { ScenarioFiles.read($0.path) } ?? ScenarioShelf() }

  /// Saves a new scenario, never over another file; what became of it, for the footer.
  func save(_ scenario: SavedScenario) -> String {
    guard let folder else { return "not saved: neither XDG_DATA_HOME nor HOME names a folder" }
    let name = scenario.origin.file
    guard folder.make() else { return "not saved: \(folder.path): \(reason)" }
    guard access(folder.path + "/" + name, F_OK) != 0 else {
      return "not saved: \(name) is there already and stays as it is"
    }
    var members: [(String, JSONValue)] = [
      ("schema", .string("detente/scenario/1")), ("id", .string(scenario.id)), ("title", .string(scenario.title)),
      ("us", JSONValue(scenario.us)), ("cn", JSONValue(scenario.china)),
    ]
    if let elasticity = scenario.elasticity { members.append(("elasticity", JSONValue(elasticity))) }
    members.append(("saved", .string(Zone.newYork.timestamp(Clock.now()))))
    let text = JSONValue.object(members).text()
    guard folder.save(Array((text + "\n").utf8), as: name) else { return "not saved: \(folder.path): \(reason)" }
    return "saved as \(scenario.id)"
  }

  /// Deletes the file that a scenario was read from; what became of it, for the footer.
  func delete(_ scenario: SavedScenario) -> String {
    guard let folder, !scenario.origin.file.contains("/") else { return "not deleted: no file of the program's own" }
    guard unlink(folder.path + "/" + scenario.origin.file) == 0 else {
      return "not deleted: \(scenario.origin.file): \(reason)"
    }
    return "deleted \(scenario.id)"
  }

  private var reason: String { String(cString: strerror(errno)) }
}
