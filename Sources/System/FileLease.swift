import CSystem
import Glibc
import Synchronization

/// Says which of several processes has a task: the one that holds the lock of a file. The system releases it when the process
/// dies, so that another gets it at its next try.
package final class FileLease: Sendable {
  private let folder: String
  private let name: String
  private let held = Mutex<Int32?>(nil)

  /// Nothing is taken yet.
  /// - Parameters:
  ///   - folder: of the file, which is made where there is none.
  ///   - name: One component.
  package init(_ folder: String, _ name: String) { (self.folder, self.name) = (folder, name) }

  deinit { release() }

  /// Takes it unless another process has it, or there is no way to the file.
  /// - Returns: Whether this process has it.
  package func take() -> Bool {
    held.withLock { held in
      if held != nil { return true }
      let root = dt_open_directory(folder)
      guard root >= 0 else { return false }
      defer { close(root) }
      let file = dt_open_lock_at(root, name)
      guard file >= 0 else { return false }
      var own = dt_status()
      var found = dt_status()
      // Locked, it must still be the file that others will find.
      guard dt_lock(file) == 0, dt_status_fd(file, &own) == 0, dt_status_at(root, name, &found) == 0,
        own.inode == found.inode, own.device == found.device
      else {
        close(file)
        return false
      }
      held = file
      return true
    }
  }

  /// Lets another process have it.
  package func release() {
    held.withLock { held in
      if let file = held { close(file) }
      held = nil
    }
  }
}
