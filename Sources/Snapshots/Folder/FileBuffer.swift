/// Memory for one reading after another: fresh memory costs a page fault for every 4 KiB.
final class FileBuffer {
  private(set) var bytes = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  deinit { bytes.deallocate() }

  /// Makes room for `count` bytes, of which the first `kept` stay.
  func grow(to count: Int, keeping kept: Int = 0) {
    guard count > bytes.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 64)
    if count >= 4 << 20 { larger.adviseLargePages() }
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[0..<kept]))
    bytes.deallocate()
    bytes = larger
  }
}
