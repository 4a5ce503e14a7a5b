import Glibc

/// Fresh memory costs a fault for every 4 KiB when it is first touched, together a tenth of the reading of a large file.
extension UnsafeMutableRawBufferPointer {
  /// Asks for large pages, of which there are fewer. The kernel may ignore it.
  func adviseLargePages() { advise(MADV_HUGEPAGE) }

  /// Has all pages made at once, before they are touched. The kernel may refuse: then they come one by one.
  func populatePages() { advise(MADV_POPULATE_WRITE) }

  private func advise(_ advice: Int32) {
    guard let base = baseAddress else { return }
    let inner = base.alignedUp(toMultipleOf: 4096)
    let length = (count - (inner - base)) & -4096
    if length > 0 { madvise(inner, length, advice) }
  }
}

extension Array {
  /// Makes room for `count` elements that are about to be written.
  mutating func reserveTouched(_ count: Int) {
    reserveCapacity(count)
    // What a file claims to hold is not believed without bounds.
    let bytes = Swift.min(count * MemoryLayout<Element>.stride, 4 << 20)
    guard bytes >= 64 << 10 else { return }
    withUnsafeMutableBufferPointer { buffer in
      UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: bytes).populatePages()
    }
  }
}
