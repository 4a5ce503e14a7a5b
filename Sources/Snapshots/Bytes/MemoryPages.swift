import Glibc

extension UnsafeMutableRawBufferPointer {
  /// Asks for large pages: fresh memory costs a fault for each when it is first touched. The kernel may ignore it.
  func adviseLargePages() {
    guard let base = baseAddress else { return }
    let inner = base.alignedUp(toMultipleOf: 4096)
    madvise(inner, (count - (inner - base)) & -4096, MADV_HUGEPAGE)
  }
}
