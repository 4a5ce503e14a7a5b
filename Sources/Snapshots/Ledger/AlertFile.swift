import Glibc
import Market
import System

/// A file of rules that is changed: under the lock of its folder, whole or not at all, every other byte kept.
package struct AlertFile: Sendable {
  /// Of bytes: as much as a desk reads of its rules.
  private static let limit = 16 << 20

  package let folder: String
  package let name: String

  /// - Parameters:
  ///   - folder: There, and writable, where something is to be changed.
  ///   - name: Below it; nothing need stand there.
  package init(_ folder: String, _ name: String) { (self.folder, self.name) = (folder, name) }

  /// Makes a change.
  /// - Parameter patience: Seconds to wait for another writer.
  /// - Returns: What is to be said of the file that is written.
  /// - Throws: Why nothing is changed.
  package func make(_ edit: AlertEdit, patience: Double = 10) throws(LedgerError) -> [String] {
    let lock = try DeskLock(folder, patience: patience)
    // Held to the end of this call.
    defer { _ = lock }
    let old = try content
    let changed = try AlertFileText.making(edit, in: old?.bytes ?? [])
    guard changed != old?.bytes else { return [] }
    let notices = try FileReplacement.replace(
      Array(name.utf8), in: folder, with: changed, expecting: old?.identity)
    guard let notices else {
      throw .unfit("found \(name) changed by another, expected it as it was read; nothing is changed")
    }
    return notices
  }

  private var content: SmallFile? {
    get throws(LedgerError) {
      do throws(SmallFile.Failure) {
        return try SmallFile("\(folder)/\(name)", atMost: Self.limit)
      } catch {
        guard case .refused(let reason) = error else { return nil }
        throw .folder("\(folder)/\(name): \(reason)")
      }
    }
  }
}
