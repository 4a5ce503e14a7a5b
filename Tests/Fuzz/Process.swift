import Glibc

/// Seconds on a clock that only goes forward.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// What the process holds in memory.
func residentBytes() -> Int {
  guard let file = fopen("/proc/self/statm", "r") else { return 0 }
  defer { fclose(file) }
  var text = [CChar](repeating: 0, count: 128)
  fgets(&text, 128, file)
  let fields = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self).split(
    separator: " ")
  return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4096 : 0
}

/// The input under way in a file that is mapped: it is there after any end.
final class InputKeeper {
  private static let room = 1 << 17
  private let place: UnsafeMutableRawPointer?

  init(path: String) {
    let file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
    ftruncate(file, off_t(Self.room))
    let mapped = mmap(nil, Self.room, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
    place = mapped == MAP_FAILED ? nil : mapped
    close(file)
  }

  /// Its length in eight bytes, then the input.
  func keep(_ input: [UInt8]) {
    guard let place, input.count + 8 <= Self.room else { return }
    place.storeBytes(of: UInt64(input.count), as: UInt64.self)
    input.withUnsafeBytes { if let base = $0.baseAddress { (place + 8).copyMemory(from: base, byteCount: $0.count) } }
  }
}
