import CSystem

/// What tells a file's content from another by its status alone.
package struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let inode: UInt64
  private let size: Int64
  private let modifiedSeconds: Int64
  private let modifiedNanoseconds: Int64
  private let changedSeconds: Int64
  private let changedNanoseconds: Int64

  package init(_ status: dt_status) {
    device = status.device
    inode = status.inode
    size = status.size
    modifiedSeconds = status.modified_seconds
    modifiedNanoseconds = status.modified_nanoseconds
    changedSeconds = status.changed_seconds
    changedNanoseconds = status.changed_nanoseconds
  }
}
