import Glibc
import Market

extension Instant {
  /// The present by the system's clock, which may be set off or jump: for what is dated, never for waiting.
  package static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
