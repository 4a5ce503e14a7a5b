/// The prices of less than a day, from `time` on. Missing prices are nil.
package struct IntradayBar: Hashable, Sendable {
  /// When the interval begins.
  package let time: Instant
  /// Line of the record in its file, 1-based; 0 where it stands in another file than its history's.
  package let line: Int32
  // As in `Bar`: NaN stands for "missing".
  let storage: (open: Double, high: Double, low: Double, close: Double, volume: Double)

  package init(
    time: Instant, open: Double? = nil, high: Double? = nil, low: Double? = nil, close: Double?, volume: Double? = nil,
    line: Int = 0
  ) {
    self.time = time
    self.line = Int32(clamping: line)
    storage = (open ?? .nan, high ?? .nan, low ?? .nan, close ?? .nan, volume ?? .nan)
  }

  package var open: Double? { storage.open.isNaN ? nil : storage.open }
  package var high: Double? { storage.high.isNaN ? nil : storage.high }
  package var low: Double? { storage.low.isNaN ? nil : storage.low }
  package var close: Double? { storage.close.isNaN ? nil : storage.close }
  package var volume: Double? { storage.volume.isNaN ? nil : storage.volume }

  package static func == (a: IntradayBar, b: IntradayBar) -> Bool {
    a.time == b.time && a.open == b.open && a.high == b.high && a.low == b.low && a.close == b.close
      && a.volume == b.volume
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(time) }
}
