import Alerts
import Configuration
import Glibc
import Market
import Snapshots

/// Changes of rules in their files: the trader's own beside the configuration, and those of a desk.
enum AlertRecord {
  static let name = "alerts.yaml"

  /// Makes a change of it, or of a file of the desk, and says what was written where.
  /// - Throws: `Failure` where nothing is changed.
  static func make(_ edit: AlertEdit, desk: String?) throws -> String {
    let file = try file(of: edit, desk: desk)
    let notices: [String]
    do throws(LedgerError) {
      notices = try file.make(edit)
    } catch {
      throw error.failure
    }
    let path = "\(file.folder)/\(file.name)"
    let said =
      switch edit {
      case .add(let rule): "added to \(path): \(rule)"
      case .replace(_, _, let rule): "changed in \(path): \(rule)"
      case .delete(let line, _): "deleted from \(path): \(line.text)"
      }
    return ([said] + notices).joined(separator: "; ")
  }

  /// Adds a rule to the file of a desk, or to the trader's own.
  /// - Parameter desk: of its folder; nil: the trader's own.
  /// - Returns: Where it was written.
  /// - Throws: `Failure` where it is none, stands there already, or cannot be written.
  static func add(_ rule: String, to desk: String?) throws -> String {
    let parsed: AlertRule
    do throws(AlertRuleFault) {
      parsed = try AlertRule.parse(rule)
    } catch {
      throw Failure.usage("--add:\(error.column): \(error.message)")
    }
    let file = try desk.map { AlertFile($0, name) } ?? file(of: .add(rule), desk: nil)
    do throws(LedgerError) {
      var lines = DeskAlerts.lines(DeskAlerts.readOwn(), for: nil)
      if let desk { lines = try DeskLedger(desk).desk.alerts }
      if let same = lines.first(where: { (try? AlertRule.parse($0.text))?.repeats(parsed) ?? false }) {
        throw LedgerError.unfit("--add: found the rule of \(same.origin), expected another")
      }
      for notice in try file.make(.add(rule)) { Output.error(notice) }
    } catch {
      throw error.failure
    }
    return "\(file.folder)/\(file.name)"
  }

  private static func file(of edit: AlertEdit, desk: String?) throws -> AlertFile {
    switch edit {
    case .replace(let line, false, _), .delete(let line, false):
      guard let desk else { throw Failure.refused("the demo's rules cannot be changed") }
      guard line.origin.file.hasSuffix(".yaml") || line.origin.file.hasSuffix(".yml") else {
        throw Failure.refused("\(line.origin.file): found no YAML, expected a file that can be changed in place")
      }
      return AlertFile(desk, line.origin.file)
    default:
      guard let folder = UserConfiguration.folder else {
        throw Failure.refused("found neither XDG_CONFIG_HOME nor HOME, expected one")
      }
      guard folder.make() else { throw Failure.folder("\(folder.path): \(String(cString: strerror(errno)))") }
      return AlertFile(folder.path, name)
    }
  }
}
