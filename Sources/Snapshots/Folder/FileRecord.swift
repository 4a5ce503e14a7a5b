import Market
import System

/// What a reader remembers of a file between two readings of it.
struct FileRecord {
  /// What events tell of the one who writes.
  struct Told {
    let writer: Completeness.Writer
    let at = Instant.now

    init(_ writer: Completeness.Writer) { self.writer = writer }
  }

  /// A time stamp younger than so many milliseconds may not show another write.
  private static let settled: Int64 = 2000

  /// Status of the last reading; nil: read again at the next scan.
  var identity: FileIdentity?
  /// Hash of the content that was last accepted or refused.
  var digest: UInt64?
  /// What was said of that.
  var signs: [Completeness.Sign] = []
  /// That content has to be parsed anew.
  var isOutdated = false
  /// What that content is was the watchlist's to say.
  var asksDesk = false
  private(set) var told = Told(.unknown)
  /// Status and hash of the last reading, whatever came of it.
  private var seen: (identity: FileIdentity, digest: UInt64)?
  /// Monotonic milliseconds of the last change, as far as is known.
  var changedAt = 0.0
  /// What waits to be whole, and since when.
  var waiting: (since: Double, shape: Completeness.Shape)?
  /// Extent and hash of the last good reading.
  var good: (extent: Completeness.Extent, digest: UInt64)?
  var readAt = -1e9
  var failures = 0

  /// Notes of a reading when the file has changed, and what is known of the one who wrote.
  mutating func note(_ file: borrowing FileRead, _ digest: UInt64, _ told: Told?, at started: Double) {
    let age = Instant.now.milliseconds - file.modified.milliseconds
    identity = age >= Self.settled ? file.identity : nil
    let isSame = seen?.digest == digest
    if !isSame || seen?.identity != file.identity {
      // A time stamp that is ahead of the clock tells nothing.
      let changed = started - Double(max(0, age))
      changedAt = seen == nil ? changed : max(changed, readAt, changedAt)
      seen = (file.identity, digest)
    }
    if let told { self.told = told } else if !isSame { self.told = Told(.unknown) }
  }

  /// What is known of the one who writes.
  func writer(of file: borrowing FileRead) -> Completeness.Writer {
    Self.writer(
      told: told.writer, at: told.at, isOpen: file.isOpen, isTouchedSince: file.isTouchedSince, modified: file.modified)
  }

  static func writer(
    told: Completeness.Writer, at: Instant, isOpen: Bool?, isTouchedSince: Bool, modified: Instant
  ) -> Completeness.Writer {
    // Somebody has written since.
    let isOvertaken = modified > at && modified <= .now
    if told == .moved, !isOvertaken { return .moved }
    if isOpen == true { return .open }
    if told == .unknown || isOvertaken { return isTouchedSince ? .moved : isOpen == false ? .closed : .unknown }
    return isOpen == false ? .closed : told
  }
}
