import CGuard
import Glibc
import System

/// The terminal's descriptor, and the bytes it has not taken yet. Never blocks.
final class TTY {
  /// A second opening of the terminal on standard output where that is possible: O_NONBLOCK on it is ours alone, while on
  /// the one we were given it would leak into the shell that shares it.
  let descriptor: Int32
  private let isOwn: Bool
  /// Why nothing can be read or written any more; nil: it can.
  private(set) var loss: String?
  private var pending: [UInt8] = []
  private var sent = 0

  init() {
    var own: Int32 = -1
    var given = stat()
    var opened = stat()
    if let name = ttyname(STDOUT_FILENO) { own = open(name, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) }
    if own >= 0, fstat(STDIN_FILENO, &given) != 0 || fstat(own, &opened) != 0 || given.st_rdev != opened.st_rdev {
      close(own)
      own = -1
    }
    isOwn = own >= 0
    descriptor = own >= 0 ? own : STDIN_FILENO
  }

  deinit { if isOwn { close(descriptor) } }

  private var output: Int32 { isOwn ? descriptor : STDOUT_FILENO }

  var isDrained: Bool { sent == pending.count }

  func queue(_ bytes: some Collection<UInt8>) { pending += bytes }

  func queue(_ text: String) { pending += text.utf8 }

  func drop() {
    pending.removeAll(keepingCapacity: true)
    sent = 0
  }

  /// Writes as much as the terminal takes.
  func send() {
    while loss == nil, sent < pending.count {
      let count = pending.withUnsafeBytes { write(UnsafeRawBufferPointer(rebasing: $0[sent...])) }
      if count > 0 {
        sent += count
      } else if count < 0, errno == EINTR {
        continue
      } else {
        if count == 0 || errno != EAGAIN { lose("write", count) }
        return
      }
    }
    if pending.capacity > 1 << 18 { pending = [] } else { pending.removeAll(keepingCapacity: true) }
    sent = 0
  }

  private func write(_ bytes: UnsafeRawBufferPointer) -> Int {
    if isOwn { return Glibc.write(output, bytes.baseAddress, bytes.count) }
    let flags = fcntl(output, F_GETFL)
    _ = fcntl(output, F_SETFL, flags | O_NONBLOCK)
    defer { _ = fcntl(output, F_SETFL, flags) }
    return Glibc.write(output, bytes.baseAddress, bytes.count)
  }

  private func lose(_ what: String, _ count: Int) {
    loss = what + ": " + (count == 0 ? "end of file" : String(cString: strerror(errno)))
  }

  /// Writes the rest although the terminal may be stopped: lets it go on, drops what it has not taken, and tries again,
  /// for 50 ms, as a terminal may refuse bytes for a moment even so. One that can no longer be read may still be written.
  func finish() {
    loss = nil
    send()
    guard !isDrained, loss == nil else { return }
    dt_guard_unblock()
    sent = 0
    let end = MonotonicClock.milliseconds + 50
    send()
    while !isDrained, loss == nil, MonotonicClock.milliseconds < end {
      var descriptor = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
      // Not to spin where it says that it is ready, and is not.
      if poll(&descriptor, 1, 10) > 0 { usleep(1000) }
      send()
    }
  }

  /// Reads what there is, at most 64 KiB, handing each piece on.
  func read<Value>(_ body: (ArraySlice<UInt8>) -> [Value]) -> [Value] {
    var values: [Value] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    for _ in 0..<(isOwn ? 16 : 1) {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count == 0 || (count < 0 && errno != EAGAIN) { lose("read", count) }
      guard count > 0 else { break }
      values += body(buffer[..<count])
      if count < buffer.count { break }
    }
    return values
  }
}
