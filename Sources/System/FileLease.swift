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

  package enum Holder: Hashable, Sendable {
    case own
    /// Another process.
    case others
    /// There is no way to the file, as on a full disk.
    case nobody
  }

  /// Takes it unless another process has it.
  /// - Returns: Who has it now.
  package func take() -> Holder {
    held.withLock { held in
      if held != nil { return .own }
      let root = dt_open_directory(folder)
      guard root >= 0 else { return .nobody }
      defer { close(root) }
      let file = dt_open_lock_at(root, name)
      guard file >= 0 else { return .nobody }
      let locked = dt_lock(file)
      guard locked == 0 else {
        close(file)
        return locked == -EWOULDBLOCK ? .others : .nobody
      }
      var own = dt_status()
      var found = dt_status()
      // Locked, it must still be the file that others will find.
      guard dt_status_fd(file, &own) == 0, dt_status_at(root, name, &found) == 0, own.inode == found.inode,
        own.device == found.device
      else {
        close(file)
        return .others
      }
      held = file
      return .own
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
