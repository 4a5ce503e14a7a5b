import Glibc
import Market
import System

/// A desk folder read once, for programs that print and leave.
package enum DeskFolder {
  /// Seconds for which a file that may be being written has to stand still.
  package static let patience = 5.0

  /// Scans the folder and reads every file. One that is being written is waited for; what has not come to rest by then
  /// counts as it stands, and that is said. What could not be seen of the folder is in `Desk.unseen`.
  /// - Parameter patience: Seconds that are waited at most.
  package static func read(
    _ path: String, patience: Double = DeskFolder.patience
  ) throws(FolderError) -> Desk {
    var reader = FolderReader(path: path, patience: patience * 1000, interval: min(50, patience * 100))
    _ = try reader.open()
    // A tick more: one that was written to right before is at rest for all of it then.
    let end = MonotonicClock.milliseconds + patience * 1000 + Completeness.tick
    let listing = reader.scan(now: MonotonicClock.milliseconds)
    if listing.isBlind, let failure = listing.failed.first {
      throw FolderError(path: path, message: failure.message)
    }
    reader.assembly.setUnseen(listing.failures(in: path))
    // What is not read is said also where nothing is.
    _ = reader.assembly.merge()
    var symbols = reader.assembly.symbols
    while let next = reader.next {
      let isLast = next >= end
      let wait = min(next, end) - MonotonicClock.milliseconds
      if wait > 0 { usleep(UInt32(wait * 1000) + 1) }
      reader.readDue(now: isLast ? .infinity : MonotonicClock.milliseconds, isLast: isLast)
      _ = reader.assembly.merge()
      if reader.assembly.symbols != symbols {
        reader.readAgain(
          now: MonotonicClock.milliseconds, onlyAsking: reader.assembly.symbols.negative == symbols.negative)
        symbols = reader.assembly.symbols
      } else if isLast {
        break
      }
    }
    _ = reader.assembly.merge()
    return reader.assembly.desk
  }
}
