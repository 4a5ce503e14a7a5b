import Glibc

/// Time since some fixed moment, which no change of the wall clock moves: for waiting and for measuring.
package enum MonotonicClock {
  /// With their fractions.
  package static var milliseconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
  }
}
