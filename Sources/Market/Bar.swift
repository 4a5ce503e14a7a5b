/// One interval's prices. Missing prices are nil; a day of which only the adjusted close is known has no `close`, and if it
/// has an open, high and low, they are adjusted as well.
public struct Bar: Hashable, Sendable {
  /// The session's date at the venue.
  public let day: Day
  /// Line of the record in its file, 1-based.
  public let line: Int32
  // NaN stands for "missing" so that a bar is 56 bytes and a long history stays one flat array.
  @usableFromInline let storage:
    (open: Double, high: Double, low: Double, close: Double, adjustedClose: Double, volume: Double)

  @inlinable public init(
    day: Day, open: Double? = nil, high: Double? = nil, low: Double? = nil, close: Double?,
    adjustedClose: Double? = nil,
    volume: Double? = nil, line: Int = 0
  ) {
    self.init(
      day: day, line: line, open: open ?? .nan, high: high ?? .nan, low: low ?? .nan, close: close ?? .nan,
      adjustedClose: adjustedClose ?? .nan, volume: volume ?? .nan)
  }

  /// The same with NaN for what is missing.
  @inlinable public init(
    day: Day, line: Int, open: Double, high: Double, low: Double, close: Double, adjustedClose: Double, volume: Double
  ) {
    self.day = day
    self.line = Int32(clamping: line)
    storage = (open, high, low, close, adjustedClose, volume)
  }

  /// Whether it has any price.
  @inlinable @inline(__always) public var hasPrice: Bool {
    !(storage.open.isNaN && storage.high.isNaN && storage.low.isNaN && storage.close.isNaN
      && storage.adjustedClose.isNaN)
  }

  @inlinable public var open: Double? { storage.open.isNaN ? nil : storage.open }
  @inlinable public var high: Double? { storage.high.isNaN ? nil : storage.high }
  @inlinable public var low: Double? { storage.low.isNaN ? nil : storage.low }
  @inlinable public var close: Double? { storage.close.isNaN ? nil : storage.close }
  @inlinable public var adjustedClose: Double? { storage.adjustedClose.isNaN ? nil : storage.adjustedClose }
  @inlinable public var volume: Double? { storage.volume.isNaN ? nil : storage.volume }

  /// The adjusted close, or the close where none is known: the base of returns.
  @inlinable public var returnClose: Double? { adjustedClose ?? close }
  /// The close, or the adjusted close where none is known: the price to show.
  @inlinable public var shownClose: Double? { close ?? adjustedClose }

  public static func == (a: Bar, b: Bar) -> Bool {
    a.day == b.day && a.open == b.open && a.high == b.high && a.low == b.low && a.close == b.close
      && a.adjustedClose == b.adjustedClose && a.volume == b.volume
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(day) }
}
